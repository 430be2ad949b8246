"""Ticking feeds to subscribe to: of a page, of a list, of the starter set."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from typing import NamedTuple

from rich.segment import Segment
from textual import on
from textual.widget import Widget

from tuinews.model.subscriptions import Subscription
from tuinews.screen_text import display_host, line, short_url
from tuinews.ui.cells import cut_front, pad
from tuinews.ui.dialogs.pick_list import PickList, PickRow
from tuinews.ui.dialogs.window import Window, text
from tuinews.ui.row_list import RowList

_MOST_SKIPPED_SHOWN = 3


class _Tick(NamedTuple):
    """A row of the list: a folder, or a feed with its place in `wanted`."""

    depth: int
    label: str
    note: str
    feed: int | None


class TickList(PickList):
    """Feeds under their folders, each with a tick."""

    def __init__(self, wanted: Sequence[Subscription], there: Set[str], *, is_ticked: bool) -> None:
        self._wanted = wanted
        self._there = frozenset(index for index, feed in enumerate(wanted) if feed.url in there)
        self.ticked = set(range(len(wanted))) - self._there if is_ticked else set[int]()
        self._ticks = list(_rows(wanted, self._there))
        first = next((index for index, tick in enumerate(self._ticks) if tick.feed is not None), 0)
        super().__init__([PickRow(tick.label) for tick in self._ticks], cursor=first)

    def toggle(self, index: int) -> None:
        """Tick a feed or take its tick; for a folder, all feeds in it."""
        feeds = self._feeds_of(index)
        if feeds <= self.ticked:
            self.ticked -= feeds
        else:
            self.ticked |= feeds
        self.repaint()

    @property
    def feed_at_cursor(self) -> int | None:
        """The feed under the cursor by its place in the list; None on a folder and on one that is there already."""
        return next(iter(self._feeds_of(self.cursor)), None) if self._ticks[self.cursor].feed is not None else None

    def toggle_all(self) -> None:
        """Tick every feed, or none when all are."""
        every = set(range(len(self._wanted))) - self._there
        self.ticked = set() if every <= self.ticked else every
        self.repaint()

    def _feeds_of(self, index: int) -> set[int]:
        tick = self._ticks[index]
        if tick.feed is not None:
            return {tick.feed} - self._there
        feeds = set()
        for below in self._ticks[index + 1 :]:
            if below.depth <= tick.depth:
                break
            if below.feed is not None:
                feeds.add(below.feed)
        return feeds - self._there

    def paint_row(self, index: int, width: int) -> Sequence[list[Segment]]:
        """Return a row's one line: tick, name, and where it leads or that it is already there."""
        tick = self._ticks[index]
        inks = self.inks
        feeds = self._feeds_of(index)
        mark = " " if not feeds else "■" if feeds <= self.ticked else "▪" if feeds & self.ticked else "□"
        note, note_width = cut_front(tick.note, max(0, width // 3))
        indent = 2 * tick.depth
        room = width - 6 - indent - note_width
        is_there = tick.feed is not None and not feeds
        style = inks.meta if is_there else inks.title if tick.feed is None else inks.text
        return [
            [
                self.bar(index), Segment(" " * (1 + indent)), Segment(mark, inks.accent), Segment("  "),
                Segment(pad(tick.label, room), style), Segment(" "), Segment(note, inks.meta),
            ]
        ]  # fmt: skip


class ChooseDialog(Window[tuple[Subscription, ...]]):
    """A tick list with what could not be taken under it."""

    DEFAULT_CSS = """
    ChooseDialog .skipped {
        color: $meta;
        margin-top: 1;
    }
    """

    def __init__(
        self, title: str, wanted: Sequence[Subscription], there: Set[str], *, skipped: Sequence[str] = (),
        verb: str = "import", is_ticked: bool = True,
    ) -> None:  # fmt: skip
        super().__init__(title, "")
        self._wanted = wanted
        self._skipped = skipped
        self._verb = verb
        self._is_ticked = is_ticked
        self._list = TickList(wanted, there, is_ticked=is_ticked)

    def content(self) -> Iterable[Widget]:
        """Return the list, and the lines that could not be taken."""
        yield self._list
        if self._skipped:
            shown = [line(reason, 200) for reason in self._skipped[:_MOST_SKIPPED_SHOWN]]
            more = len(self._skipped) - len(shown)
            yield text("\n".join([*shown, *([f"and {more:,} more"] if more else [])]), classes="skipped")

    def on_mount(self) -> None:
        """Say what Enter would do."""
        self._count()

    def _count(self) -> None:
        count = len(self._list.ticked)
        does = f"{self._verb}s" if self._verb == "import" else "subscribes"
        feeds = "1 feed" if count == 1 else f"{count:,} feeds"
        enter = f"Enter {does} · {feeds} ticked" if count else self._enter_on_cursor()
        self.show_hint(f"{enter} · space ticks · a all · Esc leaves")

    def _enter_on_cursor(self) -> str:
        """Say what Enter does while nothing is ticked: where one ticks by hand it takes the feed under the cursor."""
        feed = None if self._is_ticked else self._list.feed_at_cursor
        return "Enter leaves" if feed is None else f"Enter takes {line(self._wanted[feed].title, 30)}"

    def press(self, key: str) -> bool:
        """Tick on space, all on a, take the ticked ones on Enter."""
        if key == "enter":
            feed = None if self._is_ticked else self._list.feed_at_cursor
            taken = self._list.ticked or (set() if feed is None else {feed})
            self.dismiss(tuple(self._wanted[index] for index in sorted(taken)))
        elif key == "space":
            self._list.toggle(self._list.cursor)
            self._list.move(1)
            self._count()
        elif key == "a":
            self._list.toggle_all()
            self._count()
        else:
            return self._list.press(key)
        return True

    @on(RowList.CursorMoved)
    def _moved(self) -> None:
        self._count()

    @on(RowList.Chosen)
    def _clicked(self, event: RowList.Chosen) -> None:
        self._list.toggle(event.index)
        self._count()


def _rows(wanted: Sequence[Subscription], there: Set[int]) -> Iterable[_Tick]:
    """Yield folders and feeds in the order of the list, each folder once before its first feed."""
    by_folder: dict[tuple[str, ...], list[int]] = {}
    for index, feed in enumerate(wanted):
        by_folder.setdefault(feed.folder, []).append(index)
    # Folders in the order in which the list first names them or one inside them, each before those inside it.
    first: dict[tuple[str, ...], int] = {}
    for folder in by_folder:
        for depth in range(1, len(folder) + 1):
            first.setdefault(folder[:depth], len(first))
    named: set[tuple[str, ...]] = {()}
    for folder in sorted(by_folder, key=lambda names: [first[names[: end + 1]] for end in range(len(names))]):
        for depth in range(1, len(folder) + 1):
            if folder[:depth] not in named:
                named.add(folder[:depth])
                yield _Tick(depth - 1, line(folder[depth - 1], 100), "", None)
        for index in by_folder[folder]:
            feed = wanted[index]
            note = "already there" if index in there else display_host(feed.url)
            yield _Tick(len(folder), line(feed.title or feed.own_title, 200) or short_url(feed.url, 200), note, index)
