"""Giving the terminal to another program for a while."""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Final

from tuinews.errors import TuinewsError

if TYPE_CHECKING:
    from textual.app import App

KEYBOARD_SIGNALS: Final = tuple(getattr(signal, name) for name in ("SIGINT", "SIGQUIT") if hasattr(signal, name))
"""What a terminal sends, for a key, to every program that runs in it."""
ENDING_SIGNALS: Final = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))
_MODES: Final = (1000, 1002, 1003, 1004, 1006, 1015, 2004, 2026)
_AS_IT_WAS: Final = b"".join((*(b"\x1b[?%dl" % mode for mode in _MODES), b"\x1b[<u\x1b[0m\x1b[?7h\x1b[?1049l\x1b[?25h"))


def away(app: App[None], work: Callable[[], None]) -> None:
    """Do what needs the terminal for itself; what goes wrong is raised once the reader has it back.

    Textual takes the terminal back only where nothing is raised, and else goes on painting into what it gave away.

    Raises:
        SuspendNotSupported: this terminal cannot be given away.
    """
    failed: TuinewsError | None = None
    settings = _let_no_key_stop_it(app._driver)
    with app.suspend(), _signals_for_it_alone():
        _set(settings)
        try:
            work()
        except TuinewsError as error:
            failed = error
    if failed is not None:
        raise failed


@contextlib.contextmanager
def _signals_for_it_alone() -> Iterator[None]:
    """Let Ctrl+C and Ctrl+\\ mean the other program: the terminal sends them to this one, too.

    What asks this one to end is heeded as soon as the terminal is its own again.
    """
    heard: list[int] = []
    # Functions, as what is ignored the other program would ignore, too.
    kept = {number: signal.signal(number, lambda *_: None) for number in KEYBOARD_SIGNALS}
    kept |= {number: signal.signal(number, lambda got, _: heard.append(got)) for number in ENDING_SIGNALS}
    try:
        yield
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)
        for number in heard:
            signal.raise_signal(number)


def give_back(driver: Any) -> None:
    """Leave the terminal as it was found, at once: what still waits to be written there is not waited for."""
    with contextlib.suppress(Exception):  # the terminal may be gone
        import termios

        # Opened anew, as not to wait is a property of the open file, which others share.
        terminal = os.open("/dev/tty", os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY)
        if driver.attrs_before is not None:
            termios.tcsetattr(terminal, termios.TCSANOW, driver.attrs_before)
        os.write(terminal, _AS_IT_WAS)


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
        import termios

        with contextlib.suppress(termios.error):
            termios.tcsetattr(settings[0], termios.TCSANOW, settings[1])
