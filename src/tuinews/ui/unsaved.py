"""Marks that could not be stored: they are kept in memory, tried again, and told before the reader is left."""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar

from tuinews.errors import NotNowError, StoreError
from tuinews.model.articles import ArticleRow
from tuinews.newsroom import mark
from tuinews.newsroom.change import Change
from tuinews.newsroom.mark import Mark, MarkName

if TYPE_CHECKING:
    from tuinews.ui.reader_screen import ReaderScreen

T = TypeVar("T")

_AGAIN_S: Final = 5.0
_SLOW_S: Final = 1.0
_WORDS: Final[dict[tuple[MarkName, bool], tuple[str, str]]] = {
    ("read", True): ("article read", "articles read"),
    ("read", False): ("article unread", "articles unread"),
    ("starred", True): ("star", "stars"),
    ("starred", False): ("star taken", "stars taken"),
    ("later", True): ("article to read later", "articles to read later"),
    ("later", False): ("article no longer to read later", "articles no longer to read later"),
}
_HAS: Final[dict[MarkName, Callable[[ArticleRow], bool]]] = {
    "read": lambda row: row.is_read,
    "starred": lambda row: row.is_starred,
    "later": lambda row: row.is_later,
}


class Unsaved:
    """Marks articles, at once or as soon as that can be."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self._kept: dict[tuple[int, MarkName], Mark] = {}
        self._why = ""
        self._turn = asyncio.Lock()

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What is kept in memory alone."""
        return tuple(self._kept.values())

    @property
    def why(self) -> str:
        """Why nothing could be stored when that was last tried."""
        return self._why

    def value(self, article_id: int, name: MarkName, stored: bool) -> bool:
        """Return whether an article has a mark, or will have it once that is stored."""
        kept = self._kept.get((article_id, name))
        return stored if kept is None else kept.value

    def in_words(self) -> str:
        """Return what is kept: "2 stars, 1 article read"."""
        counts = Counter((kept.name, kept.value) for kept in self.marks)
        return ", ".join(f"{count:,} {_WORDS[kind][count != 1]}" for kind, count in counts.items())

    async def mark(self, ids: Sequence[int], name: MarkName, value: bool, *, is_journaled: bool = True) -> Change:
        """Mark articles; what cannot be stored now is kept, and tried again.

        Raises:
            NotNowError: it is kept; the message says what is.
        """
        wanted = [Mark(article_id, name, value, is_journaled) for article_id in ids]
        try:
            # In turn, or what is wanted later might be stored first, and be undone by what was wanted before.
            async with self._turn:
                if not self._kept:
                    try:
                        return await self._patiently(
                            mark.mark(self._screen.newsroom, ids, name, value, is_journaled=is_journaled)
                        )
                    except NotNowError as error:
                        self._why = error.why
                for one in wanted:
                    self._keep(one)
        except asyncio.CancelledError:
            # The reader ends; these are tried once more after it, and told if that does not help.
            self._kept.update({(one.article_id, one.name): one for one in wanted})
            raise
        self._show()
        if not self._kept:
            self._screen.note("Taken back; nothing waits to be stored any more.")
            return Change("")
        raise NotNowError(f"Kept in memory for now: {self.in_words()}. {self._why}")

    async def try_again(self) -> bool:
        """Store what is kept; return whether nothing is kept any more, else `why` says what is in the way."""
        async with self._turn:
            with contextlib.suppress(StoreError):
                await self._store()
        return not self._kept

    async def in_turn(self, change: Callable[[], Awaitable[T]]) -> T:
        """Make a change, an undo or a redo after the marks that were wanted before it; those that are kept, too.

        Raises:
            NotNowError: what is kept cannot be stored yet, or the change cannot be; it was not made.
        """
        async with self._turn:
            await self._store()
            return await self._patiently(change())

    async def _store(self) -> None:
        """Store what is kept, and say so; raises StoreError when that cannot be."""
        tried, change = self.marks, Change("")
        try:
            if tried:
                change = await self._patiently(mark.mark_together(self._screen.newsroom, tried))
                self._kept.clear()
        except StoreError as error:
            self._why = _why(error)
            raise
        finally:
            self._show()
        if tried:
            self._screen.tell(f"What was kept in memory is stored now: {change.label or 'nothing had changed'}.")
            self._screen.changes.after_marks(change.article_ids)

    def store_now(self) -> None:
        """Store what is kept, and wait for it; raises StoreError when that cannot be."""
        if self._kept:
            try:
                mark.mark_together_now(self._screen.newsroom, self.marks)
            except StoreError as error:
                self._why = _why(error)
                raise
            self._kept.clear()

    async def _patiently(self, marking: Awaitable[T]) -> T:
        """Wait for a mark, and say so when that takes long."""
        self._screen.later(
            "slow-mark", _SLOW_S, partial(self._screen.note, "Another program writes; the marks wait for it.")
        )
        try:
            return await marking
        finally:
            self._screen.no_longer("slow-mark")

    def _keep(self, wanted: Mark) -> None:
        key = (wanted.article_id, wanted.name)
        row = self._screen.headlines.row(wanted.article_id)
        if key in self._kept and row is not None and _HAS[wanted.name](row) is wanted.value:
            del self._kept[key]  # as it is in the archive
        else:
            self._kept[key] = wanted

    def _show(self) -> None:
        """Show in the top line how much is kept, and try again soon."""
        self._screen.top.show_unsaved(len(self._kept))
        if self._kept:
            again = partial(self._screen.start, self._again, "unsaved")
            self._screen.later("unsaved", _AGAIN_S, again, restart=False)
        else:
            self._screen.no_longer("unsaved")

    async def _again(self) -> None:
        was = self._why
        async with self._turn:
            try:
                await self._store()
            except NotNowError:
                pass
            except StoreError:
                if self._why != was:  # else it was told
                    raise


def _why(error: StoreError) -> str:
    return error.why if isinstance(error, NotNowError) else error.message
