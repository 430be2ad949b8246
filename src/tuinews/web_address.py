"""Web addresses as strangers write them, made whole and harmless: http or https, one word, no tracking."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urljoin, urlsplit

from tuinews.screen_text import line

LONGEST: Final = 8_000
"""Longer addresses are dropped; a word given to a browser may hold 128 KiB on Linux, servers take far less."""

_PLAIN: Final = re.compile(r"https?://[A-Za-z0-9][A-Za-z0-9.-]*+(?::[0-9]{1,4})?(?:[/?#][!#-;=?-\[\]-_a-z{|}~]*+)?")
_STRIPPED: Final = dict.fromkeys(range(0x20))
_ESCAPED: Final = str.maketrans({" ": "%20", '"': "%22", "<": "%3C", ">": "%3E", "`": "%60"})
_WEB: Final = re.compile(r"https?://", re.IGNORECASE)
_LOGIN: Final = re.compile(r"\A(\s*(?:[a-z][a-z0-9+.-]*:)+//)[^/?#\\]*@", re.IGNORECASE)
_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_SLASHES: Final = re.compile(r"\A([A-Za-z]+:)//+")
_NOWHERE: Final = re.compile(r"[A-Za-z]+:/*")
_BEFORE_QUERY: Final = re.compile(r"[^?#]*")
# A name that stands alone and ends like one of a host, or whatever stands where an address has its host.
_NAMED: Final = re.compile(
    r"\s*(?:https?://(?:[^/?#@\s]*@)?|(?=[^\s/]+\.[A-Za-z]{2,}(?:[/?#:]|\s*\Z)))([\w.-]+\.[\w-]+)"
)
_AROUND: Final = " ()[]{}<>\"'“”‘’‚„«»‹›.,;:!?…"
"""What may stand around a name that stands alone."""
_NO_HOST: Final = re.compile(r"[\s\x00-\x20\"`#%/:<>?@\[\\\]^|]")
_TRACKING_NAME: Final = (
    r"(?:utm_|mtm_|pk_|hsa_|ns_|oly_|vero_|stm_|itm_|trk_)\w*|fbclid|[gdym]clid|gclsrc|[gw]braid|twclid|ttclid|ysclid|msclkid"
    r"|yclid|srsltid|igsh(?:id)?|mc_(?:cid|eid|tc)|mkt_tok|_hsenc|_hsmi|__hs\w{2,3}|hsctatracking|wickedid|_openstat"
    r"|at_(?:medium|campaign|custom\d|link_\w+|bbc_team|ptr_name|format|campaign_type)|cmpid|rss_?id|traffic_source"
)
_TRACKING: Final = re.compile(rf"(?<=[?&])(?:{_TRACKING_NAME})(?:=[^&#]*+)?(?:&|(?=#)|\Z)", re.IGNORECASE)


def web_address(href: str, base: str = "") -> str:
    """Return the absolute http or https address of a link, or "" when it is no such address.

    Reads it as browsers do: https://url.spec.whatwg.org/#concept-basic-url-parser
    """
    if _PLAIN.fullmatch(href):
        return href if len(href) <= LONGEST else ""
    href = href.translate(_STRIPPED).strip() if len(href) <= LONGEST else ""
    if not href:
        return ""
    scheme = _SCHEME.match(href)
    if scheme is None and not base:
        return ""
    if scheme is None or scheme[1].lower() in {"http", "https"}:
        # A backslash is a slash in the path and the host of a web address; else what we take for the name of a
        # user would be the host that a browser goes to, or the other way round.
        href = _BEFORE_QUERY.sub(lambda match: match[0].replace("\\", "/"), href, count=1)
        href = _SLASHES.sub(r"\1//", href, count=1)
        if scheme is not None:
            href = scheme[1].lower() + href[len(scheme[1]) :]
    if _NOWHERE.fullmatch(href):
        return ""
    try:
        whole = urljoin(base, href)
        parts = urlsplit(whole)
        is_good = parts.scheme in {"http", "https"} and _is_host(parts.hostname or "") and parts.port != 0
    except ValueError:
        return ""
    if not is_good:
        return ""
    safe = line(whole.translate(_ESCAPED), LONGEST + 1).replace(" ", "")
    if safe != whole and not _PLAIN.fullmatch(safe):
        # A host may have been nothing but what is never shown.
        safe = "" if _NOWHERE.fullmatch(safe) or safe == href else web_address(safe)
    return safe if len(safe) <= LONGEST else ""


def named_host(words: str) -> str:
    """Return the host that the words of a link name as if they were its address; "" when they name none."""
    match = _NAMED.match(line(words, 2_000).strip(_AROUND))
    return match[1].lower() if match else ""


def is_same_site(host: str, address: str) -> bool:
    """Return whether an address leads to a host, or to one that belongs to it or it belongs to."""
    try:
        real = (urlsplit(address).hostname or "").lower().removeprefix("www.")
    except ValueError:
        return False
    host = host.removeprefix("www.")
    return bool(real) and (real == host or real.endswith("." + host) or host.endswith("." + real))


def without_tracking(url: str) -> str:
    """Return an address without the parameters that only tell who clicked where."""
    if "?" not in url or not _TRACKING.search(url):
        return url
    head, mark, fragment = url.partition("#")
    head = _TRACKING.sub("", head).rstrip("&?")
    return head + mark + fragment


def without_login(url: str) -> str:
    """Return an address without the name and password that it may hold; what is no address stays."""
    return _LOGIN.sub(r"\1", url, count=1)


def same_place(address: str) -> str:
    """Return what the addresses of one place have in common, whether http or https, with a slash at the end or not."""
    if not (match := _WEB.match(address)):
        return address
    host, slash, path = address[match.end() :].partition("/")
    return host.lower() + (slash + path).rstrip("/")


def spellings(address: str) -> tuple[str, ...]:
    """Return the other addresses of the same place; none for what is no web address."""
    if not (match := _WEB.match(address)):
        return ()
    rest = address[match.end() :].rstrip("/")
    every = (f"{scheme}{rest}{slash}" for scheme in ("http://", "https://") for slash in ("", "/"))
    return tuple(one for one in every if one != address)


def _is_host(host: str) -> bool:
    return bool(host) and ((":" in host and "%" not in host) or not _NO_HOST.search(host))
