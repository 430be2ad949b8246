"""The screen's frame: the lines at the edges, the panes with their titles, and what is put into them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from textual.geometry import Region
from textual.layout import Layout
from textual.strip import Strip
from textual.widget import Widget

from tuinews.keymap import Place
from tuinews.ui.cells import strip_of
from tuinews.ui.frame import SHORT, FrameLayout, Slot, rule_line
from tuinews.ui.inks import Inked
from tuinews.ui.keys import KeyTable
from tuinews.ui.panes import Panes
from tuinews.ui.status_bar import PaneTitle, TopLine
from tuinews.ui.work_screen import WorkScreen


class FrameScreen(WorkScreen, Inked):
    """Panes side by side between a top line and a footer."""

    def __init__(self, keys: KeyTable, panes: Panes, log_file: Path) -> None:
        super().__init__(keys, log_file)
        self.top = TopLine(id="top")
        self.panes = panes
        panes.said_lines = self.footer.lines_for
        self.headlines_title = PaneTitle("Headlines")
        self.article_title = PaneTitle("Article")
        self._titles = {
            Place.FEEDS: PaneTitle("Feeds"),
            Place.HEADLINES: self.headlines_title,
            Place.ARTICLE: self.article_title,
        }
        self._frame = FrameLayout(self.top, self.footer, self.panes.boxes)
        self._frame.titles.update(self._titles)

    @property
    def layout(self) -> Layout:
        """How the widgets are placed."""
        return self._frame

    def add_pane(self, place: Place, title: PaneTitle | None, content: Widget) -> None:
        """Add the content of a pane, and its title where it has none yet."""
        self._frame.slots[place] = [Slot(content)]
        if title is not None:
            self._titles[place] = self._frame.titles[place] = title
            self.mount(title)
        self.mount(content)

    def add_bar(
        self, place: Place, bar: Widget, hint: Widget | None = None, hint_height: Callable[[], int] = lambda: 0
    ) -> None:
        """Put a line of its own over the content of a pane, and lines that come and go under it."""
        slots = [Slot(bar, lambda: 1, int(hint is None))]
        if hint is not None:
            slots.append(Slot(hint, hint_height, 1))
        self._frame.slots[place][:0] = slots
        self.mount_all([slot.widget for slot in slots])

    def settle(self) -> None:
        """Lay out the panes anew and brighten the title of the focused one."""
        for place, title in self._titles.items():
            title.set_focused(place is self.panes.place)
        self._name_shape()
        self.refresh()
        # Textual keeps the placements of a widget's children until one of the children asks for a layout.
        self.top.refresh(layout=True)

    def on_footer_height_wanted(self) -> None:
        """Let the footer have the lines that it needs."""
        if self.panes.boxes(self.size).footer.height != self.footer.size.height:
            self.settle()

    def _name_shape(self) -> None:
        """Tell the style sheets what shape the screen has: text without a title above it keeps off the edge."""
        self.set_class(self.panes.is_zen, "-zen")
        self.set_class(self.panes.arrangement.is_single, "-single")
        self.set_class(self.size.height < SHORT, "-short")

    def pane_regions(self) -> Sequence[Region]:
        """Return where the panes stand, from left to right, without the rules between them."""
        return tuple(self.panes.boxes(self.size).panes.values())

    def render_line(self, y: int) -> Strip:
        """Return a line of what is behind the widgets: the thin rules between them."""
        return strip_of(rule_line(self.panes.boxes(self.size), y, self.inks.rule), self.size.width, self.inks.page)
