"""What a line says before anything is typed on it."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from tests.ui.frame.newsdesk import reading, stock
from textual.widgets import Input

from tuinews.newsroom import Newsroom

LINES = {
    "commands": ("colon",),
    "help": ("question_mark",),
    "search": ("F",),
    "settings": ("E",),
    "quotes": ("quotation_mark",),
    "add": ("a",),
    "tags": ("t",),
    "pipe": ("vertical_line",),
    "day": ("at",),
    "people": ("P", "slash"),
    "filter": ("slash",),
}


@pytest.mark.parametrize("keys", LINES.values(), ids=LINES)
async def test_what_an_empty_line_asks_for_has_room_or_ends_in_an_ellipsis_after_a_whole_word(
    newsroom: Newsroom, keys: tuple[str, ...]
) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns"])

    async with reading(newsroom, size=(40, 12)) as reader:
        await reader.press(*keys)
        await reader.pilot.resize_terminal(120, 30)
        await reader.settle()
        whole = {line.placeholder for line in reader.app.screen.query(Input) if line.display and not line.value}
        await reader.pilot.resize_terminal(40, 12)
        await reader.settle()
        empty = [line for line in reader.app.screen.query(Input) if line.display and not line.value]
        cut = {line.placeholder for line in empty if cell_len(line.placeholder) > line.content_size.width}

    assert empty
    assert cut == set()
    for line in empty:
        said = str(line.placeholder)
        assert said in whole or any(f"{words} ".startswith(f"{said.removesuffix('…')} ") for words in whole)
        assert said in whole or said.endswith("…")
