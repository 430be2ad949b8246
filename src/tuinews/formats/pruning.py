"""Taking out of a page, before the article is looked for, what its own names say is no part of it.

Sites name their parts for their style sheets: "share-bar", "post-tags", "wp-caption-text". Such names are the surest
sign there is, as long as what they name is small beside the page: "has-sidebar" may be said of all of it.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_WORD: Final = re.compile(r"[a-z]+|[A-Z]+(?![a-z])|[A-Z][a-z]*")
_MOST_OF_PAGE: Final = 0.3
_LONGEST_CAPTION: Final = 900
_LONGEST_LINE: Final = 300
_LONG_PARAGRAPH: Final = 120
_UNSEEN: Final = frozenset({"script", "style", "noscript", "template"})
_KEPT: Final = frozenset({"html", "body", "article", "main", "head", "h1", "pre", "code", "table", "tbody", "tr"})

_PARTS: Final = frozenset(
    "share shares sharing sharebar sharedaddy sharetools addthis sociable social socials jetpack"
    " related recirc recirculation recommended recommendations readmore outbrain taboola zergnet"
    " newsletter newsletters signup mailchimp optin"
    " tags tagbox taglist tagcloud breadcrumb breadcrumbs pagination textresizer"
    " advert adverts advertisement advertisements adsbygoogle outstream endcard sponsored"
    " disqus respond postinfo postmeta rollover tooltip popover hovercard"
    " trending swiper modal popup overlay cookie cookies consent gdpr paywallbanner".split()
)
"""One of these words in a name makes a part of the page none of the article."""
_PAIRS: Final = frozenset(
    "author-bio author-box about-author author-info author-card post-author article-tags entry-tags post-tags tag-list"
    " follow-us read-more read-next most-read most-popular more-stories more-from up-next also-read"
    " comment-form comments-area sign-up notification-bar visually-hidden sr-only screen-reader print-only"
    " article-date post-date posted-on entry-meta post-meta article-meta commerce-disclosure affiliate-disclosure".split()
)
"""Two of these words after one another do."""
_CAPTIONS: Final = frozenset("caption captions imagecaption figcaption cutline photocaption".split())
_CREDITS: Final = frozenset("credit credits photocredit copyright".split())
_LINES: Final = frozenset("byline timestamp pubdate".split())
_DECKS: Final = frozenset("dek deck standfirst subheadline subtitle abstract".split())
_DECK_PAIRS: Final = frozenset("sub-headline sub-heading lead-text".split())


def prune(root: HtmlElement) -> None:
    """Remove the parts of a page that are named as what no article has in it, and mark its captions as such."""
    most_text, most_prose = _MOST_OF_PAGE * _length(root), _MOST_OF_PAGE * _prose(root)
    for figure in list(root.iter("figure")):
        _mark_captions(figure)
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or element.tag in _KEPT:
            continue
        names = f"{element.get('class', '')} {element.get('id', '')}"
        if len(names) < 3:
            continue
        kind = _kind(names)
        if kind is None or not _is_in(element, root):
            continue
        length = _length(element)
        if kind == "caption":
            if length <= _LONGEST_CAPTION and not _holds_more(element):
                element.tag = "figcaption"
                element.attrib.pop("class", None)
        elif kind == "deck":
            if length <= _LONGEST_CAPTION and not _stands_among_paragraphs(element):
                element.drop_tree()
        elif length <= (_LONGEST_LINE if kind == "line" else most_text) and _prose(element) <= most_prose:
            element.drop_tree()


def _stands_among_paragraphs(element: HtmlElement) -> bool:
    """Say whether an article's own paragraphs stand beside it: then it is a part of the text, whatever its name."""
    beside = element.itersiblings("p")
    return any(len(paragraph.text_content()) >= _LONG_PARAGRAPH for paragraph in beside)


def _is_in(element: HtmlElement, root: HtmlElement) -> bool:
    """Say whether an element is still there: what holds it may have been removed."""
    return element is root or element.getroottree().getroot() is root


def _mark_captions(figure: HtmlElement) -> None:
    """Make a caption of every word beside a picture."""
    if next(figure.iter("img", "picture"), None) is None or next(figure.iter("table", "pre", "blockquote"), None) is not None:
        return
    if _length(figure) > _LONGEST_CAPTION:
        return
    for element in list(figure.iterdescendants("span", "div", "p", "small", "cite")):
        if not any(up.tag == "figcaption" for up in element.iterancestors()) and not _holds_more(element):
            element.tag = "figcaption"


def _kind(names: str) -> str | None:
    for name in names.split():
        words = [word.lower() for word in _WORD.findall(name)]
        if not words:
            continue
        if not _PARTS.isdisjoint(words):
            return "part"
        pairs = list(pairwise(words))
        if any(f"{one}-{other}" in _PAIRS for one, other in pairs):
            return "part"
        if words[-1] in _CREDITS or not _CAPTIONS.isdisjoint(words[-3:]):
            return "caption"
        if not _LINES.isdisjoint(words):
            return "line"
        if not _DECKS.isdisjoint(words) or any(f"{one}-{other}" in _DECK_PAIRS for one, other in pairs):
            return "deck"
    return None


def _holds_more(element: HtmlElement) -> bool:
    """Say whether what is named a caption holds the picture, or an article."""
    return next(element.iter("img", "picture", "video", "iframe", "article", "h1", "h2", "table", "blockquote"), None) is not None


def _length(element: HtmlElement) -> int:
    return sum(
        len(part.text.strip()) if part.tag not in _UNSEEN and part.text else 0
        for part in element.iter()
        if isinstance(part.tag, str)
    ) + sum(len(part.tail.strip()) for part in element.iterdescendants() if part.tail)


def _prose(element: HtmlElement) -> int:
    """Return how many characters there are in paragraphs that are long enough for an article's."""
    lengths = (len(paragraph.text_content()) for paragraph in element.iter("p"))
    return sum(length for length in lengths if length >= _LONG_PARAGRAPH)
