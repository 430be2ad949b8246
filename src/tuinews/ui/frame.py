"""Where everything stands: the lines at the edges, the panes with their titles, and the thin rules between them.

A layout of its own, because nested containers would be painted too, line by line, behind what fills them: the first
paint and every key would pay for it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Offset, Region, Size, Spacing
from textual.layout import Layout, WidgetPlacement
from textual.widget import Widget

from tuinews.keymap import Place
from tuinews.ui.arrange import PLACES, Arrangement

SHORT = 18
"""Below this height the rules above and below go: the lines are for reading."""


class Boxes(NamedTuple):
    """The parts of the screen."""

    top: Region
    footer: Region
    panes: dict[Place, Region]
    title_height: int
    columns: tuple[int, ...]
    """Where the rules between the panes stand."""
    rows: tuple[int, ...]
    """Where the rules above and below the panes stand."""


def boxes(size: Size, arrangement: Arrangement, *, is_zen: bool, said_lines: int = 0) -> Boxes:
    """Return where everything stands on a screen of this size.

    Args:
        size: the screen's.
        arrangement: the panes' widths.
        is_zen: the article stands alone, without a footer but for what that says.
        said_lines: how many lines that takes; several take the place of the rule above, and of the panes' last lines.
    """
    width, height = size
    is_short = height < SHORT
    edge = 0 if is_zen else 1 if is_short else 2
    foot = max(said_lines, 0 if is_zen else 1)
    below = max(edge, foot)
    panes: dict[Place, Region] = {}
    columns = []
    x = 0
    for place, cells in zip(PLACES, arrangement, strict=True):
        if not cells:
            continue
        if panes:
            columns.append(x)
        start = x + bool(panes)
        panes[place] = Region(start, edge, x + cells - start, max(1, height - edge - below))
        x += cells
    return Boxes(
        top=Region(0, 0, width, min(edge, 1)),
        footer=Region(0, height - foot, width, foot),
        panes=panes,
        title_height=0 if is_zen or arrangement.is_single else 1 if is_short else 2,
        columns=tuple(columns),
        rows=() if edge < 2 else (1, height - 2) if foot == 1 else (1,),
    )


def rule_line(found: Boxes, y: int, ink: Style) -> list[Segment]:
    """Return the rules on one line of the screen, with the blanks before them."""
    segments, x = list[Segment](), 0
    if y in found.rows:
        return [Segment("─" * found.top.width, ink)]
    if any(region.y <= y < region.bottom for region in found.panes.values()):
        for column in found.columns:
            segments += [Segment(" " * (column - x)), Segment("│", ink)]
            x = column + 1
    return segments


class Slot(NamedTuple):
    """A widget's part of a pane: a fixed height and a blank line after it, or whatever is left."""

    widget: Widget
    height: Callable[[], int] | None = None
    gap: int = 0


class FrameLayout(Layout):
    """Places the widgets of the reader's screen."""

    name = "frame"

    def __init__(self, top: Widget, footer: Widget, find_boxes: Callable[[Size], Boxes]) -> None:
        self._top = top
        self._footer = footer
        self._find_boxes = find_boxes
        self.titles: dict[Place, Widget] = {}
        self.slots: dict[Place, list[Slot]] = {place: [] for place in PLACES}

    def arrange(self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True) -> list[WidgetPlacement]:
        """Place what belongs on the screen now; the rest is hidden."""
        found = self._find_boxes(size)
        regions = {self._top: found.top, self._footer: found.footer}
        for place, region in found.panes.items():
            if place in self.titles:
                regions[self.titles[place]] = Region(region.x, region.y, region.width, found.title_height)
            regions.update(self._filled(place, region.shrink(Spacing(top=found.title_height))))
        return [
            WidgetPlacement(regions[child], Offset(0, 0), Spacing(), child)
            for child in children
            if child in regions and regions[child].area
        ]

    def _filled(self, place: Place, region: Region) -> dict[Widget, Region]:
        slots = [slot for slot in self.slots[place] if slot.widget.display]
        fixed = sum(slot.height() + slot.gap for slot in slots if slot.height is not None)
        # The rows to read come first: where there is no room for both, the fixed parts are cut off.
        left = max(min(4, region.height), region.height - fixed)
        y, filled = region.y, {}
        for slot in slots:
            height = slot.height() if slot.height is not None else left
            height = max(0, min(height, region.bottom - y))
            filled[slot.widget] = Region(region.x, y, region.width, height)
            y += height + slot.gap
        return filled
