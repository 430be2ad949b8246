"""An answer of the terminal that comes when the screen has begun: it looks like keys and must not be taken for them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tuinews.terminal_ground import read_answer

if TYPE_CHECKING:
    from textual import events

    from tuinews.ui.reader_screen import ReaderScreen

_MOST_KEYS = 400
"""After so many keys nothing is awaited any more."""
# Textual shows an escape that it cannot read as "^", and what follows as the keys that it looks like.
_COLOUR = re.compile(r"\^\]11;rgba?:[0-9a-fA-F/]{3,24}(?:\^\\|\x07)")
_ATTRIBUTES = re.compile(r"\^\[\?[0-9;]*c")
_BEGINNING = re.compile(r"\^(?:\](?:1(?:1(?:;[rgba:0-9a-fA-F/]{0,30}\^?)?)?)?|\[(?:\?[0-9;]*)?)?")


class LateAnswer:
    """Collects the answer from the keys that it looks like."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self._left = _MOST_KEYS
        self._got = ""

    def takes(self, event: events.Key) -> bool:
        """Return whether a key is part of the answer."""
        if not self._left:
            return False
        self._left -= 1
        if not self._got and event.character != "^":
            return False
        self._got += event.character or ""
        if _COLOUR.fullmatch(self._got):
            ground = read_answer(self._got.replace("^", "\x1b").encode())
            self._got = ""
            if ground.is_light is not None:
                self._screen.follow_ground(ground.is_light)
        elif _ATTRIBUTES.fullmatch(self._got):
            self._got, self._left = "", 0
        elif not _BEGINNING.fullmatch(self._got):
            self._got = ""
            return False
        return True
