"""What the mouse selects on a page: shown reversed, copied as the article has it."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.selection import Selection
from textual.strip import Strip

from tuinews.ui.column_view import ScrolledColumn
from tuinews.ui.pieces import Line
from tuinews.ui.render import Look, paint, text_cell


class CopiedColumn(ScrolledColumn):
    """A column of which the mouse can select stretches to be copied."""

    @property
    def look(self) -> Look:
        """All that decides how a line looks now."""
        raise NotImplementedError

    @property
    def text(self) -> str:
        """The text that the lines were made of."""
        raise NotImplementedError

    def paint_row(self, row: int, line: Line) -> Strip:
        """Return a line as a row of the screen."""
        return paint(line, self.look)

    def render_line(self, y: int) -> Strip:
        """Return one line of the screen, with what the mouse selected."""
        strip = super().render_line(y)
        row = self.scroll_offset.y + y
        span = self.text_selection.get_span(row) if self.text_selection else None
        if span is not None:
            strip = with_selection(strip, span, self.screen.get_component_rich_style("screen--selection"))
        return strip.apply_offsets(0, row)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the text that the mouse selected, as the article has it: not broken into lines."""
        return copied_text(self.press.shown.lines, self.text, self.look, selection), "\n"


def with_selection(strip: Strip, span: tuple[int, int], style: Style) -> Strip:
    """Return a row with a span of its characters (-1: up to the end) in the style of what is selected."""
    text = strip.text
    start, end = span[0], len(text.rstrip()) if span[1] < 0 else span[1]
    first, last = cell_len(text[:start]), cell_len(text[:end])
    if last <= first:
        return strip
    before, inside, after = strip.divide([first, last, strip.cell_length])
    chosen = Strip([Segment(part, (own or Style()) + style) for part, own, _ in inside], inside.cell_length)
    return Strip.join([before, chosen, after])


def copied_text(lines: Sequence[Line], text: str, look: Look, selection: Selection) -> str:
    """Return what a selection of places on the screen covers; paragraphs are not broken into lines."""
    if not lines:
        return ""
    top, bottom = selection.start, selection.end
    first = top.y if top else 0
    last = min(bottom.y if bottom else len(lines) - 1, len(lines) - 1)
    parts: list[str] = []
    row = first
    while row <= last:
        piece = lines[row].piece
        after = row + 1
        while after <= last and lines[after].piece is piece:
            after += 1
        start = _place(lines[row], look, top.x) if top and row == top.y else lines[row].start
        end = _place(lines[after - 1], look, bottom.x) if bottom and after - 1 == bottom.y else lines[after - 1].end
        if piece.source >= 0:
            parts.append(text[piece.to_text(start) : piece.to_text(max(start, end))])
        else:
            parts.append(piece.shown[start:end])
        row = after
    return "\n".join(parts).strip("\n")


def _place(line: Line, look: Look, character: int) -> int:
    """Return the place in a line's piece of a character of its row on the screen."""
    marker = line.piece.before if line.is_first else ""
    lead = text_cell(line, look.page) - cell_len(marker) + len(marker)
    return max(line.start, min(line.start + character - lead, line.end))
