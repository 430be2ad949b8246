"""The links of an article: absolute, of schemes that a reader can open, without tracking."""

from __future__ import annotations

from typing import Final

from tuinews.screen_text import line
from tuinews.web_address import web_address, without_tracking

__all__ = ["absolute", "without_tracking"]

_LONGEST_MAIL: Final = 500


def absolute(href: str, base: str) -> str:
    """Return the http, https or mailto address that a link leads to, "" for links within the page and all others."""
    href = href.strip()
    if not href or href.startswith("#"):
        return ""
    if href[:7].lower() == "mailto:":
        address = line(href[7:], _LONGEST_MAIL).replace(" ", "%20")
        return f"mailto:{address}" if "@" in address and len(href) <= _LONGEST_MAIL else ""
    return without_tracking(web_address(href, base))
