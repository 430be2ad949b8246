"""Terminals for the tests, each on a tmux server of its own that ends with the test."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.terminal.screen import Terminal

MakeTerminal = Callable[[str], Terminal]


@pytest.fixture
def make_terminal(tmp_path: Path) -> Iterator[MakeTerminal]:
    """A function that makes a terminal with a folder of that name in the test's own."""
    if shutil.which("tmux") is None:
        pytest.skip("tmux is not installed; these tests need its terminal")
    made = []

    def make(name: str) -> Terminal:
        made.append(Terminal(tmp_path / name))
        return made[-1]

    yield make
    for terminal in made:
        terminal.close()


@pytest.fixture
def terminal(make_terminal: MakeTerminal) -> Terminal:
    """A terminal of the test's own."""
    return make_terminal("terminal")
