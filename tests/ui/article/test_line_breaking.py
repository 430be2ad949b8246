"""Lines out of running text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tuinews.screen_text import block
from tuinews.ui.wrapping import chop, fit, wrap


def lines(text: str, width: int, hanging: int = 0) -> list[str]:
    return [text[start:end] for start, end in wrap(text, width, 0, len(text), hanging)]


def code_lines(text: str, width: int) -> list[str]:
    return [text[start:end] for start, end in chop(text, width, 0, len(text), 2)]


def test_a_line_ends_between_two_words() -> None:
    assert lines("the water rose in the night", 13) == ["the water", "rose in the", "night"]


def test_a_word_that_fills_the_line_exactly_stays_on_it() -> None:
    assert lines("the water rose", 9) == ["the water", "rose"]


def test_a_word_longer_than_a_line_is_broken_where_the_line_is_full() -> None:
    assert lines("Donaudampfschifffahrt", 8) == ["Donaudam", "pfschiff", "fahrt"]


def test_a_long_address_is_broken_behind_a_slash() -> None:
    assert lines("https://news.example/world/river", 24)[0] == "https://news.example/"


def test_a_hyphenated_word_may_be_broken_behind_its_hyphen() -> None:
    assert lines("a hostage-prisoner swap", 12) == ["a hostage-", "prisoner", "swap"]


def test_a_negative_number_keeps_its_sign() -> None:
    assert lines("it was cold -12 there", 13) == ["it was cold", "-12 there"]


def test_a_no_break_space_holds_two_words_together() -> None:
    assert lines("in the\u00a0Gaza war", 8) == ["in", "the\u00a0Gaza", "war"]


def test_a_line_break_of_the_text_is_kept() -> None:
    assert lines("one\n\ntwo", 10) == ["one", "", "two"]


def test_later_lines_of_a_hanging_paragraph_are_narrower() -> None:
    assert lines("aaaa bbbb cccc dddd", 9, hanging=4) == ["aaaa bbbb", "cccc", "dddd"]


def test_wide_characters_count_as_two_cells() -> None:
    assert lines("東京都の知事", 6) == ["東京都", "の知事"]


def test_a_closing_bracket_does_not_begin_a_line() -> None:
    assert all(
        line[0] not in "」。、）" for line in lines("知事は「重要な問題だ。」と述べた、記者団に（会見で）。", 10)
    )


def test_an_opening_bracket_does_not_end_a_line() -> None:
    assert all(line[-1] not in "「（" for line in lines("知事は重「要な問題だ。」と述べた、記者団に（会見で）。", 8))


def test_a_family_emoji_is_not_torn_apart() -> None:
    family = "👨‍👩‍👧‍👦"

    assert all(line.count("\u200d") % 3 == 0 for line in lines(family * 5, 5))


def test_code_keeps_the_blanks_it_begins_with() -> None:
    assert code_lines("if x:\n    y()", 20) == ["if x:", "    y()"]


def test_a_long_line_of_code_goes_on_behind_a_blank() -> None:
    assert code_lines("return one_thing + another", 20) == ["return one_thing + ", "another"]


def test_marks_without_width_do_not_make_a_line_longer() -> None:
    text = "e\u0301" * 40

    assert fit(text, 10, 0, len(text)) == 20


def test_characters_counted_as_narrow_are_one_cell_wide() -> None:
    wrong = []
    for code in range(0x20, 0x3000):
        char = chr(code)
        # Counted, not measured: the line is cut after as many characters as it has cells.
        if fit(char * 4, 3, 0, 4) == 3 and cell_len(char) != 1:
            wrong.append(hex(code))

    assert wrong == []


@given(st.text(alphabet="ab c-—/.,“”é東京、「」👍🏽\u200d\ufe0f\u0301\n\u00a0", max_size=80), st.integers(2, 20))
def test_no_line_is_wider_than_it_may_be(text: str, width: int) -> None:
    # As texts are shown: a joiner that joins nothing, which libraries measure in two ways, never comes this far.
    assert all(cell_len(line) <= width for line in lines(block(text), width))


def test_a_joiner_before_a_letter_makes_no_line_wider() -> None:
    assert [cell_len(line) <= 3 for line in lines(block("\u200d\u200daa、"), 3)] == [True, True]


@given(st.text(alphabet="ab c-—/東京、「」👍\u0301\n", max_size=80), st.integers(2, 20))
def test_breaking_loses_nothing_but_blanks_and_line_breaks(text: str, width: int) -> None:
    kept = "".join(lines(text, width))

    assert kept.replace(" ", "") == text.replace(" ", "").replace("\n", "")
