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
        self._told: list[_Told] = []

    def show(self, app: App[None], sentence: str, severity: Severity) -> None:
        """Say something; what is still there in the same words is not said again.

        What only informs makes room for whatever comes after it: it is answered by that. What tells of a fault stays
        for its time, unless there are too many.
        """
        sweep(app)
        now = time.monotonic()
        self._told = [one for one in self._told if one.until > now]
        sentence = line(sentence, _LONGEST)
        if severity != "information" and any((sentence, severity) == one[:2] for one in self._told):
            return
        if not self._told or self._told[-1].severity == "information" or len(self._told) >= _MOST:
            app.clear_notifications()
            self._told.clear()
        self._told.append(_Told(sentence, severity, now + _STAYS_S))
        app.notify(sentence, severity=severity, timeout=_STAYS_S, markup=False)


def sweep(app: App[None]) -> None:
    """Take away the places of toasts that are gone: Textual leaves those of cleared ones, which add up over days."""
    for screen in app.screen_stack:
        for holder in screen.query("ToastHolder"):
            if not holder.children:
                holder.remove()
