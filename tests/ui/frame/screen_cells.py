"""What the terminal would show now, cell by cell."""

from __future__ import annotations

from typing import NamedTuple

from rich.style import Style
from textual.app import App

_TRAITS = ("bold", "dim", "italic", "underline", "reverse", "strike")


class Look(NamedTuple):
    """How a cell is set: "#e6e6e6", "color(3)" or "default" for its colours, and "bold" and the like."""

    ink: str
    ground: str
    traits: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Tell it as Rich does: "#e6e6e6 on #14171b bold"."""
        return " ".join([self.ink, "on", self.ground, *self.traits])


class Cell(NamedTuple):
    """What a cell of the screen shows."""

    sign: str
    look: Look
    is_behind: bool = False
    """It is behind a window."""


def cells(app: App[None]) -> list[list[Cell]]:
    """Return what the terminal would show now, row by row."""
    screen, rows = app.screen, []
    # There is no public way to what stands on the screen but a picture, which costs ten times as much.
    for y, strip in enumerate(screen._compositor.render_strips()):
        row, x = list[Cell](), 0
        for segment in (segment for segment in strip if segment.text):
            look = _look(segment.style or Style.null())
            # What lies dimmed behind a window is not to be read.
            is_behind = screen.is_modal and screen.get_widget_at(x, y)[0] is screen
            x += segment.cell_length
            row += [Cell(sign, look, is_behind) for sign in segment.text]
        rows.append(row)
    return rows


def words(rows: list[list[Cell]]) -> list[str]:
    """Return what stands in the rows, however it looks."""
    return ["".join(cell.sign for cell in row) for row in rows]


def _look(style: Style) -> Look:
    return Look(
        style.color.name if style.color else "default",
        style.bgcolor.name if style.bgcolor else "default",
        tuple(trait for trait in _TRAITS if getattr(style, trait)),
    )
