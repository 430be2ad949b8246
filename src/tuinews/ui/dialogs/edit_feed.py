"""Changing a feed's title, folder and address."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.suggester import SuggestFromList
from textual.widget import Widget
from textual.widgets import Input

from tuinews.model import Feed
from tuinews.screen_text import line
from tuinews.ui.dialogs.window import Window, text


class EditFeedDialog(Window[tuple[str, tuple[str, ...], str]]):
    """Three lines: the title, the folder with a slash between a folder and one inside it, and the address."""

    DEFAULT_CSS = """
    EditFeedDialog .label {
        color: $meta;
    }
    EditFeedDialog #feed-title, EditFeedDialog #feed-folder {
        margin-bottom: 1;
    }
    EditFeedDialog.short #feed-title, EditFeedDialog.short #feed-folder {
        margin-bottom: 0;
    }
    """

    def __init__(self, feed: Feed, folders: Sequence[str], *, wants_address: bool = False) -> None:
        super().__init__("Edit feed", "Enter keeps · tab next · an empty title is the feed's own · Esc leaves")
        self._feed = feed
        self._folders = folders
        self._wants_address = wants_address

    def on_mount(self) -> None:
        """Begin in the line that was asked for."""
        if self._wants_address:
            self.query_one("#feed-address", Input).focus()

    def content(self) -> Iterable[Widget]:
        """Return the two inputs."""
        suggester = SuggestFromList(self._folders, case_sensitive=False) if self._folders else None
        return [
            text("Title", classes="label"),
            Input(line(self._feed.title), id="feed-title", compact=True),
            text("Folder", classes="label"),
            Input("/".join(self._feed.folder), id="feed-folder", compact=True, suggester=suggester),
            text("Address (articles and marks stay)", classes="label"),
            Input(line(self._feed.url, 2000), id="feed-address", compact=True),
        ]

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give back what was typed."""
        event.stop()
        title = line(self.query_one("#feed-title", Input).value)
        folder = self.query_one("#feed-folder", Input).value
        names = tuple(name for name in (line(part) for part in folder.split("/")) if name)
        self.dismiss((title, names, self.query_one("#feed-address", Input).value.strip()))
