"""Programs that may not write: without the right to, or beyond a size."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pytest


def without_rights(command: Sequence[str]) -> tuple[str, ...]:
    """Return a command for which the permissions of files hold even if root runs the tests."""
    if os.geteuid() != 0:
        return tuple(command)
    if shutil.which("setpriv") is None:
        pytest.skip("root may write everywhere here, and setpriv is not there to forbid it")
    return ("setpriv", "--bounding-set", "-dac_override,-dac_read_search", "--inh-caps", "-all", *command)


def with_small_files(command: Sequence[str], most_bytes: int) -> tuple[str, ...]:
    """Return a command that can write no file beyond a size, as with a full disk or a quota."""
    program = (
        "import os, resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({most_bytes}, {most_bytes})); os.execvp(sys.argv[1], sys.argv[1:])"
    )
    return (sys.executable, "-c", program, *command)


@contextmanager
def no_room(beyond: int = 0) -> Iterator[None]:
    """Let nothing be written to files by this process meanwhile, as on a full disk, or nothing beyond a size."""
    resource = pytest.importorskip("resource")
    before, writes_none = resource.getrlimit(resource.RLIMIT_FSIZE), sys.dont_write_bytecode
    sys.dont_write_bytecode = True  # Python would write half of a module that is loaded meanwhile, and fail on it later
    resource.setrlimit(resource.RLIMIT_FSIZE, (beyond, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        sys.dont_write_bytecode = writes_none
