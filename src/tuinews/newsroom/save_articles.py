"""Saving articles to a file: its ending says the form, its name is safe, and nothing is overwritten unasked."""

from __future__ import annotations

import contextlib
import os
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tuinews.errors import TuinewsError, UsageError
from tuinews.model.articles import Reading
from tuinews.newsroom import Newsroom
from tuinews.newsroom.write_article import ENDINGS, written_together
from tuinews.newsroom.write_book import write_book
from tuinews.paths import is_there
from tuinews.placing import flush_folder, mark_of_its_own, put_in_place
from tuinews.screen_text import line

MOST: Final = 500
"""Articles in one file."""
_LONGEST: Final = 60
_NO_NAME_PART: Final = re.compile(r"[^\w]+")
_WINDOWS: Final = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)


class FileThereError(TuinewsError):
    """There is a file of that name already, and it was left as it is."""

    topic = "shell"


def file_name(title: str, ending: str = ".md") -> str:
    """Return a file name made of a title: letters, digits and hyphens, never hidden, no device."""
    plain = unicodedata.normalize("NFKC", title)
    name = _NO_NAME_PART.sub("-", plain).strip("-_").lower()
    while len(name.encode("utf-8", "ignore")) > _LONGEST:
        shorter = name.rpartition("-")[0]
        name = shorter if shorter else name[:-1]
    if not name or _WINDOWS.fullmatch(name):
        name = f"article-{name}".rstrip("-")
    return name + ending


def form_of(path: Path) -> str:
    """Return the form that a file's ending stands for; raises UsageError when it stands for none."""
    form = ENDINGS.get(path.suffix.lower())
    if form is None:
        raise UsageError(f"The end of the name says the form: one of {', '.join(ENDINGS)}.")
    return form


def save_articles(newsroom: Newsroom, readings: Sequence[Reading], path: Path, *, overwrites: bool = False) -> int:
    """Write articles to a file and return how many there are in it.

    Raises:
        FileThereError: there is a file of that name, and it may not be overwritten.
        UsageError: the name says no form, or the file cannot be written.
    """
    form = form_of(path)
    if is_there(path) and not overwrites:
        raise FileThereError(f"{path.name} is there already.")
    if not readings:
        raise UsageError("There is no article to save.")
    _write(path, content(readings, form, newsroom), overwrites=overwrites)
    return len(readings)


def content(readings: Sequence[Reading], form: str, newsroom: Newsroom) -> bytes:
    """Return what a file of articles holds."""
    if form == "epub":
        now = newsroom.clock()
        title = readings[0].article.row.title if len(readings) == 1 else f"News of {now.astimezone():%d %B %Y}"
        return write_book(readings, title, now)
    return written_together(readings, form).encode("utf-8", "replace")


def _write(path: Path, data: bytes, *, overwrites: bool) -> None:
    """Write a file whole or not at all; what another has put there meanwhile stays."""
    beside = path.with_name(f".tuinews-{mark_of_its_own()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if overwrites:
            beside.replace(path)
            flush_folder(path.parent)
        else:
            put_in_place(beside, path)
    except FileExistsError as error:
        raise FileThereError(f"{path.name} is there already.") from error
    except OSError as error:
        raise UsageError(f"{line(str(path), 160)} cannot be written: {error.strerror or 'no reason given'}.") from error
    finally:
        with contextlib.suppress(OSError):
            beside.unlink()
