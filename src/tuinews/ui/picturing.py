"""The pictures of an article: shown when they are asked for, or always where the configuration says so."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Final

from tuinews.model.articles import Article
from tuinews.model.bodies import BlockKind
from tuinews.model.pictures import Drawing, Picture, PictureFrame
from tuinews.ui.graphics import (
    MOST_ROWS,
    cell_size,
    drawing_of,
    kitty_forget,
    kitty_number,
    kitty_sequences,
    write_through,
)

if TYPE_CHECKING:
    from tuinews.ui.reader_screen import ReaderScreen

_PATIENCE_S: Final = 0.3
_PAUSE_S: Final = 0.2
"""Whoever drags a window's edge has stopped after so long."""
_LEAST_ROOM: Final = 12


class Picturing:
    """Shows and hides pictures."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self._article_id: int | None = None
        """Whose pictures are shown, or on their way."""
        self._under_way: int | None = None
        self._frame_shown: PictureFrame | None = None
        """The room that the pictures were made for."""
        self._given: dict[int, Picture] = {}
        """What a terminal was given to keep, by its number."""

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

    def follow_size(self) -> None:
        """Make the pictures that are shown anew for another room, once it has been the same for a moment."""
        self._screen.later("pictures-anew", _PAUSE_S, self._make_anew)

    def _make_anew(self) -> None:
        reading = self._screen.reading.reading
        is_shown = reading is not None and self._screen.article.pictures and self._article_id == reading.article.row.id
        if reading is not None and is_shown and self._frame() != self._frame_shown:
            self._screen.start(partial(self._show, reading.article, is_asked=False), "pictures")

    def hide(self) -> None:
        """Hide the pictures."""
        self._article_id = None
        self._screen.cancel("pictures")
        self._screen.article.show_pictures(())
        self._forget({})

    def _forget(self, kept: Mapping[int, Picture]) -> None:
        """Let the terminal forget what it was given and is shown no more."""
        for number, picture in self._given.items():
            if number not in kept:
                write_through(kitty_forget(picture))
        self._given = dict(kept)

    async def _show(self, article: Article, *, is_asked: bool) -> None:
        screen, view = self._screen, self._screen.article
        is_anew = self._article_id == article.row.id and bool(view.pictures)
        self._article_id = self._under_way = article.row.id
        frame = self._frame_shown = self._frame()
        if is_asked:
            screen.later("pictures", _PATIENCE_S, partial(screen.note, "Fetching the pictures…"))
        found, reason = dict[str, Picture](), ""
        try:
            async for event in screen.desk.pictures(pictures_of(article), article.row.id, frame):
                if screen.reading.article_id != article.row.id:
                    return
                if isinstance(event, Picture):
                    found[event.url] = event
                    self._give(event)
                    if not is_anew:
                        view.show_pictures(tuple(found.values()))
                else:
                    reason = event.reason
        finally:
            screen.no_longer("pictures")
            if self._under_way == article.row.id:
                self._under_way = None
        is_here = screen.reading.article_id == article.row.id
        if found and is_here and (is_anew or not view.pictures):
            view.show_pictures(tuple(found.values()))  # at once, or the article was shown anew just after they came
        self._forget({kitty_number(one): one for one in found.values() if one.drawing is Drawing.KITTY})
        if is_asked:
            count = "1 picture" if len(found) == 1 else f"{len(found)} pictures"
            screen.note(f"{count} in this article." if found else reason)

    def _give(self, picture: Picture) -> None:
        if picture.drawing is Drawing.KITTY and not self._screen.app.is_headless:
            for sequence in kitty_sequences(picture):
                write_through(sequence)
            self._given[kitty_number(picture)] = picture

    def _frame(self) -> PictureFrame:
        config, view = self._screen.config, self._screen.article
        ground = self._screen.ground
        drawing = drawing_of(config.pictures_drawing, os.environ, ground)
        width, height = (8, 16) if drawing is Drawing.BLOCKS else cell_size()
        rows = min(config.pictures_rows, max(4, view.size.height * 2 // 3), MOST_ROWS)
        colours = min(256, ground.sixel_colours or 256)
        return PictureFrame(drawing, max(_LEAST_ROOM, view.text_width), rows, width, height, colours)


def pictures_of(article: Article) -> tuple[str, ...]:
    """Return the addresses of an article's pictures: those in its text, else those that come with it."""
    blocks = article.body.blocks if article.body else ()
    inside = [block.href for block in blocks if block.kind is BlockKind.IMAGE and block.href and not block.is_hidden]
    return tuple(dict.fromkeys(inside)) or lead_pictures(article)


def lead_pictures(article: Article) -> tuple[str, ...]:
    """Return the picture that comes with an article and does not stand in its text."""
    media = [one.url for one in article.enclosures if one.media_type.startswith("image/")]
    return tuple(media[:1])
