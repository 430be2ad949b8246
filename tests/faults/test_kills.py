"""Killed at any moment, whatever it writes, the program loses nothing that it said was done.

A few kills of each kind run always; `pytest -m long tests/faults` makes many more, and some at random times.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from tests.faults.killing import Nursery, check, spread
from tests.faults.works import WORKS

FEW = 4
MANY = 40


@pytest.fixture(scope="module")
def nursery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nursery]:
    """The process that works are forked from."""
    opened = Nursery(tmp_path_factory.mktemp("faults"))
    yield opened
    opened.close()


@pytest.mark.parametrize("work", WORKS)
def test_what_was_acknowledged_is_there_after_a_kill(nursery: Nursery, work: str) -> None:
    _kill(nursery, work, FEW)


@pytest.mark.long
@pytest.mark.parametrize("work", WORKS)
def test_what_was_acknowledged_is_there_after_many_kills(
    nursery: Nursery, work: str, record_property: pytest.RecordProperty
) -> None:
    kills = _kill(nursery, work, MANY)
    chance = random.Random(work)
    seconds = nursery.points(work).seconds
    for _ in range(MANY // 2):
        home, answer = nursery.run(work, "time", chance.uniform(0.001, seconds))
        kills += answer["ended"] == "killed"
        check(home, answer)
    record_property("kills", kills)
    print(f"{work}: {kills} kills")


def _kill(nursery: Nursery, work: str, count: int) -> int:
    """Kill a work at points of both kinds; return how often."""
    points, kills = nursery.points(work), 0
    for kind, total in (("statement", points.statements), ("write", points.writes)):
        for at in spread(total, count):
            home, answer = nursery.run(work, kind, at)
            kills += answer["ended"] == "killed"
            try:
                check(home, answer)
            except Exception as error:
                raise AssertionError(f"{work} killed at {kind} {at} of {total}: {error!r} (left in {home})") from error
    # A run may take a statement less than the one that was counted, and then ends before the last point.
    assert kills >= min(count, points.statements) - 1
    return kills
