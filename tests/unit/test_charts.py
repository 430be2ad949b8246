"""Numbers as block characters: exact in width, and nothing that is there is drawn as nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tuinews.charts import Column, bar, columns, shade, shares, sparkline

COUNTS = st.integers(0, 10**7)


def test_a_sparkline_rises_with_its_numbers() -> None:
    assert sparkline([0, 1, 4, 8], 10) == "▁▁▄█"


def test_a_long_sparkline_shows_averages_so_that_an_even_run_stays_even() -> None:
    assert sparkline([1, 1, 4, 4], 2) == "▂█"
    assert sparkline([3] * 45, 31) == "█" * 31


def test_a_sparkline_of_nothing_is_a_low_line() -> None:
    assert sparkline([0, 0, 0], 10) == "▁▁▁"


def test_a_bar_is_drawn_in_eighths() -> None:
    assert [bar(value, 16, 2) for value in (0, 1, 9, 16)] == ["", "▏", "█▏", "██"]


def test_columns_tell_their_two_parts_apart_without_colour() -> None:
    rows = columns([Column(2, 2), Column(1, 0), Column(0, 0)], 4)

    assert ["".join(text for text, _ in row) for row in rows] == ["▒  ", "▒  ", "█  ", "██▁"]
    assert [row[0][1] for row in rows] == [True, True, False, False]


@given(st.lists(COUNTS, min_size=1, max_size=6), st.integers(10, 80))
def test_shares_fill_the_bar_and_leave_no_part_out(parts: list[int], width: int) -> None:
    cells = shares(parts, width)

    assert sum(cells) == (width if any(parts) else 0)
    assert all((cell > 0) == (part > 0) for cell, part in zip(cells, parts, strict=True))


@given(st.lists(st.builds(Column, COUNTS, COUNTS), max_size=40), st.integers(1, 8), st.integers(1, 4))
def test_columns_have_their_height_and_width(values: list[Column], height: int, width: int) -> None:
    rows = columns(values, height, width)

    assert len(rows) == height
    assert all(len(text) == width for row in rows for text, _ in row)


@given(COUNTS, st.integers(1, 10**7), st.integers(1, 80))
def test_bars_and_shades_show_whatever_is_not_nothing(value: int, most: int, width: int) -> None:
    assert (bar(value, most, width) == "") == (value == 0)
    assert len(bar(value, max(value, most), width)) <= width
    assert (shade(value, max(value, most)) == " ") == (value == 0)
