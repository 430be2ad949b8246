"""The configuration as it changes, in the settings window or a file: what can apply at once does."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tuinews.config import Config, load_config
from tuinews.errors import ConfigError
from tuinews.keymap import keymap
from tuinews.ui.away import away
from tuinews.ui.faults import told
from tuinews.ui.keys import KeyTable

if TYPE_CHECKING:
    from textual.timer import Timer

    from tuinews.ui.reader_screen import ReaderScreen

_LOOK_S = 2.0
_DESK_TABLES = ("refresh_", "fetch_", "sites", "retention_")


class Tailoring:
    """Keeps what is shown and done as the configuration has it."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self._seen: object = None
        self._timer: Timer | None = None

    def begin(self) -> None:
        """Look at the files from here on, where timers are wanted."""
        self._seen = self._state()
        self._screen.access.begin()
        if self._screen.dressing.fault:
            self._screen.tell(self._screen.dressing.fault, "error")
        self._warn(self._screen.config)
        self._timer = self._screen.set_interval(_LOOK_S, self.look, pause=self._screen.config.access_still)

    def look(self) -> None:
        """Read the files again where they have changed."""
        state = self._state()
        if state == self._seen:
            return
        self._seen = state
        self.reload()

    def reload(self) -> None:
        """Read the configuration and the theme, and follow them; a broken file changes nothing and says why."""
        screen = self._screen
        self._seen = self._state()
        path = screen.newsroom.paths.config_file
        try:
            config = load_config(path)
            keymap(config.key_choices, str(path))
        except ConfigError as error:
            screen.tell(told(error), "error")
            return
        if config != screen.config:
            self.follow(config)
            self._warn(config)
        screen.dressing.wear(screen.app, screen.dressing.shown)
        if screen.dressing.fault:
            screen.tell(screen.dressing.fault, "error")
        for remark in screen.dressing.remarks[:1]:  # more would hide one another; `tuinews config check` says all
            screen.tell(remark, "warning")

    def _warn(self, config: Config) -> None:
        for warning in config.warnings:
            self._screen.tell(f"config.toml: {warning}", "warning")

    def follow(self, config: Config) -> None:
        """Do as a new configuration says."""
        screen = self._screen
        before, screen.config = screen.config, config
        screen.newsroom = screen.newsroom._replace(config=config)
        if config.key_choices != before.key_choices:
            screen.keys = KeyTable(keymap(config.key_choices))
            screen.pressing.take(config.key_choices)
            screen.article.name_keys(screen.keys.names())
            screen.signs.update()
        screen.dressing.follow_config(screen.app, config)
        if config.view_two_line != before.view_two_line:
            screen.headlines.set_two_line(config.view_two_line)
        if config.view_measure != before.view_measure:
            screen.article.measure = screen.panes.measure = config.view_measure
            screen.settle()
        if config.view_highlight != before.view_highlight:
            screen.article.highlight = config.view_highlight
        if screen.article.pictures:
            screen.reading.picturing.follow_size()
        screen.access.follow(config)
        if self._timer is not None:
            (self._timer.pause if config.access_still else self._timer.resume)()
        if _of_desk(config) != _of_desk(before):
            self._tell_desk()
        screen.signs.update()

    def _tell_desk(self) -> None:
        """Let the child process begin anew with other settings, unless it is at work: then the next start does."""
        if self._screen.refreshing.is_running:
            self._screen.note("The feeds that are being fetched now still follow the old settings.")
        else:
            self._screen.desk.close()

    def _state(self) -> object:
        paths = self._screen.newsroom.paths
        files = [paths.config_file, *(sorted(paths.themes_dir.glob("*.toml")) if paths.themes_dir.is_dir() else ())]
        found = []
        for file in files:
            try:
                facts = file.stat()
            except OSError:
                continue
            found.append((file, facts.st_mtime_ns, facts.st_size))
        return found

    # ------------------------------------------------------------------------------------------ changing

    def show_settings(self, key: str = "") -> None:
        """Show every setting, to change it, the cursor on one of them."""
        from tuinews.ui.settings_screen import SettingsScreen

        self._screen.app.push_screen(SettingsScreen(self, self._screen.dressing.names, key))

    def set(self, key: str, text: str) -> Config:
        """Set one setting in the file and follow it; raises ConfigError or UsageError when it cannot be."""
        from tuinews.newsroom import configure

        config = configure.set_setting(self._screen.newsroom.paths, key, text)
        self._seen = self._state()
        self.follow(config)
        return config

    @property
    def config(self) -> Config:
        """The settings in force."""
        return self._screen.config

    def edit(self) -> None:
        """Open the configuration in the user's editor, and follow what was saved there."""
        from textual.app import SuspendNotSupported

        from tuinews.newsroom import configure, editing

        screen = self._screen
        path = screen.newsroom.paths.config_file
        if not path.exists():
            configure.init_config(path)
        try:
            away(screen.app, partial(editing.edit, path))
        except SuspendNotSupported:
            screen.note(f"Please open {path} in an editor; what is saved there applies at once.")
            return
        screen.app.refresh(repaint=True)
        screen.access.after_suspend()
        self.reload()


def _of_desk(config: Config) -> tuple[object, ...]:
    return tuple(getattr(config, name) for name in Config._fields if name.startswith(_DESK_TABLES))
