"""The people panel on a screen: who is in the story, and the ways to them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from tests.ui.article.manuscript import Manuscript, flood
from textual.app import App, ComposeResult
from textual.pilot import Pilot

import tuinews.ui
from tuinews.model.annotations import How, QuoteKind
from tuinews.model.articles import Reading
from tuinews.ui.people_panel import PeoplePanel
from tuinews.ui.themes import THEMES

STYLE_SHEET = Path(tuinews.ui.__file__).parent / "article.tcss"


class Stage(App[None]):
    """An app with nothing but the people panel; it keeps what the panel told."""

    CSS_PATH = STYLE_SHEET

    def __init__(self, reading: Reading | None) -> None:
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name
        self.panel = PeoplePanel()
        self.panel.show(reading)
        self.told: list[object] = []

    def compose(self) -> ComposeResult:
        yield self.panel

    def on_people_panel_person_highlighted(self, event: PeoplePanel.PersonHighlighted) -> None:
        self.told.append(("highlighted", event.index, event.quote))

    def on_people_panel_person_chosen(self, event: PeoplePanel.PersonChosen) -> None:
        self.told.append(("chosen", event.index, event.offset))


@asynccontextmanager
async def stage(reading: Reading | None, width: int = 40, height: int = 40) -> AsyncIterator[tuple[Stage, Pilot[None]]]:
    app = Stage(reading)
    async with app.run_test(size=(width, height)) as pilot:
        await pilot.pause()
        yield app, pilot


def screen(app: Stage) -> list[str]:
    """Return what the panel shows, row by row, without the bar of the cursor."""
    return [app.panel.render_line(y).text[1:].strip() for y in range(app.panel.size.height)]


def marked(app: Stage) -> list[str]:
    """Return the rows with the bar of the cursor."""
    rows = [app.panel.render_line(y).text for y in range(app.panel.size.height)]
    return [row[1:].strip() for row in rows if row.startswith("▌")]


async def test_a_person_is_told_with_role_counts_and_first_words() -> None:
    async with stage(flood().reading()) as (app, _):
        assert screen(app)[:4] == [
            "Ana Petrović",
            "who runs the bakery",
            "2 mentions · 1 quote · 1 reported",
            "“We lost the piano first, then the",
        ]


async def test_who_is_only_reported_is_told_so() -> None:
    manuscript = Manuscript().paragraph("Ben Castle said it was late.").names("Ben Castle")
    manuscript.says("Ben Castle", "it was late", kind=QuoteKind.INDIRECT)
    async with stage(manuscript.reading()) as (app, _):
        assert screen(app)[:3] == ["Ben Castle", "1 mention · 1 reported", "it was late"]


async def test_speakers_the_reader_set_are_counted() -> None:
    manuscript = flood()
    speaker = manuscript.quotes[0].speaker
    assert speaker is not None
    manuscript.quotes[0] = manuscript.quotes[0]._replace(speaker=speaker._replace(how=How.CORRECTED))
    async with stage(manuscript.reading(), width=60) as (app, _):
        assert screen(app)[2] == "2 mentions · 1 quote · 1 reported · 1 set by you"


async def test_an_article_in_another_language_is_told_to_be_less_sure() -> None:
    reading = flood().reading()
    assert reading.annotation is not None
    async with stage(reading._replace(annotation=reading.annotation._replace(language="de")), width=90) as (app, _):
        assert screen(app)[:3] == [
            "Names and quotes are tuned for English; here all are marked likely at most.",
            "",
            "Ana Petrović",
        ]
        assert marked(app)[0] == "Ana Petrović"


@pytest.mark.parametrize("language", ["", "en"])
async def test_in_english_nothing_is_told_of_the_language(language: str) -> None:
    reading = flood().reading()
    assert reading.annotation is not None
    annotation = reading.annotation._replace(language=language)
    async with stage(reading._replace(annotation=annotation)) as (app, _):
        assert screen(app)[0] == "Ana Petrović"


async def test_others_who_speak_have_their_own_place() -> None:
    async with stage(flood().reading()) as (app, _):
        rows = screen(app)
        at = rows.index("Others who speak")

        assert rows[at + 2 : at + 4] == ["The water company", "1 quote"]


async def test_quotes_of_nobody_are_told_at_the_end() -> None:
    async with stage(flood().reading()) as (app, _):
        rows = screen(app)
        at = rows.index("Unattributed")

        assert rows[at + 1 : at + 3] == ["1 quote", "“And who would know,”"]


async def test_who_speaks_most_stands_first() -> None:
    manuscript = Manuscript().paragraph("Ben Castle met Ruth Moyo. “Good,” said Moyo.")
    manuscript.names("Ben Castle").names("Ruth Moyo", "Moyo").says("Ruth Moyo", "“Good,”")
    async with stage(manuscript.reading()) as (app, _):
        assert screen(app)[0] == "Ruth Moyo"


async def test_the_cursor_marks_the_whole_of_a_person() -> None:
    async with stage(flood().reading()) as (app, _):
        assert marked(app)[0] == "Ana Petrović"
        assert marked(app)[-1] == "floor,”"


async def test_moving_the_cursor_highlights_who_it_stands_on() -> None:
    async with stage(flood().reading()) as (app, pilot):
        app.panel.move(1)
        await pilot.pause()

        assert app.told == [("highlighted", 1, 1)]


async def test_a_voice_that_is_no_person_is_highlighted_by_its_quote() -> None:
    async with stage(flood().reading()) as (app, pilot):
        app.panel.move(2)
        await pilot.pause()

        assert app.told == [("highlighted", None, 3)]


async def test_the_cursor_stops_at_the_last_one() -> None:
    async with stage(flood().reading()) as (app, pilot):
        app.panel.bottom()
        app.panel.move(1)
        await pilot.pause()

        assert app.told == [("highlighted", None, 5)]


async def test_following_the_article_tells_nothing() -> None:
    async with stage(flood().reading()) as (app, pilot):
        app.panel.select_person(1)
        await pilot.pause()

        assert marked(app)[0] == "Tomasz Lindqvist"
        assert app.told == []


async def test_opening_goes_from_place_to_place() -> None:
    manuscript = flood()
    async with stage(manuscript.reading()) as (app, pilot):
        for _ in range(5):
            app.panel.open()
        await pilot.pause()

        places = [
            manuscript.text.index("“We lost"),
            manuscript.text.index("Ana Petrović"),
            manuscript.text.index("Petrović said"),
            manuscript.text.index("the council had"),
        ]
        assert app.told == [("chosen", 0, place) for place in (*places, places[0])]


async def test_a_click_chooses_who_is_under_the_mouse() -> None:
    async with stage(flood().reading()) as (app, pilot):
        await pilot.click(offset=(6, screen(app).index("Tomasz Lindqvist")))

        assert app.told[0] == ("highlighted", 1, 1)
        assert app.told[1][:2] == ("chosen", 1)  # type: ignore[index]


async def test_the_cursor_stays_in_sight() -> None:
    async with stage(flood().reading(), height=8) as (app, pilot):
        app.panel.bottom()
        await pilot.pause()

        assert "“And who would know,”" in screen(app)


async def test_an_article_that_names_nobody_says_so() -> None:
    async with stage(Manuscript().paragraph("It rained.").reading()) as (app, _):
        assert "No people are named here." in screen(app)


async def test_an_article_not_yet_read_for_people_says_so() -> None:
    async with stage(flood().reading(is_annotated=False)) as (app, _):
        assert "Reading for people…" in screen(app)


async def test_without_an_article_the_panel_says_so() -> None:
    async with stage(None) as (app, _):
        assert "No article is open." in screen(app)


async def test_the_people_appear_when_they_are_known() -> None:
    async with stage(flood().reading(is_annotated=False)) as (app, pilot):
        app.panel.show(flood().reading())
        await pilot.pause()

        assert screen(app)[0] == "Ana Petrović"


async def test_a_name_cannot_bring_escape_sequences() -> None:
    manuscript = Manuscript().paragraph("Ana \x1b[31mRed said no.").names("Ana \x1b[31mRed", role="the \x07 mayor")
    async with stage(manuscript.reading()) as (app, _):
        assert screen(app)[:2] == ["Ana Red", "the mayor"]


async def test_a_long_role_is_wrapped() -> None:
    manuscript = Manuscript().paragraph("Ana Red said no.")
    manuscript.names("Ana Red", role="deputy under-secretary for rivers, weirs and inland waterways")
    async with stage(manuscript.reading(), width=30) as (app, _):
        assert screen(app)[1:3] == ["deputy under-secretary", "for rivers, weirs and"]
