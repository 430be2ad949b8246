"""What is seen of the page beside a window: whole panes, or nothing."""

from __future__ import annotations

import pytest
from tests.ui.frame.newsdesk import Reader, reading, stock
from tests.ui.frame.screen_cells import cells, words

from tuinews.newsroom import Newsroom

WIDTHS = (40, 50, 60, 80, 84, 90, 110, 124, 140, 155, 160, 184, 300)
WINDOWS = {
    "settings": "E",
    "sort": "S",
    "themes": "T",
    "statistics": "number_sign",
    "people": "P",
    "save": "w",
    "add": "a",
    "help": "question_mark",
}


async def shown(reader: Reader, columns: int) -> list[str]:
    """Return what stands on a screen of so many columns."""
    await reader.pilot.resize_terminal(columns, 30)
    await reader.until(lambda: reader.app.screen.size.width == reader.app.reader.size.width == columns)
    await reader.settle()
    return words(cells(reader.app))


@pytest.mark.parametrize("key", WINDOWS.values(), ids=WINDOWS)
async def test_a_window_leaves_whole_panes_or_nothing_beside_it_at_any_width(newsroom: Newsroom, key: str) -> None:
    stock(newsroom, "Harbour News", [f"Ferry {n} returns to a harbour that has waited for it" for n in range(20)])
    bare, scraps = dict[int, list[str]](), dict[int, set[str]]()

    async with reading(newsroom, size=(100, 30)) as reader:
        for columns in WIDTHS:
            bare[columns] = await shown(reader, columns)
        await reader.press(key)
        for columns in WIDTHS:
            rows = await shown(reader, columns)
            box = reader.app.screen.query_one("#box").region
            panes = reader.app.reader.pane_regions()
            for y in range(box.y, box.bottom):
                # A cell beside the window is empty, or it is of a pane that the window does not reach into.
                kept = {x for pane in panes if not pane.overlaps(box) for x in range(pane.x - 1, pane.right + 1)}
                beside = [x for x in range(columns) if not box.x <= x < box.right and rows[y][x] != " "]
                if any(x not in kept or rows[y][x] != bare[columns][y][x] for x in beside):
                    scraps.setdefault(columns, set()).add(rows[y])

    assert scraps == {}


async def test_the_themes_leave_the_headlines_whole_beside_them(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", [f"Ferry {n}" for n in range(20)])

    async with reading(newsroom, size=(80, 24)) as reader:
        edge = reader.app.reader.pane_regions()[0].right
        bare = [row[:edge] for row in words(cells(reader.app))]
        await reader.press("T")
        box = reader.app.screen.query_one("#box").region
        seen = words(cells(reader.app))

    assert [row[:edge] for row in seen] == bare
    assert any(row.strip() for row in bare[box.y : box.bottom])


async def test_what_a_window_covered_is_back_when_the_window_grows_smaller(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", [f"Ferry {n}" for n in range(20)])

    async with reading(newsroom, size=(160, 45)) as reader:
        bare = words(cells(reader.app))
        await reader.press("a")
        window = reader.app.screen
        window.show_error("One sentence. " * 30)
        await reader.settle()
        large = window.query_one("#box").region
        window.show_error("")
        await reader.settle()
        small = window.query_one("#box").region
        seen = words(cells(reader.app))

    assert large.height > small.height
    assert seen[: small.y] == bare[: small.y]
    assert seen[small.bottom :] == bare[small.bottom :]
