"""The configuration as it changes under the reader."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from tests.ui.frame.newsdesk import Reader, open_configured, reading, stock

from tuinews.config import load_config
from tuinews.newsroom import Newsroom, mark
from tuinews.ui.article_list import ArticleList
from tuinews.ui.feed_tree import FeedPane


def write(newsroom: Newsroom, content: str) -> None:
    newsroom.paths.config_file.write_text(content, encoding="utf-8")


async def look(reader: Reader) -> None:
    reader.app.reader.tailoring.look()
    await reader.settle()


async def test_keys_that_are_saved_are_in_force_at_once(tmp_path: Path) -> None:
    newsroom = open_configured(tmp_path)
    stock(newsroom, "Harbour News", ["Ferry returns", "Bridge closes"])

    async with reading(newsroom) as reader:
        write(newsroom, '[keys]\n"article.next" = "f9"\n')
        await look(reader)
        await reader.press("f9")

        assert reader.app.reader.headlines.cursor == 1
    newsroom.close()


async def test_keys_that_are_saved_are_named_at_once_wherever_keys_are_named(tmp_path: Path) -> None:
    newsroom = open_configured(tmp_path)
    stock(newsroom, "Harbour News", ["Ferry returns", "Bridge closes"])

    async with reading(newsroom) as reader:
        await reader.sees("s star", "space: next unread")
        write(newsroom, '[keys]\n"article.star" = "f9"\n"article.read_on" = "f8"\n')
        await look(reader)

        await reader.sees("F9 star", "F8 read on", "F8: next unread")
    newsroom.close()


async def test_a_broken_file_changes_nothing_and_says_why(tmp_path: Path) -> None:
    newsroom = open_configured(tmp_path)
    stock(newsroom, "Harbour News", ["Ferry returns", "Bridge closes"])

    async with reading(newsroom) as reader:
        write(newsroom, '[keys]\n"article.star" = "m"\n')
        await look(reader)

        await reader.sees("article.toggle_read")
        await reader.sees("Help: config")
        await reader.press("right_square_bracket")
        assert reader.app.reader.headlines.cursor == 1
    newsroom.close()


async def test_the_settings_window_writes_the_file_with_its_comments(tmp_path: Path) -> None:
    newsroom = open_configured(tmp_path, "# mine\n[view]\n# Characters in a line.\n# measure = 72  \n")
    stock(newsroom, "Harbour News", ["Ferry returns"])

    async with reading(newsroom) as reader:
        await reader.press("E")
        await reader.type("view.measure")
        await reader.sees("view.measure = 72")
        await reader.press("enter", "8", "0", "enter")
        await reader.sees("view.measure = 80 *")

        assert reader.app.reader.article.measure == 80
    newsroom.close()
    content = newsroom.paths.config_file.read_text(encoding="utf-8")
    assert content.endswith("# mine\n[view]\n# Characters in a line.\nmeasure = 80\n")


async def test_a_value_that_does_not_fit_is_told_and_not_written(tmp_path: Path) -> None:
    newsroom = open_configured(tmp_path)
    stock(newsroom, "Harbour News", ["Ferry returns"])

    async with reading(newsroom) as reader:
        await reader.press("E")
        await reader.type("measure")
        await reader.press("enter", "5", "enter")

        await reader.sees("must be between 40 and 120")
        await reader.press("escape")
        await reader.sees("view.measure = 72")
    newsroom.close()
    assert load_config(newsroom.paths.config_file).view_measure == 72


async def test_enter_turns_a_choice_and_a_switch(tmp_path: Path) -> None:
    newsroom = open_configured(tmp_path)
    stock(newsroom, "Harbour News", ["Ferry returns"])

    async with reading(newsroom) as reader:
        await reader.press("E")
        await reader.type("two_line")
        await reader.press("enter")
        await reader.sees("view.two_line = false *")
        await reader.press("escape")

        assert reader.app.reader.headlines.row_height == 1
    newsroom.close()
    assert load_config(newsroom.paths.config_file).view_two_line is False


async def test_a_theme_set_in_the_window_is_put_on(tmp_path: Path) -> None:
    newsroom = open_configured(tmp_path)
    stock(newsroom, "Harbour News", ["Ferry returns"])

    async with reading(newsroom) as reader:
        await reader.press("E")
        await reader.type("view.theme")
        await reader.press("enter", "enter")

        await reader.until(lambda: reader.app.theme == "tuinews-light")
    newsroom.close()


async def test_where_no_editor_can_have_the_screen_the_file_is_named(tmp_path: Path) -> None:
    newsroom = open_configured(tmp_path)
    stock(newsroom, "Harbour News", ["Ferry returns"])

    async with reading(newsroom, size=(200, 30)) as reader:
        await reader.press("ctrl+e")

        await reader.sees("in an editor; what is saved there applies at once.")
    newsroom.close()


# --------------------------------------------------------------------------------------------- access


async def test_in_the_linear_mode_one_pane_stands_alone_at_every_width(tmp_path: Path) -> None:
    newsroom = open_configured(tmp_path, "[access]\nlinear = true\n")
    stock(newsroom, "Harbour News", ["Ferry returns", "Bridge closes"])

    async with reading(newsroom, size=(160, 40)) as reader:
        assert reader.app.reader.panes.arrangement.is_single
        assert not any("│" in line for line in reader.lines())
    newsroom.close()


async def test_in_the_linear_mode_the_terminals_cursor_stands_on_the_line_in_focus(tmp_path: Path) -> None:
    newsroom = open_configured(tmp_path, "[access]\nlinear = true\n[view]\ntwo_line = false\n")
    stock(newsroom, "Harbour News", ["Ferry returns", "Bridge closes", "Cows come down"])

    async with reading(newsroom, size=(80, 24)) as reader:
        await reader.press("j", "j")
        assert "Cows come down" in reader.lines()[reader.app.cursor_position.y]

        await reader.press("question_mark", "down")
        assert reader.app.screen.focused is not None
        await reader.press("escape", "enter", "j", "j")
        first = reader.app.cursor_position.y
        await reader.press("j")
        assert reader.app.cursor_position.y == first + 1
    newsroom.close()


async def test_in_the_linear_mode_a_page_turns_only_when_the_line_leaves_it(tmp_path: Path) -> None:
    newsroom = open_configured(tmp_path, "[access]\nlinear = true\n")
    from tests.ui.frame.newsdesk import Story

    stock(newsroom, "Harbour News", [Story("Long", "\n".join(f"Paragraph {number}." for number in range(60)))])

    async with reading(newsroom, size=(80, 24)) as reader:
        await reader.press("enter")
        await reader.until(lambda: reader.app.reader.article.virtual_size.height > 60)
        height = reader.app.reader.article.size.height
        await reader.press(*["j"] * (height - 1))
        assert reader.app.reader.article.scroll_offset.y == 0
        await reader.press("j")
        assert reader.app.reader.article.scroll_offset.y == height
    newsroom.close()


async def test_one_key_stops_all_motion_and_timers_and_brings_them_back(tmp_path: Path) -> None:
    newsroom = open_configured(tmp_path)
    stock(newsroom, "Harbour News", ["Ferry returns"])

    async with reading(newsroom) as reader:
        await reader.press("ctrl+t")
        await reader.sees("Still: nothing moves and no timer runs.")
        assert reader.app.animation_level == "none"

        reader.app.reader.tell("Said in a note, for a toast would go by itself.")
        await reader.sees("Said in a note")
        await reader.press("ctrl+t")
        await reader.sees("Motion and timers run again.")
    newsroom.close()


async def test_rows_that_say_the_same_as_before_are_not_painted_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom = open_configured(tmp_path, "[access]\nstill = true\n")
    stock(newsroom, "Harbour News", ["Ferry returns", "Bridge closes"])

    async with reading(newsroom) as reader:
        await reader.sees("Ferry returns", "Bridge closes")
        screen, painted = reader.app.reader, list[object]()
        monkeypatch.setattr(ArticleList, "refresh_lines", lambda self, *_: painted.append(self))
        monkeypatch.setattr(FeedPane, "refresh", lambda self, *_, **__: painted.append(self))
        screen.rows.update((1, 2))
        await screen.changes.reload_tree()
        screen.headlines.renew()
        await reader.settle()
        assert painted == []
        await mark.mark(newsroom, (1,), "starred", True)
        screen.rows.update((1, 2))
        await reader.settle()
        assert set(painted) == {screen.headlines}
    newsroom.close()


@pytest.mark.skipif(sys.platform == "win32", reason="no such terminal")
async def test_motion_can_be_had_without(tmp_path: Path) -> None:
    newsroom = open_configured(tmp_path, "[view]\nmotion = false\n")
    stock(newsroom, "Harbour News", ["Ferry returns"])

    async with reading(newsroom) as reader:
        assert reader.app.animation_level == "none"
    newsroom.close()
