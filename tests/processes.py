"""Processes of others, seen from outside."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path


async def is_gone(pid: int) -> bool:
    """Return whether a process ends within two seconds, or has ended."""
    for _ in range(200):
        try:
            os.kill(pid, 0)
            if Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z":
                return True
        except (ProcessLookupError, FileNotFoundError):
            return True
        await asyncio.sleep(0.01)
    return False
