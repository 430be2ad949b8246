"""What version 7 of the schema adds: stories, the same event in several feeds.

`story_keys` is the index in which a new article finds the others that tell of its event: of the last days only, by
periods of three days so that old ones go in one stroke. An article stands there with each of its keys (see
`stories.signature`), and with key 0 and the length of its vector of words. `story_articles` says which article is of
which story, `story_splits` which two the reader told apart, `story_feeds_off` whose feeds stay by themselves.
"""

SCRIPT = """
CREATE TABLE story_keys (
    period INTEGER NOT NULL,
    key INTEGER NOT NULL,
    article_id INTEGER NOT NULL,
    mark INTEGER NOT NULL,                       -- what the key stands for
    weight REAL NOT NULL,
    PRIMARY KEY (period, key, article_id)
) WITHOUT ROWID;
CREATE TABLE story_articles (
    article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
    story_id INTEGER NOT NULL,
    feed_id INTEGER NOT NULL
);
CREATE INDEX story_articles_of ON story_articles(story_id);
CREATE TABLE story_splits (
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    other_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    PRIMARY KEY (article_id, other_id)
) WITHOUT ROWID;
CREATE INDEX story_splits_of ON story_splits(other_id);
CREATE TABLE story_feeds_off (
    feed_id INTEGER PRIMARY KEY REFERENCES feeds(id) ON DELETE CASCADE
);
"""
