"""Finding in the shown article: what was searched for stands out, and a line finds other words in it."""

from __future__ import annotations

import unicodedata
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from tuinews.keymap import Place

if TYPE_CHECKING:
    from textual.widgets import Input

    from tuinews.ui.reader_screen import ReaderScreen

Hits = tuple[tuple[int, int], ...]

_MOST_HITS = 5000


class Finding:
    """Marks hits in the article and goes from one to the next."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self._bar: Input | None = None
        self._wanted: tuple[int, str, int] | None = None
        """The article that a search opened, its query, and the place to go to: -1 is the first hit."""
        self._hits: Hits = ()
        self._at = -1

    @property
    def is_on(self) -> bool:
        """Whether the find line is there."""
        return self._bar is not None and bool(self._bar.display)

    @property
    def has_focus(self) -> bool:
        """Whether words are being typed."""
        return self._bar is not None and self._bar.has_focus

    def expect(self, article_id: int, query: str, offset: int = -1) -> None:
        """Go to the first hit of a query, or to a place, in an article that is about to be shown."""
        self._wanted = (article_id, query, offset)
        reading = self._screen.reading.reading
        if reading is not None and reading.article.row.id == article_id:
            self.after_reading()

    def after_reading(self) -> None:
        """Mark what was searched for in an article that is shown from now on, or whose text has come."""
        screen = self._screen
        reading = screen.reading.reading
        if self.is_on:
            self.typed()
            return
        self._mark(())
        if reading is None or reading.article.body is None:
            return
        article_id = reading.article.row.id
        query, offset = screen.lists.scope.words, -2
        if self._wanted is not None and self._wanted[0] == article_id:
            _, query, offset = self._wanted
        if query or offset >= 0:
            screen.start(partial(self._mark_query, article_id, query, offset), "hits")

    async def _mark_query(self, article_id: int, query: str, offset: int) -> None:
        from tuinews.newsroom import find

        hits = await find.hits(self._screen.newsroom, article_id, query) if query else ()
        if self._screen.reading.article_id != article_id or self.is_on:
            return
        self._wanted = None
        self._mark(hits)
        if offset >= 0:
            self._screen.article.jump_to(offset)
            self._screen.voices.select_quote_at(offset)
        elif offset == -1 and hits:
            self._go_to(0)

    # ------------------------------------------------------------------------------------ the find line

    def begin(self) -> None:
        """Show the find line and let words be typed."""
        screen = self._screen
        screen.going.go_to(Place.ARTICLE)
        if self._bar is None:
            from tuinews.ui.line_input import LineInput

            self._bar = LineInput(id="find", compact=True, placeholder="words to find in this article")
            screen.add_bar(Place.ARTICLE, self._bar)
        self._bar.display = True
        screen.settle()
        screen.set_focus(self._bar)

    def takes(self, key: str) -> bool:
        """Return whether a key is for the reader, though words are being typed."""
        return key in {"escape", "pageup", "pagedown", "up", "down", "f1"}

    def typed(self) -> None:
        """Mark what is typed, and go to the first hit from where the reader is."""
        if self._bar is None:
            return
        words = self._bar.value
        hits = places_of(words, self._screen.article.text)
        self._mark(hits)
        if hits:
            here = self._screen.article.position
            self._go_to(next((index for index, (start, _) in enumerate(hits) if start >= here), 0))
        self._say(words)

    def leave(self) -> None:
        """Go from the find line to the text; n and N go on."""
        self._screen.going.go_to(Place.ARTICLE)
        self._say(self._bar.value if self._bar is not None else "")

    def step(self, step: int) -> None:
        """Go to the next hit or the one before, round and round."""
        if self._hits:
            self._go_to((self._at + step) % len(self._hits))
        self._say(self._bar.value if self._bar is not None else "")

    def end(self) -> bool:
        """Take the find line away; return whether it was there."""
        if not self.is_on or self._bar is None:
            return False
        self._bar.display = False
        with self._bar.prevent(type(self._bar).Changed):
            self._bar.value = ""
        self._mark(())
        self._screen.going.go_to(Place.ARTICLE)
        return True

    def _mark(self, hits: Hits) -> None:
        self._hits, self._at = hits, -1
        self._screen.article.show_hits(hits, -1)

    def _go_to(self, index: int) -> None:
        self._at = index
        self._screen.article.show_hits(self._hits, index)
        self._screen.article.jump_to(self._hits[index][0])

    def _say(self, words: str) -> None:
        if not words:
            return
        key = self._screen.keys.first_key
        if self._hits:
            self._screen.note(
                f"{self._at + 1} of {len(self._hits):,} · {key('article.next_unread')} next · "
                f"{key('article.previous_unread')} previous · {key('move.back')} leaves"
            )
        else:
            self._screen.note("Not in this article.")


def places_of(words: str, text: str) -> Hits:
    """Return where words stand in a text, however they are accented or written large."""
    wanted = _folded(" ".join(words.split()))
    if not wanted:
        return ()
    folded, found, at = _folded(text), list[tuple[int, int]](), 0
    while len(found) < _MOST_HITS and (at := folded.find(wanted, at)) >= 0:
        found.append((at, at + len(wanted)))
        at += len(wanted)
    return tuple(found)


def _folded(text: str) -> str:
    """Return a text in small letters without accents, as long as it was; every blank is a space."""
    if text.isascii():
        return text.lower().translate(_BLANKS)
    return "".join(map(_folded_character, text))


_BLANKS = str.maketrans("\n\t\r", "   ")


@lru_cache(4096)
def _folded_character(character: str) -> str:
    return " " if character.isspace() else unicodedata.normalize("NFD", character)[0].lower()[0]
