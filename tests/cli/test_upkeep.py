"""`config`, `keys`, `paths` and `doctor`."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.shell import Shell


def test_a_setting_that_is_set_is_in_force(shell: Shell) -> None:
    shell("config", "set", "view.measure", "60")

    assert shell("config", "get", "view.measure").out == "60\n"


def test_a_theme_that_is_not_there_is_set_with_a_word_on_the_nearest(shell: Shell) -> None:
    said = shell("config", "set", "view.theme", "tuinews-ligth")

    assert said.exit_code == 0
    assert said.out == "view.theme = tuinews-ligth\n"
    assert "there is no theme tuinews-ligth; did you mean tuinews-light?" in said.err
    assert shell("config", "set", "view.theme", "tuinews-light").err == ""


def test_setting_one_thing_keeps_the_rest_of_the_file(shell: Shell, home: Path) -> None:
    file = home / "config" / "config.toml"
    file.write_text("# mine\n[view]\nmeasure = 60 # narrow\n", encoding="utf-8")

    shell("config", "set", "view.two_line", "off")

    assert file.read_text(encoding="utf-8") == "# mine\n[view]\nmeasure = 60 # narrow\ntwo_line = false\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("view.measure", "9"), "must be between 40 and 120"),
        (("view.two_line", "maybe"), "must be true or false"),
        (("view.mesure", "60"), "Did you mean view.measure?"),
        (("view.measure",), "needs a setting and a value"),
    ],
)
def test_a_setting_that_cannot_be_is_refused(shell: Shell, arguments: tuple[str, ...], sentence: str) -> None:
    said = shell("config", "set", *arguments)

    assert said.exit_code == 2
    assert sentence in said.err


def test_a_setting_of_several_words_is_split_as_a_shell_would(shell: Shell, home: Path) -> None:
    said = shell("config", "set", "follow.command", "notify-me --title 'two words'")

    assert said.out == "follow.command = notify-me --title 'two words'\n"
    assert 'command = ["notify-me", "--title", "two words"]' in (home / "config" / "config.toml").read_text()
    assert shell("config", "set", "follow.command", "").out == "follow.command = \n"


def test_a_keymap_that_clashes_with_the_users_keys_is_not_written(shell: Shell, home: Path) -> None:
    file = home / "config" / "config.toml"
    file.write_text('[keys]\n"article.star" = "ctrl+f"\n', encoding="utf-8")

    said = shell("config", "set", "keys.preset", "newsboat")

    assert said.exit_code == 2
    assert "gives ctrl+f to both" in said.err
    assert "newsboat" not in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("content", ["[view", "view = 3\n"])
def test_a_file_that_is_wrong_is_not_written_over(shell: Shell, home: Path, content: str) -> None:
    file = home / "config" / "config.toml"
    file.write_text(content, encoding="utf-8")

    said = shell("config", "set", "view.measure", "60")

    assert said.exit_code == 2
    assert file.read_text(encoding="utf-8") == content


def test_an_unknown_key_is_a_warning_with_the_nearest_name(shell: Shell, home: Path) -> None:
    (home / "config" / "config.toml").write_text("[view]\nmesure = 60\n", encoding="utf-8")

    said = shell("config", "check")

    assert said.exit_code == 1
    assert "line 2: there is no setting view.mesure; did you mean view.measure?" in said.err


def test_init_leaves_a_file_that_is_there(shell: Shell) -> None:
    assert shell("config", "init").exit_code == 2


def test_what_init_writes_is_in_order(shell: Shell, home: Path) -> None:
    (home / "config" / "config.toml").unlink()

    shell("config", "init")

    assert shell("config", "check").exit_code == 0


def test_help_texts_are_wrapped_not_cut(shell: Shell) -> None:
    said = shell("keys")

    assert "…" not in said.out
    assert max(map(len, said.out.splitlines())) <= 80


def test_keys_come_as_json_with_the_action_s_name(shell: Shell) -> None:
    assert {"action", "keys", "places", "help"} <= set(shell("keys", "--json").json[0])


def test_paths_stay_inside_the_home(shell: Shell, home: Path) -> None:
    assert all(Path(path).is_relative_to(home) for path in shell("paths", "--json").json.values())


def test_the_doctor_is_content_with_a_fresh_home(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    shell("feeds")

    said = shell("doctor")

    assert said.exit_code == 0
    assert "BAD" not in said.out


def test_the_doctor_finds_a_damaged_archive(shell: Shell, home: Path) -> None:
    (home / "data").mkdir()
    (home / "data" / "tuinews.db").write_bytes(b"no database " * 500)

    said = shell("doctor", "--json")

    assert said.exit_code == 1
    assert [check["what"] for check in said.json if not check["is_well"]] == ["archive"]
