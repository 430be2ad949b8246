"""A decoded text to one article: its header, its furniture, its paragraphs, and the title it may lack."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final
from urllib.parse import urlsplit

from tuinews.formats.date_lines import date_in_address, date_in_dateline
from tuinews.formats.facts import Facts
from tuinews.formats.furniture import find_furniture
from tuinews.formats.paragraphs import set_rows
from tuinews.formats.text_decoding import PlainText
from tuinews.formats.text_header import read_footer, read_header
from tuinews.formats.titles import title_from_address, title_from_name, title_from_text
from tuinews.formats.wrapping import wrap_width
from tuinews.model.entries import Entry, Parsed
from tuinews.model.sources import Document
from tuinews.web_address import web_address, without_tracking

_LOOKED_AT: Final = 20_000
# More than is ever shown of an article; a million rows take ten seconds.
_MOST_ROWS: Final = 300_000


def article_of_text(
    plain: PlainText, document: Document, known: Facts, marks: Mapping[int, str] = MappingProxyType({})
) -> Parsed:
    """Return the article of a decoded text, of which some facts, and some rows to hide, may be known already."""
    rows = plain.text.split("\n", _MOST_ROWS)
    is_cut = len(rows) > _MOST_ROWS
    rows = rows[:_MOST_ROWS]
    header = read_header(rows, known)
    header.marks.update(marks)
    width = wrap_width(rows[header.start :])
    found = find_furniture(rows, header.start, wrap_width=width)
    hidden = {index: reason for index, reason in found.items() if index not in header.marks}
    read_footer(rows, header, hidden)
    told = hidden | header.marks
    content = set_rows(rows, told, width)
    notes = [furniture_note(len(hidden)), *plain.notes]
    notes += [f"only the first {_MOST_ROWS:,} lines were read"] if is_cut else []
    return finished(header.facts, story_of(rows, told), content, document, *notes)


def story_of(rows: Sequence[str], marks: Mapping[int, str]) -> str:
    """Return the beginning of a story without the rows that are not part of it."""
    story: list[str] = []
    length = 0
    for index, row in enumerate(rows):
        if index not in marks:
            story.append(row.strip())
            length += len(row) + 1
        if length > _LOOKED_AT:
            break
    return "\n".join(story).strip()


def furniture_note(count: int) -> str:
    """Return the sentence that says how many rows are hidden; "" for none."""
    if not count:
        return ""
    if count == 1:
        return "1 line hidden (. shows it)"
    return f"{count} lines hidden (. shows them)"


def finished(facts: Facts, story: str, content_html: str, document: Document, *notes: str) -> Parsed:
    """Return an article with the title, date and outlet that its address and its text give where nothing says them."""
    facts.add(Facts(url=without_tracking(web_address(document.url))))
    facts.add(Facts(published=date_in_address(facts.url) or date_in_dateline(story), outlet=_domain(facts.url)))
    title, origin = _title(facts, story, document)
    entry = Entry(
        url=facts.url,
        title=title,
        title_is_derived=bool(origin),
        authors=facts.authors,
        published=facts.published or facts.updated,
        updated=facts.updated if facts.published else None,
        summary_html=f"<p>{html.escape(facts.summary, quote=False)}</p>" if facts.summary else "",
        content_html=content_html,
        language=facts.language,
        outlet=facts.outlet,
        image_url=facts.image_url,
        tags=facts.tags,
    )
    told = (f"title derived from the {origin}" if origin else "", "" if entry.published else "no date", *notes)
    return Parsed(None, (entry,), _said(told))


def _title(facts: Facts, story: str, document: Document) -> tuple[str, str]:
    """Return the title, and what it was derived from where it was."""
    if facts.title:
        return facts.title, ""
    if title := title_from_address(facts.url, story):
        return title, "address"
    first = next((row for row in story.split("\n") if row and any(map(str.isalnum, row))), "")
    if title := title_from_text(_paragraph(story, first)):
        return title, "text"
    location = document.url or document.source.location
    if location == "-":
        return "Standard input", "file name"
    return title_from_name(location) or "Untitled", "file name"


def _paragraph(story: str, first: str) -> str:
    """Return the paragraph that a story begins with: its first row and those that stand under it."""
    if not first:
        return ""
    start = story.index(first)
    end = story.find("\n\n", start)
    return story[start : end if end >= 0 else None]


def _domain(url: str) -> str:
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def _said(notes: Iterable[str]) -> tuple[str, ...]:
    return tuple(note for note in notes if note)
