"""What comes with an article: audio, films, files, to play or to download."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from textual import on
from textual.widget import Widget

from tuinews.model.entries import Enclosure
from tuinews.screen_text import display_host, line
from tuinews.ui.dialogs.pick_list import PickList, PickRow
from tuinews.ui.dialogs.window import Window
from tuinews.ui.row_list import RowList

ON_THE_DISK: Final = "on the disk"


class MediaDialog(Window[bool]):
    """A list that stays open while something is downloaded; leaving it stops nothing."""

    WIDEST = 110

    def __init__(
        self,
        media: Sequence[Enclosure],
        states: Mapping[str, str],
        play: Callable[[Enclosure], object],
        download: Callable[[Enclosure], object],
    ) -> None:
        """Make the window.

        Args:
            media: what comes with the article.
            states: what there is to say of those on the disk or on their way, by address.
            play: opens one of them.
            download: fetches one to the disk.
        """
        super().__init__("Comes with this article", "Enter plays · d downloads · Esc leaves")
        self._media = media
        self._states = dict(states)
        self._play = play
        self._download = download
        self._list = PickList(self._rows())

    def _rows(self) -> list[PickRow]:
        return [
            PickRow(
                line(one.media_type) or "a file",
                self._states.get(one.url) or _in_words(one),
                is_note_host=one.url not in self._states,
            )
            for one in self._media
        ]

    def content(self) -> Iterable[Widget]:
        """Return the list."""
        return [self._list]

    def press(self, key: str) -> bool:
        """Play or download what the cursor is on."""
        one = self._media[self._list.cursor]
        if key == "enter":
            self._play(one)
        elif key == "d":
            if not self._states.get(one.url):
                self._download(one)
        elif key == "q":
            self.dismiss(None)
        else:
            return self._list.press(key)
        return True

    @on(RowList.Chosen)
    def _chosen(self, event: RowList.Chosen) -> None:
        self._play(self._media[event.index])

    def show_state(self, url: str, state: str) -> None:
        """Show how far one has come; nothing for one that is as it was."""
        self._states[url] = state
        if self.is_current:
            self._list.show_picks(self._rows(), self._list.cursor)


def progress_in_words(done: int, total: int) -> str:
    """Return how much has come of how much."""
    share = f"{min(99, 100 * done // total)} %  " if total else ""
    return f"{share}{size_in_words(done)}"


def share_in_words(done: int, total: int) -> str:
    """Return how much is there of how much, as a sentence says it: "41.0 of 90.0 MB"."""
    part, whole = size_in_words(done), size_in_words(total)
    if total < done:
        return part  # what a feed says of the length need not be true
    number, unit = part.split(" ")
    return f"{number} of {whole}" if whole.endswith(f" {unit}") else f"{part} of {whole}"


def size_in_words(size_bytes: int) -> str:
    """Return a size as a reader says it."""
    return f"{size_bytes / (1 << 20):.1f} MB" if size_bytes >= 1 << 20 else f"{max(1, size_bytes >> 10)} kB"


def _in_words(one: Enclosure) -> str:
    size = size_in_words(one.length_bytes) if one.length_bytes else ""
    return " · ".join(filter(None, (size, display_host(one.url))))
