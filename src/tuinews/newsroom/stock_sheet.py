"""The statistics set out as lines of pieces, for whatever shows lines: a screen in colour or a shell without any.

Every picture is told in words and numbers beside it, and no part of it needs colour to be read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from itertools import zip_longest
from typing import NamedTuple

from tuinews import charts
from tuinews.charts import Column
from tuinews.newsroom.take_stock import FeedStock, Stock
from tuinews.screen_text import cell_width, fitted, line

NOTHING = "Nothing to count yet"
_TWO_COLUMNS = 120
_GAP = 4
_MOST_FEEDS = 8
_MOST_NAMED = 6
_MOST_MORE = 64
"""On a high screen the lists of feeds may be longer by about twice so many rows."""
_CHART_HEIGHT = 6
_LONGEST_NAME = 36
_ROOM_FOR_NAMES = 60
"""In a narrower column the bars need more of it than the names."""
_WEEK = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Ink(StrEnum):
    """What a piece is, which says how it is painted where there is colour."""

    HEAD = "head"
    TEXT = "text"
    META = "meta"
    BAR = "bar"
    UNREAD = "unread"
    FAINT = "faint"


class Piece(NamedTuple):
    """A stretch of a line."""

    text: str
    ink: Ink = Ink.TEXT


Line = tuple[Piece, ...]


def lay_out(stock: Stock, width: int, height: int = 0) -> list[Line]:
    """Return the statistics as lines of at most `width` cells, in two columns where there is room.

    Args:
        stock: what was counted.
        width: cells in a line.
        height: as long as there are fewer lines than these, the lists of feeds go on.
    """
    if stock.is_empty:
        return [_plain(f"{NOTHING}. Articles are counted as they come, and reading as you read.", Ink.META)]
    lines, more, step = _lines(stock, width, 0), 0, _MOST_MORE
    while step and len(lines) < height:
        longer = _lines(stock, width, more + step)
        if len(longer) <= height:
            lines, more = longer, more + step
        step //= 2
    return lines


def _lines(stock: Stock, width: int, more: int) -> list[Line]:
    """Return the lines with so many feeds more in each list than it has at least."""
    is_wide = width >= _TWO_COLUMNS
    column = (width - _GAP) // 2 if is_wide else width
    sections = [
        section
        for section in (
            _feeds(stock, column, _MOST_FEEDS + more),
            _reading(stock, column),
            _speakers(stock, column),
            _sources(stock, column),
            _never_read(stock, column, _MOST_NAMED + more),
            _noisy(stock, column, _MOST_NAMED + more),
            _largest(stock, column, _MOST_NAMED + more),
        )
        if section
    ]
    sections = [[_cut(one, column) for one in section] for section in sections]
    lines = [*(_cut(one, width) for one in _days(stock, width)), ()]
    return lines + (_beside(sections, column) if is_wide else _below(sections))


def _cut(pieces: Line, width: int) -> Line:
    """Return a line without what stands beyond the width."""
    kept, room = list[Piece](), width
    for piece in pieces:
        cells = cell_width(piece.text)
        if cells > room:
            return (*kept, Piece(fitted(piece.text, room), piece.ink)) if room > 0 else tuple(kept)
        kept.append(piece)
        room -= cells
    return tuple(kept)


def _below(sections: Sequence[list[Line]]) -> list[Line]:
    lines = list[Line]()
    for section in sections:
        lines += [*section, ()]
    return lines[:-1]


def _beside(sections: Sequence[list[Line]], width: int) -> list[Line]:
    """Set sections in two columns, each where less stands so far."""
    left, right = list[list[Line]](), list[list[Line]]()
    for section in sections:
        (left if sum(map(len, left)) <= sum(map(len, right)) else right).append(section)
    rows = list[Line]()
    for one, other in zip_longest(_below(left), _below(right), fillvalue=()):
        blank = width - sum(cell_width(piece.text) for piece in one) + _GAP
        rows.append((*one, Piece(" " * blank), *other) if other else one)
    return rows


# ------------------------------------------------------------------------------------------------ sections


def _days(stock: Stock, width: int) -> list[Line]:
    """Return the columns of the days, read articles at the bottom, unread ones on top."""
    arrived, unread = sum(stock.arrivals), sum(stock.unread)
    step = "a day" if stock.step_days == 1 else f"in {stock.step_days} days"
    average = arrived / len(stock.arrivals)
    room = width - 12
    steps = len(stock.arrivals)
    cells = max(1, min(4, room // steps))
    all_, left = charts.gathered(stock.arrivals, room), charts.gathered(stock.unread, room)
    most = int(max(all_))
    label = max(len(f"{most:,}"), 3)
    values = [Column(one - unread_, unread_) for one, unread_ in zip(all_, left, strict=True)]
    facts = [_count(arrived, "article"), f"{average:,.1f} {step}", f"{_count(unread, '')} unread"]
    lines: list[Line] = [_head(f"Articles {step}", " · ".join(facts), width)]
    for level, row in enumerate(charts.columns(values, _CHART_HEIGHT, cells)):
        mark = f"{most:,}" if level == 0 else "0" if level == _CHART_HEIGHT - 1 else ""
        pieces = [Piece(f"{mark:>{label}} ", Ink.META), Piece("│", Ink.FAINT)]
        pieces += [Piece(text, Ink.UNREAD if is_unread else Ink.BAR) for text, is_unread in row]
        lines.append(tuple(pieces))
    first, last = _day(stock.since), "today"
    drawn = len(values) * cells
    axis = first + " " * (drawn - len(first) - len(last)) + last if drawn > len(first) + len(last) + 2 else last
    lines.append((Piece(" " * (label + 2)), Piece(axis, Ink.META)))
    legend = (Piece("█", Ink.BAR), Piece(" read  ", Ink.META), Piece("▒", Ink.UNREAD), Piece(" unread", Ink.META))
    lines.append((Piece(" " * (label + 2)), *legend))
    return lines


def _feeds(stock: Stock, width: int, most: int) -> list[Line]:
    """Return the feeds that brought most, each with its days and how much of it is read."""
    busy = [feed for feed in stock.feeds if feed.arrived][:most]
    if not busy:
        return []
    name = _name_width([feed.title for feed in busy], width)
    number = max(len(f"{feed.arrived:,}") for feed in busy)
    room = max(4, width - name - number - 20)
    lines = [_head("Feeds", "their days · articles · how much is read", width)]
    for feed in busy:
        read = round(100 * (feed.arrived - feed.unread) / feed.arrived)
        spark = charts.sparkline(feed.arrivals, room)
        share = charts.bar(read, 100, 8)
        lines.append(
            (
                Piece(fitted(line(feed.title), name) + "  "),
                Piece(spark, Ink.BAR),
                Piece(f"  {feed.arrived:>{number},}  "),
                Piece(fitted(share, 8), Ink.BAR),
                Piece(f" {read:>3} %", Ink.META),
            )
        )
    return lines


def _reading(stock: Stock, width: int) -> list[Line]:
    """Return when articles were opened: the darker, the more."""
    since = f"since {_day(stock.opened_since)}" if stock.opened_since > stock.since else ""
    said = " · ".join(filter(None, (f"{_count(stock.opened, 'article')} opened", since)))
    if not stock.opened:
        return [_head("When you read", said, width), _plain("Nothing was opened yet.", Ink.META)]
    most = max(map(max, stock.hours))
    cells = 2 if width >= 56 else 1
    by_hour = [sum(day[hour] for day in stock.hours) for hour in range(24)]
    busiest = max(range(24), key=lambda hour: by_hour[hour])
    lines = [_head("When you read", f"{said} · most at {busiest}:00", width)]
    for name, day in zip(_WEEK, stock.hours, strict=True):
        shades = "".join(charts.shade(value, most) * cells for value in day)
        lines.append((Piece(f"{name}  ", Ink.META), Piece(shades, Ink.BAR), Piece(f"  {sum(day):,}", Ink.META)))
    axis = "".join(f"{hour:<{6 * cells}}" for hour in (0, 6, 12, 18))
    lines.append((Piece("     "), Piece(axis.rstrip(), Ink.META)))
    return lines


def _speakers(stock: Stock, width: int) -> list[Line]:
    rows = [(name, float(quotes), f"{quotes:,}") for name, quotes in stock.speakers]
    return _bars("Quoted most", "people, by their quotes", rows, width)


def _sources(stock: Stock, width: int) -> list[Line]:
    """Return one bar of whose words are quoted: named against unnamed."""
    parts = tuple(stock.speaking)
    quotes = sum(parts)
    if not quotes:
        return []
    names = ("named people", "organisations", "unnamed sources", "nobody that can be told")
    signs = ("█", "▓", "▒", "░")
    inks = (Ink.BAR, Ink.BAR, Ink.UNREAD, Ink.META)
    cells = charts.shares(parts, min(width, 60))
    lines = [_head("Who is quoted", _count(quotes, "quote"), width)]
    lines.append(tuple(Piece(sign * wide, ink) for sign, wide, ink in zip(signs, cells, inks, strict=True)))
    for sign, name, part, ink in zip(signs, names, parts, inks, strict=True):
        lines.append((Piece(sign, ink), Piece(f" {100 * part / quotes:>3.0f} %  "), Piece(name, Ink.META)))
    return lines


def _never_read(stock: Stock, width: int, most: int) -> list[Line]:
    """Return the feeds that brought articles of which none was opened or marked read."""
    ignored = [feed for feed in stock.feeds if feed.arrived and not feed.opened and feed.unread == feed.arrived]
    rows = [(feed.title, float(feed.arrived), f"{feed.arrived:,} unread") for feed in ignored[:most]]
    more = f"{len(ignored):,} feeds" if len(ignored) > 1 else ""
    return _bars("Never read", more, rows, width)


def _noisy(stock: Stock, width: int, most: int) -> list[Line]:
    """Return the feeds that bring most a day, for what is read of them."""

    def noise(feed: FeedStock) -> float:
        return feed.unread / stock.days

    noisy = sorted((feed for feed in stock.feeds if feed.unread), key=noise, reverse=True)
    rows = [
        (feed.title, noise(feed), f"{feed.arrived / stock.days:,.1f} a day, {feed.unread:,} unread")
        for feed in noisy[:most]
    ]
    return _bars("Noisy", "brings much that stays unread", rows, width)


def _largest(stock: Stock, width: int, most: int) -> list[Line]:
    large = sorted((feed for feed in stock.feeds if feed.bytes), key=lambda feed: -feed.bytes)
    rows = [(feed.title, float(feed.bytes), _size(feed.bytes)) for feed in large[:most]]
    return _bars("Largest", f"{_size(sum(feed.bytes for feed in large))} of text, packed", rows, width)


# ------------------------------------------------------------------------------------------------- pieces


def _bars(title: str, said: str, rows: Sequence[tuple[str, float, str]], width: int) -> list[Line]:
    """Return named bars, the number after each; nothing when there are no rows."""
    if not rows:
        return []
    name = _name_width([row[0] for row in rows], width)
    number = max(len(row[2]) for row in rows)
    room = max(6, width - name - number - 4)
    most = max(row[1] for row in rows)
    lines = [_head(title, said, width)]
    for words, value, shown in rows:
        drawn = charts.bar(value, most, room)
        lines.append((Piece(fitted(line(words), name) + "  "), Piece(drawn, Ink.BAR), Piece(f" {shown}", Ink.META)))
    return lines


def _name_width(names: Iterable[str], width: int) -> int:
    """Return how many cells the names have before their bars: what the longest needs, within their share."""
    share = width // 3 if width < _ROOM_FOR_NAMES else width * 2 // 5
    return max(12, min(_LONGEST_NAME, share, max(cell_width(line(name)) for name in names)))


def _head(title: str, said: str, width: int) -> Line:
    """Return a heading and the facts beside it for which there is room; half of one would say nothing."""
    facts = said.split(" · ")
    while len(facts) > 1 and cell_width(f"{title}  {' · '.join(facts)}") > width:
        facts.pop()
    said = " · ".join(facts)
    return (Piece(title, Ink.HEAD), Piece(f"  {said}" if said else "", Ink.META))


def _plain(words: str, ink: Ink = Ink.TEXT) -> Line:
    return (Piece(words, ink),)


def _count(number: int, word: str) -> str:
    if not word:
        return f"{number:,}"
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"


def _day(moment: datetime) -> str:
    local = moment.astimezone()
    return f"{local.day} {_MONTHS[local.month - 1]}"


def _size(size: int) -> str:
    return f"{size / 1000:,.0f} kB" if size < 1_000_000 else f"{size / 1_000_000:,.1f} MB"
