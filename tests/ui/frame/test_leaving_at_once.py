"""Leaving while the reader has only just begun."""

from __future__ import annotations

from contextlib import closing, nullcontext
from functools import partialmethod

import pytest
from tests.ui.frame.newsdesk import reading, stock

from tuinews.errors import StoreError
from tuinews.newsroom import Newsroom
from tuinews.newsroom.desk import Desk
from tuinews.ui.app import TuinewsApp
from tuinews.ui.help_screen import HelpScreen
from tuinews.ui.reader_screen import ReaderScreen
from tuinews.ui.search_window import SearchWindow
from tuinews.ui.settings_screen import SettingsScreen
from tuinews.ui.start import ScreenError, Targets, start


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


@pytest.mark.parametrize(("key", "kind"), [("E", SettingsScreen), ("question_mark", HelpScreen)])
async def test_what_a_window_says_after_its_paint_comes_to_nothing_once_it_is_closed(
    newsroom: Newsroom, key: str, kind: type[SearchWindow[None]]
) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns"])

    async with reading(newsroom) as reader:
        await reader.press(key)
        await reader.sees("Esc leaves")
        window = reader.app.screen
        assert isinstance(window, kind)

        await reader.press("escape")
        await reader.sees_no("Esc leaves")
        window.tell()

        assert not window.is_current


@pytest.mark.parametrize("is_asked", [True, False])
def test_a_fault_while_the_reader_closes_is_logged_and_one_that_closes_it_is_raised(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, is_asked: bool
) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns"])
    begin = ReaderScreen._after_first_paint

    def fail(screen: ReaderScreen) -> None:
        begin(screen)
        if is_asked:
            screen.app.exit()
        raise LookupError("gone already")

    monkeypatch.setattr(ReaderScreen, "_after_first_paint", fail)
    monkeypatch.setattr(TuinewsApp, "run", partialmethod(TuinewsApp.run, headless=True))

    with closing(Desk()) as desk, nullcontext() if is_asked else pytest.raises(ScreenError) as raised:
        assert start(newsroom, desk, Targets()) == 0

    if raised is not None:
        assert isinstance(raised.value.__cause__, LookupError)
    else:
        assert "a fault while the reader closed" in newsroom.paths.log_file.read_text(encoding="utf-8")


def test_an_archive_that_is_damaged_while_it_is_read_is_what_the_reader_ends_with(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns"])
    monkeypatch.setattr(TuinewsApp, "run", partialmethod(TuinewsApp.run, headless=True))

    def fail(_screen: ReaderScreen) -> None:
        raise StoreError("The archive is damaged.")

    monkeypatch.setattr(ReaderScreen, "_after_first_paint", fail)

    with pytest.raises(StoreError, match="is damaged"):
        start(newsroom, Desk(), Targets())
