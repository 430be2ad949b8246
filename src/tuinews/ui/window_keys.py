"""The user's keys in windows: they know the keys of the default keymap, and are given those for the user's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Protocol, runtime_checkable

from tuinews.keymap import Action, find_action, shown_key

_BETWEEN: Final = " · "
_IN_WINDOWS: Final = (
    "move.down", "move.up", "move.right", "move.left", "move.page_down", "move.page_up", "move.half_down",
    "move.half_up", "move.top", "move.bottom", "move.open", "move.back", "article.read_on", "app.back", "list.filter",
    "list.sort", "quote.cite", "quote.same", "article.save", "article.browser", "person.follow", "person.card",
    "person.same", "person.not", "feed.edit", "feed.remove", "feed.refresh", "edit.undo", "app.quotes",
)  # fmt: skip
"""The actions that windows have, too."""


@runtime_checkable
class NamesKeys(Protocol):
    """An app that knows the user's keys."""

    def name_keys(self, hint: str) -> str:
        """Return what a window's last line says of its keys, with the user's."""


class WindowKeys:
    """From the user's keys to those that windows know, and back for what they say of them."""

    def __init__(self, actions: Sequence[Action]) -> None:
        kept, moved, named = set[str](), dict[str, str](), dict[str, str]()
        by_id = {action.id: action for action in actions}
        for action_id in _IN_WINDOWS:
            usual = _split(find_action(action_id).keys)
            keys = _split(by_id[action_id].keys)
            kept.update(key for key in keys if key in usual)
            for key in keys:
                # A key that is a word of its own does what it does on a line one types on, too.
                moved.setdefault(key, max(usual, key=lambda one: len(one) > 1))
            for key in usual:
                if keys and key not in keys:
                    named.setdefault(shown_key(key), shown_key(keys[0]))
        self._usual: Mapping[str, str] = {key: usual for key, usual in moved.items() if key not in kept}
        self._named = {key: shown for key, shown in named.items() if key not in map(shown_key, kept)}

    def usual(self, key: str, *, is_typing: bool = False) -> str:
        """Return the key that windows know for a key of the user's; what is typed stays as it is."""
        meant = self._usual.get(key, key)
        return key if is_typing and 1 in {len(key), len(meant)} else meant

    def named(self, hint: str) -> str:
        """Return what a window says of its keys ("f follows · Esc leaves") with the user's keys."""
        items = (item.split(" ") for item in hint.split(_BETWEEN))
        return _BETWEEN.join(" ".join((self._named.get(first, first), *rest)) for first, *rest in items)


def _split(keys: str) -> list[str]:
    return [key.strip() for key in keys.split(",") if key.strip()]
