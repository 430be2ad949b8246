"""Taking site furniture out of an article that was found on a page: what repeats, what asks, what only leads away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Final

from tuinews.formats.bylines import Byline, read_byline
from tuinews.formats.endings import is_ending

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_BLOCKS: Final = frozenset(
    (
        "p",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "div",
        "figcaption",
        "table",
        "ul",
        "ol",
        "blockquote",
        "pre",
        "figure",
    )
)
_FURNITURE: Final = re.compile(
    r"advert(?:isement)?s?|share (?:this|on|via)\b.{0,40}|share|tweet|print|e-?mail|comments?|tags?:?"
    r"|media playback is (?:un|not )supported on (?:your|this) device|image \d{1,3} of \d{1,3}"
    r"|(?:article|story) continues below.{0,40}|continue reading.{0,40}|this slideshow requires javascript\.?"
    r"|(?:image|media) (?:copyright|caption)\b.{0,60}|sign up (?:for|to|here)\b.{0,150}newsletters?\b.{0,100}"
    r"|(?:click|tap) here to (?:get|read|subscribe|download|sign)\b.{0,80}|more:?|read more:?|related:?|don['’]t miss:?"
    r"|\(?(?:image|photo|picture)(?: credit)?: .{0,80}\)?|subscribe (?:to|now|here|today)\b.{0,120}"
    r"|follow (?:us|@?\w{1,30}(?: \w{1,20})?) on (?:twitter|facebook|instagram)\b.{0,80}",
    re.IGNORECASE,
)
_LEADING_AWAY: Final = re.compile(
    r"(?:also |click to )?(?:read|see|watch|more|related)"
    r"(?: (?:more|also|next|now|on|in|stories|articles|coverage))?\s*[:|»>–-]|also\s*:|lea(?: más)?\s*:"
    r"|(?:also (?:see|read)|(?:see|read|watch) also|read (?:more|next|this)|don['’]t miss|must read|recommended"
    r"|you (?:may|might) also like|related (?:articles?|stor(?:y|ies)|news|posts?|reading)|leggi anche|più letti"
    r"|lee también|lea también|(?:te|le) puede interesar|(?:vea|ver) también|te recomendamos|lire aussi|à lire aussi"
    r"|lesen sie auch|auch interessant|mehr (?:zum thema|themen)|das könnte (?:sie|dich) auch"
    r"|weitere (?:beiträge|artikel|themen)|zum weiterlesen|leia também|leia mais|veja também|lees ook|läs också"
    r"|les også|læs også|lue myös|czytaj (?:też|także|więcej)|čtěte také|читайте также|смотрите также|baca juga"
    r"|اقرأ أيضا)\b",
    re.IGNORECASE,
)
_MONTH: Final = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|janv|févr?|mars|avr|mai|juin|juil|août|déc|jän|mär|okt|dez"
    r"|ene|abr|ago|set|dic|fev|out|gen|mag|giu|lug|ott|mei|maj|янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек)\w{0,8}"
)
_DATE: Final = re.compile(
    rf"\b{_MONTH}\b.{{0,20}}\b(?:19|20)\d\d\b|\b\d{{1,2}}[./]\d{{1,2}}[./](?:19|20)\d\d\b"
    r"|\b(?:19|20)\d\d年\d{1,2}月\d{1,2}日",
    re.IGNORECASE,
)
_TAG_LINE: Final = re.compile(
    r"(?:tags?|filed under|topics?|categor(?:y|ies)|etiquetas?|schlagw(?:ö|oe)rter|mots[- ]cl[ée]s|argomenti"
    r"|trefwoorden|теги|метки)\s*:?\s",
    re.IGNORECASE,
)
_NOTE: Final = re.compile(
    r"(?:originally|first) (?:published|appeared)|(?:this|the) (?:article|story|piece|post)\b|editor['’]?s? note"
    r"|correction|update|copyright|©|\(c\)",
    re.IGNORECASE,
)
"""How notes in italics begin that are about the article itself."""
_CREDIT: Final = re.compile(
    r"@|\b(?:follow|twitter|facebook|e-?mail|newsletter|subscribe|report(?:er|ing)|edit(?:or|ing)|writer|author|columnist"
    r"|correspondent|contribut(?:or|ed|ing)|professor|journalist|lives in|latest book|co-?founder)\b",
    re.IGNORECASE,
)
_MOST_ABOVE: Final = 6
_SENTENCE_END: Final = re.compile(r"[.!?…][\"”’»)]*\s*$")
_LONG_WORDS: Final = 25
_SHORT_WORDS: Final = 14
_SHOUTED_WORDS: Final = 4
_REPEATED_WORDS: Final = 8
_MOST_REPEATED: Final = 0.3
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_MOST_LAST_HEADINGS: Final = 2
_BULLETS: Final = "([*•▪►▶>»–— "
_SEVERAL_LINKS: Final = 3
_MOST_WRAPPERS: Final = 4
_QUOTES: Final = frozenset('"“”«»')


def keep_embedded_posts(root: HtmlElement) -> None:
    """Make quoted posts look like plain quotes, because the search for the article drops what is called "tweet"."""
    for quote in root.iter("blockquote"):
        length = len(quote.text_content().strip())
        for element in (quote, *islice(quote.iterancestors("div", "figure"), _MOST_WRAPPERS)):
            if len(element.text_content().strip()) > length:
                break
            element.attrib.pop("class", None)
            element.attrib.pop("id", None)


def opening_byline(article: HtmlElement) -> Byline | None:
    """Return what the lines above the prose say of who wrote an article ("By Jane Doe, 12 May 2023")."""
    for _, text in islice(_lines(article), _MOST_ABOVE):
        byline = read_byline(text)
        if byline is not None and byline.authors:
            return byline
        if len(text.split()) >= _LONG_WORDS and _SENTENCE_END.search(text):
            break
    return None


def tidy(article: HtmlElement, title: str, authors: tuple[str, ...]) -> None:
    """Remove the lines of an article that are no part of it; where that would be much of it, only the surest."""
    seen = set[str]()
    furniture: list[HtmlElement] = []
    repeated: list[HtmlElement] = []
    whole = repeated_length = 0
    is_opening = True
    for element, text in _lines(article):
        words = text.split()
        whole += len(text)
        key = _letters(text)
        is_furniture = _is_furniture(element, text, len(words))
        if is_opening:
            is_furniture = is_furniture or element.tag == "h1" or _is_of_the_head(text, words, title, authors)
            is_opening = len(words) < _LONG_WORDS or not _SENTENCE_END.search(text)
        else:
            is_furniture = is_furniture or _is_shouted_link(element, text, len(words))
        if is_furniture:
            furniture.append(element)
        elif len(words) >= _REPEATED_WORDS and key in seen:
            repeated.append(element)
            repeated_length += len(text)
        seen.add(key)
    furniture += _endings(article, set(furniture))
    _drop_repeated_feet(article)
    for element in furniture + (repeated if repeated_length <= _MOST_REPEATED * whole else []):
        if element.getparent() is not None:
            element.drop_tree()


def _drop_repeated_feet(article: HtmlElement) -> None:
    """Remove the foot of a table where it only repeats its head."""
    for table in article.iter("table"):
        head, foot = next(table.iter("thead"), None), next(table.iter("tfoot"), None)
        if head is not None and foot is not None and _letters(head.text_content()) == _letters(foot.text_content()):
            foot.drop_tree()


def _endings(article: HtmlElement, gone: set[HtmlElement]) -> list[HtmlElement]:
    """Return the last lines of an article, as long as they are about something else."""
    found: list[HtmlElement] = []
    headings = 0
    for element, text in reversed(list(_lines(article))):
        if element in gone:
            continue
        is_heading = element.tag in _HEADINGS
        if not (is_heading or element.tag == "figcaption" or is_ending(text) or _is_aside(element, text)):
            break
        headings += is_heading
        if headings > _MOST_LAST_HEADINGS:
            break
        if element.tag != "figcaption":
            found.append(element)
    return found


def _is_aside(element: HtmlElement, text: str) -> bool:
    """Say whether a last line is a row of links, or a note in italics about the writer."""
    emphasised = sum(len(" ".join(part.text_content().split())) for part in element.iter("em", "i"))
    if emphasised > 0.9 * len(text) and len(text.split()) > _SHOUTED_WORDS:
        is_about_people = _CREDIT.search(text) is not None or next(element.iter("a"), None) is not None
        return is_about_people and not _NOTE.match(text)
    return sum(1 for _ in element.iter("a")) >= _SEVERAL_LINKS and _linked_share(element, text) > 0.9


def _lines(article: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """Return the innermost blocks and their text, each stretch of text once."""
    for element in article.iter(*_BLOCKS):
        if element.tag in ("pre", "table", "figure", "ul", "ol", "blockquote"):
            continue
        if any(child.tag in _BLOCKS for child in element.iterdescendants()):
            continue
        for line_break in element.iter("br"):
            line_break.tail = f" {line_break.tail or ''}"
        text = " ".join(element.text_content().split())
        if text:
            yield element, text


def _is_furniture(element: HtmlElement, text: str, words: int) -> bool:
    if words > 40:
        return False
    start = text.lstrip(_BULLETS)
    leads_away = bool(_TAG_LINE.match(start) or _LEADING_AWAY.match(start))
    if _QUOTES & set(text) and words > _SHORT_WORDS:
        return leads_away and _linked_share(element, text) > 0.9
    return bool(_FURNITURE.fullmatch(text)) or (leads_away and _linked_share(element, text) > 0.4)


def _is_shouted_link(element: HtmlElement, text: str, words: int) -> bool:
    """Say whether a line is a headline in capitals: among paragraphs it leads to another article."""
    return words >= _SHOUTED_WORDS and element.tag == "p" and text.isupper() and _linked_share(element, text) > 0.9


def _linked_share(element: HtmlElement, text: str) -> float:
    linked = sum(len(" ".join(link.text_content().split())) for link in element.iter("a"))
    return linked / len(text)


def _is_of_the_head(text: str, words: list[str], title: str, authors: tuple[str, ...]) -> bool:
    """Say whether a line above the article only repeats its title, byline or date."""
    key = _letters(text)
    if key and key == _letters(title):
        return True
    if len(words) > _SHORT_WORDS or _SENTENCE_END.search(text):
        return False
    return bool(_DATE.search(text)) or any(_letters(author) in key for author in authors if len(author) > 3)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
