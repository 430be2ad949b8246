"""Opening the reader."""

from __future__ import annotations

import os
import sys

from tuinews import memory
from tuinews.config import Config, load_config
from tuinews.errors import UsageError
from tuinews.keymap import keymap
from tuinews.newsroom import read
from tuinews.newsroom.desk import Desk
from tuinews.newsroom.offload import InlineOffload
from tuinews.newsroom.opening import open_newsroom
from tuinews.paths import find_paths
from tuinews.terminal_ground import Asking
from tuinews.theme_tables import AUTO


def run_reader(
    data_dir: str | None, targets: tuple[str, ...] = (), *, subscribe: bool = False, is_tour: bool = False
) -> int:
    """Open the reader on the archive, with these targets if there are any; return the exit code."""
    memory.share_one_store()
    paths = find_paths(data_dir)
    config = load_config(paths.config_file)
    keymap(config.key_choices, str(paths.config_file))
    stdin = _read_stdin(config) if "-" in targets else b""
    if not sys.stdin.isatty():
        _take_keyboard()
    newsroom = open_newsroom(paths, config, InlineOffload(), upgrading=_say_upgrading, is_light=True)
    desk = Desk(data_dir)
    asking = Asking()
    try:
        if AUTO in {config.view_theme, config.pictures_drawing}:
            asking.ask()
        is_first_start = not read.has_welcome(newsroom)
        if targets or is_first_start:
            # It loads while Textual is imported, so that what is opened is read by the time of the first paint.
            desk.start()
        if is_first_start and not newsroom.database.unwritable:
            from tuinews.newsroom.starting import ensure_welcome

            ensure_welcome(newsroom)
        from tuinews.ui import run
        from tuinews.ui.start import Targets

        return run(newsroom, desk, targets=Targets(targets, stdin, subscribe, is_tour), asking=asking)
    finally:
        asking.answer()  # leaves the terminal as it was where the screen never came
        desk.close()
        newsroom.close()


def _say_upgrading(step: int, of: int) -> None:
    from tuinews.commands.upgrading import say_upgrading  # once in a long while

    say_upgrading(step, of)


def _read_stdin(config: Config) -> bytes:
    if sys.stdin.isatty():
        raise UsageError("- means standard input, but nothing is piped in. For example: cat article.txt | tuinews -")
    from tuinews.newsroom.analyse import read_stdin

    return read_stdin(config)


def _take_keyboard() -> None:
    """Give standard input back to the keyboard after a pipe or a file had it."""
    try:
        terminal = os.open("CONIN$", os.O_RDWR) if os.name == "nt" else os.open("/dev/tty", os.O_RDONLY)
    except OSError:
        raise UsageError("The reader needs a terminal for its keys, and there is none.") from None
    os.dup2(terminal, sys.stdin.fileno())
