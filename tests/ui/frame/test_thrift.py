"""What was painted is forgotten again, so that a reader that stays open does not grow."""

from __future__ import annotations

import gc
import weakref

from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from tests.ui.frame.newsdesk import reading, stock
from textual.cache import FIFOCache
from textual.events import Show
from textual.geometry import Region
from textual.strip import Strip

from tuinews.newsroom import Newsroom
from tuinews.ui.painted import Painted
from tuinews.ui.thrift import forget_paints, keep_no_parts


def _paint_everywhere(places: int) -> None:
    for place in range(places):
        Strip.render_ansi(Style.from_meta({"offset": (place, 0)}), ColorSystem.TRUECOLOR)
        Segment("x" * place).split_cells(1)
        Region(place, 0, 80, 24).intersection(Region(0, 0, 40, 12))


def test_styles_of_many_places_are_forgotten_and_those_of_few_are_kept() -> None:
    Strip.render_ansi.cache_clear()
    Segment._split_cells.cache_clear()
    Region.intersection.cache_clear()

    _paint_everywhere(100)
    forget_paints()
    kept = Strip.render_ansi.cache_info().currsize
    _paint_everywhere(3000)
    forget_paints()

    assert kept == 100
    assert Strip.render_ansi.cache_info().currsize == 0
    assert Segment._split_cells.cache_info().currsize == 0
    assert Region.intersection.cache_info().currsize == 0


def test_a_line_keeps_nothing_that_was_cut_from_it() -> None:
    keep_no_parts()
    line = Strip([Segment("Ferry returns")])

    assert [line.crop(0, 5).text for _ in range(2)] == ["Ferry", "Ferry"]
    assert [part.text for part in line.divide([5, 13])] == ["Ferry", " returns"]
    assert not any(isinstance(held, FIFOCache) for held in gc.get_referents(line))


def test_of_a_long_list_only_what_was_painted_lately_is_kept() -> None:
    painted = Painted[str]()

    for row in range(1000):
        painted.keep(row, f"row {row}", range(row - 10, row + 10))

    assert len(painted) <= 120
    assert all(painted[row] == f"row {row}" for row in range(990, 1000))


def test_all_of_a_screen_is_kept_however_high_it_is() -> None:
    painted = Painted[str]()

    for row in range(500):
        painted.keep(row, f"row {row}", range(500))

    assert len(painted) == 500


async def test_a_window_that_closes_lets_go_of_what_was_painted(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns"])

    async with reading(newsroom) as reader:
        await reader.press("question_mark")
        _paint_everywhere(3000)
        await reader.press("escape")

        await reader.until(lambda: Strip.render_ansi.cache_info().currsize < 2000)


async def test_every_minute_lets_go_of_what_was_painted(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns"])

    async with reading(newsroom) as reader:
        _paint_everywhere(3000)
        reader.app.reader.keeping.each_minute()

        assert Strip.render_ansi.cache_info().currsize < 2000


async def test_every_minute_lets_go_of_windows_that_closed(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns"])

    async with reading(newsroom) as reader:
        scroll_bar = reader.app.reader.article.vertical_scrollbar
        await reader.press("question_mark")
        window = weakref.ref(reader.app.screen)
        reader.app.screen.call_later(lambda: scroll_bar.post_message(Show()))
        await reader.press("escape")
        await reader.until(lambda: reader.app.screen is reader.app.reader)

        def is_gone() -> bool:
            gc.collect()
            return window() is None

        reader.app.reader.keeping.each_minute()

        await reader.until(is_gone)
