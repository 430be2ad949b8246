"""Keys and pictures that come too late: found by pressing keys at random for half an hour."""

from __future__ import annotations

import asyncio
import threading

from tests.ui.frame.newsdesk import Story, reading, stock
from textual import events
from textual.widgets import Input

from tuinews.keymap import Place
from tuinews.newsroom import Newsroom, read
from tuinews.newsroom.complete import complete
from tuinews.ui.dialogs.window import Window

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
    stock(newsroom, "Courier", [Story("Many", PEOPLE), Story("Nobody", "Nothing happened here.\n" * 9_000)])
    async for _ in complete(newsroom, (1, 2)):
        pass
    found = [await read.load(newsroom, number) for number in (1, 2)]
    many, nobody = sorted(found, key=lambda one: one is not None and one.article.row.title == "Nobody")
    assert nobody is not None
    # It takes long to be set up to where reading stopped, and the other one stays on the screen meanwhile.
    await read.save_position(newsroom, nobody.article.row.id, 190_000)
    nobody = await read.load(newsroom, nobody.article.row.id)

    async with reading(newsroom) as reader:
        article = reader.app.reader.article
        article.show(many)
        await reader.sees("Adeyemi")
        article.show(nobody)
        article.repaint()

        for row in range(article.size.height):
            article.render_line(row)


async def test_a_quote_that_is_selected_before_its_article_is_set_is_no_trouble(newsroom: Newsroom) -> None:
    said = "“We sail at noon,” said Ada Okafor, the mayor of Harwick."
    stock(newsroom, "Courier", [Story("Once", said), Story("Often", "\n".join([said, said, said]))])
    async for _ in complete(newsroom, (1, 2)):
        pass
    found = [await read.load(newsroom, number) for number in (1, 2)]
    once, often = sorted(found, key=lambda one: one is not None and one.article.row.title == "Often")
    assert often is not None

    async with reading(newsroom) as reader:
        article = reader.app.reader.article
        article.show(once)
        await reader.sees("We sail at noon")
        # The lines of the one stay on the screen until those of the other are there.
        article._cast = article.press.shown.of.__class__(often.annotation)  # type: ignore[union-attr, call-arg]
        article.select_quote(2)
        article.repaint()

        for row in range(article.size.height):
            article.render_line(row)


async def test_the_people_of_another_article_are_no_trouble_while_the_panel_has_no_room(newsroom: Newsroom) -> None:
    stock(newsroom, "Courier", [Story("Many", PEOPLE), Story("Nobody", "Nothing happened.")])
    async for _ in complete(newsroom, (1, 2)):
        pass
    found = [await read.load(newsroom, number) for number in (1, 2)]
    many, nobody = sorted(found, key=lambda one: one is not None and one.article.row.title == "Nobody")

    async with reading(newsroom) as reader:
        await reader.press("2", "p")
        panel = reader.app.reader.people_desk.panel
        assert panel is not None
        panel.show(many)
        await reader.sees("Adeyemi")
        panel._cast = panel.press.shown.of.__class__(nobody.annotation)  # type: ignore[union-attr]
        panel.repaint()

        for row in range(panel.size.height):
            panel.render_line(row)


async def test_keys_that_come_while_a_window_opens_reach_its_line_in_their_order(newsroom: Newsroom) -> None:
    stock(newsroom, "Courier", ["Story"])

    async with reading(newsroom) as reader:
        for turns in range(0, 60, 3):  # between two keys: the second one meets a window that is ever further on
            for key, sign in (("colon", ":"), ("q", "q"), ("u", "u"), ("o", "o"), ("t", "t")):
                reader.app.post_message(events.Key(key, sign))
                for _ in range(turns):
                    await asyncio.sleep(0)
            await reader.until(lambda: isinstance(reader.app.focused, Input))
            await reader.until(lambda: len(reader.app.focused.value) == 4)  # type: ignore[union-attr]

            assert reader.app.focused.value == "quot", turns  # type: ignore[union-attr]
            await reader.press("escape")
            await reader.until(lambda: reader.app.screen is reader.app.reader)


async def test_people_that_get_the_focus_after_they_were_closed_are_no_trouble(newsroom: Newsroom) -> None:
    stock(newsroom, "Courier", [Story("Many", PEOPLE)])

    async with reading(newsroom) as reader:
        await reader.press("2", "p", "4")
        panel = reader.app.reader.people_desk.panel
        assert panel is not None
        await reader.press("p")
        reader.app.reader.post_message(events.DescendantFocus(panel))
        await reader.settle()
        await reader.press("l", "right", "j", "1")

        await reader.sees("Courier")


async def test_a_window_that_was_closed_says_nothing_more(newsroom: Newsroom) -> None:
    stock(newsroom, "Courier", ["Story"])

    async with reading(newsroom) as reader:
        await reader.press("question_mark")
        window = reader.app.screen
        assert isinstance(window, Window)
        await reader.press("escape")
        await reader.until(lambda: not window.children)

        window.show_title("Late")
        window.show_hint("Late")
        window.show_error("Late")


async def test_keys_wait_for_a_window_whose_content_has_to_be_read_first(newsroom: Newsroom) -> None:
    stock(newsroom, "Courier", [Story("Many", PEOPLE)])

    async with reading(newsroom) as reader:
        held = threading.Event()
        for _ in range(2):  # both threads that read are busy
            reading_on = asyncio.ensure_future(newsroom.database.reading(lambda _: held.wait(10)))
        for key, sign in (("P", "P"), ("slash", "/"), ("r", "r")):
            reader.app.post_message(events.Key(key, sign))
        await asyncio.sleep(0.5)
        held.set()
        await reading_on

        await reader.until(lambda: isinstance(reader.app.focused, Input))
        await reader.until(lambda: getattr(reader.app.focused, "value", "") == "r")
        assert reader.app.screen is not reader.app.reader


async def test_word_of_a_focus_that_has_gone_on_moves_nobody(newsroom: Newsroom) -> None:
    stock(newsroom, "Courier", ["Story"])

    async with reading(newsroom) as reader:
        screen = reader.app.reader
        await reader.press("2", "3")
        screen.post_message(events.DescendantFocus(screen.headlines))
        await reader.settle()

        assert screen.panes.place is Place.ARTICLE


async def test_a_filter_taken_away_leaves_the_article_in_sight_when_the_list_comes_late(newsroom: Newsroom) -> None:
    stock(newsroom, "Courier", [*(f"Report {number}" for number in range(9)), "Storm ahead"])

    async with reading(newsroom, size=(80, 24)) as reader:
        headlines = reader.app.reader.headlines
        await reader.press("slash")
        await reader.type("storm")
        await reader.sees("1 found", "▌● Storm ahead")
        await reader.until(lambda: not headlines.show_vertical_scrollbar)
        held = threading.Event()
        busy = [asyncio.ensure_future(newsroom.database.reading(lambda _: held.wait(10))) for _ in range(2)]
        room = headlines.size
        await reader.press("escape")
        await reader.until(lambda: headlines.size.height > room.height and not headlines.show_vertical_scrollbar)
        held.set()
        await asyncio.gather(*busy)
        await reader.sees("All · 10 unread", "Report 4")

        await reader.settle()
        assert reader.shows("▌● Storm ahead")
