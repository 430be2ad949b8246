"""What comes over from newsboat beside its feeds: its configuration, said in our words."""

from __future__ import annotations

import os
from pathlib import Path

from tuinews.errors import UsageError
from tuinews.formats.newsboat_config import translate_config
from tuinews.newsroom.starting import newsboat_file


def configuration(path: str = "") -> str:
    """Return a newsboat configuration as TOML of ours, the user's own where no path is named.

    Raises:
        UsageError: there is none, or it cannot be read.
    """
    found = Path(os.path.expanduser(path)) if path else newsboat_file("config")
    if found is None:
        raise UsageError("No newsboat configuration was found. Please name it: tuinews config newsboat FILE.")
    try:
        return translate_config(found.read_text(encoding="utf-8", errors="replace"))
    except OSError as error:
        raise UsageError(f"{found} cannot be read: {error.strerror}.") from error
