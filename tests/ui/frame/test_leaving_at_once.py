"""Leaving while the reader has only just begun."""

from __future__ import annotations

import pytest
from tests.ui.frame.newsdesk import reading, stock

from tuinews.newsroom import Newsroom
from tuinews.ui.reader_screen import ReaderScreen


@pytest.mark.parametrize("step", ["_after_first_paint", "_after_first_article"])
async def test_what_comes_after_the_first_paint_is_left_out_by_whoever_leaves(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns"])
    begin = getattr(ReaderScreen, step)

    def leave_first(screen: ReaderScreen) -> None:
        screen.app.exit()
        begin(screen)

    monkeypatch.setattr(ReaderScreen, step, leave_first)

    async with reading(newsroom) as reader:
        pass

    assert reader.app.return_code == 0
