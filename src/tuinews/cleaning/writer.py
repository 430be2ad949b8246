"""Writing blocks of text: white space as a browser collapses it, runs where styles begin and end."""

from __future__ import annotations

import html
from dataclasses import dataclass, field
from typing import Final

from tuinews.cleaning.context import Context
from tuinews.model import Block, BlockKind, Run, RunStyle
from tuinews.screen_text import block

LONGEST_TEXT: Final = 1_000_000
LONGEST_HREF: Final = 8_000

_MAX_OPEN_RUNS: Final = 50
_MAX_WAITING_IMAGES: Final = 50
_PLAIN_DIRECTION_MARKS: Final = "\u061c\u200e\u200f"


@dataclass(slots=True)
class Draft:
    """A block before its place in the whole text is known; runs count from its own start."""

    kind: BlockKind
    text: str = ""
    level: int = 0
    marker: str = ""
    quote_depth: int = 0
    runs: list[tuple[int, int, RunStyle, str]] = field(default_factory=list)
    href: str = ""
    is_hidden: bool = False
    group: int = 0
    """The number of the list it belongs to, 0 outside lists."""


@dataclass(slots=True)
class _OpenRun:
    name: str
    style: RunStyle
    href: str
    start: int = -1
    """-1 until its first text comes."""


class Writer:
    """Collects text into drafts of blocks."""

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self.context = Context()
        self.is_full = False
        self._total = 0
        self._pieces: list[str] = []
        self._length = 0
        self._space = False
        self._breaks = 0
        self._open: list[_OpenRun] = []
        self._runs: list[tuple[int, int, RunStyle, str]] = []
        self._images: list[Draft] = []
        self._told_images: set[str] = set()

    def write(self, text: str) -> None:
        """Add text as it stands in the HTML, character references included."""
        context = self.context
        if context.is_dropped or self.is_full:
            return
        text = text[: LONGEST_TEXT * 2]
        if context.kind is BlockKind.CODE:
            self._append(html.unescape(text) if "&" in text else text)
            return
        if text.isspace():
            self._space = True
            return
        if "&" in text:
            text = html.unescape(text)
        if not (text.isascii() and text.isprintable()):
            text = block(text)
        words = text.split()
        if not words:
            self._space = self._space or bool(text)
            return
        if self._breaks:
            self._write_breaks()
        self._space = self._space or text[0].isspace()
        joined = " ".join(words)
        if self._pieces and joined[0] in _PLAIN_DIRECTION_MARKS:
            joined = joined.lstrip(_PLAIN_DIRECTION_MARKS)
        is_apart = self._space and self._pieces and self._pieces[-1] != "\n"
        self._append(" " + joined if is_apart else joined)
        self._space = text[-1].isspace()

    def break_line(self) -> None:
        """Start a new line; two in a row start a new block."""
        if self.context.kind is BlockKind.CODE:
            self._append("\n")
        elif self._pieces:
            self._breaks += 1

    def break_row(self) -> None:
        """Start a new row of code unless one starts here."""
        if self._pieces and not self._pieces[-1].endswith("\n"):
            self._append("\n")

    def open_run(self, name: str, style: RunStyle, href: str = "") -> None:
        """Begin a style that the element `name` sets."""
        if len(self._open) < _MAX_OPEN_RUNS:
            self._open.append(_OpenRun(name, style, href))

    def close_run(self, name: str) -> None:
        """End the innermost style that the element `name` set, if there is one."""
        for place in range(len(self._open) - 1, -1, -1):
            if self._open[place].name == name:
                self._record(self._open.pop(place))
                return

    @property
    def run_height(self) -> int:
        """How many styles are open, for `close_runs_above`."""
        return len(self._open)

    def close_runs_above(self, height: int) -> None:
        """End the styles that were begun after the height was taken: they do not outlive their block."""
        while len(self._open) > height:
            self._record(self._open.pop())

    def place_image(self, image: Draft) -> None:
        """Add an image, after the open block when it stands amid its text."""
        if self._pieces:
            if len(self._images) < _MAX_WAITING_IMAGES:
                self._images.append(image)
        else:
            self._add_image(image)

    def place_rule(self) -> None:
        """Add a rule between two blocks."""
        self.flush()
        if self.drafts and self.drafts[-1].kind is not BlockKind.RULE and not self.context.is_dropped:
            context = self.context
            self.drafts.append(Draft(BlockKind.RULE, quote_depth=context.quote_depth, is_hidden=context.is_hidden))

    def flush(self) -> None:
        """End the open block."""
        self._space, self._breaks = False, 0
        if self._pieces:
            for run in self._open:
                self._record(run)
                run.start = -1
            text = "".join(self._pieces)
            runs, self._runs = self._runs, []
            self._pieces, self._length = [], 0
            self._add_text(text, runs)
        if self._images:
            images, self._images = self._images, []
            for image in images:
                self._add_image(image)

    # ------------------------------------------------------------------------------------------ the open block

    def _append(self, piece: str) -> None:
        room = LONGEST_TEXT - self._total
        if len(piece) > room:
            piece = piece[:room].rstrip()
            self.is_full = True
        if not piece:
            return
        self._total += len(piece)
        if self._open and piece != "\n":
            start = self._length + (piece[0] == " ")
            for run in self._open:
                if run.start < 0:
                    run.start = start
        self._pieces.append(piece)
        self._length += len(piece)

    def _write_breaks(self) -> None:
        breaks, self._breaks = self._breaks, 0
        kind = self.context.kind
        if kind is BlockKind.HEADING or kind is BlockKind.CAPTION:
            self._space = True
        elif breaks == 1:
            self._space = False
            self._append("\n")
        else:
            self.flush()

    def _record(self, run: _OpenRun) -> None:
        if 0 <= run.start < self._length:
            self._runs.append((run.start, self._length, run.style, run.href))

    def _add_text(self, text: str, runs: list[tuple[int, int, RunStyle, str]]) -> None:
        context = self.context
        marker, group = "", 0
        if context.kind is BlockKind.CODE:
            text, runs = _code(text), []
            if not text:
                return
        elif context.kind is BlockKind.ITEM and context.list is not None:
            marker, context.list.marker = context.list.marker, ""
            group = context.list.group
        elif context.kind is BlockKind.CAPTION and self.drafts and self.drafts[-1].kind is BlockKind.IMAGE:
            _tell_once(self.drafts[-1], text)
        level = context.level
        self.drafts.append(
            Draft(context.kind, text, level, marker, context.quote_depth, _merged(runs), "", context.is_hidden, group)
        )

    def _add_image(self, image: Draft) -> None:
        image.quote_depth, image.is_hidden = self.context.quote_depth, self.context.is_hidden
        if image.text in self._told_images:
            image.text = ""
        self._told_images.add(image.text)
        last = self.drafts[-1] if self.drafts else None
        if last is None or last.kind is not BlockKind.IMAGE or last.href != image.href or not image.href:
            self.drafts.append(image)


def assemble(drafts: list[Draft]) -> tuple[str, tuple[Block, ...]]:
    """Return the whole text of the drafts and their blocks: an empty line between two, none within a list."""
    pieces, blocks, place = list[str](), list[Block](), 0
    group = 0
    for draft in drafts:
        if blocks:
            separator = "\n" if draft.group and draft.group == group else "\n\n"
            pieces.append(separator)
            place += len(separator)
        group = draft.group
        runs = tuple([Run(place + start, place + end, style, href) for start, end, style, href in draft.runs])
        end = place + len(draft.text)
        blocks.append(
            Block(
                draft.kind, place, end, draft.level, draft.marker, draft.quote_depth, runs, draft.href, draft.is_hidden
            )
        )
        pieces.append(draft.text)
        place = end
    return "".join(pieces), tuple(blocks)


def _tell_once(image: Draft, caption: str) -> None:
    """Take the text off an image when its caption says the same."""
    told, known = _letters(image.text), _letters(caption)
    if told in known or (known in told and len(known) > len(told) / 2):
        image.text = ""


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _code(text: str) -> str:
    """Return preformatted text without the empty lines around it and the blanks at its line ends."""
    rows = [row.rstrip() for row in block(text).split("\n")]
    while rows and not rows[0]:
        del rows[0]
    while rows and not rows[-1]:
        rows.pop()
    return "\n".join(rows)


def _merged(runs: list[tuple[int, int, RunStyle, str]]) -> list[tuple[int, int, RunStyle, str]]:
    """Return the runs in order, those of one style that touch as one."""
    if len(runs) < 2:
        return runs
    merged = list[tuple[int, int, RunStyle, str]]()
    last = dict[tuple[RunStyle, str], int]()
    for start, end, style, href in sorted(runs, key=lambda run: (run[0], -run[1])):
        place = last.get((style, href))
        if place is not None and start <= merged[place][1]:
            merged[place] = (merged[place][0], max(end, merged[place][1]), style, href)
        else:
            last[style, href] = len(merged)
            merged.append((start, end, style, href))
    return merged
