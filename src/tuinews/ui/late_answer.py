"""Answers of the terminal that come when the screen has begun: they look like keys and must not be taken for them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tuinews.terminal_ground import Ground, read_answer

if TYPE_CHECKING:
    from textual import events

    from tuinews.ui.reader_screen import ReaderScreen

_MOST_KEYS = 400
"""After so many keys nothing is awaited any more."""
# Textual shows an escape that it cannot read as "^", and what follows as the keys that it looks like.
_NAME = re.compile(r"\^P>\|[^^]{0,80}\^\\")
_COLOUR = re.compile(r"\^\]11;rgba?:[0-9a-fA-F/]{3,24}(?:\^\\|\x07)")
_COLOURS = re.compile(r"\^\[\?1;[0-9;]*S")
_ATTRIBUTES = re.compile(r"\^\[\?[0-9;]*c")
_BEGINNING = re.compile(
    r"\^(?:\](?:1(?:1(?:;[rgba:0-9a-fA-F/]{0,30}\^?)?)?)?|P(?:>(?:\|[^^]{0,80}\^?)?)?|\[(?:\?[0-9;]*)?)?"
)


class LateAnswer:
    """Collects the answer from the keys that it looks like."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self._left = _MOST_KEYS
        self._got = ""
        self._answer = ""

    def takes(self, event: events.Key) -> bool:
        """Return whether a key is part of the answer."""
        if not self._left:
            return False
        self._left -= 1
        if not self._got and event.character != "^":
            return False
        self._got += event.character or ""
        is_last = _ATTRIBUTES.fullmatch(self._got)
        if is_last or any(part.fullmatch(self._got) for part in (_COLOUR, _NAME, _COLOURS)):
            self._answer += self._got
            self._got = ""
            self._left = 0 if is_last else self._left
            self._follow(read_answer(self._answer.replace("^", "\x1b").encode()))
        elif not _BEGINNING.fullmatch(self._got):
            self._got = ""
            return False
        return True

    def _follow(self, ground: Ground) -> None:
        self._screen.ground = ground
        if ground.is_light is not None:
            self._screen.dressing.follow_ground(self._screen.app, ground.is_light)
