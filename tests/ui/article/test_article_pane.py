"""The article pane on a screen: what a reader sees and can do."""

from __future__ import annotations

import pytest
from tests.ui.article.manuscript import Manuscript, flood, long_story
from tests.ui.article.stage import screen, settle, stage

from tuinews.model.annotations import QuoteKind
from tuinews.model.bodies import BlockKind, RunStyle
from tuinews.model.entries import Enclosure
from tuinews.ui.themes import THEMES


async def test_an_article_opens_at_its_title() -> None:
    async with stage(flood().reading()) as (app, _):
        assert screen(app)[0].strip() == "The river that came through the bakery"


async def test_reading_goes_on_where_it_stopped() -> None:
    story = long_story(60)
    position = story.text.index("Paragraph 40.")

    async with stage(story.reading(position=float(position))) as (app, _):
        assert screen(app)[0].strip().startswith("Paragraph 40.")
        assert app.view.position == position


async def test_the_position_at_the_top_is_the_beginning() -> None:
    async with stage(long_story(60).reading()) as (app, _):
        assert app.view.position == 0


async def test_the_position_survives_another_width() -> None:
    story = long_story(60)
    position = story.text.index("Paragraph 40.")
    async with stage(story.reading(position=float(position))) as (app, pilot):
        await pilot.resize_terminal(50, 20)
        await settle(app, pilot)

        assert app.view.position == position


async def test_nothing_moves_when_the_people_become_known() -> None:
    story = long_story(60)
    story.names("Paragraph 3")
    async with stage(story.reading(is_annotated=False)) as (app, pilot):
        app.view.scroll_lines(33)
        await settle(app, pilot)
        before = screen(app)

        app.view.show(story.reading(), keep_place=True)
        await settle(app, pilot)

        assert screen(app) == before


async def test_a_page_down_keeps_two_lines_in_sight() -> None:
    async with stage(long_story(60).reading()) as (app, pilot):
        bottom = screen(app)[-2:]

        app.view.scroll_pages(1)
        await pilot.pause()

        assert screen(app)[:2] == bottom


async def test_half_a_page_is_half_the_lines() -> None:
    async with stage(long_story(60).reading(), height=30) as (app, pilot):
        middle = screen(app)[15]

        app.view.scroll_pages(0.5)
        await pilot.pause()

        assert screen(app)[0] == middle


async def test_the_end_is_known_as_such() -> None:
    async with stage(long_story(60).reading()) as (app, pilot):
        assert not app.view.is_at_end

        app.view.scroll_bottom()
        await pilot.pause()

        assert app.view.is_at_end
        assert "space: next unread" in "\n".join(screen(app))


async def test_a_short_article_is_at_its_end_at_once() -> None:
    async with stage(Manuscript().paragraph("One.").reading()) as (app, _):
        assert app.view.is_at_end


async def test_the_way_back_to_the_top_is_short() -> None:
    async with stage(long_story(60).reading()) as (app, pilot):
        app.view.scroll_bottom()
        await pilot.pause()

        app.view.scroll_top()
        await pilot.pause()

        assert screen(app)[0].strip() == "A long story"


async def test_a_million_characters_show_before_all_is_set() -> None:
    story = long_story(4500)
    async with stage(None) as (app, pilot):
        app.view.show(story.reading())
        while screen(app)[0].strip() != "A long story":
            await pilot.pause()

        assert not app.view.is_set
        await settle(app, pilot)


async def test_the_end_of_a_million_characters_can_be_reached() -> None:
    story = long_story(4500)
    async with stage(story.reading()) as (app, pilot):
        app.view.scroll_bottom()
        await settle(app, pilot)

        assert app.view.is_at_end


async def test_a_jump_brings_a_place_into_sight() -> None:
    story = long_story(60)
    async with stage(story.reading()) as (app, pilot):
        app.view.jump_to(story.text.index("Paragraph 50."))
        await pilot.pause()

        assert "Paragraph 50." in "\n".join(screen(app))


async def test_a_jump_to_what_is_in_sight_moves_nothing() -> None:
    story = long_story(60)
    async with stage(story.reading()) as (app, pilot):
        app.view.jump_to(story.text.index("Paragraph 2."))
        await pilot.pause()

        assert screen(app)[0].strip() == "A long story"


async def test_going_from_quote_to_quote_tells_which() -> None:
    async with stage(flood().reading()) as (app, pilot):
        went = [app.view.next_quote(1), app.view.next_quote(1), app.view.next_quote(-1)]
        await pilot.pause()

        assert went == [True, True, True]
        assert app.told == [("quote", 0), ("quote", 1), ("quote", 0)]


@pytest.mark.parametrize("cycles", range(4))
async def test_reported_speech_is_a_stop_on_the_way_whatever_stands_out(cycles: int) -> None:
    async with stage(flood().reading()) as (app, _):
        for _ in range(cycles):
            app.view.cycle_highlight()
        went = [app.view.next_quote(1) for _ in range(6)]

        assert went == [True] * 6
        assert flood().annotation().quotes[4].kind is QuoteKind.INDIRECT
        assert app.view.selection.quote == 5


async def test_with_other_people_and_quotes_what_is_selected_stays_selected() -> None:
    reading = flood().reading()
    found = reading.annotation
    assert found is not None
    async with stage(reading) as (app, _):
        app.view.select_quote(5)
        app.view.show(reading._replace(annotation=found._replace(quotes=found.quotes[1:])), keep_place=True)
        assert app.view.selection.quote == 4

        app.view.show(reading._replace(annotation=found._replace(quotes=found.quotes[:1])), keep_place=True)
        assert app.view.selection.quote == -1


async def test_behind_the_last_quote_there_is_none() -> None:
    async with stage(flood().reading()) as (app, _):
        app.view.select_quote(5)

        assert not app.view.next_quote(1)


async def test_before_the_first_quote_there_is_none() -> None:
    async with stage(flood().reading()) as (app, _):
        assert not app.view.next_quote(-1)


async def test_going_to_the_next_mention_stays_with_the_selected_person() -> None:
    async with stage(flood().reading()) as (app, pilot):
        app.view.select_person(1)

        app.view.next_mention(1)
        app.view.next_mention(1)
        await pilot.pause()

        assert app.told == [("person", 1), ("person", 1)]
        assert not app.view.next_mention(1)


async def test_a_quote_that_is_out_of_sight_is_brought_there() -> None:
    story = long_story(60)
    story.paragraph("“At last,” said the miller.").says("the miller", "“At last,”")
    async with stage(story.reading()) as (app, pilot):
        app.view.next_quote(1)
        await pilot.pause()

        assert "“At last,”" in "\n".join(screen(app))


async def test_hidden_lines_open_and_close() -> None:
    story = Manuscript().paragraph("One.").paragraph("LEAVE A REPLY", is_hidden=True)
    async with stage(story.reading()) as (app, pilot):
        counts = [app.view.toggle_hidden()]
        await settle(app, pilot)
        opened = "\n".join(screen(app))
        counts.append(app.view.toggle_hidden())
        await settle(app, pilot)

        assert counts == [1, 1]
        assert "LEAVE A REPLY" in opened
        assert "LEAVE A REPLY" not in "\n".join(screen(app))


async def test_another_article_hides_its_lines_again() -> None:
    story = Manuscript().paragraph("One.").paragraph("LEAVE A REPLY", is_hidden=True)
    async with stage(story.reading()) as (app, pilot):
        app.view.toggle_hidden()
        app.view.show(story.reading(id=2))
        await settle(app, pilot)

        assert "1 line hidden" in "\n".join(screen(app))


async def test_the_highlight_goes_round() -> None:
    async with stage(flood().reading()) as (app, _):
        assert [app.view.cycle_highlight() for _ in range(4)] == ["people", "quotes", "off", "both"]


async def test_an_unknown_highlight_means_both() -> None:
    async with stage(flood().reading()) as (app, _):
        app.view.highlight = "sparkle"

        assert app.view.highlight == "both"


async def test_links_are_listed_with_what_is_attached() -> None:
    story = Manuscript().paragraph("See the ", ("report", RunStyle.LINK, "https://news.example/r"), ".")
    attached = (Enclosure("https://news.example/a.mp3", "audio/mpeg"),)
    async with stage(story.reading(enclosures=attached)) as (app, _):
        assert app.view.links() == [
            ("report", "https://news.example/r"),
            ("a.mp3 · audio/mpeg", "https://news.example/a.mp3"),
        ]


async def test_another_measure_sets_the_text_anew() -> None:
    async with stage(long_story(3).reading(), width=120) as (app, pilot):
        app.view.measure = 40
        await settle(app, pilot)

        assert max(len(row.strip()) for row in screen(app)) <= 40


async def test_a_message_stands_in_for_an_article() -> None:
    async with stage(None) as (app, pilot):
        app.view.show_message("This feed could not be fetched", "The server did not answer within 30 s.")
        await settle(app, pilot)

        assert "The server did not answer within 30 s." in "\n".join(screen(app))


async def test_an_article_whose_text_is_on_its_way_says_so() -> None:
    reading = flood().reading(is_annotated=False)
    async with stage(reading._replace(article=reading.article._replace(body=None))) as (app, _):
        assert "Preparing the text…" in "\n".join(screen(app))


async def test_an_article_without_text_says_what_can_be_done() -> None:
    async with stage(Manuscript().reading()) as (app, _):
        assert "o opens it in the browser." in "\n".join(screen(app))


@pytest.mark.parametrize(("width", "height"), [(40, 12), (59, 20), (16, 5), (8, 3), (1, 1)])
async def test_no_pane_is_too_small(width: int, height: int) -> None:
    story = flood().block(BlockKind.TABLE, "a\tb\nc\td", level=1).block(BlockKind.CODE, "x = 1")
    async with stage(story.reading(), width, height) as (app, pilot):
        app.view.next_quote(1)
        app.view.scroll_bottom()
        await settle(app, pilot)

        assert app.view.is_at_end


@pytest.mark.parametrize("theme", [theme.name for theme in THEMES] + ["nord", "textual-light", "ansi-light"])
async def test_every_theme_can_be_worn(theme: str) -> None:
    async with stage(flood().reading()) as (app, pilot):
        app.theme = theme
        await pilot.pause()

        assert screen(app)[0].strip() == "The river that came through the bakery"
