"""What version 12 of the schema adds: which quotes have the same words, and what kind of source each is from.

`quoted.digest` is a number that quotes of the same words share, 0 for one without words; `quoted.source` is a
`model.source_mix.QuoteSource`. Both are NULL until they have been reckoned for a quote found before there were any. A
quote's words never change: another text has other quotes.
"""

SOURCE = """CASE WHEN coalesce({0} ->> '$.speaker.name', '') = '' THEN 4 ELSE CASE {0} ->> '$.speaker.type'
    WHEN 'person' THEN 0 WHEN 'organisation' THEN 1 WHEN 'document' THEN 2 ELSE 3 END END"""
"""The kind of source of a quote, as an annotation has it, in SQL."""

SCRIPT = f"""
ALTER TABLE quoted ADD COLUMN digest INTEGER;
ALTER TABLE quoted ADD COLUMN source INTEGER;
CREATE INDEX quoted_alike ON quoted(digest) WHERE digest IS NOT NULL;
CREATE INDEX quoted_undigested ON quoted(id) WHERE digest IS NULL;
DROP INDEX quoted_in;
CREATE INDEX quoted_in ON quoted(article_id, name_id, source);

CREATE TRIGGER quoted_digested AFTER INSERT ON quoted BEGIN
    UPDATE quoted SET digest = (SELECT words_digest(words) FROM quoted_source WHERE id = NEW.id) WHERE id = NEW.id;
END;
DROP TRIGGER annotation_added;
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
    INSERT INTO quoted (article_id, name_id, start, end, source)
        SELECT NEW.article_id, (SELECT id FROM names WHERE name = q.value ->> '$.speaker.name'),
            q.value ->> 'start', q.value ->> 'end', {SOURCE.format("q.value")}
        FROM json_each(unpacked(NEW.body), '$.quotes') q WHERE q.value ->> 'kind' <> 'indirect';
END;
"""
