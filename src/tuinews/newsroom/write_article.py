"""An article or a quote in a form for others: text, Markdown, HTML, JSON, and articles as an EPUB book."""

from __future__ import annotations

import html
import textwrap
from collections.abc import Sequence
from typing import Final

from tuinews import cleaning, screen_text
from tuinews.model.annotations import Quote
from tuinews.model.articles import ArticleRow, Reading
from tuinews.model.bodies import BlockKind, Body
from tuinews.newsroom.annotation_facts import annotation_facts
from tuinews.newsroom.json_text import json_text
from tuinews.web_address import without_login

ENDINGS: Final = {".md": "md", ".html": "html", ".txt": "text", ".json": "json", ".epub": "epub"}
"""The ends of file names and the forms they stand for."""

_MEASURE: Final = 76
_NO_BODY: Final = Body("", ())


def written(reading: Reading, form: str) -> str:
    """Return an article as text, md, html or json, of which nothing steers a terminal that shows it."""
    match form:
        case "md":
            return screen_text.block(_markdown(reading))
        case "html":
            return screen_text.block(cleaning.to_html(reading.article.row.title, reading.article.body or _NO_BODY))
        case "json":
            return json_text(article_json(reading)) + "\n"
        case _:
            return screen_text.block(_text(reading))


def written_quote(reading: Reading, quote: Quote, form: str) -> str:
    """Return a quote with its speaker and where it stands, as text, md, html or json."""
    body = reading.article.body or _NO_BODY
    words = " ".join(body.text[quote.start : quote.end].split())
    row = reading.article.row
    who = quote.speaker.name if quote.speaker else ""
    source = ", ".join(filter(None, (row.title, row.feed_title, _day(row))))
    match form:
        case "md":
            address = f" <{without_login(row.url)}>" if row.url else ""
            named = cleaning.markdown_escaped(", ".join(filter(None, (who, source))))
            return f"> {cleaning.markdown_escaped(words)}\n>\n> — {named}{address}\n"
        case "html":
            cite = f' cite="{html.escape(row.url)}"' if row.url else ""
            named = html.escape(", ".join(filter(None, (who, source))))
            return f"<blockquote{cite}><p>{html.escape(words)}</p><footer>{named}</footer></blockquote>\n"
        case "json":
            return json_text({"quote": words, "speaker": who or None, "article": _row_json(row)}) + "\n"
        case _:
            return (
                "\n".join(filter(None, (f"{words} – {who}" if who else words, source, without_login(row.url)))) + "\n"
            )


def article_json(reading: Reading) -> dict[str, object]:
    """Return an article with its people and quotes for JSON."""
    body = reading.article.body or _NO_BODY
    found = annotation_facts(reading.annotation, body.text) if reading.annotation else {}
    media = [enclosure._asdict() for enclosure in reading.article.enclosures]
    return {**_row_json(reading.article.row), "text": body.text, "enclosures": media, **found}


def written_together(readings: Sequence[Reading], form: str) -> str:
    """Return several articles as one text, Markdown, HTML or JSON document."""
    if len(readings) == 1:
        return written(readings[0], form)
    match form:
        case "json":
            return json_text([article_json(reading) for reading in readings]) + "\n"
        case "html":
            parts = [_inside(written(reading, form)) for reading in readings]
            head = f'<!DOCTYPE html>\n<html>\n<head>\n<meta charset="utf-8">\n<title>{len(readings)} articles</title>\n'
            return head + "</head>\n<body>\n" + "<hr>".join(parts) + "</body>\n</html>\n"
        case "md":
            return "\n---\n\n".join(written(reading, form) for reading in readings)
        case _:
            return f"\n{'=' * _MEASURE}\n\n".join(written(reading, form) for reading in readings)


def _inside(page: str) -> str:
    return page.partition("<body>")[2].rpartition("</body>")[0]


def _row_json(row: ArticleRow) -> dict[str, object]:
    return {
        "id": row.id,
        "title": row.title,
        "feed": row.feed_title,
        "author": ", ".join(row.authors) or None,
        "published": row.published.isoformat() if row.published else None,
        "url": row.url or None,
    }


def byline(row: ArticleRow) -> str:
    """Return who published an article, who wrote it and when."""
    return " · ".join(filter(None, (row.feed_title, ", ".join(row.authors), _day(row))))


def _day(row: ArticleRow) -> str:
    return f"{row.published.astimezone():%d %B %Y}".lstrip("0") if row.published else ""


def _markdown(reading: Reading) -> str:
    row = reading.article.row
    text = cleaning.to_markdown(row.title, reading.article.body or _NO_BODY)
    head, _, rest = text.partition("\n\n")
    named = cleaning.markdown_escaped(byline(row))
    source = f"{named}  \n<{without_login(row.url)}>" if row.url else named
    return f"{head}\n\n{source}\n\n{rest}" if row.title else f"{source}\n\n{text}"


def _text(reading: Reading) -> str:
    row, body = reading.article.row, reading.article.body or _NO_BODY
    parts = [
        "\n".join(textwrap.wrap(row.title, _MEASURE)),
        "\n".join(filter(None, (byline(row), without_login(row.url)))),
    ]
    for block in body.blocks:
        words = body.text[block.start : block.end]
        if block.is_hidden or block.kind in {BlockKind.IMAGE, BlockKind.RULE}:
            continue
        if block.kind in {BlockKind.CODE, BlockKind.TABLE}:
            parts.append(words)
            continue
        lead = "> " * block.quote_depth + (f"{block.marker} " if block.marker else "")
        rows = [
            row
            for part in words.split("\n")
            for row in textwrap.wrap(part, max(20, _MEASURE - len(lead)), break_long_words=False)
        ]
        hang = "> " * block.quote_depth + " " * (len(lead) - 2 * block.quote_depth)
        parts.append("\n".join((hang if number else lead) + row for number, row in enumerate(rows)))
    return "\n\n".join(filter(None, parts)) + "\n"
