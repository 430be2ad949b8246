"""Whatever an annotation and its corrections hold, the corrected one is whole; corrected again it stays as it is."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

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
from tuinews.newsroom.corrected import corrected
from tuinews.newsroom.places import Letters, place_of

NAMES = ("Ana Petrović", "Petrović", "Tomasz Lindqvist", "Lindqvist", "Ruth", "ANA PETROVIĆ", "Ford")
TEXTS = st.lists(
    st.sampled_from([*NAMES, "“", "”", '"', " ", ", ", "said", "we lost the piano", "ß", "a", "İ", "\n\n", "…"]),
    max_size=40,
).map("".join)


@st.composite
def spans(draw: st.DrawFn, text: str, most: int) -> list[tuple[int, int]]:
    """Return stretches of the text in order that do not overlap."""
    edges = sorted(draw(st.sets(st.integers(0, len(text)), max_size=2 * most)))
    return list(zip(edges[::2], edges[1::2], strict=False))


@st.composite
def annotations(draw: st.DrawFn, text: str) -> Annotation:
    names = draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=5))
    people = tuple(
        Person(name, tuple(draw(st.lists(st.sampled_from([n for n in NAMES if n != name]), unique=True, max_size=2))))
        for name in names
    )
    numbers = st.integers(0, len(people) - 1)
    mentions = tuple(Mention(*span, draw(numbers)) for span in draw(spans(text, 6))) if people else ()
    quotes = []
    for span in draw(spans(text, 6)):
        person = draw(st.none() | numbers) if people else None
        speaker = Speaker("x", SpeakerType.PERSON, How.EXPLICIT, Certainty.LIKELY, person)
        if person is not None:
            speaker = speaker._replace(name=people[person].name)
        quotes.append(Quote(*span, draw(st.sampled_from(QuoteKind)), draw(st.none() | st.just(speaker))))
    return Annotation(1, people, mentions, tuple(quotes))


@st.composite
def speech_corrections(draw: st.DrawFn, text: str) -> Correction:
    start, end = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
    place = place_of(text, start, end)
    if draw(st.booleans()):
        return NotSpeech(place)
    return SpeakerSet(
        place, draw(st.sampled_from(["", "the police", *NAMES])), draw(st.sampled_from(SpeakerType)), draw(forms())[1:]
    )


def forms() -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(NAMES), unique=True, min_size=1, max_size=3).map(tuple)


@st.composite
def cases(draw: st.DrawFn, *, about: str) -> tuple[str, Annotation, list[Correction]]:
    text = draw(TEXTS)
    if about == "speech":
        one: st.SearchStrategy[Correction] = speech_corrections(draw(st.just(text) | TEXTS))
        one = one | st.builds(NotPerson, forms())
    else:
        # What a person is called in the end is no one's first name: the use case sees to that.
        one = st.builds(SamePerson, forms(), st.sampled_from(["Zoe", "Yan"]), forms()) | speech_corrections(text)
    return text, draw(annotations(text)), draw(st.lists(one, max_size=5))


def _check(case: tuple[str, Annotation, list[Correction]]) -> None:
    text, annotation, corrections = case
    found = corrected(annotation, text, corrections)

    assert all(0 <= one.start <= one.end <= len(text) for one in (*found.mentions, *found.quotes))
    for several in (found.mentions, found.quotes):
        assert all(a.end <= b.start for a, b in pairwise(several))
    assert all(0 <= mention.person < len(found.people) for mention in found.mentions)
    for quote in found.quotes:
        if quote.speaker is not None and quote.speaker.person is not None:
            assert quote.speaker.name == found.people[quote.speaker.person].name
    assert corrected(found, text, corrections) == found


@settings(deadline=None)
@given(cases(about="speech"))
def test_corrections_of_speech_leave_a_whole_annotation_and_hold_when_made_again(
    case: tuple[str, Annotation, list[Correction]],
) -> None:
    _check(case)


@settings(deadline=None)
@given(cases(about="people"))
def test_corrections_of_people_leave_a_whole_annotation_and_hold_when_made_again(
    case: tuple[str, Annotation, list[Correction]],
) -> None:
    _check(case)


@settings(deadline=None)
@given(TEXTS, st.data())
def test_a_quote_is_found_again_where_it_was(text: str, data: st.DataObject) -> None:
    start, end = sorted((data.draw(st.integers(0, len(text))), data.draw(st.integers(0, len(text)))))
    place = place_of(text, start, end)

    found = Letters(text).find(place)

    if place.words:
        assert found is not None
        assert place_of(text, *found).words == place.words


@settings(deadline=None)
@given(TEXTS)
def test_no_corrections_change_nothing(text: str) -> None:
    annotation = Annotation(3, (Person("Ruth"),), (), (Quote(0, len(text)),))

    assert corrected(annotation, text, ()) is annotation
