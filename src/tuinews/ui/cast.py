"""Who appears in an article and who speaks: names, hues, marks, and what they said.

Every person has one hue and one mark that needs no colour, the same wherever they appear in the article. Those who
speak get theirs first, in the order in which they speak, so that the voices of a story are the easiest to tell apart.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable
from enum import Enum, auto
from itertools import takewhile
from typing import Final, NamedTuple

from tuinews import screen_text
from tuinews.model.annotations import Annotation, Certainty, Person, Quote, QuoteKind, Speaker, SpeakerType
from tuinews.screen_text import many

HUES: Final = 6
MARKS: Final = 6
_NAME_LIMIT: Final = 120
_PARTICLES: Final = frozenset(
    {"al", "el", "bin", "ibn", "ben", "bint", "abu", "van", "von", "der", "den", "de", "del", "della", "di", "da"}
    | {"das", "dos", "du", "la", "le", "ten", "ter", "zu", "zur", "af", "av", "mac", "st", "st.", "san"}
)
_SUFFIXES: Final = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
_ARTICLES: Final = frozenset({"a", "an", "the"})
_HEAD_ENDS: Final = frozenset(
    {"of", "for", "from", "at", "in", "on", "with", "within", "who", "which", "that", "to", "near", "close", "familiar"}
)


class Sureness(Enum):
    """How sure it is who speaks."""

    CERTAIN = auto()
    LIKELY = auto()
    UNKNOWN = auto()


class Voice(NamedTuple):
    """Someone who is quoted: a person of the article, an organisation, an unnamed source."""

    name: str
    short: str
    person: int
    """Index into the people; -1 when it is none of them."""
    quotes: tuple[int, ...]

    @property
    def shown(self) -> str:
        """The name as it stands alone on a line: "A source close to the group"."""
        return self.name[:1].upper() + self.name[1:]


class Label(NamedTuple):
    """What stands beside a quote: who speaks, in whose style, how sure."""

    text: str
    person: int
    sureness: Sureness
    is_reported: bool = False
    """Whether it stands beside reported speech, and so is set more quietly."""


class Cast:
    """The people, voices and quotes of one article, ready to be shown."""

    def __init__(self, annotation: Annotation) -> None:
        self.people = annotation.people
        self.mentions = annotation.mentions
        self.quotes = annotation.quotes
        self._mention_starts = [mention.start for mention in annotation.mentions]
        self._quote_starts = [quote.start for quote in annotation.quotes]
        self._counts = Counter(mention.person for mention in annotation.mentions)
        self._shorts = short_names(annotation.people)
        self.voices, self._voice_of = _voices(annotation.quotes, self._shorts)
        self._quotes_of = {voice.person: voice.quotes for voice in self.voices}
        self._slots = _slots(annotation, self.voices)

    @property
    def unattributed(self) -> tuple[int, ...]:
        """The quotes of which it cannot be told who speaks."""
        return tuple(index for index, voice in enumerate(self._voice_of) if voice < 0)

    def style_of(self, person: int) -> tuple[int, int]:
        """Return a person's hue and mark, counted from 0; no two of the first 36 share both."""
        slot = self._slots[person]
        return slot % HUES, (slot + slot // HUES) % MARKS

    def short(self, person: int) -> str:
        """Return a person's name as the gutter shows it."""
        return self._shorts[person]

    def mention_count(self, person: int) -> int:
        """Return how often a person is named."""
        return self._counts[person]

    def voice_of(self, quote: int) -> Voice | None:
        """Return who says a quote; None when it cannot be told."""
        voice = self._voice_of[quote]
        return self.voices[voice] if voice >= 0 else None

    def quotes_of(self, person: int) -> tuple[int, ...]:
        """Return the quotes of a person."""
        return self._quotes_of.get(person, ()) if person >= 0 else ()

    def is_reported(self, quote: int) -> bool:
        """Return whether a quote is reported speech, not in the speaker's own words."""
        return self.quotes[quote].kind is QuoteKind.INDIRECT

    def spoken(self, quotes: Iterable[int]) -> str:
        """Return how much was said: "3 quotes · 2 reported"; reported speech is no quote."""
        return how_much(self.quotes[quote] for quote in quotes)

    def label(self, quote: int) -> Label:
        """Return what stands beside a quote in the gutter."""
        voice, speaker = self.voice_of(quote), self.quotes[quote].speaker
        if voice is None or speaker is None:
            return Label("?", -1, Sureness.UNKNOWN, self.is_reported(quote))
        sureness = Sureness.CERTAIN if speaker.certainty is Certainty.CERTAIN else Sureness.LIKELY
        return Label(voice.short, voice.person, sureness, self.is_reported(quote))

    def quotes_in(self, start: int, end: int) -> range:
        """Return the indexes of the quotes that touch a stretch of the text."""
        first = bisect_right(self._quote_starts, start) - 1
        if first < 0 or self.quotes[first].end <= start:
            first += 1
        return range(first, bisect_left(self._quote_starts, end, first))

    def mentions_in(self, start: int, end: int) -> range:
        """Return the indexes of the mentions that touch a stretch of the text."""
        first = bisect_right(self._mention_starts, start) - 1
        if first < 0 or self.mentions[first].end <= start:
            first += 1
        return range(first, bisect_left(self._mention_starts, end, first))

    def quote_near(self, offset: int, step: int) -> int:
        """Return the quote that begins next after (`step` 1) or before (-1) an offset; -1 when there is none."""
        if step > 0:
            index = bisect_right(self._quote_starts, offset)
            return index if index < len(self.quotes) else -1
        return bisect_left(self._quote_starts, offset) - 1

    def mention_near(self, offset: int, step: int, person: int = -1) -> int:
        """Return the mention of a person, or of anyone, next after or before an offset; -1 when there is none."""
        if step > 0:
            candidates: Iterable[int] = range(bisect_right(self._mention_starts, offset), len(self.mentions))
        else:
            candidates = range(bisect_left(self._mention_starts, offset) - 1, -1, -1)
        return next((index for index in candidates if person < 0 or self.mentions[index].person == person), -1)


def short_names(people: tuple[Person, ...]) -> tuple[str, ...]:
    """Return what people are called for short: the surname, with an initial where two share one."""
    shorts = [_short_name(person) for person in people]
    shared = {short for short, count in Counter(shorts).items() if count > 1}
    return tuple(
        f"{name[0]}. {short}" if short in shared and name and name != short else short
        for short, name in zip(shorts, (screen_text.line(person.name, _NAME_LIMIT) for person in people), strict=True)
    )


def _short_name(person: Person) -> str:
    name = screen_text.line(person.name, _NAME_LIMIT)
    words = name.split()
    if len(words) < 2:
        return name
    # How the article itself calls them later is the best short form there is.
    aliases = [screen_text.line(alias, _NAME_LIMIT) for alias in person.aliases]
    endings = [alias for alias in aliases if name.endswith(" " + alias)]
    if endings:
        return min(endings, key=len)
    beginnings = [alias for alias in aliases if name.startswith(alias + " ") and " " not in alias]
    if beginnings:
        return beginnings[0]
    last = len(words) - 1
    while last > 1 and words[last].casefold() in _SUFFIXES:
        last -= 1
    first = last
    while first > 1 and words[first - 1].casefold() in _PARTICLES:
        first -= 1
    return " ".join(words[first : last + 1])


def _voices(quotes: tuple[Quote, ...], shorts: tuple[str, ...]) -> tuple[tuple[Voice, ...], list[int]]:
    """Return who speaks, in order of their first quotes, and for each quote the index of its voice (-1: none)."""
    found: dict[int | str, int] = {}
    said: list[list[int]] = []
    speakers: list[Speaker] = []
    voice_of = []
    for index, quote in enumerate(quotes):
        speaker = quote.speaker
        if speaker is None:
            voice_of.append(-1)
            continue
        key: int | str = speaker.person if speaker.person is not None else speaker.name.casefold()
        voice = found.setdefault(key, len(said))
        if voice == len(said):
            said.append([])
            speakers.append(speaker)
        said[voice].append(index)
        voice_of.append(voice)
    voices = tuple(_voice(speaker, tuple(own), shorts) for speaker, own in zip(speakers, said, strict=True))
    return voices, voice_of


def _voice(speaker: Speaker, quotes: tuple[int, ...], shorts: tuple[str, ...]) -> Voice:
    name = screen_text.line(speaker.name, _NAME_LIMIT)
    if speaker.person is not None and speaker.person < len(shorts):
        return Voice(name, shorts[speaker.person], speaker.person, quotes)
    words = name.split()
    if len(words) > 1 and words[0].casefold() in _ARTICLES:
        words = words[1:]
    if speaker.type in {SpeakerType.UNNAMED, SpeakerType.DOCUMENT}:
        # "a source close to the group": the gutter has room for what it is, the panel says the rest.
        words = list(takewhile(lambda word: word.casefold() not in _HEAD_ENDS, words)) or words
    short = " ".join(words)
    return Voice(name, short[:1].upper() + short[1:], -1, quotes)


def _slots(annotation: Annotation, voices: tuple[Voice, ...]) -> dict[int, int]:
    """Return for each person the turn in which hues and marks are dealt out."""
    order = dict.fromkeys(voice.person for voice in voices if voice.person >= 0)
    order.update(dict.fromkeys(mention.person for mention in annotation.mentions))
    order.update(dict.fromkeys(range(len(annotation.people))))
    return {person: slot for slot, person in enumerate(order)}


EMPTY: Final = Cast(Annotation(0))


def how_much(quotes: Iterable[Quote]) -> str:
    """Return how much is said in some quotes: "3 quotes · 2 reported"; reported speech is no quote."""
    told = [quote.kind is QuoteKind.INDIRECT for quote in quotes]
    direct, reported = told.count(False), told.count(True)
    parts = [many(direct, "quote")] if direct else []
    return " · ".join([*parts, f"{reported:,} reported"] if reported else parts)
