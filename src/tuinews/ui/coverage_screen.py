"""The coverage of one story: its articles on one side, what the chosen one adds on the other."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tuinews.newsroom.cover import Covering, Why
from tuinews.screen_text import line
from tuinews.ui.ages import age
from tuinews.ui.cells import cut, pad
from tuinews.ui.dialogs.side_by_side import SideBySide
from tuinews.ui.row_list import RowList

_STEPS = {"up": -1, "down": 1, "k": -1, "j": 1}
_SCROLLS = {"pagedown": 1, "pageup": -1, "space": 1, "b": -1}


class Wanted(NamedTuple):
    """What was chosen: an article to open, or one that is to leave the story."""

    article_id: int
    is_split: bool = False


class CoverageList(RowList):
    """The articles of a story, two lines each: the outlet with the time, and the title."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        super().__init__(id="covering")
        self._clock = clock
        self._found: Sequence[Covering] = ()

    def show_coverage(self, found: Sequence[Covering], cursor: int) -> None:
        """Show these articles."""
        self._found = found
        self.show_rows(len(found), cursor)

    def row_height_for(self, width: int, height: int) -> int:
        """Return two lines."""
        return 2

    @property
    def is_lit(self) -> bool:
        """Whether the cursor is bright: always, for the window has one list."""
        return True

    def paint_row(self, index: int, width: int) -> Sequence[list[Segment]]:
        """Return a row's two lines."""
        one, inks, bar = self._found[index], self.inks, self.bar(index)
        when = age(one.row.published or one.row.added, self._clock())
        here = " · this one" if index == 0 else ""
        room = width - 5 - len(when)
        outlet, _ = cut(line(one.row.feed_title, 60), room - len(here))
        mark = Segment(" ") if one.row.is_read else Segment("●", inks.unread)
        head = [
            bar,
            mark,
            Segment(" "),
            Segment(pad(outlet + here, room), inks.text + Style(bold=True)),
            Segment(" "),
            Segment(when, inks.meta),
        ]
        title, _ = cut(line(one.row.title, 300), width - 4)
        return [head, [bar, Segment("  "), Segment(title, inks.meta if one.row.is_read else inks.title)]]


class CoverageScreen(SideBySide[Wanted]):
    """Gives back the article to open or to take out."""

    AUTO_FOCUS = "#covering"

    def __init__(
        self,
        found: Sequence[Covering],
        complete: Callable[[], Awaitable[tuple[Covering, ...]]],
        clock: Callable[[], datetime],
    ) -> None:
        """Make the screen; `complete` finds the people and quotes that are not known yet, and compares again."""
        sources = len({one.row.feed_id for one in found})
        title = f"{len(found)} articles from {sources} sources" if sources > 1 else f"{len(found)} versions"
        super().__init__(
            f"Coverage of one story · {title}", "Enter opens · x takes it out of the story · space scrolls · Esc leaves"
        )
        self._found = tuple(found)
        self._complete = complete
        self._is_reading = not all(one.is_complete for one in found)
        self._list = CoverageList(clock)
        self._words = Static("", id="words-added", markup=False)

    def content(self) -> Iterable[Widget]:
        """Return the list and what the chosen article adds."""
        return [self.sides(self._list, self._words)]

    def on_mount(self) -> None:
        """Show the second article, and have the people and quotes of all found where they are missing."""
        self._list.show_coverage(self._found, 1)
        self._tell()
        if self._is_reading:
            self.start(self._learn, "learn")

    async def _learn(self) -> None:
        self._found = await self._complete()
        self._is_reading = False
        self._list.show_coverage(self._found, self._list.cursor)
        self._tell()

    def give_up(self) -> None:
        """Say that the people and quotes that are not known yet will not be."""
        self._is_reading = False
        self._tell()

    def press(self, key: str) -> bool:
        """Move, scroll, open or take out."""
        if key in _STEPS:
            self._list.move(_STEPS[key])
        elif key in _SCROLLS:
            self.scroll_words(_SCROLLS[key] * 8)
        elif key in {"enter", "x"} and self._found:
            self.dismiss(Wanted(self._found[self._list.cursor].row.id, is_split=key == "x"))
        else:
            return False
        return True

    @on(RowList.CursorMoved)
    def _moved(self) -> None:
        self._tell()

    @on(RowList.Chosen)
    def _chosen(self, event: RowList.Chosen) -> None:
        self.dismiss(Wanted(self._found[event.index].row.id))

    def _tell(self) -> None:
        if self._found:
            self._words.update(Content("\n").join(_told(self._found[self._list.cursor], is_reading=self._is_reading)))
            self.show_words_from_top()


def _told(one: Covering, *, is_reading: bool) -> list[Content]:
    """Return what an article adds, and why it is here; foreign words are never markup."""
    told = [Content.styled(line(one.row.title, 300), "bold")]
    facts = " · ".join(filter(None, (line(one.row.feed_title, 80), line(", ".join(one.row.authors), 80))))
    told += [Content.styled(facts, "$meta"), Content("")]
    if not one.is_complete:
        waits = "Its people and quotes are being read …" if is_reading else "Its people and quotes could not be read."
        told.append(Content.styled(waits, "$meta"))
    elif one.people or one.quotes:
        told.append(Content.styled("Only here", "bold $meta"))
        if one.people:
            told.append(Content(", ".join(line(name, 60) for name in one.people[:12])))
        told += [Content(f"  {line(quote, 400)}") for quote in one.quotes[:8]]
    else:
        told.append(Content.styled("Nobody is named or quoted only here.", "$meta"))
    if one.why != Why():
        told += [Content(""), Content.styled("Why it is here", "bold $meta"), *map(Content, _reasons(one.why))]
    return told


def _reasons(why: Why) -> list[str]:
    reasons = []
    if why.is_same_address:
        reasons.append("The same address.")
    if why.is_same_text:
        reasons.append("Nearly the same text.")
    if why.names:
        reasons.append(f"Names both have: {line(', '.join(why.names), 300)}")
    if why.words:
        reasons.append(f"Words both have: {line(', '.join(why.words), 300)}")
    reasons += [f"Said in both: {line(quote, 300)}" for quote in why.quotes[:3]]
    return reasons or ["Alike to the other articles of the story."]
