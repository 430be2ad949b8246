"""The command line: arguments in, a command or the reader out, exit codes.

Imports wait until a command needs them: `--version` and `--help` load nothing but argparse, the reader nothing that
its first paint does not need.
"""

from __future__ import annotations

import contextlib
import errno
import gc
import importlib
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tuinews import __version__
from tuinews.errors import TuinewsError, UsageError

if TYPE_CHECKING:
    import argparse  # long to load, and the reader alone needs none

DONE, SOMETHING_FAILED, WRONG_USAGE = 0, 1, 2
INTERRUPTED = 130

_OVERVIEW = """\
usage: tuinews [TARGET …]               open the reader, or TARGET in it
       tuinews COMMAND [ARGUMENT …]     do one thing in the shell

commands:
{commands}

TARGET is an article file (.txt .html .md .eml), a folder of them, - (standard
input), a feed, an OPML file, a newsboat urls file or a web address. What it is,
its content tells.

options:
  --data-dir DIR   keep everything in DIR (or set TUINEWS_HOME)
  --subscribe      subscribe to the feeds that TARGET names without asking
  --debug          show the traceback of an error
  --version        print the version
  --help           print this; `tuinews COMMAND --help` tells about a command,
                   `tuinews help` lists the topics of the manual

examples:
  tuinews article.txt
  tuinews https://example.org
  tuinews add https://example.org/feed.xml --folder World
  tuinews list is:unread --limit 20

Exit codes: 0 done, 1 done but something failed (a feed, a file), 2 wrong usage
or unreadable input, 3 the archive cannot be used."""


def main(argv: Sequence[str]) -> int:
    """Run one command, or the reader, and return the exit code."""
    arguments = list(argv)
    is_debugging = "--debug" in arguments
    _prepare_output()
    try:
        exit_code = _run(arguments)
        sys.stdout.flush()
        return exit_code
    except TuinewsError as error:
        if is_debugging:
            _show(error)
        if error.__cause__ or not isinstance(error, UsageError):
            _log(arguments, error.message, error)
        _say(error.in_full)
        return error.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has gone (`tuinews list | head`).
        _drop_output()
        return DONE
    except Exception as error:
        if is_debugging:
            _show(error)
        return _unexpected(arguments, error)


def _run(arguments: list[str]) -> int:
    if not arguments:
        return _read(None, ())  # at once: the parsers take time to load
    place = _first_word(arguments)
    if place < len(arguments):
        from tuinews.commands.table import COMMANDS

        if arguments[place] in COMMANDS:
            # Options may stand before a command: `tuinews --data-dir X list`.
            return _command(arguments[place], arguments[:place] + arguments[place + 1 :])
    options, rest = _global_parser().parse_known_args(arguments)
    if options.version:
        print(f"tuinews {__version__}")
        return DONE
    if options.help:
        print(_overview())
        return DONE
    unknown = [word for word in rest if word.startswith("-") and word != "-"]
    if unknown:
        raise UsageError(f"There is no option {unknown[0]}. `tuinews --help` lists what there is.")
    return _read(options.data_dir, tuple(rest), subscribe=options.subscribe)


def _first_word(arguments: list[str]) -> int:
    """Return the place of the first argument that is neither an option nor an option's value."""
    place = 0
    while place < len(arguments) and arguments[place].startswith("-"):
        place += 2 if arguments[place] == "--data-dir" else 1
    return place


def _read(data_dir: str | None, targets: tuple[str, ...], *, subscribe: bool = False) -> int:
    if not sys.stdout.isatty():
        if targets:
            raise UsageError(
                "The reader needs a terminal. To print an article with its people and quotes: tuinews annotate FILE."
            )
        print(_overview())
        return DONE
    _check_home(data_dir)
    if targets and not any(map(os.path.exists, targets)):
        _check_typing(targets[0])
    # Until the first paint nearly everything that is made stays: collecting garbage would only cost time.
    gc.disable()
    from tuinews import reader

    return reader.run_reader(data_dir, targets, subscribe=subscribe)


def _tour(options: argparse.Namespace) -> int:
    if not sys.stdout.isatty():
        raise UsageError("The tour needs a terminal.", topic="start")
    from tuinews import reader

    return reader.run_reader(options.data_dir, is_tour=True)


def _check_typing(target: str) -> None:
    """Refuse a mistyped command, which would be taken for a file; raises UsageError."""
    import difflib

    from tuinews.commands.table import COMMANDS

    if target.isalpha():
        near = difflib.get_close_matches(target, COMMANDS, 1, 0.7)
        hint = f"Did you mean `tuinews {near[0]}`?" if near else "`tuinews --help` lists the commands."
        raise UsageError(f"There is no command and no file {target}. {hint}")


def _command(name: str, arguments: list[str]) -> int:
    from tuinews.commands.parsers import parser_of
    from tuinews.commands.table import COMMANDS

    command = COMMANDS[name]
    parser = parser_of(command)
    try:
        options = parser.parse_args(arguments)
    except SystemExit as leaving:
        return WRONG_USAGE if leaving.code else DONE
    _check_home(options.data_dir)
    if name == "tour":
        return _tour(options)
    module = importlib.import_module(f"tuinews.commands.{command.module}")
    exit_code: int = getattr(module, command.function)(options)
    return exit_code


def _check_home(data_dir: str | None) -> None:
    home = data_dir or os.environ.get("TUINEWS_HOME") or os.curdir
    if os.path.exists(os.path.expanduser(home)) and not os.path.isdir(os.path.expanduser(home)):
        raise UsageError(f"{home} is a file. --data-dir and TUINEWS_HOME name a folder to keep everything in.")


def _global_parser() -> argparse.ArgumentParser:
    from tuinews.commands.parsers import Parser

    parser = Parser(prog="tuinews", add_help=False, allow_abbrev=False)
    parser.add_argument("--data-dir")
    parser.add_argument("--subscribe", action="store_true")
    parser.add_argument("--debug", action="store_true")
    parser.add_argument("--version", action="store_true")
    parser.add_argument("--help", "-h", action="store_true")
    return parser


def _overview() -> str:
    from tuinews.commands.table import COMMANDS

    listed = "\n".join(f"  {command.name:<11} {command.summary}" for command in COMMANDS.values())
    return _OVERVIEW.format(commands=listed)


def _prepare_output() -> None:
    """Make sure that what is printed can be: nothing is closed, no character stops the program."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by the caller: `tuinews list >&-`
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
        stream = getattr(sys, name)
        with contextlib.suppress(AttributeError):
            if sys.platform == "win32":  # where a file or a pipe would get what an old code page can say
                stream.reconfigure(encoding="utf-8")
            is_utf8 = (stream.encoding or "").lower().replace("-", "") == "utf8"
            # Half a surrogate pair, which JSON may hold, becomes the escape that JSON has for it.
            stream.reconfigure(errors="backslashreplace" if is_utf8 else "replace")


def _drop_output() -> None:
    """Let nothing more be written to standard output, not even at exit."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _say(sentence: str) -> None:
    from tuinews.screen_text import block

    with contextlib.suppress(OSError):
        sys.stdout.flush()
    with contextlib.suppress(OSError):
        print(f"tuinews: {block(sentence)}", file=sys.stderr)


def _show(error: BaseException) -> None:
    """Print the traceback of an error without what would steer a terminal: it quotes what others wrote."""
    import traceback

    from tuinews.screen_text import block

    with contextlib.suppress(OSError):
        print(block("".join(traceback.format_exception(error))), end="", file=sys.stderr)


def _log(arguments: list[str], message: str, error: BaseException) -> str:
    """Write an error with its traceback to the log of this home; return where that is."""
    import argparse

    from tuinews.newsroom.log import open_log
    from tuinews.paths import find_paths

    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    parser.add_argument("--data-dir", nargs="?")
    options, _ = parser.parse_known_args(arguments)
    log_file = find_paths(options.data_dir).log_file
    open_log(log_file).error(message, exc_info=error)
    return str(log_file)


def _unexpected(arguments: list[str], error: Exception) -> int:
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        _drop_output()
        _say("There is no space left where the output goes.")
        return WRONG_USAGE
    log_file = _log(arguments, "an unexpected error", error)
    _say(f"Something unexpected went wrong; nothing you stored is lost. The log has the details: {log_file}")
    return SOMETHING_FAILED
