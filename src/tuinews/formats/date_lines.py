"""The dates that articles print, and those that their addresses hold; what is not said is not guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Final
from urllib.parse import urlsplit

from tuinews.formats.dates import parse_date

_LONGEST: Final = 160
_EARLIEST: Final = 1800
_LATEST: Final = 2100

_MONTHS: Final = MappingProxyType(
    {
        name: number
        for names in (
            "january february march april may june july august september october november december",
            "jan feb mar apr may jun jul aug sep oct nov dec",
            "jan feb mar apr may jun jul aug sept oct nov dec",
            "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
            "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
            "januar februar märz april mai juni juli august september oktober november dezember",
            "jänner feber märz april mai juni juli august september oktober november dezember",
            "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
            "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
            "januari februari maart april mei juni juli augustus september oktober november december",
        )
        for number, name in enumerate(names.split(), 1)
    }
)
_ENGLISH: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAY: Final = (
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|lunes|martes|mi[ée]rcoles|jueves|viernes|s[áa]bado"
    r"|domingo|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|montag|dienstag|mittwoch|donnerstag|freitag|samstag"
    r"|sonntag|(?:segunda|terça|quarta|quinta|sexta)(?:-feira)?"
)
_DAY: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|ª|\.)?"
_MONTH: Final = r"(?P<month>[^\W\d_]{3,10})\.?"
_YEAR: Final = r"(?P<year>\d{4})"
_OF: Final = r"(?:(?:of|de|del|di)\s+)?"
_DATES: Final = (
    rf"{_DAY}[\s-]+{_OF}{_MONTH}[\s,-]+{_OF}{_YEAR}",
    rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}",
    r"(?P<year>\d{4})[-/.](?P<number>\d{1,2})[-/.](?P<day>\d{1,2})",
    r"(?P<first>\d{1,2})(?P<sign>[-/.])(?P<second>\d{1,2})(?P=sign)(?P<year>\d{4})",
    r"(?P<year>\d{4})年(?P<number>\d{1,2})月(?P<day>\d{1,2})日",
)
_TIME: Final = (
    r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2})(?::(?P<seconds>\d{2}))?)?\s*(?P<half>[ap]\.?\s?m\b\.?)?(?:\s*uhr)?"
    r"\s*\(?(?P<zone>(?:GMT|UTC)?[+-]\d{1,2}:?\d{2}|[A-Z]{1,4}T?)?\)?"
)
_BETWEEN: Final = r"[\s,|•·–—-]+(?:(?:at|um|à|a las|às|alle)\s+)?"
_PATTERNS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for date in _DATES
    for pattern in (
        rf"(?:(?:{_WEEKDAY})\.?,?\s+)?{date}(?:{_BETWEEN}{_TIME})?",
        rf"{_TIME}[\s,|•·–—-]+(?:(?:on|{_WEEKDAY})\.?,?\s+)?{date}",
    )
)
_LABEL: Final = re.compile(
    r"(?:\b(?:(?:first|last|originally)\s+)?(published|posted|updated|modified|issued|created|publicado|actualizado|publié|mis"
    r" à jour|veröffentlicht|aktualisiert|date)(?:\s+(?:on|at|le|el|am))?\b)\s*:?\s*",
    re.IGNORECASE,
)
_UPDATED: Final = frozenset({"updated", "modified", "actualizado", "mis à jour", "aktualisiert"})
_PATH_DATES: Final = (
    re.compile(r"/((?:19|20)\d{2})/(\d{1,2}|[a-z]{3,9})/(\d{1,2})(?=[/_-]|$)", re.IGNORECASE),
    re.compile(r"/((?:19|20)\d{2})-(\d{2})-(\d{2})(?=[/_-]|$)"),
    re.compile(r"/((?:19|20)\d{2})(\d{2})(\d{2})(?=/|$)"),
)
_DATELINE: Final = re.compile(
    r"[A-Z][^\d.!?]{1,60}?\b"
    r"(\d{1,2} [A-Z][a-z]{2,8}\.?,? (?:19|20)\d{2}|[A-Z][a-z]{2,8}\.? \d{1,2},? (?:19|20)\d{2})"
    r"\)?[,:]?\s*(?:[(/][^()/]{2,40}[)/])?\s*[-–—:]"
)


@dataclass(frozen=True, slots=True)
class Dates:
    """What a row of dates states."""

    published: datetime | None = None
    updated: datetime | None = None


def read_dates(row: str) -> Dates | None:
    """Return the dates of a row that holds nothing else ("Published: 12 May 2023 | Updated: 14 May 2023")."""
    if len(row) > _LONGEST:
        return None
    parts = _LABEL.split(row.strip().strip("|•·-–— "))
    told = [("", parts[0]), *zip(parts[1::2], parts[2::2], strict=True)]
    published = updated = None
    for label, text in told:
        if not text.strip(" |•·-–—,;()"):
            if label and (label, text) == told[-1]:
                return None
            continue
        moment = read_moment(text)
        if moment is None:
            return None
        if label.lower() in _UPDATED:
            updated = updated or moment
        else:
            published = published or moment
    return Dates(published, updated) if published or updated else None


def read_moment(text: str) -> datetime | None:
    """Return the moment in UTC that a written date names; a date without a time is the start of its day.

    Day and month that could be taken for one another ("3/4/2023") name no moment.
    """
    text = text[:_LONGEST].strip(" \t|•·-–—,;()[]")
    if text.isdigit():
        return None
    moment = parse_date(text)
    if moment is None:
        for pattern in _PATTERNS:
            if match := pattern.fullmatch(text):
                moment = _moment(match.groupdict())
                break
    return moment if moment and _EARLIEST <= moment.year <= _LATEST else None


def date_in_address(url: str) -> datetime | None:
    """Return the day that an address names in its path, as in `/2022/07/25/`; a number of eight digits only alone."""
    try:
        path = urlsplit(url).path
    except ValueError:
        return None
    for pattern in _PATH_DATES:
        if match := pattern.search(path):
            month = _month_number(match[2])
            return parse_date(f"{match[1]}-{month:02d}-{int(match[3]):02d}") if month else None
    return None


def date_in_dateline(text: str) -> datetime | None:
    """Return the day that the dateline of a report names with its year: "GENEVA, Jul 26 2022 (IPS) - …"."""
    match = _DATELINE.match(text[:_LONGEST].split("\n", 1)[0])
    return read_moment(match[1]) if match else None


def _moment(parts: dict[str, str | None]) -> datetime | None:
    day, month = _day_and_month(parts)
    if not day or not month or month > 12:
        return None
    date = f"{day} {_ENGLISH[month - 1]} {parts['year']}"
    hour = _hour(parts)
    if hour is None:
        return parse_date(date)
    clock = f"{hour:02d}:{parts.get('minute') or '00'}:{parts.get('seconds') or '00'}"
    # The time in an unknown zone is better than no date at all, and at most a day wrong.
    return parse_date(f"{date} {clock} {parts.get('zone') or 'UTC'}") or parse_date(f"{date} {clock}")


def _day_and_month(parts: dict[str, str | None]) -> tuple[int, int]:
    if name := parts.get("month"):
        return int(parts["day"] or 0), _month_number(name)
    if number := parts.get("number"):
        return int(parts["day"] or 0), int(number)
    first, second = int(parts["first"] or 0), int(parts["second"] or 0)
    if first > 12 or first == second or parts.get("sign") == ".":
        return first, second
    return (second, first) if second > 12 else (0, 0)


def _hour(parts: dict[str, str | None]) -> int | None:
    """Return the hour of the day; None when no time is told. A bare number is no time."""
    told = parts.get("hour")
    half = (parts.get("half") or "").lower()
    if told is None or not (half or parts.get("minute")):
        return None
    hour = int(told)
    if half:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    return hour


def _month_number(told: str) -> int:
    if told.isdigit():
        return int(told) if 1 <= int(told) <= 12 else 0
    return _MONTHS.get(told.lower(), 0)
