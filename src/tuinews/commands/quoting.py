"""`quotes`."""

from __future__ import annotations

import argparse
import sys
import textwrap
from collections.abc import AsyncIterator

from tuinews.commands.queries import checked_query
from tuinews.commands.session import opened, run, styled, tell
from tuinews.commands.tables import room_for_tables
from tuinews.errors import UsageError
from tuinews.model.annotations import Certainty, QuoteKind
from tuinews.model.statements import Statement
from tuinews.newsroom import Newsroom, quote_files, quotes
from tuinews.query import QueryError
from tuinews.screen_text import line

_FIRST = 50


def quotes_command(options: argparse.Namespace) -> int:
    """List who said what."""
    query = _query(options)
    with opened(options.data_dir) as newsroom:
        if options.form:
            run(_write(newsroom, query, options.form, options.limit))
        else:
            run(_print(newsroom, query, options.limit or _FIRST))
    return 0


def _query(options: argparse.Namespace) -> str:
    """Return the query that the arguments make; raises UsageError."""
    typed = checked_query(options.query)
    try:
        return quotes.asking(typed, options.speaker, options.about, options.since, options.feed)
    except QueryError as error:
        raise UsageError(error.message) from error


async def _write(newsroom: Newsroom, query: str, form: str, limit: int | None) -> None:
    async for piece in quote_files.written(_first(quotes.every(newsroom, query), limit), form):
        sys.stdout.write(_sayable(piece))


def _sayable(piece: str) -> str:
    encoding = sys.stdout.encoding or "utf-8"
    return piece.encode(encoding, "replace").decode(encoding)


async def _first(statements: AsyncIterator[Statement], limit: int | None) -> AsyncIterator[Statement]:
    number = 0
    async for one in statements:
        if limit is not None and number == limit:
            return
        number += 1
        yield one


async def _print(newsroom: Newsroom, query: str, limit: int) -> None:
    count = 0
    async for one in _first(quotes.every(newsroom, query), limit + 1):
        if count == limit:
            tell(f"There are more; these are the newest {limit}. --limit shows others, --csv prints all.")
            return
        _print_one(one)
        count += 1
    if not count:
        names = "said:" in query or "who:" in query
        tell("Nothing was found." + (" `tuinews search person:NAME` has the articles that name them." if names else ""))


def _print_one(one: Statement) -> None:
    when = f"{one.published.astimezone():%Y-%m-%d}" if one.published else "no date"
    name = quote_files.who_says(one)
    mark = "?" if not one.speaker else "·" if one.certainty is Certainty.LIKELY else " "
    print(f"{mark} {styled(name, 'bold')}")
    words = line(one.words, 5_000) + (" (reported)" if one.kind is QuoteKind.INDIRECT else "")
    print(textwrap.indent("\n".join(textwrap.wrap(words, max(room_for_tables() - 4, 30))), "    "))
    print(styled(f"    {one.article_id}  {when}  {line(one.outlet, 60)}  {line(one.title, 200)}", "dim"))
