"""When a feed is asked again."""

from datetime import UTC, datetime, timedelta

import pytest

from tuinews.config import Config
from tuinews.newsroom.rhythm import next_refresh, next_try, own_interval
from tuinews.store.schedules import Schedule

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)  # a Friday
CONFIG = Config()
HOUR = timedelta(hours=1)


def every(gap: timedelta, count: int = 20, newest: datetime = NOW) -> tuple[datetime, ...]:
    return tuple(newest - gap * number for number in range(count))


@pytest.mark.parametrize(
    ("gap", "wait"),
    [
        (timedelta(minutes=10), HOUR),
        (12 * HOUR, 3 * HOUR),
        (24 * HOUR, 6 * HOUR),
        (timedelta(days=30), 24 * HOUR),
    ],
)
def test_a_feed_is_asked_four_times_between_two_articles_within_bounds(gap: timedelta, wait: timedelta) -> None:
    assert own_interval(every(gap), CONFIG, NOW) == wait


def test_the_bounds_are_the_configured_ones() -> None:
    config = Config(refresh_interval_min=15, refresh_longest_min=120)

    assert own_interval(every(timedelta(minutes=1)), config, NOW) == timedelta(minutes=15)
    assert own_interval(every(timedelta(days=9)), config, NOW) == timedelta(hours=2)


def test_articles_of_one_batch_tell_no_rhythm() -> None:
    assert own_interval((NOW,) * 20, CONFIG, NOW) == HOUR


def test_batches_a_day_apart_are_a_daily_rhythm() -> None:
    times = tuple(moment for day in every(24 * HOUR, 4) for moment in (day, day - timedelta(minutes=5)))

    assert own_interval(times, CONFIG, NOW) == 6 * HOUR


def test_a_feed_that_has_gone_quiet_is_asked_less_often() -> None:
    lively = every(HOUR, newest=NOW - timedelta(days=10))

    assert own_interval(lively, CONFIG, NOW) == 15 * HOUR


def test_what_feed_and_server_ask_for_makes_the_wait_longer_never_shorter() -> None:
    asked = next_refresh(Schedule(asked_minutes=180), None, CONFIG, NOW, 1)
    fresh = next_refresh(Schedule(), NOW + 5 * HOUR, CONFIG, NOW, 1)
    hasty = next_refresh(Schedule(asked_minutes=1), NOW + timedelta(seconds=9), CONFIG, NOW, 1)

    assert NOW + 3 * HOUR <= asked <= NOW + 3.3 * HOUR
    assert NOW + 5 * HOUR <= fresh <= NOW + 5.3 * HOUR
    assert NOW + HOUR <= hasty <= NOW + 1.1 * HOUR


def test_no_wish_silences_a_feed_for_more_than_a_day() -> None:
    wishes = Schedule(asked_minutes=44_640)

    assert next_refresh(wishes, NOW + timedelta(days=365), CONFIG, NOW, 1) <= NOW + 24 * HOUR * 1.1


def test_feeds_do_not_fall_due_in_one_moment() -> None:
    moments = {next_refresh(Schedule(), None, CONFIG, NOW, feed_id) for feed_id in range(50)}

    assert len(moments) > 40


def test_a_feed_does_not_keep_in_step_with_the_clock() -> None:
    waits = {
        next_refresh(Schedule(), None, CONFIG, moment, 1) - moment for moment in (NOW + HOUR * n for n in range(9))
    }

    assert len(waits) > 5


def test_skipped_hours_and_days_are_left_out() -> None:
    hours = next_refresh(Schedule(skipped_hours=(13, 14)), None, CONFIG, NOW, 1)
    days = next_refresh(Schedule(skipped_days=(4, 5)), None, CONFIG, NOW, 1)

    assert hours.hour == 15
    assert (days.weekday(), days.hour) == (6, 0)


def test_a_feed_that_wants_never_to_be_asked_is_asked_all_the_same() -> None:
    assert next_refresh(Schedule(skipped_hours=tuple(range(24))), None, CONFIG, NOW, 1) <= NOW + 1.1 * HOUR


def test_the_wait_doubles_with_every_failure_up_to_a_day() -> None:
    waits = [next_try(failures, None, CONFIG, NOW, 1) - NOW for failures in range(9)]

    assert [round(wait / HOUR) for wait in waits[:3]] == [1, 2, 4]
    assert waits == sorted(waits)
    assert waits[-1] <= 24 * HOUR * 1.1


def test_a_server_that_asks_for_patience_gets_it() -> None:
    assert next_try(0, NOW + 7 * HOUR, CONFIG, NOW, 1) == NOW + 7 * HOUR
