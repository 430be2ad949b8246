"""Reads a local file or standard input: ordinary files only, never more than the bound, never blocking."""

from __future__ import annotations

import errno
import os
import stat
import sys
from typing import Final

from tuinews.errors import FileError
from tuinews.fetch.limits import size_in_words
from tuinews.model.sources import Document, Source, SourceKind
from tuinews.screen_text import line

STDIN: Final = "-"

_PATH_CHARS: Final = 200
# Without O_NONBLOCK, opening a named pipe waits until somebody writes into it.
_FLAGS: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)

_KINDS: Final = (
    (stat.S_ISDIR, "is a folder"),
    (stat.S_ISFIFO, "is a pipe"),
    (stat.S_ISSOCK, "is a socket"),
    (stat.S_ISCHR, "is a device"),
    (stat.S_ISBLK, "is a device"),
)
_FAULTS: Final = {
    errno.ENOENT: "There is no file {path}.",
    errno.ENOTDIR: "There is no file {path}.",
    errno.EACCES: "The file {path} may not be read; look at its permissions.",
    errno.EPERM: "The file {path} may not be read; look at its permissions.",
    errno.ELOOP: "The link {path} leads in a circle.",
    errno.ENAMETOOLONG: "The file name {path} is too long.",
}


def read_file(path: str, limit_bytes: int) -> Document:
    """Return a local file's bytes, addressed by its absolute path.

    Raises:
        FileError: it is absent, unreadable, larger than `limit_bytes` or no ordinary file.
    """
    shown = line(path, _PATH_CHARS)
    try:
        _check_kind(os.stat(path).st_mode, shown)  # a look first: opening some devices does something
        descriptor = os.open(path, _FLAGS)
        with os.fdopen(descriptor, "rb") as file:
            facts = os.fstat(descriptor)
            _check_kind(facts.st_mode, shown)
            body = b"" if facts.st_size > limit_bytes else file.read(limit_bytes + 1)
    except OSError as error:
        words = _FAULTS.get(error.errno or 0, "The file {path} cannot be read.")
        raise FileError(words.format(path=shown)) from error
    except ValueError as error:  # a NUL in the path
        raise FileError(f"There is no file {shown}.") from error
    if max(facts.st_size, len(body)) > limit_bytes:
        raise FileError(f"The file {shown} is larger than {size_in_words(limit_bytes)}, not read.")
    return Document(Source(SourceKind.FILE, path), os.path.abspath(path), body)


def read_stdin(limit_bytes: int) -> Document:
    """Return what comes on standard input, addressed as "-".

    Raises:
        FileError: it is closed, unreadable or holds more than `limit_bytes`.
    """
    try:
        body = sys.stdin.buffer.read(limit_bytes + 1)
    except (OSError, ValueError, AttributeError) as error:  # unreadable, closed, none at all
        raise FileError("Standard input cannot be read.") from error
    if len(body) > limit_bytes:
        raise FileError(f"Standard input holds more than {size_in_words(limit_bytes)}, not read.")
    return Document(Source(SourceKind.FILE, STDIN), STDIN, body)


def _check_kind(mode: int, shown: str) -> None:
    if stat.S_ISREG(mode):
        return
    kind = next((words for test, words in _KINDS if test(mode)), "is something else")
    raise FileError(f"{shown} {kind}, not a file to read.")
