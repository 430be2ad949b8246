"""The child process behind `offload.WorkerOffload`: `python -m tuinews.newsroom.worker NICENESS [MODULE …]`.

It loads the modules that its tasks will need, reads tasks from standard input and answers each on standard output,
until its input ends. `forking` has another way to begin one.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from itertools import count
from typing import BinaryIO

from tuinews import memory
from tuinews.newsroom import frames

MEMORY_LIMIT_BYTES = 2 << 30
GARBAGE_AT = 20_000
"""Objects made before Python looks for garbage among them. What a document is made of lives until it is answered, so
looking every 700 objects, as Python does, finds nothing and takes a tenth of the time."""
_TIDY_AT = 100
"""After so many tasks what is free goes back to the system: a large page leaves megabytes behind."""


def main() -> None:
    """Answer tasks until standard input ends."""
    niceness = int(sys.argv[1]) if len(sys.argv) > 1 else 0
    work(sys.stdin.buffer, sys.stdout.buffer, sys.argv[2:], niceness)


def work(tasks: BinaryIO, answers: BinaryIO, modules: Sequence[str], niceness: int = 0) -> None:
    """Load these modules and answer tasks until they end."""
    _limit_this_process(niceness)
    gc.set_threshold(GARBAGE_AT)
    for module in modules:
        importlib.import_module(module)
    gc.freeze()  # what is loaded stays
    # Whatever a library prints must not get between the frames.
    sys.stdout = sys.stderr
    with contextlib.suppress(EOFError, BrokenPipeError, KeyboardInterrupt):
        for done in count(1):
            function, args, kwargs = frames.receive(tasks)
            frames.send(answers, _answer(function, args, kwargs))
            if done % _TIDY_AT == 0:
                memory.give_back()


def _answer(
    function: Callable[..., object], args: tuple[object, ...], kwargs: dict[str, object]
) -> tuple[bool, object]:
    try:
        return True, function(*args, **kwargs)
    except MemoryError:
        raise  # the process ends, and the caller hears that it took too much
    except BaseException as error:
        # A traceback cannot be sent, its text can: the log shows it.
        error.add_note(f"in a worker: {traceback.format_exc()}")
        error.__traceback__ = None
        error.__cause__ = error.__context__ = None
        return False, error


def _limit_this_process(niceness: int) -> None:
    if os.name == "nt":
        return
    import resource

    if niceness:
        os.nice(niceness)
    with contextlib.suppress(ValueError, OSError):  # some systems refuse a limit on address space
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT_BYTES, MEMORY_LIMIT_BYTES))


if __name__ == "__main__":
    main()
