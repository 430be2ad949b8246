"""The dates of feeds and pages."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.documents import NOW

from tuinews.formats.dates import believable, parse_date

TEN = datetime(2026, 1, 5, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "Mon, 05 Jan 2026 10:00:00 GMT",
        "Mon, 5 January 2026 11:00 +0100",
        "05 Jan 2026 05:00:00 EST",
        "2026-01-05T10:00:00Z",
        "2026-01-05T11:00:00.123+01:00",
        "2026-01-05 10:00:00",
        "2026/1/5 10:00",
        "Mon Jan 5 2026 10:00:00 GMT+0000",
        "January 5, 2026 10:00 AM UTC",
        "Jan. 5th, 2026 at 5:00 a.m. EST",
        "1767607200",
        "1767607200000",
    ],
)
def test_the_usual_forms_name_the_same_moment(text: str) -> None:
    assert parse_date(text) == TEN


def test_a_day_without_a_clock_begins_at_midnight() -> None:
    assert parse_date("2026-01-05") == datetime(2026, 1, 5, tzinfo=UTC)


def test_a_leap_second_belongs_to_its_minute() -> None:
    assert parse_date("Mon, 05 Jan 2026 10:00:60 GMT") == TEN + timedelta(seconds=59)


@pytest.mark.parametrize(
    "text",
    ["", "yesterday", "2026-13-45", "30 Feb 2026 10:00 GMT", "2026-01-05T10:00:00+99:99", "-1", "05/01/26", "x" * 9999],
)
def test_what_names_no_moment_is_no_date(text: str) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize("moment", [datetime(1970, 1, 1, tzinfo=UTC), NOW + timedelta(hours=25)])
def test_a_moment_before_feeds_or_after_tomorrow_is_not_believed(moment: datetime) -> None:
    assert believable(moment, NOW) is None


def test_a_moment_that_a_wrong_clock_explains_is_believed() -> None:
    assert believable(NOW + timedelta(hours=20), NOW) == NOW + timedelta(hours=20)
