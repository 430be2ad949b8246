"""Headings between the headlines of different days.

A heading stands in the list of ids as a negative number: minus the ordinal of its day. It has no article, and the
cursor passes over it.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from datetime import date, datetime

from rich.segment import Segment
from rich.style import Style

from tuinews.newsroom.read import Listing
from tuinews.ui.inks import Inks


def with_headings(listing: Listing) -> array[int]:
    """Return the ids of a listing with a heading before the first article of each day."""
    if not listing.days:
        return listing.ids
    found, at = array("q"), 0
    for index, day in listing.days:
        found += listing.ids[at:index]
        found.append(-day)
        at = index
    return found + listing.ids[at:]


def heading_lines(article_id: int, now: datetime, inks: Inks, height: int) -> Sequence[list[Segment]]:
    """Return the lines of a heading, the words in the last of them."""
    words = _in_words(date.fromordinal(-article_id), now.astimezone().date())
    return [*[list[Segment]() for _ in range(height - 1)], [Segment(" "), Segment(words, inks.meta + Style(bold=True))]]


def _in_words(day: date, today: date) -> str:
    if day == today:
        return "Today"
    if (today - day).days == 1:
        return "Yesterday"
    year = "" if day.year == today.year else f" {day.year}"
    return f"{day:%A} {day.day} {day:%B}{year}"
