"""Set lines made visible: blocks and annotation as styled rows of the screen.

Nothing here breaks lines or looks for quotes; a row is made of what its line, the cast and the selection say, in the
time it takes to paint it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from enum import StrEnum
from itertools import pairwise
from typing import Final, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tuinews.model.annotations import QuoteKind
from tuinews.ui.cast import Cast, Label, Sureness
from tuinews.ui.cells import cut
from tuinews.ui.page import Page
from tuinews.ui.pieces import Align, Line, Piece, Role, Span, Target, Trait
from tuinews.ui.tones import Figure, Light, Tint, Tones
from tuinews.ui.wrapping import fit

# The second wall: the cleaning took these out, and a widget lets none through whatever the archive holds. Each is
# without width for Rich, so that leaving it out moves nothing.
_NEVER_SHOWN: Final = re.compile("[\x00-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2028\u2029\u2060-\u2069\ud800-\udfff\ufeff]+")
_BAR: Final = {Sureness.CERTAIN: "▎", Sureness.LIKELY: "┊", Sureness.UNKNOWN: "┊"}
_REPORTED_BAR: Final = "▏"
_UPRIGHT: Final = Style(italic=False)
_SELECTED_BAR: Final = "▌"
_QUOTE_BAR: Final = "│ "


class Highlight(StrEnum):
    """What stands out in an article."""

    BOTH = "both"
    PEOPLE = "people"
    QUOTES = "quotes"
    OFF = "off"

    @classmethod
    def of(cls, word: str) -> Highlight:
        """Return what a word of the configuration or of an old session means; both, when it means nothing."""
        return cls(word) if word in set(cls) else cls.BOTH

    @property
    def shows_people(self) -> bool:
        """Whether people stand out."""
        return self in {Highlight.BOTH, Highlight.PEOPLE}

    @property
    def shows_quotes(self) -> bool:
        """Whether quotes stand out."""
        return self in {Highlight.BOTH, Highlight.QUOTES}


class Selection(NamedTuple):
    """The person or quote the reader asked about; -1 is none."""

    person: int = -1
    quote: int = -1
    mention: int = -1


NOTHING: Final = Selection()


def carried(selection: Selection, before: Cast, after: Cast) -> Selection:
    """Return what is selected when other people and quotes of the same text take the place of those before."""
    if selection.quote >= 0:
        start = before.quotes[selection.quote].start
        found = next((index for index, quote in enumerate(after.quotes) if quote.start == start), -1)
        return Selection(quote=found)
    if selection.person >= 0:
        name = before.people[selection.person].name
        # Who bears the name comes before who is called so somewhere.
        order = sorted(range(len(after.people)), key=lambda index: after.people[index].name != name)
        person = next((one for one in order if name in (after.people[one].name, *after.people[one].aliases)), -1)
        if person < 0:
            return NOTHING
        if selection.mention >= 0:
            start = before.mentions[selection.mention].start
            places = enumerate(after.mentions)
            mention = next((index for index, one in places if one.start == start and one.person == person), -1)
            return Selection(person, mention=mention)
        return Selection(person)
    return NOTHING


class Cut(NamedTuple):
    """A stretch of a line that is set in one style."""

    start: int
    end: int
    style: Style
    target: Target | None


class Look(NamedTuple):
    """All that decides how a line looks."""

    page: Page
    tones: Tones
    cast: Cast
    highlight: Highlight = Highlight.BOTH
    selection: Selection = NOTHING
    hits: tuple[tuple[int, int], ...] = ()
    """Stretches of the text that were looked for, in order."""
    hit: int = -1
    """The one the reader went to."""

    def light_of_mention(self, mention: int, person: int) -> Light:
        """Return how a mention of a person stands to the selection."""
        if self.selection == NOTHING:
            return Light.PLAIN
        if mention >= 0 and mention == self.selection.mention:
            return Light.CHOSEN
        return Light.LIT if person == self._chosen_person() else Light.RECEDED

    def light_of_quote(self, quote: int) -> Light:
        """Return how a quote stands to the selection."""
        chosen = self.selection
        if chosen == NOTHING:
            return Light.PLAIN
        voice = self.cast.voice_of(quote)
        if chosen.quote >= 0:
            is_lit = quote == chosen.quote or (voice is not None and voice == self.cast.voice_of(chosen.quote))
        else:
            is_lit = voice is not None and voice.person == chosen.person
        return Light.LIT if is_lit else Light.RECEDED

    def _chosen_person(self) -> int | None:
        if self.selection.quote < 0:
            return self.selection.person
        voice = self.cast.voice_of(self.selection.quote)
        return voice.person if voice and voice.person >= 0 else None


def paint(line: Line, look: Look) -> Strip:
    """Return a line as a row of the screen, as wide as the page."""
    page, piece = look.page, line.piece
    start_cell = text_cell(line, page)
    segments: list[Segment] = []
    lead = _lead(line, look, start_cell)
    segments.extend(lead)
    used = sum(cell_len(segment.text) for segment in lead)
    for stretch in cuts(line, look):
        text = _NEVER_SHOWN.sub("", piece.shown[stretch.start : stretch.end])
        if text:
            segments.append(Segment(text, stretch.style))
            used += cell_len(text)
    if piece.role is Role.CODE and used < page.left + page.measure:
        segments.append(Segment(" " * (page.left + page.measure - used), look.tones.text(Role.CODE)))
        used = page.left + page.measure
    if page.gutter and piece.source >= 0 and look.highlight.shows_quotes:
        used = _append_gutter(segments, used, line, look)
    if used < page.width:
        segments.append(Segment(" " * (page.width - used), look.tones.page))
        used = page.width
    return Strip(segments, used)


def text_cell(line: Line, page: Page) -> int:
    """Return the cell in which a line's text begins."""
    piece = line.piece
    start = page.left + piece.indent + line.hanging
    if piece.align is Align.LEFT:
        return start
    spare = page.left + page.measure - start - cell_len(piece.shown[line.start : line.end])
    return start + max(0, spare if piece.align is Align.RIGHT else spare // 2)


def place_at(line: Line, look: Look, cell: int) -> tuple[int, Target | None]:
    """Return the place in a line's piece under a cell of the page, and what a click there is about.

    The place is -1 where there is no text.
    """
    piece = line.piece
    inside = cell - text_cell(line, look.page)
    if inside < 0 or line.start == line.end:
        return -1, piece.target or _beside(line, look, cell)
    place = fit(piece.shown, inside, line.start, line.end) if inside else line.start
    if place >= line.end:
        return -1, piece.target or _beside(line, look, cell)
    stretch = next((cut for cut in cuts(line, look) if cut.start <= place < cut.end), None)
    return place, (stretch.target if stretch else None) or piece.target


def cuts(line: Line, look: Look) -> Iterator[Cut]:
    """Yield a line's text in stretches of one style each."""
    piece, start, end = line.piece, line.start, line.end
    if start == end:
        return
    spans = [span for span in piece.spans if span.start < end and span.end > start]
    quotes = _quotes_on(line, look)
    mentions = _mentions_on(line, look)
    hits = _hits_on(line, look)
    if not (spans or quotes or mentions or hits):
        yield Cut(start, end, look.tones.text(piece.role), None)
        return
    edges = {start, end}
    for span in spans:
        edges.update((span.start, span.end))
    for stretch in (*quotes, *mentions, *hits):
        edges.update((stretch.start, stretch.end))
    for first, last in pairwise(sorted(edge for edge in edges if start <= edge <= end)):
        found = _cut(first, last, piece, look, _Over(first, last, spans, quotes, mentions))
        hit = next((one.which for one in hits if one.start <= first and one.end >= last), -1)
        yield found if hit < 0 else found._replace(style=look.tones.hit(found.style, is_current=hit == look.hit))


class _Stretch(NamedTuple):
    start: int
    end: int
    which: int
    """The number of the quote or mention."""


class _Over:
    """What lies over one stretch of a line."""

    def __init__(
        self, first: int, last: int, spans: list[Span], quotes: list[_Stretch], mentions: list[_Stretch]
    ) -> None:
        self.spans = [span for span in spans if span.start <= first and span.end >= last]
        self.quote = next((quote.which for quote in quotes if quote.start <= first and quote.end >= last), -1)
        self.mention = next((one.which for one in mentions if one.start <= first and one.end >= last), -1)


def _cut(first: int, last: int, piece: Piece, look: Look, over: _Over) -> Cut:
    trait = Trait.NONE
    person, target = -1, None
    for span in over.spans:
        trait |= span.trait
        person = max(person, span.person)
        target = span.target or target
    if over.mention >= 0:
        person = look.cast.mentions[over.mention].person
        target = target or Target(person=person, quote=over.quote)
    tint = None
    if over.quote >= 0:
        is_indirect = look.cast.quotes[over.quote].kind is QuoteKind.INDIRECT
        tint = Tint(is_indirect, look.light_of_quote(over.quote))
        target = target or Target(quote=over.quote)
    figure = Figure(*look.cast.style_of(person), look.light_of_mention(over.mention, person)) if person >= 0 else None
    return Cut(first, last, look.tones.text(piece.role, trait, tint, figure), target)


def _quotes_on(line: Line, look: Look) -> list[_Stretch]:
    piece = line.piece
    if piece.source < 0 or not look.highlight.shows_quotes:
        return []
    start, end = piece.to_text(line.start), piece.to_text(line.end)
    quotes = look.cast.quotes
    return [
        _Stretch(
            max(line.start, piece.from_text(max(start, quotes[index].start))),
            min(line.end, piece.end_from_text(min(end, quotes[index].end))),
            index,
        )
        for index in look.cast.quotes_in(start, end)
    ]


def _mentions_on(line: Line, look: Look) -> list[_Stretch]:
    piece = line.piece
    if piece.source < 0 or not look.highlight.shows_people:
        return []
    start, end = piece.to_text(line.start), piece.to_text(line.end)
    mentions = look.cast.mentions
    return [
        _Stretch(
            max(line.start, piece.from_text(max(start, mentions[index].start))),
            min(line.end, piece.end_from_text(min(end, mentions[index].end))),
            index,
        )
        for index in look.cast.mentions_in(start, end)
    ]


def _hits_on(line: Line, look: Look) -> list[_Stretch]:
    piece = line.piece
    if piece.source < 0 or not look.hits:
        return []
    start, end = piece.to_text(line.start), piece.to_text(line.end)
    first = bisect_left(look.hits, (start, start))
    first -= bool(first and look.hits[first - 1][1] > start)
    found = []
    for index in range(first, len(look.hits)):
        hit = look.hits[index]
        if hit[0] >= end:
            break
        found.append(
            _Stretch(
                max(line.start, piece.from_text(max(start, hit[0]))),
                min(line.end, piece.end_from_text(min(end, hit[1]))),
                index,
            )
        )
    return found


# --------------------------------------------------------------------------------------- beside the text


def _lead(line: Line, look: Look, start_cell: int) -> list[Segment]:
    """Return what stands left of a line's text: margin, bar, bars of block quotes, list marker."""
    page, piece, tones = look.page, line.piece, look.tones
    segments: list[Segment] = []
    bar = _bar(line, look)
    if bar is None:
        segments.append(Segment(" " * page.left, tones.page))
    else:
        after = max(0, page.left - page.bar - 1)
        segments += [Segment(" " * page.bar, tones.page), bar, Segment(" " * after, tones.page)]
    cell = page.left
    if piece.bars:
        segments.append(Segment(_QUOTE_BAR * piece.bars, tones.rule))
        cell += len(_QUOTE_BAR) * piece.bars
    before = piece.before if line.is_first else ""
    padding = start_cell - cell - cell_len(before)
    blank_style = tones.text(Role.CODE) if piece.role is Role.CODE else tones.page
    if padding > 0:
        segments.append(Segment(" " * padding, blank_style))
    if before:
        segments.append(Segment(before, tones.text(Role.META)))
    return segments


def _bar(line: Line, look: Look) -> Segment | None:
    """Return the bar left of a line that holds a quote: always where there is no gutter, else when it is selected."""
    if line.start == line.end:
        return None
    quotes = _quotes_on(line, look)
    if not quotes:
        return None
    chosen = next((quote.which for quote in quotes if quote.which == look.selection.quote), -1)
    if look.page.gutter and chosen < 0:
        return None
    index = chosen if chosen >= 0 else min(quotes, key=lambda quote: look.cast.is_reported(quote.which)).which
    label = look.cast.label(index)
    bar = _REPORTED_BAR if label.is_reported and label.sureness is Sureness.CERTAIN else _BAR[label.sureness]
    return Segment(_SELECTED_BAR if chosen >= 0 else bar, _voice_style(label, index, look) + _UPRIGHT)


def _append_gutter(segments: list[Segment], used: int, line: Line, look: Look) -> int:
    """Append the names of those whose quotes begin in a line, and return the new width."""
    page = look.page
    room = page.gutter
    names: list[Segment] = []
    seen: set[tuple[str, int]] = set()
    labels = [(index, look.cast.label(index)) for index in _beginning_on(line, look)]
    direct = {(label.text, label.person) for _, label in labels if not label.is_reported}
    for index, label in labels:
        if (label.text, label.person) in (direct | seen if label.is_reported else seen) or room < 2:
            continue
        seen.add((label.text, label.person))
        if names:
            names.append(Segment(" ", look.tones.page))
            room -= 1
        mark = " ·" if label.sureness is Sureness.LIKELY else ""
        text, cells = cut(label.text, room - len(mark))
        names.append(Segment(text + mark, _voice_style(label, index, look)))
        room -= cells + len(mark)
    if not names:
        return used
    segments.append(Segment(" " * max(1, page.gutter_left - used), look.tones.page))
    segments.extend(names)
    return max(used + 1, page.gutter_left) + page.gutter - room


def _beginning_on(line: Line, look: Look) -> list[int]:
    piece = line.piece
    return [
        quote.which
        for quote in _quotes_on(line, look)
        if piece.to_text(line.start) <= look.cast.quotes[quote.which].start
    ]


def _voice_style(label: Label, quote: int, look: Look) -> Style:
    hue = look.cast.style_of(label.person)[0] if label.person >= 0 else -1
    return look.tones.voice(hue, label.sureness, look.light_of_quote(quote), is_reported=label.is_reported)


def _beside(line: Line, look: Look, cell: int) -> Target | None:
    """Return what a click beside the text is about: the quote whose name or bar stands there."""
    page = look.page
    if page.gutter and cell >= page.gutter_left:
        beginning = _beginning_on(line, look)
        return Target(quote=beginning[0]) if beginning else None
    if cell < page.left and (quotes := _quotes_on(line, look)):
        return Target(quote=quotes[0].which)
    return None
