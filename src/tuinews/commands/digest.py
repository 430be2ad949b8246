"""`digest`."""

from __future__ import annotations

import argparse
import re
import sys
from datetime import datetime, timedelta

from tuinews.commands.queries import checked_query
from tuinews.commands.session import opened, print_json, run
from tuinews.errors import UsageError
from tuinews.newsroom import Newsroom, write_digest
from tuinews.newsroom.compile_digest import compile_digest
from tuinews.query import dates

_HOURS = re.compile(r"(\d{1,4})h")


def digest(options: argparse.Namespace) -> int:
    """Print what is new."""
    with opened(options.data_dir) as newsroom:
        since = _since(newsroom, options.since)
        query, people = checked_query(options.query), options.person
        found = run(compile_digest(newsroom, since, query=query, people=people, limit=options.limit))
    if options.unless_empty and not found.articles:
        return 0
    match options.format:
        case "json":
            print_json(write_digest.as_json(found))
        case "md":
            sys.stdout.write(write_digest.as_markdown(found))
        case "html":
            sys.stdout.write(write_digest.as_html(found))
        case _:
            sys.stdout.write(write_digest.as_text(found))
    return 0


def _since(newsroom: Newsroom, told: str) -> datetime:
    if hours := _HOURS.fullmatch(told.lower()):
        return newsroom.clock() - timedelta(hours=int(hours[1]))
    day = dates.canonical_day(told)
    if day is None:
        raise UsageError(f"{told} is no time: {dates.EXPECTED}, or hours such as 12h.")
    return dates.first_moment(day, newsroom.today())
