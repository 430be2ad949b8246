"""The panes: which are on the screen, how wide, and which has the focus."""

from __future__ import annotations

from collections.abc import Callable

from textual.geometry import Size

from tuinews.keymap import Place
from tuinews.ui.arrange import Arrangement, Widths, arrange, single
from tuinews.ui.frame import Boxes, boxes

_STEP = 4


class Panes:
    """The state that the frame is laid out from."""

    def __init__(self, place: Place, widths: Widths, *, measure: int, is_linear: bool = False) -> None:
        self.place: Place = Place.ARTICLE if place is Place.PEOPLE else place
        self.is_linear = is_linear
        """Whether one pane stands alone at every width."""
        self.widths = widths
        self.measure = measure
        """How many cells a line of an article's text may have."""
        self.size = Size(80, 24)
        self.said_lines: Callable[[int], int] = lambda width: 0
        """How many lines what the footer says takes on a screen of some width."""
        self.is_zen = False
        self.has_people = False
        self._boxes: tuple[object, Boxes] | None = None

    @property
    def arrangement(self) -> Arrangement:
        """The panes on the screen and their widths."""
        if self.is_linear:
            return single(self.size.width, self.place)
        return arrange(
            self.size.width,
            self.place,
            self.widths,
            is_zen=self.is_zen,
            has_people=self.has_people,
            measure=self.measure,
        )

    def boxes(self, size: Size) -> Boxes:
        """Return where everything stands on a screen of this size, which is the screen's from here on."""
        self.size = size
        lines = self.said_lines(size.width)
        key = (size, self.arrangement, self.is_zen, lines)
        if self._boxes is None or self._boxes[0] != key:
            self._boxes = (key, boxes(size, self.arrangement, is_zen=self.is_zen, said_lines=lines))
        return self._boxes[1]

    def go_to(self, place: Place) -> None:
        """Make a pane the focused one; going to the lists leaves zen, and people that are closed are no place."""
        if place is Place.PEOPLE and not self.has_people:
            place = Place.ARTICLE  # the focus was given to them before they were closed
        self.place = place
        if place in {Place.FEEDS, Place.HEADLINES}:
            self.is_zen = False

    def neighbour(self, step: int) -> Place | None:
        """Return the next pane to the right or left, on the screen or not, or None at the edge."""
        order = [Place.FEEDS, Place.HEADLINES, Place.ARTICLE] + [Place.PEOPLE] * self.has_people
        index = order.index(self.place) + step
        return order[index] if 0 <= index < len(order) else None

    def widen(self, steps: int) -> None:
        """Make the focused pane wider or narrower."""
        shown = self.arrangement
        headlines = self.widths.headlines or shown.headlines or shown.feeds
        if self.place is Place.FEEDS and shown.headlines:
            feeds = self.widths.feeds or shown.feeds
            self.widths = Widths(max(18, feeds + _STEP * steps), self.widths.headlines)
        else:
            # Of two panes side by side, the article's width is what the headlines leave.
            direction = 1 if self.place in {Place.FEEDS, Place.HEADLINES} else -1
            self.widths = Widths(self.widths.feeds, max(28, headlines + _STEP * steps * direction))
