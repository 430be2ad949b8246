"""Keeping: where the reader is, for the next start; what an open reader does every minute; and leaving."""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import os
import signal
import threading
from typing import TYPE_CHECKING, Final

from tuinews.errors import NotNowError
from tuinews.newsroom import read
from tuinews.ui.away import ENDING_SIGNALS, KEYBOARD_SIGNALS, give_back
from tuinews.ui.session import Session, values_of

if TYPE_CHECKING:
    from textual.driver import Driver

    from tuinews.ui.reader_screen import ReaderScreen

_LAST_TURN_S: Final = 0.5
"""How long a program that holds the archive is waited for by whoever leaves."""
_PATIENCE_S: Final = 3.0
"""How long after a signal the reader may take to leave."""


class Keeping:
    """Stores the session, keeps what is open up to date, and leaves."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self._stored: dict[str, object] = {}
        self._is_asking = False
        self._is_urgent = False
        self._has_left = False

    def begin(self, newest: int) -> None:
        """Take care from now on: of signals, of what other programs change, and say so where nothing can be stored.

        Args:
            newest: The highest number of an article when the first list was read.
        """
        from tuinews.ui.beside import Beside
        from tuinews.ui.preloading import load_soon

        self._leave_on_signals()
        Beside(self._screen, newest).begin()
        load_soon(self._screen, self._screen.tidying)
        unwritable = self._screen.newsroom.database.unwritable
        if unwritable:
            again = " until there is room and tuinews is started again" * ("disk" in unwritable)
            self._screen.tell(f"{unwritable} You can read; nothing you change is kept{again}.", "warning")

    def each_minute(self) -> None:
        """Do what an open reader does while it is left alone, too."""
        from tuinews.ui.known_people import KnownPeople
        from tuinews.ui.thrift import LITTLE, forget_paints, forget_senders
        from tuinews.ui.toasts import sweep

        screen = self._screen
        screen.article.set_anew()
        forget_paints(LITTLE)
        forget_senders(screen.app)
        screen.tidying.give_back()
        sweep(screen.app)
        screen.refreshing.refresh_due()
        screen.start(self.store, "session")
        screen.start(KnownPeople(screen).tell_news, "people-news")

    async def store(self) -> None:
        """Store where the reader is, where that changed."""
        screen = self._screen
        if not screen.is_begun or screen.newsroom.database.unwritable:
            return
        await screen.progress.store_position()
        values = self._values()
        if values != self._stored:
            with contextlib.suppress(NotNowError):  # the next time, then
                await read.save_session(screen.newsroom, values)
                self._stored = values

    def rescue(self) -> None:
        """Store where the reader is after a bug has ended the screen, as far as that can still be told."""
        screen = self._screen
        with contextlib.suppress(Exception):  # the bug that is being told of must not be hidden by another
            if screen.is_begun and not screen.newsroom.database.unwritable:
                screen.marking.unsaved.store_now()
                read.save_session_now(screen.newsroom, self._values())

    def _values(self) -> dict[str, object]:
        screen = self._screen
        return values_of(
            Session(
                scope=screen.lists.scope,
                article_id=screen.reading.article_id,
                place=screen.panes.place,
                widths=screen.panes.widths,
                theme=screen.dressing.chosen,
                theme_over=screen.dressing.over,
                ground=screen.dressing.ground,
                highlight=screen.article.highlight,
                folded=screen.feeds.folded,
                orders=screen.lists.orders,
            )
        )

    def quit(self) -> None:
        """Store the session and leave; where marks would be lost, ask first. Who asks again meanwhile means it."""
        if self._is_asking:
            self._screen.app.exit()
        else:
            self._screen.start(self._quit, "quit")

    def left(self) -> None:
        """Note that the terminal is the shell's again; whoever had to leave at once does not wait for the desk."""
        self._has_left = True
        if self._is_urgent:
            self._screen.desk.kill()

    def _leave_on_signals(self) -> None:
        """Leave as the reader would when the system asks the program to end, so that the terminal is left usable."""
        loop, here, driver = asyncio.get_running_loop(), contextvars.copy_context(), self._screen.app._driver
        with contextlib.suppress(NotImplementedError):  # Windows has none
            loop.add_signal_handler(signal.SIGTERM, lambda: None)  # so that signals wake the loop

        def leave(*_: object) -> None:
            self._force_later(driver)  # from here, as the loop may stand still before a terminal that takes nothing
            try:
                loop.call_soon_threadsafe(self._quit_in_time, context=here)
            except RuntimeError:  # the loop has ended; who waits for what comes after it need not
                raise KeyboardInterrupt from None

        for number in (*KEYBOARD_SIGNALS, *ENDING_SIGNALS):
            with contextlib.suppress(ValueError):  # tests have the reader in another thread
                signal.signal(number, leave)

    def _force_later(self, driver: Driver | None) -> None:
        """End by force in a while: what is written to a terminal that is gone can be waited for without an end."""
        force = threading.Timer(_PATIENCE_S, self._end_by_force, (driver,))
        force.daemon = True
        force.start()

    def _quit_in_time(self) -> None:
        self._is_urgent = True
        self.quit()

    def _end_by_force(self, driver: Driver | None) -> None:
        self._screen.desk.kill()
        # Another thread than the screen's, which may stand still for ever; and what it waits for may take long, too.
        saving = threading.Thread(target=self._save, daemon=True)
        saving.start()
        saving.join(_LAST_TURN_S)
        if not self._has_left:
            give_back(driver)
        os._exit(1)

    def _save(self) -> None:
        with contextlib.suppress(Exception):  # nobody is there to be told
            self._screen.marking.making.end_now()

    async def _quit(self) -> None:
        turns = self._screen.newsroom.database.turns
        turns.hurry(_LAST_TURN_S)
        if not (await self._screen.marking.making.end() or self._is_urgent or await self._is_meant()):
            turns.take_time()
            self._screen.marking.making.stay()
            return
        try:
            await self.store()
        finally:
            self._screen.app.exit()

    async def _is_meant(self) -> bool:
        """Return whether the reader is to be left though something would be lost."""
        from tuinews.ui.dialogs.confirm import ConfirmDialog

        words = self._screen.marking.making.loss
        self._is_asking = True
        try:
            dialog = ConfirmDialog("Leave and lose what could not be stored?", words, "leaves", "stays")
            leaves = await self._screen.app.push_screen_wait(dialog)
            return leaves is True
        finally:
            self._is_asking = False
