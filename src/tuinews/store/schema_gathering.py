"""What version 10 of the schema adds: the articles that wait to be put into their stories.

Triggers note each article that came or changed, which costs a refresh next to nothing; the background takes them from
the newest on, a few at a time, so that being stopped anywhere loses nothing. An archive from before has all its
articles waiting. No reference to `articles` is kept, for an article that is gone by then is passed over.
"""

SCRIPT = """
CREATE TABLE story_waiting (
    moment INTEGER NOT NULL,                     -- the article's sort_at
    article_id INTEGER NOT NULL,
    PRIMARY KEY (moment, article_id)
) WITHOUT ROWID;
CREATE TRIGGER story_awaited AFTER INSERT ON articles WHEN NEW.is_gone = 0 BEGIN
    INSERT INTO story_waiting VALUES (NEW.sort_at, NEW.id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER story_awaited_again AFTER UPDATE OF title, snippet ON articles WHEN NEW.is_gone IN (0, 2, 3) BEGIN
    INSERT INTO story_waiting VALUES (NEW.sort_at, NEW.id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER story_awaited_with_people AFTER INSERT ON annotations BEGIN
    INSERT INTO story_waiting SELECT sort_at, id FROM articles WHERE id = NEW.article_id ON CONFLICT DO NOTHING;
END;
INSERT INTO story_waiting SELECT sort_at, id FROM articles WHERE is_gone IN (0, 2, 3);
"""
