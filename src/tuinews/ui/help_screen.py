"""The help: every key and what it does, those of the focused pane first, and the manual; typing searches it."""

from __future__ import annotations

from textual import on
from textual.widgets import Input

from tuinews import manual
from tuinews.keymap import Action, Place, shown_keys
from tuinews.query.fields import FIELDS
from tuinews.ui.dialogs.pick_list import PickList, PickRow
from tuinews.ui.keys import KeyTable
from tuinews.ui.row_list import RowList
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
        width = max(width, *(len(row.key) for row in _QUERY_ROWS), *map(len, manual.TOPICS))
        picks = PickList(key_width=width, is_filling=True, empty="No key does that.")
        self._topics = manual.topics(keys.actions)
        self._found: dict[int, manual.Topic] = {}
        super().__init__("Help", "↑ ↓ move · Enter reads a topic · Esc leaves", "search the help", picks)

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
        self._add_topics(rows, words)
        self.picks.show_picks(rows)

    def _add_topics(self, rows: list[PickRow], words: list[str]) -> None:
        """Add the topics of the manual whose text holds the words."""
        self._found = {}
        found = [page for page in self._topics if all(word in f"{page.title} {page.text}".lower() for word in words)]
        found.sort(key=lambda page: not all(word in page.title.lower() for word in words))
        if found:
            rows += [PickRow("", is_heading=True)] if rows else []
            rows.append(PickRow("To read", is_heading=True))
        for page in found:
            self._found[len(rows)] = page
            rows.append(PickRow(page.title, key=page.name))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Read the topic under the cursor; close on a key."""
        event.stop()
        self._open(self.picks.cursor)

    @on(RowList.Chosen)
    def _chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        if event.index in self._found:
            self._open(event.index)

    def _open(self, index: int) -> None:
        page = self._found.get(index)
        if page is None:
            self.dismiss(None)
            return
        from tuinews.ui.topic_screen import TopicScreen

        self.app.push_screen(TopicScreen(page))


def _keys(action: Action) -> str:
    return " ".join(shown_keys(action))


def _holds(action: Action, words: list[str]) -> bool:
    text = f"{_keys(action)} {action.label} {action.help}".lower()
    return all(word in text for word in words)
