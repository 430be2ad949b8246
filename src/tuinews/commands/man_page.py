"""The manual page, written from the parsers and the manual's topics."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from tuinews import __version__, manual
from tuinews.commands.parsers import arguments_of, parser_of
from tuinews.commands.table import COMMANDS, Command

_ENVIRONMENT = (
    ("TUINEWS_HOME", "The folder to keep everything in."),
    ("NO_COLOR", "Leave every colour to the terminal."),
    ("TEXTUAL_ANIMATIONS", "none lets nothing move."),
    ("VISUAL, EDITOR", "The editor for the configuration."),
    ("BROWSER", "What links open in."),
    ("HTTPS_PROXY, NO_PROXY, SSL_CERT_FILE", "Proxies and certificates."),
)
_EXIT_CODES = (
    ("0", "Done."),
    ("1", "Done, but something failed: a feed, a file."),
    ("2", "Wrong usage or unreadable input."),
    ("3", "A problem with the archive."),
)


def man_page() -> str:
    """Return the page in roff. https://man7.org/linux/man-pages/man7/man.7.html"""
    lines = [
        f'.TH TUINEWS 1 "" "tuinews {__version__}" "User Commands"',
        ".SH NAME",
        r"tuinews \- a terminal news reader that reads for people and what they said",
        ".SH SYNOPSIS",
        ".B tuinews",
        r"[\fIOPTION\fR ...] [\fITARGET\fR ...]",
        ".br",
        ".B tuinews",
        r"\fICOMMAND\fR [\fIARGUMENT\fR ...]",
        ".SH DESCRIPTION",
        "Without a command the reader opens, or TARGET in it: an article file, a folder of them, \\- (standard input), "
        "a feed, an OPML file, a newsboat urls file or a web address. What it is, its content tells.",
        ".SH OPTIONS",
        *_entry(r"\-\-data\-dir \fIDIR\fR", "Keep everything in DIR."),
        *_entry(r"\-\-subscribe", "Subscribe to the feeds that TARGET names without asking."),
        *_entry(r"\-\-debug", "Show the traceback of an error."),
        *_entry(r"\-\-version", "Print the version."),
        *_entry(r"\-\-help", "Print a short help."),
        ".SH COMMANDS",
        *(line for command in COMMANDS.values() for line in _command(command)),
    ]
    for page in manual.topics():
        lines += [f'.SH "{_text(page.title.upper())}"', *_topic(page.text)]
    lines += [".SH ENVIRONMENT", *(line for name, what in _ENVIRONMENT for line in _entry(rf"\fB{name}\fR", what))]
    lines += [".SH EXIT STATUS", *(line for code, what in _EXIT_CODES for line in _entry(rf"\fB{code}\fR", what))]
    return "\n".join(lines) + "\n"


def _command(command: Command) -> Iterator[str]:
    parser = parser_of(command)
    options, words = arguments_of(parser)
    usage = " ".join(_word(action) for action in words)
    yield f'.SS "{_text(f"tuinews {command.name} {usage}".rstrip())}"'
    yield _text(command.help)
    for action in (*words, *options):
        if action.help and "--help" not in action.option_strings and action.dest not in {"data_dir", "debug"}:
            yield from _entry(_signature(action), action.help)
    for example in command.examples:
        yield from (".P", ".RS", ".nf", _text(example), ".fi", ".RE")


def _word(action: argparse.Action) -> str:
    name = _metavar(action)
    return f"[{name}]" if action.nargs in {"?", "*"} else name


def _metavar(action: argparse.Action) -> str:
    if isinstance(action.metavar, str):
        return action.metavar
    return "|".join(map(str, action.choices)) if action.choices else action.dest.upper()


def _signature(action: argparse.Action) -> str:
    if not action.option_strings:
        return rf"\fI{_text(_metavar(action))}\fR"
    value = "" if action.nargs == 0 else rf" \fI{_text(_metavar(action))}\fR"
    return ", ".join(rf"\fB{_text(flag)}\fR" for flag in action.option_strings) + value


def _entry(head: str, text: str) -> Iterator[str]:
    yield from (".TP", head, _text(text.replace("%%", "%")))


def _topic(text: str) -> Iterator[str]:
    is_code = False
    for row in text.split("\n"):
        if row.startswith("    ") != is_code:
            is_code = not is_code
            yield from ((".RS", ".nf") if is_code else (".fi", ".RE"))
        if row.startswith("- "):
            yield from (r".IP \(bu 2", _text(row[2:]))
        elif row:
            yield _text(row.strip() if not is_code else row[4:])
        elif not is_code:
            yield ".P"
    if is_code:
        yield from (".fi", ".RE")


def _text(text: str) -> str:
    """Return a text in which nothing is a command: no backslash, no point or quote at the beginning."""
    escaped = text.replace("\\", r"\e").replace("-", r"\-")
    return rf"\&{escaped}" if escaped[:1] in {".", "'"} else escaped
