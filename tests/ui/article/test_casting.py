"""Who appears, who speaks, and how they look."""

from __future__ import annotations

from tests.ui.article.manuscript import Manuscript, flood

from tuinews.model.annotations import Annotation, Certainty, Mention, Person, SpeakerType
from tuinews.ui.cast import Cast, Label, Sureness, short_names


def called(name: str, *aliases: str) -> str:
    return short_names((Person(name, aliases),))[0]


def test_those_who_speak_get_their_hue_first() -> None:
    manuscript = Manuscript().paragraph("Ben Castle met Ruth Moyo. “Good,” said Moyo.")
    manuscript.names("Ben Castle").names("Ruth Moyo", "Moyo").says("Ruth Moyo", "“Good,”")

    cast = Cast(manuscript.annotation())

    assert [cast.style_of(person)[0] for person in (1, 0)] == [0, 1]


def test_no_two_of_many_people_look_alike() -> None:
    people = tuple(Person(f"Person {number}") for number in range(36))
    mentions = tuple(Mention(number, number + 1, number) for number in range(36))

    cast = Cast(Annotation(1, people, mentions))

    assert len({cast.style_of(person) for person in range(36)}) == 36


def test_six_people_have_six_marks_that_need_no_colour() -> None:
    people = tuple(Person(f"Person {number}") for number in range(6))

    cast = Cast(Annotation(1, people))

    assert len({cast.style_of(person)[1] for person in range(6)}) == 6


def test_a_person_is_called_by_the_last_name() -> None:
    assert called("Hossein Amir Abdollahian") == "Abdollahian"


def test_a_particle_belongs_to_the_last_name() -> None:
    assert called("Mohammed bin Abdulrahman Al Thani") == "Al Thani"


def test_a_suffix_is_not_a_last_name() -> None:
    assert called("Robert F. Kennedy Jr.") == "Kennedy"


def test_a_person_is_called_as_the_article_calls_them() -> None:
    assert called("Ursula von der Leyen", "von der Leyen") == "von der Leyen"


def test_a_family_name_that_comes_first_is_kept() -> None:
    assert called("Xi Jinping", "Xi") == "Xi"


def test_two_of_one_name_are_told_apart_by_an_initial() -> None:
    assert short_names((Person("Bill Clinton"), Person("Hillary Clinton"))) == ("B. Clinton", "H. Clinton")


def test_a_likely_speaker_is_labelled_as_likely() -> None:
    assert Cast(flood().annotation()).label(2) == Label("Lindqvist", 1, Sureness.LIKELY)


def test_a_quote_of_nobody_is_labelled_with_a_question_mark() -> None:
    assert Cast(flood().annotation()).label(5) == Label("?", -1, Sureness.UNKNOWN)


def test_an_unnamed_source_is_labelled_by_what_it_is() -> None:
    manuscript = Manuscript().paragraph("“Soon,” a senior source close to the group said.")
    manuscript.says("a senior source close to the group", "“Soon,”", speaker_type=SpeakerType.UNNAMED)

    assert Cast(manuscript.annotation()).label(0).text == "Senior source"


def test_an_organisation_keeps_its_whole_name() -> None:
    manuscript = Manuscript().paragraph("“Stay at home,” the Ministry of Health said.")
    manuscript.says("the Ministry of Health", "“Stay at home,”")

    assert Cast(manuscript.annotation()).label(0).text == "Ministry of Health"


def test_all_quotes_of_one_speaker_belong_to_one_voice() -> None:
    cast = Cast(flood().annotation())

    assert [(voice.name, voice.quotes) for voice in cast.voices] == [
        ("Ana Petrović", (0, 4)),
        ("Tomasz Lindqvist", (1, 2)),
        ("the water company", (3,)),
    ]


def test_a_quote_that_reaches_into_a_stretch_is_in_it() -> None:
    manuscript = Manuscript().paragraph("“One two three,” said Ana Petrović.").says("", "“One two three,”")
    cast = Cast(manuscript.annotation())

    assert list(cast.quotes_in(5, 8)) == [0]


def test_a_quote_that_ends_where_a_stretch_begins_is_not_in_it() -> None:
    manuscript = Manuscript().paragraph("“One,” said Ana Petrović.").says("", "“One,”")
    cast = Cast(manuscript.annotation())

    assert list(cast.quotes_in(6, 9)) == []


def test_a_certain_speaker_is_labelled_as_certain() -> None:
    manuscript = Manuscript().paragraph("“One,” said Ana Petrović.").names("Ana Petrović")
    manuscript.says("Ana Petrović", "“One,”", Certainty.CERTAIN)

    assert Cast(manuscript.annotation()).label(0).sureness is Sureness.CERTAIN
