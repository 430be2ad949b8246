"""Changing a feed's title and folder."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.suggester import SuggestFromList
from textual.widget import Widget
from textual.widgets import Input

from tuinews.model import Feed
from tuinews.screen_text import line
from tuinews.ui.dialogs.window import Window, text


class EditFeedDialog(Window[tuple[str, tuple[str, ...]]]):
    """Two lines: the title, and the folder with a slash between a folder and one inside it."""

    DEFAULT_CSS = """
    EditFeedDialog .label {
        color: $meta;
    }
    EditFeedDialog #feed-title {
        margin-bottom: 1;
    }
    """

    def __init__(self, feed: Feed, folders: Sequence[str]) -> None:
        super().__init__("Edit feed", "Enter keeps · tab next · an empty title is the feed's own · Esc leaves")
        self._feed = feed
        self._folders = folders

    def content(self) -> Iterable[Widget]:
        """Return the two inputs."""
        suggester = SuggestFromList(self._folders, case_sensitive=False) if self._folders else None
        return [
            text(line(self._feed.url, 300), classes="label"),
            text(""),
            text("Title", classes="label"),
            Input(line(self._feed.title), id="feed-title", compact=True),
            text("Folder", classes="label"),
            Input("/".join(self._feed.folder), id="feed-folder", compact=True, suggester=suggester),
        ]

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give back what was typed."""
        event.stop()
        title = line(self.query_one("#feed-title", Input).value)
        folder = self.query_one("#feed-folder", Input).value
        names = tuple(name for name in (line(part) for part in folder.split("/")) if name)
        self.dismiss((title, names))
