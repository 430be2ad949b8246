"""Giving articles and analyses out: JSON, Markdown, HTML, and text with people and speakers marked."""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from tuinews import cleaning
from tuinews.annotator import export as annotator_export
from tuinews.model import Body, Quote, Reading, as_facts
from tuinews.newsroom import Newsroom
from tuinews.newsroom.analyse import Analysed
from tuinews.screen_text import block
from tuinews.store import dump

_NO_BODY = Body("", ())


def facts(reading: Reading) -> dict[str, object]:
    """Return an article's text, people and quotes for JSON."""
    body = reading.article.body or _NO_BODY
    found = annotator_export.to_json(reading.annotation, body.text) if reading.annotation else {}
    return {"language": reading.article.language or None, "text": body.text, **found}


def as_markdown(reading: Reading) -> str:
    """Return an article as Markdown."""
    return cleaning.to_markdown(reading.article.row.title, reading.article.body or _NO_BODY)


def as_html(reading: Reading) -> str:
    """Return an article as an HTML page."""
    return cleaning.to_html(reading.article.row.title, reading.article.body or _NO_BODY)


def everything(newsroom: Newsroom) -> Iterator[str]:
    """Yield the archive as pieces of one JSON object: feeds, then articles with their marks and texts."""
    yield '{"feeds": '
    yield json.dumps(newsroom.database.read(dump.feed_facts), ensure_ascii=False)
    yield ', "articles": ['
    after, separator = 0, "\n"
    while chunk := newsroom.database.read(dump.article_facts, after, 500):
        for article in chunk:
            yield separator + json.dumps(article, ensure_ascii=False)
            separator = ",\n"
        after = int(str(chunk[-1]["id"]))
    yield "]}\n"


def analysis_facts(article: Analysed) -> dict[str, object]:
    """Return an analysed article for JSON: facts, text, people with roles, mentions, quotes."""
    entry, annotation = article.entry, article.annotation
    return {
        "title": article.title,
        "title_is_derived": entry.title_is_derived,
        "outlet": entry.outlet or None,
        "authors": entry.authors,
        "published": entry.published.isoformat() if entry.published else None,
        "url": entry.url or None,
        "language": entry.language or article.body.language or None,
        "text": article.body.text,
        "persons": as_facts(annotation.people),
        **annotator_export.to_json(annotation, article.body.text),
    }


def people_lines(article: Analysed) -> list[str]:
    """Return a line for each person: name, role, mentions, quotes."""
    annotation = article.annotation
    lines = []
    for index, person in enumerate(annotation.people):
        mentions = sum(mention.person == index for mention in annotation.mentions)
        quotes = sum(quote.speaker is not None and quote.speaker.person == index for quote in annotation.quotes)
        counts = [_count(mentions, "mention"), *([_count(quotes, "quote")] if quotes else [])]
        lines.append(" · ".join(filter(None, [person.name, person.role, *counts])))
    return lines


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def marked_text(article: Analysed) -> str:
    """Return the text with [people] in brackets and the speaker behind each quote: “…”{Name}."""
    return _marked(article, _Marks(("[", "]"), ("", ""), lambda words: f"{{{words}}}", str))


def coloured_text(article: Analysed) -> str:
    """Return the text with people and quotes in terminal colours."""
    speaker = "\x1b[2m {}\x1b[22m".format
    return _marked(
        article,
        _Marks(("\x1b[1;36m", "\x1b[22;39m"), ("\x1b[3m", "\x1b[23m"), lambda words: speaker(block(words)), block),
    )


def analysis_page(articles: Sequence[Analysed]) -> str:
    """Return an HTML page with the people and quotes of these articles marked."""
    parts = []
    for article in articles:
        marked = _marked(
            article,
            _Marks(
                ("<b class=person>", "</b>"),
                ("<q class=quote>", "</q>"),
                lambda words: f"<small class=speaker>{html.escape(words)}</small>",
                html.escape,
            ),
        )
        paragraphs = "".join(f"<p>{paragraph}</p>\n" for paragraph in marked.split("\n\n"))
        parts.append(f"<article>\n<h1>{html.escape(article.title)}</h1>\n{paragraphs}</article>\n")
    title = html.escape(articles[0].title) if articles else "tuinews"
    head = f'<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>{title}</title>\n{_PAGE_STYLE}\n'
    return f"{head}{''.join(parts)}</html>\n"


_PAGE_STYLE = (
    "<style>body{font:18px/1.5 Georgia,serif;max-width:38em;margin:2em auto;padding:0 1em}"
    ".person{color:#0b6e75}.quote{background:#fbf3d9;quotes:none}.speaker{color:#666;margin-left:.3em}</style>"
)


@dataclass(frozen=True, slots=True)
class _Marks:
    """What stands around people and quotes, and how text and speakers are written."""

    person: tuple[str, str]
    quote: tuple[str, str]
    speaker: Callable[[str], str]
    escape: Callable[[str], str]


def _marked(article: Analysed, style: _Marks) -> str:
    text, annotation = article.body.text, article.annotation
    # (place, order among marks at one place, mark): what closes comes before what opens.
    marks = list[tuple[int, int, str]]()
    for mention in annotation.mentions:
        marks += [(mention.start, 2, style.person[0]), (mention.end, 0, style.person[1])]
    for quote in annotation.quotes:
        speaker = style.speaker(_speaker_words(quote))
        marks += [(quote.start, 1, style.quote[0]), (quote.end, 1, style.quote[1] + speaker)]
    # Hidden furniture is left out; nothing in it is marked.
    marks += [(block.start, 3, _HIDE) for block in article.body.blocks if block.is_hidden]
    marks += [(block.end, -1, _SHOW) for block in article.body.blocks if block.is_hidden]
    pieces, at, is_hidden = list[str](), 0, False
    for place, _, mark in sorted(marks, key=lambda mark: mark[:2]):
        if not is_hidden:
            pieces.append(style.escape(text[at:place]))
        if mark in (_HIDE, _SHOW):
            is_hidden = mark == _HIDE
        else:
            pieces.append(mark)
        at = place
    if not is_hidden:
        pieces.append(style.escape(text[at:]))
    return "".join(pieces).rstrip()


_HIDE, _SHOW = "\0hide", "\0show"


def _speaker_words(quote: Quote) -> str:
    if quote.speaker is None:
        return "?"
    return quote.speaker.name + ("" if quote.speaker.certainty == "certain" else " ·")
