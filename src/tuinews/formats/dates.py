"""Reading the dates that feeds and pages state; a date that cannot be meant is no date."""

from __future__ import annotations

import functools
import re
from datetime import UTC, datetime, timedelta, timezone
from types import MappingProxyType
from typing import Final

EARLIEST_YEAR: Final = 1990
AHEAD: Final = timedelta(hours=24)
"""How far in the future a date may lie: clocks and time zones are often wrong by that much."""

_LONGEST: Final = 100
_MONTH_NAMES: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS: Final = MappingProxyType({name: number for number, name in enumerate(_MONTH_NAMES, 1)})
# RFC 822, 5.1, and the American daylight zones that its writers meant. "ist" and others mean several zones.
_ZONES: Final = MappingProxyType(
    {"ut": 0, "utc": 0, "gmt": 0, "z": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6}
    | {"pst": -8, "pdt": -7, "bst": 1, "cet": 1, "cest": 2, "eet": 2, "eest": 3, "msk": 3, "jst": 9}
    | {"kst": 9, "hst": -10, "akst": -9, "akdt": -8, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13}
)
_ISO: Final = re.compile(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:(?:[T ]|\s*T\s*)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,20})?)?)?"
    r"\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?"
)
_MAIL: Final = re.compile(
    r"(?:[A-Za-z]{3,9}\.?,?\s+)?(\d{1,2})(?:\s+|-)([A-Za-z]{3,9})\.?(?:\s+|-),?(\d{4}|\d{2})"
    r"(?:,?\s+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?)?\s*([A-Za-z]{1,4}|(?:GMT|UTC)?[+-]\d{2}:?\d{2})?"
)
_WORDS: Final = re.compile(
    r"(?:[A-Za-z]{3,9}\.?,?\s+)?([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})"
    r"(?:,?\s+(?:at\s+)?(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s*([AaPp])\.?[Mm]\.?)?)?\s*([A-Za-z]{1,4}|(?:GMT|UTC)?[+-]\d{2}:?\d{2})?"
)
_EPOCH: Final = re.compile(r"(\d{10})(\d{3})?")
_NUMERIC_ZONE: Final = re.compile(r"(?:GMT|UTC)?([+-])(\d{2}):?(\d{2})?", re.IGNORECASE)


def parse_date(text: str) -> datetime | None:
    """Return the moment that a date names, in UTC; None when it names none."""
    text = text[:_LONGEST].strip()
    try:
        return _read(text)
    except (ValueError, KeyError, OverflowError, OSError):
        return None


def _read(text: str) -> datetime | None:
    if match := _ISO.fullmatch(text):
        year, month, day, *clock, zone = match.groups()
        return _moment((int(year), int(month), int(day)), clock, zone)
    if match := _MAIL.fullmatch(text):
        day, name, year, *clock, zone = match.groups()
        return _moment((_full_year(year), _MONTHS[name[:3].lower()], int(day)), clock, zone)
    if match := _WORDS.fullmatch(text):
        name, day, year, hour, minute, second, half, zone = match.groups()
        if half:
            hour = str(int(hour) % 12 + (12 if half in "Pp" else 0))
        return _moment((int(year), _MONTHS[name[:3].lower()], int(day)), [hour, minute, second], zone)
    if match := _EPOCH.fullmatch(text):
        return datetime.fromtimestamp(int(match[1]), UTC)
    return None


def believable(moment: datetime | None, now: datetime) -> datetime | None:
    """Return the moment, or None when it lies before feeds were invented or after tomorrow."""
    if moment is None or moment.year < EARLIEST_YEAR or moment > now + AHEAD:
        return None
    return moment


def _moment(date: tuple[int, int, int], clock: list[str | None], zone: str | None) -> datetime:
    hour, minute, second = (int(part or 0) for part in clock)
    # A leap second is the last second of its minute for us.
    local = datetime(*date, hour, minute, min(second, 59), tzinfo=_zone(zone or "z"))
    return local.astimezone(UTC)


@functools.lru_cache(64)
def _zone(name: str) -> timezone:
    if match := _NUMERIC_ZONE.fullmatch(name):
        hours, minutes = int(match[2]), int(match[3] or 0)
        if hours > 14 or minutes > 59:
            raise ValueError(name)
        offset = timedelta(hours=hours, minutes=minutes)
        return timezone(-offset if match[1] == "-" else offset)
    return timezone(timedelta(hours=_ZONES[name.lower()]))


def _full_year(text: str) -> int:
    year = int(text)
    return year if len(text) == 4 else year + (1900 if year >= 90 else 2000)
