"""The corpora as they lie on the disk."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple


class PeopleText(NamedTuple):
    """A text with the stretches that name people, as marked by hand."""

    text: str
    people: list[tuple[int, int]]
    """Offsets in order, the end exclusive."""


_EPONYM = re.compile(r"[ \u00a0](?:administration|government|regime|era|cabinet|campaign|presidency|doctrine)\b")
_LINE = re.compile(r"[^\n]+")
PEOPLE_TRAIN = ("people/worldwide-train", "people/conll-train")
PEOPLE_DEV = ("people/worldwide-dev", "people/conll-testa")


def people_texts(corpora: Path, name: str) -> Iterator[PeopleText]:
    """Yield the texts of a people corpus in order."""
    for record in _records(corpora / f"{name}.jsonl"):
        yield PeopleText(record["text"], sorted((span["start"], span["end"]) for span in record["people"]))


def without_eponyms(marked: PeopleText) -> PeopleText:
    """Return a text without the marks of names that stand for something else ("the Trump administration").

    The corpora mark some of them and leave others; a reader looks for people.
    """
    text, people = marked
    return PeopleText(text, [(start, end) for start, end in people if not _is_eponym(text, start, end)])


def fragments_of(marked: PeopleText) -> Iterator[PeopleText]:
    """Yield the lines of a text as texts of their own, as short as a headline or a feed's summary."""
    for line in _LINE.finditer(marked.text):
        start, end = line.span()
        inside = [(first - start, last - start) for first, last in marked.people if start <= first and last <= end]
        yield PeopleText(line.group(), inside)


def _is_eponym(text: str, start: int, end: int) -> bool:
    return " " not in text[start:end] and _EPONYM.match(text, end) is not None


def plain_texts(corpora: Path, name: str) -> Iterator[str]:
    """Yield the bare texts of a corpus in order."""
    for record in _records(corpora / f"{name}.jsonl"):
        yield record["text"]


def _records(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)
