"""The windows over the reader: help, commands, themes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tuinews.keymap import Place
from tuinews.model.scopes import Scope

if TYPE_CHECKING:
    from tuinews.ui.reader_screen import ReaderScreen


class Windows:
    """Opens the windows and does what was chosen in them."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen

    def show_help(self) -> None:
        """Show the keys, those of the focused pane first."""
        from tuinews.ui.help_screen import HelpScreen

        self._screen.app.push_screen(HelpScreen(self._screen.keys, self._screen.panes.place))

    def show_palette(self) -> None:
        """Find and run any command, or go to any feed or folder."""
        self._screen.start(self._show_palette, "palette")

    async def _show_palette(self) -> None:
        from tuinews.ui.palette import Palette

        screen = self._screen
        chosen = await screen.app.push_screen_wait(Palette(screen.keys, screen.feeds.feed_tree))
        if isinstance(chosen, Scope):
            screen.going.open_scope(chosen)
            screen.going.go_to(Place.HEADLINES)
        elif chosen:
            screen.do(chosen)

    def choose_theme(self) -> None:
        """Choose the theme; the screen shows each as the cursor stands on it."""
        self._screen.start(self._choose_theme, "theme")

    async def _choose_theme(self) -> None:
        from tuinews.ui.dialogs.theme import ThemeDialog

        screen = self._screen
        app, dressing = screen.app, screen.dressing
        before = dressing.shown
        dialog = ThemeDialog(dressing.names(), before, partial(dressing.wear, app))
        chosen = await app.push_screen_wait(dialog)
        if chosen:
            dressing.choose(app, chosen)
        else:
            dressing.wear(app, before)
        if dressing.fault:
            screen.tell(dressing.fault, "error")
