"""The Textual application: themes, style sheets, and the one screen under all windows."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from textual.app import App
from textual.screen import Screen

from tuinews.ui.reader_screen import ReaderScreen
from tuinews.ui.themes import THEMES, default_theme, role_defaults

if TYPE_CHECKING:
    from tuinews.newsroom import Newsroom
    from tuinews.newsroom.desk import Desk
    from tuinews.ui.start import Opening


class TuinewsApp(App[None]):
    """The reader."""

    TITLE = "tuinews"
    CSS_PATH = ["frame.tcss", "article.tcss"]
    ENABLE_COMMAND_PALETTE = False
    AUTO_FOCUS = ""

    def __init__(self, newsroom: Newsroom, desk: Desk, opening: Opening) -> None:
        super().__init__()
        self.reader = ReaderScreen(newsroom, desk, opening)
        for theme in THEMES:
            self.register_theme(theme)
        wanted = default_theme(newsroom.config, os.environ)
        # A theme chosen on the screen outlives the session, but not a terminal without its colours.
        chosen = opening.session.theme
        if chosen in self.available_themes and wanted == newsroom.config.view_theme:
            wanted = chosen
        self._start_with(wanted)

    def _start_with(self, name: str) -> None:
        theme = self.get_theme(name)
        if theme is None or theme.ansi:
            self.theme = name
            return
        # As if it had always been the theme: setting it would read every style sheet twice before the first paint.
        self.set_reactive(App.theme, name)
        self.stylesheet.set_variables(self.get_css_variables())

    def get_default_screen(self) -> Screen[None]:
        """Return the reader's screen."""
        return self.reader

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return the colours of our roles for themes that do not name them."""
        return dict(role_defaults(self.current_theme))

    async def action_quit(self) -> None:
        """Leave, from wherever the reader is."""
        self.reader.keeping.quit()

    def action_help_quit(self) -> None:
        """Say how to leave, to whoever presses ctrl+c for it."""
        self.reader.note("ctrl+q quits.")
