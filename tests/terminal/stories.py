"""Article files for the terminal tests, and how the reader is called on them."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.terminal.screen import Terminal

READER = (sys.executable, "-m", "tuinews")
SEED = next((Path(__file__).parents[2] / "seeds").glob("*.txt"))

BRIDGE = """Council delays bridge vote

The council of Harwick put off its vote on the old bridge on Monday.

“We will not be hurried,” said Mayor Ines Calloway. “The bridge has stood for a century.”

Engineer Tomas Wray told the meeting that the piers “can wait another winter.”
"""

FERRY = """Ferry to the island resumes

The ferry to the island sailed again on Tuesday after eleven days of storm.

“People had begun to bake their own bread,” said Captain Ruth Adeyemi.
"""


def write_story(folder: Path, name: str, text: str) -> str:
    """Write an article file, and return its path as an argument."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def open_welcome(terminal: Terminal, columns: int = 110, rows: int = 30) -> None:
    """Start the reader for the first time, and wait until its article can be read."""
    terminal.start((columns, rows), READER)
    terminal.sees("Lindqvist said,")
