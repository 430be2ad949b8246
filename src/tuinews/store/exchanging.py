"""Exchanging a damaged archive for a new one, and going back where a program was killed in the middle of that.

The damaged file gets a second name, its logs go beside that one, and the new file takes the first name. For as long as
both names are one file nobody may open it or write to it: the log would be looked for beside the wrong name.
"""

from __future__ import annotations

import contextlib
import glob
import os
import re
import shutil
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

from tuinews.errors import NotNowError, StoreError
from tuinews.placing import flush_folder, mark_of_its_own
from tuinews.store.claims import claimed
from tuinews.store.connecting import held_by_another, is_stuck, is_unwritable, plain_errors
from tuinews.store.database_files import drop, give_logs, logs_of, note_of

_ASIDE = re.compile(r"-[a-z-]+-\d{4}-\d\d-\d\d-\d{6}(?:-\d+)?\.db\Z")
"""What follows the archive's name where it is put aside; a link of the user's beside it is called something else."""
_Writings = tuple[tuple[int, int], ...]
_PATIENCE_S = 2.0
"""An exchange takes a fraction of a millisecond; one that takes longer has been stopped."""
_LOOK_S = 0.005


def settle(path: Path) -> None:
    """Wait until the archive has one name; where a program was killed before the new one was there, go back.

    Raises:
        NotNowError: another program is exchanging it, and does not end.
        StoreError: one was killed, and nothing can be written beside the archive.
    """
    until = time.monotonic() + _PATIENCE_S
    while second_name(path) is not None:
        try:
            with claimed(path):
                go_back(path)
        except NotNowError:
            if time.monotonic() >= until:
                raise
            time.sleep(_LOOK_S)


def second_name(path: Path) -> Path | None:
    """Return the other name that the archive has in the middle of an exchange; None where there is none."""
    if os.name != "posix":
        return None  # there a log that somebody has open is not moved
    real = Path(os.path.realpath(path))
    others = list[Path]()
    with contextlib.suppress(OSError):
        others += real.parent.glob(f"{glob.escape(real.stem)}-*.db")
    for other in others:
        with contextlib.suppress(OSError):  # it has gone meanwhile, or is a link that leads nowhere
            if _ASIDE.match(other.name, len(real.stem)) and other.samefile(real) and not other.is_symlink():
                return other
    return _noted(real)


def _noted(real: Path) -> Path | None:
    """Return what a note says, where there are no links; it does no longer once the new archive has left its place."""
    with contextlib.suppress(OSError, ValueError):
        aside, fresh = note_of(real).read_text("utf-8").splitlines()
        if real.with_name(fresh).exists():
            return real.with_name(aside)
    return None


def go_back(path: Path) -> None:
    """Take the second name from an archive that was not exchanged in the end; for whoever has claimed its place.

    Raises:
        StoreError: the files cannot be renamed.
    """
    aside = second_name(path)
    if aside is None:
        return
    try:
        # It is the file that the archive still is, and whoever has it open writes to that log.
        _take_back(Path(os.path.realpath(path)), aside)
    except OSError as error:
        raise StoreError(f"{aside} cannot be taken back to {path}: {error.strerror}.") from error


@contextlib.contextmanager
def exchanged(path: Path, aside: Path) -> Iterator[Path]:
    """Give a place for a new archive, which takes that of the damaged one at the end; `aside` is where that is then.

    There is no moment without an archive: one begun by mistake in its place would look as if all was lost.

    Raises:
        StoreError: the files cannot be renamed, as on Windows while another program has them open.
        NotNowError: another program has written meanwhile: damage may keep its writing from being held, not from being.
    """
    fresh = path.with_name(f"{path.stem}-salvaged-{mark_of_its_own()}.db")
    try:
        as_read = _writings(path)
        yield fresh
        if _writings(path) != as_read:
            raise held_by_another()
        _write_back(path)
        as_written = _writings(path)
        if not _is_only_written_back(as_read, as_written):
            raise held_by_another()
        _exchange(path, aside, fresh, as_written)
    finally:
        drop(fresh)


def _exchange(path: Path, aside: Path, fresh: Path, as_written: _Writings) -> None:
    try:
        _give_second_name(path, aside, fresh)
        try:
            give_logs(path, aside)  # or SQLite would take them for the new one's
            if _writings(aside) != as_written:
                raise held_by_another()
            fresh.replace(path)
        except BaseException:
            if fresh.exists():  # else it is done, and the logs are the old one's
                _take_back(path, aside)
            raise
        note_of(path).unlink(missing_ok=True)
        flush_folder(path.parent)
    except OSError as error:
        raise StoreError(
            f"{path} cannot be replaced: {error.strerror}. Leave other readers that have it open, and try again."
        ) from error


def _writings(path: Path) -> _Writings:
    """Return what is another once somebody has written to an archive, be it to its log: sizes and times."""
    found = [part.stat() if part.exists() else None for part in (path, *logs_of(path))]
    return tuple((one.st_size, one.st_mtime_ns) if one and one.st_size else (0, 0) for one in found)


def _is_only_written_back(before: _Writings, after: _Writings) -> bool:
    """Return whether nobody has written but who wrote the log back: the log is as it was then, or gone."""
    nothing = ((0, 0),) * len(before[1:])
    return after == before or (before[1:] != nothing and after[1:] in (before[1:], nothing))


def _write_back(path: Path) -> None:
    """Have the file hold all that its log does: who is killed before the new one is there leaves the old without it.

    Raises:
        NotNowError: another program reads what was there before.
        StoreError: nothing can be written back, through no damage.
    """
    where = f"{path.absolute().as_uri()}?mode=rw"
    written = (0, 0, 0)
    with plain_errors(path), contextlib.closing(sqlite3.connect(where, uri=True)) as connection:
        try:
            connection.execute("PRAGMA writable_schema = ON")
            written = connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        except sqlite3.Error as error:
            if is_unwritable(error) and not is_stuck(error, path):
                raise
            # Where damage lets nothing be written back, the log keeps what it has beside the file put aside.
    if written[1] > written[2]:
        raise held_by_another()


def _give_second_name(path: Path, aside: Path, fresh: Path) -> None:
    try:
        aside.hardlink_to(path)
    except FileExistsError:
        raise
    except OSError:  # a file system without links: a copy, and a note for whoever looks for a second name
        shutil.copy2(path, aside)
        note_of(path).write_text(f"{aside.name}\n{fresh.name}\n", "utf-8")


def _take_back(path: Path, aside: Path) -> None:
    give_logs(aside, path)
    note_of(path).unlink(missing_ok=True)
    aside.unlink()
