"""What version 11 of the schema adds: people over the whole archive, and whom the reader follows.

`appearances` says who appears in which article: how often, in which role, with how many quotes. It is kept by person
and time, so that a person's page is one stretch of it. `base_id` is whom the article was resolved to, `person_id` who
that is now: the same, until the reader says that two are one (`people.root_id`); taking that back is exact. Who has but
one word for a name (`is_full` 0) is a person of one article and stands in no list.

Triggers keep the counts in step with `appearances`, so that none is ever computed over the archive: over everything, by
day, for the seven days from `people_week` on (`recent`) and for the four weeks before them (`before`). `people_due`
holds the articles to be looked at again: all that were annotated before there were people, and those that came into
the lists or left them (`is_moved`). `told` is what the reader said of single articles; what the index does heeds it.
"""

_DAY = 86_400
_OTHER = """(SELECT 1 FROM appearances o WHERE o.person_id = {0}.person_id AND o.at = {0}.at
        AND o.article_id = {0}.article_id AND o.base_id <> {0}.base_id AND o.is_there = 1)"""
_WEEK = "(SELECT n FROM counts WHERE name = 'people_week')"

_COUNT = f"""
    UPDATE people SET articles = articles + (NOT EXISTS {_OTHER.format("NEW")}), mentions = mentions + NEW.mentions,
        quotes = quotes + NEW.quotes, first_at = min(coalesce(first_at, NEW.at), NEW.at),
        last_at = max(coalesce(last_at, NEW.at), NEW.at)
        WHERE id = NEW.person_id;
    UPDATE people SET recent = recent + NEW.mentions, recent_quotes = recent_quotes + NEW.quotes
        WHERE id = NEW.person_id AND NEW.at >= {_WEEK};
    UPDATE people SET before = before + NEW.mentions
        WHERE id = NEW.person_id AND NEW.at < {_WEEK} AND NEW.at >= {_WEEK} - 28 * {_DAY};
    INSERT INTO person_days (person_id, day, mentions, quotes)
        VALUES (NEW.person_id, NEW.at / {_DAY}, NEW.mentions, NEW.quotes)
        ON CONFLICT DO UPDATE SET mentions = mentions + excluded.mentions, quotes = quotes + excluded.quotes;
"""
_UNCOUNT = f"""
    UPDATE people SET articles = articles - (NOT EXISTS {_OTHER.format("OLD")}), mentions = mentions - OLD.mentions,
        quotes = quotes - OLD.quotes,
        first_at = (SELECT min(at) FROM appearances WHERE person_id = OLD.person_id AND is_there = 1),
        last_at = (SELECT at FROM appearances WHERE person_id = OLD.person_id AND is_there = 1 ORDER BY at DESC LIMIT 1)
        WHERE id = OLD.person_id;
    UPDATE people SET recent = recent - OLD.mentions, recent_quotes = recent_quotes - OLD.quotes
        WHERE id = OLD.person_id AND OLD.at >= {_WEEK};
    UPDATE people SET before = before - OLD.mentions
        WHERE id = OLD.person_id AND OLD.at < {_WEEK} AND OLD.at >= {_WEEK} - 28 * {_DAY};
    UPDATE person_days SET mentions = mentions - OLD.mentions, quotes = quotes - OLD.quotes
        WHERE person_id = OLD.person_id AND day = OLD.at / {_DAY};
    DELETE FROM person_days WHERE person_id = OLD.person_id AND day = OLD.at / {_DAY} AND mentions = 0 AND quotes = 0;
"""
_IS_FOLLOWING = "{0}.query GLOB 'who:[0-9]*' AND substr({0}.query, 5) NOT GLOB '*[^0-9]*'"

SCRIPT = f"""
CREATE TABLE people (
    id INTEGER PRIMARY KEY,
    root_id INTEGER NOT NULL,                    -- itself, or whom the reader says it is
    name TEXT NOT NULL,
    is_full INTEGER NOT NULL DEFAULT 1,          -- 0: one word for a name, never looked for in other articles
    articles INTEGER NOT NULL DEFAULT 0,
    mentions INTEGER NOT NULL DEFAULT 0,
    quotes INTEGER NOT NULL DEFAULT 0,
    recent INTEGER NOT NULL DEFAULT 0,
    recent_quotes INTEGER NOT NULL DEFAULT 0,
    before INTEGER NOT NULL DEFAULT 0,
    first_at INTEGER,
    last_at INTEGER
);
CREATE INDEX people_rising ON people(4 * recent - before, mentions) WHERE is_full = 1 AND articles > 0 AND recent > 0;
CREATE INDEX people_by_recent ON people(recent, mentions) WHERE is_full = 1 AND articles > 0 AND recent > 0;
CREATE INDEX people_by_mentions ON people(mentions) WHERE is_full = 1 AND articles > 0;
CREATE INDEX people_by_quotes ON people(quotes, mentions) WHERE is_full = 1 AND articles > 0;
CREATE INDEX people_by_last ON people(last_at, mentions) WHERE is_full = 1 AND articles > 0;
CREATE INDEX people_by_name ON people(name COLLATE NOCASE) WHERE is_full = 1 AND articles > 0;
CREATE INDEX people_merged ON people(root_id) WHERE root_id <> id;

CREATE TABLE person_keys (                       -- under which names a person is looked for
    id INTEGER PRIMARY KEY,
    last TEXT NOT NULL,
    first TEXT NOT NULL,
    whole TEXT NOT NULL,                         -- the name, folded
    person_id INTEGER NOT NULL,
    form TEXT NOT NULL,                          -- the name as it was first written
    is_short INTEGER NOT NULL DEFAULT 0          -- only ever used beside a fuller one
);
CREATE UNIQUE INDEX person_keys_by_name ON person_keys(last, first, whole, person_id);
CREATE INDEX person_keys_of ON person_keys(person_id);
CREATE VIRTUAL TABLE people_search USING fts5(
    whole, content='person_keys', content_rowid='id', tokenize='unicode61 remove_diacritics 2', prefix='2 3'
);

CREATE TABLE printed_roles (
    id INTEGER PRIMARY KEY,
    role TEXT NOT NULL UNIQUE
);
CREATE TABLE appearances (
    person_id INTEGER NOT NULL,
    at INTEGER NOT NULL,                         -- the article's sort_at
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    base_id INTEGER NOT NULL,
    name_id INTEGER NOT NULL,                    -- what the article calls them at fullest
    role_id INTEGER,
    feed_id INTEGER NOT NULL,
    mentions INTEGER NOT NULL,
    quotes INTEGER NOT NULL,
    is_there INTEGER NOT NULL DEFAULT 1,         -- the article is in the lists or archived; else it counts for nothing
    PRIMARY KEY (person_id, at, article_id, base_id)
) WITHOUT ROWID;
CREATE INDEX appearances_in ON appearances(article_id);
CREATE TABLE person_days (
    person_id INTEGER NOT NULL,
    day INTEGER NOT NULL,                        -- days since 1970 UTC
    mentions INTEGER NOT NULL,
    quotes INTEGER NOT NULL,
    PRIMARY KEY (person_id, day)
) WITHOUT ROWID;
CREATE TABLE article_topics (
    article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
    words TEXT NOT NULL
);
CREATE TABLE topics (
    word TEXT PRIMARY KEY,
    articles INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE told (
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    whole TEXT NOT NULL,                         -- the name in that article, folded
    base_id INTEGER NOT NULL,
    PRIMARY KEY (article_id, whole)
) WITHOUT ROWID;
CREATE TABLE people_due (
    article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
    is_moved INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX people_moved ON people_due(article_id) WHERE is_moved = 1;
CREATE TABLE follows (
    person_id INTEGER PRIMARY KEY,
    folder_id INTEGER NOT NULL,
    is_announced INTEGER NOT NULL DEFAULT 0,     -- whether new statements go to the desktop, too
    seen_at INTEGER NOT NULL                     -- what came until then has been told of
);
INSERT INTO counts VALUES ('people_week', unixepoch() / {_DAY} * {_DAY} - 6 * {_DAY});

CREATE TRIGGER person_key_added AFTER INSERT ON person_keys BEGIN
    INSERT INTO people_search (rowid, whole) VALUES (NEW.id, NEW.whole);
END;
CREATE TRIGGER person_key_dropped BEFORE DELETE ON person_keys BEGIN
    INSERT INTO people_search (people_search, rowid, whole) VALUES ('delete', OLD.id, OLD.whole);
END;
CREATE TRIGGER topics_added AFTER INSERT ON article_topics BEGIN
    INSERT INTO topics SELECT value, 1 FROM json_each('["' || replace(NEW.words, ' ', '","') || '"]')
        WHERE NEW.words <> '' ON CONFLICT DO UPDATE SET articles = articles + 1;
END;
CREATE TRIGGER topics_changed AFTER UPDATE ON article_topics BEGIN
    UPDATE topics SET articles = articles - 1
        WHERE word IN (SELECT value FROM json_each('["' || replace(OLD.words, ' ', '","') || '"]'));
    INSERT INTO topics SELECT value, 1 FROM json_each('["' || replace(NEW.words, ' ', '","') || '"]')
        WHERE NEW.words <> '' ON CONFLICT DO UPDATE SET articles = articles + 1;
END;
CREATE TRIGGER topics_dropped AFTER DELETE ON article_topics BEGIN
    UPDATE topics SET articles = articles - 1
        WHERE word IN (SELECT value FROM json_each('["' || replace(OLD.words, ' ', '","') || '"]'));
END;
CREATE TRIGGER appeared AFTER INSERT ON appearances WHEN NEW.is_there = 1 BEGIN{_COUNT}END;
CREATE TRIGGER vanished AFTER DELETE ON appearances WHEN OLD.is_there = 1 BEGIN{_UNCOUNT}END;
CREATE TRIGGER appearance_uncounted AFTER UPDATE ON appearances WHEN OLD.is_there = 1 BEGIN{_UNCOUNT}END;
CREATE TRIGGER appearance_counted AFTER UPDATE ON appearances WHEN NEW.is_there = 1 BEGIN{_COUNT}END;
CREATE TRIGGER appearances_unsaid AFTER UPDATE OF text ON bodies WHEN NEW.text_sha <> OLD.text_sha BEGIN
    UPDATE appearances SET quotes = 0 WHERE article_id = NEW.article_id AND quotes > 0;
END;
CREATE TRIGGER appearances_moved AFTER UPDATE OF is_gone ON articles
WHEN NEW.is_gone <> OLD.is_gone AND EXISTS (SELECT 1 FROM annotations WHERE article_id = NEW.id) BEGIN
    INSERT INTO people_due VALUES (NEW.id, 1) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER appearances_refiled AFTER UPDATE OF feed_id ON articles WHEN NEW.feed_id <> OLD.feed_id BEGIN
    UPDATE appearances SET feed_id = NEW.feed_id WHERE article_id = NEW.id;
END;
CREATE TRIGGER person_followed AFTER INSERT ON smart_folders WHEN {_IS_FOLLOWING.format("NEW")} BEGIN
    INSERT INTO follows (person_id, folder_id, seen_at)
        VALUES (CAST(substr(NEW.query, 5) AS INTEGER), NEW.id, unixepoch()) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER person_unfollowed AFTER DELETE ON smart_folders BEGIN
    DELETE FROM follows WHERE folder_id = OLD.id;
END;
CREATE TRIGGER person_refollowed AFTER UPDATE OF query ON smart_folders WHEN NEW.query <> OLD.query BEGIN
    DELETE FROM follows WHERE folder_id = OLD.id;
    INSERT INTO follows (person_id, folder_id, seen_at)
        SELECT CAST(substr(NEW.query, 5) AS INTEGER), NEW.id, unixepoch() WHERE {_IS_FOLLOWING.format("NEW")}
        ON CONFLICT DO NOTHING;
END;

INSERT INTO people_due (article_id) SELECT article_id FROM annotations;
"""
"""For new files and old ones alike. An older archive's people are found in the background, not here."""
