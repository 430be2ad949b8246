"""The quotes of the whole archive: a query over them that is followed as it is typed, and the list."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime
from functools import partial
from typing import NamedTuple

from textual import events, on
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Input, Static

from tuinews.model.statements import MOST_COPIES, QuoteKey, Statement, Statements
from tuinews.query import QueryError
from tuinews.query.completion import Vocabulary
from tuinews.screen_text import line
from tuinews.ui.cells import cut_lines
from tuinews.ui.dialogs.window import Window
from tuinews.ui.query_line import QueryHint, QueryLine
from tuinews.ui.quote_list import QuoteList, speaker_of
from tuinews.ui.row_list import RowList
from tuinews.ui.wrapping import wrap

_PAUSE_S = 0.06
_ROOM_FOR_DETAIL = 20
_DETAIL_LINES = 7
"""As many hold nearly every quote; only a very high screen has more of them to give away."""
_LIST_KEYS = "Enter opens · / filter · Y cites · ~ same words · w to a file · Esc leaves"
_EMPTY_KEYS = "/ filter · Esc leaves"
_LINE_KEYS = "Enter to the list · tab completes · Esc to the list"


class Ways(NamedTuple):
    """What the screen asks of the newsroom, and what it has done with quotes."""

    find: Callable[[str, int], Awaitable[Statements | None]]
    """Finds the first quotes of a query; None when another took its place. Raises QueryError."""
    go_on: Callable[[str, QuoteKey], Awaitable[Statements]]
    total: Callable[[str], Awaitable[int | None]]
    """Counts; None when another query took its place."""
    know: Callable[[], Awaitable[Vocabulary]]
    cite: Callable[[Statement], None]
    same: Callable[[Statement], Awaitable[tuple[int, int] | None]]
    """Shows where the same words stand; returns the article and the place in it that was chosen."""
    write: Callable[[str, int], Awaitable[None]]
    """Asks for a file, and writes the quotes of a query to it."""
    clock: Callable[[], datetime]


class Left(NamedTuple):
    """Where the screen was left."""

    query: str = ""
    key: QuoteKey | None = None
    shown: int = 0
    """How many quotes were there."""


class QuotesScreen(Window[Statement]):
    """Gives back the quote to go to."""

    DEFAULT_CLASSES = "whole"
    DEFAULT_CSS = """
    QuotesScreen.whole > #box {
        max-width: 200;
    }
    QuotesScreen QueryHint {
        height: auto;
        max-height: 5;
    }
    QuotesScreen #quotes {
        height: 1fr;
        max-height: 100%;
        margin-top: 1;
    }
    QuotesScreen.short #quotes {
        margin-top: 0;
    }
    QuotesScreen #detail {
        height: auto;
        border-top: solid $rule;
        color: $foreground;
        padding: 0 1;
    }
    QuotesScreen .window-title, QuotesScreen .window-hint {
        margin: 0;
    }
    """
    AUTO_FOCUS = "#quotes"
    SHORT = _ROOM_FOR_DETAIL

    def __init__(self, ways: Ways, left: Left) -> None:
        super().__init__("Quotes", _LIST_KEYS)
        self._ways = ways
        self._left = left
        self._count: int | None = None
        self._line = QueryLine(id="words", placeholder="words, or fields: said:name about:word since:30d …")
        self._line.value = left.query
        self._below = QueryHint(id="query-hint")
        self._list = QuoteList(ways.clock, id="quotes")
        self._detail = Static(Content(""), id="detail")

    def content(self) -> Iterable[Widget]:
        """Return the line, the place for what is wrong with it, the list, and the chosen quote in full."""
        return [self._line, self._below, self._list, self._detail]

    def on_mount(self) -> None:
        """Learn the names to offer; show what was shown last."""
        self._below.display = False
        self._list.show_empty("Looking …", is_waiting=True)
        self.start(self._learn, "know")
        self._search_soon(0)

    async def _learn(self) -> None:
        self._line.know(await self._ways.know())

    @property
    def left(self) -> Left:
        """Where the screen is left."""
        selected = self._list.selected
        return Left(self.query_words, selected.key if selected else None, len(self._list.found))

    @property
    def query_words(self) -> str:
        """What is looked for."""
        return " ".join(self._line.value.split())

    # ---------------------------------------------------------------------------------------- searching

    def on_input_changed(self, event: Input.Changed) -> None:
        """Follow what is typed."""
        event.stop()
        if event.value != self._left.query or self._list.found:
            self._show_hint(None)
            self._search_soon(_PAUSE_S)

    def _search_soon(self, pause_s: float) -> None:
        self.start(partial(self._search, pause_s), "search")

    async def _search(self, pause_s: float) -> None:
        await asyncio.sleep(pause_s)
        query = self.query_words
        left, self._left = self._left, Left()
        try:
            found = await self._ways.find(query, left.shown)
            if found is None or query != self.query_words:
                return
            self._show(found, query, left.key)
            count = await self._ways.total(query) if found.last is not None else len(found.found)
        except QueryError as error:
            self._list.show_empty("")
            self._show_hint(error)
            return
        if count is not None and query == self.query_words:
            self._count = count
            self._title()

    def _show(self, found: Statements, query: str, cursor: QuoteKey | None) -> None:
        self._count = None
        self._list.show_empty(_nothing(query))
        self._list.show_quotes(found, cursor)
        self._title()
        self._tell()
        self._tell_keys()

    def _title(self) -> None:
        number = f"{self._count:,}" if self._count is not None else f"{len(self._list.found):,}+"
        words = "quote" if self._count == 1 else "quotes"
        self.show_title(f"Quotes · {number} {words}" if self._list.found else "Quotes")

    def _show_hint(self, error: QueryError | None) -> None:
        options = self._line.completion.options if self._line.has_focus else ()
        if self._below.show(options, None if options else error, self._line.size.width):
            self._below.styles.height = self._below.height
            self._below.display = bool(self._below.height)

    @on(QuoteList.MoreWanted)
    def _more_wanted(self, event: QuoteList.MoreWanted) -> None:
        self.start(partial(self._go_on, self.query_words, event.after), "more")

    async def _go_on(self, query: str, after: QuoteKey) -> None:
        some = await self._ways.go_on(query, after)
        if query == self.query_words:
            self._list.add_quotes(some, after)

    # --------------------------------------------------------------------------------------- the detail

    @on(RowList.CursorMoved)
    def _moved(self) -> None:
        self._tell()

    def on_resize(self, event: events.Resize) -> None:
        """Show the chosen quote in full where there is room."""
        self.call_after_refresh(self._tell)  # it is known then how wide the place for it is
        self._below.refresh()

    def _tell(self) -> None:
        one = self._list.selected
        self._detail.display = one is not None and self.size.height >= _ROOM_FOR_DETAIL
        if one is not None:
            reported = ", reported in the article's words" if one.kind.value == "indirect" else ""
            who = ", ".join(filter(None, (speaker_of(one).removesuffix(" ·"), line(one.role))))
            sure = ", likely" if one.certainty is not None and one.certainty.value == "likely" else ""
            facts = (f"{who}{sure}{reported}", line(one.title, 200), line(one.outlet, 200), *_again(one))
            room = Size(self._detail.content_size.width or self.size.width, detail_lines(self.size.height))
            self._detail.update(_set(line(one.words, 3_000), " · ".join(filter(None, facts)), room))

    # --------------------------------------------------------------------------------------------- keys

    def on_key(self, event: events.Key) -> None:
        """Leave the line for the list before the screen is left."""
        if event.key == "escape" and self._line.has_focus:
            event.stop()
            event.prevent_default()
            self._to_list()

    def on_descendant_focus(self) -> None:
        """Tell the keys of the line or of the list."""
        self._tell_keys()

    def _tell_keys(self) -> None:
        in_list = _LIST_KEYS if self._list.found else _EMPTY_KEYS
        self.show_hint(_LINE_KEYS if self._line.has_focus else in_list)

    def press(self, key: str) -> bool:
        """Move in the list; do something with the quote under the cursor."""
        if self._line.has_focus:
            if key == "tab":
                return self._line.complete() or True
            return self._list.press(key, has_letters=False)
        if key in _ACTS:
            _ACTS[key](self)
            return True
        return self._list.press(key, has_letters=True)

    def _to_line(self) -> None:
        self.set_focus(self._line)

    def _to_list(self) -> None:
        self.set_focus(self._list)
        self._show_hint(None)

    def _open(self) -> None:
        if self._list.selected is not None:
            self.dismiss(self._list.selected)

    def _cite(self) -> None:
        if self._list.selected is not None:
            self._ways.cite(self._list.selected)

    def _same(self) -> None:
        if self._list.selected is not None:
            self.start(partial(self._show_same, self._list.selected), "same")

    async def _show_same(self, one: Statement) -> None:
        place = await self._ways.same(one)
        if place is not None:
            article_id, start = place
            self.close(one._replace(key=one.key._replace(article_id=article_id, start=start)))

    def _write(self) -> None:
        if self._list.found:
            self.start(partial(self._ways.write, self.query_words, len(self._list.found)), "write")

    def _leave(self) -> None:
        self.dismiss(None)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go from the line to what it found."""
        event.stop()
        self._to_list()

    @on(RowList.Chosen)
    def _chosen(self, event: RowList.Chosen) -> None:
        self._open()


_ACTS: dict[str, Callable[[QuotesScreen], None]] = {
    "slash": QuotesScreen._to_line,
    "tab": QuotesScreen._to_line,
    "enter": QuotesScreen._open,
    "Y": QuotesScreen._cite,
    "tilde": QuotesScreen._same,
    "w": QuotesScreen._write,
    "q": QuotesScreen._leave,
    "quotation_mark": QuotesScreen._leave,
}


def detail_lines(height: int) -> int:
    """Return how many lines the chosen quote may have under the list, on a screen so many lines high."""
    return max(height // 8, min(_DETAIL_LINES, height // 4))


def _set(words: str, facts: str, room: Size) -> Content:
    """Return the words and what is known of them in the lines there are; the words have at least half of them."""
    said, known = _broken(words, room.width), _broken(facts, room.width)
    said = cut_lines(said, max(room.height - len(known), room.height // 2), room.width)
    known = cut_lines(known, room.height - len(said), room.width)
    return Content("\n").join([*map(Content, said), *(Content.styled(row, "$meta") for row in known)])


def _broken(text: str, width: int) -> list[str]:
    return [text[start:end] for start, end in wrap(text, width, 0, len(text))]


def _again(one: Statement) -> tuple[str, ...]:
    """Return in how many places the same words stand; of few words, which others say too, without a number."""
    if one.copies < 2:
        return ()
    if one.is_stock:
        return ("the words stand elsewhere too, ~ shows where this speaker says them",)
    places = f"{one.copies:,}" if one.copies < MOST_COPIES else f"{MOST_COPIES:,} or more"
    return (f"the same words in {places} places, ~ shows them",)


def _nothing(query: str) -> str:
    if "said:" in query:
        named = line(query, 200).replace("said:", "person:").replace("about:", "")
        return f"Nobody is quoted so: “{line(query, 200)}”. The search has articles that name them: {named}"
    if query:
        return f"Nobody is quoted so: “{line(query, 200)}”."
    return "There are no quotes yet. They are found in every article whose text is there."
