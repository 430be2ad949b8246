"""Moments as readers of news think of them: minutes, hours and days up to a week, then dates."""

from __future__ import annotations

from datetime import datetime

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MINUTE, _HOUR, _DAY = 60, 3600, 86400


def age(moment: datetime | None, now: datetime) -> str:
    """Return how old something is in at most nine characters: "5m", "3h", "2d", "9 Nov", "9 Nov 24"."""
    if moment is None:
        return ""
    seconds = int((now - moment).total_seconds())
    if seconds < -_DAY:
        return _date(moment, now)
    if seconds < _MINUTE:
        return "now"
    if seconds < _HOUR:
        return f"{seconds // _MINUTE}m"
    if seconds < _DAY:
        return f"{seconds // _HOUR}h"
    if seconds < 7 * _DAY:
        return f"{seconds // _DAY}d"
    return _date(moment, now)


def clock(moment: datetime, now: datetime) -> str:
    """Return a moment of the recent past in the reader's own time: "14:02", "yesterday 14:02", "9 Nov 14:02"."""
    here, today = moment.astimezone(), now.astimezone()
    time = f"{here.hour:02}:{here.minute:02}"
    days = (today.date() - here.date()).days
    if days == 0:
        return time
    return f"yesterday {time}" if days == 1 else f"{_date(moment, now)} {time}"


def _date(moment: datetime, now: datetime) -> str:
    here = moment.astimezone()
    day = f"{here.day} {_MONTHS[here.month - 1]}"
    return day if here.year == now.astimezone().year else f"{day} {here.year % 100:02}"
