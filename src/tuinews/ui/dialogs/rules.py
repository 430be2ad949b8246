"""The mute rules: what each hides; Enter changes one, d removes it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual import on
from textual.widget import Widget

from tuinews.model.subscriptions import MuteRule
from tuinews.ui.dialogs.pick_list import PickList, PickRow
from tuinews.ui.dialogs.window import Window
from tuinews.ui.row_list import RowList


class RulesDialog(Window[tuple[str, MuteRule]]):
    """Gives back "change" or "remove" and the rule."""

    WIDEST = 110

    def __init__(self, rules: Sequence[MuteRule], key: str) -> None:
        """Make the window; `key` is what makes a rule in the reader, if anything does."""
        super().__init__("Mute rules", "Enter changes · d removes · Esc leaves" if rules else "Esc leaves")
        self._rules = rules
        rows = [PickRow(rule.name, f"{rule.query} · hides {rule.hidden:,}") for rule in rules]
        self._list = PickList(
            rows, label_width=24, empty="There are no mute rules" + (f"; {key} makes one." if key else ".")
        )

    def content(self) -> Iterable[Widget]:
        """Return the list."""
        return [self._list]

    def press(self, key: str) -> bool:
        """Change or remove the rule under the cursor."""
        if key in {"enter", "d"} and self._rules:
            self.dismiss(("change" if key == "enter" else "remove", self._rules[self._list.cursor]))
            return True
        return self._list.press(key)

    @on(RowList.Chosen)
    def _chosen(self, event: RowList.Chosen) -> None:
        self.dismiss(("change", self._rules[event.index]))
