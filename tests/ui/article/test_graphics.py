"""What terminals are told: the right way for each, nothing where a multiplexer is between."""

from __future__ import annotations

import base64
import re

import pytest
from rich.cells import cell_len

from tuinews.model.pictures import Drawing, Picture
from tuinews.ui.graphics import drawing_of, kitty_number, kitty_sequences, row_segments


@pytest.mark.parametrize(
    ("environ", "drawing"),
    [
        ({"TERM": "xterm-kitty", "KITTY_WINDOW_ID": "1"}, Drawing.KITTY),
        ({"TERM": "xterm-ghostty"}, Drawing.KITTY),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"}, Drawing.BLOCKS),
        ({"TERM": "foot"}, Drawing.BLOCKS),
        ({"TERM": "xterm-256color"}, Drawing.BLOCKS),
        ({"TERM": "tmux-256color", "TERM_PROGRAM": "tmux", "TMUX": "x", "KITTY_WINDOW_ID": "1"}, Drawing.BLOCKS),
        ({}, Drawing.BLOCKS),
    ],
)
def test_a_terminal_is_drawn_on_as_it_can(environ: dict[str, str], drawing: Drawing) -> None:
    assert drawing_of("auto", environ) is drawing


def test_the_reader_has_the_last_word() -> None:
    assert drawing_of("blocks", {"TERM": "xterm-kitty"}) is Drawing.BLOCKS


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
