"""Reading: lists of headlines and whole articles, as the screen and the command line need them."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from tuinews.model.articles import ArticleRow, Reading, Whereabouts
from tuinews.model.scopes import Scope, ScopeKind, Sort
from tuinews.model.subscriptions import FeedTree, SmartFolder
from tuinews.newsroom import Newsroom
from tuinews.store import articles, feeds, session, story_lists, whereabouts
from tuinews.store.database import SupersededError as SupersededError

if TYPE_CHECKING:
    from tuinews.model.events import Completed

FIRST_PAGE = 100
_FIRST_ROWS = 40
"""So many headlines fill a tall screen."""
_LISTS: Mapping[int, Scope] = MappingProxyType(
    {
        Whereabouts.LISTED: Scope(),
        Whereabouts.ARCHIVED: Scope(ScopeKind.ARCHIVED),
        Whereabouts.MUTED: Scope(ScopeKind.MUTED),
    }
)
_NONE_BEHIND: Mapping[int, tuple[int, ...]] = MappingProxyType({})


class Listing(NamedTuple):
    """A headline list at one moment: the ids in order, or only the first of them when `is_whole` is false."""

    scope: Scope
    ids: array[int]
    total: int
    """How many articles the whole list has."""
    is_whole: bool
    days: tuple[tuple[int, int], ...] = ()
    """Where another day begins: a place in `ids` and the ordinal of the day."""
    behind: Mapping[int, tuple[int, ...]] = _NONE_BEHIND
    """The articles that tell of the same event as one in `ids` and are folded under it."""


class FirstScreen(NamedTuple):
    """All that the first paint needs, read in one go."""

    tree: FeedTree
    listing: Listing
    rows: dict[int, ArticleRow]
    newest: int
    """The highest number of an article before it was read, 0 when there is none: what came later is news."""


def first_screen(newsroom: Newsroom, scope: Scope, article_id: int | None, height: int = _FIRST_ROWS) -> FirstScreen:
    """Return what the screen shows first, without waiting for anything that grows with the archive.

    Args:
        article_id: Where the cursor will stand; None at the top.
        height: How many headlines the screen can show.
    """
    return newsroom.database.read(_first_screen, newsroom, scope, article_id, height)


async def feed_tree(newsroom: Newsroom) -> FeedTree:
    """Return what the feeds pane shows."""
    return await newsroom.database.reading(feeds.tree, newsroom.today())


async def first_page(newsroom: Newsroom, scope: Scope) -> Listing:
    """Return the beginning of a list, at once however long the list is; a filter stops the one before.

    Raises:
        SupersededError: another filter was asked for meanwhile.
    """
    if scope.words:
        return await newsroom.database.searching(_first_page, newsroom, scope)
    return await newsroom.database.reading(_first_page, newsroom, scope)


async def whole(newsroom: Newsroom, scope: Scope) -> Listing:
    """Return all of a list."""
    return await newsroom.database.reading(_whole, newsroom, scope)


async def rows(newsroom: Newsroom, ids: Sequence[int]) -> dict[int, ArticleRow]:
    """Return the rows of these articles by id; articles that are gone are left out."""
    return await newsroom.database.reading(articles.rows, ids)


async def load(newsroom: Newsroom, article_id: int) -> Reading | None:
    """Return an article with its annotation as far as they have been made; None when it is gone."""
    return await newsroom.database.reading(_load, article_id)


def is_incomplete(reading: Reading) -> bool:
    """Return whether an article's text or people are missing, or an older version of the annotator found them."""
    from tuinews import annotator

    found = reading.annotation
    return reading.article.body is None or found is None or found.annotator_version != annotator.VERSION


def with_unstored(reading: Reading, done: Completed) -> Reading:
    """Return an article with the text and annotation that were made of it and could not be stored."""
    if done.body is None:
        return reading
    if reading.article.body is None:
        return Reading(reading.article._replace(body=done.body), done.annotation)
    return reading if reading.annotation is not None else reading._replace(annotation=done.annotation)


async def list_of(newsroom: Newsroom, article_id: int) -> Scope | None:
    """Return the list that an article is sure to stand in, or None where it is in no list any more."""
    places = await newsroom.database.reading(whereabouts.of, (article_id,))
    return next((_LISTS[place] for place in places if place in _LISTS), None)


async def first_of_day(newsroom: Newsroom, scope: Scope, day: str) -> int | None:
    """Return the article of a list ordered by time that comes first of a day as queries write it, or None."""
    from tuinews.query.dates import first_moment

    today = newsroom.today()
    return await newsroom.database.reading(articles.first_of_day, scope, today, first_moment(day, today))


async def next_unread(newsroom: Newsroom, ids: Sequence[int]) -> int | None:
    """Return the first unread article of `ids`, in their order."""
    return await newsroom.database.reading(articles.unread_after, ids)


async def save_position(newsroom: Newsroom, article_id: int, position: float) -> None:
    """Remember where reading of an article stopped: an offset in its text."""
    await newsroom.database.writing(articles.save_position, article_id, position)


async def save_session(newsroom: Newsroom, values: dict[str, object]) -> None:
    """Remember where the reader was left."""
    await newsroom.database.writing(session.save, values)


def save_session_now(newsroom: Newsroom, values: dict[str, object]) -> None:
    """Remember where the reader was left, and wait for it."""
    newsroom.database.write(session.save, values)


def load_session(newsroom: Newsroom) -> dict[str, object]:
    """Return where the reader was left."""
    return newsroom.database.read(session.load)


def has_welcome(newsroom: Newsroom) -> bool:
    """Return whether the Welcome feed has ever been here; one that the user removed stays away."""
    return newsroom.database.read(feeds.has, feeds.WELCOME_URL)


def load_now(newsroom: Newsroom, article_id: int) -> Reading | None:
    """Return what `load` does, and wait for it."""
    return newsroom.database.read(_load, article_id)


def _first_screen(
    connection: sqlite3.Connection, newsroom: Newsroom, scope: Scope, article_id: int | None, height: int
) -> FirstScreen:
    newest = articles.newest_id(connection)
    listing = _first_page(connection, newsroom, scope)
    return FirstScreen(
        tree=feeds.tree(connection, newsroom.today()),
        listing=listing,
        rows=articles.rows(connection, _seen_first(listing.ids, article_id, height)),
        newest=newest,
    )


def _seen_first(ids: array[int], article_id: int | None, height: int) -> array[int]:
    """Return what fills the screen around the article that was read last; the rest is read after the paint."""
    at = ids.index(article_id) if article_id is not None and article_id in ids else 0
    return ids[max(0, at - height) : at + height]


def _first_page(connection: sqlite3.Connection, newsroom: Newsroom, scope: Scope) -> Listing:
    today = newsroom.today()
    if scope.words or scope.kind is ScopeKind.SMART:
        # What a query finds costs as much to count as to read.
        return _whole(connection, newsroom, scope)
    ids, days = _ids(connection, scope, today, FIRST_PAGE)
    if len(ids) < FIRST_PAGE:
        return _listing(connection, scope, ids, days)
    first = _listing(connection, scope, ids, days)
    count = max(len(first.ids), articles.count(connection, scope, today))
    return first._replace(total=count, is_whole=False)


def _whole(connection: sqlite3.Connection, newsroom: Newsroom, scope: Scope) -> Listing:
    return _listing(connection, scope, *_ids(connection, scope, newsroom.today(), -1))


def _listing(
    connection: sqlite3.Connection, scope: Scope, ids: array[int], days: tuple[tuple[int, int], ...]
) -> Listing:
    behind = _NONE_BEHIND
    if is_folded(scope):
        ids, days, behind = story_lists.fold(connection, ids, days)
    return Listing(scope, ids, len(ids), is_whole=True, days=days, behind=behind)


def is_folded(scope: Scope) -> bool:
    """Return whether a story is one row in a list."""
    return scope.kind in _FOLDING and not scope.words and scope.sort is not Sort.FEED


_FOLDING = {
    ScopeKind.ALL,
    ScopeKind.UNREAD,
    ScopeKind.TODAY,
    ScopeKind.FOLDER,
    ScopeKind.FEED,
    ScopeKind.SMART,
}
"""Lists in which a story is one row; what was put together by hand or looked for is shown one by one."""


def _ids(
    connection: sqlite3.Connection, scope: Scope, today: datetime, limit: int
) -> tuple[array[int], tuple[tuple[int, int], ...]]:
    if scope.by_day and scope.sort is Sort.TIME:
        return articles.ids_and_days(connection, scope, today, limit)
    return articles.page(connection, scope, today, limit), ()


def _load(connection: sqlite3.Connection, article_id: int) -> Reading | None:
    article = articles.get(connection, article_id)
    if article is None:
        return None
    if article.body is None:
        return Reading(article, None)
    from tuinews.newsroom import correct  # not before the first paint, where no article is shown with it

    return Reading(article, correct.shown(connection, article_id, article.body.text, article.text_sha))


async def find_rows(newsroom: Newsroom, scope: Scope, limit: int) -> list[ArticleRow]:
    """Return the first rows of a list, in its order."""
    ids = await newsroom.database.reading(articles.page, scope, newsroom.today(), limit)
    by_id = await newsroom.database.reading(articles.rows, ids)
    return [by_id[article_id] for article_id in ids if article_id in by_id]


def full_text_choices(newsroom: Newsroom) -> dict[int, str]:
    """Return when each feed's articles' pages are fetched, for those that have a choice of their own."""
    from tuinews.store import pages

    return newsroom.database.read(pages.choices)


def smart_folders(newsroom: Newsroom) -> tuple[SmartFolder, ...]:
    """Return the smart folders in the user's order."""
    return newsroom.database.read(feeds.smart_folders)
