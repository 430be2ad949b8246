"""What version 12 of the schema adds: which quotes have the same words.

`quoted.digest` is a number that quotes of the same words share, 0 for one without words, NULL until it has been
reckoned for a quote found before there were digests. A quote's words never change: another text has other quotes.
"""

SCRIPT = """
ALTER TABLE quoted ADD COLUMN digest INTEGER;
CREATE INDEX quoted_alike ON quoted(digest) WHERE digest IS NOT NULL;
CREATE INDEX quoted_undigested ON quoted(id) WHERE digest IS NULL;

CREATE TRIGGER quoted_digested AFTER INSERT ON quoted BEGIN
    UPDATE quoted SET digest = (SELECT words_digest(words) FROM quoted_source WHERE id = NEW.id) WHERE id = NEW.id;
END;
"""
