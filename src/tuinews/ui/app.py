"""The Textual application: themes, style sheets, and the one screen under all windows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual import events
from textual.app import App
from textual.geometry import Offset
from textual.screen import Screen
from textual.widgets import Input

from tuinews.ui.dressing import Dressing
from tuinews.ui.pasted import keep_pasted
from tuinews.ui.reader_screen import ReaderScreen
from tuinews.ui.themes import THEMES, role_defaults
from tuinews.ui.thrift import keep_no_parts

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.driver import Driver
    from textual.filter import LineFilter

    from tuinews.newsroom import Newsroom
    from tuinews.newsroom.desk import Desk
    from tuinews.ui.start import Opening


class TuinewsApp(App[None]):
    """The reader."""

    TITLE = "tuinews"
    CSS_PATH = ["frame.tcss", "article.tcss"]
    ENABLE_COMMAND_PALETTE = False
    AUTO_FOCUS = ""
    is_leaving = False
    """Whether somebody asked it to end."""

    def __init__(self, newsroom: Newsroom, desk: Desk, opening: Opening) -> None:
        keep_no_parts()
        dressing = Dressing(newsroom.config, opening.session, newsroom.paths.themes_dir, opening.ground.is_light)
        wanted = dressing.first
        self._dressing = dressing
        self._typed_at = Offset(0, 0)
        # Said here, or under NO_COLOR Textual turns the terminal's own colours into shades of grey: black on black.
        super().__init__(ansi_color=True if wanted.ansi else None)
        self.set_reactive(App.ansi_color, None)
        for theme in THEMES:
            self.register_theme(theme)
        if wanted not in THEMES:
            self.register_theme(wanted)
        self.reader = ReaderScreen(newsroom, desk, opening, dressing)
        if wanted.ansi:
            self.theme = wanted.name
        else:
            # As if it had always been the theme: setting it would read every style sheet twice before the first paint.
            self.set_reactive(App.theme, wanted.name)
            self.stylesheet.set_variables(self.get_css_variables())

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return what every line goes through on its way to the terminal."""
        return [*self._dressing.first_filters, *super().get_line_filters(), *self._dressing.filters]

    @property
    def cursor_position(self) -> Offset:
        """Where the terminal's cursor stands: where text is typed, in the linear mode on the line in focus."""
        if self.is_running and self.reader.is_begun and self.reader.config.access_linear:
            from tuinews.ui.access import focused_line

            return focused_line(self.screen, self.reader)
        return self._typed_at

    @cursor_position.setter
    def cursor_position(self, position: Offset) -> None:
        self._typed_at = position

    def get_driver_class(self) -> type[Driver]:
        """Return what speaks with the terminal."""
        return keep_pasted(super().get_driver_class())

    def get_default_screen(self) -> Screen[None]:
        """Return the reader's screen."""
        return self.reader

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return the colours of our roles for themes that do not name them."""
        return dict(role_defaults(self.current_theme))

    async def on_event(self, event: events.Event) -> None:
        """Hand an event on, but for keys to a window that is only opening: they wait until it can take them."""
        if isinstance(event, events.InputEvent | events.Resize):
            self.reader.tidying.wait()
        if (
            isinstance(event, events.Key | events.Paste)
            and not event.is_forwarded
            and self.reader.type_ahead.takes(event)
        ):
            return
        await self.hand_on(event)

    async def hand_on(self, event: events.Event) -> None:
        """Hand an event on to whom it is for; a window is given the key that it knows for the user's."""
        if isinstance(event, events.Key) and not event.is_forwarded and self.screen is not self.reader:
            is_typing = isinstance(self.screen.focused, Input)
            meant = self.reader.keys.in_windows.usual(event.key, is_typing=is_typing)
            event = event if meant == event.key else events.Key(meant, None)
        await super().on_event(event)

    def name_keys(self, hint: str) -> str:
        """Return what a window's last line says of its keys, with the user's."""
        return self.reader.keys.in_windows.named(hint)

    def record(self, sentence: str) -> None:
        """Write into the log what a window tells of a fault."""
        self.reader.record(sentence)

    def copy_to_clipboard(self, text: str) -> None:
        """Copy a text by way of the terminal, and of the command that the configuration has for it."""
        super().copy_to_clipboard(text)
        if self.reader.config.copy_command:
            from tuinews.ui.clipboard import give

            self.reader.start(partial(give, self.reader, text), "copy", exclusive=False)

    def exit(self, result: None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        """End, as somebody asked for it."""
        self.is_leaving = True
        super().exit(result, return_code, message)

    async def action_quit(self) -> None:
        """Leave, from wherever the reader is."""
        self.reader.keeping.quit()

    def action_help_quit(self) -> None:
        """Say how to leave, to whoever presses ctrl+c for it."""
        self.reader.note("ctrl+q quits.")
