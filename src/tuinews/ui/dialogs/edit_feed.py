"""Changing a feed's title, folder and address, and when its articles' pages are fetched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from textual.widget import Widget
from textual.widgets import Input

from tuinews.model.subscriptions import Feed
from tuinews.newsroom.name_folders import folder_places, folder_words
from tuinews.screen_text import line
from tuinews.ui.dialogs.choice_line import ChoiceLine
from tuinews.ui.dialogs.window import Window, text
from tuinews.ui.typed_line import TypedLine, suggest_from

_FULL_TEXT = {"always": "always", "cut": "when the feed's text is cut", "never": "never, only by hand"}
_STORIES = {"on": "its articles fold with those of others", "off": "its articles stand by themselves"}
_ROOMY = 22
"""On a screen of fewer lines the five lines stand close."""


class Edited(NamedTuple):
    """What a feed is to be."""

    title: str
    folders: tuple[tuple[str, ...], ...]
    full_text: str
    """always, cut or never; empty to follow the configuration."""
    address: str
    stories: bool
    """Whether its articles fold with those of others."""


class EditFeedDialog(Window[Edited]):
    """Five lines: title, folders, full texts, stories, address."""

    DEFAULT_CSS = """
    EditFeedDialog .label {
        color: $meta;
    }
    EditFeedDialog .line {
        margin-bottom: 1;
    }
    EditFeedDialog.short .line {
        margin-bottom: 0;
    }
    EditFeedDialog > #box {
        overflow-y: auto;
        scrollbar-size-vertical: 1;
    }
    EditFeedDialog #hint {
        dock: bottom;
        background: $background;
    }
    """
    SHORT = _ROOMY
    WIDEST = 110

    def __init__(
        self,
        feed: Feed,
        folders: Sequence[str],
        full_text: str = "",
        usual: str = "cut",
        *,
        folds: bool = True,
        wants_address: bool = False,
    ) -> None:
        super().__init__("Edit feed", "Enter keeps · tab next · an empty title is the feed's own · Esc leaves")
        self._feed = feed
        self._folders = folders
        self._full_text = full_text
        self._usual = usual
        self._folds = folds
        self._wants_address = wants_address
        self._folder_words = line(folder_words(feed.places), 2000)

    def on_mount(self) -> None:
        """Begin in the line that was asked for."""
        if self._wants_address:
            self.query("#feed-address").focus()  # of none where all is being taken away
        else:
            # Where there is no room for all, the first line was brought into sight before the window had its height.
            self.call_after_refresh(self.call_after_refresh, self._show_first)

    def _show_first(self) -> None:
        for box in self.query("#box"):
            box.scroll_home(animate=False)

    def content(self) -> Iterable[Widget]:
        """Return the inputs and the choice."""
        suggester = suggest_from(self._folders)
        choices = {"": f"as for all feeds ({_FULL_TEXT[self._usual]})", **_FULL_TEXT}
        return [
            text("Title", classes="label"),
            TypedLine(line(self._feed.title), id="feed-title", classes="line", compact=True),
            text("Folder (a semicolon before one more)", classes="label"),
            TypedLine(
                self._folder_words,
                id="feed-folder",
                classes="line",
                compact=True,
                suggester=suggester,
            ),
            text("Fetch the full text from the article's page (← → change it)", classes="label"),
            ChoiceLine(choices, self._full_text, id="feed-full-text", classes="line"),
            text("Stories: one row for an event that several feeds tell of", classes="label"),
            ChoiceLine(_STORIES, "on" if self._folds else "off", id="feed-stories", classes="line"),
            text("Address (articles and marks stay)", classes="label"),
            TypedLine(line(self._feed.url, 2000), id="feed-address", compact=True),
        ]

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give back what was typed."""
        event.stop()
        self._keep()

    def on_choice_line_submitted(self, event: ChoiceLine.Submitted) -> None:
        """Give back what was typed and chosen."""
        event.stop()
        self._keep()

    def _keep(self) -> None:
        title = line(self.query_one("#feed-title", Input).value)
        words = self.query_one("#feed-folder", Input).value
        # A name may hold what stands between names here: what was not touched stays as it is.
        folders = self._feed.places if words == self._folder_words else folder_places(words)
        address = self.query_one("#feed-address", Input).value.strip() or self._feed.url
        full_text = self.query_one("#feed-full-text", ChoiceLine).value
        folds = self.query_one("#feed-stories", ChoiceLine).value == "on"
        self.dismiss(Edited(title, folders, full_text, address, folds))
