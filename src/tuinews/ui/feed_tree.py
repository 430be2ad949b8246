"""The feeds pane: smart folders with their counts, then folders and feeds."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment

from tuinews.model.scopes import Scope, ScopeKind
from tuinews.model.subscriptions import Feed, FeedTree
from tuinews.screen_text import line
from tuinews.ui.cells import pad
from tuinews.ui.feed_rows import GAP, FeedRow, rows_of
from tuinews.ui.row_list import RowList

_FAILED = "failed"
_FAILED_FROM = 24
"""In a narrower pane the mark alone says that a feed fails, and leaves the room to its name."""


class FeedPane(RowList):
    """The feeds and folders as a list of rows that fold."""

    def __init__(self, tree: FeedTree, folded: frozenset[int], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._tree = tree
        self._folded = set(folded)
        self._feed_rows: list[FeedRow] = []

    @property
    def feed_tree(self) -> FeedTree:
        """The feeds and counts shown."""
        return self._tree

    @property
    def folded(self) -> frozenset[int]:
        """The ids of the closed folders."""
        return frozenset(self._folded)

    @property
    def selected(self) -> FeedRow:
        """The row under the cursor."""
        return self._feed_rows[self.cursor] if self._feed_rows else GAP

    def show_tree(self, tree: FeedTree) -> None:
        """Show changed feeds or counts; the cursor stays on its feed."""
        before = self.selected
        self._tree = tree
        self._show(before.scope, before.inside)

    def select(self, scope: Scope) -> None:
        """Put the cursor on the row of a scope, where there is one, without telling anybody."""
        wanted, here = Scope(scope.kind, scope.id), self.selected
        self._show(wanted, here.inside if here.scope == wanted else None)

    def _show(self, scope: Scope | None, inside: tuple[str, ...] | None = None) -> None:
        """Show the rows with the cursor on that of a scope, in this folder where it stands in several."""
        rows = rows_of(self._tree, self._folded)
        there = [index for index, row in enumerate(rows) if row.scope == scope and scope is not None]
        cursor = next((index for index in there if rows[index].inside == inside), there[0] if there else self.cursor)
        has_moved = cursor != self.cursor or len(rows) != len(self._feed_rows)
        self._feed_rows = rows
        if has_moved:
            self.show_rows(len(rows), cursor)
        else:
            self.renew()

    # ------------------------------------------------------------------------------------------ folding

    def fold(self, is_folded: bool) -> bool:
        """Close or open the folder under the cursor; return whether that changed anything."""
        row = self.selected
        if not row.is_folder or row.scope is None or row.is_folded == is_folded:
            return False
        (self._folded.add if is_folded else self._folded.discard)(row.scope.id)
        self._show(row.scope)
        return True

    def toggle_fold(self) -> bool:
        """Open the closed folder under the cursor, or close the open one."""
        return self.fold(not self.selected.is_folded)

    def go_to_parent(self) -> bool:
        """Put the cursor on the folder that holds the row under it; return whether there is one."""
        depth = self.selected.depth
        for index in range(self.cursor - 1, -1, -1):
            row = self._feed_rows[index]
            if row.is_folder and row.depth < depth:
                return self.go_to(index)
        return False

    # ----------------------------------------------------------------------------------------- painting

    def on_mount(self) -> None:
        """Show the rows given at the start."""
        if not self._feed_rows:
            self._show(None)

    def can_stand_on(self, index: int) -> bool:
        """Return whether a row is no gap."""
        return self._feed_rows[index].scope is not None

    def paint_row(self, index: int, width: int) -> Sequence[list[Segment]]:
        """Return a row's one line: fold or failure mark, name, count."""
        row = self._feed_rows[index]
        if row.scope is None:
            return [[]]
        inks = self.inks
        has_failed = row.feed is not None and bool(row.feed.failure)
        failed = _FAILED if width >= _FAILED_FROM else ""
        count = failed if has_failed else f"{row.number:,}" if row.number else ""
        mark = "⚠ " if has_failed else "▸ " if row.is_folded else "▾ " if row.is_folder else "  "
        indent = min(2 * row.depth, max(0, width - 16))
        name_width = max(1, width - 1 - indent - 2 - len(count) - 2)
        style = inks.meta if has_failed or not row.number else inks.title if row.is_folder else inks.text
        return [
            [
                self.bar(index),
                Segment(" " * indent),
                Segment(mark, inks.failed if has_failed else inks.meta),
                Segment(pad(line(row.label, 120), name_width), style),
                Segment(" "),
                Segment(count, inks.meta),
                Segment(" "),
            ]
        ]

    def failed_feed(self) -> Feed | None:
        """Return the feed under the cursor when its last fetch failed."""
        feed = self.selected.feed
        return feed if feed is not None and feed.failure else None

    def is_on(self, kind: ScopeKind) -> bool:
        """Return whether the cursor stands on a row of this kind."""
        return self.selected.scope is not None and self.selected.scope.kind is kind
