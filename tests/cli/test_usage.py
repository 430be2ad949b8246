"""How the command line is called: help, options, mistakes, exit codes."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.shell import Shell

from tuinews import __version__
from tuinews.cli import main
from tuinews.commands.table import COMMANDS


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(shell: Shell, name: str) -> None:
    said = shell(name, "--help")

    assert said.exit_code == 0
    assert f"example:\n  tuinews {name}" in said.out


def test_the_overview_names_every_command(shell: Shell) -> None:
    said = shell("--help")

    assert all(f"\n  {name} " in said.out for name in COMMANDS)


def test_the_overview_fits_eighty_columns(shell: Shell) -> None:
    said = shell("--help")

    assert max(map(len, said.out.splitlines())) <= 80


def test_what_is_printed_into_a_file_is_utf8_on_windows_too(monkeypatch: pytest.MonkeyPatch) -> None:
    printed = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(printed, encoding="cp1252"))
    monkeypatch.setattr(sys, "platform", "win32")

    main(["--help"])

    assert "[TARGET …]" in printed.getvalue().decode("utf-8")


def test_without_a_terminal_the_overview_is_printed(shell: Shell) -> None:
    assert shell().out == shell("--help").out


def test_a_target_without_a_terminal_says_what_to_do(shell: Shell) -> None:
    said = shell("story.txt")

    assert (said.exit_code, said.out) == (2, "")
    assert "tuinews annotate FILE" in said.err


def test_the_version_is_printed(shell: Shell) -> None:
    assert shell("--version").out == f"tuinews {__version__}\n"


def test_options_may_stand_before_the_command(shell: Shell, tmp_path: Path) -> None:
    said = shell("--data-dir", str(tmp_path / "other"), "paths", "--json")

    assert said.json["archive"] == str(tmp_path / "other" / "data" / "tuinews.db")


def test_help_before_the_command_is_the_command_s(shell: Shell) -> None:
    assert shell("--help", "list").out == shell("list", "--help").out


@pytest.mark.parametrize(
    "arguments",
    [
        ("--bogus",),
        ("list", "--bogus"),
        ("add",),
        ("show", "word"),
        ("show", "0"),
        ("show", "9" * 30),
        ("list", "--limit", "-1"),
        ("config", "polish"),
        ("annotate", "--json", "--html", "x"),
        ("paths", "extra"),
        ("--data-dir",),
    ],
)
def test_wrong_usage_is_one_sentence_that_points_at_the_help(shell: Shell, arguments: tuple[str, ...]) -> None:
    said = shell(*arguments)

    assert (said.exit_code, said.out) == (2, "")
    assert said.err.startswith("tuinews: ")
    assert said.err.count("\n") == 1
    assert "--help`" in said.err


def test_a_word_that_is_none_of_a_few_is_told_with_what_there_is(shell: Shell) -> None:
    said = shell("config", "view.measure")

    assert said.err.startswith(
        "tuinews: view.measure is none of init, get, set, check, edit, newsboat. `tuinews config "
    )


def test_a_file_cannot_be_the_home(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    said = shell("list", "--data-dir", str(tmp_path / "file"))

    assert said.exit_code == 2
    assert "is a file" in said.err


def test_an_archive_that_is_none_is_said_and_logged_with_its_cause(shell: Shell, home: Path) -> None:
    (home / "data").mkdir()
    (home / "data" / "tuinews.db").write_bytes(b"no database " * 500)

    said = shell("list")

    assert (said.exit_code, said.out) == (3, "")
    assert "damaged or no archive" in said.err
    assert "Traceback" not in said.err
    assert "Traceback" in (home / "state" / "tuinews.log").read_text(encoding="utf-8")


def test_a_broken_configuration_is_named_with_its_line(shell: Shell, home: Path) -> None:
    (home / "config" / "config.toml").write_text("[view]\nmeasure = 9\n", encoding="utf-8")

    said = shell("list")

    assert said.exit_code == 2
    assert "config.toml, line 2: view.measure must be between 40 and 120" in said.err


@pytest.mark.parametrize("words", [("show", "{}"), ("list", 'title:"{}')])
def test_a_traceback_that_is_asked_for_steers_no_terminal_and_changes_nothing_else(
    shell: Shell, words: tuple[str, ...]
) -> None:
    hostile = [word.format("\x1b]0;mine\x07\x9b2J\u202e") for word in words]

    said, plain = shell(*hostile, "--debug"), shell(*hostile)

    assert said.err.startswith("Traceback")
    assert not re.search("[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", said.err)
    assert (said.exit_code, said.err.endswith(plain.err)) == (plain.exit_code, True)


def test_what_config_init_wrote_is_told_as_plain_text(shell: Shell, tmp_path: Path) -> None:
    said = shell("config", "init", "--data-dir", str(tmp_path / "a\x1b]0;mine\x07b"))

    assert said.exit_code == 0
    assert "\x1b" not in said.out


def test_a_reader_of_the_output_may_leave_early(home: Path) -> None:
    record = '{"id": 1, "text": "Yes, said Anna Berg."}'
    endless = f"import sys; sys.stdout.writelines({record!r} + chr(10) for _ in range(9999))"
    program = [sys.executable, "-m", "tuinews", "annotate", "--jsonl", "--data-dir", str(home)]
    source = subprocess.Popen([sys.executable, "-c", endless], stdout=subprocess.PIPE)
    tuinews = subprocess.Popen(program, stdin=source.stdout, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert source.stdout is not None
    assert tuinews.stdout is not None
    source.stdout.close()

    first = tuinews.stdout.readline()
    tuinews.stdout.close()
    _, err = tuinews.communicate(timeout=20)
    source.kill()
    source.wait()

    assert first.startswith(b'{"id": 1')
    assert (tuinews.returncode, err) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_a_full_disk_under_the_output_is_one_sentence() -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "tuinews", "--help"], stdout=full, stderr=subprocess.PIPE, timeout=20
        )

    assert done.returncode == 2
    assert done.stderr == b"tuinews: There is no space left where the output goes.\n"
