"""What is behind a window, with a clean place for it: no word of a pane is cut in two by the window's frame.

In the lines that the window takes, the panes it reaches into are left empty from border to border; the other panes
stay whole. Above and below the window nothing changes. It is done as what is behind is painted, so that no widget
more is laid out or painted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Generic, Protocol, TypeVar, runtime_checkable

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.segment import Segment
from rich.style import Style
from textual.containers import Vertical
from textual.geometry import Region
from textual.renderables.background_screen import BackgroundScreen
from textual.screen import ModalScreen

T = TypeVar("T")


@runtime_checkable
class HasPanes(Protocol):
    """A screen of panes side by side."""

    def pane_regions(self) -> Sequence[Region]:
        """Return where the panes stand, from left to right, without the rules between them."""


def cleared_columns(box: Region, panes: Sequence[Region], y: int, width: int) -> tuple[int, int]:
    """Return the columns to be left empty in a line that a window takes, as the first and the one after the last.

    Args:
        box: the window.
        panes: the panes behind it; none where what is behind has no panes.
        y: the line; one that no pane reaches is left empty as a whole.
        width: the screen's.
    """
    across = [pane for pane in panes if pane.y <= y < pane.bottom]
    reached = [pane for pane in across if pane.x < box.right and box.x < pane.right]
    if not reached:
        return 0, width
    # The window may stand on the rule beside a pane that it does not reach into.
    return min(box.x, *(pane.x for pane in reached)), max(box.right, *(pane.right for pane in reached))


class Clearing:
    """Renders the screen behind a window, without the scraps beside the window."""

    def __init__(self, behind: BackgroundScreen, box: Region, ground: Style) -> None:
        """Make it.

        Args:
            behind: renders the screen behind.
            box: where the window stands.
            ground: how an empty cell looks.
        """
        self._behind = behind
        self._box = box
        self._ground = ground

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the lines. What is cleared is never tinted."""
        screen, new_line = self._behind.screen, Segment.line()
        panes = screen.pane_regions() if isinstance(screen, HasPanes) else ()
        # There is no public way to the lines of a screen; Textual's own way to show one behind another is this.
        for y, strip in enumerate(screen._compositor.render_strips()):
            if self._box.y <= y < self._box.bottom:
                start, end = cleared_columns(self._box, panes, y, strip.cell_length)
                yield from self._tinted(strip.crop(0, start))
                yield Segment(" " * (end - start), self._ground)
                yield from self._tinted(strip.crop(end))
            else:
                yield from self._tinted(strip)
            yield new_line

    def _tinted(self, segments: Iterable[Segment]) -> Iterable[Segment]:
        return BackgroundScreen.process_segments(segments, self._behind.color)


class Box(Vertical):
    """A window's frame with all that is in it."""

    def on_resize(self) -> None:
        """Have what is behind painted with a clean place for the box as it is now."""
        if isinstance(self.screen, ClearingScreen):
            self.screen.clear_around(self.region)


class ClearingScreen(ModalScreen[T], Generic[T]):
    """A screen with a box, over another that it gives a clean place for the box."""

    _cleared = Region()

    def render(self) -> RenderableType:
        """Return what is behind the box."""
        behind = super().render()
        if isinstance(behind, BackgroundScreen):
            for box in self.query(Box):  # none before it is composed
                self._cleared = box.region
                return Clearing(behind, box.region, Style(bgcolor=box.rich_style.bgcolor))
        return behind

    def clear_around(self, box: Region) -> None:
        """Paint what is behind anew, where the box has not stood as it stands now."""
        if box != self._cleared:
            self.refresh()
