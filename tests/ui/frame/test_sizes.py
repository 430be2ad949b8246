"""The screen at every size, from 40x12 to 300x80: nothing overflows, nothing is lost, nothing overlaps."""

from __future__ import annotations

import re

import pytest
from rich.cells import split_graphemes
from tests.ui.frame.newsdesk import Reader, Story, fail, reading, stock
from tests.ui.frame.screen_cells import cells, words

from tuinews.newsroom import Newsroom

SIZES = [(40, 12), (59, 17), (60, 24), (79, 24), (80, 24), (119, 30), (120, 18), (160, 45), (220, 60), (300, 80)]
OPENED: dict[str, tuple[str, ...]] = {
    "headlines": (),
    "feeds": ("1",),
    "article": ("enter",),
    "people": ("enter", "p"),
    "zen": ("enter", "z"),
    "filter": ("slash", "f", "e"),
    "help": ("question_mark",),
    "commands": ("colon",),
    "search": ("F", "f", "e", "r"),
    "settings": ("E",),
    "themes": ("T",),
    "problems": ("exclamation_mark",),
    "statistics": ("number_sign",),
    "sort": ("S",),
    "add": ("a",),
    "changes": ("ctrl+l",),
    "quotes": ("quotation_mark",),
    "people of the news": ("P",),
    "a person": ("P", "enter"),
    "sources": ("percent_sign",),
    "quotes only": ("enter", "Q"),
    "same words": ("enter", "right_curly_bracket", "tilde"),
    "who speaks": ("3", "right_curly_bracket", "e"),
    "edit feed": ("1", "G", "e"),
    "tags": ("t",),
    "save": ("w",),
    "pipe": ("vertical_line",),
    "day": ("at",),
    "keep": ("slash", "f", "e", "enter", "ctrl+s"),
    "old articles": ("X",),
}
AT_THE_EDGE = {"themes"}
"""Windows that stand beside what they change."""
LONG = (
    "A headline that is far longer than any pane is wide, so that it must be cut or wrapped whatever the screen is like"
)


def fill(newsroom: Newsroom) -> None:
    text = (
        "“It will be cold, very cold indeed,” said Ann Lee, the mayor of Harwick.\n" + "Nobody objected to that. " * 30
    )
    titles = [
        Story(LONG, text, author="Ada Okafor"),
        "港に新しい灯台が建てられた",
        "أخبار اليوم من الميناء",
        "👩‍👩‍👧‍👦 family day",
    ]
    stock(newsroom, "Harbour News", titles, folder=("World", "Europe"))
    fail(newsroom, stock(newsroom, LONG, ["Cows come down"]), "The server did not answer.")


def lines_and_widths(reader: Reader) -> tuple[int, set[int]]:
    """Return how many lines the screen is painted with, and how many cells they have."""
    # There is no public way to what stands on the screen but a picture, which costs fifteen times as much.
    strips = reader.app.screen._compositor.render_strips()
    return len(strips), {strip.cell_length for strip in strips}


def rows_of_cells(reader: Reader) -> list[list[str]]:
    """Return what stands in each cell of the screen; the second cell of a wide character is empty."""
    rows = []
    for row in words(cells(reader.app)):
        graphemes, _ = split_graphemes(row)
        rows.append([sign for start, end, width in graphemes for sign in (row[start:end], *[""] * (width - 1))])
    return rows


def flaws(reader: Reader, name: str) -> list[str]:
    """Return what a designer would not let pass on the screen."""
    rows = rows_of_cells(reader)
    found = [line for line in map("".join, rows) if "……" in line or re.search(r"[^\w ] ·\s*(│|$)|\d ·\s*(│|$)", line)]
    for box in reader.app.screen.query("#box"):
        x, y, width, height = box.region
        for row in rows[y + 1 : y + height - 1]:
            inside = row[x : x + width]
            if (inside[0], inside[1], inside[-2], inside[-1]) != ("│", " ", " ", "│"):
                found.append("touches the border: " + "".join(inside))
        beside = (x, reader.app.size.width - x - width)
        if name not in AT_THE_EDGE and abs(beside[0] - beside[1]) > 1:
            found.append(f"{beside} columns beside the window")
    return found


@pytest.mark.parametrize("name", OPENED)
async def test_every_screen_fits_at_every_size(newsroom: Newsroom, name: str) -> None:
    fill(newsroom)

    async with reading(newsroom, size=SIZES[0]) as reader:
        await reader.press(*OPENED[name])
        for width, height in SIZES:
            await reader.pilot.resize_terminal(width, height)
            await reader.settle()
            screen = reader.app.screen
            assert lines_and_widths(reader) == (height, {width})
            outside = [
                widget
                for widget in screen.query("*")
                if widget.is_on_screen
                and widget.region.area
                and not screen.region.contains_region(widget.region)
                and widget.parent is screen
            ]
            assert outside == []
            await reader.until(lambda: flaws(reader, name) == [])


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_keys_stand_in_the_last_line_and_the_place_in_the_first(
    newsroom: Newsroom, size: tuple[int, int]
) -> None:
    fill(newsroom)

    async with reading(newsroom, size=size) as reader:
        lines = reader.lines()
        assert len(lines) == size[1]
        assert "? help" in lines[-1]
        assert re.search(r"unread|Feeds", lines[0])


@pytest.mark.parametrize("size", [(59, 24), (100, 30), (160, 45)], ids=str)
async def test_the_panes_do_not_overlap(newsroom: Newsroom, size: tuple[int, int]) -> None:
    fill(newsroom)

    async with reading(newsroom, size=size) as reader:
        await reader.press("enter", "p")
        shown = [widget for widget in reader.app.reader.children if widget.region.area and widget.display]
        clashes = [
            (one, other)
            for at, one in enumerate(shown)
            for other in shown[at + 1 :]
            if one.region.overlaps(other.region) and "Toast" not in type(one).__name__ + type(other).__name__
        ]

        assert clashes == []
