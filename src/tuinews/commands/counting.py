"""`stats`: the archive in numbers and pictures."""

from __future__ import annotations

import argparse
import shutil

from tuinews.commands import source_lines
from tuinews.commands.session import find_feed, opened, print_json, run, styled
from tuinews.errors import UsageError
from tuinews.newsroom import Newsroom
from tuinews.newsroom.stock_sheet import Ink, Line, lay_out
from tuinews.newsroom.take_stock import Stock, take_stock
from tuinews.query import dates

_WIDEST = 160
_STYLES = {
    Ink.HEAD: ("bold",),
    Ink.TEXT: (),
    Ink.META: ("dim",),
    Ink.BAR: ("accent",),
    Ink.UNREAD: ("warning",),
    Ink.FAINT: ("dim",),
}


def stats(options: argparse.Namespace) -> int:
    """Show what came, what was read, who was quoted."""
    with opened(options.data_dir) as newsroom:
        feed = find_feed(newsroom, options.feed) if options.feed else None
        days = _days(newsroom, options.since)
        if options.sources:
            return source_lines.show(newsroom, days, feed.id if feed else None, is_json=options.json)
        stock = run(take_stock(newsroom, days, feed.id if feed else None))
    if options.json:
        print_json(_facts(stock))
        return 0
    width = min(_WIDEST, shutil.get_terminal_size((100, 24)).columns)
    for line in lay_out(stock, width):
        print(_shown(line))
    return 0


def _shown(line: Line) -> str:
    return "".join(styled(piece.text, *_STYLES[piece.ink]) for piece in line).rstrip()


def _days(newsroom: Newsroom, since: str) -> int | None:
    if since == "all":
        return None
    day = dates.canonical_day(since)
    if day is None:
        raise UsageError(f"{since} is no day: {dates.EXPECTED}, or all.")
    first = dates.first_moment(day, newsroom.today())
    days = (newsroom.today().date() - first.date()).days
    return max(1, days if day[-1].isalpha() and day[0].isdigit() else days + 1)


def _facts(stock: Stock) -> dict[str, object]:
    return {
        "since": stock.since.isoformat(),
        "step_days": stock.step_days,
        "articles": sum(stock.arrivals),
        "unread": sum(stock.unread),
        "opened": stock.opened,
        "opened_since": stock.opened_since.isoformat(),
        "per_step": stock.arrivals,
        "unread_per_step": stock.unread,
        "opened_by_weekday_and_hour": stock.hours,
        "feeds": [{**feed._asdict(), "arrived": feed.arrived} for feed in stock.feeds],
        "quoted_most": [{"name": name, "quotes": quotes} for name, quotes in stock.speakers],
        "quotes": {
            "named_people": stock.speaking.people,
            "organisations": stock.speaking.bodies,
            "unnamed": stock.speaking.unnamed,
            "unknown": stock.speaking.unknown,
        },
    }
