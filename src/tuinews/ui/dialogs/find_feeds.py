"""The feeds of a site, with their titles and entries as they are found, to tick or to pick one from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import datetime

from rich.segment import Segment
from textual import on
from textual.widget import Widget

from tuinews.model.entries import FeedLink
from tuinews.model.events import FeedMissing, FeedSeen
from tuinews.screen_text import line, short_url
from tuinews.ui.ages import age
from tuinews.ui.cells import cut, pad
from tuinews.ui.dialogs.pick_list import PickList, PickRow
from tuinews.ui.dialogs.window import Window, text
from tuinews.ui.row_list import RowList

_LOOKING = "looking …"


@dataclass(slots=True)
class _Row:
    """One feed: what is known of it so far, and why it cannot be taken where it cannot."""

    link: FeedLink
    is_seen: bool = False
    obstacle: str = ""


class FoundList(PickList):
    """Feeds with ticks, or without where only one can be picked."""

    def __init__(self, clock: Callable[[], datetime], *, has_ticks: bool, empty: str) -> None:
        self._clock = clock
        self._has_ticks = has_ticks
        self.found: list[_Row] = []
        self.ticked: set[str] = set()
        super().__init__(empty=empty)

    def show_found(self) -> None:
        """Show the feeds there are; the cursor stays where it is."""
        self.show_picks([PickRow(row.link.title) for row in self.found], self.cursor if self.found else 0)

    def paint_row(self, index: int, width: int) -> Sequence[list[Segment]]:
        """Return a row's one line: tick, title, and how many entries it has or why it cannot be taken."""
        row = self.found[index]
        inks = self.inks
        note, note_width = cut(self._note(row), max(0, width // 2))
        is_ticked = row.link.url in self.ticked
        ticks = [Segment(" " if row.obstacle else "■" if is_ticked else "□", inks.accent), Segment("  ")]
        room = width - 3 - note_width - (3 if self._has_ticks else 0)
        label = line(row.link.title, 200) or short_url(row.link.url, 200)
        return [
            [
                self.bar(index), Segment(" "), *(ticks if self._has_ticks else []),
                Segment(pad(label, room), inks.meta if row.obstacle else inks.text), Segment(" "),
                Segment(note, inks.meta),
            ]
        ]  # fmt: skip

    def _note(self, row: _Row) -> str:
        if row.obstacle:
            return row.obstacle
        if row.link.entries is None:
            return "" if row.is_seen else _LOOKING
        entries = "1 entry" if row.link.entries == 1 else f"{row.link.entries:,} entries"
        newest = age(row.link.newest, self._clock())
        return f"{entries} · {newest}" if newest else entries


class FoundFeedsWindow(Window[tuple[FeedLink, ...]]):
    """Fills while a site is searched; Enter takes what is ticked, or the one under the cursor."""

    DEFAULT_CSS = """
    FoundFeedsWindow #address {
        color: $meta;
        margin-top: 1;
    }
    """
    WIDEST = 110

    def __init__(
        self,
        title: str,
        clock: Callable[[], datetime],
        *,
        links: Sequence[FeedLink] = (),
        there: Set[str] = frozenset(),
        is_single: bool = False,
    ) -> None:
        super().__init__(title, "")
        self._is_single = is_single
        self._is_looking = True
        self._there = there
        self._list = FoundList(clock, has_ticks=not is_single, empty="Looking …")
        self.name_feeds(links)

    def content(self) -> Iterable[Widget]:
        """Return the list, and the address of the feed under the cursor."""
        return [self._list, text("", id="address")]

    def on_mount(self) -> None:
        """Say what Enter would do."""
        self._refresh()

    # ------------------------------------------------------------------------------------ what is found

    def name_feeds(self, links: Sequence[FeedLink]) -> None:
        """Show feeds that are being looked at; the first that can be taken is ticked."""
        for link in links:
            if not any(row.link.url == link.url for row in self._list.found):
                self._list.found.append(_Row(link, obstacle="already there" if link.url in self._there else ""))
        self._list.ticked = set(next(([row.link.url] for row in self._list.found if not row.obstacle), []))
        self._refresh()

    def see(self, event: FeedSeen | FeedMissing) -> None:
        """Show what was found out about a feed."""
        url = event.url if isinstance(event, FeedMissing) else event.link.url
        row = next((row for row in self._list.found if row.link.url == url), None)
        if row is None:
            return
        row.is_seen = True
        if isinstance(event, FeedMissing):
            self._rule_out(row, "cannot be read")
        else:
            row.link = event.link
            if event.same_as:
                self._rule_out(row, "the same as another")
        self._refresh()

    def _rule_out(self, row: _Row, obstacle: str) -> None:
        row.obstacle = row.obstacle or obstacle
        if row.link.url in self._list.ticked:
            self._list.ticked.discard(row.link.url)
            if not self._list.ticked:
                self._list.ticked = set(next(([one.link.url] for one in self._list.found if not one.obstacle), []))

    def finish(self, links: Sequence[FeedLink] = ()) -> None:
        """Show that nothing more will come; `links` are all that were found."""
        self._is_looking = False
        for row in self._list.found:
            row.is_seen = True
        known = {row.link.url for row in self._list.found}
        if any(link.url not in known for link in links):
            self.name_feeds([link for link in links if link.url not in known])
        self._list.set_empty("No feed was found.")
        self._refresh()

    def fail(self, sentence: str) -> None:
        """Show that the search has ended before its end, and why."""
        self.finish()
        self.show_error(sentence)

    def _refresh(self) -> None:
        if not self.query("#hint"):
            return  # not there yet, or going away
        self._list.show_found()
        self._show_address()

    def _show_address(self) -> None:
        found = self._list.found
        url = short_url(found[self._list.cursor].link.url, 200) if found else ""
        self.query_one("#address").update(url)  # type: ignore[attr-defined]
        self.show_hint(" · ".join(self._hints()))

    def _hints(self) -> Iterable[str]:
        if self._is_looking:
            yield _LOOKING.capitalize()
        count = len(self._list.ticked)
        if self._is_single and self._list.found:
            yield "Enter takes this feed"
        elif count:
            yield f"Enter subscribes to {'1 feed' if count == 1 else f'{count:,} feeds'}"
        if self._list.found and not self._is_single:
            yield "space ticks"
            if not self._is_looking:
                yield "a all"
        yield "Esc leaves"

    # --------------------------------------------------------------------------------------------- keys

    def press(self, key: str) -> bool:
        """Tick on space, all on a, take on Enter."""
        if key == "enter":
            self._take()
        elif key == "space" and not self._is_single:
            self._toggle(self._list.cursor)
            self._list.move(1)
        elif key == "a" and not self._is_single:
            every = {row.link.url for row in self._list.found if not row.obstacle}
            self._list.ticked = set() if every <= self._list.ticked else every
            self._refresh()
        else:
            return self._list.press(key)
        return True

    def _toggle(self, index: int) -> None:
        if self._list.found and not self._list.found[index].obstacle:
            self._list.ticked ^= {self._list.found[index].link.url}
            self._refresh()

    def _take(self) -> None:
        found = self._list.found
        if self._is_single:
            if found and not found[self._list.cursor].obstacle:
                self.dismiss((found[self._list.cursor].link,))
            return
        self.dismiss(tuple(row.link for row in found if row.link.url in self._list.ticked))

    @on(RowList.CursorMoved)
    def _moved(self) -> None:
        self._show_address()

    @on(RowList.Chosen)
    def _clicked(self, event: RowList.Chosen) -> None:
        event.stop()
        if self._is_single:
            self._show_address()
        else:
            self._toggle(event.index)
