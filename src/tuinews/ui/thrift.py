"""What Textual and Rich remember of what was painted, and may forget in a reader that stays open for weeks.

Both keep answers by what was asked, up to thousands of them: a style for every place on the screen that it was ever
painted at, and every pair of places that was ever compared. That makes the next paint a little faster and the program
larger by the hour. And each widget that waits for a message holds the last one, which holds who sent it: often a window
that is closed, with all its lines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import textual.strip
from rich.segment import Segment
from textual._styles_cache import StylesCache
from textual.css.scalar import Scalar
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

if TYPE_CHECKING:
    from textual.app import App

MUCH: Final = 2000
"""Some screens full; each is half a kilobyte or more."""
LITTLE: Final = 300
"""What one screen takes."""
_PAINTS: Final = (Strip.render_ansi, Segment._split_cells)
_PLACES: Final = (Scalar.resolve, *(method for method in vars(Region).values() if hasattr(method, "cache_clear")))
"""They make up half of what Python looks through for garbage, while keys wait, and save next to nothing."""


class _Forgetful:
    """Stands in the place of a `FIFOCache`; it has nothing of what is asked for."""

    def get(self, key: object, default: object = None) -> object:
        """Return the default."""
        return default

    def __setitem__(self, key: object, value: object) -> None:
        """Keep nothing."""


def keep_no_parts() -> None:
    """Have no line keep what was cut from it: a kilobyte each of empty stores, and thousands of lines under a window.

    What is shown again is painted again, and to make a line takes less time without its seven stores.
    """
    forgetful = _Forgetful()
    if hasattr(textual.strip, "FIFOCache"):  # not a promise of Textual's
        vars(textual.strip)["FIFOCache"] = lambda maxsize: forgetful


def forget_windows() -> None:
    """Let go of what was painted: this keeps the last thousand widgets, with all their lines."""
    StylesCache.get_inner_outer.cache_clear()


def forget_paints(most: int = MUCH) -> None:
    """Let go of styles and cut texts, each kind once it has more, and of places; the next paint makes what it needs."""
    for remembered, many in (*((one, most) for one in _PAINTS), *((one, LITTLE) for one in _PLACES)):
        if remembered.cache_info().currsize > many:
            remembered.cache_clear()


class _Nothing(Message, bubble=False, no_dispatch=True):
    """Says nothing to anyone."""


def forget_senders(app: App[Any]) -> None:
    """Send every widget a message about nothing, so that it lets go of the last one and of whoever sent that."""
    for widget in tuple(app._registry):  # scroll bars too, which no query finds
        if widget.is_running:
            widget.post_message(_Nothing())
