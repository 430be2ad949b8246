"""Toasts: what the reader says over the screen, few at once and none twice."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from tuinews.screen_text import line

if TYPE_CHECKING:
    from textual.app import App

Severity = Literal["information", "warning", "error"]

_STAYS_S: Final = 6.0
_MOST: Final = 3
"""More would hide the text."""
_LONGEST: Final = 300


class _Told(NamedTuple):
    sentence: str
    severity: Severity
    until: float


class Toasts:
    """Shows sentences for some seconds each."""

    def __init__(self) -> None:
        self._waiting: list[_Told] = []
        self._told: list[_Told] = []

    def show(self, app: App[None], sentence: str, severity: Severity) -> None:
        """Say something; what is still there in the same words is not said again.

        What only informs makes room for whatever comes after it: it is answered by that. What tells of a fault stays
        for its time, unless there are too many.
        """
        self._waiting.append(_Told(line(sentence, _LONGEST), severity, time.monotonic() + _STAYS_S))
        if len(self._waiting) == 1:
            app.call_later(self._show_waiting, app)  # what is said a thousand times at once makes no thousand toasts

    def _show_waiting(self, app: App[None]) -> None:
        now = time.monotonic()
        self._told = [one for one in self._told if one.until > now]
        new = list[_Told]()
        for one in self._waiting:
            if one.severity != "information" and any(one[:2] == before[:2] for before in self._told):
                continue
            if not self._told or self._told[-1].severity == "information" or len(self._told) >= _MOST:
                app.clear_notifications()
                self._told.clear()
                new.clear()
            self._told.append(one)
            new.append(one)
        self._waiting.clear()
        sweep(app)
        for one in new:
            app.notify(one.sentence, severity=one.severity, timeout=_STAYS_S, markup=False)


def sweep(app: App[None]) -> None:
    """Take away the places of toasts that are gone: Textual leaves those of cleared ones, which add up over days."""
    for screen in app.screen_stack:
        for holder in screen.query("ToastHolder"):
            if not holder.children:
                holder.remove()
