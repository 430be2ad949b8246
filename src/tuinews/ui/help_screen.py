"""The help: every key and what it does, those of the focused pane first; typing searches it."""

from __future__ import annotations

from textual.widgets import Input

from tuinews.keymap import Action, Place, shown_keys
from tuinews.query.fields import FIELDS
from tuinews.ui.dialogs.pick_list import PickList, PickRow
from tuinews.ui.keys import KeyTable
from tuinews.ui.search_window import SearchWindow

_PLACE_NAMES = {
    Place.FEEDS: "In the feeds",
    Place.HEADLINES: "In the headlines",
    Place.ARTICLE: "In the article",
    Place.PEOPLE: "In the people",
}
_QUERY_ROWS = (
    PickRow("Both words, in any form, in headline, byline, text or the feed's title.", key="storm flood"),
    PickRow("These words in this order.", key='"rate cut"'),
    PickRow("One or the other; parentheses hold together.", key="storm OR flood"),
    PickRow("Not this; it goes before words, fields and parentheses.", key="-sport"),
    PickRow("Words that begin so.", key="ceas*"),
    *(
        PickRow(f"{spec.help[:1].upper()}{spec.help[1:]}: {spec.example}", key=f"{spec.name}:")
        for spec in FIELDS.values()
    ),
)


class HelpScreen(SearchWindow[None]):
    """The keymap in force, in sentences."""

    def __init__(self, keys: KeyTable, place: Place) -> None:
        self._place = place
        self._here = [action for action in keys.actions if place in action.places]
        self._anywhere = [action for action in keys.actions if Place.ANYWHERE in action.places]
        self._elsewhere = [action for action in keys.actions if action not in self._here + self._anywhere]
        width = max(len(_keys(action)) for action in keys.actions)
        width = max(width, *(len(row.key) for row in _QUERY_ROWS))
        picks = PickList(key_width=width, is_filling=True, empty="No key does that.")
        super().__init__("Help", "↑ ↓ move · Esc leaves", "search the keys", picks)

    def find(self, words: list[str]) -> None:
        """Show the actions whose key, name or sentence holds the words."""
        rows: list[PickRow] = []
        for heading, actions in (
            (_PLACE_NAMES[self._place], self._here),
            ("Anywhere", self._anywhere),
            ("In other panes", self._elsewhere),
        ):
            found = [action for action in actions if _holds(action, words)]
            if found:
                rows += [PickRow("", is_heading=True)] if rows else []
                rows.append(PickRow(heading, is_heading=True))
                rows += [PickRow(action.help, key=_keys(action)) for action in found]
        queries = [row for row in _QUERY_ROWS if all(word in f"{row.key} {row.label}".lower() for word in words)]
        if queries:
            rows += [PickRow("", is_heading=True), PickRow("In a query", is_heading=True), *queries]
        self.picks.show_picks(rows)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Close on Enter."""
        event.stop()
        self.dismiss(None)


def _keys(action: Action) -> str:
    return " ".join(shown_keys(action))


def _holds(action: Action, words: list[str]) -> bool:
    text = f"{_keys(action)} {action.label} {action.help}".lower()
    return all(word in text for word in words)
