-- The schema of version 1, as released: what every later one must be able to bring up to date.
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
