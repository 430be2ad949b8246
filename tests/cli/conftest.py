"""The command line, run in this process on a home of its own."""

from __future__ import annotations

import io
import logging
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.cli.shell import STORY, Said, Shell
from tests.newsstand import Newsstand

from tuinews.cli import main


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home whose fetcher does not wait between two requests to one host."""
    config = tmp_path / "home" / "config" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text("[fetch]\nhost_gap_s = 0.0\ntimeout_s = 1\n", encoding="utf-8")
    return tmp_path / "home"


@pytest.fixture
def shell(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Shell]:
    """A shell in an empty folder; 80 columns, no terminal."""
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    monkeypatch.setenv("TUINEWS_HOME", str(home))
    monkeypatch.setenv("COLUMNS", "80")

    def run(*arguments: str, stdin: str = "") -> Said:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8"))
        exit_code = main(arguments)
        captured = capsys.readouterr()
        return Said(exit_code, captured.out, captured.err)

    yield run
    logger = logging.getLogger("tuinews")
    for handler in list(logger.handlers):
        logger.removeHandler(handler)
        handler.close()


@pytest.fixture
def write() -> Callable[[str, str | bytes], str]:
    """Puts a file into the shell's folder and returns its name."""

    def put(name: str, content: str | bytes = STORY) -> str:
        Path(name).write_bytes(content.encode() if isinstance(content, str) else content)
        return name

    return put


@pytest.fixture
def address(newsstand: Newsstand) -> str:
    """A feed with two entries."""
    newsstand.feed("/news", "The Example", ["First story", "Second story"])
    return newsstand.url("/news")
