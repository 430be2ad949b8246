"""The archive's schema: its first version and the numbered migrations since.

Times are whole seconds since 1970 UTC. `articles` is narrow, for lists; what only an open article needs is in
`bodies`. `is_gone` marks rows that an undo can bring back. Triggers keep the counts the screen shows, so that no
count is ever computed over the archive.
"""

from tuinews.store import (
    schema_catching_up,
    schema_finding,
    schema_gathering,
    schema_outlines,
    schema_people,
    schema_signatures,
    schema_stories,
    schema_upkeep,
    schema_wordings,
)

FIRST = """
CREATE TABLE folders (
    id INTEGER PRIMARY KEY,
    parent_id INTEGER REFERENCES folders(id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    position INTEGER NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX folders_by_name ON folders(coalesce(parent_id, 0), name);

CREATE TABLE feeds (
    id INTEGER PRIMARY KEY,
    url TEXT NOT NULL,
    kind TEXT NOT NULL DEFAULT 'feed',           -- feed, welcome, files
    title TEXT NOT NULL DEFAULT '',              -- the feed's own
    user_title TEXT NOT NULL DEFAULT '',
    site_url TEXT NOT NULL DEFAULT '',
    folder_id INTEGER REFERENCES folders(id) ON DELETE SET NULL,
    tags TEXT NOT NULL DEFAULT '[]',
    outline TEXT NOT NULL DEFAULT '[]',          -- OPML attributes we do not know, kept for export
    is_hidden INTEGER NOT NULL DEFAULT 0,
    position INTEGER NOT NULL DEFAULT 0,
    etag TEXT NOT NULL DEFAULT '',
    last_modified TEXT NOT NULL DEFAULT '',
    body_sha TEXT NOT NULL DEFAULT '',
    added_at INTEGER NOT NULL,
    last_attempt_at INTEGER,
    last_success_at INTEGER,
    next_refresh_at INTEGER,
    failure TEXT NOT NULL DEFAULT '',
    failing_since INTEGER,
    failures_in_row INTEGER NOT NULL DEFAULT 0,
    removed_at INTEGER,
    unread INTEGER NOT NULL DEFAULT 0,
    total INTEGER NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX feeds_by_url ON feeds(url);
CREATE INDEX feeds_due ON feeds(next_refresh_at) WHERE removed_at IS NULL AND kind = 'feed';

CREATE TABLE articles (
    id INTEGER PRIMARY KEY,
    feed_id INTEGER NOT NULL REFERENCES feeds(id) ON DELETE CASCADE,
    identity BLOB NOT NULL,                      -- digest of guid, else address, else content
    sort_at INTEGER NOT NULL,                    -- published, else first seen; never moved by a refresh
    is_read INTEGER NOT NULL DEFAULT 0,
    is_starred INTEGER NOT NULL DEFAULT 0,
    is_later INTEGER NOT NULL DEFAULT 0,
    is_gone INTEGER NOT NULL DEFAULT 0,
    title TEXT NOT NULL,
    title_is_derived INTEGER NOT NULL DEFAULT 0,
    authors TEXT NOT NULL DEFAULT '',            -- one a line
    published_at INTEGER,
    updated_at INTEGER,
    added_at INTEGER NOT NULL,
    snippet TEXT NOT NULL DEFAULT '',
    people INTEGER,                              -- NULL until annotated
    quotes INTEGER,
    url TEXT NOT NULL DEFAULT '',
    guid TEXT NOT NULL DEFAULT '',
    language TEXT NOT NULL DEFAULT '',
    outlet TEXT NOT NULL DEFAULT '',
    image_url TEXT NOT NULL DEFAULT '',
    enclosures TEXT NOT NULL DEFAULT '[]',
    content_sha BLOB NOT NULL,                   -- digest of title and content as they came
    position REAL NOT NULL DEFAULT 0             -- where reading stopped, an offset in the text
);
CREATE UNIQUE INDEX articles_by_identity ON articles(feed_id, identity);
CREATE INDEX articles_by_time ON articles(sort_at, id, feed_id) WHERE is_gone = 0;
CREATE INDEX articles_of_feed ON articles(feed_id, sort_at, id) WHERE is_gone = 0;
CREATE INDEX articles_unread ON articles(sort_at, id, feed_id) WHERE is_gone = 0 AND is_read = 0;
CREATE INDEX articles_starred ON articles(sort_at, id) WHERE is_gone = 0 AND is_starred = 1;
CREATE INDEX articles_later ON articles(sort_at, id) WHERE is_gone = 0 AND is_later = 1;

CREATE TABLE bodies (
    article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
    packed BLOB NOT NULL,                        -- the entry's HTML as it came, zlib
    base_url TEXT NOT NULL DEFAULT '',
    is_trusted INTEGER NOT NULL DEFAULT 0,       -- made by our own importer, so its marks are honoured
    text TEXT,                                   -- NULL until cleaned
    text_sha TEXT NOT NULL DEFAULT '',
    blocks TEXT NOT NULL DEFAULT '[]',
    notices TEXT NOT NULL DEFAULT '[]'
);
CREATE INDEX bodies_uncleaned ON bodies(article_id) WHERE text IS NULL;

CREATE TABLE originals (
    article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
    media_type TEXT NOT NULL DEFAULT '',
    packed BLOB NOT NULL                         -- an opened file, byte for byte, zlib
);

CREATE TABLE annotations (
    article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
    annotator_version INTEGER NOT NULL,
    text_sha TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    body TEXT NOT NULL
);

CREATE TABLE journal (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    label TEXT NOT NULL,                         -- "18 articles marked read"
    kind TEXT NOT NULL,
    payload TEXT NOT NULL DEFAULT '{}',
    article_ids BLOB NOT NULL DEFAULT x'',       -- little-endian 64-bit ids, zlib
    is_undone INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE session (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE counts (
    name TEXT PRIMARY KEY,
    n INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO counts VALUES ('all', 0), ('unread', 0), ('starred', 0), ('later', 0);

CREATE TRIGGER article_added AFTER INSERT ON articles WHEN NEW.is_gone = 0 BEGIN
    UPDATE feeds SET total = total + 1, unread = unread + (NEW.is_read = 0) WHERE id = NEW.feed_id;
    UPDATE counts SET n = n + 1 WHERE name = 'all';
    UPDATE counts SET n = n + 1 WHERE name = 'unread' AND NEW.is_read = 0;
    UPDATE counts SET n = n + 1 WHERE name = 'starred' AND NEW.is_starred = 1;
    UPDATE counts SET n = n + 1 WHERE name = 'later' AND NEW.is_later = 1;
END;
CREATE TRIGGER article_dropped AFTER DELETE ON articles WHEN OLD.is_gone = 0 BEGIN
    UPDATE feeds SET total = total - 1, unread = unread - (OLD.is_read = 0) WHERE id = OLD.feed_id;
    UPDATE counts SET n = n - 1 WHERE name = 'all';
    UPDATE counts SET n = n - 1 WHERE name = 'unread' AND OLD.is_read = 0;
    UPDATE counts SET n = n - 1 WHERE name = 'starred' AND OLD.is_starred = 1;
    UPDATE counts SET n = n - 1 WHERE name = 'later' AND OLD.is_later = 1;
END;
CREATE TRIGGER article_read AFTER UPDATE OF is_read ON articles
WHEN NEW.is_gone = 0 AND OLD.is_gone = 0 AND NEW.is_read <> OLD.is_read BEGIN
    UPDATE feeds SET unread = unread + (NEW.is_read = 0) - (OLD.is_read = 0) WHERE id = NEW.feed_id;
    UPDATE counts SET n = n + (NEW.is_read = 0) - (OLD.is_read = 0) WHERE name = 'unread';
END;
CREATE TRIGGER article_starred AFTER UPDATE OF is_starred ON articles
WHEN NEW.is_gone = 0 AND OLD.is_gone = 0 AND NEW.is_starred <> OLD.is_starred BEGIN
    UPDATE counts SET n = n + NEW.is_starred - OLD.is_starred WHERE name = 'starred';
END;
CREATE TRIGGER article_later AFTER UPDATE OF is_later ON articles
WHEN NEW.is_gone = 0 AND OLD.is_gone = 0 AND NEW.is_later <> OLD.is_later BEGIN
    UPDATE counts SET n = n + NEW.is_later - OLD.is_later WHERE name = 'later';
END;
CREATE TRIGGER article_gone AFTER UPDATE OF is_gone ON articles WHEN NEW.is_gone <> OLD.is_gone BEGIN
    UPDATE feeds SET total = total + (OLD.is_gone - NEW.is_gone),
        unread = unread + (NEW.is_gone = 0 AND NEW.is_read = 0) - (OLD.is_gone = 0 AND OLD.is_read = 0)
        WHERE id = NEW.feed_id;
    UPDATE counts SET n = n + (OLD.is_gone - NEW.is_gone) WHERE name = 'all';
    UPDATE counts SET n = n + (NEW.is_gone = 0 AND NEW.is_read = 0) - (OLD.is_gone = 0 AND OLD.is_read = 0)
        WHERE name = 'unread';
    UPDATE counts SET n = n + (OLD.is_gone - NEW.is_gone) * NEW.is_starred WHERE name = 'starred';
    UPDATE counts SET n = n + (OLD.is_gone - NEW.is_gone) * NEW.is_later WHERE name = 'later';
END;
"""

_CORRECTIONS = """
CREATE TABLE corrections (
    id INTEGER PRIMARY KEY,                      -- they are applied in its order
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    kind TEXT NOT NULL,                          -- speaker, not_speech, same_person, not_person
    body TEXT NOT NULL                           -- about which quote or person, in words
);
CREATE INDEX corrections_of_article ON corrections(article_id);
"""

_REFRESHING = """
ALTER TABLE articles ADD COLUMN is_date_unclear INTEGER NOT NULL DEFAULT 0; -- it stated a date that cannot be meant

CREATE TABLE schedules (
    feed_id INTEGER PRIMARY KEY REFERENCES feeds(id) ON DELETE CASCADE,
    asked_minutes INTEGER,                       -- the rhythm the feed itself asks for
    skipped_hours TEXT NOT NULL DEFAULT '[]',
    skipped_days TEXT NOT NULL DEFAULT '[]',
    moved_to TEXT NOT NULL DEFAULT '',           -- where permanent redirects lead, until it is believed
    moved_times INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE revisions (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    replaced_at INTEGER NOT NULL,
    title TEXT NOT NULL,
    base_url TEXT NOT NULL DEFAULT '',
    packed BLOB NOT NULL                         -- the entry's HTML before it was updated, zlib
);
CREATE INDEX revisions_of_article ON revisions(article_id, replaced_at);

CREATE TABLE tombstones (
    feed_id INTEGER NOT NULL REFERENCES feeds(id) ON DELETE CASCADE,
    identity BLOB NOT NULL,                      -- of an article that was deleted and must not come back
    PRIMARY KEY (feed_id, identity)
) WITHOUT ROWID;
CREATE TRIGGER article_buried AFTER DELETE ON articles
WHEN EXISTS (SELECT 1 FROM feeds WHERE id = OLD.feed_id) BEGIN
    INSERT OR IGNORE INTO tombstones VALUES (OLD.feed_id, OLD.identity);
END;
"""

_PROBLEMS_AND_LISTS = """
CREATE TABLE feed_failures (
    feed_id INTEGER PRIMARY KEY REFERENCES feeds(id) ON DELETE CASCADE,
    at INTEGER NOT NULL,                         -- the feed's last_attempt_at that it explains; else out of date
    kind TEXT NOT NULL,
    facts TEXT NOT NULL DEFAULT '{}'
);

CREATE TABLE folder_outlines (
    folder_id INTEGER PRIMARY KEY REFERENCES folders(id) ON DELETE CASCADE,
    attributes TEXT NOT NULL                     -- OPML attributes we do not know, kept for export
);

CREATE TABLE smart_folders (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    query TEXT NOT NULL,
    origin TEXT NOT NULL DEFAULT '',             -- the line of another reader's that it was made from
    position INTEGER NOT NULL DEFAULT 0
);
"""

_FULL_TEXT = """
CREATE TABLE pages (                             -- the article's page on the web, where it was asked for
    article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
    at INTEGER NOT NULL,
    is_wanted INTEGER NOT NULL DEFAULT 0,        -- asked for while there was no network
    is_shown INTEGER NOT NULL DEFAULT 0,         -- the article's text is made from it and not from the feed's HTML
    problem TEXT NOT NULL DEFAULT '',            -- why it gave no text
    content_sha BLOB NOT NULL DEFAULT x'',       -- the article's digest when it was fetched
    base_url TEXT NOT NULL DEFAULT '',
    notices TEXT NOT NULL DEFAULT '[]',
    packed BLOB                                  -- the article's HTML as it was found on the page, zlib
);
CREATE INDEX pages_wanted ON pages(article_id) WHERE is_wanted = 1;

CREATE TABLE full_text_choices (
    feed_id INTEGER PRIMARY KEY REFERENCES feeds(id) ON DELETE CASCADE,
    choice TEXT NOT NULL                         -- always, cut, never; a feed without a row follows the configuration
);
"""

MIGRATIONS: tuple[tuple[int, str], ...] = (
    (2, _CORRECTIONS),
    (3, _REFRESHING),
    (4, _PROBLEMS_AND_LISTS),
    (5, _FULL_TEXT),
    (6, schema_finding.SCRIPT),
    (7, schema_stories.SCRIPT),
    (8, schema_upkeep.UPKEEP),
    (9, schema_catching_up.SCRIPT),
    (10, schema_gathering.SCRIPT),
    (11, schema_people.SCRIPT),
    (12, schema_wordings.SCRIPT),
    (13, schema_signatures.SCRIPT),
    (14, schema_outlines.SCRIPT),
)
"""(version reached, SQL), oldest first; each runs in the one transaction that brings a file up to VERSION.

A new file is made with the first schema and every one of these, so that new and old files cannot differ.
"""
