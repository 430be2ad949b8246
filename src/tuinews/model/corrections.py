"""What a reader says against an annotation."""

from __future__ import annotations

from typing import NamedTuple

from tuinews.model.annotations import QuoteKind, SpeakerType


class QuotePlace(NamedTuple):
    """Which quote of an article is meant, in words that another text or annotation of it can be searched for."""

    words: str
    """The quote's letters and digits, folded: no marks, no blanks."""
    before: str = ""
    """The letters and digits before it."""
    after: str = ""
    offset: int = 0
    """Where it began; a hint where the same words stand there twice."""


class SpeakerSet(NamedTuple):
    """The reader says who speaks a quote."""

    place: QuotePlace
    name: str = ""
    """Empty when it cannot be told."""
    type: SpeakerType = SpeakerType.PERSON
    forms: tuple[str, ...] = ()
    """The other names of that person in the article, so that another annotation's person is known again."""
    kind: QuoteKind = QuoteKind.SPEECH
    """What the quote is, should another annotation not have it."""


class NotSpeech(NamedTuple):
    """The reader says that a quote is no speech."""

    place: QuotePlace


class SamePerson(NamedTuple):
    """The reader says who a person is: another person of the article, or of another name."""

    forms: tuple[str, ...]
    """What the person is called in the article, the fullest name first."""
    name: str
    others: tuple[str, ...] = ()
    """What the other person is called in the article; empty when `name` is one that the reader gave."""


class NotPerson(NamedTuple):
    """The reader says that what was taken for a person is none."""

    forms: tuple[str, ...]


Correction = SpeakerSet | NotSpeech | SamePerson | NotPerson
