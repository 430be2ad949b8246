"""What holds for every text that reaches the screen."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from tuinews import screen_text

ODD = (
    "\x00\x07\x08\t\n\x0b\x0c\r\x1b\x1c\x7f\x80\x85\x90\x9b\x9c\x9d\xa0\xad[]()?0;52cmHlP\\_^X #~"
    "\u0301\u0303\u0489\u0e49\u0903\u034f\u061c\u115f\u180b\u180e\u200b\u200c\u200d\u200e\u200f\u2028\u202e\u2066\u2069"
    "\u20e3\u3000\u3164\ufe0e\ufe0f\ufeff\uffa0\ufffd\ud800\udc00\U000e0041\U000e007f\U0001f468\U0001f3fd\u2764©"
    "aeXن\u0652םक\u094dක\u0dca字\u302a1“…"
)
odd_text = st.lists(
    st.one_of(
        st.sampled_from(ODD),
        st.sampled_from(["\x1b]0;pwned\x07", "\x1b[2J", "\x9b31m", "\x1bPq\x1b\\", "\x9d52;c;eA==\x9c", "said "]),
        st.characters(),
        st.characters(categories=("Cs",)),
    ),
    max_size=60,
).map("".join)
FORBIDDEN = {
    *range(0x20),
    *range(0x7F, 0xA0),
    *range(0x202A, 0x202F),
    *range(0x2066, 0x206A),
    *range(0xD800, 0xE000),
}
INVISIBLE = {0xAD, 0x200B, 0x2060, 0xFEFF, 0x115F, 0x1160, 0x3164, 0xFFA0, *range(0xE0000, 0xE0FFF)}


def most_marks_in_a_row(text: str) -> int:
    longest = run = 0
    for char in text:
        run = run + 1 if unicodedata.category(char) in {"Mn", "Me"} else 0
        longest = max(longest, run)
    return longest


@given(odd_text)
def test_a_line_holds_no_character_that_steers_a_terminal(text: str) -> None:
    assert not FORBIDDEN & set(map(ord, screen_text.line(text)))


@given(odd_text)
def test_a_block_holds_no_character_that_steers_a_terminal_but_line_feeds(text: str) -> None:
    assert not (FORBIDDEN - {0x0A}) & set(map(ord, screen_text.block(text)))


@given(odd_text)
def test_what_is_typed_holds_no_character_that_steers_a_terminal(text: str) -> None:
    assert not FORBIDDEN & set(map(ord, screen_text.typed(text)))
    assert screen_text.typed(screen_text.typed(text)) == screen_text.typed(text)


@given(odd_text)
def test_nothing_invisible_stays(text: str) -> None:
    assert not INVISIBLE & set(map(ord, screen_text.line(text) + screen_text.block(text)))


@given(odd_text, st.integers(min_value=1, max_value=40))
def test_a_line_stays_within_its_limit(text: str, limit: int) -> None:
    assert len(screen_text.line(text, limit)) <= limit


@given(odd_text, st.integers(min_value=1, max_value=40))
def test_cleaning_a_line_twice_changes_nothing_more(text: str, limit: int) -> None:
    once = screen_text.line(text, limit)

    assert screen_text.line(once, limit) == once


@given(odd_text)
def test_cleaning_a_block_twice_changes_nothing_more(text: str) -> None:
    once = screen_text.block(text)

    assert screen_text.block(once) == once


@given(odd_text)
def test_a_base_carries_at_most_four_marks(text: str) -> None:
    assert most_marks_in_a_row(screen_text.line(text)) <= 4


@given(st.text(st.characters(codec="ascii", categories=("L", "N", "P", "S")), max_size=80))
def test_visible_ascii_is_never_changed(text: str) -> None:
    assert screen_text.block(text) == text


@given(st.text(st.characters(categories=("L", "N", "P", "S"), exclude_characters="\u115f\u1160\u3164\uffa0\ufffc")))
def test_letters_digits_and_signs_are_never_lost(text: str) -> None:
    assert screen_text.block(text) == text


@given(st.text(max_size=40), st.text(max_size=60), st.integers(min_value=1, max_value=60))
def test_a_short_address_stays_within_its_limit(host: str, rest: str, limit: int) -> None:
    assert len(screen_text.short_url(f"https://{host}/{rest}", limit)) <= limit


@given(odd_text)
def test_an_address_shows_nothing_that_steers_a_terminal(text: str) -> None:
    shown = screen_text.short_url("https://" + text) + screen_text.display_host("http://" + text)

    assert not FORBIDDEN & set(map(ord, shown))
