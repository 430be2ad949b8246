"""An article's blocks set into lines, one after the other, so that a long article can be shown before it is all set."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType
from typing import Final

from rich.cells import cell_len

from tuinews.model.bodies import Block, BlockKind, Body, Run, RunStyle
from tuinews.ui.cells import is_right_to_left
from tuinews.ui.pieces import BLANK, Align, Line, Piece, Role, Span, Target, Trait
from tuinews.ui.tables import set_table
from tuinews.ui.wrapping import chop, wrap

_CHUNK: Final = 6000
"""How many characters are broken into lines in one go: less than a millisecond of work."""
_DEEPEST: Final = 5
"""Lists and quotes nested deeper than this are set like this, to leave room for their text."""
_LEAST_TEXT: Final = 12
_ORNAMENT: Final = "·  ·  ·"

_ROLES: Final = {
    BlockKind.CAPTION: Role.CAPTION,
    BlockKind.CODE: Role.CODE,
    BlockKind.IMAGE: Role.IMAGE,
}
_HEADINGS: Final = (Role.HEADING_1, Role.HEADING_2, Role.HEADING_3, Role.HEADING_4)
_TRAITS: Final = {
    RunStyle.STRONG: Trait.STRONG,
    RunStyle.EMPHASIS: Trait.EMPHASIS,
    RunStyle.CODE: Trait.CODE,
    RunStyle.LINK: Trait.LINK,
    RunStyle.STRIKE: Trait.STRIKE,
    RunStyle.SUPER: Trait.SMALL,
    RunStyle.SUB: Trait.SMALL,
}
_RAISED: Final = str.maketrans("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")
_LOWERED: Final = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")


def set_body(
    body: Body,
    measure: int,
    numbers: dict[str, int],
    *,
    shows_hidden: bool,
    hidden_key: str,
    pictures: Mapping[str, Callable[[], Iterator[Line]]] = MappingProxyType({}),
) -> Iterator[Line | None]:
    """Yield the lines of an article's blocks; links are numbered in `numbers` as they come.

    Args:
        pictures: the rows of the pictures that are shown, by their addresses.
    """
    previous: Block | None = None
    blocks = body.blocks
    for is_hidden, group in groupby(range(len(blocks)), key=lambda index: blocks[index].is_hidden):
        indexes = list(group)
        if is_hidden:
            lines = sum(_line_count(blocks[index], body.text) for index in indexes)
            if previous is not None:
                yield BLANK
            yield from _hidden_marker(lines, measure, hidden_key, is_open=shows_hidden)
            previous = blocks[indexes[0]]
            if not shows_hidden:
                continue
        for index in indexes:
            for _ in range(_gap(previous, blocks[index])):
                yield BLANK
            previous = blocks[index]
            if previous.kind is BlockKind.IMAGE and previous.href in pictures:
                yield from pictures[previous.href]()
            marker = _hung_marker(blocks, index) if previous.kind is BlockKind.ITEM else ""
            yield from _set_block(body.text, previous, marker, measure, numbers)


def hidden_lines(body: Body) -> int:
    """Return how many lines of an article the importer hid."""
    return sum(_line_count(block, body.text) for block in body.blocks if block.is_hidden)


def links_of(body: Body, *, shows_hidden: bool) -> list[tuple[str, str]]:
    """Return label and address of an article's links, each address once, in the order of their numbers."""
    found: dict[str, str] = {}
    for block in body.blocks:
        if block.is_hidden and not shows_hidden:
            continue
        links = [run for run in block.runs if run.style is RunStyle.LINK and run.href]
        for run in sorted(links, key=lambda run: (run.end, run.href)):
            found.setdefault(run.href, body.text[run.start : run.end])
        if block.kind is BlockKind.IMAGE and block.href:
            found.setdefault(block.href, body.text[block.start : block.end])
    return [(label, href) for href, label in found.items()]


# ------------------------------------------------------------------------------------------------- blocks


def _set_block(text: str, block: Block, marker: str, measure: int, numbers: dict[str, int]) -> Iterator[Line | None]:
    if block.kind is BlockKind.RULE:
        yield Line(Piece(_ORNAMENT, Role.RULE, align=Align.CENTRE), 0, len(_ORNAMENT))
    elif block.kind is BlockKind.TABLE:
        feed = RunFeed(block.runs)
        yield from set_table(text, block, measure, lambda start, end: dress(text, feed, start, end, numbers))
    else:
        yield from _set_text(text, block, marker, measure, numbers)


def _set_text(text: str, block: Block, marker: str, measure: int, numbers: dict[str, int]) -> Iterator[Line]:
    """Yield the lines of a block of running text, in chunks so that no block is too long to be stopped in."""
    bars = min(block.quote_depth, _DEEPEST)
    indent = min(2 * bars + _item_indent(block, marker), max(0, measure - _LEAST_TEXT))
    # On a narrow page the marker stays whole, and bars that have no room beside it are left out.
    lead = cell_len(marker) + 1 if marker else 0
    indent = max(indent, min(lead, measure - 1))
    bars = min(bars, max(0, indent - lead) // 2)
    role = Role.HIDDEN if block.is_hidden else _role(block)
    is_code = block.kind is BlockKind.CODE
    indent += is_code
    width = measure - indent - is_code
    align = Align.RIGHT if is_right_to_left(text[block.start : block.start + 200]) and not is_code else Align.LEFT
    start = block.start
    feed = RunFeed(block.runs)
    while start < block.end or start == block.start:
        end = min(start + _CHUNK, block.end)
        shown, inserts, spans = dress(text, feed, start, end, numbers)
        target = None
        if block.kind is BlockKind.IMAGE and end == block.end:
            shown, inserts, spans, target = _framed(block, shown, numbers)
        before = marker + " " if marker and start == block.start else ""
        piece = Piece(shown, role, start, inserts, spans, before, indent, bars, align, target)
        breaker = chop if is_code else wrap
        lines = list(breaker(shown, width, 0, len(shown), 2 if is_code else 0))
        if end < block.end and len(lines) > 1:
            # The chunk's last line is not full: the next chunk begins with it.
            end = piece.to_text(lines.pop()[0])
        for number, (first, last) in enumerate(lines):
            is_continued = is_code and first > 0 and shown[first - 1] != "\n"
            yield Line(piece, first, last, 2 if is_continued else 0, number == 0)
        if end == block.end:
            break
        start = end


class RunFeed:
    """A block's runs, handed out for one stretch after the other."""

    # No text needs more over a chunk; nested without end they would cost more than they show.
    _MOST: Final = 2000

    def __init__(self, runs: Sequence[Run]) -> None:
        self._coming = sorted(runs, key=lambda run: run.start, reverse=True)
        self._active: list[Run] = []

    def over(self, start: int, end: int) -> list[Run]:
        """Return the runs that touch a stretch; stretches are asked for in order of their starts."""
        while self._coming and self._coming[-1].start < end:
            self._active.append(self._coming.pop())
        self._active = [run for run in self._active if run.end > start][: self._MOST]
        return [run for run in self._active if run.start < end]


def dress(
    text: str, feed: RunFeed, start: int, end: int, numbers: dict[str, int]
) -> tuple[str, tuple[tuple[int, int], ...], tuple[Span, ...]]:
    """Return a stretch of the text as it is shown, with footnote numbers behind its links, and its spans."""
    runs = feed.over(start, end)
    if not runs:
        return text[start:end].replace("\t", " "), (), ()
    plain = _raised_and_lowered(text, runs, start, end).replace("\t", " ")
    parts: list[str] = []
    inserts: list[tuple[int, int]] = []
    notes: list[Span] = []
    done = added = 0
    for offset, href in sorted({(run.end, run.href) for run in runs if run.style is RunStyle.LINK and run.href}):
        if not start < offset <= end:
            continue
        note = f"[{numbers.setdefault(href, len(numbers) + 1)}]"
        parts += [plain[done : offset - start], note]
        done = offset - start
        inserts.append((done + added, done + added + len(note)))
        notes.append(Span(*inserts[-1], Trait.FAINT, target=Target(href=href)))
        added += len(note)
    shown = "".join((*parts, plain[done:]))
    frame = Piece(shown, Role.BODY, start, tuple(inserts))
    spans = [
        Span(
            frame.from_text(max(run.start, start)),
            frame.end_from_text(min(run.end, end)),
            _TRAITS[run.style],
            target=Target(href=run.href) if run.href else None,
        )
        for run in runs
    ]
    return shown, tuple(inserts), (*spans, *notes)


def _raised_and_lowered(text: str, runs: Sequence[Run], start: int, end: int) -> str:
    """Return `text[start:end]` with raised and lowered figures as the characters that exist for them."""
    plain = text[start:end]
    for run in runs:
        table = {RunStyle.SUPER: _RAISED, RunStyle.SUB: _LOWERED}.get(run.style)
        if table is not None:
            first, last = max(run.start, start) - start, min(run.end, end) - start
            stretch = plain[first:last]
            if all(ord(char) in table for char in stretch):
                plain = plain[:first] + stretch.translate(table) + plain[last:]
    return plain


def _framed(
    block: Block, shown: str, numbers: dict[str, int]
) -> tuple[str, tuple[tuple[int, int], ...], tuple[Span, ...], Target | None]:
    """Return an image's words in their frame, with its number."""
    opening = "[image: " if shown else "[image"
    note = f"[{numbers.setdefault(block.href, len(numbers) + 1)}]" if block.href else ""
    framed = f"{opening}{shown}]{note}"
    inserts = ((0, len(opening)), (len(opening) + len(shown), len(framed)))
    return framed, inserts, (), Target(href=block.href) if block.href else None


def _role(block: Block) -> Role:
    if block.kind is BlockKind.HEADING:
        return _HEADINGS[min(max(block.level, 1), len(_HEADINGS)) - 1]
    return _ROLES.get(block.kind, Role.BODY)


def _item_indent(block: Block, marker: str) -> int:
    if block.kind is not BlockKind.ITEM:
        return 0
    depth = min(max(block.level, 1), _DEEPEST)
    return 1 + 3 * (depth - 1) + (cell_len(marker) or 1) + 1


def _hung_marker(blocks: Sequence[Block], index: int) -> str:
    """Return an item's marker, set from the right where its list has wider ones."""
    item = blocks[index]
    width = 0
    for step in (-1, 1):
        at = index
        while 0 <= at < len(blocks) and abs(at - index) < 100 and _is_of_list(blocks[at], item):
            if blocks[at].level == item.level:
                width = max(width, cell_len(blocks[at].marker))
            at += step
    return " " * (width - cell_len(item.marker)) + item.marker


def _is_of_list(block: Block, item: Block) -> bool:
    if block.kind is not BlockKind.ITEM or block.level < item.level or block.quote_depth != item.quote_depth:
        return False
    # Bullets and numbers side by side are two lists.
    return block.level > item.level or block.marker[:1].isalnum() == item.marker[:1].isalnum()


def _gap(previous: Block | None, block: Block) -> int:
    """Return how many lines stay empty between two blocks."""
    if previous is None:
        return 0
    if block.kind is BlockKind.HEADING:
        return 2 if block.level <= 2 and previous.kind is not BlockKind.HEADING else 1
    if previous.quote_depth != block.quote_depth:
        return 1
    if previous.kind is BlockKind.HEADING and previous.level > 2:
        return 0
    is_pair = (previous.kind, block.kind) in {
        (BlockKind.ITEM, BlockKind.ITEM),
        (BlockKind.IMAGE, BlockKind.CAPTION),
        (BlockKind.TABLE, BlockKind.CAPTION),
    }
    return 0 if is_pair else 1


# ------------------------------------------------------------------------------------------- hidden lines


def _hidden_marker(count: int, measure: int, key: str, *, is_open: bool) -> Iterator[Line]:
    lines, them = ("1 line", "it") if count == 1 else (f"{count:,} lines", "them")
    words = f"{lines} of site furniture · {key} hides {them}" if is_open else f"{lines} hidden · {key} shows {them}"
    piece = Piece(f"· {words} ·", Role.RULE, align=Align.CENTRE, target=Target(is_hidden_lines=True))
    for start, end in wrap(piece.shown, measure, 0, len(piece.shown)):
        yield Line(piece, start, end)


def _line_count(block: Block, text: str) -> int:
    return text.count("\n", block.start, block.end) + 1
