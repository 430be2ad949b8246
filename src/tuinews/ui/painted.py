"""What was painted of a long text or list, kept for as long as it is near what is in sight."""

from __future__ import annotations

from typing import Final, TypeVar

T = TypeVar("T")

_SCREENS: Final = 3
"""Each line holds some kilobytes: Textual keeps with it every part that was cut from it."""
_LEAST: Final = 120
"""So many are kept of the smallest view."""


class Painted(dict[int, T]):
    """What was painted, by its row."""

    def keep(self, row: int, painted: T, in_sight: range) -> T:
        """Keep what was painted of a row and return it; what is out of sight goes when it has become too much."""
        if len(self) >= max(_LEAST, _SCREENS * len(in_sight)):
            for gone in [other for other in self if other not in in_sight]:
                del self[gone]
        self[row] = painted
        return painted
