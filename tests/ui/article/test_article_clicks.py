"""What a click in the article does, and what is hidden in it, listed under it and copied out of it."""

from __future__ import annotations

from tests.ui.article.manuscript import Manuscript, flood
from tests.ui.article.stage import place_of, screen, settle, stage

from tuinews.model.bodies import RunStyle


async def test_a_click_on_a_name_selects_the_person() -> None:
    async with stage(flood().reading()) as (app, pilot):
        await pilot.click(offset=place_of(app, "Tomasz Lindqvist"))

        assert app.told == [("person", 1)]


async def test_a_click_on_a_quote_selects_it() -> None:
    async with stage(flood().reading()) as (app, pilot):
        await pilot.click(offset=place_of(app, "“not a"))

        assert app.told == [("quote", 3)]


async def test_a_click_in_the_gutter_selects_the_quote() -> None:
    async with stage(flood().reading()) as (app, pilot):
        await pilot.click(offset=place_of(app, "Water company"))

        assert app.told == [("quote", 3)]


async def test_a_click_on_plain_text_selects_nobody() -> None:
    async with stage(flood().reading()) as (app, pilot):
        app.view.select_person(0)
        await pilot.click(offset=place_of(app, "The river rose"))

        assert app.told == [("person", None)]


async def test_a_click_on_a_link_asks_for_its_address() -> None:
    story = Manuscript().paragraph("See the ", ("report", RunStyle.LINK, "https://news.example/r"), ".")
    async with stage(story.reading()) as (app, pilot):
        await pilot.click(offset=place_of(app, "report[1]"))

        assert app.told == [("link", "https://news.example/r")]


async def test_a_click_in_the_list_of_links_asks_for_the_address() -> None:
    story = Manuscript().paragraph("See the ", ("report", RunStyle.LINK, "https://news.example/r"), ".")
    async with stage(story.reading()) as (app, pilot):
        await pilot.click(offset=place_of(app, "news.example/r"))

        assert app.told == [("link", "https://news.example/r")]


async def test_a_click_on_who_was_quoted_goes_to_the_quote() -> None:
    story = Manuscript().paragraph("“At last,” said the miller.").says("the miller", "“At last,”")
    for number in range(40):
        story.paragraph(f"Paragraph {number}.")
    async with stage(story.reading()) as (app, pilot):
        app.view.scroll_bottom()
        await pilot.pause()

        await pilot.click(offset=place_of(app, "The miller"))
        await pilot.pause()

        assert "“At last,”" in "\n".join(screen(app))


async def test_a_click_on_the_marker_opens_the_hidden_lines() -> None:
    story = Manuscript().paragraph("One.").paragraph("LEAVE A REPLY", is_hidden=True)
    async with stage(story.reading()) as (app, pilot):
        await pilot.click(offset=place_of(app, "1 line hidden"))
        await settle(app, pilot)

        assert "LEAVE A REPLY" in "\n".join(screen(app))


async def test_what_the_mouse_selects_is_copied_as_the_article_has_it() -> None:
    story = Manuscript().paragraph("The water went down as slowly as it had come, and what it left was carried out.")
    async with stage(story.reading(), width=50) as (app, pilot):
        await pilot.mouse_down(offset=place_of(app, "The water"))
        x, y = place_of(app, "carried out.")
        await pilot.hover(offset=(x + len("carried out"), y))
        await pilot.mouse_up(offset=(x + len("carried out"), y))
        await pilot.pause()

        assert app.screen.get_selected_text() == story.text
