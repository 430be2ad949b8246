"""A file that comes in part: its bytes, and beside them the note that says of which resource they are.

What the note calls done is on the disk, whatever ended the program. What lies behind it may be anything and is cut off
before more is written.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple, Self

from tuinews.errors import FetchError
from tuinews.fetch.headers import usable_validator

try:
    import fcntl
except ImportError:  # Windows has none; there a file that is open cannot be moved by another
    fcntl = None  # type: ignore[assignment]

_MOST_BYTES: Final = 4096
_SAFE: Final = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""A link in its place, which somebody else may have put there, is not followed, and a pipe is not waited for."""
_NAME: Final = re.compile(r"\..+-[0-9a-f]{8}\.[a-z0-9]{1,5}\.part(?:\.json(?:\.new)?)?")


class Kept(NamedTuple):
    """What is there of a file."""

    done: int = 0
    """Bytes, from its beginning."""
    total: int = 0
    """How many there will be; 0 when that is not known."""
    validator: str = ""
    """What proves that the rest is of the same file: a strong entity tag, or a date as good as one."""
    address: str = ""
    """Where the answer came from, as a digest: a validator is of one address only, and the address may hold secrets."""


NOTHING: Final = Kept()


class Partial:
    """The part of one file, open for as long as it is fetched."""

    def __init__(self, path: Path, file: BinaryIO) -> None:
        self.path = path
        self._file = file
        self._note = _note_of(path)
        self.kept = self._read()

    @classmethod
    @contextlib.contextmanager
    def of(cls, whole: Path) -> Iterator[Self]:
        """Open the part of the file that will be `whole`; what can be gone on with is kept when the block ends.

        Raises:
            FetchError: another tuinews fetches it, or what is in its place is no file.
            OSError: it cannot be written.
        """
        path = whole.with_name(f".{whole.name}.part")
        with _opened(path) as file:
            _lock(file, path)
            part = cls(path, file)
            try:
                yield part
            finally:
                part._end()

    def begin(self, kept: Kept) -> None:
        """Write from where `kept` says on; nothing of what was there behind it stays."""
        if not kept.done:
            self._note.unlink(missing_ok=True)  # else it would vouch for bytes of another file, were the program killed
        self.kept = kept
        self._file.seek(kept.done)
        self._file.truncate()

    def write(self, some: bytes) -> None:
        """Write the next bytes."""
        self._file.write(some)
        self.kept = self.kept._replace(done=self.kept.done + len(some))

    def secure(self) -> None:
        """Make sure that what was written outlasts a power cut, and note it; takes as long as the disk does."""
        kept = self.kept
        self._file.flush()
        os.fsync(self._file.fileno())
        if kept.validator:
            self._write_note(json.dumps(kept))

    def complete(self, whole: Path) -> None:
        """Give the file its name."""
        self._file.flush()
        self._note.unlink(missing_ok=True)
        self._let_go()
        self.path.replace(whole)
        self._file.close()

    def forget(self) -> None:
        """Keep nothing."""
        self.kept = NOTHING

    def _end(self) -> None:
        if self._file.closed:
            return
        with contextlib.suppress(OSError):
            if self.kept.done and self.kept.validator:
                self.secure()
                return
        with contextlib.suppress(OSError):
            self._note.unlink(missing_ok=True)
            self._let_go()
            self.path.unlink(missing_ok=True)
            self._file.close()

    def _let_go(self) -> None:
        """Close the file where it could not be moved else; elsewhere it stays locked until it has moved."""
        if fcntl is None:
            self._file.close()

    def _write_note(self, text: str) -> None:
        """Put a note in the place of the last one, all at once; were it cut short, all that came would be lost."""
        new = self._note.with_name(f"{self._note.name}.new")
        new.unlink(missing_ok=True)
        with new.open("x", encoding="utf-8") as file:  # "x" follows no link
            file.write(text)
        new.replace(self._note)

    def _read(self) -> Kept:
        """Return what the note says, as far as the file bears it out."""
        try:
            with os.fdopen(os.open(self._note, os.O_RDONLY | _SAFE), "rb") as file:
                done, total, validator, address = json.loads(file.read(_MOST_BYTES))
        except (OSError, ValueError, TypeError, RecursionError):
            return NOTHING
        if not (type(done) is int and type(total) is int and type(validator) is str and type(address) is str):
            return NOTHING
        if not usable_validator(validator):
            return NOTHING
        has = os.fstat(self._file.fileno()).st_size
        return Kept(done, total, validator, address) if 0 < done <= has and (done <= total or not total) else NOTHING


def forget_older(folder: Path, than: float) -> None:
    """Take away what was left in a folder by downloads that were last tried before a moment, in seconds."""
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            with contextlib.suppress(OSError):
                if _NAME.fullmatch(path.name) and path.lstat().st_mtime < than:
                    path.unlink()


def _note_of(part: Path) -> Path:
    return part.with_name(f"{part.name}.json")


def _opened(path: Path) -> BinaryIO:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | _SAFE, 0o666)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise FetchError(f"{path} is no file and in the way of what is fetched. Move it elsewhere.")
    return os.fdopen(descriptor, "r+b")


def _lock(file: BinaryIO, path: Path) -> None:
    if fcntl is not None:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)  # it ends with the process
            is_moved = not os.path.samestat(os.fstat(file.fileno()), path.stat())
        except OSError as error:
            raise FetchError("Another tuinews is fetching this file.") from error
        if is_moved:  # between opening and locking: what is open now is the whole file, or nobody's
            raise FetchError("Another tuinews has just fetched this file.")
