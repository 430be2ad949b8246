"""The manual in the shell: topics, words, the page for man, completions."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.cli.shell import Shell

from tuinews import manual
from tuinews.commands.completions import SHELLS, offers
from tuinews.commands.table import COMMANDS
from tuinews.config import SETTINGS
from tuinews.errors import ConfigError, FetchError, FormatError, StoreError, TuinewsError
from tuinews.keymap import ACTIONS, shown_keys
from tuinews.newsroom.desk import DeskClosedError
from tuinews.newsroom.run_tool import ToolError
from tuinews.newsroom.save_articles import FileThereError
from tuinews.query import QueryError
from tuinews.sites import KEYS as SITE_KEYS
from tuinews.tools import KEYS


def test_without_a_word_the_topics_are_listed(shell: Shell) -> None:
    assert all(f"\n{name} " in shell("help").out for name in manual.TOPICS)


@pytest.mark.parametrize("name", manual.TOPICS)
def test_every_topic_can_be_read_and_fits_the_screen(shell: Shell, name: str) -> None:
    said = shell("help", name)

    assert (said.exit_code, said.err) == (0, "")
    assert len(said.out.split()) > 50
    assert max(map(len, said.out.splitlines())) <= 100


def test_every_action_with_its_keys_has_a_line_in_the_help_on_keys() -> None:
    text = manual.topic("keys").text

    assert [action.id for action in ACTIONS if f"{' '.join(shown_keys(action))} ({action.id}" not in text] == []
    assert all(action.help in text for action in ACTIONS)


def test_every_setting_has_a_line_in_the_help_on_settings() -> None:
    text = manual.topic("config").text

    assert [setting.key for setting in SETTINGS if f"- {setting.key} (" not in text or setting.help not in text] == []
    assert all(setting.help.endswith(".") for setting in SETTINGS)


def test_every_key_of_the_tables_of_programs_and_sites_has_a_line_in_their_help() -> None:
    tools, network = manual.topic("tools").text, manual.topic("network").text
    lines = {f"- [[{kind}]] {key}: {does}": tools for kind, keys in KEYS.items() for key, does in keys.items()}
    lines |= {f"- [[site]] {key}: {does}": network for key, does in SITE_KEYS.items()}

    assert [line for line, text in lines.items() if line not in text or not line.endswith(".")] == []
    assert all(f"\n    [[{kind}]]" in tools for kind in KEYS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_its_help_and_its_place_in_the_page_for_man(shell: Shell, name: str) -> None:
    assert f"usage: tuinews {name}" in shell("help", name).out
    assert f'.SS "tuinews {name}' in shell("man").out


@pytest.mark.parametrize("word", ["view.measure", "measure", "article.star", "}", "[[hook]]", "replaces"])
def test_a_setting_an_action_or_a_key_is_told_by_its_name(shell: Shell, word: str) -> None:
    assert word in shell("help", word).out


def test_the_keys_of_the_users_configuration_are_told(shell: Shell, home: Path) -> None:
    with (home / "config" / "config.toml").open("a", encoding="utf-8") as file:
        file.write('[keys]\n"article.star" = "f9"\n')

    assert shell("help", "article.star").out.startswith("F9 (article.star")


def test_a_word_is_found_in_the_topics(shell: Shell) -> None:
    assert "- network:" in shell("help", "HTTPS_PROXY").out


def test_a_word_that_stands_nowhere_gets_the_nearest(shell: Shell) -> None:
    said = shell("help", "veiw.measure")

    assert said.exit_code == 2
    assert "Did you mean view.measure?" in said.err


@pytest.mark.parametrize(
    "error",
    [ConfigError, FetchError, FormatError, StoreError, DeskClosedError, ToolError, FileThereError],
)
def test_every_kind_of_error_names_a_topic_there_is(error: type[TuinewsError]) -> None:
    assert error.topic in manual.TOPICS


def test_an_error_names_its_topic(shell: Shell) -> None:
    assert "`tuinews help queries` tells more." in shell("list", "since:whenever").err
    assert QueryError("", 0, 0).topic in manual.TOPICS
    assert "`tuinews help network` tells more." in shell("add", "http://localhost:1/").err
    assert "`tuinews help config` tells more." in shell("config", "set", "view.mesure", "80").err


# -------------------------------------------------------------------------------------------------- man


@pytest.mark.skipif(shutil.which("groff") is None, reason="groff is not installed")
def test_the_page_for_man_is_set_without_a_warning(shell: Shell) -> None:
    done = subprocess.run(
        ["groff", "-man", "-Tutf8", "-ww", "-K", "utf8"], input=shell("man").out, capture_output=True, encoding="utf-8"
    )

    assert done.stderr == ""
    assert "EXIT STATUS" in re.sub(".\x08", "", done.stdout)


# ------------------------------------------------------------------------------------------ completions


def test_what_is_offered_comes_from_the_parsers() -> None:
    by_name = {offer.name: offer for offer in offers()}

    assert list(by_name) == list(COMMANDS)
    flags = {flag for option in by_name["show"].options for flag in option.flags}
    assert {"--format", "--source", "--json", "--data-dir"} <= flags
    assert "view.measure" in by_name["config"].words


@pytest.mark.parametrize("name", SHELLS)
def test_the_completions_of_every_shell_name_every_command(shell: Shell, name: str) -> None:
    said = shell("completions", name)

    assert said.exit_code == 0
    assert all(command in said.out for command in COMMANDS)


def completed(script: str, line: str) -> list[str]:
    """Return what bash offers at the end of a line."""
    words = line.split(" ")
    program = (
        f"{script}\nCOMP_WORDS=({' '.join(repr(word) for word in words)})\nCOMP_CWORD={len(words) - 1}\n"
        '_tuinews\nprintf "%s\\n" "${COMPREPLY[@]}"\n'
    )
    done = subprocess.run(["bash", "-c", program], capture_output=True, encoding="utf-8", check=True, cwd="/")
    return done.stdout.split()


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("tuinews anno", ["annotate"]),
        ("tuinews show --form", ["--format"]),
        ("tuinews show 3 --format m", ["md"]),
        ("tuinews config set view.mea", ["view.measure"]),
        ("tuinews help net", ["network"]),
        ("tuinews completions z", ["zsh"]),
    ],
)
def test_bash_completes_commands_options_and_values(shell: Shell, line: str, expected: list[str]) -> None:
    assert completed(shell("completions", "bash").out, line) == expected


@pytest.mark.parametrize("name", ["zsh", "fish"])
def test_the_completions_are_valid_in_their_shell(shell: Shell, name: str, tmp_path: Path) -> None:
    if shutil.which(name) is None:
        pytest.skip(f"{name} is not installed")
    script = tmp_path / "script"
    script.write_text(shell("completions", name).out, encoding="utf-8")

    done = subprocess.run([name, "-n", str(script)], capture_output=True, encoding="utf-8")

    assert (done.returncode, done.stderr) == (0, "")
