"""Addresses of feeds as people type them."""

from __future__ import annotations

import re
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from tuinews.errors import UsageError

_FEED_SCHEME: Final = re.compile(r"(?:feed|rss|itpc|pcast|podcast):(?://)?", re.IGNORECASE)


def web_address(text: str) -> str:
    """Return `text` as a web address; raises UsageError for anything else.

    Where it names no scheme that is https, but http on this machine and at an address of a private network, for
    which nobody can have a certificate.
    """
    address = _FEED_SCHEME.sub("", text.strip(), count=1) if _FEED_SCHEME.match(text.strip()) else text.strip()
    if "://" not in address:
        address = f"http://{address}" if _is_at_home(address) else f"https://{address}"
    if not _is_web_address(address):
        raise UsageError(
            f"{text} is no web address. An address looks like https://example.org/feed.xml.", topic="feeds"
        )
    return address


def _is_at_home(address: str) -> bool:
    """Return whether an address without a scheme is on this machine or, by number, in a private network."""
    try:
        host = urlsplit(f"//{address}").hostname or ""
        return host == "localhost" or host.endswith(".localhost") or ip_address(host).is_private
    except ValueError:
        return False


def _is_web_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
        is_whole = bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port or an IPv6 host that is none
        return False
    return is_whole and parts.scheme.lower() in {"http", "https"} and not any(c.isspace() for c in address)
