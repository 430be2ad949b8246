"""A line to type a query into: it offers what could come next, and points at the place where a query is wrong."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from textual.strip import Strip
from textual.suggester import Suggester

from tuinews.query import QueryError
from tuinews.query.completion import Completion, Vocabulary, complete
from tuinews.screen_text import line
from tuinews.ui.cells import cut, strip_of, wrap
from tuinews.ui.inks import Inked
from tuinews.ui.line_input import LineInput

_MOST_LINES = 4
_PADDING = 2
"""The cells before the text of a query line."""


class QueryLine(LineInput):
    """An input for queries."""

    def __init__(self, *, id: str | None = None, placeholder: str = "words and fields") -> None:  # noqa: A002
        self._words = Vocabulary()
        super().__init__(id=id, compact=True, placeholder=placeholder, suggester=_Next(self))

    def know(self, words: Vocabulary) -> None:
        """Offer the names of this archive."""
        self._words = words

    @property
    def completion(self) -> Completion:
        """What could stand at the cursor."""
        return complete(self.value, self.cursor_position, self._words)

    def complete(self) -> bool:
        """Put in the first of what could come next; return whether there was anything."""
        found = self.completion
        if not found.options:
            return False
        value, cursor = found.applied(self.value, found.options[0])
        self.value = value
        self.cursor_position = cursor
        return True


class _Next(Suggester):
    """Suggests the rest of what is being typed, behind the cursor."""

    def __init__(self, query_line: QueryLine) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._line = query_line

    async def get_suggestion(self, value: str) -> str | None:
        """Return the value with the first of what could come next, where that begins with what was typed."""
        found = self._line.completion
        typed = value[found.start : found.end]
        for option in found.options:
            if typed and option.lower().startswith(typed.lower()):
                return value + option[len(typed) :]
        return None


class QueryHint(Inked):
    """The lines under a query line: what could come next, or what is wrong and where."""

    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._options: tuple[str, ...] = ()
        self._error: QueryError | None = None
        self._sentences: list[str] = []

    @property
    def height(self) -> int:
        """How many lines there are."""
        return 1 + len(self._sentences) if self._error else 1 if self._options else 0

    def show(self, options: Sequence[str], error: QueryError | None, width: int = 80) -> bool:
        """Show what could come next, or an error; return whether the number of lines is another."""
        before = self.height
        self._options, self._error = tuple(options), error
        room = max(20, width - 2 * _PADDING)
        self._sentences = wrap(line(error.message, 300), room)[:_MOST_LINES] if error else []
        self.refresh()
        return self.height != before

    def render_line(self, y: int) -> Strip:
        """Return one of the lines."""
        width, inks = self.size.width, self.inks
        error = self._error
        if error is None:
            return strip_of(self._offered(width), width, inks.page)
        if y:
            sentence = self._sentences[y - 1] if y <= len(self._sentences) else ""
            return strip_of([Segment(" " * _PADDING), Segment(sentence, inks.failed)], width, inks.page)
        place = min(_PADDING + error.start, max(0, width - 2))
        caret = "^" * max(1, min(error.end - error.start, width - place - 1))
        return strip_of([Segment(" " * place), Segment(caret, inks.failed)], width, inks.page)

    def _offered(self, width: int) -> list[Segment]:
        if not self._options:
            return []
        first, *others = (line(option, 60) for option in self._options)
        rest, _ = cut(" · ".join(others), max(0, width - _PADDING - len(first) - 12))
        return [
            Segment(" " * _PADDING),
            Segment(first, self.inks.accent),
            Segment(f"  {rest}" if rest else "", self.inks.meta),
            Segment("  tab", self.inks.faint),
        ]
