"""Giving articles and analyses out: JSON, Markdown, HTML."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tuinews import cleaning
from tuinews.model.annotations import Annotation, QuoteKind
from tuinews.model.articles import Reading
from tuinews.model.bodies import Block, BlockKind, Body
from tuinews.model.facts import as_facts
from tuinews.newsroom import Newsroom
from tuinews.newsroom.analyse import Analysed
from tuinews.newsroom.annotation_facts import annotation_facts
from tuinews.newsroom.json_text import json_text as json_text
from tuinews.newsroom.marked import Marks, marked_blocks
from tuinews.screen_text import block
from tuinews.store import dump
from tuinews.web_address import without_login

_NO_BODY = Body("", ())


def facts(reading: Reading) -> dict[str, object]:
    """Return an article's text, people and quotes for JSON."""
    body = reading.article.body or _NO_BODY
    found = annotation_facts(reading.annotation, body.text) if reading.annotation else {}
    return {"language": reading.article.language or None, "text": body.text, **found}


def as_markdown(reading: Reading) -> str:
    """Return an article as Markdown."""
    return block(cleaning.to_markdown(reading.article.row.title, reading.article.body or _NO_BODY))


def as_html(reading: Reading) -> str:
    """Return an article as an HTML page."""
    return block(cleaning.to_html(reading.article.row.title, reading.article.body or _NO_BODY))


def everything(newsroom: Newsroom, *, with_passwords: bool = False) -> Iterator[str]:
    """Yield the archive as pieces of one JSON object: feeds, kept queries, then articles with marks and texts."""
    feeds = newsroom.database.read(dump.feed_facts)
    if not with_passwords:
        feeds = [feed | {"url": without_login(str(feed["url"]))} for feed in feeds]
    yield '{"feeds": '
    yield json_text(feeds)
    for name in ("smart_folders", "mute_rules"):
        yield f', "{name}": {json_text(newsroom.database.read(dump.kept_queries, name))}'
    yield ', "articles": ['
    after, separator = 0, "\n"
    while chunk := newsroom.database.read(dump.article_facts, after, 500):
        for article in chunk:
            yield separator + json_text(article)
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
        **annotation_facts(annotation, article.body.text),
    }


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """One person of an article, counted."""

    name: str
    role: str
    mentions: int
    quotes: int
    reported: int
    """How often it is told what they said, in other words than theirs."""


def people_facts(annotation: Annotation) -> tuple[PersonFacts, ...]:
    """Return the people of an article with how often each is named and quoted."""
    mentions = Counter(mention.person for mention in annotation.mentions)
    said = Counter((quote.speaker.person, quote.kind) for quote in annotation.quotes if quote.speaker)
    return tuple(
        PersonFacts(
            person.name,
            person.role,
            mentions[index],
            said[index, QuoteKind.SPEECH],
            said[index, QuoteKind.INDIRECT],
        )
        for index, person in enumerate(annotation.people)
    )


def analysis_page(articles: Sequence[Analysed]) -> str:
    """Return an HTML page with the people and quotes of these articles marked."""
    parts = []
    for article in articles:
        blocks = "".join(map(_as_element, marked_blocks(article.body, article.annotation, _HTML_MARKS)))
        parts.append(f"<article>\n<h1>{html.escape(article.title)}</h1>\n{blocks}</article>\n")
    title = html.escape(articles[0].title) if articles else "tuinews"
    head = f'<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>{title}</title>\n{_PAGE_STYLE}\n'
    return f"{head}{''.join(parts)}</html>\n"


def _as_element(marked: tuple[Block, str]) -> str:
    block, content = marked
    match block.kind:
        case BlockKind.RULE:
            return "<hr>\n"
        case BlockKind.HEADING:
            name = f"h{min(block.level + 1, 6)}"
        case BlockKind.CODE | BlockKind.TABLE:
            name = "pre"
        case _:
            name = "p"
    lead = f"{html.escape(block.marker)} " if block.marker else ""
    return f"<{name}>{lead}{content}</{name}>\n"


_HTML_MARKS = Marks(
    ("<b class=person>", "</b>"),
    ("<q class=quote>", "</q>"),
    lambda words: f"<small class=speaker>{html.escape(words)}</small>",
    html.escape,
    reported=("<span class=reported>", "</span>"),
)
_PAGE_STYLE = (
    "<style>body{font:18px/1.5 Georgia,serif;max-width:38em;margin:2em auto;padding:0 1em}"
    ".person{color:#0b6e75}.quote{background:#fbf3d9;quotes:none}.reported{background:#fdfaf0;color:#555}.speaker{color:#666;margin-left:.3em}</style>"
)
