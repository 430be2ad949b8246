"""Markdown to one article; HTML inside it is shown as text."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from tuinews.formats.facts import facts_of
from tuinews.formats.front_matter import read_front_matter
from tuinews.formats.furniture import find_furniture
from tuinews.formats.paragraphs import DROPPED
from tuinews.formats.text_article import finished, furniture_note, story_of
from tuinews.formats.text_decoding import PlainText
from tuinews.formats.text_header import read_footer, read_header
from tuinews.model.entries import Parsed
from tuinews.model.sources import Document

LONGEST: Final = 500_000
"""A longer text is set as plain text: reading Markdown takes seconds for each million characters."""


@dataclass(frozen=True, slots=True)
class _Section:
    """A paragraph, heading, list … at the top level, as HTML and as rows of plain text."""

    rows: tuple[str, ...]
    content: str


def article_of_markdown(plain: PlainText, document: Document) -> Parsed:
    """Return the article of a Markdown text: front matter, then the same rules as for plain text, block by block."""
    source = plain.text.split("\n")
    fields, end = read_front_matter(source)
    sections = list(_sections("\n".join(source[end:])))
    rows: list[str] = []
    owners: list[int] = []
    for number, section in enumerate(sections):
        rows += [*section.rows, ""]
        owners += [number] * (len(section.rows) + 1)
    header = read_header(rows, facts_of(fields))
    found = find_furniture(rows, header.start)
    hidden = {index: reason for index, reason in found.items() if index not in header.marks}
    read_footer(rows, header, hidden)
    marks = _whole_sections(rows, owners, hidden | header.marks)
    content = [_front_matter(source[1 : end - 1])] if end else []
    content += [_marked(section, marks.get(number)) for number, section in enumerate(sections)]
    count = sum(index in hidden and owners[index] in marks for index in range(len(rows)))
    notes = (furniture_note(count), *plain.notes)
    return finished(header.facts, story_of(rows, header.marks | hidden), "\n".join(content), document, *notes)


def _sections(text: str) -> Iterator[_Section]:
    reader = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    tokens = reader.parse(text)
    start = depth = 0
    for place, token in enumerate(tokens, 1):
        depth += token.nesting
        if depth == 0:
            section = tokens[start:place]
            yield _Section(tuple(_rows(section)), reader.renderer.render(section, reader.options, {}).strip())
            start = place


def _rows(section: Sequence[Token]) -> Iterator[str]:
    """Yield the rows of plain text in a section; a heading that may be the title keeps its sign."""
    for token in section:
        if token.type == "inline":
            sign = "# " if section[0].tag in {"h1", "h2"} else ""
            yield from (sign + _plain(token.children or ())).split("\n")
        elif token.type in {"fence", "code_block"}:
            yield from token.content.rstrip("\n").split("\n")


def _plain(tokens: Sequence[Token]) -> str:
    pieces = []
    for token in tokens:
        if token.type in {"softbreak", "hardbreak"}:
            pieces.append("\n")
        else:
            pieces.append(token.content)
    return "".join(pieces)


def _whole_sections(rows: Sequence[str], owners: Sequence[int], marks: dict[int, str]) -> dict[int, str]:
    """Return the sections of which every row is marked, each with the mark of its first."""
    whole: dict[int, str] = {}
    broken: set[int] = set()
    for index, row in enumerate(rows):
        if index in marks:
            whole.setdefault(owners[index], marks[index])
        elif row.strip():
            broken.add(owners[index])
    return {number: mark for number, mark in whole.items() if number not in broken}


def _marked(section: _Section, mark: str | None) -> str:
    if mark is None:
        return section.content
    if mark == DROPPED:
        return ""
    return f'<div data-tuinews-hidden="{html.escape(mark)}">{section.content}</div>'


def _front_matter(rows: Sequence[str]) -> str:
    inside = "".join(f"<p>{html.escape(row.strip(), quote=False)}</p>" for row in rows if row.strip())
    return f'<div data-tuinews-hidden="header">{inside}</div>'
