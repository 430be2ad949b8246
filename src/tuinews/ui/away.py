"""Giving the terminal to another program for a while."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

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
    with app.suspend():
        try:
            work()
        except TuinewsError as error:
            failed = error
    if failed is not None:
        raise failed
