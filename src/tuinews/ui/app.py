"""The Textual application: themes, style sheets, and the one screen under all windows."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from textual.app import App
from textual.screen import Screen

from tuinews.ui.reader_screen import ReaderScreen
from tuinews.ui.themes import THEMES, default_theme, role_defaults

if TYPE_CHECKING:
    from textual.theme import Theme

    from tuinews.config import Config
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
        wanted = _wanted_theme(newsroom.config, opening.session.theme)
        # Said here, or under NO_COLOR Textual turns the terminal's own colours into shades of grey: black on black.
        super().__init__(ansi_color=True if wanted.ansi else None)
        self.set_reactive(App.ansi_color, None)
        for theme in THEMES:
            self.register_theme(theme)
        self.reader = ReaderScreen(newsroom, desk, opening)
        if wanted.ansi:
            self.theme = wanted.name
        else:
            # As if it had always been the theme: setting it would read every style sheet twice before the first paint.
            self.set_reactive(App.theme, wanted.name)
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


def _wanted_theme(config: Config, chosen: str) -> Theme:
    """Return the theme to start with: one chosen on the screen outlives the session, but not a lack of colours."""
    by_name = {theme.name: theme for theme in THEMES}
    wanted = by_name[default_theme(config, os.environ)]
    if wanted.ansi and config.view_theme != wanted.name:
        return wanted
    return by_name.get(chosen, wanted)
