"""Keeping: where the reader is, for the next start; what an open reader does every minute; and leaving."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import threading
from typing import TYPE_CHECKING, Final

from tuinews.errors import NotNowError
from tuinews.newsroom import read
from tuinews.ui.session import Session, values_of

if TYPE_CHECKING:
    from tuinews.ui.reader_screen import ReaderScreen

_LAST_TURN_S: Final = 0.5
"""How long a program that holds the archive is waited for by whoever leaves."""
_PATIENCE_S: Final = 1.5
"""How long after a signal the reader may take to leave."""


class Keeping:
    """Stores the session, keeps what is open up to date, and leaves."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self._stored: dict[str, object] = {}
        self._is_asking = False
        self._is_urgent = False

    def begin(self) -> None:
        """Take care from now on: of signals, of what other programs change, and say so where nothing can be stored."""
        from tuinews.ui.beside import Beside

        self._leave_on_signals()
        Beside(self._screen).begin()
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

    def _leave_on_signals(self) -> None:
        """Leave as the reader would when the system asks the program to end, so that the terminal is left usable."""
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP", "SIGQUIT"):
            with contextlib.suppress(AttributeError, NotImplementedError):  # Windows has none
                loop.add_signal_handler(getattr(signal, name), self._quit_in_time)

    def _quit_in_time(self) -> None:
        """Leave, if need be by force: what is written to a terminal that is gone can be waited for without an end."""
        force = threading.Timer(_PATIENCE_S, self._end_by_force)
        force.daemon = True
        force.start()
        self._is_urgent = True
        self.quit()

    def _end_by_force(self) -> None:
        self._screen.desk.kill()
        os._exit(1)

    async def _quit(self) -> None:
        turns = self._screen.newsroom.database.turns
        patience_s, turns.patience_s = turns.patience_s, _LAST_TURN_S
        if not self._is_urgent and not await self._may_leave():
            turns.patience_s = patience_s
            return
        try:
            await self.store()
        finally:
            self._screen.app.exit()

    async def _may_leave(self) -> bool:
        """Return whether nothing would be lost, or the reader leaves all the same."""
        unsaved = self._screen.marking.unsaved
        if await unsaved.try_again():
            return True
        from tuinews.ui.dialogs.confirm import ConfirmDialog

        words = f"{unsaved.why} What you marked since is kept in memory alone: {unsaved.in_words()}."
        self._is_asking = True
        try:
            dialog = ConfirmDialog("Leave and lose what could not be stored?", words, "leaves", "stays")
            leaves = await self._screen.app.push_screen_wait(dialog)
            return leaves is True
        finally:
            self._is_asking = False
