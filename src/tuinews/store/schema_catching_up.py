"""What version 9 of the schema adds for articles that wait for their text, or for a better annotator.

An index finds annotations by an earlier version of the annotator. Another finds a feed's newest articles among those
that are muted, archived or deleted: a feed is not silent because its articles are out of sight.

HTML that waits is stored as it came, and packed with the text made from it: until then it is weighed as what will be
left of it, so that no rule about sizes lets articles go that will be small in a minute.
"""

from __future__ import annotations

from typing import Final

_BYTES: Final = (
    "iif(NEW.text IS NULL, length(NEW.packed) / 2, length(NEW.packed) + length(NEW.text)) + length(NEW.blocks)"
)

SCRIPT: Final = f"""
CREATE INDEX annotations_by_version ON annotations(annotator_version, article_id);
CREATE INDEX articles_set_aside_of ON articles(feed_id, sort_at) WHERE is_gone > 1;

DROP TRIGGER body_weighed;
DROP TRIGGER body_weighed_again;
CREATE TRIGGER body_weighed AFTER INSERT ON bodies BEGIN
    INSERT INTO tallies (article_id, feed_id, bytes)
        SELECT NEW.article_id, feed_id, {_BYTES} FROM articles WHERE id = NEW.article_id
        ON CONFLICT DO UPDATE SET bytes = excluded.bytes;
END;
CREATE TRIGGER body_weighed_again AFTER UPDATE OF packed, text, blocks ON bodies BEGIN
    UPDATE tallies SET bytes = {_BYTES} WHERE article_id = NEW.article_id;
END;
"""
