"""Pasted text stays text: no key, and so no command, comes out of it.

Textual's parser goes on to read escape sequences inside a bracketed paste, and hands those that it does not know on as
keys that were pressed: what somebody copied from a stranger's page could steer the reader. And its drivers end the
program where a byte comes that is no UTF-8.
"""

from __future__ import annotations

import codecs
import sys
from collections.abc import Callable, Iterable
from functools import partial
from typing import Final

from textual._xterm_parser import XTermParser
from textual.driver import Driver
from textual.message import Message

_BEGIN: Final = "\x1b[200~"
_END: Final = "\x1b[201~"
_READERS: Final = (
    "textual._xterm_parser",  # for those that are loaded later
    "textual.drivers.linux_driver",
    "textual.drivers.linux_inline_driver",
    "textual.drivers.win32",
)


class PasteParser(XTermParser):
    """Reads what a terminal sends, without the escape signs in what is pasted."""

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._is_pasting = False
        self._last = ""
        """What came last, perhaps the first part of the sign that a paste begins."""
        self._held = ""
        """What came last of a paste, perhaps the first part of the sign that it ends."""

    def feed(self, data: str) -> Iterable[Message]:
        """Yield what was pressed, moved or pasted; nothing to read is the end."""
        if not data:
            return super().feed(data)
        clean = self._without_escapes(data)
        return super().feed(clean) if clean else ()

    def tick(self) -> Iterable[Message]:
        """Yield what was begun and never came to more, as an escape key alone."""
        waits = self._timeout_time is not None
        yield from super().tick()
        if waits and self._timeout_time is None:
            self._last = ""

    def _without_escapes(self, data: str) -> str:
        rest, self._held = self._held + data, ""
        kept = []
        while rest:
            part, rest = self._pasted(rest) if self._is_pasting else self._typed(rest)
            kept.append(part)
        return "".join(kept)

    def _typed(self, rest: str) -> tuple[str, str]:
        """Split what came into what precedes a paste, with the sign of that, and what is pasted."""
        known = self._last + rest
        at = known.find(_BEGIN)
        if at < 0:
            self._last = known[1 - len(_BEGIN) :]
            return rest, ""
        self._is_pasting = True
        begun = at + len(_BEGIN) - len(self._last)
        return rest[:begun], rest[begun:]

    def _pasted(self, rest: str) -> tuple[str, str]:
        """Split what came into what is pasted, with the sign that it ends, and what comes after."""
        text, end, after = rest.partition(_END)
        if end:
            self._is_pasting, self._last = False, ""
        else:
            begun = next((size for size in range(len(_END) - 1, 0, -1) if text.endswith(_END[:size])), 0)
            text, self._held = text[: len(text) - begun], text[len(text) - begun :]
        return text.replace("\x1b", "") + end, after


def keep_pasted(driver: type[Driver]) -> type[Driver]:
    """Have the drivers of terminals read with `PasteParser`, whatever the bytes; there is no other way to give it."""
    for name in _READERS:
        if name in sys.modules:
            sys.modules[name].XTermParser = PasteParser  # type: ignore[attr-defined]
            if hasattr(sys.modules[name], "getincrementaldecoder"):
                sys.modules[name].getincrementaldecoder = _decoder  # type: ignore[attr-defined]
    return driver


def _decoder(encoding: str) -> Callable[[], codecs.IncrementalDecoder]:
    """Return what makes a decoder that has a sign for bytes it cannot read."""
    return partial(codecs.getincrementaldecoder(encoding), errors="replace")
