"""Garbage is looked for in the pauses between keys, and goes."""

from __future__ import annotations

import asyncio
import gc
import weakref

from tests.ui.frame.newsdesk import reading, stock

from tuinews.newsroom import Newsroom
from tuinews.ui.help_screen import HelpScreen


def older_looks() -> int:
    return gc.get_stats()[2]["collections"]


async def test_a_window_that_was_closed_is_gone_in_the_next_pause(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns"])

    async with reading(newsroom) as reader:
        await reader.until(gc.isenabled)
        await reader.press("question_mark")
        assert isinstance(reader.app.screen, HelpScreen)
        window = weakref.ref(reader.app.screen)
        for _ in range(3):
            await reader.press("escape", "question_mark")
        await reader.press("escape", "j")

        await reader.until(lambda: window() is None)


async def test_the_full_look_waits_for_a_pause_however_much_is_made(newsroom: Newsroom) -> None:
    async with reading(newsroom) as reader:
        await reader.until(gc.isenabled)
        before = older_looks()
        for _ in range(10):
            reader.app.reader.tidying.wait()
            kept = [[row] for row in range(20_000)]  # what Python takes for a reason to look
            await asyncio.sleep(0)

        assert kept
        assert older_looks() == before
        await reader.until(lambda: older_looks() > before)
