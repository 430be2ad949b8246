"""Themes of the user's own."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tuinews.errors import ConfigError
from tuinews.theme_files import faint_texts, read_theme, theme_paths
from tuinews.theme_tables import TABLES


def written(folder: Path, content: str, name: str = "harbour") -> Path:
    path = folder / f"{name}.toml"
    path.write_text(content, encoding="utf-8")
    return path


def test_what_a_file_leaves_out_comes_from_its_base(tmp_path: Path) -> None:
    theme = read_theme(written(tmp_path, 'base = "tuinews-light"\ntitle = "#102030"\n"person-1" = "#004080"\n')).table

    light = next(table for table in TABLES if table.name == "tuinews-light")
    assert (theme.name, theme.is_dark, theme.colours["title"]) == ("harbour", False, "#102030")
    assert theme.colours["meta"] == light.colours["meta"]


def test_a_background_is_the_page_everywhere(tmp_path: Path) -> None:
    colours = read_theme(written(tmp_path, 'background = "#001122"')).table.colours

    assert {colours[name] for name in ("background", "surface", "scrollbar-background")} == {"#001122"}


def test_a_colour_that_is_none_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(
        ConfigError, match=r'harbour.toml, line 2: title must be a colour such as "#1a2b3c", not'
    ) as caught:
        read_theme(written(tmp_path, 'base = "tuinews-dark"\ntitle = "blackish"\n'))

    assert caught.value.line == 2


def test_a_misspelt_colour_gets_the_nearest_name(tmp_path: Path) -> None:
    (warning,) = read_theme(written(tmp_path, 'titel = "#ffffff"')).warnings

    assert warning == "line 1: a theme has no colour titel; did you mean title?"


NO_THEMES = (
    'base = "ansi"',
    'base = "none"',
    "base = 3",
    'dark = "yes"',
    "title =",
    "a = " + "[" * 5000,
    f"a = {'9' * 5000}",
)


@pytest.mark.parametrize("content", NO_THEMES)
def test_a_file_that_is_no_theme_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(ConfigError):
        read_theme(written(tmp_path, content))


def test_only_a_file_is_a_theme(tmp_path: Path) -> None:
    written(tmp_path, "", "harbour")
    os.mkfifo(tmp_path / "pipe.toml")
    (tmp_path / "zero.toml").symlink_to("/dev/zero")
    (tmp_path / "folder.toml").mkdir()

    assert list(theme_paths(tmp_path)) == ["harbour"]


def test_a_text_that_is_hard_to_read_is_told_with_its_contrast(tmp_path: Path) -> None:
    theme = read_theme(written(tmp_path, 'background = "#202020"\nmeta = "#606060"\n'))

    assert any(sentence.startswith("meta on background has a contrast of 2.") for sentence in theme.warnings)


def test_our_own_themes_have_no_text_that_is_hard_to_read() -> None:
    assert [faint_texts(table.colours) for table in TABLES if not table.is_ansi] == [(), (), (), ()]


def test_a_file_cannot_take_the_name_of_one_of_ours(tmp_path: Path) -> None:
    written(tmp_path, "", "tuinews-dark")
    written(tmp_path, "", "auto")
    written(tmp_path, "", "mine")

    assert list(theme_paths(tmp_path)) == ["mine"]
