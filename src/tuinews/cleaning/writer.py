"""Writing blocks of text: white space as a browser collapses it, runs where styles begin and end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tuinews import entities
from tuinews.cleaning.context import Context
from tuinews.cleaning.drafts import Draft, DraftRun, Drafts
from tuinews.model.bodies import BlockKind, RunStyle
from tuinews.screen_text import block

LONGEST_TEXT: Final = 1_000_000

_MAX_OPEN_RUNS: Final = 50
_MAX_WAITING_IMAGES: Final = 50
_PLAIN_DIRECTION_MARKS: Final = "\u061c\u200e\u200f"


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
        self._done = Drafts()
        self.drafts = self._done.all
        self.context = Context()
        self.is_full = False
        self._total = 0
        self._pieces: list[str] = []
        self._length = 0
        self._space = False
        self._breaks = 0
        self._open: list[_OpenRun] = []
        self._runs: list[DraftRun] = []
        self._images: list[Draft] = []

    def write(self, text: str) -> None:
        """Add text as it stands in the HTML, character references included."""
        context = self.context
        if context.is_dropped or self.is_full:
            return
        text = text[: LONGEST_TEXT * 2]
        if context.kind is BlockKind.CODE:
            self._append(entities.unescape(text) if "&" in text else text)
            return
        if text.isspace():
            self._space = True
            return
        if "&" in text:
            text = entities.unescape(text)
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
            self._done.add_image(self.context, image)

    def place_rule(self) -> None:
        """Add a rule between two blocks."""
        self.flush()
        self._done.add_rule(self.context)

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
            self._done.add_text(self.context, text, runs)
        if self._images:
            images, self._images = self._images, []
            for image in images:
                self._done.add_image(self.context, image)

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
