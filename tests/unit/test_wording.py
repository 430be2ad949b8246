"""Quotes of the same words, quotes nearly alike, and where they differ."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuinews.model.sayings import Alike, PieceKind
from tuinews.wording import alike, differences, digest, fragments, holds, shared, words_of

LONG = "“The bridge is tired, not dangerous, and it will carry us,”"


@pytest.mark.parametrize(
    "other",
    [
        '"The bridge is tired, not dangerous, and it will carry us."',
        "THE BRIDGE is tired not dangerous – and it will carry us",
    ],
)
def test_case_punctuation_and_marks_tell_no_quotes_apart(other: str) -> None:
    assert digest(LONG) == digest(other)
    assert alike(words_of(LONG), words_of(other), is_same_speaker=False) is Alike.SAME


def test_accents_and_kinds_of_apostrophe_tell_no_quotes_apart() -> None:
    assert digest("Don’t blame José") == digest("don't blame Jose")


def test_a_quote_cut_short_is_a_part() -> None:
    assert alike(words_of(LONG), words_of("“tired, not dangerous, and it will”"), is_same_speaker=False) is Alike.PART


def test_a_quote_with_another_word_is_near() -> None:
    other = "“The bridge is tired, not unsafe, and it will carry us”"

    assert alike(words_of(LONG), words_of(other), is_same_speaker=False) is Alike.NEAR


def test_different_statements_that_share_stock_words_are_not_alike() -> None:
    one, other = "We will not leave this city until it is rebuilt", "We will not leave the talks until they have failed"

    assert alike(words_of(one), words_of(other), is_same_speaker=False) is None


def test_a_stock_phrase_is_the_same_statement_only_of_the_same_person() -> None:
    one, other = words_of("“No comment.”"), words_of("“no comment”")

    assert alike(one, other, is_same_speaker=True) is Alike.SAME
    assert alike(one, other, is_same_speaker=False) is None


def test_differences_show_what_was_left_out_and_put_in() -> None:
    pieces = differences("We will never leave the old town", "We will leave the new town")

    assert [(piece.kind, piece.text) for piece in pieces if piece.kind is not PieceKind.SHARED] == [
        (PieceKind.MISSING, "never"),
        (PieceKind.MISSING, "old"),
        (PieceKind.ADDED, "new"),
    ]


@given(st.text(max_size=120), st.text(max_size=120))
def test_a_comparison_keeps_every_character_of_what_is_compared(before: str, after: str) -> None:
    kept = "".join(piece.text for piece in differences(before, after) if piece.kind is not PieceKind.MISSING)

    assert kept.replace(" ", "") == after.replace(" ", "")


def test_an_ellipsis_and_a_word_in_brackets_leave_stretches_that_must_stand_in_order() -> None:
    claimed = fragments("“The bridge is tired … and it will carry [the city]”")

    assert holds(words_of(LONG), claimed)
    assert not holds(words_of(LONG), fragments("“it will carry us … the bridge is tired”"))


def test_nothing_claimed_is_not_held() -> None:
    assert fragments("“…” [-]") == ()
    assert not holds(words_of(LONG), ())


def test_what_is_shared_is_counted_in_stretches() -> None:
    assert shared(words_of("tired not dangerous said nobody"), words_of(LONG)) == pytest.approx(0.6)


def test_a_text_without_words_has_no_digest() -> None:
    assert digest("“—”") == digest("") == digest(None) == 0
