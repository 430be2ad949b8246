"""Header values are read where they make sense and passed over where they do not."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuinews.fetch.headers import charset, fresh_until, http_date, media_type, retry_at, usable_validator

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
FIVE_MINUTES = timedelta(minutes=5)
DAY = timedelta(hours=24)


@pytest.mark.parametrize(
    ("content_type", "expected"),
    [
        ("text/html", "text/html"),
        ("Text/XML ; charset=utf-8", "text/xml"),
        ("application/rss+xml, text/plain", "application/rss+xml"),
        ("", ""),
        ("nonsense", ""),
        ("text/\x1b[2J", ""),
    ],
)
def test_a_media_type_is_read_without_its_parameters(content_type: str, expected: str) -> None:
    assert media_type(content_type) == expected


@pytest.mark.parametrize(
    ("content_type", "expected"),
    [
        ("text/html; charset=UTF-8", "utf-8"),
        ("text/html;x=1; Charset = 'koi8-r'", "koi8-r"),
        ("text/html; charset=x-nope", "x-nope"),
        ("text/html", ""),
        ("text/html; charset=", ""),
        ("text/html; charset=\x1b[2J", ""),
    ],
)
def test_a_charset_is_read_whether_it_is_known_or_not(content_type: str, expected: str) -> None:
    assert charset(content_type) == expected


@pytest.mark.parametrize(
    ("text", "wait"),
    [
        ("120", timedelta(seconds=120)),
        ("Fri, 20 Nov 2026 12:01:30 GMT", timedelta(seconds=90)),
        ("0", timedelta()),
        ("-5", FIVE_MINUTES),
        ("soon", FIVE_MINUTES),
        ("Thu, 01 Jan 1970 00:00:00 GMT", FIVE_MINUTES),
        ("9" * 20, DAY),
        ("9" * 5000, DAY),
        ("Fri, 31 Dec 9999 23:59:59 GMT", DAY),
    ],
)
def test_retry_after_is_bounded(text: str, wait: timedelta) -> None:
    assert retry_at(text, NOON) == NOON + wait


def test_no_retry_after_gives_no_time() -> None:
    assert retry_at("", NOON) is None


@pytest.mark.parametrize(
    ("cache_control", "expires", "age", "lifetime"),
    [
        ("max-age=600", "", "", timedelta(seconds=600)),
        ('s-maxage=9, Max-Age = "60"', "", "", timedelta(seconds=60)),
        ("max-age=600", "", "100", timedelta(seconds=500)),
        ("max-age=60", "Fri, 20 Nov 2026 13:00:00 GMT", "", timedelta(seconds=60)),
        ("", "Fri, 20 Nov 2026 13:00:00 GMT", "", timedelta(hours=1)),
        ("max-age=31536000", "", "", DAY),
        ("", "Fri, 31 Dec 9999 23:59:59 GMT", "", DAY),
    ],
)
def test_an_answer_is_fresh_for_as_long_as_it_says_but_a_day(
    cache_control: str, expires: str, age: str, lifetime: timedelta
) -> None:
    assert fresh_until(cache_control, expires, age, NOON) == NOON + lifetime


@pytest.mark.parametrize(
    ("cache_control", "expires", "age"),
    [
        ("", "", ""),
        ("no-cache, max-age=600", "", ""),
        ("max-age=600,no-store", "", ""),
        ("max-age=0", "Fri, 20 Nov 2026 13:00:00 GMT", ""),
        ("max-age=60", "", "61"),
        ("max-age=-1", "", ""),
        ("s-maxage=600", "", ""),
        ("", "0", ""),
        ("", "Fri, 20 Nov 2026 11:00:00 GMT", ""),
    ],
)
def test_an_answer_that_names_no_future_is_not_fresh(cache_control: str, expires: str, age: str) -> None:
    assert fresh_until(cache_control, expires, age, NOON) is None


@pytest.mark.parametrize(
    "text", ["", "x" * 100, "yesterday", "0", "Fri, 99 Nov 2026 12:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 -2359"]
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert http_date(text) is None


def test_a_date_without_zone_is_utc() -> None:
    assert http_date("Fri, 20 Nov 2026 12:00:00 -0000") == NOON


@pytest.mark.parametrize("value", ['"a"', 'W/"x y"', '"\xe9"', "a", "e" * 1024])
def test_a_plain_validator_is_kept_as_it_is(value: str) -> None:
    assert usable_validator(value) == value


@pytest.mark.parametrize("value", ["", " a", "a ", "a\nb", "a\r\nb", "\x7f", "\x9b2J", "e" * 1025, "”"])
def test_a_validator_that_cannot_be_sent_back_is_dropped(value: str) -> None:
    assert usable_validator(value) == ""


@settings(deadline=None)
@given(st.text(), st.text(), st.text())
def test_no_header_value_breaks_the_reading(first: str, second: str, third: str) -> None:
    fresh_until(first, second, third, NOON)
    retry_at(first, NOON)
    media_type(first)
    charset(first)
