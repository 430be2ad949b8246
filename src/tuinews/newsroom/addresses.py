"""Addresses of feeds as people type them."""

from __future__ import annotations

import re
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from tuinews.errors import UsageError
from tuinews.web_address import without_login

# A name of the Fediverse, as people give it to each other. https://www.rfc-editor.org/rfc/rfc7565
_PROFILE: Final = re.compile(r"(?:acct:|@)([\w.-]+)@([\w-]+(?:\.[\w-]+)+(?::\d+)?)")
# Blanks, what steers a terminal, and what Python makes of an argument that is no UTF-8.
_NO_TEXT: Final = re.compile(r"[\s\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_FEED_SCHEME: Final = re.compile(r"(?:feed|rss|itpc|pcast|podcast):(?://)?", re.IGNORECASE)


def web_address(text: str) -> str:
    """Return `text` as a web address; raises UsageError for anything else.

    Where it names no scheme that is https, but http on this machine and at an address of a private network, for
    which nobody can have a certificate.
    """
    address = _FEED_SCHEME.sub("", text.strip(), count=1) if _FEED_SCHEME.match(text.strip()) else text.strip()
    if profile := _PROFILE.fullmatch(address):
        address = f"https://{profile[2]}/@{profile[1]}"
    if "://" not in address:
        address = f"http://{address}" if _is_at_home(address) else f"https://{address}"
    if not _is_web_address(address):
        shown = without_login(text) if "://" in text else without_login(f"https://{text}").removeprefix("https://")
        raise UsageError(
            f"{shown} is no web address. An address looks like https://example.org/feed.xml.", topic="feeds"
        )
    return address


def secret_remark(text: str) -> str:
    """Return what is to be said of an address that holds a password, "" where it holds none."""
    try:
        has_secret = bool(urlsplit(web_address(text)).password)
    except (UsageError, ValueError):
        return ""
    return (
        "The password in the address is kept in the archive; a [[site]] in config.toml keeps it out."
        if has_secret
        else ""
    )


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
    return is_whole and parts.scheme.lower() in {"http", "https"} and not _NO_TEXT.search(address)
