"""The user's editor."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from pathlib import Path

from tuinews.errors import UsageError


def edit(path: Path) -> None:
    """Open a file in the user's editor and wait until it is left.

    Raises:
        UsageError: there is no editor, or it cannot be started.
    """
    wanted = os.environ.get("VISUAL") or os.environ.get("EDITOR") or _found()
    try:
        command = shlex.split(wanted) if os.name == "posix" else [wanted]
    except ValueError as error:
        raise UsageError(f"EDITOR cannot be split into words: {wanted}", topic="config") from error
    if not wanted or not command:
        raise UsageError(f"There is no editor: EDITOR is not set. The file is {path}.", topic="config")
    try:
        subprocess.run([*command, str(path)], check=False)
    except OSError as error:
        raise UsageError(
            f"The editor {command[0]} cannot be started: {error.strerror}. EDITOR names another.", topic="config"
        ) from error


def _found() -> str:
    names = ("notepad",) if os.name == "nt" else ("nano", "vim", "vi")
    return next((name for name in names if shutil.which(name)), "")
