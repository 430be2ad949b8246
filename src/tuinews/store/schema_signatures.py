"""What version 13 of the schema adds: the index of stories with one row for an article, in the place of `story_keys`.

A row holds the article's keys packed (see `story_index`): an article comes and goes with one page of the file, where
before each of its keys stood on another. The articles of the last days are put into their stories once more, which
fills it.
"""

SCRIPT = """
CREATE TABLE story_signatures (
    id INTEGER PRIMARY KEY,                      -- grows, so that what was written since is found
    article_id INTEGER NOT NULL,
    period INTEGER NOT NULL,                     -- of three days, so that old ones go in one stroke
    mark INTEGER NOT NULL,                       -- what it is like
    norm REAL NOT NULL,                          -- the length of its vector of words
    keys BLOB NOT NULL
);
CREATE UNIQUE INDEX story_signatures_of ON story_signatures(article_id);
CREATE INDEX story_signatures_in ON story_signatures(period, id);
DROP TABLE story_keys;
INSERT INTO story_waiting SELECT sort_at, id FROM articles
    WHERE is_gone IN (0, 2, 3) AND sort_at > unixepoch() - 12 * 86400 ON CONFLICT DO NOTHING;
"""
