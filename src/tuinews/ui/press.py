"""The press: a column that is shown, one that is on its way, and how far it has to be set to be shown."""

from __future__ import annotations

import sys
from typing import Final, NamedTuple

from tuinews.ui.pieces import Column

_SLICE_S: Final = 0.003
"""How long lines are set before others get their turn: less than half of what the event loop may be held."""


_FIRST_S: Final = 0.02
"""How long the first screen may take at most; it takes a millisecond unless the machine is busy elsewhere."""


class Goal(NamedTuple):
    """What a column shows first: the line of an offset, some rows below the top of the view."""

    offset: int = -1
    above: int = 0
    is_end: bool = False


class Press:
    """Sets columns slice by slice, and lets the old one stand until the new one can show what is wanted."""

    def __init__(self) -> None:
        self.shown = Column(iter(()))
        self.shown.grow(0.0, 1)
        self._coming: Column | None = None
        self._goal = Goal()

    @property
    def is_waiting(self) -> bool:
        """Whether something else than what is shown is wanted."""
        return self._coming is not None

    @property
    def is_done(self) -> bool:
        """Whether all is set and shown as wanted."""
        return self._coming is None and self.shown.is_done

    def load(self, column: Column) -> None:
        """Take another column."""
        self._coming = column

    def aim(self, goal: Goal) -> None:
        """Want something to be shown, of the column on its way or else of the one that is there."""
        if self._coming is None:
            self._coming = self.shown
        self._goal = goal

    def let_go(self) -> None:
        """No longer want anything but the column on its way, from its beginning."""
        if self._coming is self.shown:
            self._coming = None
        self._goal = Goal()

    def advance(self, height: int) -> int:
        """Set lines for a slice of time; return the row to show on top when the goal is reached, else -1."""
        column = self._coming or self.shown
        if self._goal.offset < 0:
            column.grow(_FIRST_S, height)
        column.grow(_SLICE_S, sys.maxsize)
        if self._coming is None or not self._has_reached_goal(column, height):
            return -1
        self.shown, self._coming = column, None
        return max(0, self._goal_row(column))

    def place(self, top: int) -> Goal:
        """Return what a view with the row `top` on top shows, to show it again in a column set anew."""
        if self._coming is not None:
            return self._goal
        if top == 0:
            return Goal()
        offset = self.shown.offset_of(top)
        return Goal(offset, self.shown.row_of(offset) - top)

    def _has_reached_goal(self, column: Column, height: int) -> bool:
        if column.is_done or self._goal.is_end:
            return column.is_done
        if not column.reaches(0, self._goal.offset):
            return False
        return column.reaches(max(0, self._goal_row(column)) + height, -1)

    def _goal_row(self, column: Column) -> int:
        goal = self._goal
        if goal.is_end:
            return len(column.lines)
        return column.row_of(goal.offset) - goal.above if goal.offset >= 0 else 0
