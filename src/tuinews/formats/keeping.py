"""What belongs to an article although it holds many links: a short sentence of its own, a list among its paragraphs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LONG_PARAGRAPH: Final = 100
_SENTENCE: Final = re.compile(r"[.!?…。][\"”’»)]*$")
_LEAST_SENTENCE: Final = 40
_HEADLINE_WORDS: Final = 5


def stands_among_paragraphs(element: HtmlElement) -> bool:
    """Say whether an article's own paragraphs stand on both sides of an element."""
    return _has_paragraph(element, preceding=True) and _has_paragraph(element, preceding=False)


def _has_paragraph(element: HtmlElement, *, preceding: bool) -> bool:
    return any(
        len(paragraph.text_content()) >= _LONG_PARAGRAPH for paragraph in element.itersiblings("p", preceding=preceding)
    )


def is_list_of_headlines(element: HtmlElement) -> bool:
    """Say whether every row of a list is one link of several words: such lists lead to other articles."""
    rows = list(element.iter("li"))
    return bool(rows) and all(_is_headline(row) for row in rows)


def _is_headline(row: HtmlElement) -> bool:
    text = " ".join(row.text_content().split())
    linked = sum(len(" ".join(link.text_content().split())) for link in row.iter("a"))
    return linked >= 0.9 * len(text) and len(text.split()) >= _HEADLINE_WORDS


def holds_sentence(element: HtmlElement) -> bool:
    """Say whether an element is one sentence with more words outside of its links than in them."""
    text = " ".join(element.text_content().split())
    if not _SENTENCE.search(text) or len(text) > 600 or len(element) > 3:
        return False
    linked = sum(len(" ".join(link.text_content().split())) for link in element.iter("a"))
    return len(text) - linked >= max(_LEAST_SENTENCE, linked)


def holds_quotation(element: HtmlElement) -> bool:
    """Say whether an element is there for a quotation: a post that is shown in the article."""
    quotation = next(element.iter("blockquote"), None)
    return quotation is not None and len(quotation.text_content()) > 0.8 * len(element.text_content())
