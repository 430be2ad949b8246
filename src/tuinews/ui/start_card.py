"""The start card: what a newcomer can do first, under the headlines, until there is a subscription."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style

from tuinews.ui.cells import cut
from tuinews.ui.row_list import RowList

ADD, OPEN, NEWSBOAT, STARTER = "a", "o", "i", "s"


class StartCard(RowList):
    """Four ways to begin. Its keys work in the feeds and the headlines too while it is shown."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._options: list[tuple[str, str]] = []
        self.newsboat_path = ""

    def on_mount(self) -> None:
        """Show what is always on offer."""
        self._show(
            [
                ("", ""),
                ("", "To begin"),
                (ADD, "add a site or feed"),
                (OPEN, "open a file or OPML list"),
                (STARTER, "pick from a starter set"),
            ]
        )
        self.go_to(2)

    def offer_newsboat(self, path: str, count: int) -> None:
        """Offer to take over newsboat's list."""
        self.newsboat_path = path
        feeds = "1 feed" if count == 1 else f"{count:,} feeds"
        self._show([*self._options[:4], (NEWSBOAT, f"take newsboat's {feeds}"), *self._options[4:]])

    def lines(self) -> int:
        """Return how many lines the card takes."""
        return len(self._options) + 1

    def has_key(self, key: str) -> bool:
        """Return whether a key stands on the card."""
        return bool(key) and any(key == option for option, _ in self._options)

    def key_of(self, index: int) -> str:
        """Return the key of a row."""
        return self._options[index][0]

    def can_stand_on(self, index: int) -> bool:
        """Return whether a row is something to do."""
        return bool(self._options[index][0])

    def paint_row(self, index: int, width: int) -> Sequence[list[Segment]]:
        """Return a row's one line."""
        key, words = self._options[index]
        inks = self.inks
        if index == 0:
            return [[Segment("  "), Segment("─" * (width - 4), inks.rule)]]
        if not key:
            return [[Segment("   "), Segment(words, inks.meta)]]
        words, _ = cut(words, width - 7)
        start = [self.bar(index) if self.has_focus else Segment(" "), Segment("  ")]
        return [[*start, Segment(key, inks.accent + Style(bold=True)), Segment("  "), Segment(words, inks.text)]]

    def cursor_style(self, index: int) -> Style | None:
        """Return the tint of the row under the cursor, while the card has the focus."""
        return super().cursor_style(index) if self.has_focus else None

    def _show(self, options: list[tuple[str, str]]) -> None:
        self._options = options
        self.show_rows(len(options), max(2, self.cursor))
        self.refresh(layout=True)
