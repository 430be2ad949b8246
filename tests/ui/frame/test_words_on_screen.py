"""Ages, moments and texts by cells."""

from __future__ import annotations

from datetime import timedelta

import pytest
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from tests.ui.frame.newsdesk import NOW

from tuinews.ui.ages import age, clock
from tuinews.ui.cells import cut, fit_parts, is_right_to_left, pad, split_line, strip_of, wrap


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(seconds=20), "now"),
        (timedelta(minutes=5), "5m"),
        (timedelta(hours=3), "3h"),
        (timedelta(days=6), "6d"),
        (timedelta(days=13), "9 Nov"),
        (timedelta(days=365), "22 Nov 25"),
        (timedelta(minutes=-10), "now"),
        (timedelta(days=-5), "27 Nov"),
    ],
)
def test_ages_are_short_and_turn_into_dates_after_a_week(ago: timedelta, words: str) -> None:
    assert age(NOW - ago, NOW) == words


def test_what_has_no_date_has_no_age() -> None:
    assert age(None, NOW) == ""


def test_a_moment_of_yesterday_says_so() -> None:
    assert clock(NOW - timedelta(days=1), NOW).startswith("yesterday ")


@pytest.mark.parametrize("width", range(12))
@pytest.mark.parametrize("text", ["plain words", "東京のニュース", "👩‍👩‍👧‍👦 family", "e\u0301te\u0301 chaud", ""])
def test_a_cut_text_never_exceeds_its_width(text: str, width: int) -> None:
    shown, length = cut(text, width)

    assert length == cell_len(shown) <= width


def test_a_text_that_fits_is_left_alone() -> None:
    assert cut("plain words", 11) == ("plain words", 11)


def test_a_cut_is_marked_with_an_ellipsis() -> None:
    assert cut("plain words", 7) == ("plain…", 6)


@pytest.mark.parametrize("text", ["plain words", "東京のニュース", "x"])
def test_a_padded_text_fills_its_width_exactly(text: str) -> None:
    assert cell_len(pad(text, 9)) == 9


def test_a_first_line_breaks_between_words() -> None:
    assert split_line("the council decides today", 14) == ("the council", "decides today")


@pytest.mark.parametrize(
    ("title", "first"),
    [
        ("Obama says African-American museum opens", "Obama says African-"),
        ("The US counterintelligence chief", "The US"),
        ("Donaudampfschifffahrtsgesellschaftskapitän dies", "Donaudampfschifffahrtsg"),
    ],
)
def test_a_long_word_of_a_headline_is_broken_at_its_hyphen_or_not_at_all(title: str, first: str) -> None:
    assert split_line(title, 23)[0] == first


def test_a_line_without_blanks_breaks_anywhere() -> None:
    first, rest = split_line("東京のニュースです", 8)

    assert first + rest == "東京のニュースです"
    assert cell_len(first) <= 8


def test_wrapped_lines_fit() -> None:
    assert all(cell_len(line) <= 10 for line in wrap("words of very different lengthsandmore here", 10))


@pytest.mark.parametrize(
    ("text", "is_so"), [("שלום עולם", True), ("مرحبا", True), ("hello שלום", False), ("123", False)]
)
def test_the_first_letter_tells_the_direction(text: str, is_so: bool) -> None:
    assert is_right_to_left(text) is is_so


def test_a_line_of_segments_has_exactly_its_width() -> None:
    for text in ("short", "very much too long for this", "東京のニュースです"):
        assert strip_of([Segment(text)], 9, Style()).cell_length == 9


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (80, "offline · last 12:00 · 3 lines hidden"),
        (30, "offline · last 12:00"),
        (10, "offline"),
        (5, "offl…"),
    ],
)
def test_a_part_of_a_line_that_has_no_room_goes_whole(width: int, shown: str) -> None:
    assert fit_parts("offline · last 12:00 · 3 lines hidden", width) == (shown, len(shown))


def test_a_sentence_that_has_no_room_ends_between_two_words() -> None:
    assert fit_parts("The picture could not be fetched.", 20)[0] == "The picture could…"
    assert fit_parts("Fetching the full text…", 40)[0] == "Fetching the full text…"
    assert fit_parts("港に新しい灯台がある", 9)[0] == "港に新し…"
