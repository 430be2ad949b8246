"""The people an article names and what they say."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class SpeakerType(StrEnum):
    """What kind of source speaks."""

    PERSON = "person"
    ORGANISATION = "organisation"
    DOCUMENT = "document"
    UNNAMED = "unnamed"


class How(StrEnum):
    """What an attribution rests on."""

    EXPLICIT = "explicit"
    PRONOUN = "pronoun"
    ROLE = "role"
    IMPLICIT = "implicit"
    CORRECTED = "corrected"
    """The reader said so."""


class Certainty(StrEnum):
    """How sure an attribution is."""

    CERTAIN = "certain"
    LIKELY = "likely"


class QuoteKind(StrEnum):
    """How speech is reported."""

    SPEECH = "speech"
    INDIRECT = "indirect"


class Person(NamedTuple):
    """A human being named in an article."""

    name: str
    """The fullest form in this article, without honorific."""
    aliases: tuple[str, ...] = ()
    """The other forms in this article, in order of appearance."""
    role: str = ""
    """The role as printed ("Iranian Foreign Minister"); empty when the text gives none."""


class Mention(NamedTuple):
    """One place where a person is named."""

    start: int
    end: int
    person: int
    """Index into `Annotation.people`."""


class Speaker(NamedTuple):
    """Who a quote is attributed to."""

    name: str
    """The person's fullest name, else the organisation or the description as written."""
    type: SpeakerType
    how: How
    certainty: Certainty
    person: int | None = None
    """Index into `Annotation.people`; None when the speaker is no person named in the text."""
    start: int | None = None
    """The nearest mention the decision rests on (a pronoun or "the premier" included)."""
    end: int | None = None


class Quote(NamedTuple):
    """A stretch of reported speech, quotation marks included."""

    start: int
    end: int
    kind: QuoteKind = QuoteKind.SPEECH
    speaker: Speaker | None = None
    """None when it cannot be told."""
    cue: str = ""
    """The words that report the speech ("said", "told"); empty when there are none."""


class Annotation(NamedTuple):
    """The people and quotes of one text."""

    annotator_version: int
    people: tuple[Person, ...] = ()
    mentions: tuple[Mention, ...] = ()
    """In order of start, not overlapping."""
    quotes: tuple[Quote, ...] = ()
    """In order of start, not overlapping."""
    language: str = ""
    """The primary BCP 47 tag of the language the text is in; empty when it cannot be told."""
