"""A feed that is gone or has moved: a move is believed slowly, and nothing of the feed is lost by it."""

from datetime import timedelta

import pytest
from tests.newsstand import Answer, Item, Newsstand, rss
from tests.web.watch import Watch, outcomes, stored, subscribed, wait_of

from tuinews.errors import FailureKind
from tuinews.model.corrections import NotPerson
from tuinews.model.events import Failed, Unchanged
from tuinews.model.scopes import Scope
from tuinews.newsroom import Newsroom, mark, read
from tuinews.newsroom.problems import problems as find_problems
from tuinews.store import corrections, feeds, pages


async def test_a_feed_that_is_gone_is_not_asked_any_more(
    newsroom: Newsroom, newsstand: Newsstand, clock: Watch
) -> None:
    newsstand.feed("/feed", "Courier", ["One"])
    feed_id = subscribed(newsroom, newsstand.url("/feed"))
    await outcomes(newsroom)
    newsstand.serve("/feed", status=410)
    (outcome,) = await outcomes(newsroom)
    clock.now += timedelta(days=400)

    assert isinstance(outcome, Failed)
    assert "gone for good (410)" in outcome.message
    assert "articles stay" in outcome.message
    assert await outcomes(newsroom, force=False) == []
    assert await outcomes(newsroom) == []
    assert stored(newsroom, feed_id).total == 1


async def test_a_feed_that_was_gone_comes_back_when_it_is_asked_by_name(
    newsroom: Newsroom, newsstand: Newsstand
) -> None:
    feed_id = subscribed(newsroom, newsstand.serve("/feed", status=410))
    await outcomes(newsroom)
    newsstand.feed("/feed", "Courier", ["One"])

    await outcomes(newsroom, (feed_id,))

    assert wait_of(newsroom, feed_id) < timedelta(days=1)


async def test_a_feed_that_was_gone_is_due_when_it_is_subscribed_to_again(
    newsroom: Newsroom, newsstand: Newsstand
) -> None:
    feed_id = subscribed(newsroom, newsstand.serve("/feed", status=410))
    await outcomes(newsroom)
    await mark.remove_feed(newsroom, feed_id)

    subscribed(newsroom, newsstand.feed("/feed", "Courier", ["One"]))

    assert stored(newsroom, feed_id).next_refresh_at is None


@pytest.mark.parametrize("status", [301, 308])
async def test_a_feed_that_moved_is_renamed_after_it_has_held_twice(
    newsroom: Newsroom, newsstand: Newsstand, status: int
) -> None:
    new = newsstand.feed("/new", "Courier", ["One"])
    old = newsstand.redirect("/old", new, status)
    feed_id = subscribed(newsroom, old)
    await outcomes(newsroom)
    assert stored(newsroom, feed_id).url == old

    (outcome,) = await outcomes(newsroom)

    assert stored(newsroom, feed_id).url == new
    assert isinstance(outcome, Unchanged)
    assert "moved to" in outcome.warnings[0]


async def test_a_move_that_did_not_hold_is_forgotten(newsroom: Newsroom, newsstand: Newsstand) -> None:
    new = newsstand.feed("/new", "Courier", ["One"])
    moved = Answer(status=301, headers={"Location": new})
    newsstand.serve_in_turn("/old", moved, Answer(rss("Courier", ["One"])), moved, moved)
    feed_id = subscribed(newsroom, newsstand.url("/old"))
    for _ in range(3):
        await outcomes(newsroom)
    assert stored(newsroom, feed_id).url == newsstand.url("/old")

    await outcomes(newsroom)

    assert stored(newsroom, feed_id).url == new


async def test_a_move_to_what_is_no_feed_is_not_believed(newsroom: Newsroom, newsstand: Newsstand) -> None:
    page = newsstand.serve("/login", b"<html><body>Please log in</body></html>", media_type="text/html")
    feed_id = subscribed(newsroom, newsstand.redirect("/old", page, 301))

    for _ in range(3):
        await outcomes(newsroom)

    assert stored(newsroom, feed_id).url == newsstand.url("/old")


@pytest.mark.parametrize("status", [302, 303, 307])
async def test_a_passing_redirect_never_renames(newsroom: Newsroom, newsstand: Newsstand, status: int) -> None:
    feed_id = subscribed(newsroom, newsstand.redirect("/old", newsstand.feed("/new", "Courier", ["One"]), status))

    for _ in range(4):
        await outcomes(newsroom)

    assert stored(newsroom, feed_id).url == newsstand.url("/old")


async def test_a_feed_that_moves_to_another_becomes_one_with_it(newsroom: Newsroom, newsstand: Newsstand) -> None:
    new = newsstand.feed("/new", "Courier", [Item("One"), Item("Two")])
    newsstand.feed("/old", "Courier", [Item("Zero"), Item("One")])
    old_id = subscribed(newsroom, newsstand.url("/old"), "My courier")
    new_id = subscribed(newsroom, new)
    await outcomes(newsroom)
    starred = next(row for row in await read.find_rows(newsroom, Scope(), 10) if row.feed_id == old_id)
    await mark.mark(newsroom, [starred.id], "starred", True)
    newsstand.redirect("/old", new, 301)

    for _ in range(2):
        await outcomes(newsroom)

    rows = await read.find_rows(newsroom, Scope(), 10)
    assert newsroom.database.read(feeds.get, old_id) is None
    assert sorted(row.title for row in rows) == ["One", "Two", "Zero"]
    assert {row.feed_id for row in rows} == {new_id}
    assert [row.title for row in rows if row.is_starred] == [starred.title]
    assert stored(newsroom, new_id).title == "My courier"
    assert (stored(newsroom, new_id).total, stored(newsroom, new_id).unread) == (3, 3)


async def test_a_feed_that_moves_to_another_hands_down_corrections_pages_and_choices(
    newsroom: Newsroom, newsstand: Newsstand
) -> None:
    new = newsstand.feed("/new", "Courier", [Item("One", guid="1")])
    old_id = subscribed(newsroom, newsstand.feed("/old", "Courier", [Item("One", guid="1")]))
    new_id = subscribed(newsroom, new)
    await outcomes(newsroom)
    ids = {row.feed_id: row.id for row in await read.find_rows(newsroom, Scope(), 10)}
    said = (NotPerson(("Ashford",)),)
    newsroom.database.write(corrections.replace, ids[old_id], said)
    newsroom.database.write(pages.fail, ids[old_id], "It is empty.", newsroom.clock())
    newsroom.database.write(pages.choose, old_id, "always")
    newsstand.redirect("/old", new, 301)

    for _ in range(2):
        await outcomes(newsroom)

    state = newsroom.database.read(pages.state, ids[new_id])
    assert newsroom.database.read(corrections.of, ids[new_id]) == said
    assert state is not None
    assert state.problem == "It is empty."
    assert newsroom.database.read(pages.choices)[new_id] == "always"


async def test_a_feed_that_is_gone_stands_among_the_problems_and_one_that_was_renamed_does_not(
    newsroom: Newsroom, newsstand: Newsstand
) -> None:
    gone_id = subscribed(newsroom, newsstand.serve("/gone", status=410))
    new = newsstand.feed("/new", "Courier", ["One"])
    moved_id = subscribed(newsroom, newsstand.redirect("/old", new, 301))

    for _ in range(2):
        await outcomes(newsroom)

    (problem,) = (await find_problems(newsroom)).failing
    assert stored(newsroom, moved_id).url == new
    assert problem.feed.id == gone_id
    assert problem.failure is not None
    assert problem.failure.kind is FailureKind.GONE


async def test_a_feed_that_moves_to_an_unsubscribed_one_takes_its_place(
    newsroom: Newsroom, newsstand: Newsstand
) -> None:
    new = newsstand.feed("/new", "Courier", [Item("One")])
    gone_id = subscribed(newsroom, new)
    await outcomes(newsroom)
    await mark.remove_feed(newsroom, gone_id)
    feed_id = subscribed(newsroom, newsstand.redirect("/old", new, 301))

    for _ in range(2):
        await outcomes(newsroom)

    assert stored(newsroom, feed_id).url == new
    assert [row.title for row in await read.find_rows(newsroom, Scope(), 10)] == ["One"]
