"""What terminals are told: the right way for each, half blocks where a multiplexer is between."""

from __future__ import annotations

import base64
import re

import pytest
from rich.cells import cell_len
from rich.console import Console
from rich.style import Style

from tuinews.model.pictures import Drawing, Picture
from tuinews.terminal_ground import Ground
from tuinews.ui.graphics import drawing_of, kitty_number, kitty_sequences, row_segments
from tuinews.ui.page import Page
from tuinews.ui.picture_lines import draw_over, paint_picture, picture_lines

SIXEL = Ground(sixel_colours=256)
KITTY = {"TERM": "xterm-kitty", "KITTY_WINDOW_ID": "1"}


@pytest.mark.parametrize(
    ("environ", "ground", "drawing"),
    [
        (KITTY, Ground(), Drawing.KITTY),
        ({"TERM": "xterm-ghostty"}, Ground(), Drawing.KITTY),
        ({"TERM": "xterm-256color"}, Ground(name="kitty(0.36.4)"), Drawing.KITTY),
        (KITTY, Ground(name="kitty(0.28.0)"), Drawing.KITTY),
        (KITTY, Ground(name="kitty(0.26.5)"), Drawing.BLOCKS),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"}, Ground(), Drawing.ITERM2),
        ({"TERM": "xterm-256color", "LC_TERMINAL": "iTerm2"}, Ground(), Drawing.ITERM2),
        ({"TERM": "xterm-256color"}, Ground(name="WezTerm 20240203-110809", sixel_colours=256), Drawing.ITERM2),
        ({"TERM": "foot"}, SIXEL, Drawing.SIXEL),
        ({"TERM": "foot"}, Ground(), Drawing.BLOCKS),
        ({"TERM": "xterm"}, Ground(name="XTerm(379)", sixel_colours=4), Drawing.BLOCKS),
        ({"TERM": "tmux-256color", "TERM_PROGRAM": "tmux", "TMUX": "x", **KITTY}, SIXEL, Drawing.BLOCKS),
        ({"TERM": "xterm-256color", "LC_TERMINAL": "iTerm2"}, Ground(name="tmux 3.4"), Drawing.BLOCKS),
        ({"TERM": "xterm-256color", "STY": "1.pts", "TERM_PROGRAM": "WezTerm"}, Ground(), Drawing.BLOCKS),
        ({"TERM": "xterm-kitty", "ZELLIJ": "0", "TERM_PROGRAM": "WezTerm"}, SIXEL, Drawing.SIXEL),
        ({}, Ground(), Drawing.BLOCKS),
    ],
)
def test_a_terminal_is_drawn_on_as_it_can(environ: dict[str, str], ground: Ground, drawing: Drawing) -> None:
    assert drawing_of("auto", environ, ground) is drawing


def test_the_reader_has_the_last_word() -> None:
    assert drawing_of("blocks", KITTY, SIXEL) is Drawing.BLOCKS
    assert drawing_of("sixel", {"TERM": "screen", "TMUX": "x"}, Ground()) is Drawing.SIXEL


def test_kitty_gets_the_picture_in_chunks_and_cells_that_name_it() -> None:
    picture = Picture("https://x.example/a", Drawing.KITTY, 5, 2, (b"x" * 9000,))

    sequences = list(kitty_sequences(picture))
    (cells,) = row_segments(picture, 1)

    assert all(len(one) < 4300 and one.startswith("\x1b_G") and one.endswith("\x1b\\") for one in sequences)
    assert [re.search(r"m=(\d)", one)[1] for one in sequences] == ["1", "1", "0"]  # type: ignore[index]
    sent = "".join(one.partition(";")[2].removesuffix("\x1b\\") for one in sequences)
    assert base64.standard_b64decode(sent) == b"x" * 9000
    assert cell_len(cells.text) == 5
    assert cells.style is not None
    assert cells.style.color is not None
    red, green, blue = cells.style.color.get_truecolor()
    assert (red << 16) + (green << 8) + blue == kitty_number(picture)


def test_half_blocks_are_plain_cells() -> None:
    picture = Picture("https://x.example/a", Drawing.BLOCKS, 2, 1, (bytes(range(12)),))

    assert "".join(segment.text for segment in row_segments(picture, 0)) == "▀▀"


def test_what_is_drawn_over_cells_comes_after_them_and_only_with_the_end_of_its_place() -> None:
    picture = Picture("https://x.example/a", Drawing.SIXEL, 4, 1, (b"\x1bPsixels\x1b\\",), (bytes(24),))
    page, console = Page(12, 2, 8), Console(color_system="truecolor")
    line = next(picture_lines(picture))
    strip = draw_over(paint_picture(line, picture, page, Style()), line, picture, page)

    whole = strip.render(console)
    first, second = strip.divide([6, 12])  # a window lies over the picture's right half

    assert strip.cell_length == 12
    assert whole.index("▀") < whole.index("\x1b7\x1b[4D\x1bPsixels\x1b\\\x1b8") < whole.rindex(" ")
    assert "sixels" not in first.render(console)
    assert first.text == "    ▀▀"
    assert "sixels" in second.render(console)
    assert "sixels" in strip.crop(0, 8).render(console)
    assert "sixels" not in strip.crop(0, 7).render(console)
