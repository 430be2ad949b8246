"""A web page to one entry: the article found among everything else on it, and what the page says of it."""

from __future__ import annotations

import html
import logging
import re
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from lxml.etree import Comment, ParserError, ProcessingInstruction, iterwalk
from lxml.html import HtmlElement, HTMLParser, document_fromstring, tostring
from readability import Document as Readability
from readability.readability import Unparseable

from tuinews import entities
from tuinews.errors import FormatError
from tuinews.formats.bylines import Byline
from tuinews.formats.decoding import decode_markup
from tuinews.formats.keeping import holds_quotation, holds_sentence, is_list_of_headlines, stands_among_paragraphs
from tuinews.formats.page_facts import PageFacts, read_facts
from tuinews.formats.page_kinds import NO_ARTICLE, PAYWALL, is_list, is_teaser, visible_text, wall, why_none
from tuinews.formats.pruning import prune
from tuinews.formats.second_opinion import densest_part, forget_builders, open_noscript, prose_of
from tuinews.formats.tidying import keep_embedded_posts, opening_byline, tidy
from tuinews.model.entries import Entry, Parsed
from tuinews.model.sources import Document, SourceKind
from tuinews.web_address import web_address

LONGEST_PAGE_BYTES: Final = 5_000_000
SHORTEST_ARTICLE: Final = 200

_MAX_ELEMENTS: Final = 30_000
"""Beyond it, finding the article takes seconds: it looks at every element many times."""
_MAX_DEPTH: Final = 500
_MOST_LINKED: Final = 0.7
_LEAST_SHARE: Final = 0.3
"""An article with less of its page's prose than this, and little of it, may be the wrong part of the page."""
_LITTLE_PROSE: Final = 800
_CUT: Final = "Only the first 5 MB of the page were read."
_WHOLE: Final = "The page is too large to find the article on it; all of its text is shown."
# A data: address holds a picture of megabytes, and libxml2 is quadratic in the attributes of a tag.
_ENDLESS_TAG: Final = re.compile(r"<(/?[A-Za-z][A-Za-z0-9]{0,20})[^<>]{20000,}>")
_ENDLESS_BLANK: Final = re.compile(r"\s{1000,}")
_HIDDEN_STYLE: Final = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.IGNORECASE)
_NUL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# libxml2 makes of these what lxml then refuses to put anywhere else in the tree.
_NUL_REFERENCE: Final = re.compile(
    r"&#(?:0*(?:[0-8]|1[124-9]|2[0-9]|3[01]|5529[6-9]|55[3-9]\d\d|56\d{3}|57[0-2]\d\d|573[0-3]\d|5734[0-3]|6553[45])(?!\d)"
    r"|[xX]0*(?:[0-8bBcCeEfF]|1[0-9a-fA-F]|[dD][89a-fA-F][0-9a-fA-F]{2}|[fF]{3}[eEfF])(?![0-9a-fA-F]));?"
)
_WHOLE_PAGE: Final = re.compile(r"<(?:html|head|body)\b", re.IGNORECASE)
_FURNITURE: Final = ("nav", "header", "footer", "aside", "script", "style", "noscript", "form", "iframe", "template")

# The library reports every page without an article as an error of its own.
logging.getLogger("readability.readability").addHandler(logging.NullHandler())
logging.getLogger("readability.readability").propagate = False


@dataclass(frozen=True, slots=True)
class _Found:
    """The HTML of an article and what to tell of how it was found."""

    content: str
    notice: str = ""
    is_linked: bool = False
    """Whether there was only a list of links to be found."""
    byline: Byline | None = None
    """What stood above the prose, on a page that says nowhere else who wrote it."""


def parse_page(document: Document, now: datetime) -> Parsed:
    """Return the article of a web page; raises FormatError when there is none on it."""
    text = decode_markup(document)
    is_cut = len(text) > LONGEST_PAGE_BYTES
    text = _ENDLESS_TAG.sub(r"<\1>", _ENDLESS_BLANK.sub("\n", _without_nul(text[:LONGEST_PAGE_BYTES])))
    is_fragment = not _WHOLE_PAGE.search(text)
    root = _parse(text)
    facts = read_facts(root, document.url, now)
    base = _take_base(root, document.url)
    if document.source.kind is SourceKind.FILE:
        found = _open_file(root, facts, text, is_fragment=is_fragment)
    else:
        found = _check_length(_Found(text)) if is_fragment else _find_on_web(root, facts, text, document.url)
    entry = Entry(
        url=facts.url,
        title=facts.title,
        authors=facts.authors or (found.byline.authors if found.byline else ()),
        published=facts.published or (found.byline.published if found.byline else None),
        updated=facts.updated,
        content_html=f'<base href="{html.escape(base)}">{found.content}' if base else found.content,
        language=facts.language,
        outlet=facts.outlet,
        image_url=facts.image_url,
    )
    warnings = [_CUT] if is_cut else []
    return Parsed(None, (entry,), tuple(filter(None, [*warnings, found.notice])))


def _open_file(root: HtmlElement, facts: PageFacts, text: str, *, is_fragment: bool) -> _Found:
    """Return the article of a saved page, or all of it: whoever opens a file wants to see what is in it."""
    found = _Found(text) if is_fragment else _find_article(root, facts, text)
    if not _length(found.content):
        found = _Found(_whole(root))
    found = _longer(found, facts.article_text)
    if not _length(found.content):
        raise FormatError(NO_ARTICLE)
    return found


def _check_length(found: _Found) -> _Found:
    if _length(found.content) < SHORTEST_ARTICLE:
        raise FormatError(NO_ARTICLE)
    return found


def _find_on_web(root: HtmlElement, facts: PageFacts, text: str, url: str) -> _Found:
    """Return the article of a page of the web; raises FormatError that says what the page is instead."""
    shown = visible_text(root)
    names_itself_a_list = is_list(root, url, facts.types)
    found = _longer(_find_article(root, facts, text), facts.article_text)
    plain = _plain(found.content)
    if len(plain) < SHORTEST_ARTICLE or names_itself_a_list:
        reason = wall(root, shown, facts.title, plain)
        is_linked = names_itself_a_list or found.is_linked
        raise FormatError(reason or why_none(root, shown, is_paid=facts.is_paid, is_linked=is_linked))
    if reason := wall(root, shown, facts.title, plain):
        raise FormatError(reason)
    return replace(found, notice=PAYWALL) if is_teaser(shown, plain, is_paid=facts.is_paid) else found


def _without_nul(text: str) -> str:
    """Return markup without characters that XML knows not, and without references to them."""
    return _NUL_REFERENCE.sub(" ", _NUL.sub(" ", text))


def _parse(text: str) -> HtmlElement:
    try:
        # Without huge_tree libxml2 drops what lies deeper than 255 elements, without a word.
        return document_fromstring(text.encode("utf-8", "replace"), HTMLParser(encoding="utf-8", huge_tree=True))
    except (ParserError, ValueError) as error:
        raise FormatError(NO_ARTICLE) from error


def _take_base(root: HtmlElement, url: str) -> str:
    """Remove the page's base elements and return the address of the first that is another than the page's own."""
    bases = list(root.iter("base"))
    address = next((web_address(base.get("href", ""), url) for base in bases if base.get("href")), "")
    for base in bases:
        base.drop_tree()
    return address if address != url else ""


def _find_article(root: HtmlElement, facts: PageFacts, text: str) -> _Found:
    if _is_too_much(root):
        whole = _whole(root)
        # libxml2 leaves out what lies deeper than it goes; the cleaner has no such depth.
        return _Found(whole if _length(whole) >= SHORTEST_ARTICLE else text, _WHOLE)
    _drop_hidden(root)
    open_noscript(root)
    keep_embedded_posts(root)
    prune(root)
    forget_builders(root)
    article = _best_part(root)
    if article is None:
        return _Found("")
    byline = None if facts.authors else opening_byline(article)
    tidy(article, facts.title, byline.authors if byline else facts.authors)
    if _linked_share(article) > _MOST_LINKED:
        return _Found("", is_linked=len(article.text_content()) >= SHORTEST_ARTICLE)  # a front page or a menu
    return _Found(_html_of(article), byline=byline)


def _drop_hidden(root: HtmlElement) -> None:
    for element in root.xpath("//*[@hidden] | //*[@style]"):
        is_hidden = "hidden" in element.attrib or _HIDDEN_STYLE.search(element.get("style", ""))
        # Some sites hide their whole page until their script has run.
        if is_hidden and element.tag not in {"html", "body"}:
            element.drop_tree()


def _best_part(root: HtmlElement) -> HtmlElement | None:
    """Return what readability takes for the article, or a second opinion when that is little of the page's prose."""
    finder = _Finder(root)
    try:
        finder.summary(html_partial=True)
    except Unparseable:
        return densest_part(root)
    found: HtmlElement = finder.html
    prose = prose_of(found)
    is_short = len(" ".join(found.text_content().split())) < SHORTEST_ARTICLE
    if is_short or prose < min(_LITTLE_PROSE, _LEAST_SHARE * prose_of(root)):
        densest = densest_part(root)
        if densest is not None and prose_of(densest) > (1 if is_short else 1 / _LEAST_SHARE) * prose:
            return densest
    return found


def _is_too_much(root: HtmlElement) -> bool:
    depth = elements = 0
    for event, _ in iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        elements += event == "start"
        if depth > _MAX_DEPTH or elements > _MAX_ELEMENTS:
            return True
    return False


class _Finder(Readability):  # type: ignore[misc]
    """readability without its work on links and attributes, which the cleaner does; it throws less away."""

    def _parse(self, input: HtmlElement) -> HtmlElement:  # noqa: A002 - readability's own name
        """Return a copy of the page to work on, without what no reader sees."""
        root = deepcopy(input)
        for element in list(root.iter(Comment, ProcessingInstruction, "script", "style", "link")):
            element.drop_tree()
        return root

    def get_editorial_leads(self, best_elem: HtmlElement) -> list[HtmlElement]:
        """Return nothing: what stands between the title and the text is the title's."""
        return []

    def get_preserved_elements(self, node: HtmlElement) -> dict[HtmlElement, bool]:
        """Return what stays however many links it holds: sentences, and lists among an article's paragraphs."""
        preserved: dict[HtmlElement, bool] = super().get_preserved_elements(node)
        for element in node.iter("ul", "table"):
            if stands_among_paragraphs(element) and not is_list_of_headlines(element):
                preserved[element] = True
        for element in node.iter("div", "section"):
            if holds_sentence(element) or holds_quotation(element):
                preserved[element] = True
        return preserved

    def get_clean_html(self) -> str:
        """Return what was found, for its length to be judged."""
        return _html_of(self.html)


def _linked_share(article: HtmlElement) -> float:
    linked = sum(len(link.text_content()) for link in article.iter("a"))
    return linked / max(1, len(article.text_content()))


def _html_of(element: HtmlElement) -> str:
    return str(tostring(element, encoding="unicode", method="html"))


def _whole(root: HtmlElement) -> str:
    """Return all of a page but its furniture: its only article or main part, if it has one, else its body."""
    for name in ("article", "main", "body"):
        parts = list(root.iter(name))
        if len(parts) == 1:
            part = parts[0]
            for element in list(part.iter(*_FURNITURE)):
                element.drop_tree()
            return _html_of(part)
    return ""


def _longer(found: _Found, article_text: str) -> _Found:
    """Return what was found, or the text that the page tells to machines when that is half as long again."""
    if len(article_text) < SHORTEST_ARTICLE or len(article_text) < 1.5 * _length(found.content):
        return found
    if "</p>" in article_text or "<br" in article_text:
        return _Found(article_text)
    rows = filter(None, (row.strip() for row in entities.unescape(article_text).split("\n")))
    return _Found("".join(f"<p>{html.escape(row, quote=False)}</p>" for row in rows))


def _length(content: str) -> int:
    return len(_plain(content))


def _plain(content: str) -> str:
    """Return the text of HTML, roughly."""
    without_tags = re.sub(r"<(script|style)\b.*?</\1\s*>|<[^<>]*>", " ", content[:1_000_000], flags=re.DOTALL)
    return " ".join(entities.unescape(without_tags).split())
