"""What has changed in an article since it came: its words side by side, in marks that need no colour."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final

from tuinews import cleaning
from tuinews.model.bodies import Block, BlockKind, Body, Run, RunStyle
from tuinews.model.events import Compared
from tuinews.model.sayings import GONE, NEW
from tuinews.newsroom import Newsroom
from tuinews.screen_text import many
from tuinews.store import revisions
from tuinews.store.revisions import Version

_SAME_WORDS: Final = "The words are the same: only links, pictures or the way it is set have changed."
_WORD: Final = re.compile(r"\n|[^\S\n]+|\w+|[^\w\s]+")
_MOST_PAIRS: Final = 4_000_000
"""Longer stretches are shown as taken out and put in: comparing them word by word would take too long."""
_STYLES: Final = {GONE: RunStyle.STRIKE, NEW: RunStyle.STRONG}

_Change = tuple[str, tuple[str, str] | None]
"""Some words, and the marks to put around them."""


async def changes(newsroom: Newsroom, article_id: int) -> Compared | None:
    """Return what has changed in an article since it came, None when nothing has."""
    history = await newsroom.database.reading(revisions.history, article_id)
    if history is None:
        return None
    body = await newsroom.offload.run(compare, history.first, history.now)
    return Compared(body, history.added, history.changed, history.changes)


def compare(first: Version, now: Version) -> Body:
    """Return a text with what was taken out and what was put in; what stayed the same is only counted."""
    before, after = (_paragraphs(cleaning.clean(version.html, version.base_url).text) for version in (first, now))
    page = _Page()
    if first.title != now.title:
        page.set(_word_changes(first.title, now.title), BlockKind.HEADING)
    has_changes = False
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            page.leave_out(i2 - i1)
            continue
        has_changes = True
        for paragraph in _split(_word_changes("\n".join(before[i1:i2]), "\n".join(after[j1:j2]))):
            page.set(paragraph)
    if not has_changes:
        page.set([(_SAME_WORDS, None)])
    return page.body()


def _paragraphs(text: str) -> list[str]:
    return [" ".join(row.split()) for row in text.split("\n") if row.strip()]


def _word_changes(before: str, after: str) -> Iterator[_Change]:
    old, new = _WORD.findall(before), _WORD.findall(after)
    if len(old) * len(new) > _MOST_PAIRS or not old or not new:
        yield before, GONE
        yield after, NEW
        return
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield "".join(old[i1:i2]), None
            continue
        yield "".join(old[i1:i2]), GONE
        yield "".join(new[j1:j2]), NEW


def _split(changes: Iterable[_Change]) -> Iterator[list[_Change]]:
    """Yield the paragraphs of changed text."""
    paragraph: list[_Change] = []
    for words, marks in changes:
        rows = words.split("\n")
        for number, row in enumerate(rows):
            if number:
                yield paragraph
                paragraph = []
            if row:
                paragraph.append((row, marks))
    yield paragraph


class _Page:
    """Collects paragraphs into one text with blocks."""

    def __init__(self) -> None:
        self._text = ""
        self._blocks: list[Block] = []

    def set(self, changes: Iterable[_Change], kind: BlockKind = BlockKind.PARAGRAPH) -> None:
        """Add a paragraph."""
        words = [(text, marks) for text, marks in changes if text]
        if not words:
            return
        self._text += "\n\n" if self._text else ""
        start, runs = len(self._text), list[Run]()
        for text, marks in words:
            begin = len(self._text)
            self._text += text if marks is None else f"{marks[0]}{text}{marks[1]}"
            if marks is not None:
                runs.append(Run(begin, len(self._text), _STYLES[marks]))
        level = 2 if kind is BlockKind.HEADING else 0
        self._blocks.append(Block(kind, start, len(self._text), level, runs=tuple(runs)))

    def leave_out(self, count: int) -> None:
        """Say that so many paragraphs are the same."""
        self.set([(f"⋯ {many(count, 'unchanged paragraph')} ⋯", None)])

    def body(self) -> Body:
        """Return the whole."""
        return Body(self._text, tuple(self._blocks))


def read_alike(pairs: Sequence[tuple[Version, Version]]) -> list[bool]:
    """Tell of each pair of texts whether a reader meets the same words in both."""
    return [_words(before) == _words(after) for before, after in pairs]


def _words(version: Version) -> list[str]:
    return [version.title, *cleaning.clean(version.html, version.base_url).text.split()]
