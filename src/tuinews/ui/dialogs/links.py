"""The links of an article; a number or Enter picks one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual import on
from textual.widget import Widget

from tuinews.screen_text import display_host, short_url
from tuinews.ui.dialogs.pick_list import PickList, PickRow
from tuinews.ui.dialogs.window import Window
from tuinews.ui.row_list import RowList


class LinksDialog(Window[str]):
    """A numbered list of links, each with the host it really leads to."""

    WIDEST = 110

    def __init__(self, links: Sequence[tuple[str, str]], *, title: str = "Links", verb: str = "opens") -> None:
        super().__init__(title, f"a number or Enter {verb} · Esc leaves")
        self._links = links
        self._typed = ""
        rows = [
            PickRow(
                label or short_url(href, 200),
                display_host(href) or short_url(href, 40),
                str(number),
                is_note_host=True,
            )
            for number, (label, href) in enumerate(links, 1)
        ]
        self._list = PickList(rows, key_width=len(str(len(links))))

    def content(self) -> Iterable[Widget]:
        """Return the list."""
        return [self._list]

    def press(self, key: str) -> bool:
        """Open on Enter, and on a number as soon as no longer one can be meant."""
        if key == "enter":
            self._open(self._list.cursor)
            return True
        if key.isdecimal() and len(key) == 1:
            self._number(key)
            return True
        self._typed = ""
        return self._list.press(key)

    def _number(self, digit: str) -> None:
        number = int(self._typed + digit)
        if not 1 <= number <= len(self._links):
            self._typed = ""
            return
        self._typed += digit
        self._list.go_to(number - 1)
        if number * 10 > len(self._links):
            self._open(number - 1)

    def _open(self, index: int) -> None:
        self.dismiss(self._links[index][1])

    @on(RowList.Chosen)
    def _chosen(self, event: RowList.Chosen) -> None:
        self._open(event.index)
