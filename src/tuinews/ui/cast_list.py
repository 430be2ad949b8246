"""The people panel's list: an entry for everyone who is named or speaks, set into lines."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import Final, NamedTuple

from tuinews import screen_text
from tuinews.model.annotations import How
from tuinews.screen_text import many
from tuinews.ui.cast import Cast
from tuinews.ui.cells import join_parts
from tuinews.ui.pieces import BLANK, Line, Piece, Role, Span, Trait
from tuinews.ui.wrapping import wrap

_OPENING: Final = 160
"""How many characters of a quote are looked at for its opening words."""
_OPENING_LINES: Final = 2


class Entry(NamedTuple):
    """Someone in the list, or the quotes of which nobody knows who said them."""

    name: str
    """Empty for the quotes of nobody."""
    person: int | None
    """Index into the annotation's people; None for anyone else."""
    role: str
    mentions: int
    quotes: tuple[int, ...]
    places: tuple[int, ...]
    """The offsets in the text where they are named or speak, in order."""
    quote: int | None
    """Their first quote, in their own words where there is one."""

    @property
    def heading(self) -> str:
        """What the part of the list is called in which they stand; people stand first, under no heading."""
        if self.person is not None:
            return ""
        return "Others who speak" if self.name else "Unattributed"


class CastList:
    """The entries of an article, and the rows where they begin as far as they have been set."""

    def __init__(self, cast: Cast, text: str, notice: str = "") -> None:
        """Make the list; `notice` is a sentence that stands above it."""
        self.entries = list(_entries(cast))
        self._cast = cast
        self._text = text
        self._notice = notice
        self._tops: list[int] = []
        self._row = 0

    def lines(self, measure: int) -> Iterator[Line]:
        """Yield the lines of all entries, from the first."""
        self._tops, self._row = [], 0
        heading = ""
        if self._notice:
            notice = _rows(self._notice, Role.META, measure)
            self._row = len(notice)
            yield from notice
        for entry in self.entries:
            lines = [BLANK] if self._row else []
            if entry.heading != heading:
                heading = entry.heading
                lines += [BLANK] if self._row else []
                lines += _rows(heading, Role.LABEL, measure)
                lines += [BLANK] if entry.name else []
            self._tops.append(self._row + len(lines))
            lines += self._entry_lines(entry, measure)
            self._row += len(lines)
            yield from lines

    def at_row(self, row: int) -> int:
        """Return the index of the entry that a row belongs to, -1 above the first."""
        return bisect_right(self._tops, row) - 1

    def rows_of(self, index: int) -> range:
        """Return the rows of an entry, none when it has not been set yet."""
        if index >= len(self._tops):
            return range(0)
        after = self._tops[index + 1] if index + 1 < len(self._tops) else self._row
        return range(self._tops[index], after)

    def _entry_lines(self, entry: Entry, measure: int) -> Iterator[Line]:
        if entry.name:
            trait = Trait.STRONG if entry.person is None else Trait.NONE
            spans = (Span(0, len(entry.name), trait, -1 if entry.person is None else entry.person),)
            yield from _rows(entry.name, Role.BODY, measure, spans=spans)
        yield from _rows(screen_text.line(entry.role), Role.META, measure)
        for words in join_parts(_counts(entry, self._cast), measure):
            yield from _rows(words, Role.META, measure)
        if entry.quote is not None:
            quote = self._cast.quotes[entry.quote]
            words = screen_text.line(self._text[quote.start : min(quote.end, quote.start + _OPENING)])
            if quote.end > quote.start + _OPENING:
                words += "…"
            yield from _rows(words, Role.BODY, measure, most=_OPENING_LINES)


def _entries(cast: Cast) -> Iterator[Entry]:
    named: dict[int, list[int]] = {}
    for mention in cast.mentions:
        named.setdefault(mention.person, []).append(mention.start)
    # Who speaks most stands first, then who is named most; those alike stay in the order of the text.
    order = sorted(range(len(cast.people)), key=lambda index: (-len(cast.quotes_of(index)), -cast.mention_count(index)))
    for index in order:
        person, quotes = cast.people[index], cast.quotes_of(index)
        places = sorted([*named.get(index, ()), *(cast.quotes[quote].start for quote in quotes)])
        name = screen_text.line(person.name) or "?"
        first = _first(quotes, cast)
        yield Entry(name, index, person.role, cast.mention_count(index), quotes, tuple(places), first)
    for voice in cast.voices:
        if voice.person < 0:
            places = [cast.quotes[quote].start for quote in voice.quotes]
            yield Entry(voice.shown or "?", None, "", 0, voice.quotes, tuple(places), _first(voice.quotes, cast))
    if unknown := cast.unattributed:
        places = [cast.quotes[quote].start for quote in unknown]
        yield Entry("", None, "", 0, unknown, tuple(places), _first(unknown, cast))


def _first(quotes: tuple[int, ...], cast: Cast) -> int | None:
    return min(quotes, key=lambda quote: (cast.is_reported(quote), quote), default=None)


def _counts(entry: Entry, cast: Cast) -> list[str]:
    mentions = many(entry.mentions, "mention") if entry.mentions else ""
    speakers = [cast.quotes[quote].speaker for quote in entry.quotes]
    yours = sum(speaker is not None and speaker.how is How.CORRECTED for speaker in speakers)
    return [mentions, *cast.spoken(entry.quotes).split(" · "), f"{yours:,} set by you" if yours else ""]


def _rows(words: str, role: Role, measure: int, *, spans: tuple[Span, ...] = (), most: int = 0) -> list[Line]:
    """Return words as lines, at most `most` of them when that is not 0."""
    lines = list(wrap(words, measure, 0, len(words)))
    if most and len(lines) > most:
        start, end = lines[most - 1]
        words = words[: max(start, end - 1)].rstrip() + "…"
        lines = [*lines[: most - 1], (start, len(words))]
    piece = Piece(words, role, spans=spans)
    return [Line(piece, start, end) for start, end in lines]
