"""What is said while an older archive is brought up to date, which can take a while before anything else is seen."""

from __future__ import annotations

import sys


def say_upgrading(step: int, of: int) -> None:
    """Say which step of how many the archive is at."""
    what = "keeping a copy of it first" if step == 0 else f"step {step} of {of}"
    is_terminal = sys.stderr.isatty()
    start, end = ("\r\x1b[K", "\n" if step == of else "") if is_terminal else ("", "\n")
    print(f"{start}Bringing the archive up to date: {what} …", end=end, file=sys.stderr, flush=True)
