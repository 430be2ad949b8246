"""What version 8 of the schema adds: how long articles are kept, and what statistics are drawn from.

`tallies` holds for every article what its text takes in the file and whose words it quotes; triggers keep it in step,
so that sizes and sources are added up without opening a body or an annotation. `readings` counts, by hour and feed,
the articles that were opened: a mark says that an article is read, not when or whether anyone read it.
"""

_BYTES = "length({0}.packed) + coalesce(length({0}.text), 0) + length({0}.blocks)"
_SPEAKERS = """
        coalesce(sum(q.value ->> '$.speaker.type' = 'person'), 0),
        coalesce(sum(q.value ->> '$.speaker.type' IN ('organisation', 'document')), 0),
        coalesce(sum(q.value ->> '$.speaker.type' = 'unnamed'), 0),
        coalesce(sum(q.value ->> '$.speaker.type' IS NULL), 0)"""

UPKEEP = f"""
CREATE TABLE retention (
    feed_id INTEGER PRIMARY KEY REFERENCES feeds(id) ON DELETE CASCADE,
    days INTEGER,                                -- NULL follows the configuration, 0 sets no bound
    articles INTEGER,
    mb INTEGER,
    unread INTEGER
);
CREATE TABLE retention_agreed (
    rules TEXT PRIMARY KEY,                      -- what the user has seen the effect of
    at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE spared (
    article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE
);                                               -- brought back by an undo: they do not go again

CREATE TABLE tallies (
    article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
    feed_id INTEGER NOT NULL,
    bytes INTEGER NOT NULL DEFAULT 0,
    by_people INTEGER NOT NULL DEFAULT 0,        -- quotes, by who speaks
    by_bodies INTEGER NOT NULL DEFAULT 0,
    by_unnamed INTEGER NOT NULL DEFAULT 0,
    by_unknown INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE readings (
    hour INTEGER NOT NULL,                       -- hours since 1970 UTC
    feed_id INTEGER NOT NULL REFERENCES feeds(id) ON DELETE CASCADE,
    articles INTEGER NOT NULL,
    PRIMARY KEY (hour, feed_id)
) WITHOUT ROWID;
DROP INDEX quoted_in;
CREATE INDEX quoted_in ON quoted(article_id, name_id);
INSERT INTO counts VALUES ('readings_since', unixepoch());

CREATE TRIGGER body_weighed AFTER INSERT ON bodies BEGIN
    INSERT INTO tallies (article_id, feed_id, bytes)
        SELECT NEW.article_id, feed_id, {_BYTES.format("NEW")} FROM articles WHERE id = NEW.article_id
        ON CONFLICT DO UPDATE SET bytes = excluded.bytes;
END;
CREATE TRIGGER body_weighed_again AFTER UPDATE OF packed, text, blocks ON bodies BEGIN
    UPDATE tallies SET bytes = {_BYTES.format("NEW")} WHERE article_id = NEW.article_id;
END;
CREATE TRIGGER tally_moved AFTER UPDATE OF feed_id ON articles BEGIN
    UPDATE tallies SET feed_id = NEW.feed_id WHERE article_id = NEW.id;
END;
CREATE TRIGGER speakers_tallied AFTER INSERT ON annotations BEGIN
    UPDATE tallies SET (by_people, by_bodies, by_unnamed, by_unknown) = (SELECT {_SPEAKERS}
        FROM json_each(unpacked(NEW.body), '$.quotes') q WHERE q.value ->> 'kind' <> 'indirect')
        WHERE article_id = NEW.article_id;
END;
CREATE TRIGGER speakers_untallied AFTER DELETE ON annotations BEGIN
    UPDATE tallies SET by_people = 0, by_bodies = 0, by_unnamed = 0, by_unknown = 0 WHERE article_id = OLD.article_id;
END;
CREATE TRIGGER name_dropped BEFORE DELETE ON names BEGIN
    INSERT INTO names_index (names_index, rowid, name) VALUES ('delete', OLD.id, OLD.name);
END;

INSERT INTO tallies (article_id, feed_id, bytes)
    SELECT b.article_id, a.feed_id, {_BYTES.format("b")} FROM bodies b JOIN articles a ON a.id = b.article_id;
UPDATE tallies SET (by_people, by_bodies, by_unnamed, by_unknown) = (SELECT {_SPEAKERS}
    FROM annotations n, json_each(unpacked(n.body), '$.quotes') q
    WHERE n.article_id = tallies.article_id AND q.value ->> 'kind' <> 'indirect')
    WHERE article_id IN (SELECT article_id FROM annotations);
"""
"""For new files and old ones alike; in a new file there is nothing to fill in."""
