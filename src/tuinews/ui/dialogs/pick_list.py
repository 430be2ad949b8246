"""A list to pick one thing from, in a window."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events

from tuinews.screen_text import line
from tuinews.ui.cells import cut, cut_front, pad
from tuinews.ui.row_list import RowList

_STEPS = {"up": -1, "down": 1, "k": -1, "j": 1}
_PAGES = {"pageup": -1.0, "pagedown": 1.0, "ctrl+u": -0.5, "ctrl+d": 0.5}

BESIDE_TYPING = frozenset({"up", "down", "pageup", "pagedown"})
"""Keys that mean nothing on a line one types on; Home, End, ctrl+u and the like do."""

_LEAST_NOTE = 10
"""A remark with less room says nothing."""


class PickRow(NamedTuple):
    """One row: what it is called, a remark at the right, a key at the left; a heading has neither."""

    label: str
    note: str = ""
    key: str = ""
    is_heading: bool = False
    is_note_host: bool = False
    """The remark ends in a host, whose end tells whose it is: "bank.example.login.evil.example" is evil's."""


class PickList(RowList):
    """Rows to pick from."""

    _USUAL = 70
    """About how many cells a list in a window has, as long as that is not known."""

    def __init__(
        self,
        rows: Sequence[PickRow] = (),
        *,
        cursor: int = 0,
        key_width: int = 0,
        label_width: int = 0,
        empty: str = "",
        is_filling: bool = False,
    ) -> None:
        """Make a list.

        Args:
            key_width: How wide the column of keys is; 0 for none.
            label_width: How wide the names are where remarks stand in a column after them; 0 sets those at the right.
            is_filling: The list takes the room there is, however many rows it has.
        """
        super().__init__(id="picks")
        self._is_filling = is_filling
        self._label_width = label_width
        self._picks = list(rows)
        self._first = cursor
        self._key_width = key_width
        self._none = empty

    def set_label_width(self, width: int) -> None:
        """Give the names another width."""
        self._label_width = width
        self.repaint()

    def set_empty(self, sentence: str) -> None:
        """Say something else while there are no rows."""
        self._none = sentence
        self.show_empty(sentence)
        if not self._picks:
            self._take_height()

    def on_resize(self, event: events.Resize) -> None:
        """Take the lines that the sentence about an empty list needs in another width."""
        if not self._picks:
            self._take_height()

    def _take_height(self) -> None:
        if not self._is_filling:
            self.styles.height = len(self._picks) or max(3, 1 + len(self.empty_lines(self.size.width or self._USUAL)))

    def on_mount(self) -> None:
        """Show the first rows."""
        self.show_picks(self._picks, self._first)

    def show_picks(self, rows: Sequence[PickRow], cursor: int = 0) -> None:
        """Show other rows."""
        self._picks = list(rows)
        while cursor < len(self._picks) - 1 and self._picks[cursor].is_heading:
            cursor += 1
        self.show_empty(self._none)
        self._take_height()
        self.show_rows(len(self._picks), cursor)

    def press(self, key: str, *, has_letters: bool = True) -> bool:
        """Move by a key; return whether it was one of ours. `has_letters` off leaves to an input what it goes by."""
        if not has_letters and key not in BESIDE_TYPING:
            return False
        if key in _STEPS:
            self.move(_STEPS[key])
        elif key in _PAGES:
            self.move_pages(_PAGES[key])
        elif key in {"home", "g"}:
            self.move(-self.count)
        elif key in {"end", "G"}:
            self.move(self.count)
        else:
            return False
        return True

    def can_stand_on(self, index: int) -> bool:
        """Return whether a row is no heading."""
        return not self._picks[index].is_heading

    def paint_row(self, index: int, width: int) -> Sequence[list[Segment]]:
        """Return a row's one line."""
        row = self._picks[index]
        inks = self.inks
        if row.is_heading:
            return [[Segment(" "), Segment(cut(line(row.label), width - 1)[0], inks.meta + Style(bold=True))]]
        segments = [self.bar(index), Segment(" ")]
        room = self._room(width)
        if self._key_width:
            segments += [Segment(pad(row.key, self._key_width), inks.accent), Segment("  ")]
        if self._label_width and room - self._label_width - 2 >= _LEAST_NOTE:
            label = pad(line(row.label), min(self._label_width, room))
            note, _ = cut(line(row.note, 200), max(0, room - self._label_width - 2))
            return [[*segments, Segment(label, inks.text), Segment("  "), Segment(note, inks.meta)]]
        # Beside a column of names that leaves no room for it, a remark would be a letter or two.
        cutting = cut_front if row.is_note_host else cut
        note, note_width = cutting(line(row.note, 200), 0 if self._label_width else max(0, width // 2))
        label = pad(line(row.label), room - note_width - 1)
        return [[*segments, Segment(label, inks.text), Segment(" "), Segment(note, inks.meta)]]

    def _room(self, width: int) -> int:
        """Return how many cells a row has for its label and its remark."""
        return width - 3 - (self._key_width + 2 if self._key_width else 0)

    def whole(self) -> str:
        """Return the words of the row under the cursor where they were cut, in full; "" where all of them are seen."""
        if not 0 <= self.cursor < len(self._picks) or not self.size.width:
            return ""
        row, room = self._picks[self.cursor], self._room(self.size.width)
        if not self._label_width:
            left = room - cut(line(row.note, 200), max(0, self.size.width // 2))[1] - 1
            return row.label if cell_len(line(row.label)) > left else ""
        note_room = room - self._label_width - 2
        if note_room < _LEAST_NOTE:
            note_room = cut(line(row.note, 200), 0)[1]
        words = line(row.note, 200)
        return words if cell_len(words) > note_room else ""

    @property
    def is_lit(self) -> bool:
        """Whether the cursor is bright: always, for the window has one list."""
        return True
