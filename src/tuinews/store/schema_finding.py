"""What version 6 of the schema adds: how articles are found, tagged, set aside, muted and put into smart folders.

The full-text indexes hold no text of their own: they read it through views, and triggers keep them in step in the
transaction that changes an article, whoever changes it. An index entry can only be taken out with the words it was
made of, so it is taken out before its article changes and put in again after.

`names` are the people and speakers of all annotations, `named` says which article names whom, `quoted` who says what
where. `smart_unread` holds the unread articles of each smart folder; `changed_articles` what has to be looked at
before the transaction ends (`settling`), for smart folders and mute rules.

In a trigger the conflict clause of the statement outside is in force (`INSERT OR REPLACE INTO annotations`), so what
must not replace says so with ON CONFLICT.
"""

SCRIPT = """
ALTER TABLE articles ADD COLUMN words INTEGER;

CREATE INDEX articles_by_title ON articles(title COLLATE NOCASE, id, feed_id) WHERE is_gone = 0;
CREATE INDEX articles_by_people ON articles(people, sort_at, id, feed_id) WHERE is_gone = 0;
CREATE INDEX articles_by_words ON articles(words, sort_at, id, feed_id) WHERE is_gone = 0;
CREATE INDEX articles_set_aside ON articles(is_gone, sort_at, id) WHERE is_gone > 1;

CREATE VIEW search_source AS
    SELECT a.id, a.title, a.authors AS byline, coalesce(plain_text(b.text, b.packed), a.snippet) AS text
    FROM articles a LEFT JOIN bodies b ON b.article_id = a.id;
CREATE VIRTUAL TABLE search USING fts5(
    title, byline, text, content='search_source', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2'
);

CREATE TABLE names (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    articles INTEGER NOT NULL DEFAULT 0          -- how many name this person
);
CREATE INDEX names_by_articles ON names(articles);
CREATE VIRTUAL TABLE names_index USING fts5(
    name, content='names', content_rowid='id', tokenize='unicode61 remove_diacritics 2'
);
CREATE TABLE named (
    name_id INTEGER NOT NULL REFERENCES names(id),
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    PRIMARY KEY (name_id, article_id)
) WITHOUT ROWID;
CREATE INDEX named_in ON named(article_id);
CREATE TABLE quoted (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    name_id INTEGER REFERENCES names(id),        -- NULL when it cannot be told who speaks
    start INTEGER NOT NULL,
    end INTEGER NOT NULL
);
CREATE INDEX quoted_in ON quoted(article_id);
CREATE INDEX quoted_by ON quoted(name_id, article_id);
CREATE VIEW quoted_source AS
    SELECT q.id, text_part(b.text, b.packed, q.start, q.end) AS words FROM quoted q JOIN bodies b USING (article_id);
CREATE VIRTUAL TABLE quoted_index USING fts5(
    words, content='quoted_source', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2'
);

CREATE TABLE article_tags (
    tag TEXT NOT NULL COLLATE NOCASE,
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    PRIMARY KEY (tag, article_id)
) WITHOUT ROWID;
CREATE INDEX tags_of_article ON article_tags(article_id);

CREATE TABLE smart_counts (
    folder_id INTEGER PRIMARY KEY REFERENCES smart_folders(id) ON DELETE CASCADE,
    unread INTEGER NOT NULL DEFAULT 0,
    query TEXT NOT NULL,                         -- what was counted; another query makes the count stale
    day INTEGER NOT NULL                         -- and for which day, for queries about days; -1 is stale
);
CREATE TABLE smart_unread (
    folder_id INTEGER NOT NULL REFERENCES smart_folders(id) ON DELETE CASCADE,
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    PRIMARY KEY (folder_id, article_id)
) WITHOUT ROWID;
CREATE INDEX smart_unread_of ON smart_unread(article_id);
CREATE TABLE mute_rules (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    query TEXT NOT NULL,
    position INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE changed_articles (
    article_id INTEGER PRIMARY KEY,
    is_content INTEGER NOT NULL                  -- what it says has changed, not only its marks
);
INSERT INTO counts VALUES ('archived', 0), ('muted', 0);

CREATE TRIGGER search_added AFTER INSERT ON articles BEGIN
    INSERT INTO search (rowid, title, byline, text) VALUES (NEW.id, NEW.title, NEW.authors, NEW.snippet);
END;
CREATE TRIGGER search_leaving BEFORE UPDATE OF title, authors, snippet ON articles BEGIN
    INSERT INTO search (search, rowid, title, byline, text)
        SELECT 'delete', id, title, byline, text FROM search_source WHERE id = OLD.id;
END;
CREATE TRIGGER search_changed AFTER UPDATE OF title, authors, snippet ON articles BEGIN
    INSERT INTO search (rowid, title, byline, text) SELECT id, title, byline, text FROM search_source WHERE id = NEW.id;
END;
CREATE TRIGGER search_dropped BEFORE DELETE ON articles BEGIN
    DELETE FROM quoted WHERE article_id = OLD.id;
    DELETE FROM named WHERE article_id = OLD.id;
    INSERT INTO search (search, rowid, title, byline, text)
        SELECT 'delete', id, title, byline, text FROM search_source WHERE id = OLD.id;
END;
CREATE TRIGGER body_added AFTER INSERT ON bodies WHEN NEW.text IS NOT NULL BEGIN
    INSERT INTO search (search, rowid, title, byline, text)
        SELECT 'delete', id, title, authors, snippet FROM articles WHERE id = NEW.article_id;
    INSERT INTO search (rowid, title, byline, text)
        SELECT id, title, byline, text FROM search_source WHERE id = NEW.article_id;
    UPDATE articles SET words = word_count(NEW.text, NEW.packed) WHERE id = NEW.article_id;
END;
CREATE TRIGGER body_leaving BEFORE UPDATE OF text ON bodies WHEN NEW.text_sha <> OLD.text_sha BEGIN
    DELETE FROM quoted WHERE article_id = OLD.article_id;
    INSERT INTO search (search, rowid, title, byline, text)
        SELECT 'delete', id, title, byline, text FROM search_source WHERE id = OLD.article_id;
END;
CREATE TRIGGER body_changed AFTER UPDATE OF text ON bodies WHEN NEW.text_sha <> OLD.text_sha BEGIN
    INSERT INTO search (rowid, title, byline, text)
        SELECT id, title, byline, text FROM search_source WHERE id = NEW.article_id;
    UPDATE articles SET words = word_count(NEW.text, NEW.packed) WHERE id = NEW.article_id;
END;

CREATE TRIGGER html_leaving BEFORE UPDATE OF packed ON bodies
WHEN NEW.packed IS NOT OLD.packed AND OLD.text IS NOT NULL AND NEW.text IS OLD.text BEGIN
    SELECT RAISE(ABORT, 'a text is packed against its HTML: set both in one statement');
END;

CREATE TRIGGER name_added AFTER INSERT ON names BEGIN
    INSERT INTO names_index (rowid, name) VALUES (NEW.id, NEW.name);
END;
CREATE TRIGGER named_added AFTER INSERT ON named BEGIN
    UPDATE names SET articles = articles + 1 WHERE id = NEW.name_id;
END;
CREATE TRIGGER named_dropped AFTER DELETE ON named BEGIN
    UPDATE names SET articles = articles - 1 WHERE id = OLD.name_id;
END;
CREATE TRIGGER quoted_added AFTER INSERT ON quoted BEGIN
    INSERT INTO quoted_index (rowid, words) SELECT id, words FROM quoted_source WHERE id = NEW.id;
END;
CREATE TRIGGER quoted_dropped BEFORE DELETE ON quoted BEGIN
    INSERT INTO quoted_index (quoted_index, rowid, words)
        SELECT 'delete', id, words FROM quoted_source WHERE id = OLD.id;
END;
CREATE TRIGGER annotation_added AFTER INSERT ON annotations BEGIN
    DELETE FROM named WHERE article_id = NEW.article_id;
    DELETE FROM quoted WHERE article_id = NEW.article_id;
    INSERT INTO names (name)
        SELECT value ->> 0 FROM json_each(unpacked(NEW.body), '$.people') WHERE true
        UNION SELECT value ->> '$.speaker.name' FROM json_each(unpacked(NEW.body), '$.quotes')
            WHERE value ->> '$.speaker.name' <> ''
        ON CONFLICT DO NOTHING;
    INSERT INTO named (name_id, article_id)
        SELECT DISTINCT n.id, NEW.article_id FROM json_each(unpacked(NEW.body), '$.people') p
        JOIN names n ON n.name = p.value ->> 0;
    INSERT INTO quoted (article_id, name_id, start, end)
        SELECT NEW.article_id, (SELECT id FROM names WHERE name = q.value ->> '$.speaker.name'),
            q.value ->> 'start', q.value ->> 'end'
        FROM json_each(unpacked(NEW.body), '$.quotes') q WHERE q.value ->> 'kind' <> 'indirect';
END;
CREATE TRIGGER annotation_dropped BEFORE DELETE ON annotations BEGIN
    DELETE FROM named WHERE article_id = OLD.article_id;
    DELETE FROM quoted WHERE article_id = OLD.article_id;
END;

CREATE TRIGGER smart_unread_added AFTER INSERT ON smart_unread BEGIN
    UPDATE smart_counts SET unread = unread + 1 WHERE folder_id = NEW.folder_id;
END;
CREATE TRIGGER smart_unread_dropped AFTER DELETE ON smart_unread BEGIN
    UPDATE smart_counts SET unread = unread - 1 WHERE folder_id = OLD.folder_id;
END;

CREATE TRIGGER look_at_new AFTER INSERT ON articles
WHEN EXISTS (SELECT 1 FROM smart_folders) OR EXISTS (SELECT 1 FROM mute_rules) BEGIN
    INSERT INTO changed_articles VALUES (NEW.id, 1);
END;
CREATE TRIGGER look_at_content AFTER UPDATE OF title, authors, snippet, words, people, quotes, updated_at ON articles
WHEN EXISTS (SELECT 1 FROM smart_folders) OR EXISTS (SELECT 1 FROM mute_rules) BEGIN
    INSERT INTO changed_articles VALUES (NEW.id, 1) ON CONFLICT DO UPDATE SET is_content = 1;
END;
CREATE TRIGGER look_at_marks AFTER UPDATE OF is_read, is_starred, is_later, is_gone ON articles
WHEN EXISTS (SELECT 1 FROM smart_folders) BEGIN
    INSERT INTO changed_articles VALUES (NEW.id, 0) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER look_at_tagged AFTER INSERT ON article_tags WHEN EXISTS (SELECT 1 FROM smart_folders) BEGIN
    INSERT INTO changed_articles VALUES (NEW.article_id, 0) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER look_at_untagged AFTER DELETE ON article_tags WHEN EXISTS (SELECT 1 FROM smart_folders) BEGIN
    INSERT INTO changed_articles VALUES (OLD.article_id, 0) ON CONFLICT DO NOTHING;
END;

DROP TRIGGER article_added;
DROP TRIGGER article_gone;
CREATE TRIGGER article_added AFTER INSERT ON articles WHEN NEW.is_gone = 0 BEGIN
    UPDATE feeds SET total = total + 1, unread = unread + (NEW.is_read = 0) WHERE id = NEW.feed_id;
    UPDATE counts SET n = n + 1 WHERE name = 'all';
    UPDATE counts SET n = n + 1 WHERE name = 'unread' AND NEW.is_read = 0;
    UPDATE counts SET n = n + 1 WHERE name = 'starred' AND NEW.is_starred = 1;
    UPDATE counts SET n = n + 1 WHERE name = 'later' AND NEW.is_later = 1;
END;
CREATE TRIGGER article_gone AFTER UPDATE OF is_gone ON articles WHEN NEW.is_gone <> OLD.is_gone BEGIN
    UPDATE feeds SET total = total + (NEW.is_gone = 0) - (OLD.is_gone = 0),
        unread = unread + (NEW.is_gone = 0 AND NEW.is_read = 0) - (OLD.is_gone = 0 AND OLD.is_read = 0)
        WHERE id = NEW.feed_id;
    UPDATE counts SET n = n + (NEW.is_gone = 0) - (OLD.is_gone = 0) WHERE name = 'all';
    UPDATE counts SET n = n + (NEW.is_gone = 0 AND NEW.is_read = 0) - (OLD.is_gone = 0 AND OLD.is_read = 0)
        WHERE name = 'unread';
    UPDATE counts SET n = n + ((NEW.is_gone = 0) - (OLD.is_gone = 0)) * NEW.is_starred WHERE name = 'starred';
    UPDATE counts SET n = n + ((NEW.is_gone = 0) - (OLD.is_gone = 0)) * NEW.is_later WHERE name = 'later';
    UPDATE counts SET n = n + (NEW.is_gone = 2) - (OLD.is_gone = 2) WHERE name = 'muted';
    UPDATE counts SET n = n + (NEW.is_gone = 3) - (OLD.is_gone = 3) WHERE name = 'archived';
END;
CREATE TRIGGER article_deleted AFTER UPDATE OF is_gone ON articles WHEN NEW.is_gone = 4 AND OLD.is_gone <> 4 BEGIN
    INSERT OR IGNORE INTO tombstones VALUES (NEW.feed_id, NEW.identity);
END;
CREATE TRIGGER article_undeleted AFTER UPDATE OF is_gone ON articles WHEN OLD.is_gone = 4 AND NEW.is_gone <> 4 BEGIN
    DELETE FROM tombstones WHERE feed_id = OLD.feed_id AND identity = OLD.identity;
END;

INSERT INTO search (rowid, title, byline, text) SELECT id, title, byline, text FROM search_source;
UPDATE articles SET words = (SELECT word_count(text, packed) FROM bodies WHERE article_id = articles.id);
INSERT OR IGNORE INTO names (name)
    SELECT p.value ->> 0 FROM annotations, json_each(unpacked(annotations.body), '$.people') p;
INSERT OR IGNORE INTO names (name)
    SELECT q.value ->> '$.speaker.name' FROM annotations, json_each(unpacked(annotations.body), '$.quotes') q
    WHERE q.value ->> '$.speaker.name' <> '';
INSERT OR IGNORE INTO named (name_id, article_id)
    SELECT n.id, article_id FROM annotations, json_each(unpacked(annotations.body), '$.people') p
    JOIN names n ON n.name = p.value ->> 0;
INSERT INTO quoted (article_id, name_id, start, end)
    SELECT article_id, (SELECT id FROM names WHERE name = q.value ->> '$.speaker.name'),
        q.value ->> 'start', q.value ->> 'end'
    FROM annotations JOIN bodies b USING (article_id, text_sha), json_each(unpacked(annotations.body), '$.quotes') q
    WHERE q.value ->> 'kind' <> 'indirect';
"""
"""For new files and old ones alike: what an older archive holds goes into the new tables at the end.

`is_gone` says where an article is: see `model.Whereabouts`.
"""
