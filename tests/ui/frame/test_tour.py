"""The tour through the main keys."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import cast

import pytest
from tests.ui.frame.newsdesk import InlineDesk, Reader, stock

from tuinews.key_presets import PRESETS
from tuinews.keymap import KeyChoices, keymap
from tuinews.newsroom import Newsroom
from tuinews.newsroom.desk import Desk
from tuinews.newsroom.starting import ensure_welcome
from tuinews.ui.app import TuinewsApp
from tuinews.ui.keys import KeyTable
from tuinews.ui.start import Targets, read_opening
from tuinews.ui.tour import STEPS


@asynccontextmanager
async def touring(newsroom: Newsroom, size: tuple[int, int] = (100, 30)) -> AsyncIterator[Reader]:
    ensure_welcome(newsroom)
    opening = read_opening(newsroom, Targets(is_tour=True))
    app = TuinewsApp(newsroom, cast(Desk, InlineDesk(newsroom)), opening)
    async with app.run_test(size=size) as pilot:
        reader = Reader(app, pilot, newsroom)
        await reader.settle()
        yield reader


async def test_the_tour_goes_from_key_to_key_in_the_welcome_feed(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns"])

    async with touring(newsroom) as reader:
        await reader.sees("1/14  Enter opens the story")
        await reader.press("enter")
        await reader.sees("2/14  } goes to the next quote")
        await reader.until(lambda: bool(reader.app.reader.article.is_set))
        await reader.press("right_curly_bracket", "right_curly_bracket", "right_parenthesis", "p")
        await reader.sees("6/14  Esc closes")
        await reader.press("escape", "3", "space")
        await reader.sees("8/14  s stars")
        await reader.press("s", "u", "2", "slash", "escape", "F")
        await reader.sees("Search")
        await reader.press("escape", "colon")
        await reader.sees("Commands")
        await reader.press("escape", "question_mark")
        await reader.sees("Help")
        await reader.press("escape")
        await reader.sees("That was the tour. a adds a feed, q leaves.")
        await reader.press("f10")
        await reader.sees_no("That was the tour.")


async def test_a_step_can_be_left_out(newsroom: Newsroom) -> None:
    async with touring(newsroom) as reader:
        await reader.press("f10")

        await reader.sees("2/14")


@pytest.mark.parametrize("preset", PRESETS)
def test_every_step_has_a_key_and_fits_eighty_columns(preset: str) -> None:
    keys = KeyTable(keymap(KeyChoices(preset)))

    for number, step in enumerate(STEPS, 1):
        where = f" (in the {step.place})" if step.place else ""
        key = keys.first_key(step.action_id)
        assert key
        assert len(f"{number}/{len(STEPS)}  {key} {step.words}{where} · F10 skips") <= 78
