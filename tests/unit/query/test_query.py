"""What queries mean, what is wrong with them and where, and what could come next."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo

import pytest

from tuinews.query import And, Field, Not, Or, QueryError, Text, canonical, parse
from tuinews.query.completion import Vocabulary, complete
from tuinews.query.dates import first_moment
from tuinews.query.fields import number_range


def test_words_beside_each_other_are_all_wanted() -> None:
    assert parse("gaza ceasefire") == And((Text("gaza"), Text("ceasefire")))


def test_or_binds_weaker_than_words_beside_each_other() -> None:
    assert parse("a b OR c") == Or((And((Text("a"), Text("b"))), Text("c")))
    assert parse("a (b OR c)") == And((Text("a"), Or((Text("b"), Text("c")))))


def test_or_in_lower_case_is_a_word() -> None:
    assert parse("now or never") == And((Text("now"), Text("or"), Text("never")))


def test_a_minus_leaves_out_what_follows_it() -> None:
    assert parse("-is:read -(a OR b) well-known") == And(
        (Not(Field("is", "read")), Not(Or((Text("a"), Text("b")))), Text("well-known"))
    )


def test_phrases_may_have_curly_marks() -> None:
    assert parse("“rate cut”") == parse('"rate cut"') == Text("rate cut")


def test_an_asterisk_lets_a_word_go_on() -> None:
    assert parse("ceas*") == Text("ceas", is_prefix=True)


def test_an_address_and_a_time_are_words() -> None:
    assert parse("http://example.org/a 10:30") == And((Text("http://example.org/a"), Text("10:30")))


def test_a_query_is_kept_in_one_form() -> None:
    assert canonical('  FEED:guardian  is:Unread   "one"  words:007+ since:2026-1 ') == (
        "feed:guardian is:unread one words:7+ since:2026-01"
    )


@pytest.mark.parametrize(
    ("query", "place", "expected"),
    [
        ("war is:red", (4, 10), "`is:` takes unread, read, starred, later, updated"),
        ("war is:red", (4, 10), "found `is:red`, at character 5."),
        ("is:", (0, 3), "nothing follows it"),
        ("feed: x", (0, 5), "nothing follows it"),
        ("a (b", (2, 3), "This parenthesis is not closed, at character 3."),
        ("a b)", (3, 4), "no opening one"),
        ("()", (1, 2), "between parentheses"),
        ("OR a", (0, 2), "stands between two things"),
        ("a OR", (2, 4), "stands between two things"),
        ("a - b", (2, 3), "right before what is left out"),
        ('say "hello', (4, 10), "quotation mark at character 5 is not closed"),
        ("autor:smith", (0, 6), "did you mean `author:`"),
        ("since:soon", (0, 10), "30d, 2w"),
        ("words:many", (0, 10), ">800"),
        ("since:2026-13", (0, 13), "2026-10"),
    ],
)
def test_an_error_names_the_place_and_what_was_expected(query: str, place: tuple[int, int], expected: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(query)

    assert (caught.value.start, caught.value.end) == place
    assert expected in caught.value.message


@pytest.mark.parametrize(
    ("value", "low_high"),
    [(">800", (801, None)), ("2+", (2, None)), ("<3", (0, 2)), ("<=3", (0, 3)), ("5", (5, 5)), ("2-4", (2, 4))],
)
def test_numbers_can_be_bounds(value: str, low_high: tuple[int, int | None]) -> None:
    assert number_range(value) == low_high


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("today", (2026, 3, 31)),
        ("yesterday", (2026, 3, 30)),
        ("30d", (2026, 3, 1)),
        ("2w", (2026, 3, 17)),
        ("1m", (2026, 2, 28)),
        ("1y", (2025, 3, 31)),
        ("2026", (2026, 1, 1)),
        ("2026-02", (2026, 2, 1)),
        ("2025-12-31", (2025, 12, 31)),
    ],
)
def test_days_begin_at_midnight(value: str, day: tuple[int, int, int]) -> None:
    today = datetime(2026, 3, 31).astimezone()

    assert first_moment(value, today) == datetime(*day).astimezone()
    assert first_moment(value, today) <= today + timedelta(0)


def test_days_before_1970_are_known_where_the_system_has_no_such_local_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class OnWindows(datetime):
        def astimezone(self, tz: tzinfo | None = None) -> OnWindows:
            raise OSError(22, "Invalid argument")

    monkeypatch.setattr("tuinews.query.dates.datetime", OnWindows)

    assert first_moment("1950", datetime(2026, 3, 31, tzinfo=UTC)) == datetime(1950, 1, 1, tzinfo=UTC)


WORDS = Vocabulary(feeds=("The Guardian", "RNZ"), tags=("work",), people=("Grace Oyelaran",))


@pytest.mark.parametrize(
    ("query", "options"),
    [
        ("wor", ("words:",)),
        ("gaza is:st", ("starred",)),
        ("-is:u", ("unread", "updated")),
        ("feed:guar", ('"The Guardian"',)),
        ("feed:", ('"The Guardian"', "RNZ")),
        ("said:gr", ('"Grace Oyelaran"',)),
        ("(tag:", ("work",)),
        ("gaza ", ()),
        ("tag:work", ()),
    ],
)
def test_what_can_come_next_is_offered(query: str, options: tuple[str, ...]) -> None:
    assert complete(query, len(query), WORDS).options == options


def test_a_completion_goes_in_where_the_cursor_stands() -> None:
    found = complete("is:un gaza", 5, WORDS)

    assert found.applied("is:un gaza", "unread") == ("is:unread gaza", 10)
