"""The page: where the text, its margins and the speaker gutter stand in a pane of some width."""

from __future__ import annotations

from typing import Final, NamedTuple

_WIDE_GUTTER: Final = 16
_NARROW_GUTTER: Final = 12
_GAP: Final = 2
_LEAST_BESIDE_GUTTER: Final = 44
"""Below this many cells the text is worth more than the gutter: the names fold into bars."""


class Page(NamedTuple):
    """The columns of a pane, in cells from its left edge."""

    width: int
    left: int
    """Where the text begins."""
    measure: int
    """How wide the text may be."""
    gutter: int = 0
    """How wide the speaker gutter is; 0 when the page has none."""

    @property
    def gutter_left(self) -> int:
        """Where the speaker gutter begins."""
        return self.left + self.measure + _GAP

    @property
    def bar(self) -> int:
        """Where the bars of quotes stand."""
        return max(0, self.left - 2)


def make_page(width: int, measure: int, *, wants_gutter: bool) -> Page:
    """Return the page for a pane `width` cells wide whose text shall not exceed `measure`."""
    left, right = (
        (3, 2) if width >= 44 else (3, 1) if width >= 36 else (2, 1) if width >= 16 else (min(1, max(0, width - 1)), 0)
    )
    room = max(1, width - left - right)
    if wants_gutter and room >= _LEAST_BESIDE_GUTTER + _GAP + _NARROW_GUTTER:
        is_roomy = room >= min(measure, 56) + _GAP + _WIDE_GUTTER
        gutter = _WIDE_GUTTER if is_roomy else _NARROW_GUTTER
        text = min(measure, room - _GAP - gutter)
        centred = (width - text) // 2
        return Page(width, max(left, min(centred, width - right - gutter - _GAP - text)), text, gutter)
    text = min(measure, room)
    return Page(width, max(left, (width - text) // 2), text)
