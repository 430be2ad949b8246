"""Which words may belong to a name."""

import pytest

from tuinews.annotator.people.candidates import find_candidates, is_capital
from tuinews.annotator.sentences import split_tokens


def candidates_in(text: str) -> str:
    tokens = split_tokens(text)
    marked = find_candidates(tokens)
    return " ".join(token.text for token, is_candidate in zip(tokens, marked, strict=True) if is_candidate)


@pytest.mark.parametrize("word", ["Haniyeh", "al-Sisi", "d’Estaing", "O’Neil", "É", "NATO"])
def test_names_are_written_with_a_capital(word: str) -> None:
    assert is_capital(word)


@pytest.mark.parametrize("word", ["harbour", "vice-president", "34th", "mother-in-Law", "e"])
def test_other_words_are_not(word: str) -> None:
    assert not is_capital(word)


def test_particles_count_between_capitals_only() -> None:
    assert (
        candidates_in("de facto ruler Khalid bin Hamad van der Berg of the Den") == "Khalid bin Hamad van der Berg Den"
    )


def test_particles_do_not_join_over_a_possessive_or_a_line() -> None:
    assert candidates_in("Okafor’s de Lima\nAmina\nde Lima") == "Okafor Lima Amina Lima"


def test_the_marks_of_a_nickname_between_names_count() -> None:
    assert candidates_in('Robert "Bobby" Marsh said "No" to Ann') == 'Robert " Bobby " Marsh No Ann'
