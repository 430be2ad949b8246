"""Text cut into tokens: compounds about a name, offsets."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuinews.annotator.sentences import split_tokens

WORDS = st.lists(
    st.sampled_from(["anti-Marsh", "Marsh-led", "Al-Marsh’s", "non-EU-led", "a-", "--", "6'2\"", "J.K.", "\n", " "])
)


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("Okafor-led", ["Okafor", "-", "led"]),
        ("anti-Okafor", ["anti", "-", "Okafor"]),
        ("Pro-Okafor", ["Pro", "-", "Okafor"]),
        ("Kim Min-jae", ["Kim", "Min-jae"]),
        ("Jean-Pierre", ["Jean-Pierre"]),
        ("Saint-Jean-backed", ["Saint-Jean", "-", "backed"]),
        ("state-led", ["state-led"]),
        ("anti-war", ["anti-war"]),
    ],
)
def test_a_compound_about_a_name_is_cut_at_its_hyphen(word: str, parts: list[str]) -> None:
    assert [token.text for token in split_tokens(word)] == parts


def test_the_possessive_of_a_compound_stays_with_its_last_part() -> None:
    tokens = split_tokens("anti-Okafor's")

    assert [(token.text, token.is_possessive) for token in tokens] == [("anti", False), ("-", False), ("Okafor", True)]


@given(st.one_of(WORDS.map(" ".join), st.text(max_size=80)))
@settings(deadline=None)
def test_every_token_is_where_it_says(text: str) -> None:
    tokens = split_tokens(text)

    assert all(text[token.start : token.end] == token.text for token in tokens)
    assert all(before.end <= after.start for before, after in pairwise(tokens))
