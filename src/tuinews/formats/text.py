"""Plain text, RTF and Markdown to one article."""

from __future__ import annotations

from tuinews.errors import FormatError
from tuinews.formats.facts import Facts
from tuinews.formats.text_article import article_of_text
from tuinews.formats.text_decoding import PlainText, clean_text, decode_text, document_name
from tuinews.model.entries import Parsed
from tuinews.model.sources import Document


def parse_text(document: Document) -> Parsed:
    """Return the article that a plain text or an RTF file holds.

    Raises:
        FormatError: It is empty or holds no text.
    """
    plain = _rtf_text(document) if document.body.lstrip()[:5] == b"{\\rtf" else decode_text(document)
    return article_of_text(plain, document, Facts())


def parse_markdown(document: Document) -> Parsed:
    """Return the article that a Markdown file holds.

    Raises:
        FormatError: It is empty or holds no text.
    """
    from tuinews.formats.markdown import LONGEST, article_of_markdown

    plain = decode_text(document)
    if len(plain.text) > LONGEST:
        return article_of_text(plain, document, Facts())
    return article_of_markdown(plain, document)


def _rtf_text(document: Document) -> PlainText:
    from tuinews.formats.rtf import strip_rtf

    text = clean_text(strip_rtf(document.body))
    if not text.strip():
        raise FormatError(f"{document_name(document)} is empty.")
    return PlainText(text)
