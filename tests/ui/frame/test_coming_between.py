"""What comes while a list is read, and requests that come together: neither undoes what the other has brought."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from tests.newsstand import Newsstand
from tests.ui.frame.newsdesk import NOW, InlineDesk, Reader, Story, open_archive, reading, stock

from tuinews.keymap import Place
from tuinews.model.events import AddEvent, Refreshed, Subscribed
from tuinews.model.scopes import Scope, ScopeKind, Sort
from tuinews.model.subscriptions import Subscription
from tuinews.newsroom import Newsroom, expire, read
from tuinews.newsroom.change import Change
from tuinews.newsroom.expire import Due
from tuinews.newsroom.read import Listing
from tuinews.ui import arrivals, beside
from tuinews.ui.sorting import Order


def stories(count: int) -> list[Story]:
    """Return so many articles, the newest two hours old."""
    return [Story(f"Old {number}", published=NOW - timedelta(hours=number + 2)) for number in range(count)]


class Gate:
    """Holds a reading of the archive back after it was made, once."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
        self.reached, self.opened = asyncio.Event(), asyncio.Event()
        self._really = getattr(read, name)
        monkeypatch.setattr(read, name, self._held)

    async def _held(self, newsroom: Newsroom, wanted: object) -> object:
        found = await self._really(newsroom, wanted)
        if not self.reached.is_set():
            self.reached.set()
            await self.opened.wait()
        return found


async def ends(reader: Reader, group: str) -> None:
    """Wait until no work of a group goes on."""
    await reader.until(lambda: not any(one.group == group and not one.is_finished for one in reader.app.workers))


async def test_an_article_that_comes_before_the_whole_of_a_long_list_is_read_is_announced(
    tmp_path: Path, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beside, "_EVERY_S", 0.02)
    stock(newsroom, "Courier", stories(150))
    other, whole = open_archive(tmp_path), read.whole

    async def late(newsroom: Newsroom, scope: Scope) -> Listing:
        monkeypatch.setattr(read, "whole", whole)
        stock(other, "Courier", ["Fresh"])
        return await whole(newsroom, scope)

    monkeypatch.setattr(read, "whole", late)

    async with reading(newsroom) as reader:
        await reader.sees("1 new")
        assert max(reader.app.reader.headlines.ids) == 150


async def test_a_long_list_has_all_its_articles_though_one_moves_in_it_before_the_whole_is_read(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    stock(newsroom, "Courier", stories(300))
    whole = read.whole

    async with reading(newsroom) as reader:
        await ends(reader, "listing")

        async def late(newsroom: Newsroom, scope: Scope) -> Listing:
            monkeypatch.setattr(read, "whole", whole)
            newsroom.database.write(
                lambda connection: connection.execute("UPDATE articles SET is_read = 1 WHERE id = 300")
            )
            return await whole(newsroom, scope)

        monkeypatch.setattr(read, "whole", late)
        reader.app.reader.lists.set_order(Order(Sort.UNREAD))
        await ends(reader, "listing")

        assert sorted(reader.app.reader.headlines.ids) == list(range(1, 301))


async def test_a_deleted_article_stays_away_though_the_whole_list_was_read_before(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    stock(newsroom, "Courier", stories(150))
    gate = Gate(monkeypatch, "whole")

    async with reading(newsroom) as reader:
        await gate.reached.wait()
        gone = reader.app.reader.headlines.selected_id
        reader.app.reader.shelving.delete()
        await reader.sees_no("● Old 0")
        gate.opened.set()
        await ends(reader, "listing")

        assert len(reader.app.reader.headlines.ids) == 149
        assert gone not in reader.app.reader.headlines.ids


async def test_a_deleted_article_stays_away_though_the_list_was_being_opened_anew(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    stock(newsroom, "Courier", stories(20))

    async with reading(newsroom) as reader:
        await reader.sees("Old 0")
        gate = Gate(monkeypatch, "rows")
        reader.app.reader.lists.reopen()
        await gate.reached.wait()
        reader.app.reader.shelving.delete()
        await reader.sees_no("● Old 0")
        gate.opened.set()
        await ends(reader, "listing")

        assert len(reader.app.reader.headlines.ids) == 19


async def test_an_article_let_go_stays_away_though_a_list_that_expects_more_was_being_read(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    stock(newsroom, "Courier", stories(20))

    async with reading(newsroom) as reader:
        screen = reader.app.reader
        screen.lists.open(Scope(), is_expecting=True)
        await ends(reader, "listing")
        gate = Gate(monkeypatch, "rows")
        screen.lists.reopen(at_top=True)
        await gate.reached.wait()
        gone = screen.headlines.ids[3]
        newsroom.database.write(
            lambda connection: connection.execute("UPDATE articles SET is_gone = 1 WHERE id = ?", (gone,))
        )
        screen.lists.leave_out((gone,))
        gate.opened.set()
        await ends(reader, "listing")

        assert gone not in screen.headlines.ids
        assert len(screen.headlines.ids) == 19


async def test_a_filter_is_kept_though_a_window_searches_at_the_same_moment(newsroom: Newsroom) -> None:
    stock(newsroom, "Courier", ["Ferry returns", "Bridge closes"])

    async with reading(newsroom) as reader:
        await reader.sees("Ferry returns")
        turn, held = newsroom.database._search_turn, asyncio.Event()
        loop = asyncio.get_running_loop()
        newsroom.database._searcher.submit(lambda: asyncio.run_coroutine_threadsafe(held.wait(), loop).result())
        reader.app.reader.lists.set_words("bridge")
        await reader.until(lambda: newsroom.database._search_turn > turn)
        searching = asyncio.create_task(newsroom.database.searching(lambda _: 1))
        await asyncio.sleep(0)
        held.set()
        await searching

        await reader.until(lambda: len(reader.app.reader.headlines.ids) == 1)


async def test_what_comes_for_an_empty_list_leaves_another_that_was_opened_meanwhile_alone(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arrivals, "_FOLLOW_S", 0.1)
    empty, full = stock(newsroom, "Empty", []), stock(newsroom, "Courier", stories(5))

    async with reading(newsroom) as reader:
        screen = reader.app.reader
        screen.going.open_scope(Scope(ScopeKind.FEED, empty))
        await reader.until(lambda: not screen.headlines.count)
        screen.arrivals.note_outcome(Refreshed(empty, "Empty", 1, 0))
        screen.going.open_scope(Scope(ScopeKind.FEED, full))
        await reader.until(lambda: screen.headlines.count == 5)
        screen.going.go_to(Place.HEADLINES)
        await reader.press("j", "j")
        passed = asyncio.Event()
        screen.set_timer(0.15, passed.set)
        await passed.wait()
        await ends(reader, "listing")

        assert screen.headlines.cursor == 2


async def test_what_comes_without_a_pause_is_shown_in_an_empty_list_all_the_same(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arrivals, "_FOLLOW_S", 0.1)
    feed_id = stock(newsroom, "Empty", [])

    async with reading(newsroom) as reader:
        stock(newsroom, "Empty", ["Brand new"])

        def comes() -> bool:
            reader.app.reader.arrivals.note_outcome(Refreshed(feed_id, "Empty", 1, 0))
            return reader.shows("Brand new")

        await reader.until(comes)


async def test_a_list_that_is_read_anew_while_it_is_opened_shows_what_it_was_opened_for(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    stock(newsroom, "Courier", stories(2))
    feed_id = stock(newsroom, "Gazette", [Story("Late"), Story("Early")])
    wanted = 3  # the older of the two is stored first

    async with reading(newsroom) as reader:
        await reader.sees("Old 0")
        gate = Gate(monkeypatch, "first_page")
        reader.app.reader.going.open_scope(Scope(ScopeKind.FEED, feed_id), wanted)
        await gate.reached.wait()
        reader.app.reader.lists.reopen()

        await ends(reader, "listing")
        assert reader.app.reader.headlines.selected_id == wanted


async def test_articles_that_go_by_the_rules_are_told_though_another_refresh_ends_meanwhile(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    stock(newsroom, "Courier", ["First"])
    really, held, times = expire.after_refresh, asyncio.Event(), 0

    async def held_back(newsroom: Newsroom) -> tuple[Due, Change]:
        nonlocal times
        times += 1
        due, change = await really(newsroom)
        if times > 1:
            return due, change
        await held.wait()
        return due, change._replace(label="3 articles let go")

    monkeypatch.setattr(expire, "after_refresh", held_back)

    async with reading(newsroom) as reader:
        reader.app.reader.stocktaking.after_refresh()
        await reader.until(lambda: times == 1)
        reader.app.reader.stocktaking.after_refresh()
        await reader.settle()
        held.set()

        await reader.sees("3 articles let go · u undoes")
        await reader.until(lambda: times == 2)


class SlowDesk(InlineDesk):
    """A desk that is held back between a subscription and its articles."""

    def __init__(self, newsroom: Newsroom, address: str) -> None:
        super().__init__(newsroom)
        self._address = address
        self.opened = asyncio.Event()

    async def add(self, wanted: Subscription) -> AsyncIterator[AddEvent]:
        """Subscribe; the articles of one address wait."""
        async for event in super().add(wanted):
            yield event
            if isinstance(event, Subscribed) and wanted.url == self._address:
                await self.opened.wait()


async def test_a_second_feed_that_is_added_does_not_end_the_first_one_fetch(
    newsroom: Newsroom, newsstand: Newsstand
) -> None:
    one, two = newsstand.feed("/one", "Harbour News", ["Ferry returns"]), newsstand.feed("/two", "Hill News", ["Cows"])
    desk = SlowDesk(newsroom, one)

    async with reading(newsroom, desk=desk) as reader:
        screen = reader.app.reader
        await _adds(reader, one)
        await reader.until(lambda: screen.lists.scope.kind is ScopeKind.FEED)
        await _adds(reader, two)
        await reader.sees("Subscribed to Hill News · u undoes")
        desk.opened.set()

        await reader.sees("Subscribed to Harbour News · u undoes")
        assert [feed.title for feed in screen.feeds.feed_tree.feeds if not feed.is_builtin] == [
            "Harbour News",
            "Hill News",
        ]


async def test_an_article_of_a_feed_that_is_added_again_is_counted_once(
    newsroom: Newsroom, newsstand: Newsstand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beside, "_EVERY_S", 0.02)
    url = newsstand.feed("/courier", "Courier", ["Fresh"])
    stock(newsroom, "Courier", stories(2), url=url)
    desk = SlowDesk(newsroom, url)

    async with reading(newsroom, desk=desk) as reader:
        screen = reader.app.reader
        await _adds(reader, url)
        await reader.until(lambda: screen.lists.scope.kind is ScopeKind.FEED)
        await ends(reader, "listing")
        await reader.press("j")
        desk.opened.set()
        await reader.sees("1 new")
        newsroom.database.write(lambda connection: connection.execute("UPDATE articles SET is_starred = 1"))
        await reader.sees("★ Old 1")  # what was written has been looked at since

        assert reader.shows("1 new")


async def _adds(reader: Reader, url: str) -> None:
    await reader.press("a")
    await reader.paste(url)
    await reader.press("enter")
