"""An app with nothing but the article."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.ui.article.manuscript import NOW
from textual.app import App, ComposeResult
from textual.pilot import Pilot

import tuinews.ui
from tuinews.model.articles import Reading
from tuinews.ui.article_view import ArticleView
from tuinews.ui.themes import THEMES

STYLE_SHEET = Path(tuinews.ui.__file__).parent / "article.tcss"


class Stage(App[None]):
    """An app with nothing but the article pane; it keeps what the pane told."""

    CSS_PATH = STYLE_SHEET

    def __init__(self, reading: Reading | None = None) -> None:
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name
        self.view = ArticleView(clock=lambda: NOW)
        self.view.show(reading)
        self.told: list[object] = []

    def compose(self) -> ComposeResult:
        yield self.view

    def on_article_view_person_selected(self, event: ArticleView.PersonSelected) -> None:
        self.told.append(("person", event.index))

    def on_article_view_quote_selected(self, event: ArticleView.QuoteSelected) -> None:
        self.told.append(("quote", event.index))

    def on_article_view_link_clicked(self, event: ArticleView.LinkClicked) -> None:
        self.told.append(("link", event.href))


@asynccontextmanager
async def stage(
    reading: Reading | None, width: int = 100, height: int = 30
) -> AsyncIterator[tuple[Stage, Pilot[None]]]:
    app = Stage(reading)
    async with app.run_test(size=(width, height)) as pilot:
        await settle(app, pilot)
        yield app, pilot


async def settle(app: Stage, pilot: Pilot[None]) -> None:
    """Wait until the pane has set all of its text."""
    await pilot.pause()
    while not app.view.is_set:
        await pilot.pause()
    await pilot.pause()


def screen(app: Stage) -> list[str]:
    """Return what the pane shows, row by row."""
    return [app.view.render_line(y).text.rstrip() for y in range(app.view.size.height)]


def place_of(app: Stage, words: str) -> tuple[int, int]:
    """Return the cell where some words begin on the screen."""
    for y, row in enumerate(screen(app)):
        if words in row:
            return row.index(words), y
    raise AssertionError(f"{words!r} is not on the screen")
