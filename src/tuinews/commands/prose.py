"""Articles set for a terminal: wrapped by cells, lists, code and tables as they are, people and quotes marked."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator

from tuinews.commands.session import is_colourful, styled
from tuinews.commands.tables import cell_width
from tuinews.model.annotations import Annotation
from tuinews.model.bodies import Block, BlockKind, Body
from tuinews.newsroom.analyse import Analysed
from tuinews.newsroom.export import people_facts
from tuinews.newsroom.marked import Marks, marked_blocks
from tuinews.screen_text import block, line, short_url

_SGR = re.compile(r"\x1b\[[0-9;]*m")
_BRACKETS = Marks(("[", "]"), ("", ""), lambda words: f" {{{line(words)}}}", block, reported=("‹", "›"))
_COLOURS = Marks(
    ("\x1b[1;36m", "\x1b[22;39m"),
    ("\x1b[3m", "\x1b[23m"),
    lambda words: f"\x1b[2m {{{line(words)}}}\x1b[22m",
    block,
    reported=("\x1b[2;3m", "\x1b[22;23m"),
)
_BARE = Marks(("", ""), ("", ""), lambda _: "", block)


def page_width(measure: int) -> int:
    """Return how wide prose is set: the reader's own measure where the terminal has room for it."""
    return max(20, min(measure, shutil.get_terminal_size((measure, 24)).columns))


def marked_lines(article: Analysed, *, in_colour: bool, width: int) -> Iterator[str]:
    """Yield an analysed article for people: title, facts, text with people and speakers marked, then the people."""
    entry = article.entry
    facts = [
        entry.outlet,
        ", ".join(entry.authors),
        f"{entry.published:%d %B %Y}".lstrip("0") if entry.published else "",
        short_url(entry.url),
        *article.notices,
    ]
    yield from head_lines(article.title, facts, is_derived=entry.title_is_derived, width=width)
    yield from text_lines(article.body, article.annotation, _COLOURS if in_colour else _BRACKETS, width)
    hidden = sum(part.is_hidden for part in article.body.blocks)
    if hidden:
        yield from ("", styled(f"{_count(hidden, 'line')} of site furniture left out", "dim"))
    yield from _people_lines(article.annotation)


def reading_lines(body: Body, annotation: Annotation | None, width: int) -> Iterator[str]:
    """Yield a stored article's text: people and quotes in colour on a terminal, bare words elsewhere."""
    return text_lines(body, annotation, _COLOURS, width) if is_colourful() else text_lines(body, None, _BARE, width)


def head_lines(title: str, facts: list[str], *, is_derived: bool = False, width: int) -> Iterator[str]:
    """Yield a title and, below it, who published it when and where."""
    for row in wrapped(line(title), width):
        yield styled(row, "bold", *(["italic"] if is_derived else []))
    for row in wrapped(" · ".join(filter(None, map(line, facts))), width):
        yield styled(row, "dim")


def text_lines(body: Body, annotation: Annotation | None, marks: Marks, width: int) -> Iterator[str]:
    """Yield the rows of an article's text, a blank one before each block but between the items of a list."""
    before: Block | None = None
    for part, text in marked_blocks(body, annotation, marks):
        is_in_list = before is not None and before.kind is part.kind is BlockKind.ITEM
        if not is_in_list:
            yield ""
        yield from _block_lines(part, text, width)
        before = part


def _block_lines(part: Block, text: str, width: int) -> Iterator[str]:
    lead = "> " * part.quote_depth
    match part.kind:
        case BlockKind.CODE:
            yield from (f"{lead}    {row}".rstrip() for row in text.split("\n"))
        case BlockKind.TABLE:
            yield from (f"{lead}{row}" for row in _table_lines(text))
        case BlockKind.RULE:
            yield lead + "─" * min(12, width)
        case BlockKind.IMAGE:
            yield from (
                styled(row, "dim") for row in wrapped(f"[image: {text or 'no description'}]", width, lead, lead)
            )
        case BlockKind.HEADING:
            yield from (styled(row, "bold") for row in wrapped(text, width, lead, lead))
        case BlockKind.ITEM:
            first = f"{lead}{'  ' * (part.level - 1)}{part.marker or '•'} "
            yield from wrapped(text, width, first, lead + " " * (len(first) - len(lead)))
        case _:
            yield from wrapped(text, width, lead, lead)


def wrapped(text: str, width: int, first: str = "", rest: str = "") -> Iterator[str]:
    """Yield text in rows of `width` cells; colour codes take no room, a word that is too long gets a row of its own."""
    lead = first
    for paragraph in text.split("\n"):
        row, room = list[str](), width - len(lead)
        for word in paragraph.split():
            cells = cell_width(_SGR.sub("", word))
            if row and cells + 1 > room:
                yield lead + " ".join(row)
                lead, row, room = rest, [], width - len(rest)
            room -= cells + (1 if row else 0)
            row.append(word)
        if row:
            yield lead + " ".join(row)
            lead = rest


def _table_lines(text: str) -> Iterator[str]:
    rows = [row.split("\t") for row in text.split("\n")]
    widths = [0] * max(map(len, rows))
    for cells in rows:
        for index, cell in enumerate(cells):
            widths[index] = max(widths[index], cell_width(_SGR.sub("", cell)))
    for cells in rows:
        filled = (cell + " " * (widths[i] - cell_width(_SGR.sub("", cell))) for i, cell in enumerate(cells))
        yield "  ".join(filled).rstrip()


def _people_lines(annotation: Annotation) -> Iterator[str]:
    people = people_facts(annotation)
    widest = max((cell_width(line(person.name)) for person in people), default=0)
    if people:
        yield ""
    for person in people:
        counts = [
            _count(person.mentions, "mention"),
            _count(person.quotes, "quote") if person.quotes else "",
            f"{person.reported} reported" if person.reported else "",
        ]
        name = line(person.name)
        facts = " · ".join(filter(None, [*counts, line(person.role)]))
        yield f"{styled(name, 'bold')}{' ' * (widest - cell_width(name))}  {styled(facts, 'dim')}"


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def page_lines(page: dict[str, object], width: int) -> Iterator[str]:
    """Yield an extracted page for people: title, byline and date, text."""
    facts = [str(page[key]) for key in ("byline", "published") if page[key]]
    yield from (*head_lines(str(page["title"]), facts, width=width), "")
    for paragraph in block(str(page["text"])).split("\n"):
        yield from wrapped(paragraph, width) if paragraph.strip() else [""]
