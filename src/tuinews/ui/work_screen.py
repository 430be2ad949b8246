"""A screen that runs work in the background and speaks to the reader: workers, timers, notes and toasts."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from textual.screen import Screen
from textual.timer import Timer
from textual.worker import Worker

from tuinews.errors import NotNowError, ReadOnlyError, TuinewsError
from tuinews.newsroom.desk import DeskClosedError
from tuinews.screen_text import line
from tuinews.ui.faults import told
from tuinews.ui.keys import KeyTable
from tuinews.ui.status_bar import Footer
from tuinews.ui.toasts import Severity, Toasts

_NOTE_S = 6.0
_QUIET_S = 30.0
_LONGEST_RECORD = 1_000


class WorkScreen(Screen[None]):
    """Runs work and shows what it has to say."""

    def __init__(self, keys: KeyTable, log_file: Path) -> None:
        super().__init__()
        self.keys = keys
        self._log_file = log_file
        self.footer = Footer(id="footer")
        self._timers_by_name: dict[str, Timer] = {}
        self._quiet_until: dict[type[TuinewsError], float] = {}
        self._toasts = Toasts()
        self.is_still = False
        """Whether nothing but a key changes what is shown: notes stay, and take the place of toasts."""

    # ------------------------------------------------------------------------------------------ workers

    def start(self, work: Callable[[], Awaitable[None]], group: str, *, exclusive: bool = True) -> Worker[None]:
        """Run work in the background; in an exclusive group it takes the place of what runs there."""
        return self.run_worker(partial(self._guarded, work), group=group, exclusive=exclusive)

    async def _guarded(self, work: Callable[[], Awaitable[None]]) -> None:
        with self.telling():
            await work()

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Turn a fault that a reader can act on into a toast; anything else is a bug and ends the app."""
        try:
            yield
        except ReadOnlyError as error:
            self.note(told(error))  # it was told at the start, and may come with every key
        except (DeskClosedError, NotNowError) as error:
            self._tell_now_and_then(error)
        except TuinewsError as error:
            self.tell(told(error), "error")

    def _tell_now_and_then(self, error: TuinewsError) -> None:
        """Tell in a toast what may come with every key, and soon after only in passing."""
        now = time.monotonic()
        if now < self._quiet_until.get(type(error), 0.0):
            self.note(told(error))
        else:
            self._quiet_until[type(error)] = now + _QUIET_S
            self.tell(told(error), "error")

    def cancel(self, group: str) -> None:
        """Stop the work of a group."""
        self.workers.cancel_group(self, group)

    # ------------------------------------------------------------------------------------------- timers

    def later(self, name: str, delay_s: float, callback: Callable[[], object], *, restart: bool = True) -> None:
        """Call back after a delay. Asked again meanwhile, it waits anew, or with `restart` off not any longer."""
        timer = self._timers_by_name.get(name)
        if timer is not None:
            if not restart:
                return
            timer.stop()
        self._timers_by_name[name] = self.set_timer(delay_s, partial(self._fire, name, callback))

    def no_longer(self, name: str) -> None:
        """Forget a delayed call."""
        timer = self._timers_by_name.pop(name, None)
        if timer is not None:
            timer.stop()

    def _fire(self, name: str, callback: Callable[[], object]) -> None:
        self._timers_by_name.pop(name, None)
        callback()

    # ------------------------------------------------------------------------------------------ talking

    def note(self, sentence: str) -> None:
        """Say something in passing, in the footer, until the next key."""
        self.footer.show_note(line(sentence))
        if sentence and not self.is_still:
            self.later("note", _NOTE_S, partial(self.footer.show_note, ""))

    def tell(self, sentence: str, severity: Severity = "information") -> None:
        """Say something in a toast; a fault stands in the log, too, when the toast has gone."""
        if severity == "error":
            self.record(sentence)
        if self.is_still:
            self.note(sentence)
            return
        self._toasts.show(self.app, sentence, severity)

    def record(self, sentence: str) -> None:
        """Write into the log what went wrong."""
        from tuinews.newsroom.log import open_log  # to load and open it takes time, and most have nothing to write

        open_log(self._log_file).error("%s", line(sentence, _LONGEST_RECORD))

    def tell_undoable(self, label: str) -> None:
        """Say what was done, and which key undoes it."""
        self.tell(f"{line(label, 200)} · {self.keys.first_key('edit.undo')} undoes")
