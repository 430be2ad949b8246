"""What a shell is to these tests: it runs one command line and keeps what was said."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Protocol

STORY = (
    "Bridge over the Lune reopens\n\n"
    "The bridge over the Lune reopened on Monday after nine months of repairs, the city said.\n\n"
    "“It is finally safe,” said Mia Lund, the mayor. Lund crossed it first.\n"
)


@dataclass(frozen=True, slots=True)
class Said:
    """What a command answered."""

    exit_code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output, read as one JSON value."""
        return json.loads(self.out)


class Shell(Protocol):
    """Runs one command line."""

    def __call__(self, *arguments: str, stdin: str = "") -> Said:
        """Return what `tuinews ARGUMENTS` answers."""
        ...
