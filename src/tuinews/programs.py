"""Other programs: started out of the terminal's reach, ended with what they started themselves."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from typing import Any, Final

_LAST_WORDS_S: Final = 2.0


def own_group() -> dict[str, Any]:
    """Return how a program is started out of reach of the terminal's ctrl+c, so that it ends with its children."""
    return {"creationflags": 0x200} if os.name == "nt" else {"start_new_session": True}


async def end(process: asyncio.subprocess.Process) -> None:
    """End a program that may still run, with its children, and wait until it is gone; none outlasts its patience."""
    if process.returncode is None or os.name != "nt":
        with contextlib.suppress(ProcessLookupError, PermissionError):
            # The whole group: a program may have started others that still run.
            if os.name == "nt":
                process.kill()
            else:
                os.killpg(process.pid, signal.SIGKILL)
    await asyncio.shield(_ended(process))


async def _ended(process: asyncio.subprocess.Process) -> None:
    """Wait until a program that was killed is gone.

    asyncio says so only once its pipes have ended, and one that nobody reads any more never does. A child that has left
    the group may keep them open for as long as it likes.
    """
    pipes = [pipe for pipe in (process.stdout, process.stderr) if pipe is not None]
    try:
        async with asyncio.timeout(_LAST_WORDS_S):
            await asyncio.gather(*map(_drop, pipes))
            await process.wait()
    except TimeoutError:
        process._transport.close()  # type: ignore[attr-defined]  # there is no other way to let go of its pipes


async def _drop(stream: asyncio.StreamReader) -> None:
    while await stream.read(65_536):
        pass
