"""Coverage: the articles of one story beside each other, why they are together, and telling them apart."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from tuinews.model.articles import ArticleRow
from tuinews.newsroom import Newsroom
from tuinews.newsroom.change import Change
from tuinews.store import articles, journal, stories, story_feeds
from tuinews.stories.comparing import compare
from tuinews.stories.differing import Telling, only_people, only_quotes, shared_quotes
from tuinews.stories.signature import Facts, Kind, outlet_of, sign

_MOST_WORDS = 12


class Why(NamedTuple):
    """What an article shares with the one that is looked at."""

    is_same_address: bool = False
    is_same_text: bool = False
    names: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()


class Covering(NamedTuple):
    """One article of a story."""

    row: ArticleRow
    why: Why
    is_complete: bool
    """Whether its people and quotes are known."""
    people: tuple[str, ...] = ()
    """Those whom only this one names."""
    quotes: tuple[str, ...] = ()
    """What was said in this one only."""


async def coverage(newsroom: Newsroom, article_id: int) -> tuple[Covering, ...]:
    """Return the articles of a story, the one that is looked at first, then the newest first."""
    return await newsroom.database.reading(_coverage, article_id)


async def split(newsroom: Newsroom, article_id: int) -> Change:
    """Take an article out of its story; it does not come back by itself, undo brings it back."""
    return await newsroom.database.writing(_split, newsroom, article_id)


async def set_stories(newsroom: Newsroom, feed_ids: Sequence[int], *, is_on: bool) -> Change:
    """Let the articles of feeds fold with those of others, or stand by themselves."""
    return await newsroom.database.writing(_set_stories, newsroom, feed_ids, is_on)


async def latest_stories(newsroom: Newsroom, limit: int) -> tuple[tuple[ArticleRow, ...], ...]:
    """Return the newest stories, each with its articles, the newest first."""
    return await newsroom.database.reading(_latest_stories, limit)


def feeds_off(newsroom: Newsroom) -> frozenset[int]:
    """Return the feeds whose articles stand by themselves."""
    return newsroom.database.read(story_feeds.feeds_off)


def _coverage(connection: sqlite3.Connection, article_id: int) -> tuple[Covering, ...]:
    off = story_feeds.feeds_off(connection)
    rows = articles.rows(connection, stories.members(connection, article_id) or (article_id,))
    mine = rows.get(article_id)
    if mine is None:
        return ()
    shown = [row for row in rows.values() if row.id == article_id or not {row.feed_id, mine.feed_id} & off]
    shown.sort(key=lambda row: (row.id != article_id, -(row.published or row.added).timestamp(), -row.id))
    facts = {row.id: stories.facts_of(connection, row.id) for row in shown}
    told = {row_id: Telling(fact.people, fact.quotes, fact.text or fact.lead) for row_id, fact in facts.items()}
    found = list[Covering]()
    for row in shown:
        others = [telling for other, telling in told.items() if other != row.id]
        is_complete = row.people is not None
        why = Why() if row.id == article_id else _why(facts[article_id], facts[row.id])
        if is_complete and others:
            people, quotes = only_people(told[row.id], others), only_quotes(told[row.id], others)
            found.append(Covering(row, why, is_complete, people, quotes))
        else:
            found.append(Covering(row, why, is_complete))
    return tuple(found)


def _latest_stories(connection: sqlite3.Connection, limit: int) -> tuple[tuple[ArticleRow, ...], ...]:
    found = stories.latest(connection, limit)
    rows = articles.rows(connection, [article_id for story in found for article_id in story])
    return tuple(tuple(rows[article_id] for article_id in story if article_id in rows) for story in found)


def _why(mine: Facts, theirs: Facts) -> Why:
    signature = sign(mine)
    is_one_outlet = bool(mine.url) and outlet_of(mine.url) == outlet_of(theirs.url)
    verdict, overlap = compare(signature, sign(theirs), hours_apart=0, is_one_outlet=is_one_outlet)
    shared = [(signature.keys[key][0], signature.words[key]) for key in overlap.keys if key in signature.words]
    return Why(
        is_same_address=verdict.reason == "address",
        is_same_text=verdict.reason == "text",
        names=tuple(word.capitalize() for kind, word in shared if kind in {Kind.NAME, Kind.TITLE_NAME})[:_MOST_WORDS],
        words=tuple(word for kind, word in shared if kind in {Kind.WORD, Kind.TITLE_WORD})[:_MOST_WORDS],
        quotes=shared_quotes(Telling(mine.people, mine.quotes), Telling(theirs.people, theirs.quotes)),
    )


def _split(connection: sqlite3.Connection, newsroom: Newsroom, article_id: int) -> Change:
    row = articles.rows(connection, (article_id,)).get(article_id)
    others = stories.split(connection, article_id)
    if row is None or not others:
        return Change("")
    label = f"{row.feed_title}: taken out of the story"
    payload: dict[str, object] = {"article": article_id, "others": list(others)}
    journal.write(connection, label, "story", payload, (), newsroom.clock())
    return Change(label, feeds_changed=True)


def _set_stories(connection: sqlite3.Connection, newsroom: Newsroom, feed_ids: Sequence[int], is_on: bool) -> Change:
    off = story_feeds.feeds_off(connection)
    changed = [feed_id for feed_id in feed_ids if (feed_id in off) is is_on]
    if not changed:
        return Change("")
    for feed_id in changed:
        story_feeds.set_feed(connection, feed_id, is_on=is_on)
    feeds = "1 feed" if len(changed) == 1 else f"{len(changed):,} feeds"
    label = f"{feeds} {'folded into stories' if is_on else 'kept out of stories'}"
    journal.write(connection, label, "story_feeds", {"feeds": changed, "is_on": is_on}, (), newsroom.clock())
    return Change(label, feeds_changed=True)
