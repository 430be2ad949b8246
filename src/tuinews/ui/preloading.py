"""Windows are loaded while nobody presses a key: who opens the first of a kind need not wait for that.

To load one takes up to some tens of milliseconds in which no key is answered. And what is loaded once is not looked for
again: a new version that is installed meanwhile is not mixed with this one.
"""

from __future__ import annotations

import asyncio
import contextlib
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Final

from tuinews import ui

if TYPE_CHECKING:
    from tuinews.ui.tidying import Tidying
    from tuinews.ui.work_screen import WorkScreen

_FIRST_S: Final = 8.0
"""After the first article the reader has other things to do."""
_QUIET_S: Final = 1.0
_BETWEEN_S: Final = 0.05
_BESIDE: Final = ("tomlkit",)
"""What windows load as they store a setting."""


def load_soon(screen: WorkScreen, tidying: Tidying) -> None:
    """Load what is not loaded yet, beginning in some seconds."""
    screen.later("preloading", _FIRST_S, partial(screen.start, partial(load_windows, tidying), "preloading"))


async def load_windows(tidying: Tidying) -> None:
    """Load all that the screen is made of and that is not loaded yet, a module at a time, on another thread."""
    loop = asyncio.get_running_loop()
    for name in (*await loop.run_in_executor(None, _names), *_BESIDE):
        while tidying.quiet_s < _QUIET_S:
            await asyncio.sleep(_QUIET_S)
        await loop.run_in_executor(None, _load, name)
        await asyncio.sleep(_BETWEEN_S)


def _load(name: str) -> None:
    # Where another version was just installed anything may be wrong with it; whoever opens the window is told.
    with contextlib.suppress(Exception):
        import_module(name)


def _names() -> list[str]:
    import pkgutil  # there is time for it now

    return [module.name for module in pkgutil.walk_packages(ui.__path__, f"{ui.__name__}.")]
