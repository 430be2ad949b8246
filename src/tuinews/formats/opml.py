"""Reading OPML lists of feeds. http://opml.org/spec2.opml"""

from __future__ import annotations

import re
from html.entities import html5
from typing import Final
from xml.parsers import expat
from xml.sax.saxutils import escape

from tuinews.errors import FormatError
from tuinews.formats.decoding import decode_markup
from tuinews.formats.opml_elements import ILLEGAL, MAX_DEPTH
from tuinews.formats.opml_reading import OutlineReader
from tuinews.formats.opml_writing import write_opml
from tuinews.model.sources import Document
from tuinews.model.subscriptions import SubscriptionList

__all__ = ["MAX_FOLDER_DEPTH", "read_opml", "write_opml"]

MAX_FOLDER_DEPTH: Final = MAX_DEPTH
_LOOSE_ENTITY: Final = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9A-Fa-f]{1,6});)(?:(\w{2,31};))?")
_HEAD: Final = re.compile(r"\A\ufeff?\s*(?:<\?xml[^>]*>)?\s*")
_LINE_END: Final = re.compile(r"\r\n|\r|\n")
_REPAIRED: Final = re.compile(f"{ILLEGAL.pattern}|{_LOOSE_ENTITY.pattern}")


def read_opml(document: Document) -> SubscriptionList:
    """Return the feeds of an OPML list, and what in it is no feed on the web with the reason.

    Raises:
        FormatError: It is no OPML, or broken; the message names line and column, and nothing of it is read.
    """
    told = decode_markup(document)
    head = _HEAD.match(told)
    start = head.end() if head else 0
    text = _LOOSE_ENTITY.sub(_entity, ILLEGAL.sub("", told[start:].rstrip()))
    if not text:
        raise FormatError("The file is empty: it lists no feeds.")
    reader = OutlineReader()
    try:
        reader.read(text)
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code)
        row, column = _place(told, start, error.lineno, error.offset)
        raise FormatError(
            f"The OPML is broken at line {row}, column {column} ({reason}); nothing of it was read."
        ) from error
    return reader.result()


def _entity(match: re.Match[str]) -> str:
    """Return the character of an HTML entity, which XML does not know, or a plain ampersand."""
    known = html5.get(match[1] or "")
    return escape(known) if known else "&amp;" + (match[1] or "")


def _place(told: str, start: int, row: int, offset: int) -> tuple[int, int]:
    """Return the line and column in the file of a place in the repaired text that was cut out of it."""
    before = _LINE_END.split(told[:start])
    rows = _LINE_END.split(told[start:])
    raw = rows[row - 1] if row <= len(rows) else ""
    column = (len(before[-1].lstrip("\ufeff")) if row == 1 else 0) + _raw_column(raw, offset) + 1
    return len(before) - 1 + row, column


def _raw_column(raw: str, offset: int) -> int:
    """Return where in a line a place stood before the line was repaired."""
    made = at = 0
    for match in _REPAIRED.finditer(raw):
        plain = match.start() - at
        if made + plain >= offset:
            break
        made += plain + len("" if ILLEGAL.match(match[0]) else _entity(match))
        at = match.end()
    return max(at, at + offset - made)
