"""An article as its quotes: each with the sentence it stands in, so that it is read in a minute."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from tuinews.model.annotations import Annotation, Mention, Quote
from tuinews.model.articles import Reading
from tuinews.model.bodies import Block, BlockKind, Body

_END = re.compile(r"[.!?…]+[\"”’'»)\]]*\s+(?=[\"“‘«(\[]?[^\W\d_a-z])")
_ABBREVIATED = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Gen|Sen|Rep|Gov|Lt|Col|Capt|Prof|Rev|Hon|Jr|Sr|No|vs)|\b[A-Z])\.\s+$"
)
_WORD = re.compile(r"\w")

Span = tuple[int, int]


def quotes_only(reading: Reading) -> Reading | None:
    """Return an article cut down to its quotes and their sentences; None while it has none.

    The quotes are those of the article, in the same order.
    """
    body, annotation = reading.article.body, reading.annotation
    if body is None or annotation is None or not annotation.quotes:
        return None
    kept = _Kept(body.text, _spans(body, annotation.quotes))
    blocks = tuple(Block(BlockKind.PARAGRAPH, *span) for span in kept.places)
    short = body._replace(text=kept.text, blocks=blocks, notices=())
    article = reading.article._replace(body=short, position=0.0, enclosures=())
    return Reading(article, kept.annotation(annotation))


def _spans(body: Body, quotes: Sequence[Quote]) -> list[Span]:
    """Return the stretches to keep: the sentences of each quote, and the one before where there is nothing but it."""
    found = list[Span]()
    taken = [(quote.start, quote.end) for quote in quotes]
    for block in body.blocks:
        inside = [span for span in taken if span[0] < block.end and span[1] > block.start]
        if not inside:
            continue
        sentences = _sentences(body.text, block, inside)
        for start, end in inside:
            held = [number for number, one in enumerate(sentences) if one[0] < end and one[1] > start]
            first, last = sentences[held[0]][0], sentences[held[-1]][1]
            says_who = _WORD.search(body.text[first : max(first, start)] + body.text[min(end, last) : last])
            if not says_who and held[0]:
                first = sentences[held[0] - 1][0]
            found.append((first, last))
    return _joined(sorted(found), body)


def _sentences(text: str, block: Block, quotes: Sequence[Span]) -> list[Span]:
    """Return the sentences of a block; none ends inside a quote."""
    edges = [block.start]
    for match in _END.finditer(text, block.start, block.end):
        at = match.end()
        is_inside = any(start < at < end for start, end in quotes)
        if not is_inside and not _ABBREVIATED.search(text, max(block.start, at - 12), at):
            edges.append(at)
    return list(zip(edges, [*edges[1:], block.end], strict=True))


def _joined(spans: Sequence[Span], body: Body) -> list[Span]:
    """Return spans with those made one that touch within a block."""
    starts = {block.start for block in body.blocks}
    joined = list[Span]()
    for start, end in spans:
        if joined and start <= joined[-1][1] and start not in starts - {joined[-1][0]}:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        elif not joined or end > joined[-1][1]:
            joined.append((start, end))
    return joined


class _Kept(NamedTuple):
    """The text that is kept, and where its places were."""

    whole: str
    spans: list[Span]

    @property
    def places(self) -> list[Span]:
        """Where the spans stand in the new text."""
        places, at = list[Span](), 0
        for start, end in self.spans:
            length = len(self.whole[start:end].rstrip())
            places.append((at, at + length))
            at += length + 1
        return places

    @property
    def text(self) -> str:
        """The new text: a span a line."""
        return "\n".join(self.whole[start:end].rstrip() for start, end in self.spans)

    def annotation(self, annotation: Annotation) -> Annotation:
        """Return the people and quotes at their new places."""
        places = self.places

        def moved(offset: int) -> int | None:
            index = bisect_right(self.spans, (offset, len(self.whole))) - 1
            if index < 0 or offset > self.spans[index][1]:
                return None
            return min(places[index][0] + offset - self.spans[index][0], places[index][1])

        mentions = [
            Mention(start, end, mention.person)
            for mention in annotation.mentions
            if (start := moved(mention.start)) is not None
            and (end := moved(mention.end - 1)) is not None
            and (end := end + 1) - start == mention.end - mention.start
        ]
        quotes = [
            quote._replace(
                start=moved(quote.start) or 0,
                end=(moved(quote.end - 1) or 0) + 1,
                speaker=quote.speaker and quote.speaker._replace(start=None, end=None),
            )
            for quote in annotation.quotes
        ]
        return annotation._replace(mentions=tuple(mentions), quotes=tuple(quotes))
