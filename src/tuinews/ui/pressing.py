"""What a pressed key comes to: an action, an action many times, or a macro.

A digit that no action has begins a count, and so does any digit after the prefix; after the prefix, too, a macro's key
does the macro's actions one after the other, each when what the one before began is done.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from tuinews.keymap import Action, KeyChoices, Place, shown_key

if TYPE_CHECKING:
    from textual.worker import Worker

    from tuinews.ui.reader_screen import ReaderScreen

PREFIX = "keys.prefix"
_GROUP = "macro"
_MOST_DIGITS = 4
_ONCE = frozenset({"app.back", "edit.changes", PREFIX})
"""Actions that a count does once: they leave, or open a window."""
_OF_ONE = frozenset({"article.toggle_read", "article.star", "article.later", "article.tag"})
"""Actions that change the article under the cursor: it has to be in sight."""


class Pressing:
    """Counts, does macros, and gives every other key to its action."""

    def __init__(self, screen: ReaderScreen, choices: KeyChoices) -> None:
        self._screen = screen
        self._macros = choices.macros
        self._digits = ""
        self._is_prefixed = False

    def take(self, choices: KeyChoices) -> None:
        """Follow other macros from now on."""
        self._macros = choices.macros

    def press(self, key: str) -> None:
        """Do what a key means in the focused pane."""
        screen = self._screen
        if key == "f10" and screen.tour is not None:
            screen.tour.skip()
        elif self._is_pending and key == "escape":
            self._forget()
        elif self._counts(key):
            self._digits += key
            screen.note(f"{self._digits} times …")
        elif self._is_prefixed and not self._digits:
            self._forget()
            self._do_macro(key)
        else:
            count = int(self._digits or 1)
            self._forget()
            action = screen.keys.find(screen.panes.place, key)
            if action is None:
                self._tell_where(screen.keys.elsewhere(key))
            elif action.id in _OF_ONE and screen.panes.place is Place.FEEDS and screen.panes.arrangement.is_single:
                self._say_where(action, Place.HEADLINES)
            else:
                self.do(action.id, count)

    def _tell_where(self, action: Action | None) -> None:
        """Say in which pane the key that was pressed means something, if it does."""
        if action is not None:
            self._say_where(action, action.places[0])

    def _say_where(self, action: Action, place: Place) -> None:
        there = self._screen.keys.first_key(f"focus.{place}")
        self._screen.note(f"{action.label}: in the {place}" + (f" · {there} goes there" if there else ""))

    def begin(self) -> None:
        """Wait for a count or a macro's key."""
        self._is_prefixed = True
        names = " ".join(shown_key(key) for key in self._macros)
        how = f"There are no macros yet: “Keys” in the help ({self._screen.keys.first_key('app.help')}) tells how."
        macros = f"; or a macro: {names}." if names else f". {how}"
        self._screen.note(f"A number, then a key{macros} Esc takes it back.")

    def do(self, action_id: str, count: int = 1) -> None:
        """Do an action so many times."""
        many = self._many(action_id)
        if count == 1 or action_id in _ONCE:
            self._screen.do(action_id)
        elif many is not None:
            many(count)
        else:
            self._start([action_id] * count)

    def do_macro(self, key: str) -> None:
        """Do the actions of a macro."""
        steps = []
        for step in self._macros[key]:
            number, _, action_id = step.rpartition(" ")
            steps += [action_id] * int(number or 1)
        self._start(steps)

    def _do_macro(self, key: str) -> None:
        if key in self._macros:
            self.do_macro(key)
        else:
            self._screen.note(f"There is no macro {shown_key(key)}. The table [macros] of the configuration makes one.")

    # --------------------------------------------------------------------------------------------- counts

    @property
    def _is_pending(self) -> bool:
        return self._is_prefixed or bool(self._digits)

    def _forget(self) -> None:
        self._digits, self._is_prefixed = "", False
        self._screen.note("")

    def _counts(self, key: str) -> bool:
        if not (len(key) == 1 and key.isascii() and key.isdecimal()) or len(self._digits) >= _MOST_DIGITS:
            return False
        if self._digits:
            return True
        is_free = self._screen.keys.find(self._screen.panes.place, key) is None
        return key != "0" and (self._is_prefixed or is_free)

    def _many(self, action_id: str) -> Callable[[int], object] | None:
        """Return what does an action many times at once, where one step can be as long as many."""
        screen = self._screen
        return {
            "move.down": screen.moving.rows,
            "move.up": lambda count: screen.moving.rows(-count),
            "article.scroll_down": screen.reading_on.scroll,
            "article.scroll_up": lambda count: screen.reading_on.scroll(-count),
        }.get(action_id)

    # --------------------------------------------------------------------------------------------- macros

    def _start(self, steps: Sequence[str]) -> None:
        self._screen.start(partial(self._do_all, steps), _GROUP)

    async def _do_all(self, steps: Sequence[str]) -> None:
        screen = self._screen
        for step in steps:
            before = set(screen.workers)
            screen.do(step)
            await self._settled()
            await _ended(worker for worker in set(screen.workers) - before if worker.group != _GROUP)
            if not screen.is_running:
                return

    async def _settled(self) -> None:
        """Wait until the screen has taken in what an action did."""
        seen = asyncio.Event()
        self._screen.call_after_refresh(seen.set)
        await seen.wait()


async def _ended(workers: Iterable[Worker[object]]) -> None:
    """Wait until work is done; that it failed or was given up is told elsewhere."""
    from textual.worker import WorkerError

    for worker in list(workers):
        try:
            await worker.wait()
        except WorkerError:
            continue
