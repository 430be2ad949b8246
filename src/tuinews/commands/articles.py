"""`list` and `show`."""

from __future__ import annotations

import argparse
import sys

from tuinews.commands.full_text import read_article
from tuinews.commands.prose import head_lines, page_width, reading_lines
from tuinews.commands.queries import checked_query
from tuinews.commands.session import opened, print_json, run, styled, tell
from tuinews.commands.tables import fitted, print_columns
from tuinews.model.articles import ArticleRow, Reading, TextSource
from tuinews.model.events import Compared
from tuinews.model.scopes import Scope
from tuinews.newsroom import compare, export
from tuinews.newsroom.offload import WorkerOffload
from tuinews.newsroom.read import find_rows
from tuinews.screen_text import line
from tuinews.web_address import without_login


def list_articles(options: argparse.Namespace) -> int:
    """List the articles that match."""
    with opened(options.data_dir) as newsroom:
        rows = run(find_rows(newsroom, Scope(words=checked_query(options.query)), options.limit))
    if options.json:
        print_json([row_facts(row) for row in rows])
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
                f"{row.published.astimezone():%Y-%m-%d %H:%M}" if row.published else _no_date(row),
                fitted(row.feed_title, 28).rstrip(),
                row.title,
            )
            for row in rows
        ],
        flexible=(3, 4),
        numbers=(0,),
    )
    return 0


def _no_date(row: ArticleRow) -> str:
    return "date unclear" if row.is_date_unclear else "no date"


def row_facts(row: ArticleRow) -> dict[str, object]:
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
        "updated": row.replaced.isoformat() if row.replaced else None,
    }


def show(options: argparse.Namespace) -> int:
    """Print one article."""
    with opened(options.data_dir, WorkerOffload(1)) as newsroom:
        reading = run(read_article(newsroom, options.id, options.source, is_fetched=options.full_text))
        measure = newsroom.config.view_measure
        compared = run(compare.changes(newsroom, options.id)) if options.diff else None
    if options.diff:
        _print_changes(reading, compared, options.format, measure)
        return 0
    match options.format:
        case "text" if reading.article.source is TextSource.RAW and reading.article.body is not None:
            print(reading.article.body.text)
        case "json":
            print_json(row_facts(reading.article.row) | export.facts(reading))
        case "md":
            sys.stdout.write(export.as_markdown(reading))
        case "html":
            sys.stdout.write(export.as_html(reading))
        case _:
            _print_text(reading, measure)
    return 0


def _print_changes(reading: Reading, compared: Compared | None, form: str, measure: int) -> None:
    if form == "json":
        print_json(row_facts(reading.article.row) | {"diff": compared.body.text if compared else None})
    elif compared is None:
        tell("This article has not changed since it came.")
    else:
        row, width = reading.article.row, page_width(measure)
        dates = [f"came {compared.added.astimezone():%Y-%m-%d %H:%M}"]
        dates += [f"changed {compared.changed.astimezone():%Y-%m-%d %H:%M}"]
        print(*head_lines(row.title, [row.feed_title, *dates], width=width), sep="\n")
        print(*reading_lines(compared.body, None, width), sep="\n")


def _print_text(reading: Reading, measure: int) -> None:
    row, width = reading.article.row, page_width(measure)
    published = f"{row.published.astimezone():%d %B %Y, %H:%M}".lstrip("0") if row.published else _no_date(row)
    print(*head_lines(row.title, [row.feed_title, ", ".join(row.authors), published], width=width), sep="\n")
    if row.url:
        print(styled(line(without_login(row.url)), "dim"))
    if reading.article.body is not None:
        print(*reading_lines(reading.article.body, reading.annotation, width), sep="\n")
