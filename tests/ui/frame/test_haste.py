"""Keys and pictures that come too late: found by pressing keys at random for half an hour."""

from __future__ import annotations

from tests.ui.frame.newsdesk import Story, reading, stock
from textual import events

from tuinews.newsroom import Newsroom, read
from tuinews.newsroom.complete import complete

PEOPLE = " ".join(
    f"“We stay,” said Captain {first} {last}. {last} smiled."
    for first, last in (
        ("Ruth", "Adeyemi"),
        ("Nell", "Okoro"),
        ("Ada", "Quill"),
        ("Tomas", "Wray"),
        ("Ines", "Calloway"),
    )
)


async def test_a_key_that_comes_after_a_window_was_closed_is_no_trouble(newsroom: Newsroom) -> None:
    stock(newsroom, "Courier", ["Story"])

    async with reading(newsroom) as reader:
        await reader.press("question_mark")
        window = reader.app.screen
        for _ in range(3):
            window.post_message(events.Key("escape", None))
            window.post_message(events.Key("enter", None))
        await reader.settle()

        await reader.sees("Story")
        assert reader.app.screen is not window


async def test_lines_of_an_article_that_is_still_shown_know_its_people(newsroom: Newsroom) -> None:
    stock(newsroom, "Courier", [Story("Many", PEOPLE), Story("Nobody", "Nothing happened.")])
    async for _ in complete(newsroom, (1, 2)):
        pass
    nobody = await read.load(newsroom, 1)
    many = await read.load(newsroom, 2)
    if nobody is not None and nobody.annotation is not None and nobody.annotation.people:
        nobody, many = many, nobody

    async with reading(newsroom) as reader:
        article = reader.app.reader.article
        article.show(many)
        await reader.sees("Adeyemi")
        article.show(nobody)
        article.repaint()

        for row in range(article.size.height):
            article.render_line(row)
