"""What is seen of the page beside a window: enough to be read, or nothing."""

from __future__ import annotations

import pytest
from tests.ui.frame.gallery import cells, words
from tests.ui.frame.newsdesk import reading, stock

from tuinews.newsroom import Newsroom
from tuinews.ui.dialogs.window import Window

WIDTHS = (40, 50, 60, 84, 90, 124, 140, 155, 184)
WINDOWS = {"settings": "E", "sort": "S", "themes": "T", "statistics": "number_sign", "people": "P", "save": "w"}


@pytest.mark.parametrize("key", WINDOWS.values(), ids=WINDOWS)
async def test_no_window_leaves_scraps_of_the_page_beside_it_at_any_width(newsroom: Newsroom, key: str) -> None:
    stock(newsroom, "Harbour News", [f"Ferry {n} returns to a harbour that has waited for it" for n in range(20)])
    scraps = dict[int, set[str]]()

    async with reading(newsroom, size=(100, 30)) as reader:
        await reader.press(key)
        for columns in WIDTHS:
            await reader.pilot.resize_terminal(columns, 30)
            await reader.settle()
            box = reader.app.screen.query_one("#box").region
            rows = words(cells(reader.app))[box.y : box.bottom]
            sides = [row[: box.x] for row in rows] + [row[box.right :] for row in rows]
            scraps[columns] = {side for side in sides if side.strip() and len(side) < Window.SIDE}

    assert {columns: found for columns, found in scraps.items() if found} == {}
