"""Days as a query writes them: 30d, 2w, 2026-10, today."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

_AGO = re.compile(r"(\d{1,5})([dwmy])")
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_DAYS = {"d": 1, "w": 7}
_MOST_MONTHS = 1200
_FIRST_YEAR, _LAST_YEAR = 1900, 2200

EXPECTED = "a day such as today, yesterday, 30d, 2w, 6m, 1y, 2026, 2026-10 or 2026-10-31"


def canonical_day(value: str) -> str | None:
    """Return a day as it is always written, or None when it is none."""
    value = value.lower()
    if value in {"today", "yesterday"}:
        return value
    if ago := _AGO.fullmatch(value):
        number = int(ago[1])
        months = {"d": number / 30, "w": number / 4, "m": number, "y": number * 12}[ago[2]]
        return f"{number}{ago[2]}" if months <= _MOST_MONTHS else None
    if day := _DAY.fullmatch(value):
        parts = [int(part) for part in day.groups() if part]
        try:
            date(*[*parts, 1, 1][:3])
        except ValueError:
            return None
        if _FIRST_YEAR <= parts[0] <= _LAST_YEAR:
            return "-".join([f"{parts[0]:04}", *(f"{part:02}" for part in parts[1:])])
    return None


def first_moment(value: str, today: datetime) -> datetime:
    """Return when a day, month or year of `canonical_day` begins, in the reader's own time zone."""
    day = _first_day(value, today.date())
    if day == today.date():
        return today
    try:
        return datetime(day.year, day.month, day.day).astimezone()
    except OSError:  # Windows knows of no local time before 1970
        return datetime(day.year, day.month, day.day, tzinfo=today.tzinfo)


def _first_day(value: str, today: date) -> date:
    if value == "today":
        return today
    if value == "yesterday":
        return today - timedelta(days=1)
    if ago := _AGO.fullmatch(value):
        number, unit = int(ago[1]), ago[2]
        if unit in _DAYS:
            return today - timedelta(days=number * _DAYS[unit])
        return _months_before(today, number * (12 if unit == "y" else 1))
    year, month, day = ([int(part) for part in value.split("-")] + [1, 1])[:3]
    return date(year, month, day)


def _months_before(today: date, months: int) -> date:
    import calendar

    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    return date(year, month + 1, min(today.day, calendar.monthrange(year, month + 1)[1]))
