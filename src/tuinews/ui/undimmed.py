"""The moment between the terminal's own colours and a theme's: what was dim is shown as it is until it is painted anew.

A dim colour is made by Textual from what it is and what is behind it. A widget that still has a background of the
terminal's has nothing it could be made from: Textual ends with an error there.
"""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

_NOT_DIM = Style(dim=False)


class Undimmed(LineFilter):
    """Takes dimness away where the background is one of the terminal's own."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the line with nothing dim that cannot be made dim."""
        if background.rich_color.triplet is not None:
            return segments
        return [
            Segment(segment.text, segment.style + _NOT_DIM, segment.control)
            if segment.style is not None and segment.style.dim
            else segment
            for segment in segments
        ]
