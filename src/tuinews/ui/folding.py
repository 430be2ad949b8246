"""Stories in the headline list: one row stands for all articles of an event, and unfolds."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from tuinews.newsroom import read

if TYPE_CHECKING:
    from tuinews.newsroom.read import Listing
    from tuinews.ui.reader_screen import ReaderScreen

ALONE = "No other coverage: this is the only article of its story."


class Folding:
    """Knows which articles are folded under which, and unfolds them."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self._behind: dict[int, tuple[int, ...]] = {}

    def take(self, listing: Listing) -> None:
        """Begin with another list, in which every story is folded."""
        self._behind = dict(listing.behind)
        self._screen.headlines.indent(frozenset())

    def take_whole(self, listing: Listing) -> None:
        """Learn what the rest of the shown list folds."""
        self._behind = dict(listing.behind)

    def rest_of(self, article_id: int) -> tuple[int, ...]:
        """Return the articles that a row stands for besides its own."""
        return self._behind.get(article_id, ())

    def concerns(self, article_ids: Iterable[int]) -> bool:
        """Return whether any of these articles stands for others."""
        return any(article_id in self._behind for article_id in article_ids)

    def toggle(self) -> None:
        """Unfold the story under the cursor, or fold it again."""
        headlines = self._screen.headlines
        selected = headlines.selected_id
        if selected is None:
            return
        lead = selected if selected in self._behind else self._lead_of(selected)
        if lead is None:
            row = headlines.row(selected)
            if row is not None and row.copies > 1 and read.is_folded(self._screen.lists.scope):
                self._screen.lists.reopen()  # its story was found after the list was read
            else:
                self._screen.note(ALONE)
            return
        rest = self._behind[lead]
        if headlines.indented.isdisjoint(rest):
            self._screen.start(partial(self._unfold, lead, rest), "unfold")
        else:
            self._fold(lead, rest)

    async def reveal(self, article_id: int) -> bool:
        """Put the cursor on an article that is folded under another; return whether it is one."""
        found = next(((lead, rest) for lead, rest in self._behind.items() if article_id in rest), None)
        if found is None:
            return False
        await self._unfold(*found)
        return self._screen.lists.select(article_id)

    def _lead_of(self, article_id: int) -> int | None:
        if article_id not in self._screen.headlines.indented:
            return None
        return next((lead for lead, rest in self._behind.items() if article_id in rest), None)

    async def _unfold(self, lead: int, rest: tuple[int, ...]) -> None:
        rows = await read.rows(self._screen.newsroom, rest)
        headlines = self._screen.headlines
        ids = headlines.ids
        if lead not in ids or not headlines.indented.isdisjoint(rest):
            return  # another list came meanwhile
        there = array("q", [article_id for article_id in rest if article_id in rows])
        at = ids.index(lead) + 1
        headlines.indent(headlines.indented | set(there))
        headlines.show_list(ids[:at] + there + ids[at:], {**headlines.rows, **rows}, headlines.cursor,
                            names_outlet=headlines.names_outlet)  # fmt: skip
        self._screen.signs.update_titles()

    def _fold(self, lead: int, rest: tuple[int, ...]) -> None:
        headlines = self._screen.headlines
        gone = set(rest) & headlines.indented
        left = array("q", [article_id for article_id in headlines.ids if article_id not in gone])
        headlines.indent(headlines.indented - gone)
        headlines.show_list(left, headlines.rows, left.index(lead), names_outlet=headlines.names_outlet)
        self._screen.reading.follow_cursor()
