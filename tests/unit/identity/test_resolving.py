"""Which names can be one person's, and what has to speak for it."""

from __future__ import annotations

import pytest

from tuinews.identity.names import FullName, Likeness, full_name, likeness
from tuinews.identity.resolving import Candidate, Named, resolve
from tuinews.identity.roles import weigh_roles
from tuinews.identity.topics import topics_of


def name(words: str) -> FullName:
    found = full_name(words)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Juan Orlando Hernández", "Juan Orlando Hernandez", Likeness.SAME),
        ("Abdel Fattah El Sisi", "Abdel-Fattah al-Sisi", Likeness.SAME),
        ("Dr. Amina Haddad", "Amina Haddad", Likeness.SAME),
        ("Robert C. “Bobby” Scott", "Robert C. Scott", Likeness.SAME),
        ("J.D. Vance", "JD Vance", Likeness.SAME),
        ("John F. Kennedy", "John Kennedy", Likeness.INITIAL),
        ("John F. Kennedy", "John Fitzgerald Kennedy", Likeness.INITIAL),
        ("Maria Garcia", "Maria Lopez Garcia", Likeness.MIDDLE),
        ("Joe Biden", "Joseph R. Biden", Likeness.NICKNAME),
        ("John Kennedy", "John Kennedy Jr.", Likeness.SUFFIX),
        ("J. Kennedy", "John Kennedy", Likeness.LETTER),
        ("John F. Kennedy", "John N. Kennedy", None),
        ("John Kennedy Jr.", "John Kennedy Sr.", None),
        ("John Kennedy", "Robert Kennedy", None),
        ("Hillary Clinton", "Bill Clinton", None),
    ],
)
def test_names_are_alike_or_not(one: str, other: str, alike: Likeness | None) -> None:
    assert likeness(name(one), name(other)) == alike
    assert likeness(name(other), name(one)) == alike


@pytest.mark.parametrize("words", ["Trump", "Mr Mkula", "President Trump", "Pelé", "", "?!"])
def test_a_surname_alone_is_nobody_in_particular(words: str) -> None:
    assert full_name(words) is None


@pytest.mark.parametrize(
    ("one", "other", "says"),
    [
        ("Iranian Foreign Minister", "foreign minister", 1),
        ("striker", "finance minister", -1),
        ("Kenyan runner", "French runner", -1),
        ("", "senator", 0),
        ("President", "European Council President", -1),
        ("striker", "Arsenal striker", 0),
    ],
)
def test_roles_speak_for_and_against(one: str, other: str, says: int) -> None:
    weight = weigh_roles(one, [other])

    assert (weight > 0) - (weight < 0) == says


def candidate(id_: int, words: str, role: str = "", topics: str = "", articles: int = 1) -> Candidate:
    return Candidate(
        id_, (name(words),), roles=(role,) if role else (), topics=frozenset(topics.split()), articles=articles
    )


def named(words: str, role: str = "", topics: str = "") -> Named:
    return Named(name(words), (name(words),), role, frozenset(), dict.fromkeys(topics.split(), 2), 1)


def test_the_same_full_name_with_nothing_against_it_is_the_same_person() -> None:
    assert resolve(named("Amina Haddad"), [candidate(7, "Amina Haddad")]).ids == (7,)


def test_a_striker_and_a_minister_of_one_name_stay_apart() -> None:
    known = [candidate(7, "Ann Smith", "finance minister", "london treasury budget")]

    assert resolve(named("Ann Smith", "Arsenal striker", "arsenal wembley cup"), known).ids == ()


def test_of_two_namesakes_the_role_tells_which_is_meant() -> None:
    known = [candidate(7, "Ann Smith", "finance minister"), candidate(8, "Ann Smith", "Arsenal striker")]

    assert resolve(named("Ann Smith", "striker"), known).ids == (8,)


def test_of_two_namesakes_nobody_is_meant_when_nothing_tells() -> None:
    known = [candidate(7, "Ann Smith", "finance minister"), candidate(8, "Ann Smith", "Arsenal striker")]

    assert resolve(named("Ann Smith"), known).ids == ()


def test_an_article_that_has_to_do_with_both_makes_them_one() -> None:
    known = [candidate(7, "Ann Smith", topics="tunnel bridge"), candidate(8, "Ann Smith", topics="tram ferry")]

    assert set(resolve(named("Ann Smith", topics="tunnel bridge tram ferry"), known).ids) == {7, 8}


def test_father_and_son_are_two() -> None:
    assert resolve(named("John Kennedy Jr."), [candidate(7, "John Kennedy")]).ids == ()
    assert resolve(named("John N. Kennedy"), [candidate(7, "John F. Kennedy", "senator")]).ids == ()


def test_topics_are_words_with_a_capital_inside_sentences() -> None:
    text = "Yesterday Amina Haddad met the mayors of Utrecht and Leiden. Nobody came from Arnhem, said Haddad."

    assert topics_of(text, [(10, 22), (91, 97)]) == {"utrecht", "leiden", "arnhem"}
