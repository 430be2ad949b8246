"""A headline as lines: mark, title and age, then what the article holds."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from tuinews.model.articles import ArticleRow
from tuinews.screen_text import line
from tuinews.ui.ages import age
from tuinews.ui.cells import cut, fit_parts, is_right_to_left, pad, split_line
from tuinews.ui.inks import Inks

_MARK_WIDTH = 3
"""The cursor's bar, the mark, a blank."""
_SNIPPET_LEAST = 24
"""A snippet stands beside other words when it has at least so many cells."""
TITLE_ROOM = 60
"""From this width most titles stand in one line."""
_OUTLET_STAYS = 12
"""Of the outlet at least so many cells stand before what the article holds."""
_OUTLET_LEAST = 64
"""In a list of one line a row, the outlet has a column of its own from this width."""


class Setting(NamedTuple):
    """How headlines are set in a list."""

    inks: Inks
    now: datetime
    width: int
    height: int
    """How many lines a headline has."""
    names_outlet: bool
    """False in the list of one feed."""


def headline_lines(row: ArticleRow, bar: Segment, setting: Setting) -> list[list[Segment]]:
    """Return a headline's lines; `bar` is the first cell of each."""
    titles = _titles(row, bar, setting)
    if setting.height == 1:
        return titles
    meta = _meta(row, bar, setting)
    if len(titles) + 1 == setting.height:
        return [*titles, meta]
    # In the list of one feed there may be nothing to say between the title and the first words.
    below = [meta, _snippet(row, bar, setting)]
    return [*titles, *(below if "".join(segment.text for segment in meta[1:]).strip() else reversed(below))]


def _titles(row: ArticleRow, bar: Segment, setting: Setting) -> list[list[Segment]]:
    inks, width = setting.inks, setting.width
    outlet_width = width // 5 if setting.height == 1 and setting.names_outlet and width >= _OUTLET_LEAST else 0
    when = age(row.published, setting.now) or ("date unclear" if row.is_date_unclear else "no date")
    room = width - _MARK_WIDTH - len(when) - 3 - (outlet_width and outlet_width + 2)
    text = line(row.title, 300) or line(row.snippet, 300) or "(no title)"
    title, rest = split_line(text, room) if setting.height > 2 else (cut(text, room)[0], "")
    style = _title_style(row, inks)
    first = [bar, _mark(row, inks), Segment(" "), *_set(title, room, style)]
    if outlet_width:
        more = f" +{row.sources - 1}" if row.sources > 1 else ""
        outlet, _ = cut(line(row.feed_title, 60), outlet_width - len(more))
        first += [Segment("  "), Segment(pad(outlet + more, outlet_width), inks.meta)]
    titles = [[*first, Segment("  "), Segment(when, inks.meta)]]
    if rest:
        room = width - _MARK_WIDTH - 1
        titles.append([bar, Segment("  "), *_set(cut(rest, room)[0], room, style)])
    return titles


def _title_style(row: ArticleRow, inks: Inks) -> Style:
    if row.is_read:
        return inks.meta + Style(italic=True) if row.title_is_derived else inks.meta
    return inks.derived if row.title_is_derived else inks.title


def _mark(row: ArticleRow, inks: Inks) -> Segment:
    if row.is_starred:
        return Segment("★", inks.meta if row.is_read else inks.starred)
    return Segment(" ") if row.is_read else Segment("●", inks.unread)


def _meta(row: ArticleRow, bar: Segment, setting: Setting) -> list[Segment]:
    inks = setting.inks
    room = setting.width - _MARK_WIDTH - 1
    meta, length = cut(_facts(row, setting, room), room)
    segments = [bar, Segment("  "), Segment(meta, inks.meta)]
    left = room - length - (3 if meta else 0)
    if setting.height == 2 and left >= _SNIPPET_LEAST and row.snippet:
        segments += [Segment("   " if meta else ""), Segment(cut(line(row.snippet, 300), left)[0], inks.faint)]
    return segments


def _facts(row: ArticleRow, setting: Setting, room: int) -> str:
    """Return the facts there is room for: what the article holds whole, the outlet as far as it goes beside that.

    Rows that all end in "7 quo…" tell nothing. A byline, which may be as long as it likes, has what is left.
    """
    outlet = line(row.feed_title, 200) if setting.names_outlet else ""
    stays = min(cell_len(outlet), _OUTLET_STAYS) + 3 if outlet else 0
    holds = _join(*_holdings(row), room=room - stays)
    outlet, _ = fit_parts(outlet, room - (cell_len(holds) + 3 if holds else 0))
    authors = line(", ".join(row.authors), 60) if row.authors else ""
    # In a wide list the byline stands with the outlet.
    order = [outlet, authors, holds] if setting.width > TITLE_ROOM else [outlet, holds, authors]
    words = " · ".join(filter(None, order))
    return words if cell_len(words) <= room else _join(outlet, holds, room=room)


def _join(*facts: str, room: int) -> str:
    """Return the first of the facts as far as there is room for them, each of them whole but a single one."""
    words = ""
    for fact in filter(None, facts):
        longer = f"{words} · {fact}" if words else fact
        words = longer if not words or cell_len(longer) <= room else words
    return words


def _holdings(row: ArticleRow) -> list[str]:
    found = [coverage] if (coverage := coverage_in_words(row)) else []
    found += ["updated"] if row.replaced else []
    if row.people:
        found.append("1 person" if row.people == 1 else f"{row.people} people")
    if row.quotes:
        found.append("1 quote" if row.quotes == 1 else f"{row.quotes} quotes")
    if row.is_later:
        found.append("read later")
    return found


def coverage_in_words(row: ArticleRow) -> str:
    """Return how many tell of the same event; empty for one only."""
    if row.sources > 1:
        return f"{row.sources} sources"
    return f"{row.copies} versions" if row.copies > 1 else ""


def _snippet(row: ArticleRow, bar: Segment, setting: Setting) -> list[Segment]:
    words = line(row.snippet, 300)
    # Some feeds give the title once more where the first words belong.
    repeats = bool(words) and line(row.title, 300).startswith(words.removesuffix("[…]").rstrip("…. "))
    snippet, _ = cut("" if repeats else words, setting.width - _MARK_WIDTH - 1)
    return [bar, Segment("  "), Segment(snippet, setting.inks.faint)]


def _set(text: str, width: int, style: Style) -> list[Segment]:
    """Return a stretch of `width` cells with the text at its beginning, which is at the right for some scripts."""
    gap = Segment(" " * (width - cell_len(text)))
    return [gap, Segment(text, style)] if is_right_to_left(text) else [Segment(text, style), gap]
