"""Giving the terminal to another program for a while."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tuinews.errors import TuinewsError

if TYPE_CHECKING:
    from textual.app import App


def away(app: App[None], work: Callable[[], None]) -> None:
    """Do what needs the terminal for itself; what goes wrong is raised once the reader has it back.

    Textual takes the terminal back only where nothing is raised, and else goes on painting into what it gave away.

    Raises:
        SuspendNotSupported: this terminal cannot be given away.
    """
    failed: TuinewsError | None = None
    settings = _let_no_key_stop_it(app._driver)
    with app.suspend():
        _set(settings)
        try:
            work()
        except TuinewsError as error:
            failed = error
    if failed is not None:
        raise failed


def _let_no_key_stop_it(driver: Any) -> tuple[int, list[Any]] | None:
    """Have the terminal given away without Ctrl+S in force; return what it is set to otherwise.

    Textual sets the terminal as it found it and then waits until the last of its output has gone there. A Ctrl+S that
    comes between stops the terminal, and the reader would wait for ever.
    """
    found = getattr(driver, "attrs_before", None)  # where terminals have such settings
    if not found:
        return None
    import termios

    driver.attrs_before = [found[0] & ~termios.IXON, *found[1:]]
    return driver.fileno, found


def _set(settings: tuple[int, list[Any]] | None) -> None:
    """Set the terminal as it was found."""
    if settings is not None:
        import contextlib
        import termios

        with contextlib.suppress(termios.error):
            termios.tcsetattr(settings[0], termios.TCSANOW, settings[1])
