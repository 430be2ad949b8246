"""The command palette: every action, folder and feed by name."""

from __future__ import annotations

from textual import on
from textual.widgets import Input

from tuinews.keymap import shown_keys
from tuinews.model.scopes import Scope
from tuinews.model.subscriptions import FeedTree
from tuinews.screen_text import line
from tuinews.ui.dialogs.pick_list import PickList, PickRow
from tuinews.ui.feed_rows import rows_of
from tuinews.ui.keys import KeyTable
from tuinews.ui.row_list import RowList
from tuinews.ui.search_window import SearchWindow

_MOST_SHOWN = 200


class Palette(SearchWindow[str | Scope]):
    """Gives back an action's name or the scope to go to."""

    def __init__(self, keys: KeyTable, tree: FeedTree) -> None:
        self._choices: list[tuple[str, PickRow, str | Scope]] = []
        for action in keys.actions:
            if action.id != "app.palette":
                row = PickRow(action.label, action.help, shown_keys(action)[0])
                self._choices.append((f"{action.label} {action.help}".lower(), row, action.id))
        for feed_row in rows_of(tree, frozenset()):
            if feed_row.scope is not None:
                label = line(feed_row.label, 120)
                note = "folder" if feed_row.is_folder else "feed" if feed_row.feed else "smart folder"
                self._choices.append((label.lower(), PickRow(label, note, "→"), feed_row.scope))
        self._found: list[str | Scope] = []
        width = max(len(row.key) for _, row, _ in self._choices)
        picks = PickList(key_width=width, label_width=20, is_filling=True, empty="Nothing is called that.")
        super().__init__("Commands", "Enter runs · ↑ ↓ move · Esc leaves", "a command, a folder or a feed", picks)

    def find(self, words: list[str]) -> None:
        """Show what holds the words, names that begin with the first of them in front."""
        found = [choice for choice in self._choices if all(word in choice[0] for word in words)]
        if words:
            found.sort(
                key=lambda choice: (
                    not choice[1].label.lower().startswith(words[0]),
                    words[0] not in choice[1].label.lower(),
                )
            )
        found = found[:_MOST_SHOWN]
        self._found = [choice for _, _, choice in found]
        self.picks.show_picks([row for _, row, _ in found])

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Run what stands under the cursor."""
        event.stop()
        if self._found:
            self.dismiss(self._found[self.picks.cursor])

    @on(RowList.Chosen)
    def _chosen(self, event: RowList.Chosen) -> None:
        self.dismiss(self._found[event.index])
