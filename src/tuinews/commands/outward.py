"""`save` and `send`."""

from __future__ import annotations

import argparse
from pathlib import Path

from tuinews.commands.queries import checked_query
from tuinews.commands.session import complain, opened, print_json, run, tell
from tuinews.errors import UsageError
from tuinews.model.facts import as_facts
from tuinews.model.scopes import Scope
from tuinews.newsroom import Newsroom, complete
from tuinews.newsroom.mark import articles_in_words
from tuinews.newsroom.offload import WorkerOffload
from tuinews.newsroom.read import find_rows
from tuinews.newsroom.save_articles import MOST, FileThereError, form_of, save_articles
from tuinews.newsroom.send_articles import find_tool, send_articles
from tuinews.paths import named_file


def save(options: argparse.Namespace) -> int:
    """Write articles to a file."""
    path = named_file(options.file)
    form_of(path)
    with opened(options.data_dir, WorkerOffload(1)) as newsroom:
        ids = run(_meant(newsroom, options.query, options.limit))
        if not ids:
            raise UsageError("No article matches.")
        try:
            count = run(_save(newsroom, ids, path, overwrites=options.overwrite))
        except FileThereError as error:
            raise UsageError(f"{error.message} It was left as it is; --overwrite writes over it.") from error
    tell(f"{articles_in_words(count)} saved as {path}.")
    return 0


async def _meant(newsroom: Newsroom, words: list[str], limit: int) -> tuple[int, ...]:
    if all(word.isascii() and word.isdecimal() and len(word) < 19 for word in words):
        return tuple(map(int, words))
    rows = await find_rows(newsroom, Scope(words=checked_query(words)), limit)
    return tuple(row.id for row in rows)


async def _save(newsroom: Newsroom, ids: tuple[int, ...], path: Path, *, overwrites: bool) -> int:
    readings = [found for one in ids[:MOST] if (found := await complete.complete_reading(newsroom, one)) is not None]
    return save_articles(newsroom, readings, path, overwrites=overwrites)


def send(options: argparse.Namespace) -> int:
    """Send the addresses of articles to a place of the configuration."""
    with opened(options.data_dir) as newsroom:
        tool = find_tool(newsroom, options.name)
        sent = run(send_articles(newsroom, tool.name, options.ids))
    if options.json:
        print_json(as_facts(sent))
    else:
        for problem in sent.problems:
            complain(UsageError(problem, topic="tools"))
        print(f"sent {sent.articles:,}")
    return 1 if sent.problems else 0
