"""Text without a single block tag, as some feeds send it: its line ends are all there is to tell paragraphs by."""

from __future__ import annotations

import re
from typing import Final

_BLOCK_TAG: Final = re.compile(
    r"<(?:p|br|div|li|h[1-6]|ul|ol|dl|dt|dd|table|tr|td|blockquote|pre|section|article|figure|hr|html|body)\b",
    re.IGNORECASE,
)
_EMPTY_ROWS: Final = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_WRAPPED: Final = range(50, 91)
_FEW_ROWS: Final = 4
_LONG_ROW: Final = 100


def as_paragraphs(source: str) -> str:
    """Return HTML as it is, and bare text with tags for the paragraphs and lines that its line ends mean."""
    if "<![CDATA[" in source:
        # Wrapped twice by the writer of the feed.
        source = source.replace("<![CDATA[", "").replace("]]>", "")
    if "\n" not in source and "\r" not in source:
        return source
    if _BLOCK_TAG.search(source):
        return source
    source = source.replace("\r\n", "\n").replace("\r", "\n").strip()
    paragraphs = _EMPTY_ROWS.split(source)
    rows = [row for paragraph in paragraphs for row in paragraph.split("\n")]
    if len(rows) == len(paragraphs):
        joint = ""
    elif _is_hard_wrapped(rows):
        joint = "\n"
    elif len(paragraphs) == 1 and sum(map(len, rows)) > _LONG_ROW * len(rows):
        joint = "<p>"
    else:
        joint = "<br>"
    return "<p>".join(paragraph.replace("\n", joint) if joint else paragraph for paragraph in paragraphs)


def _is_hard_wrapped(rows: list[str]) -> bool:
    """Say whether the lines end where a column ended, as in mail."""
    lengths = [len(row.rstrip()) for row in rows]
    full = sum(length in _WRAPPED for length in lengths)
    return len(rows) >= _FEW_ROWS and max(lengths) < _LONG_ROW and full > 0.5 * len(rows)
