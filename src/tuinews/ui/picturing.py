"""The pictures of an article: shown when they are asked for, or always where the configuration says so."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING, Final

from tuinews.model.articles import Article
from tuinews.model.bodies import BlockKind
from tuinews.model.pictures import Drawing, Picture, PictureFrame
from tuinews.ui.graphics import MOST_ROWS, cell_size, drawing_of, kitty_forget, kitty_sequences, write_through

if TYPE_CHECKING:
    from tuinews.ui.reader_screen import ReaderScreen

_PATIENCE_S: Final = 0.3
_LEAST_ROOM: Final = 12


class Picturing:
    """Shows and hides pictures."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self._article_id: int | None = None
        """Whose pictures are shown, or on their way."""
        self._under_way: int | None = None
        self._given: list[Picture] = []
        """What a terminal was given to keep."""

    def toggle(self) -> None:
        """Show the pictures of the article that is shown, or hide them again."""
        screen = self._screen
        reading = screen.reading.reading
        if reading is None:
            screen.note("There is no article here.")
        elif self._article_id == reading.article.row.id and screen.article.pictures:
            self.hide()
        elif not pictures_of(reading.article):
            screen.note("This article has no pictures.")
        else:
            screen.start(partial(self._show, reading.article, is_asked=True), "pictures")

    def show_unasked(self) -> None:
        """Show the pictures of an article that has just come into sight, where the configuration says always."""
        reading = self._screen.reading.reading
        if reading is None or self._under_way == reading.article.row.id:
            return  # shown twice in a row, as its text was made: they are on their way
        if not self._screen.article.size.height:
            self._screen.call_after_refresh(
                self.show_unasked
            )  # how large they may be is not known before the first layout
            return
        if pictures_of(reading.article) and not self._screen.article.pictures:
            self._screen.start(partial(self._show, reading.article, is_asked=False), "pictures")

    def hide(self) -> None:
        """Hide the pictures."""
        self._article_id = None
        self._screen.cancel("pictures")
        self._screen.article.show_pictures(())
        self._forget()

    def _forget(self) -> None:
        for picture in self._given:
            write_through(kitty_forget(picture))
        self._given.clear()

    async def _show(self, article: Article, *, is_asked: bool) -> None:
        screen, view = self._screen, self._screen.article
        self._forget()
        self._article_id = self._under_way = article.row.id
        frame = self._frame()
        if is_asked:
            screen.later("pictures", _PATIENCE_S, partial(screen.note, "Fetching the pictures…"))
        found, reason = dict[str, Picture](), ""
        try:
            async for event in screen.desk.pictures(pictures_of(article), article.row.url, frame):
                if screen.reading.article_id != article.row.id:
                    return
                if isinstance(event, Picture):
                    found[event.url] = event
                    self._give(event)
                    view.show_pictures(tuple(found.values()))
                else:
                    reason = event.reason
        finally:
            screen.no_longer("pictures")
            if self._under_way == article.row.id:
                self._under_way = None
        if found and not view.pictures and screen.reading.article_id == article.row.id:
            view.show_pictures(tuple(found.values()))  # the article was shown anew just after the last of them came
        if is_asked:
            count = "1 picture" if len(found) == 1 else f"{len(found)} pictures"
            screen.note(f"{count} in this article." if found else reason)

    def _give(self, picture: Picture) -> None:
        if picture.drawing is Drawing.KITTY and not self._screen.app.is_headless:
            for sequence in kitty_sequences(picture):
                write_through(sequence)
            self._given.append(picture)

    def _frame(self) -> PictureFrame:
        config, view = self._screen.config, self._screen.article
        drawing = drawing_of(config.pictures_drawing, os.environ)
        width, height = (8, 16) if drawing is Drawing.BLOCKS else cell_size()
        rows = min(config.pictures_rows, max(4, view.size.height * 2 // 3), MOST_ROWS)
        return PictureFrame(drawing, max(_LEAST_ROOM, view.text_width), rows, width, height)


def pictures_of(article: Article) -> tuple[str, ...]:
    """Return the addresses of an article's pictures: those in its text, else those that come with it."""
    blocks = article.body.blocks if article.body else ()
    inside = [block.href for block in blocks if block.kind is BlockKind.IMAGE and block.href and not block.is_hidden]
    return tuple(dict.fromkeys(inside)) or lead_pictures(article)


def lead_pictures(article: Article) -> tuple[str, ...]:
    """Return the picture that comes with an article and does not stand in its text."""
    media = [one.url for one in article.enclosures if one.media_type.startswith("image/")]
    return tuple(media[:1])
