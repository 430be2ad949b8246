"""An article's blocks with people and quotes marked, for whatever can carry marks: a terminal, plain text, HTML."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tuinews.model.annotations import Annotation, Quote, QuoteKind
from tuinews.model.bodies import Block, Body


@dataclass(frozen=True, slots=True)
class Marks:
    """What stands around people and quotes, and how text and speakers are written."""

    person: tuple[str, str]
    quote: tuple[str, str]
    speaker: Callable[[str], str]
    """Writes the name behind a quote."""
    escape: Callable[[str], str]
    """Makes the text between the marks safe where it goes."""
    reported: tuple[str, str] = ("", "")
    """What stands around speech that is not in the speaker's own words."""


@dataclass(frozen=True, slots=True)
class _Span:
    """A marked stretch of the text."""

    start: int
    end: int
    opening: str
    closing: str
    tail: str = ""
    """What follows its very end."""


def marked_blocks(body: Body, annotation: Annotation | None, marks: Marks) -> Iterator[tuple[Block, str]]:
    """Yield each block that is not hidden with its text marked; a quote over several blocks is marked in each."""
    waiting = deque(_spans(annotation, marks) if annotation else ())
    here = list[_Span]()
    for block in body.blocks:
        while waiting and waiting[0].start < block.end:
            here.append(waiting.popleft())
        if not block.is_hidden:
            yield block, _with_marks(body.text, block, here, marks.escape)
        here = [span for span in here if span.end > block.end]


def _spans(annotation: Annotation, marks: Marks) -> list[_Span]:
    spans = [_Span(mention.start, mention.end, *marks.person) for mention in annotation.mentions]
    for quote in annotation.quotes:
        around = marks.reported if quote.kind is QuoteKind.INDIRECT else marks.quote
        spans.append(_Span(quote.start, quote.end, *around, marks.speaker(_speaker_words(quote))))
    return sorted(spans, key=lambda span: (span.start, -span.end))


def _with_marks(text: str, block: Block, spans: list[_Span], escape: Callable[[str], str]) -> str:
    # At one place what closes comes before what opens, the inner before the outer to close, after it to open.
    placed = list[tuple[int, int, int, str]]()
    for span in spans:
        start, end = max(span.start, block.start), min(span.end, block.end)
        if start < end:
            placed.append((start, 1, -end, span.opening))
            placed.append((end, 0, -start, span.closing + (span.tail if span.end <= block.end else "")))
    pieces, at = list[str](), block.start
    for place, _, _, mark in sorted(placed):
        pieces += (escape(text[at:place]), mark)
        at = place
    return "".join([*pieces, escape(text[at : block.end])])


def _speaker_words(quote: Quote) -> str:
    if quote.speaker is None:
        return "?"
    return quote.speaker.name + ("" if quote.speaker.certainty == "certain" else " ·")
