"""What the reader wears: themes of one's own, the terminal's background, plain signs."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from tests.ui.frame.newsdesk import InlineDesk, Story, open_archive, open_configured, reading, stock
from textual import events
from textual.widgets import Input

from tuinews.colours import LEGIBLE, contrast
from tuinews.newsroom import Newsroom
from tuinews.newsroom.desk import Desk
from tuinews.terminal_ground import Ground
from tuinews.ui.app import TuinewsApp
from tuinews.ui.ascii import plain
from tuinews.ui.start import Targets, read_opening

PAPER = 'base = "tuinews-light"\nbackground = "#fff8e8"\n'


def theme_file(newsroom: Newsroom, content: str) -> Path:
    path = newsroom.paths.themes_dir / "paper.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


async def test_a_theme_of_ones_own_is_there_from_the_first_paint(tmp_path: Path) -> None:
    newsroom = open_archive(tmp_path, view_theme="paper")
    theme_file(newsroom, PAPER)
    stock(newsroom, "Harbour News", ["Ferry returns"])

    async with reading(newsroom) as reader:
        assert reader.app.theme == "paper"
        assert reader.app.theme_variables["background"].lower() == "#fff8e8"
    newsroom.close()


async def test_a_saved_theme_is_put_on_at_once(tmp_path: Path) -> None:
    newsroom = open_configured(tmp_path, '[view]\ntheme = "paper"\n')
    theme_file(newsroom, PAPER)
    stock(newsroom, "Harbour News", ["Ferry returns"])

    async with reading(newsroom) as reader:
        theme_file(newsroom, PAPER + 'title = "#123456"\n')
        reader.app.reader.tailoring.look()
        await reader.until(lambda: reader.app.theme_variables["title"] == "#123456")

        await reader.until(lambda: "#123456" in reader.app.export_screenshot())

        theme_file(newsroom, PAPER + 'titel = "#123456"\n')
        reader.app.reader.tailoring.look()
        await reader.sees("paper.toml: line 3: a theme has no colour titel")
    newsroom.close()


async def test_a_broken_theme_says_why_and_the_dark_one_stands_in(tmp_path: Path) -> None:
    newsroom = open_archive(tmp_path, view_theme="paper")
    theme_file(newsroom, 'title = "blackish"')
    stock(newsroom, "Harbour News", ["Ferry returns"])

    async with reading(newsroom) as reader:
        await reader.sees("blackish")
        assert reader.app.theme == "tuinews-dark"
    newsroom.close()


async def test_the_users_themes_are_among_those_to_choose(newsroom: Newsroom) -> None:
    theme_file(newsroom, PAPER)
    stock(newsroom, "Harbour News", ["Ferry returns"])

    async with reading(newsroom) as reader:
        await reader.press("T", "end")

        await reader.until(lambda: reader.app.theme == "paper")


async def test_a_changed_setting_outweighs_an_older_choice(tmp_path: Path) -> None:
    newsroom = open_archive(tmp_path)
    stock(newsroom, "Harbour News", ["Ferry returns"])
    async with reading(newsroom) as reader:
        await reader.press("T", "down", "down", "enter")
        await reader.until(lambda: reader.app.theme == "tuinews-light")
        await reader.press("ctrl+q")
        await reader.until(lambda: not reader.app.is_running)
    newsroom.close()

    newsroom = open_archive(tmp_path, view_theme="tuinews-contrast")
    async with reading(newsroom) as reader:
        assert reader.app.theme == "tuinews-contrast"
    newsroom.close()


@pytest.mark.parametrize("theme", ["tuinews-dark", "tuinews-light", "tuinews-contrast", "tuinews-safe"])
async def test_what_stands_in_an_empty_line_to_type_in_is_legible(tmp_path: Path, theme: str) -> None:
    newsroom = open_archive(tmp_path, view_theme=theme)
    stock(newsroom, "Harbour News", ["Ferry returns"])

    async with reading(newsroom) as reader:
        await reader.press("question_mark")
        typed_in = reader.app.screen.query_one(Input)

        ink = typed_in.get_component_styles("input--placeholder").color
        assert contrast(ink.rgb, typed_in.styles.background.rgb) >= LEGIBLE
    newsroom.close()


# ------------------------------------------------------------------------------------ the terminal's own


def app_on(newsroom: Newsroom, ground: Ground) -> TuinewsApp:
    opening = read_opening(newsroom, Targets())._replace(ground=ground)
    return TuinewsApp(newsroom, cast(Desk, InlineDesk(newsroom)), opening)


@pytest.mark.parametrize(("is_light", "theme"), [(True, "tuinews-light"), (False, "tuinews-dark")])
async def test_the_theme_follows_the_terminals_background(newsroom: Newsroom, is_light: bool, theme: str) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns"])

    app = app_on(newsroom, Ground(is_light))

    async with app.run_test(size=(140, 40)):
        assert app.theme == theme


async def test_an_answer_that_comes_late_is_followed_and_presses_no_key(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns", "Bridge closes"])
    app = app_on(newsroom, Ground(is_late=True))

    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.pause()
        # As Textual reads the sequences that it does not know.
        for sign in "^]11;rgb:ffff/ffff/ffff^\\^P>|WezTerm 2024^\\^[?1;0;256S^[?62;4;22c":
            app.post_message(events.Key(sign, sign))
        await pilot.pause()
        await pilot.pause()

        assert app.theme == "tuinews-light"
        assert app.reader.ground == Ground(True, "WezTerm 2024", 256)
        assert app.reader.footer.note == ""
        await pilot.press("j")
        assert app.reader.headlines.cursor == 1


async def test_a_caret_that_begins_no_answer_is_a_key_like_others(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns", "Bridge closes"])
    app = app_on(newsroom, Ground(is_late=True))

    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.press("circumflex_accent", "j")

        assert app.reader.headlines.cursor == 1


async def test_what_was_typed_before_the_screen_began_is_done(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns", "Bridge closes", "Cows come down"])
    app = app_on(newsroom, Ground(typed="jj"))

    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.pause()
        await pilot.pause()

        assert app.reader.headlines.cursor == 2


# ------------------------------------------------------------------------------------------------ signs

SCREENS: dict[str, tuple[str, ...]] = {
    "headlines": (),
    "article": ("enter",),
    "people": ("enter", "p"),
    "help": ("question_mark",),
    "commands": ("colon",),
    "search": ("F",),
    "settings": ("E",),
    "statistics": ("number_sign",),
    "problems": ("exclamation_mark",),
    "themes": ("T",),
}


@pytest.mark.parametrize("keys", SCREENS.values(), ids=SCREENS.keys())
async def test_ascii_mode_leaves_no_other_sign_on_any_screen(tmp_path: Path, keys: tuple[str, ...]) -> None:
    newsroom = open_archive(tmp_path, view_glyphs="ascii")
    text = "“It will be cold – very cold…”, said Ann Lee.\n• one\n• two"
    stock(newsroom, "Harbour News", [Story("“Ferry” returns — at last…", text), Story("A title")], folder=("World",))

    async with reading(newsroom) as reader:
        await reader.press(*keys)
        await reader.settle()

        assert [line for line in reader.lines() if not line.isascii()] == []
    newsroom.close()


def test_a_plain_sign_is_as_wide_as_the_one_it_stands_for() -> None:
    assert plain("●──▸ “x”…") == '*--> "x"~'


def test_letters_stay_where_the_terminal_has_them() -> None:
    assert plain("Žižek 東京") == "Žižek 東京"


def test_letters_lose_their_accents_where_it_has_not() -> None:
    assert plain("Žižek 東京", keeps_letters=False) == "Zizek ????"


async def test_the_terminals_own_colours_can_be_left_while_something_dim_is_painted(tmp_path: Path) -> None:
    newsroom = open_archive(tmp_path, view_theme="ansi")
    stock(newsroom, "Harbour News", ["Ferry returns"])

    async with reading(newsroom) as reader:
        reader.app.reader.dressing.choose(reader.app, "tuinews-dark")
        painted_at_once = reader.app.export_screenshot()

        assert "Ferry" in painted_at_once
        await reader.until(lambda: "#14171b" in reader.app.export_screenshot())
    newsroom.close()
