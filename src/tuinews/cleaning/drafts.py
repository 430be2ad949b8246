"""Blocks before their place in the whole text is known, and how they are put together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from tuinews.cleaning.context import Context
from tuinews.model.bodies import Block, BlockKind, Run, RunStyle
from tuinews.screen_text import block

DraftRun: TypeAlias = tuple[int, int, RunStyle, str]
"""Start and end within a draft, style, address of a link."""


@dataclass(slots=True)
class Draft:
    """A block before its place in the whole text is known; runs count from its own start."""

    kind: BlockKind
    text: str = ""
    level: int = 0
    marker: str = ""
    quote_depth: int = 0
    runs: list[DraftRun] = field(default_factory=list)
    href: str = ""
    is_hidden: bool = False
    group: int = 0
    """The number of the list it belongs to, 0 outside lists."""


class Drafts:
    """The blocks of an article so far."""

    def __init__(self) -> None:
        self.all: list[Draft] = []
        self._told_images: set[str] = set()

    def add_text(self, context: Context, text: str, runs: list[DraftRun]) -> None:
        """Add a block of text."""
        marker, group = "", 0
        if context.kind is BlockKind.CODE:
            text, runs = _code(text), []
            if not text:
                return
        elif context.kind is BlockKind.ITEM and context.list is not None:
            marker, context.list.marker = context.list.marker, ""
            group = context.list.group
        elif context.kind is BlockKind.CAPTION:
            self._tell_once(text)
        draft = Draft(context.kind, text, context.level, marker, context.quote_depth, _merged(runs))
        draft.is_hidden, draft.group = context.is_hidden, group
        self.all.append(draft)

    def add_image(self, context: Context, image: Draft) -> None:
        """Add an image, unless it only repeats the one before."""
        image.quote_depth, image.is_hidden = context.quote_depth, context.is_hidden
        if image.text in self._told_images:
            image.text = ""
        self._told_images.add(image.text)
        last = self.all[-1] if self.all else None
        is_repeated = last is not None and last.kind is BlockKind.IMAGE and last.href == image.href
        if (image.text or image.href) and not (is_repeated and image.href):
            self.all.append(image)

    def add_rule(self, context: Context) -> None:
        """Add a rule, unless nothing or another rule stands before it."""
        if self.all and self.all[-1].kind is not BlockKind.RULE and not context.is_dropped:
            self.all.append(Draft(BlockKind.RULE, quote_depth=context.quote_depth, is_hidden=context.is_hidden))

    def _tell_once(self, caption: str) -> None:
        """Take the text off the last image when the caption that follows says the same."""
        if not self.all or self.all[-1].kind is not BlockKind.IMAGE:
            return
        image = self.all[-1]
        told, known = _letters(image.text), _letters(caption)
        if told in known or (known in told and len(known) > len(told) / 2):
            image.text = ""
            if not image.href:
                self.all.pop()


def assemble(drafts: list[Draft]) -> tuple[str, tuple[Block, ...]]:
    """Return the whole text of the drafts and their blocks: an empty line between two, none within a list."""
    if drafts and drafts[-1].kind is BlockKind.RULE:
        drafts = drafts[:-1]  # nothing follows it
    pieces, blocks, place = list[str](), list[Block](), 0
    group = 0
    for draft in drafts:
        if blocks:
            separator = "\n" if draft.group and draft.group == group else "\n\n"
            pieces.append(separator)
            place += len(separator)
        group = draft.group
        runs = tuple([Run(place + start, place + end, style, href) for start, end, style, href in draft.runs])
        end = place + len(draft.text)
        blocks.append(
            Block(
                draft.kind, place, end, draft.level, draft.marker, draft.quote_depth, runs, draft.href, draft.is_hidden
            )
        )
        pieces.append(draft.text)
        place = end
    return "".join(pieces), tuple(blocks)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _code(text: str) -> str:
    """Return preformatted text without the empty lines around it and the blanks at its line ends."""
    rows = [row.rstrip() for row in block(text).split("\n")]
    while rows and not rows[0]:
        del rows[0]
    while rows and not rows[-1]:
        rows.pop()
    return "\n".join(rows)


def _merged(runs: list[DraftRun]) -> list[DraftRun]:
    """Return the runs in order, those of one style that touch as one."""
    if len(runs) < 2:
        return runs
    merged = list[DraftRun]()
    last = dict[tuple[RunStyle, str], int]()
    for start, end, style, href in sorted(runs, key=lambda run: (run[0], -run[1])):
        place = last.get((style, href))
        if place is not None and start <= merged[place][1]:
            merged[place] = (merged[place][0], max(end, merged[place][1]), style, href)
        else:
            last[style, href] = len(merged)
            merged.append((start, end, style, href))
    return merged
