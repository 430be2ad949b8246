"""What every command needs: the newsroom opened and closed, and text printed as a terminal deserves."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import shlex
import sys
from collections.abc import Coroutine, Iterator
from typing import Any, TypeVar

from tuinews.commands.upgrading import say_upgrading
from tuinews.config import Config, load_config
from tuinews.errors import TuinewsError, UsageError
from tuinews.model.subscriptions import Feed
from tuinews.newsroom import Newsroom
from tuinews.newsroom.json_text import json_text
from tuinews.newsroom.list_feeds import every_feed
from tuinews.newsroom.log import open_log
from tuinews.newsroom.offload import InlineOffload, Offload
from tuinews.newsroom.opening import open_newsroom
from tuinews.paths import find_paths
from tuinews.screen_text import block, line
from tuinews.web_address import without_login

T = TypeVar("T")


@contextlib.contextmanager
def opened(data_dir: str | None, offload: Offload | None = None) -> Iterator[Newsroom]:
    """Open the newsroom for one command."""
    offload = offload or InlineOffload()
    try:
        config = settings(data_dir)
        newsroom = open_newsroom(find_paths(data_dir), config, offload, upgrading=say_upgrading)
    except BaseException:
        offload.close()
        raise
    try:
        yield newsroom
    finally:
        newsroom.close()


def settings(data_dir: str | None) -> Config:
    """Return the configuration in force; say what of it was not understood, and open the log."""
    paths = find_paths(data_dir)
    open_log(paths.log_file)
    config = load_config(paths.config_file)
    for sentence in config.warnings:
        tell(f"tuinews: config.toml: {sentence}")
    return config


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    """Run a use case to its end."""
    return asyncio.run(coroutine)


def tell(sentence: str) -> None:
    """Say something to the person at the terminal; standard output stays for data."""
    sys.stdout.flush()
    print(block(sentence), file=sys.stderr)


def complain(error: TuinewsError, what: str = "") -> None:
    """Say what went wrong with one of several things, which `what` names where the message does not; log it."""
    sentence = error.in_full if not what or what in error.message else f"{what}: {error.in_full}"
    logging.getLogger("tuinews").error(sentence, exc_info=error)
    tell(f"tuinews: {sentence}")


def find_feed(newsroom: Newsroom, name: str) -> Feed:
    """Return the one feed with this id, address or title; raises UsageError when there is none or several."""
    wanted, every = name.casefold(), every_feed(newsroom)
    found = [feed for feed in every if name == str(feed.id) or name in {feed.url, without_login(feed.url)}]
    found = found or [feed for feed in every if feed.title.casefold() == wanted]
    found = found or [feed for feed in every if wanted in feed.title.casefold()]
    if not found:
        raise UsageError(f"There is no feed {name}. `tuinews feeds` lists them.")
    if len(found) > 1:
        several = ", ".join(f"{feed.id} {feed.title}" for feed in found[:5])
        raise UsageError(f"{name} could be any of {len(found)} feeds ({several}). Please give the id.")
    return found[0]


def shell_word(words: str) -> str:
    """Return what others wrote as one word of a command that is printed to be copied into a shell."""
    return shlex.quote(line(words, 2000))


def print_json(value: object) -> None:
    """Print one JSON value."""
    print(as_json(value, indent=2 if sys.stdout.isatty() else None))


def as_json(value: object, indent: int | None = None) -> str:
    """Return a value as JSON that standard output can carry and a terminal can show."""
    is_utf8 = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    return json_text(value, ensure_ascii=not is_utf8, indent=indent)


def is_colourful() -> bool:
    """Return whether standard output wants colour: a terminal, and NO_COLOR not set."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


_STYLES = {"bold": "1", "dim": "2", "italic": "3", "accent": "36", "warning": "33", "failed": "31"}


def styled(text: str, *styles: str) -> str:
    """Return cleaned text in these styles, or as it is where no colour is wanted."""
    if not is_colourful() or not styles:
        return text
    return f"\x1b[{';'.join(_STYLES[style] for style in styles)}m{text}\x1b[0m"
