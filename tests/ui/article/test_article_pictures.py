"""Pictures of the article pane and the people panel, compared with those a person has looked at."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.ui.article.manuscript import NOW, Manuscript, flood
from textual.app import App, ComposeResult
from textual.containers import Horizontal
from textual.pilot import Pilot

import tuinews.ui
from tuinews.model.articles import Reading
from tuinews.model.bodies import BlockKind, RunStyle
from tuinews.model.entries import Enclosure
from tuinews.ui.article_view import ArticleView
from tuinews.ui.people_panel import PeoplePanel
from tuinews.ui.themes import THEMES


class Picture(App[None]):
    """An article beside its people."""

    CSS_PATH = Path(tuinews.ui.__file__).parent / "article.tcss"
    CSS = "Horizontal { height: 1fr; } PeoplePanel { width: 38; }"

    def __init__(self, reading: Reading | None, theme: str, *, has_people: bool = False) -> None:
        super().__init__()
        for own in THEMES:
            self.register_theme(own)
        self.theme = theme
        self.view = ArticleView(clock=lambda: NOW)
        self.view.show(reading)
        self.panel = PeoplePanel() if has_people else None
        if self.panel is not None:
            self.panel.show(reading)

    def compose(self) -> ComposeResult:
        yield Horizontal(*([self.view, self.panel] if self.panel else [self.view]))


def every_block() -> Manuscript:
    """Return an article with a block of every kind."""
    story = Manuscript("What the gauges say")
    story.block(BlockKind.IMAGE, "A heron on a weir", href="https://images.example/heron.jpg")
    story.block(BlockKind.CAPTION, "A heron waits below the weir. Photograph: R. Moyo")
    story.paragraph(
        "The river rose ",
        ("four metres", RunStyle.STRONG),
        " in a night, ",
        ("nobody", RunStyle.EMPHASIS),
        " knew how. The ",
        ("report", RunStyle.LINK, "https://river.example/report"),
        " gives the ",
        ("old", RunStyle.STRIKE),
        " new flow in m",
        ("3", RunStyle.SUPER),
        "/s, from ",
        ("gauge --all", RunStyle.CODE),
        ".",
    )
    story.block(BlockKind.HEADING, "The figures", level=2)
    story.block(BlockKind.TABLE, "Station\tPeak, m\nAshford weir\t4.12\nKingsbridge\t11.05", level=1)
    story.block(BlockKind.HEADING, "How it was measured", level=3)
    story.block(BlockKind.ITEM, "Three gauges, of which one failed at midnight", marker="•", level=1)
    story.block(BlockKind.ITEM, "the southern one", marker="◦", level=2)
    story.paragraph("The water stood in the nave.", quote_depth=1)
    story.block(BlockKind.CODE, "def peak(readings):\n    return max(readings)")
    story.block(BlockKind.RULE)
    story.paragraph("東京の川も増水した。")
    return story.paragraph("Share\nTweet", is_hidden=True)


def test_an_article_with_its_speakers_in_the_gutter(snap_compare: Any) -> None:
    async def go_to_a_quote(pilot: Pilot[None]) -> None:
        app = pilot.app
        assert isinstance(app, Picture)
        await pilot.pause()
        app.view.next_quote(1)
        app.view.next_quote(1)

    app = Picture(flood().reading(), "tuinews-dark")

    assert snap_compare(app, terminal_size=(90, 34), run_before=go_to_a_quote)


def test_a_narrow_article_with_bars_on_light_paper(snap_compare: Any) -> None:
    assert snap_compare(Picture(flood().reading(title_is_derived=True), "tuinews-light"), terminal_size=(46, 40))


def test_every_kind_of_block(snap_compare: Any) -> None:
    attached = (Enclosure("https://media.example/river.mp3", "audio/mpeg", 12_400_000),)

    assert snap_compare(Picture(every_block().reading(enclosures=attached), "tuinews-dark"), terminal_size=(72, 50))


def test_an_article_beside_its_people(snap_compare: Any) -> None:
    async def stand_on_the_second(pilot: Pilot[None]) -> None:
        app = pilot.app
        assert isinstance(app, Picture)
        assert app.panel is not None
        await pilot.pause()
        app.panel.focus()
        app.panel.move(1)
        app.view.select_person(1)

    app = Picture(flood().reading(), "tuinews-contrast", has_people=True)

    assert snap_compare(app, terminal_size=(120, 34), run_before=stand_on_the_second)


def test_a_message(snap_compare: Any) -> None:
    async def tell(pilot: Pilot[None]) -> None:
        app = pilot.app
        assert isinstance(app, Picture)
        app.view.show_message("This feed could not be fetched", "The server did not answer within 30 s.")

    assert snap_compare(Picture(None, "tuinews-dark"), terminal_size=(60, 14), run_before=tell)
