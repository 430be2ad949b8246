"""The first words of an article on one line, for lists of headlines; quick rather than exact."""

from __future__ import annotations

import re
from typing import Final

from tuinews import entities
from tuinews.cleaning.tags import INLINE
from tuinews.screen_text import line

_FIRST_LOOK: Final = 600
_SPARE: Final = 40
_LAST_LOOK: Final = 10_000
"""How much HTML is looked at: pictures and links in front of the text take thousands of characters at times."""

_MARKUP: Final = re.compile(
    r"<(?:!--(?>.*?(?:-->|\Z))|div data-tuinews-hidden(?>.*?(?:</div>|\Z))"
    r"|(script|style|title|svg|noscript|figcaption)\b(?>.*?(?:</\1\s*>|\Z))"
    r"|(/?)([a-zA-Z][a-zA-Z0-9]*+)(?:[^=>]++|=\s*+(?:\"[^\"]*+\"?+|'[^']*+'?+|[^\s>]*+))*+>?|[!?/][^>]*+>?)",
    re.DOTALL | re.IGNORECASE,
)


def snippet(html: str, limit: int = 200) -> str:
    """Return the beginning of HTML as one plain line of at most `limit` characters, safe for the screen."""
    row = _row(html[:_FIRST_LOOK], limit)
    if row.endswith("…") or len(html) <= _FIRST_LOOK:
        return row
    return _row(html[:_LAST_LOOK], limit)


def _row(head: str, limit: int) -> str:
    """Return the text of a piece of HTML as one line, with an ellipsis where it is cut."""
    if "<" in head:
        head = _MARKUP.sub(_blank, head)
    if "&" in head:
        head = entities.unescape(head)
    head = " ".join(head.split())
    # Nearly always the row is filled by little more than its length.
    enough = limit + _SPARE
    row = line(head[:enough], limit)
    return row if row.endswith("…") or len(head) <= enough else line(head, limit)


def _blank(match: re.Match[str]) -> str:
    return "" if match[3] and match[3].lower() in INLINE else " "
