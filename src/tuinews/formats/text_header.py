"""The rows around a story that are about it: its address, title, authors and dates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from tuinews.formats.bylines import Byline, lone_name, named_and_described, read_byline, read_signature
from tuinews.formats.captions import is_caption
from tuinews.formats.date_lines import read_dates
from tuinews.formats.facts import Facts, address, fact, facts_of, pair
from tuinews.formats.front_matter import read_front_matter
from tuinews.formats.furniture import furniture_kind, is_guarded
from tuinews.formats.paragraphs import DROPPED
from tuinews.formats.titles import is_same_title
from tuinews.screen_text import line

_MAX_ROWS: Final = 12
"""How many rows with words are looked at for a header."""
_MAX_TITLE: Final = 120
_LONG_ROW: Final = 120
_LONGEST_REST: Final = 400
_LOOKED_AT: Final = 20_000
_SMALL_WORD: Final = re.compile(r"\b[^\W\d_A-ZÀ-Þ][^\W\d_]{3,}")
_ADDRESS: Final = re.compile(r"<?(https?://\S{1,2000}?)>?", re.IGNORECASE)
_LEADING_ADDRESS: Final = re.compile(r"<?(https?://\S{1,2000}?)>?\s+(?=\S)", re.IGNORECASE)
# The page's address and the first word of the story, run together: "…/2003781903Police arrested", "….htmlThe".
_GLUED: Final = re.compile(
    r"(?<=\d)(?=[“‘\"A-ZÀ-Þ][a-zà-ÿ])|(?<=\.html)(?=\S)|(?<=\.(?:htm|php|ece|cms))(?=[“‘\"A-ZÀ-Þ])|(?<=[/a-z])(?=[“‘])"
)
# What a cut left of an address: no blanks, escapes or many hyphens, and the name of a page.
_ADDRESS_REST: Final = re.compile(
    r"[\w%.~+/-]*(?:%[0-9A-Fa-f]{2}|-)[\w%.~+/?=&-]*(?:\.(?:html?|php|aspx?)|/|%[0-9A-Fa-f]{2}[\w%.-]*)"
)
_ATX: Final = re.compile(r"#{1,2}\s+(.{1,300}?)\s*#*")
_UNDERLINE: Final = re.compile(r"(?:={3,}|-{3,})")
_TITLE_END: Final = re.compile('[.,;:。，；：]$|[.!?,。！？][”’"»)\\]]$')
_INNER_STOP: Final = re.compile(r"[^\W\d_A-Z]{3}[.!?] +[“‘\"A-ZÀ-Þ]|[。！？]\S")
_DOUBLE_MARK: Final = re.compile('["“”„«»]')
_NO_TITLE_START: Final = re.compile(r"[•▪◦‣●*–—>|-]|\d{1,3}[.)]\s")


@dataclass(slots=True)
class Header:
    """What the rows around a story state, and which rows those are."""

    facts: Facts = field(default_factory=Facts)
    marks: dict[int, str] = field(default_factory=dict)
    """Rows that are not part of the story, each with what it is; "" where all its words are in the facts."""
    start: int = 0
    """Where the story begins."""


def read_header(rows: list[str], known: Facts) -> Header:
    """Return what the first rows state; rows that hold an address and the story are split in place.

    Args:
        rows: The text, row by row; a row that begins with the page's address is replaced by what follows it.
        known: What is known already, for instance from the headers of a mail.
    """
    header = Header()
    header.facts.add(known)
    fields, end = read_front_matter(rows)
    header.facts.add(facts_of(fields))
    header.marks.update({index: "header" for index in range(end) if rows[index].strip()})
    header.marks.update(dict.fromkeys((0, end - 1), DROPPED) if end else {})
    header.start = end
    looked_at = 0
    for index in range(end, len(rows)):
        if not rows[index].strip() or index in header.marks:
            continue
        looked_at += 1
        if looked_at > _MAX_ROWS or not _read_row(rows, index, header):
            break
    _drop_repeated_title(rows, header)
    return header


def read_footer(rows: Sequence[str], header: Header, hidden: dict[int, str]) -> None:
    """Add to a header what the last rows of the story say about its authors."""
    left = [
        index for index, row in enumerate(rows) if row.strip() and index not in hidden and index not in header.marks
    ]
    for place in range(len(left) - 1, max(len(left) - 4, 0), -1):
        row, before = rows[left[place]], rows[left[place - 1]].rstrip()
        signature = read_signature(row)
        # "— Nelson Mandela" under a quotation says whose words it was.
        if signature and not before.endswith(("”", '"', "»", "’")):
            _take_byline(header, left[place], signature)


# ------------------------------------------------------------------------------------------------- one row


def _read_row(rows: list[str], index: int, header: Header) -> bool:
    """Take what one row states; False when the story begins there."""
    row = rows[index].strip()
    if _take_address(rows, index, header) or _take_pair(row, index, header):
        header.start = index + 1
        return True
    if furniture_kind(row):
        return True
    if _take_title(rows, index, header):
        return True
    byline = read_byline(row) or named_and_described(row) or _lone_byline(rows, index, header)
    if byline:
        _take_byline(header, index, byline)
        header.start = index + 1
        return True
    if dates := read_dates(row):
        header.facts.add(Facts(published=dates.published, updated=dates.updated))
        header.marks[index] = "date"
        header.start = index + 1
        return True
    return _is_aside(row)


def _take_address(rows: list[str], index: int, header: Header) -> bool:
    """Take the page's address where it stands alone or before the story; the story then keeps the row."""
    row = rows[index].strip()
    if header.facts.url and not row.lower().startswith(("http", "<http")):
        return False
    if match := _ADDRESS.fullmatch(row):
        return _take_url(header, index, match[1])
    if not header.marks and len(row) <= _LONGEST_REST and _ADDRESS_REST.fullmatch(row):
        header.marks[index] = "address"
        return True
    match = _LEADING_ADDRESS.match(row)
    if match is None or header.facts.url:
        return False
    told, rest = match[1], row[match.end() :]
    slash = told.rfind("/")
    if glued := _GLUED.search(told, max(slash, 8)):
        told, rest = told[: glued.start()], f"{told[glued.start() :]} {rest}"
    if _take_url(header, index, told):
        del header.marks[index]
        rows[index] = rest
    return False


def _take_url(header: Header, index: int, told: str) -> bool:
    url = address(told)
    if not url or header.facts.url not in {"", url}:
        return False
    header.facts.add(Facts(url=url))
    header.marks[index] = DROPPED if url == told else "address"
    return True


def _take_pair(row: str, index: int, header: Header) -> bool:
    told = pair(row)
    if told is None or furniture_kind(row):
        return False
    header.facts.add(fact(told[0], [told[1]]))
    header.marks[index] = DROPPED if told[0] == "title" and header.facts.title == told[1] else "header"
    return True


def _take_byline(header: Header, index: int, byline: Byline) -> None:
    header.facts.add(Facts(authors=byline.authors, published=byline.published, updated=byline.updated))
    header.marks[index] = "byline"


def _lone_byline(rows: Sequence[str], index: int, header: Header) -> Byline | None:
    """Return the name that stands alone in capitals, right under the title or as the first row."""
    name = _lone_name(rows, index)
    is_alone = not _row(rows, index + 1) or read_dates(_row(rows, index + 1)) is not None
    if name and is_alone and not header.facts.authors and _words_after(rows, index):
        return Byline((name,))
    return None


def _lone_name(rows: Sequence[str], index: int) -> str:
    """Return the name that a row in capitals is; a headline in capitals has words that the story writes small."""
    name = lone_name(rows[index])
    if not name:
        return ""
    story = " ".join(rows[index + 1 : index + 200])[:_LOOKED_AT]
    small = set(_SMALL_WORD.findall(story))
    return "" if any(word in small for word in name.lower().split() if len(word) > 3) else name


# ----------------------------------------------------------------------------------------------- the title


def _take_title(rows: Sequence[str], index: int, header: Header) -> bool:
    """Take a heading or a row that looks like a title, when there is none yet."""
    row = rows[index].strip()
    if header.facts.title:
        if not is_same_title(row, header.facts.title):
            return False
        header.marks[index] = DROPPED
        return True
    after = _row(rows, index + 1)
    if match := _ATX.fullmatch(row):
        return _set_title(header, match[1], index)
    if _UNDERLINE.fullmatch(after) and len(after) >= len(row) / 2 and len(row) <= 2 * _MAX_TITLE:
        return _set_title(header, row, index, index + 1)
    if _is_broken_title(rows, index):
        return _set_title(header, f"{row} {after}", index, index + 1)
    return _is_title_like(rows, index) and _set_title(header, row, index)


def _set_title(header: Header, title: str, *indexes: int) -> bool:
    header.facts.title = line(title, 2_000)
    header.marks.update(dict.fromkeys(indexes, DROPPED))
    header.start = indexes[-1] + 1
    return True


def _is_title_like(rows: Sequence[str], index: int) -> bool:
    row, after = rows[index].strip(), _row(rows, index + 1)
    if not _could_be_title(row) or not _words_after(rows, index):
        return False
    if _is_known_row(row) or _lone_name(rows, index):
        return False
    is_over_subtitle = _could_be_title(after) and not _row(rows, index + 2) if after else False
    is_over_byline = bool(after) and (_is_known_row(after) or bool(lone_name(after)))
    return not after or len(after) > _LONG_ROW or is_over_byline or is_over_subtitle


def _is_broken_title(rows: Sequence[str], index: int) -> bool:
    """Say whether a title stands on two rows, broken with the text."""
    row, after = rows[index].strip(), _row(rows, index + 1)
    if not after or len(row) < 30 or _row(rows, index + 2) or not after[0].islower():
        return False
    return _could_be_title(row) and _could_be_title(f"{row} {after}") and _words_after(rows, index + 1)


def _could_be_title(row: str) -> bool:
    if len(row) > _MAX_TITLE or _NO_TITLE_START.match(row) or row[0].islower():
        return False
    if _TITLE_END.search(row) or _INNER_STOP.search(row) or is_caption(row):
        return False
    if is_guarded(row) and _DOUBLE_MARK.search(row):  # speech is never lost to a title; headlines quote in single marks
        return False
    is_spaceless = sum("\u3040" <= char <= "\u9fff" for char in row) > len(row) / 2
    return len(row) >= 6 if is_spaceless else len(row.split()) >= 3


def _is_known_row(row: str) -> bool:
    return bool(read_byline(row) or named_and_described(row) or read_dates(row) or pair(row) or furniture_kind(row))


def _is_aside(row: str) -> bool:
    """Say whether a row may stand between the parts of a header: a section's name, a caption, a subtitle."""
    return len(row) <= _LONG_ROW and not _TITLE_END.search(row)


def _words_after(rows: Sequence[str], index: int) -> bool:
    """Say whether a longer row than this one follows: a title has a story under it."""
    length = len(rows[index].split())
    return any(len(row.split()) > length for row in rows[index + 1 : index + 60]) or any(
        len(row) > len(rows[index]) for row in rows[index + 1 : index + 60]
    )


def _drop_repeated_title(rows: Sequence[str], header: Header) -> None:
    """Leave out a row that says the title again before the story, or under the byline."""
    looked_at = 0
    for index in range(len(rows)):
        if not header.facts.title or looked_at > _MAX_ROWS:
            return
        if rows[index].strip() and index not in header.marks:
            looked_at += 1
            if is_same_title(rows[index], header.facts.title):
                header.marks[index] = DROPPED


def _row(rows: Sequence[str], index: int) -> str:
    return rows[index].strip() if index < len(rows) else ""
