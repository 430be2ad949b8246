"""The windows over the reader: help, commands, themes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from tuinews.keymap import Place
from tuinews.model.scopes import Scope

if TYPE_CHECKING:
    from tuinews.ui.palette import Palette
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
        from tuinews.ui.palette import Named, Palette

        screen = self._screen

        def ask(words: Sequence[str]) -> None:
            screen.start(partial(self._add_people, palette, words), "palette-people")

        palette = Palette(screen.keys, screen.feeds.feed_tree, screen.config.macros, ask)
        chosen = await screen.app.push_screen_wait(palette)
        screen.cancel("palette-people")
        if isinstance(chosen, Scope):
            screen.going.open_scope(chosen)
            screen.going.go_to(Place.HEADLINES)
        elif isinstance(chosen, Named):
            self._go_to(chosen.kind, chosen.name)
        elif chosen:
            screen.do(chosen)

    async def _add_people(self, palette: Palette, words: Sequence[str]) -> None:
        from tuinews.newsroom import find

        palette.add_people(await find.people_called(self._screen.newsroom, words))

    def _go_to(self, kind: str, name: str) -> None:
        screen = self._screen
        if kind == "macro":
            screen.pressing.do_macro(name)
        elif kind == "setting":
            screen.tailoring.show_settings(name)
        elif kind == "topic":
            from tuinews.manual import topic
            from tuinews.ui.topic_screen import TopicScreen

            screen.app.push_screen(TopicScreen(topic(name, screen.keys.actions)))
        else:
            from tuinews.query.printing import print_query
            from tuinews.query.tree import Field

            query = print_query(Field("person", name))
            screen.going.open_scope(Scope(words=query))
            screen.filtering.show(query)
            screen.going.go_to(Place.HEADLINES)

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
