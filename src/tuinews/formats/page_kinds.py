"""What a page is that holds no article, or only the beginning of one: a wall, a list, an error, a script."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from tuinews.formats.jsonld import ARTICLE_TYPES

if TYPE_CHECKING:
    from lxml.html import HtmlElement

NO_ARTICLE: Final = "No article text was found on this page. Its site may need a browser to show it."
PAYWALL: Final = "The site shows the rest of this article to subscribers only."

_ROBOTS: Final = "The site checks for robots before it shows the page; a browser may be let in."
_CONSENT: Final = "The site asks for consent to cookies before it shows the page."
_SUBSCRIBERS: Final = "The site shows this article to subscribers only."
_ERROR: Final = "The site says that there is nothing at this address."
_LIST: Final = "This page is a list of links, not an article."
_SCRIPT: Final = "This page is made by a script, which only a browser runs."

_SHORT_WALL: Final = 2_500
_SHORT_ERROR: Final = 1_200
_TEASER: Final = 2_000
_MOST_READ: Final = 200_000
_LEAST_CONSENT: Final = 4
_LEAST_HEADINGS: Final = 5
_MUCH_SCRIPT: Final = 2_000
_UNSEEN: Final = frozenset({"script", "style", "template", "noscript", "head"})

_ROBOT_WORDS: Final = re.compile(
    r"checking (?:if the site connection is secure|your browser)|attention required! \| cloudflare|just a moment\.\.\."
    r"|verify(?:ing)? (?:that )?you(?:['’]re| are) (?:a )?(?:human|not a (?:robot|bot))|are you a (?:robot|human)\?"
    r"|i['’]?m not a robot|prove (?:that )?you are (?:human|not a robot)|pardon our interruption"
    r"|access to this page has been denied|unusual (?:traffic|activity) from your|ddos protection by"
    r"|enable javascript and cookies to continue|complete the (?:security check|captcha)"
    r"|request unsuccessful\. incapsula"
    r"|press (?:&|and) hold to confirm|please (?:solve|complete) (?:this|the) captcha|bot verification",
    re.IGNORECASE,
)
_CONSENT_WORDS: Final = re.compile(
    r"cookies?\b|consent\b|accept all|reject all|manage (?:options|settings|preferences|choices)|we value your privacy"
    r"|our partners|personali[sz]ed (?:ads|advertising|content)|before you continue|privacy (?:policy|settings)"
    r"|alle akzeptieren|einwilligung|tout accepter|aceptar todo|accetta tutto|alles accepteren",
    re.IGNORECASE,
)
_PAY_WORDS: Final = re.compile(
    r"subscribe (?:now )?to (?:continue|keep|read on)|(?:continue|keep) reading (?:with|by) (?:a )?subscri"
    r"|(?:sign in|log in|register|subscribe)[^.]{0,40} to (?:continue|keep) reading"
    r"|to (?:continue|keep) reading,? (?:please )?(?:subscribe|log in)"
    r"|this (?:article|content|story|post|page) is (?:only )?"
    r"(?:for|available (?:only )?to|exclusive(?:ly)? (?:to|for)|reserved for)"
    r" (?:our |paid |paying |premium )*(?:subscribers|members)"
    r"|already a (?:subscriber|member)\?|(?:for )?(?:subscribers|members)[- ]only"
    r"|you have reached your (?:article )?limit"
    r"|réservé (?:à nos|aux) abonnés|nur für abonnenten|mit (?:einem )?abo weiterlesen"
    r"|(?:sólo|solo|exclusivo) para suscriptores"
    r"|riservat[oa] agli abbonati|alleen voor abonnees",
    re.IGNORECASE,
)
_ERROR_TITLE: Final = re.compile(
    r"(?:error )?(?:404|410)\b.{0,60}|.{0,40}\b(?:error|fehler|erreur) (?:404|410)\b.{0,40}|not found"
    r"|.{0,40}\b(?:page|article|content|file|document|url) (?:was |is |could |has |cannot )*"
    r"(?:not (?:be )?found|be found|no longer (?:available|exists)|been (?:removed|deleted|moved)|missing|unavailable"
    r"|does(?: not|n['’]t) exist)\b.{0,60}"
    r"|(?:oops|sorry|whoops)\b.{0,40}\b(?:page|find|found|exists?|error)\b.{0,40}|an error (?:has )?occurred.{0,40}"
    r"|(?:seite|artikel) (?:wurde )?nicht gefunden.{0,40}|.{0,20}page introuvable.{0,40}"
    r"|.{0,20}página no encontrada.{0,40}|.{0,20}pagina non trovata.{0,40}",
    re.IGNORECASE,
)
_LIST_PATH: Final = re.compile(
    r"/(?:tags?|categor(?:y|ies)|topics?|sections?|authors?|search|archives?|page)(?:/|\Z)", re.IGNORECASE
)
_LIST_QUERY: Final = re.compile(r"(?:^|&)(?:q|s|query|search)=", re.IGNORECASE)
_LIST_TYPES: Final = frozenset({"CollectionPage", "SearchResultsPage", "ItemList"})
_SCRIPT_WORDS: Final = re.compile(
    r"enable javascript|javascript is (?:disabled|required)|requires javascript", re.IGNORECASE
)


def visible_text(root: HtmlElement) -> str:
    """Return the text that a page shows without running anything, one line; what is beyond a book is left out."""
    parts, length = list[str](), 0
    for element in root.iter():
        if isinstance(element.tag, str) and element.tag not in _UNSEEN and element.text:
            parts.append(element.text)
            length += len(element.text)
        if element.tail:
            parts.append(element.tail)
            length += len(element.tail)
        if length > _MOST_READ:
            break
    return " ".join(" ".join(parts).split())


def wall(root: HtmlElement, shown: str, title: str, found: str) -> str:
    """Return what stands in an article's place, "" when what was found can be one.

    Args:
        shown: the page's visible text.
        found: the plain text that was taken for the article.
    """
    if len(found) > _SHORT_WALL:
        return ""
    if len(shown) <= 2 * _SHORT_WALL and _ROBOT_WORDS.search(f"{title} {shown}"):
        return _ROBOTS
    words = {match[0].casefold() for match in _CONSENT_WORDS.finditer(found)}
    if len(words) >= _LEAST_CONSENT and len(_CONSENT_WORDS.findall(found)) * 25 > len(found.split()):
        return _CONSENT
    titles = (title.strip(), " ".join(_first_heading(root).split()))
    if len(found) <= _SHORT_ERROR and any(map(_ERROR_TITLE.fullmatch, titles)):
        return _ERROR
    return ""


def is_teaser(shown: str, found: str, *, is_paid: bool) -> bool:
    """Say whether only the beginning of an article is shown, and the rest for money."""
    return len(found) <= _TEASER and (is_paid or _PAY_WORDS.search(shown) is not None)


def is_list(root: HtmlElement, url: str, types: tuple[str, ...]) -> bool:
    """Say whether a page is a front page, a section or a search, by its address and by what it says of itself."""
    if any(kind.endswith(ARTICLE_TYPES) for kind in types):
        return False
    is_named = not _LIST_TYPES.isdisjoint(types) or ("://" in url and _is_list_address(url))
    return is_named and sum(map(_is_link, root.iter("h2", "h3", "h4"))) >= _LEAST_HEADINGS


def _is_list_address(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in {"", "/"} or bool(_LIST_PATH.search(parts.path) or _LIST_QUERY.search(parts.query))


def why_none(root: HtmlElement, shown: str, *, is_paid: bool, is_linked: bool) -> str:
    """Return why a page has no article, in one sentence."""
    if is_paid or _PAY_WORDS.search(shown):
        return _SUBSCRIBERS
    if is_linked:
        return _LIST
    scripts = sum(len(script.text or "") + 500 for script in root.iter("script"))
    unscripted = " ".join(element.text_content() for element in root.iter("noscript"))
    if _SCRIPT_WORDS.search(f"{unscripted} {shown}") or (len(shown) < 200 and scripts > _MUCH_SCRIPT):
        return _SCRIPT
    return NO_ARTICLE


def _first_heading(root: HtmlElement) -> str:
    return next((heading.text_content() for heading in root.iter("h1")), "")


def _is_link(heading: HtmlElement) -> bool:
    link = next(heading.iter("a"), None)
    if link is None:
        parent = heading.getparent()
        return parent is not None and parent.tag == "a"
    return len(link.text_content().strip()) > 0.8 * len(heading.text_content().strip())
