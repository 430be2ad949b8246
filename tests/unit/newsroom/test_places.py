"""Finding a quote again in a text that has changed."""

from __future__ import annotations

import pytest

from tuinews.newsroom.places import Letters, place_of, with_marks

TEXT = (
    "The river rose in a night. “We lost the piano first, and then the floor, and after that the oven,” said Ana "
    "Petrović, who runs the bakery. “Never,” said the mayor on Tuesday. Later the others came. “Never,” said the clerk."
)
WORDS = "We lost the piano first, and then the floor, and after that the oven"


def found(words: str, text: str, *, is_last: bool = False) -> str | None:
    start = TEXT.rindex(words) if is_last else TEXT.index(words)
    span = Letters(text).find(place_of(TEXT, start, start + len(words)))
    return None if span is None else text[span[0] : span[1]]


@pytest.mark.parametrize(
    "revised",
    [
        TEXT,
        "Updated at noon.\n\n" + TEXT,
        TEXT.replace("“", '"').replace("”", '"'),
        TEXT.replace(", and then", " – and then").replace("first", "FIRST"),
        TEXT.replace(" ", "\n"),
    ],
)
def test_other_marks_blanks_and_places_do_not_matter(revised: str) -> None:
    words = found(WORDS, revised)

    assert words is not None
    assert Letters(words).folded == Letters(WORDS).folded


def test_a_quote_edited_in_its_middle_is_found_by_its_ends() -> None:
    assert found(WORDS, TEXT.replace("the floor", "the whole floor")) == WORDS.replace("the floor", "the whole floor")


def test_a_quote_edited_at_its_beginning_is_found_by_what_stands_around_it() -> None:
    revised = TEXT.replace("We lost the piano first", "We have lost the old piano")

    assert found(WORDS, revised) == WORDS.replace("We lost the piano first", "We have lost the old piano")


@pytest.mark.parametrize("is_last", [False, True])
def test_of_the_same_words_twice_those_with_the_same_surroundings_are_found(is_last: bool) -> None:
    at = Letters("Updated. " * 20 + TEXT).find(
        place_of(TEXT, start := (TEXT.rindex if is_last else TEXT.index)("“Never,”"), start + 8)
    )

    assert at is not None
    assert at[0] == 180 + start + 1


def test_what_was_taken_out_is_not_found() -> None:
    assert found(WORDS, "The river rose in a night. Nobody said anything.") is None


def test_a_stretch_gets_the_marks_and_stops_around_it() -> None:
    start = TEXT.index("We lost")
    end = start + len(WORDS)

    first, last = with_marks(TEXT, start, end, 0, len(TEXT))

    assert TEXT[first:last] == f"“{WORDS},”"


def test_a_stretch_without_marks_stays_as_it_is() -> None:
    text = "She said it was late. Then she left."
    start = text.index("it was late")

    assert with_marks(text, start, start + 11, 0, len(text)) == (start, start + 11)


def test_letters_that_fold_to_several_point_to_where_they_stand() -> None:
    text = "Die Straße, „Straße“"
    start = text.rindex("Straße")

    assert Letters(text).find(place_of(text, start, start + 6)) == (start, start + 6)
