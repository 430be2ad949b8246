"""From a pressed key to an action, by the pane it was pressed in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tuinews.keymap import Action, Place, shown_keys

if TYPE_CHECKING:
    from tuinews.ui.window_keys import WindowKeys


class KeyTable:
    """The keys in force in each pane."""

    def __init__(self, actions: Sequence[Action]) -> None:
        self.actions = tuple(actions)
        self._in_windows: WindowKeys | None = None
        self._by_place: dict[Place, dict[str, Action]] = {place: {} for place in Place}
        for action in self.actions:
            for place in action.places:
                for key in filter(None, action.keys.split(",")):
                    self._by_place[place].setdefault(key.strip(), action)

    def find(self, place: Place, key: str) -> Action | None:
        """Return what a key does in a pane, or None."""
        return self._by_place[place].get(key) or self._by_place[Place.ANYWHERE].get(key)

    def elsewhere(self, key: str) -> Action | None:
        """Return what a key does in some pane, or None."""
        return next((self._by_place[place][key] for place in Place if key in self._by_place[place]), None)

    def first_key(self, action_id: str) -> str:
        """Return the key to name in a sentence ("u undoes"), as people write it; empty when it has none."""
        for action in self.actions:
            if action.id == action_id:
                return shown_keys(action)[0]
        return ""

    def names(self) -> dict[str, str]:
        """Return the key to name for each action, as people write it."""
        return {action.id: shown_keys(action)[0] for action in self.actions}

    @property
    def in_windows(self) -> WindowKeys:
        """The keys as windows know them."""
        if self._in_windows is None:
            from tuinews.ui.window_keys import WindowKeys  # what is seldom used is not there before the first paint

            self._in_windows = WindowKeys(self.actions)
        return self._in_windows

    def footer(self, place: Place) -> tuple[Action, ...]:
        """Return the actions that a pane's footer shows, in the order of the table."""
        return tuple(action for action in self.actions if place in action.footer)
