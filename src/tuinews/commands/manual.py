"""`help`, `man` and `completions`: what the program tells of itself."""

from __future__ import annotations

import argparse
import sys

from tuinews import manual
from tuinews.commands.parsers import parser_of
from tuinews.commands.table import COMMANDS
from tuinews.commands.tables import print_columns, room_for_tables
from tuinews.config import load_config
from tuinews.errors import ConfigError, UsageError
from tuinews.keymap import ACTIONS, Action, keymap
from tuinews.paths import find_paths


def help_command(options: argparse.Namespace) -> int:
    """Print a topic, what a word stands for, or the list of topics."""
    actions = _actions(options.data_dir)
    if not options.word:
        print_columns(
            ("topic", "what it tells"), [(page.name, page.title) for page in manual.topics(actions)], flexible=(1,)
        )
        print("\n`tuinews help TOPIC` prints one; WORD may be a command, a setting, an action or a key, too.")
        return 0
    word = " ".join(options.word)
    command = COMMANDS.get(word)
    if command is not None:
        parser_of(command).print_help()
        if word not in manual.TOPICS:
            return 0
        print()
    try:
        found = manual.look_up(word, actions)
    except UsageError as error:
        raise UsageError(error.message) from None
    print("\n".join(manual.wrapped(found, min(room_for_tables(), 100))))
    return 0


def _actions(data_dir: str | None) -> tuple[Action, ...]:
    """Return the keys in force; a broken configuration must not keep anybody from the help on it."""
    try:
        return keymap(load_config(find_paths(data_dir).config_file).key_choices)
    except ConfigError:
        return ACTIONS


def man(options: argparse.Namespace) -> int:
    """Print the manual page."""
    from tuinews.commands.man_page import man_page

    sys.stdout.write(man_page())
    return 0


def completions(options: argparse.Namespace) -> int:
    """Print completions for a shell."""
    from tuinews.commands.completions import script

    sys.stdout.write(script(options.shell))
    return 0
