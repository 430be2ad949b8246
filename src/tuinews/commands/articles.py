"""`list` and `show`."""

from __future__ import annotations

import argparse
import sys
import textwrap

from tuinews.commands.session import opened, print_json, run, styled, tell
from tuinews.commands.tables import print_columns
from tuinews.errors import UsageError
from tuinews.model import ArticleRow, Reading, Scope, ScopeKind
from tuinews.newsroom import Newsroom, complete, export
from tuinews.newsroom.offload import WorkerOffload
from tuinews.newsroom.read import every_feed, find_rows, load
from tuinews.screen_text import block


def list_articles(options: argparse.Namespace) -> int:
    """List the articles that match."""
    with opened(options.data_dir) as newsroom:
        rows = run(find_rows(newsroom, _scope(newsroom, options.query), options.limit))
    if options.json:
        print_json([_row_facts(row) for row in rows])
        return 0
    if not rows:
        tell("No article matches." if options.query else "There are no articles yet. `tuinews refresh` fetches some.")
        return 0
    print_columns(
        ("id", "", "published", "feed", "title"),
        [
            (
                str(row.id),
                ("★" if row.is_starred else "") + ("" if row.is_read else "●"),
                f"{row.published.astimezone():%Y-%m-%d %H:%M}" if row.published else "no date",
                row.feed_title[:28],
                row.title,
            )
            for row in rows
        ],
        flexible=4,
        numbers=(0,),
    )
    return 0


_IS = {
    "unread": ScopeKind.UNREAD,
    "starred": ScopeKind.STARRED,
    "later": ScopeKind.LATER,
    "today": ScopeKind.TODAY,
}


def _scope(newsroom: Newsroom, words: list[str]) -> Scope:
    kind, feed_id, unread_only, plain = ScopeKind.ALL, 0, False, list[str]()
    for word in " ".join(words).split():
        name, _, value = word.partition(":")
        if name == "is" and value in _IS:
            if value == "unread":
                unread_only = True
            else:
                kind = _IS[value]
        elif name == "feed" and value:
            wanted = value.casefold()
            found = [f for f in every_feed(newsroom) if str(f.id) == value or wanted in f.title.casefold()]
            if not found:
                raise UsageError(f"There is no feed {value}. `tuinews feeds` lists them.")
            kind, feed_id = ScopeKind.FEED, found[0].id
        elif name == "is":
            raise UsageError(f"{word}: after is: one of {', '.join(_IS)} was expected.")
        else:
            plain.append(word)
    return Scope(kind, feed_id, unread_only=unread_only, words=" ".join(plain))


def _row_facts(row: ArticleRow) -> dict[str, object]:
    return {
        "id": row.id,
        "title": row.title,
        "feed": row.feed_title,
        "author": ", ".join(row.authors) or None,
        "published": row.published.isoformat() if row.published else None,
        "url": row.url or None,
        "read": row.is_read,
        "starred": row.is_starred,
        "later": row.is_later,
        "people": row.people,
        "quotes": row.quotes,
    }


def show(options: argparse.Namespace) -> int:
    """Print one article."""
    with opened(options.data_dir, WorkerOffload(1)) as newsroom:
        reading = run(_completed(newsroom, options.id))
    match options.format:
        case "json":
            print_json(_row_facts(reading.article.row) | export.facts(reading))
        case "md":
            sys.stdout.write(export.as_markdown(reading))
        case "html":
            sys.stdout.write(export.as_html(reading))
        case _:
            _print_text(reading)
    return 0


async def _completed(newsroom: Newsroom, article_id: int) -> Reading:
    await complete.complete_one(newsroom, article_id)
    reading = await load(newsroom, article_id)
    if reading is None:
        raise UsageError(f"There is no article {article_id}. `tuinews list` shows their numbers.")
    return reading


def _print_text(reading: Reading) -> None:
    row = reading.article.row
    published = f"{row.published.astimezone():%d %B %Y, %H:%M}" if row.published else "no date"
    print(styled(block(row.title), "bold"))
    print(styled(" · ".join(filter(None, [row.feed_title, ", ".join(row.authors), published, row.url])), "dim"))
    body = reading.article.body
    for part in body.blocks if body else ():
        if part.is_hidden or body is None:
            continue
        print()
        text = body.text[part.start : part.end]
        lead = "> " * part.quote_depth + ("  " * (part.level - 1) + f"{part.marker} " if part.marker else "")
        for piece in text.split("\n"):
            print(
                textwrap.fill(piece, 78, initial_indent=lead, subsequent_indent=" " * len(lead), break_long_words=False)
                if piece
                else ""
            )
