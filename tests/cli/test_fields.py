"""Whatever a field of the archive holds, however it came there: no command prints it as one for the terminal."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.cli.shell import Shell
from tests.terminal.test_fields import fill

COMMANDS = (
    ("list",), ("show", "1"), ("show", "3"), ("show", "3", "--format", "md"),
    ("show", "3", "--format", "html"), ("search", "story"), ("feeds",), ("problems",), ("people",),
    ("person", "nell"), ("quotes",), ("stories",), ("smart",), ("mute",), ("stats",), ("digest",), ("doctor",),
    ("export", "-"), ("keep",), ("vacuum", "--dry-run"), ("verify", "We stay"), ("undo", "--list"), ("undo",),
    ("redo",), ("remove", "courier"),
)  # fmt: skip
STEERING = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@pytest.fixture
async def filled(home: Path) -> None:
    """An archive with an attack in every field."""
    await fill(home)


@pytest.mark.usefixtures("filled")
def test_no_field_of_the_archive_steers_the_terminal_in_any_command(shell: Shell) -> None:
    for words in COMMANDS:
        said = shell(*words)

        assert said.out + said.err, words
        assert not STEERING.search(said.out + said.err), words
