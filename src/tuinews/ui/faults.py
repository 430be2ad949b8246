"""What went wrong, as the screen says it: with the help topic that tells more."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from tuinews.errors import TuinewsError
from tuinews.screen_text import block

_LONGEST = 240
"""The topic is not to be cut off a toast."""


@runtime_checkable
class Records(Protocol):
    """Who keeps in the log what a window or a toast tells and forgets."""

    def record(self, sentence: str) -> None:
        """Write into the log what went wrong."""


def told(error: TuinewsError) -> str:
    """Return what an error says, and which topic of the help tells more."""
    words = block(error.message)
    words = words if len(words) <= _LONGEST else words[:_LONGEST].rstrip() + "…"
    return f"{words} Help: {error.topic}." if error.topic else words
