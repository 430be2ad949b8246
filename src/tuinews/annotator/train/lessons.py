"""The quotes corpus as lessons: articles read as the annotator reads them, with what their annotators answered."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tuinews.annotator.names import word_set
from tuinews.annotator.quotes.stretches import Quoted
from tuinews.annotator.quotes.surroundings import Surroundings
from tuinews.annotator.scenes import read_scene

_MARKS = "\"'“”‘’`«»"
_WORD = re.compile(r"\S+")
_PHRASE_ENDS = word_set("phrase-ends")
_BRITISH_EVERY = 3
_SHORT_EVERY = 4
_LINE = re.compile(r"[^\n]+")
_ANY_MARK = re.compile(r"[\"“”]")
_TO_SINGLE = str.maketrans('“”"‘', "‘’'“")
_ENOUGH = 0.8
"""Two stretches are the same from this ratio of common to joint length, marks left out."""


Rows = list[list[str]]
"""What is seen of each example: its features."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """One article of the corpus, read, with the annotators' answers."""

    around: Surroundings
    gold: dict[int, dict[str, Any]]
    """For each quoted stretch that is speech, what the corpus says of it."""
    missed: int
    """Quotes of the corpus that no quoted stretch fits."""


def read_lessons(path: Path) -> Iterator[Lesson]:
    """Yield the articles of a file of the quotes corpus."""
    for record in _records(path):
        yield _lesson(record["text"], record["quotes"])


def read_british_lessons(path: Path) -> Iterator[Lesson]:
    """Yield some of the articles with their speech in single marks, which the corpus has not, but news often has."""
    for index, record in enumerate(_records(path)):
        if index % _BRITISH_EVERY == 0:
            yield _lesson(in_single_marks(record["text"]), record["quotes"])


def read_short_lessons(path: Path) -> Iterator[Lesson]:
    """Yield paragraphs of some of the articles as texts of their own: a feed's summary is often no longer."""
    for index, record in enumerate(_records(path)):
        if index % _SHORT_EVERY == 1:
            for start, end in paragraphs_of(record["text"]):
                touching = [quote for quote in record["quotes"] if quote["start"] < end and quote["end"] > start]
                # Without its source, a quote would be taught as no speech.
                if all(_is_inside(quote, start, end) for quote in touching):
                    yield _lesson(record["text"][start:end], [_moved(quote, -start) for quote in touching])


def paragraphs_of(text: str) -> list[tuple[int, int]]:
    """Return the stretches of a text between line breaks that have quotation marks."""
    return [line.span() for line in _LINE.finditer(text) if _ANY_MARK.search(line.group())]


def in_single_marks(text: str) -> str:
    """Return a text with its double quotation marks made single, and the single opening ones double."""
    return text.translate(_TO_SINGLE)


def core_of(text: str, source: dict[str, Any]) -> tuple[int, int]:
    """Return the stretch that names a source: its first noun phrase, or the one that holds its head name.

    The training split gives no cores; this rule finds 596 of the development split's 599.
    """
    if "core" in source:
        return source["core"]["start"], source["core"]["end"]
    start, end = source["start"], source["end"]
    head = source.get("head") or ""
    while start < end:
        stop = _end_of_phrase(text, start, end)
        if head in text[start:stop] or stop >= end:
            return start, stop
        start = stop
        while start < end and not text[start].isalnum():
            start += 1
        following = _WORD.match(text, start, end)
        if following and stop > source["start"] and following.group().lower().strip(",") in _PHRASE_ENDS:
            start = following.end()
    return source["start"], source["end"]


def _end_of_phrase(text: str, start: int, end: int) -> int:
    """Return where the noun phrase that begins at an offset ends: at a mark, a preposition or a participle."""
    stop = start
    for word in _WORD.finditer(text, start, end):
        spelled = word.group()
        if word.start() > start and (spelled.lower().strip(",") in _PHRASE_ENDS or spelled[0] in '(—–-―“"'):
            return stop
        stop = word.end()
        if spelled[-1] in ",:;":
            return stop - 1
    return stop


def _is_inside(quote: dict[str, Any], start: int, end: int) -> bool:
    """Say whether a quote stands in a stretch together with its source."""
    spans = [quote, quote["source"]] if quote.get("source") else [quote]
    return all(start <= span["start"] and span["end"] <= end for span in spans)


def _moved(record: dict[str, Any], by: int) -> dict[str, Any]:
    """Return a record of the corpus with all its offsets moved."""
    moved: dict[str, Any] = {}
    for key, value in record.items():
        if isinstance(value, dict):
            moved[key] = _moved(value, by)
        else:
            moved[key] = value + by if key in ("start", "end") else value
    return moved


def _records(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def _lesson(text: str, quotes: list[dict[str, Any]]) -> Lesson:
    read = read_scene(text)
    around = Surroundings(read.scene, read.owner)
    matched = _matched(text, quotes, read.scene.quoted)
    return Lesson(around, matched, len(quotes) - len(matched))


def _matched(text: str, golds: list[dict[str, Any]], quoted: list[Quoted]) -> dict[int, dict[str, Any]]:
    """Return the gold quote of each stretch that has one, best overlap first, one to one."""
    ours = [_bare(text, stretch.start, stretch.end) for stretch in quoted]
    pairs = []
    for index, gold in enumerate(golds):
        start, end = _bare(text, gold["start"], gold["end"])
        for number, (first, last) in enumerate(ours):
            shared = in_common(start, end, first, last)
            joint = (end - start) + (last - first) - shared
            if joint > 0 and shared / joint >= _ENOUGH:
                pairs.append((-shared / joint, index, number))
    found: dict[int, dict[str, Any]] = {}
    taken: set[int] = set()
    for _, index, number in sorted(pairs):
        if index not in taken and number not in found:
            taken.add(index)
            found[number] = golds[index]
    return found


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a stretch without its marks, the spaces about it and the comma or stop that ends it."""
    while start < end and (text[start].isspace() or text[start] in _MARKS):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _MARKS + ",.;"):
        end -= 1
    return start, end


def in_common(start: int, end: int, other_start: int, other_end: int) -> int:
    """Return how many characters two stretches have in common."""
    return max(0, min(end, other_end) - max(start, other_start))
