"""Garbage is looked for in the pauses between keys, and goes."""

from __future__ import annotations

import asyncio
import gc
import sys
from collections.abc import Iterator

import pytest
from tests.garbage import old_garbage
from tests.ui.frame.newsdesk import reading, stock

from tuinews.newsroom import Newsroom

pytestmark = pytest.mark.skipif(sys.version_info >= (3, 14), reason="Python looks for garbage in small steps by itself")


@pytest.fixture(autouse=True)
def _usual_looks() -> Iterator[None]:
    """Have Python look for garbage as in a new process: other tests' commands have it look less often."""
    before = gc.get_threshold()
    gc.set_threshold(700, 10, 10)
    yield
    gc.set_threshold(*before)


def older_looks() -> int:
    return gc.get_stats()[2]["collections"]


async def test_old_garbage_goes_in_the_pause_after_a_key(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns"])

    async with reading(newsroom) as reader:
        await reader.until(gc.isenabled)
        gone = old_garbage()
        kept = [[row] for row in range(60_000)]  # about a window's worth of what Python looks at
        assert gone() is not None
        await reader.press("j")

        await reader.until(lambda: gone() is None)
        assert kept


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


async def test_once_a_minute_garbage_goes_in_a_pause_however_little_it_is(newsroom: Newsroom) -> None:
    async with reading(newsroom) as reader:
        await reader.until(gc.isenabled)
        gone = old_garbage()

        reader.app.reader.keeping.each_minute()
        assert gone() is not None
        await reader.until(lambda: gone() is None)
