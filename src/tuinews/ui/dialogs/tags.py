"""The tags of one article or several: a line to type them in, the known ones under it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual import on
from textual.widget import Widget
from textual.widgets import Input

from tuinews.screen_text import line
from tuinews.ui.dialogs.pick_list import PickList, PickRow
from tuinews.ui.dialogs.window import Window
from tuinews.ui.row_list import RowList
from tuinews.ui.typed_line import TypedLine


class TagsDialog(Window[tuple[str, ...]]):
    """Gives back the tags that were typed, apart by commas."""

    DEFAULT_CSS = """
    TagsDialog RowList {
        max-height: 12;
        margin-top: 1;
    }
    """

    def __init__(self, count: int, known: Sequence[tuple[str, int]], tags: Sequence[str]) -> None:
        """Make the window; `tags` are those that all of `count` articles have."""
        title = "Tags" if count == 1 else f"Tags of {count:,} articles"
        super().__init__(title, "Enter keeps · tab takes the tag · commas between tags · Esc leaves")
        self._known = known
        self._shown: list[str] = []
        self._line = TypedLine(", ".join(tags), placeholder="work, to quote …", id="tags", compact=True)
        self._list = PickList(empty="No other tag yet.")

    def content(self) -> Iterable[Widget]:
        """Return the line and the known tags."""
        return [self._line, self._list]

    def on_mount(self) -> None:
        """Show the known tags."""
        self._line.cursor_position = len(self._line.value)
        self._offer()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show the known tags that go on as what is typed begins."""
        event.stop()
        self._offer()

    def _offer(self) -> None:
        *before, typed = (part.strip() for part in self._line.value.split(","))
        taken = {tag.casefold() for tag in before}
        self._shown = [
            tag
            for tag, _ in self._known
            if tag.casefold().startswith(typed.casefold()) and tag.casefold() not in taken | {typed.casefold()}
        ]
        counts = dict(self._known)
        self._list.show_picks([PickRow(tag, f"{counts[tag]:,}") for tag in self._shown[:50]])

    def press(self, key: str) -> bool:
        """Take the tag under the cursor on tab; move in the list."""
        if key != "tab":
            return self._list.press(key, has_letters=False)
        if self._shown:
            self._take(self._list.cursor)
        return True

    def _take(self, index: int) -> None:
        before = self._line.value.rpartition(",")[0].strip()
        self._line.value = f"{before}, {self._shown[index]}, ".removeprefix(", ")
        self._line.cursor_position = len(self._line.value)

    @on(RowList.Chosen)
    def _chosen(self, event: RowList.Chosen) -> None:
        self._take(event.index)
        self._line.focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give the tags back."""
        event.stop()
        self.dismiss(tuple(tag for part in self._line.value.split(",") if (tag := line(part))))
