"""The addresses in lists of feeds, and why some are not subscribed to."""

from __future__ import annotations

import re
from typing import Final

from tuinews.screen_text import line, short_url
from tuinews.web_address import web_address

_FEED_SCHEME: Final = re.compile(r"feed:(?://)?(?=https?://)|feed:(?=//)|feed:", re.IGNORECASE)
_PROGRAM: Final = re.compile(r"(exec|filter):|\|", re.IGNORECASE)
_QUERY: Final = re.compile(r"query:([^:]*)", re.IGNORECASE)
_FILE: Final = re.compile(r"file:|/|~", re.IGNORECASE)


_SCRIPT: Final = re.compile("(?:javascript|vbscript|data):", re.IGNORECASE)


class NotAFeedError(Exception):
    """A line of a list of feeds names no feed on the web; its text says why; never leaves `formats`."""

    def __init__(self, reason: str, *, runs: bool = False) -> None:
        super().__init__(reason)
        self.runs = runs
        """Whether it is something that other programs would run."""


def feed_address(told: str) -> str:
    """Return the web address of a feed as a list names it; raises NotAFeedError for everything else."""
    told = told.strip()
    shown = short_url(told, 80) or "(nothing)"
    if program := _PROGRAM.match(told):
        table = "[[filter]]" if (program[1] or "").lower() == "filter" else "[[exec]]"
        raise NotAFeedError(
            f"“{shown}” runs a program, which only your configuration may name: under {table}.", runs=True
        )
    if query := _QUERY.match(told):
        raise NotAFeedError(f"“{line(query[1], 80)}” (query:) is a search, not a feed.")
    if _FILE.match(told):
        raise NotAFeedError(f"“{shown}” is a file, not a feed on the web.")
    address = web_address(_with_web_scheme(told))
    if not address:
        raise NotAFeedError(f"“{shown}” is no web address.", runs=_SCRIPT.match(told) is not None)
    return address


def _with_web_scheme(told: str) -> str:
    """Return an address of the feed: scheme as the web address it stands for."""
    match = _FEED_SCHEME.match(told)
    if match is None:
        return told
    rest = told[match.end() :]
    if rest.lower().startswith(("http://", "https://")):
        return rest
    return "http:" + rest if rest.startswith("//") else "http://" + rest
