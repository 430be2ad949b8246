"""What every command needs: the newsroom opened and closed, and text printed as a terminal deserves."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sys
from collections.abc import Coroutine, Iterator
from typing import Any, TypeVar

from tuinews.config import Config, load_config
from tuinews.newsroom import Newsroom, open_newsroom
from tuinews.newsroom.offload import InlineOffload, Offload
from tuinews.paths import find_paths
from tuinews.screen_text import line

T = TypeVar("T")


@contextlib.contextmanager
def opened(data_dir: str | None, offload: Offload | None = None) -> Iterator[Newsroom]:
    """Open the newsroom for one command."""
    paths = find_paths(data_dir)
    config = load_config(paths.config_file)
    warn(config)
    newsroom = open_newsroom(paths, config, offload or InlineOffload())
    try:
        yield newsroom
    finally:
        newsroom.close()


def warn(config: Config) -> None:
    """Say what of the configuration was not understood."""
    for sentence in config.warnings:
        tell(f"config.toml: {sentence}")


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    """Run a use case to its end."""
    return asyncio.run(coroutine)


def tell(sentence: str) -> None:
    """Say something to the person at the terminal; standard output stays for data."""
    print(line(sentence, 2000), file=sys.stderr)


def print_json(value: object) -> None:
    """Print one JSON value."""
    print(json.dumps(value, ensure_ascii=False, indent=2 if sys.stdout.isatty() else None, default=str))


def is_colourful() -> bool:
    """Return whether standard output wants colour: a terminal, and NO_COLOR not set."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


_STYLES = {"bold": "1", "dim": "2", "italic": "3", "accent": "36", "warning": "33", "failed": "31"}


def styled(text: str, *styles: str) -> str:
    """Return cleaned text in these styles, or as it is where no colour is wanted."""
    if not is_colourful() or not styles:
        return text
    return f"\x1b[{';'.join(_STYLES[style] for style in styles)}m{text}\x1b[0m"
