"""The source mix on the screen: a bar a feed, a month or a speaker; each leads to the quotes it counts."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence

from rich.segment import Segment
from rich.style import Style
from textual import on
from textual.widget import Widget

from tuinews import charts
from tuinews.model.source_mix import Mix, QuoteSource, SourceMix
from tuinews.newsroom.source_mix import only
from tuinews.screen_text import line
from tuinews.ui.cells import pad
from tuinews.ui.dialogs.hint import HintLine
from tuinews.ui.dialogs.window import Window
from tuinews.ui.row_list import RowList

SIGNS = "█▓▚▒░"
"""For each kind of source; they are told apart without colour."""
NAMES = ("people", "organisations", "documents", "unnamed", "unknown")
_HINT = "Enter quotes · 1-5 one kind alone · → into a feed · ← back · Esc leaves"
_STEPS = {"up": -1, "down": 1, "k": -1, "j": 1}
_PAGES = {"pageup": -1.0, "pagedown": 1.0, "b": -1.0, "space": 1.0}


class MixList(RowList):
    """Bars under headings."""

    def __init__(self) -> None:
        super().__init__(id="mix")
        self._rows: list[Mix | str] = []

    def show_mix(self, rows: Sequence[Mix | str]) -> None:
        """Show other bars."""
        self._rows = list(rows)
        self.show_empty("Nobody is quoted in this time.")
        self.show_rows(len(self._rows), 1)
        self.scroll_to(y=0, animate=False)

    @property
    def selected(self) -> Mix | None:
        """The bar under the cursor."""
        row = self._rows[self.cursor] if self.cursor < len(self._rows) else None
        return row if isinstance(row, Mix) else None

    def can_stand_on(self, index: int) -> bool:
        """Return whether a row is no heading."""
        return isinstance(self._rows[index], Mix)

    @property
    def is_lit(self) -> bool:
        """Whether the cursor is bright: always, for the window has one list."""
        return True

    def paint_row(self, index: int, width: int) -> Sequence[list[Segment]]:
        """Return a bar with its name before it and its numbers after it."""
        row, inks = self._rows[index], self.inks
        if isinstance(row, str):
            return [[Segment(" "), Segment(row, inks.meta + Style(bold=True))]]
        name = max(10, min(30, width // 4))
        share = f"{100 * row.named / row.quotes:3.0f} % named" if row.quotes else ""
        numbers = f"  {share}  {row.quotes:>7,}"
        room = max(4, width - name - len(numbers) - 4)
        styles = (inks.accent, inks.accent, inks.accent, inks.unread, inks.meta)
        cells = charts.shares(row.counts, room)
        bars = [Segment(sign * wide, style) for sign, wide, style in zip(SIGNS, cells, styles, strict=True)]
        return [
            [
                self.bar(index),
                Segment(" "),
                Segment(pad(line(row.title, 60), name) + " ", inks.text),
                *bars,
                Segment(numbers, inks.meta),
            ]
        ]


class SourcesScreen(Window[str]):
    """Gives back a query for the quotes that a number counts."""

    DEFAULT_CLASSES = "whole"
    DEFAULT_CSS = """
    SourcesScreen.whole > #box {
        max-width: 150;
    }
    SourcesScreen .legend {
        color: $meta;
        margin-bottom: 1;
    }
    SourcesScreen .window-title, SourcesScreen.short .legend {
        margin-bottom: 0;
    }
    SourcesScreen #mix {
        height: 1fr;
        max-height: 100%;
    }
    """
    AUTO_FOCUS = "#mix"

    def __init__(self, count: Callable[[int | None, int | None], Awaitable[SourceMix]]) -> None:
        """Make the screen; `count` counts the last days, of one feed or of all."""
        super().__init__("Who is quoted", _HINT)
        self._take = count
        self._list = MixList()
        self._feed: Mix | None = None

    def content(self) -> Iterable[Widget]:
        """Return the bars."""
        return [HintLine(" ", classes="legend", id="legend", is_whole=True), self._list]

    def on_mount(self) -> None:
        """Count."""
        self._list.show_empty("Counting …", is_waiting=True)
        self._count()

    def _count(self) -> None:
        self.start(self._show, "count")

    async def _show(self) -> None:
        mix = await self._take(365, self._feed.feed_id if self._feed else None)
        about = line(self._feed.title, 60) if self._feed else "a year"
        legend = " · ".join(
            f"{number} {sign} {name}" for number, (sign, name) in enumerate(zip(SIGNS, NAMES, strict=True), 1)
        )
        self.show_title(f"Who is quoted · {about}")
        self.query_one("#legend", HintLine).say(legend)
        self._list.show_mix(_rows(mix))
        if mix.waiting:
            self.show_hint(f"{mix.waiting:,} older quotes are not counted yet · {_HINT}")

    def press(self, key: str) -> bool:
        """Move, follow a number, go into a feed and back."""
        chosen = self._list.selected
        if key in _STEPS:
            self._list.move(_STEPS[key])
        elif key in _PAGES:
            self._list.move_pages(_PAGES[key])
        elif key in {"left", "h"}:
            self._feed = None
            self._count()
        elif key in {"q", "percent_sign"}:
            self.close()
        elif chosen is None:
            return False
        elif key in {"right", "l"} and self._feed is None and chosen.feed_id is not None:
            self._feed = chosen
            self._count()
        elif key == "enter":
            self._follow(chosen)
        elif key in "12345":
            self._follow(chosen, QuoteSource(int(key) - 1))
        else:
            return False
        return True

    def _follow(self, chosen: Mix, source: QuoteSource | None = None) -> None:
        self.dismiss(chosen.query if source is None else only(chosen.query, source))

    @on(RowList.Chosen)
    def _chosen(self) -> None:
        if self._list.selected is not None:
            self._follow(self._list.selected)


def _rows(mix: SourceMix) -> list[Mix | str]:
    if not mix.whole.quotes:
        return []
    rows: list[Mix | str] = ["Altogether", mix.whole]
    for title, some in (("Feeds", mix.feeds), ("Months", mix.months), ("Quoted most", mix.speakers)):
        if some:
            rows += [title, *some]
    return rows
