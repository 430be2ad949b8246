"""An annotation as the reader corrected it: pure functions over what the annotator found and what the reader said.

Corrections name what they are about in words, so they hold for another version's annotation and for a revised text;
one whose quote or person is no longer there does nothing. People come first, so that a speaker can be one of them,
and what is no speech goes before the speakers are set: what the reader gave a speaker is a quote.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tuinews.model.annotations import (
    Annotation,
    Certainty,
    How,
    Mention,
    Person,
    Quote,
    QuoteKind,
    Speaker,
    SpeakerType,
)
from tuinews.model.corrections import Correction, NotPerson, NotSpeech, SamePerson, SpeakerSet
from tuinews.newsroom.places import Letters, with_marks


def corrected(annotation: Annotation, text: str, corrections: Sequence[Correction]) -> Annotation:
    """Return the annotation of a text with the reader's corrections applied."""
    if not corrections:
        return annotation
    for correction in corrections:
        if isinstance(correction, SamePerson):
            annotation = _with_one_person(annotation, text, correction)
    told = [correction for correction in corrections if isinstance(correction, NotPerson)]
    if told:
        annotation = _without_people(annotation, told)
    if any(isinstance(correction, NotSpeech | SpeakerSet) for correction in corrections):
        quotes = _corrected_quotes(annotation, text, corrections, told)
        annotation = annotation._replace(quotes=tuple(sorted(quotes, key=lambda quote: quote.start)))
    return annotation


def forms_of(person: Person) -> tuple[str, ...]:
    """Return all that a person is called, the fullest name first."""
    return (person.name, *person.aliases)


def find_person(people: Sequence[Person], name: str, others: Iterable[str] = ()) -> int | None:
    """Return the person of this name: by the fullest form, else by another, else by one of the `others`."""
    wanted, known = name.casefold(), {form.casefold() for form in others}
    names = [person.name.casefold() for person in people]
    aliases = [{alias.casefold() for alias in person.aliases} for person in people]
    for is_it in (
        lambda index: names[index] == wanted,
        lambda index: wanted in aliases[index],
        lambda index: names[index] in known,
    ):
        found = next(filter(is_it, range(len(people))), None)
        if found is not None:
            return found
    return None


# ------------------------------------------------------------------------------------------------ people


def _is_meant(person: Person, forms: tuple[str, ...]) -> bool:
    """Say whether a correction is about a person: they have its name, or no name but those it gives."""
    known = {form.casefold() for form in forms}
    return person.name.casefold() == forms[0].casefold() or {form.casefold() for form in forms_of(person)} <= known


def _with_one_person(annotation: Annotation, text: str, correction: SamePerson) -> Annotation:
    people = annotation.people
    target = _named(people, correction.name)
    meant = [index for index, person in enumerate(people) if index != target and _is_meant(person, correction.forms)]
    if not meant:
        return annotation
    if target is None:
        others = [index for index in range(len(people)) if index not in meant]
        # A name that the reader typed is no one's but this person's, whoever else is called so for short.
        rest = [people[index] for index in others] if correction.others else []
        found = find_person(rest, correction.name, correction.others)
        target = others[found] if found is not None else meant[0]
        if found is None:
            people = _with(people, target, _renamed(people[target], correction.name, text))
    gone = [index for index in meant if index != target]
    forms = [form for index in gone for form in forms_of(people[index])]
    role = people[target].role or next((people[index].role for index in gone if people[index].role), "")
    merged = _called(people[target], [*forms_of(people[target]), *forms], text)._replace(role=role)
    return _regrouped(annotation._replace(people=_with(people, target, merged)), dict.fromkeys(gone, target))


def _without_people(annotation: Annotation, told: Sequence[NotPerson]) -> Annotation:
    gone = [
        index
        for index, person in enumerate(annotation.people)
        if any(_is_meant(person, correction.forms) for correction in told)
    ]
    return _regrouped(annotation, dict.fromkeys(gone)) if gone else annotation


def _regrouped(annotation: Annotation, moved: dict[int, int | None]) -> Annotation:
    """Return the annotation without the people in `moved`; what is theirs goes to another person, or to none."""
    kept = [index for index in range(len(annotation.people)) if index not in moved]
    number = {index: place for place, index in enumerate(kept)}
    owner: dict[int, int | None] = {}
    for index in range(len(annotation.people)):
        target = moved.get(index, index)
        owner[index] = None if target is None else number[target]
    people = tuple(annotation.people[index] for index in kept)
    mentions = tuple(
        Mention(mention.start, mention.end, new)
        for mention in annotation.mentions
        if (new := owner[mention.person]) is not None
    )
    quotes = tuple(quote._replace(speaker=_moved(quote.speaker, owner, people)) for quote in annotation.quotes)
    return annotation._replace(people=people, mentions=mentions, quotes=quotes)


def _moved(speaker: Speaker | None, owner: dict[int, int | None], people: tuple[Person, ...]) -> Speaker | None:
    if speaker is None or speaker.person is None:
        return speaker
    person = owner[speaker.person]
    if person is None:
        # Who speaks and is no person is an organisation, or the reader will say who it is.
        return speaker._replace(person=None, type=SpeakerType.ORGANISATION)
    return speaker._replace(person=person, name=people[person].name)


def _named(people: tuple[Person, ...], name: str) -> int | None:
    folded = name.casefold()
    return next((index for index, person in enumerate(people) if person.name.casefold() == folded), None)


def _renamed(person: Person, name: str, text: str) -> Person:
    return _called(person._replace(name=name), [name, *forms_of(person)], text)


def _called(person: Person, forms: Iterable[str], text: str) -> Person:
    """Return a person with these other forms, in the order in which the text has them."""
    others = {form for form in forms if form != person.name}
    ordered = sorted(others, key=lambda form: (at if (at := text.find(form)) >= 0 else len(text), form))
    return person._replace(aliases=tuple(ordered))


def _with(people: tuple[Person, ...], index: int, person: Person) -> tuple[Person, ...]:
    return (*people[:index], person, *people[index + 1 :])


# ------------------------------------------------------------------------------------------------ quotes


class _Set(NamedTuple):
    """A speaker that the reader set, and where its quote's words stand."""

    start: int
    end: int
    speaker: Speaker | None
    kind: QuoteKind


def _corrected_quotes(
    annotation: Annotation, text: str, corrections: Sequence[Correction], told: Sequence[NotPerson]
) -> list[Quote]:
    letters = Letters(text)
    quotes = list(annotation.quotes)
    for correction in corrections:
        if isinstance(correction, NotSpeech) and (found := letters.find(correction.place)):
            quotes = [quote for quote in quotes if not _is_mostly_in(quote, *found)]
    for correction in corrections:
        if isinstance(correction, SpeakerSet) and (found := letters.find(correction.place)):
            speaker = _speaker(annotation.people, correction, told)
            quotes = _spoken(quotes, text, _Set(*found, speaker, correction.kind))
    return quotes


def _speaker(people: tuple[Person, ...], correction: SpeakerSet, told: Sequence[NotPerson]) -> Speaker | None:
    if not correction.name:
        return None
    name, kind, person = correction.name, correction.type, None
    if kind is SpeakerType.PERSON:
        person = find_person(people, name, correction.forms)
        if person is not None:
            name = people[person].name
        elif any(name.casefold() in map(str.casefold, one.forms) for one in told):
            kind = SpeakerType.ORGANISATION
    return Speaker(name, kind, How.CORRECTED, Certainty.CERTAIN, person)


def _spoken(quotes: list[Quote], text: str, told: _Set) -> list[Quote]:
    """Return the quotes with a speaker set: of those in its stretch, else of the one around it, else of a new one."""
    meant = {index for index, quote in enumerate(quotes) if _is_mostly_in(quote, told.start, told.end)}
    if not meant:
        shares = [(_shared(quote, told.start, told.end), -index) for index, quote in enumerate(quotes)]
        most, index = max(shares, default=(0, 0))
        if not most:
            least = max((quote.end for quote in quotes if quote.end <= told.start), default=0)
            limit = min((quote.start for quote in quotes if quote.start >= told.end), default=len(text))
            new = Quote(*_extent(told, text, least, limit), told.kind, told.speaker)
            return sorted([*quotes, new], key=lambda quote: quote.start)
        meant = {-index}
    return [quote._replace(speaker=told.speaker) if index in meant else quote for index, quote in enumerate(quotes)]


def _extent(told: _Set, text: str, least: int, limit: int) -> tuple[int, int]:
    """Return where a quote of its own begins and ends: speech has its marks, what is reported has none."""
    if told.kind is QuoteKind.INDIRECT:
        return told.start, told.end
    return with_marks(text, told.start, told.end, least, limit)


def _shared(quote: Quote, start: int, end: int) -> int:
    return max(0, min(quote.end, end) - max(quote.start, start))


def _is_mostly_in(quote: Quote, start: int, end: int) -> bool:
    shared = _shared(quote, start, end)
    return shared > 0 and 2 * shared >= quote.end - quote.start
