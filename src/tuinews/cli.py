"""The command line: arguments in, a command or the reader out, exit codes.

Imports wait until a command needs them: `--version` and `--help` load nothing but argparse, the reader nothing that
its first paint does not need.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from tuinews import __version__
from tuinews.errors import TuinewsError

DONE, SOMETHING_FAILED, WRONG_USAGE = 0, 1, 2

_OVERVIEW = """\
usage: tuinews [TARGET …]             open the reader, or these files, folders, addresses or lists in it
       tuinews COMMAND [ARGUMENT …]

{commands}

TARGET is an article file (.txt .html .md .eml), a folder of them, - (standard input), a feed, an OPML file,
a newsboat urls file or a web address. What it is, its content tells.

options:
  --data-dir DIR   keep everything in DIR (or set TUINEWS_HOME)
  --subscribe      subscribe to the feeds that TARGET names without asking
  --debug          show the traceback of an error
  --version        print the version
  --help           this text; `tuinews COMMAND --help` tells about a command

examples:
  tuinews article.txt
  tuinews https://example.org
  tuinews add https://example.org/feed.xml --folder World
  tuinews list --limit 20
"""


def main(argv: Sequence[str]) -> int:
    """Run one command, or the reader, and return the exit code."""
    arguments = list(argv)
    is_debugging = "--debug" in arguments
    try:
        return _run(arguments)
    except TuinewsError as error:
        _say(error.message)
        if is_debugging:
            raise
        return error.exit_code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader of our output has gone (`tuinews list | head`); nothing may be written to it at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception:
        if is_debugging:
            raise
        return _unexpected()


def _run(arguments: list[str]) -> int:
    from tuinews.commands.table import COMMANDS

    options = _global_parser()
    if arguments and arguments[0] in COMMANDS:
        return _command(arguments)
    # Options may stand before a command: `tuinews --data-dir X list`.
    known, rest = options.parse_known_args(arguments)
    if known.version:
        print(f"tuinews {__version__}")
        return DONE
    if known.help:
        print(_OVERVIEW.format(commands=_command_list()))
        return DONE
    if rest and rest[0] in COMMANDS:
        return _command([*rest, *(["--data-dir", known.data_dir] if known.data_dir else [])])
    unknown = [word for word in rest if word.startswith("-") and word != "-"]
    if unknown:
        _say(f"There is no option {unknown[0]}. `tuinews --help` lists what there is.")
        return WRONG_USAGE
    return _read(known, tuple(rest))


def _read(options: argparse.Namespace, targets: tuple[str, ...]) -> int:
    from tuinews import reader

    if not sys.stdout.isatty():
        if targets:
            _say("The reader needs a terminal. To print an article with its people and quotes: tuinews annotate FILE.")
            return WRONG_USAGE
        print(_OVERVIEW.format(commands=_command_list()))
        return DONE
    return reader.run_reader(options.data_dir, targets, subscribe=options.subscribe)


def _command(arguments: list[str]) -> int:
    from tuinews.commands.table import COMMANDS

    command = COMMANDS[arguments[0]]
    parser = _Parser(
        prog=f"tuinews {command.name}",
        description=command.help,
        epilog="example:\n" + "\n".join(f"  {example}" for example in command.examples),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--data-dir", metavar="DIR", help="keep everything in DIR (or set TUINEWS_HOME)")
    parser.add_argument("--debug", action="store_true", help="show the traceback of an error")
    command.add_arguments(parser)
    options = parser.parse_args(arguments[1:])
    module = importlib.import_module(f"tuinews.commands.{command.module}")
    exit_code: int = getattr(module, command.function)(options)
    return exit_code


class _Parser(argparse.ArgumentParser):
    """A parser whose complaints are one sentence."""

    def error(self, message: str) -> NoReturn:
        _say(f"{self.prog}: {message}. `{self.prog} --help` shows how it is used.")
        raise SystemExit(WRONG_USAGE)


def _global_parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="tuinews", add_help=False, allow_abbrev=False)
    parser.add_argument("--data-dir")
    parser.add_argument("--subscribe", action="store_true")
    parser.add_argument("--debug", action="store_true")
    parser.add_argument("--version", action="store_true")
    parser.add_argument("--help", "-h", action="store_true")
    return parser


def _command_list() -> str:
    from tuinews.commands.table import COMMANDS

    return "\n".join(f"  {command.name:<10} {command.summary}" for command in COMMANDS.values())


def _say(sentence: str) -> None:
    from tuinews.screen_text import block

    with contextlib.suppress(BrokenPipeError):
        print(f"tuinews: {block(sentence)}", file=sys.stderr)


def _unexpected() -> int:
    """Log what happened and say where; called from an except clause."""
    from tuinews.newsroom.log import open_log
    from tuinews.paths import find_paths

    log_file = find_paths().log_file
    open_log(log_file).exception("an unexpected error")
    _say(f"Something unexpected went wrong; nothing you stored is lost. The log has the details: {log_file}")
    return SOMETHING_FAILED
