"""The last changes: what can be undone, and what was."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from textual.widget import Widget

from tuinews.newsroom.mark import JournalEntry
from tuinews.ui.ages import age
from tuinews.ui.dialogs.pick_list import PickList, PickRow
from tuinews.ui.dialogs.window import Window


class ChangesDialog(Window[tuple[int, ...]]):
    """Gives back which changes to undo, the newest first: those down to the one under the cursor."""

    WIDEST = 110

    def __init__(self, changes: Sequence[JournalEntry], now: datetime) -> None:
        super().__init__("Last changes", "Enter undoes down to the one under the cursor · Esc leaves")
        self._changes = changes
        rows = [
            PickRow(change.label, f"undone · {age(change.at, now)}" if change.is_undone else age(change.at, now))
            for change in changes
        ]
        first = next((place for place, change in enumerate(changes) if not change.is_undone), 0)
        self._list = PickList(rows, cursor=first, empty="Nothing was changed yet.")

    def content(self) -> Iterable[Widget]:
        """Return the list."""
        return [self._list]

    def press(self, key: str) -> bool:
        """Undo on Enter."""
        if key == "enter":
            down_to = self._changes[: self._list.cursor + 1]
            self.dismiss(tuple(change.id for change in down_to if not change.is_undone))
            return True
        return self._list.press(key)
