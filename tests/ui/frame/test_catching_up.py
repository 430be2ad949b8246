"""Catching up: what waits for its people gets them in the open reader, what is looked at first."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.ui.frame.newsdesk import NOW, InlineDesk, Story, reading, stock

from tuinews.model.events import CaughtUp
from tuinews.model.scopes import Scope, ScopeKind
from tuinews.newsroom import Newsroom, catching_up
from tuinews.ui import arrivals
from tuinews.ui import catching_up as on_screen

TEXT = "“It is finally safe,” said Mia Lund, the mayor."


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(on_screen, "_AFTER_S", 0.01)
    monkeypatch.setattr(on_screen, "_SAY_EVERY_S", 0.01)


class WatchedDesk(InlineDesk):
    """Notes what was caught up with."""

    def __init__(self, newsroom: Newsroom) -> None:
        super().__init__(newsroom)
        self.done: list[int] = []

    async def catch_up_some(self, most: int, in_sight: tuple[int, ...]) -> CaughtUp:
        caught_up = await super().catch_up_some(most, in_sight)
        self.done += caught_up.article_ids
        return caught_up


def waiting(newsroom: Newsroom) -> int:
    return newsroom.database.read(catching_up.waiting)


async def test_all_that_waits_is_completed_after_a_refresh(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", [Story(f"Bridge {number}", TEXT) for number in range(60)])

    async with reading(newsroom) as reader:
        reader.app.reader.refreshing.refresh_due()
        await reader.until(lambda: waiting(newsroom) == 0)

        await reader.sees("1 person · 1 quote")


async def test_what_is_on_the_screen_comes_first(newsroom: Newsroom) -> None:
    # Days apart, so that they are no versions of one story, which the list would have but one row for.
    days = [NOW - timedelta(days=5 * number) for number in range(20)]
    old = stock(newsroom, "Harbour News", [Story(f"Bridge {n}", TEXT, published=day) for n, day in enumerate(days)])
    stock(newsroom, "Hill News", [Story(f"Cow {number}", TEXT) for number in range(20)])
    desk = WatchedDesk(newsroom)

    async with reading(newsroom, desk=desk) as reader:
        reader.app.reader.going.open_scope(Scope(ScopeKind.FEED, old))
        await reader.until(lambda: reader.app.reader.headlines.count == 20)
        reader.app.reader.refreshing.refresh_due()
        await reader.until(lambda: waiting(newsroom) == 0)

    of_old = set(
        newsroom.database.read(lambda c: c.execute("SELECT id FROM articles WHERE feed_id = ?", (old,)).fetchall())
    )
    are_old = [(article_id,) in of_old for article_id in desk.done]
    assert are_old == sorted(are_old, reverse=True)


async def test_how_many_wait_stands_in_the_top_line(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", [Story(f"Bridge {number}", TEXT) for number in range(150)])

    async with reading(newsroom) as reader:
        reader.app.reader.refreshing.refresh_due()
        await reader.sees("finding people,")
        await reader.until(lambda: waiting(newsroom) == 0)

        await reader.sees_no("finding people,")


async def test_nothing_is_made_while_somebody_moves(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    stock(newsroom, "Harbour News", [Story(f"Bridge {number}", TEXT) for number in range(60)])
    monkeypatch.setattr(arrivals, "_STILL_S", 1000.0)
    desk = WatchedDesk(newsroom)

    async with reading(newsroom, desk=desk) as reader:
        await reader.press("j")
        reader.app.reader.refreshing.refresh_due()
        await reader.press("j", "j", "j")

    assert desk.done == []
