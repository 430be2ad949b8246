"""The parsers of the command line: one for each command, made from its table."""

from __future__ import annotations

import argparse
import re
from typing import Final, NoReturn

from tuinews.commands.table import Command
from tuinews.errors import UsageError

_QUOTE: Final = "'"
_NO_CHOICE: Final = re.compile(r"argument .*: invalid choice: '(.*)' \(choose from (.*)\)")
"""argparse's words for a value that is none of those there are."""


class Parser(argparse.ArgumentParser):
    """A parser whose complaints are one sentence."""

    def error(self, message: str) -> NoReturn:
        told = f"{message[:1].upper()}{message[1:]}"
        if choice := _NO_CHOICE.fullmatch(message):
            told = f"{choice[1]} is none of {choice[2].replace(_QUOTE, '')}"
        raise UsageError(f"{told}. `{self.prog} --help` shows how it is used.")


def parser_of(command: Command) -> Parser:
    """Return a command's parser."""
    parser = Parser(
        prog=f"tuinews {command.name}",
        description=command.help,
        epilog="example:\n" + "\n".join(f"  {example}" for example in command.examples),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    command.add_arguments(parser)
    parser.add_argument("--data-dir", metavar="DIR", help="keep everything in DIR (or set TUINEWS_HOME)")
    parser.add_argument("--debug", action="store_true", help="show the traceback of an error")
    return parser


def arguments_of(parser: argparse.ArgumentParser) -> tuple[list[argparse.Action], list[argparse.Action]]:
    """Return a parser's options, and what stands without one."""
    # argparse has no public list of them; its own help is made from this one.
    every = [action for group in parser._action_groups for action in group._group_actions]
    options = [action for action in every if action.option_strings]
    return options, [action for action in every if not action.option_strings]
