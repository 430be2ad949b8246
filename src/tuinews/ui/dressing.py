"""The theme in force: the first one, the one that is chosen, the user's own as their files change."""

from __future__ import annotations

import locale
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from tuinews.errors import ConfigError
from tuinews.theme_tables import AUTO
from tuinews.ui.session import Session
from tuinews.ui.themes import THEMES, default_theme, has_many_colours, theme_of

if TYPE_CHECKING:
    from textual.app import App
    from textual.filter import LineFilter
    from textual.theme import Theme

    from tuinews.config import Config

_BUILT_IN: Mapping[str, Theme] = {theme.name: theme for theme in THEMES}


class Dressing:
    """Knows the themes by name and puts them on."""

    def __init__(self, config: Config, session: Session, folder: Path, is_light: bool | None) -> None:
        self._folder = folder
        self._config_theme = config.view_theme
        self._is_light = is_light if is_light is not None else {"light": True, "dark": False}.get(session.ground)
        is_outdated = session.theme_over not in {"", config.view_theme}
        self.chosen = "" if is_outdated else session.theme
        """What the reader chose on the screen; the setting stands until then, and again when it is changed."""
        self.fault = ""
        """Why the theme that was asked for last cannot be had."""
        self.remarks: tuple[str, ...] = ()
        """What of its file was not taken or is hard to read."""
        """Why the user's theme could not be put on."""
        self.first = self._find(self._wanted(config))
        self.filters: tuple[LineFilter, ...] = ()
        """What every line goes through on its way to the terminal."""
        self.first_filters: tuple[LineFilter, ...] = ()
        """What it goes through before all that Textual makes of it."""
        self.draw_in(config.view_glyphs)

    @property
    def ground(self) -> str:
        """The terminal's background, for the next start."""
        return "" if self._is_light is None else "light" if self._is_light else "dark"

    @property
    def over(self) -> str:
        """The setting that the reader's choice stands over."""
        return self._config_theme

    @property
    def shown(self) -> str:
        """The name of what is in force: a theme, or auto."""
        return self.chosen or self._config_theme

    def names(self) -> tuple[str, ...]:
        """Return the names to choose from: ours, the user's, and the one that follows the terminal."""
        from tuinews.theme_files import theme_paths

        return (AUTO, *_BUILT_IN, *theme_paths(self._folder))

    def wear(self, app: App[None], name: str) -> None:
        """Put a theme on, by name."""
        theme = self._find(self._resolved(name))
        app.register_theme(theme)
        if app.native_ansi_color and not self.first_filters:
            from tuinews.ui.undimmed import Undimmed

            self.first_filters = (Undimmed(),)
        if app.theme == theme.name:
            app.refresh_css(animate=False)
            _paint_anew(app)
        else:
            app.theme = theme.name

    def choose(self, app: App[None], name: str) -> None:
        """Put on what the reader chose, for good."""
        self.chosen = name
        self.wear(app, name)

    def draw_in(self, glyphs: str) -> bool:
        """Draw with any character or with ASCII alone; return whether that is a change."""
        is_plain = glyphs == "ascii"
        if is_plain == bool(self.filters):
            return False
        if is_plain:
            from tuinews.ui.ascii import AsciiFilter

            keeps_letters = "utf" in locale.getpreferredencoding(False).lower()
            self.filters = (AsciiFilter(keeps_letters=keeps_letters),)
        else:
            self.filters = ()
        return True

    def follow_config(self, app: App[None], config: Config) -> None:
        """Put on what the configuration says where that has changed."""
        if config.view_theme != self._config_theme:
            self._config_theme, self.chosen = config.view_theme, ""
            self.wear(app, self._wanted(config))

    def follow_ground(self, app: App[None], is_light: bool) -> None:
        """Follow the terminal's background where that is wanted."""
        if is_light != self._is_light:
            self._is_light = is_light
            if self.shown == AUTO and has_many_colours(os.environ) and "NO_COLOR" not in os.environ:
                self.wear(app, AUTO)

    def _wanted(self, config: Config) -> str:
        """Return the theme to put on: one chosen on the screen outlives the session, but not a lack of colours."""
        known = frozenset() if self._is_known(config.view_theme) else self._own_names()
        wanted = default_theme(config, os.environ, known=known, is_light=self._is_light)
        if wanted in _BUILT_IN and _BUILT_IN[wanted].ansi and config.view_theme != wanted:
            return wanted
        return self._resolved(self.chosen) if self.chosen else wanted

    def _resolved(self, name: str) -> str:
        if name != AUTO:
            return name
        from tuinews.config import Config

        return default_theme(Config(view_theme=AUTO), os.environ, is_light=self._is_light)

    @staticmethod
    def _is_known(name: str) -> bool:
        return name in _BUILT_IN or name == AUTO

    def _own_names(self) -> frozenset[str]:
        from tuinews.theme_files import theme_paths

        return frozenset(theme_paths(self._folder))

    def _find(self, name: str) -> Theme:
        """Return a theme by its name; where the user's cannot be read, the dark one, and say why."""
        self.fault, self.remarks = "", ()
        if name in _BUILT_IN:
            return _BUILT_IN[name]
        from tuinews.theme_files import read_theme, theme_paths

        path = theme_paths(self._folder).get(name)
        if path is None:
            return THEMES[0]
        try:
            found = read_theme(path)
            self.remarks = tuple(f"{path.name}: {sentence}" for sentence in found.warnings)
            return theme_of(found.table)
        except ConfigError as error:
            from tuinews.ui.faults import told

            self.fault = told(error)
            return THEMES[0]


def _paint_anew(app: App[None]) -> None:
    """Let every widget forget the colours it has: where no rule of its style sheet has changed Textual keeps them."""
    for screen in app.screen_stack:
        for widget in (screen, *screen.walk_children()):
            widget.notify_style_update()
            widget.refresh()
