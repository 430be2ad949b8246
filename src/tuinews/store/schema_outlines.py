"""What version 14 of the schema adds: outlines of imported lists besides the first of each feed.

One with a feed is a further place of it: the feed is shown in that folder, too. One without is kept for export; with
neither a feed nor attributes it is a folder in which nothing is, at its place. `is_gone` marks what an undo can bring
back. What the head of a list says is kept as elements, with attributes and content.
"""

SCRIPT = """
CREATE TABLE outlines (
    id INTEGER PRIMARY KEY,
    feed_id INTEGER REFERENCES feeds(id) ON DELETE CASCADE,
    folder_id INTEGER REFERENCES folders(id) ON DELETE CASCADE,    -- NULL is the top level
    position INTEGER NOT NULL,                   -- of the feed it comes after
    outline TEXT NOT NULL DEFAULT '[]',          -- its attributes and content, as in feeds
    is_gone INTEGER NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX outlines_of_feed ON outlines(feed_id, coalesce(folder_id, 0)) WHERE feed_id IS NOT NULL;
CREATE INDEX outlines_in ON outlines(folder_id);
ALTER TABLE folder_outlines ADD COLUMN is_gone INTEGER NOT NULL DEFAULT 0;
INSERT INTO outlines (folder_id, position)
    SELECT f.id, (SELECT coalesce(max(id), 0) FROM feeds) FROM folders f
    WHERE NOT EXISTS (SELECT 1 FROM feeds WHERE folder_id = f.id)
    AND NOT EXISTS (SELECT 1 FROM folders inner_one WHERE inner_one.parent_id = f.id) ORDER BY f.position, f.id;
UPDATE session SET value = (
    SELECT json_group_array(json_array(value ->> 0, json('[]'), json_array(value ->> 1))) FROM json_each(session.value)
) WHERE key = 'opml.head';
"""
