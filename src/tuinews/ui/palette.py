"""The command palette: every action, macro, folder, feed, setting, topic and person by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final, Literal, NamedTuple

from textual import on
from textual.widgets import Input

from tuinews import manual
from tuinews.config import SETTINGS
from tuinews.keymap import shown_key, shown_keys
from tuinews.model.scopes import Scope
from tuinews.model.subscriptions import FeedTree
from tuinews.screen_text import line
from tuinews.ui.dialogs.pick_list import PickList, PickRow
from tuinews.ui.feed_rows import rows_of
from tuinews.ui.keys import KeyTable
from tuinews.ui.row_list import RowList
from tuinews.ui.search_window import SearchWindow

_MOST_SHOWN = 200
# What the hands of vi, mutt and aerc type after the colon.
_TYPED: Final = MappingProxyType(
    dict.fromkeys(("q", "q!", "qa", "wq", "x", "exit", "quit"), "app.quit")
    | {"h": "app.help", "e": "app.edit_config", "set": "app.settings", "colorscheme": "view.theme"}
)
_NO_MACROS: Mapping[str, tuple[str, ...]] = MappingProxyType({})


class Named(NamedTuple):
    """Something other than an action or a scope that can be gone to."""

    kind: Literal["macro", "setting", "topic", "person"]
    name: str


Choice = str | Scope | Named


class Palette(SearchWindow[Choice]):
    """Gives back an action's name, the scope to go to, or what else was chosen."""

    def __init__(
        self,
        keys: KeyTable,
        tree: FeedTree,
        macros: Mapping[str, tuple[str, ...]] = _NO_MACROS,
        ask: Callable[[Sequence[str]], object] | None = None,
    ) -> None:
        """Make the window.

        Args:
            keys: the actions, with their keys.
            tree: the feeds and folders.
            macros: the user's.
            ask: asks for the people whose names hold these words; they are given to `add_people` a moment later.
        """
        self._ask = ask
        self._people = set[str]()
        self._choices: list[tuple[str, PickRow, Choice]] = []
        self._words: list[str] = []
        for action in keys.actions:
            if action.id != "app.palette":
                row = PickRow(action.label, action.help, shown_keys(action)[0])
                self._choices.append((f"{action.label} {action.help} {action.id}".lower(), row, action.id))
        for feed_row in rows_of(tree, frozenset()):
            if feed_row.scope is not None:
                label = line(feed_row.label, 120)
                note = "folder" if feed_row.is_folder else "feed" if feed_row.feed else "smart folder"
                self._choices.append((label.lower(), PickRow(label, note, "→"), feed_row.scope))
        self._add_more(macros)
        self._found: list[Choice] = []
        width = max(len(row.key) for _, row, _ in self._choices)
        picks = PickList(key_width=width, label_width=20, is_filling=True, empty="Nothing is called that.")
        super().__init__("Commands", "Enter runs · ↑ ↓ move · Esc leaves", "a command, feed, person or setting", picks)

    def _add_more(self, macros: Mapping[str, tuple[str, ...]]) -> None:
        for key, steps in macros.items():
            row = PickRow(f"Macro {shown_key(key)}", ", then ".join(steps), f",{shown_key(key)}")
            self._choices.append((f"{row.label} {row.note}".lower(), row, Named("macro", key)))
        for setting in SETTINGS:
            row = PickRow(setting.key, setting.help, "=")
            self._choices.append((f"{setting.key} {setting.help}".lower(), row, Named("setting", setting.key)))
        for name in manual.TOPICS:
            row = PickRow(f"Help on {name}", "", "?")
            self._choices.append((row.label.lower(), row, Named("topic", name)))

    def add_people(self, names: Sequence[str]) -> None:
        """Offer people, too: they are known a moment after their names were begun."""
        new = [name for name in names if name not in self._people]
        self._people.update(new)
        for name in new:
            label = line(name, 120)
            self._choices.append((label.lower(), PickRow(label, "person", "→"), Named("person", name)))
        if new:
            self._show(self.picks.cursor)

    def find(self, words: list[str]) -> None:
        """Show what holds the words: first what the first of them begins, actions before the rest."""
        self._words = words
        if words and self._ask is not None:
            self._ask(words)
        self._show()

    def _show(self, cursor: int = 0) -> None:
        words = self._words
        meant = _TYPED.get(words[0]) if len(words) == 1 else None
        found = [choice for choice in self._choices if all(word in choice[0] for word in words) or choice[2] == meant]
        if words:
            found.sort(key=lambda choice: (choice[2] != meant, *_rank(choice, words[0])))
        found = found[:_MOST_SHOWN]
        self._found = [choice for _, _, choice in found]
        self.picks.show_picks([row for _, row, _ in found], cursor)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Run what stands under the cursor."""
        event.stop()
        if self._found:
            self.dismiss(self._found[self.picks.cursor])

    @on(RowList.Chosen)
    def _chosen(self, event: RowList.Chosen) -> None:
        self.dismiss(self._found[event.index])


def _rank(choice: tuple[str, PickRow, Choice], word: str) -> tuple[bool, bool, bool]:
    """Return how far behind something stands among what holds a word; an action is known by its sentence, too."""
    text, row, chosen = choice
    label = row.label.lower()
    is_action = isinstance(chosen, str)
    begins = label.startswith(word) or (is_action and f"{label} {word}" == text[: len(label) + 1 + len(word)])
    return (not begins, not is_action, word not in label)
