"""Subscribing: one feed by its address or its site's, many by a list; and giving the list back."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import aclosing
from enum import StrEnum
from typing import TYPE_CHECKING

from tuinews import fetch, formats
from tuinews.model.entries import FeedLink
from tuinews.model.events import AddEvent, FeedChoices, Imported, Subscribed
from tuinews.model.sources import Document, Source, SourceKind
from tuinews.model.subscriptions import Element, Feed, OtherOutline, Subscription, SubscriptionList
from tuinews.newsroom import Newsroom, bare_lists
from tuinews.newsroom.addresses import web_address
from tuinews.newsroom.discover import Discovered, discover
from tuinews.newsroom.feed_source import PROGRAM
from tuinews.newsroom.ingest import limits, refresh_feed, web_client
from tuinews.store import feeds, folders, journal, lists, outlines

if TYPE_CHECKING:
    from tuinews.fetch.politeness import Politeness


_TITLE = "tuinews subscriptions"
"""What a list is called whose head no other list has given."""


class Taking(StrEnum):
    """What is subscribed to where a site has several feeds."""

    ASK = "ask"
    """None: the user chooses."""
    BEST = "best"
    """The one that is not of comments, where there is only one of those; else the user chooses."""
    ALL = "all"


async def add_feed(
    newsroom: Newsroom, wanted: Subscription, taking: Taking = Taking.ASK, politeness: Politeness | None = None
) -> AsyncIterator[AddEvent]:
    """Subscribe to a feed, or to what a site has; yield what is found, the subscription and its first refresh.

    A site with several feeds yields the choices and subscribes to none, unless `taking` says which.

    Raises:
        FetchError, FormatError, UsageError: the address gives nothing to subscribe to.
    """
    url = web_address(wanted.url)
    opened = web_client(newsroom.config, politeness)
    async with opened as client, aclosing(discover(newsroom, url, client)) as events:
        async for event in events:
            if not isinstance(event, Discovered):
                yield event
                continue
            taken = _taken(event.links, taking)
            if not taken:
                yield FeedChoices(url, event.links)
            # A title is given to one feed: two of the same name could not be told apart.
            title = wanted.title if len(taken) == 1 else ""
            for link in taken:
                feed, is_new = await newsroom.database.writing(
                    _add, newsroom, wanted._replace(url=link.url, title=title)
                )
                yield Subscribed(feed.id, feed.title, feed.url, is_new)
                yield await refresh_feed(newsroom, feed, client, document=event.documents.get(link.url))


def _taken(links: tuple[FeedLink, ...], taking: Taking) -> tuple[FeedLink, ...]:
    if len(links) == 1 or taking is Taking.ALL:
        return links
    best = tuple(link for link in links if not link.is_of_comments)
    return best if taking is Taking.BEST and len(best) == 1 else ()


async def import_list(newsroom: Newsroom, wanted: SubscriptionList) -> Imported:
    """Subscribe to everything in a list, all or nothing; what is there already stays as it is."""
    return await newsroom.database.writing(_import, newsroom, wanted)


def counts_of(imported: Imported) -> tuple[str, ...]:
    """Return what an import did, in a few words each: "118 added", "4 already there", "2 not feeds"."""
    smart, others = imported.smart_folders, len(imported.untranslated)
    counts = [f"{imported.added:,} added" + (f" ({imported.hidden:,} hidden)" if imported.hidden else "")]
    if imported.already_there:
        counts.append(f"{imported.already_there:,} already there")
    if imported.skipped:
        counts.append("1 not a feed" if len(imported.skipped) == 1 else f"{len(imported.skipped):,} not feeds")
    if imported.places:
        counts.append(
            f"{imported.places:,} in one more folder"
            if imported.places == 1
            else f"{imported.places:,} in further folders"
        )
    if imported.kept:
        counts.append(f"{imported.kept:,} kept for export")
    if imported.repeated:
        counts.append(f"{len(imported.repeated):,} listed twice")
    if smart:
        counts.append("1 query became a smart folder" if smart == 1 else f"{smart:,} queries became smart folders")
    if others:
        counts.append("1 query could not" if others == 1 else f"{others:,} queries could not")
    return tuple(counts)


async def read_list(newsroom: Newsroom, path: str) -> SubscriptionList:
    """Read an OPML or newsboat urls file.

    Raises:
        FetchError, FormatError: the file cannot be read or is neither.
    """
    document = await fetch.fetch(Source(SourceKind.FILE, path), limits=limits(newsroom))
    assert isinstance(document, Document)
    return await newsroom.offload.run(formats.read_subscriptions, document)


async def export_list(newsroom: Newsroom, *, with_passwords: bool = False) -> str:
    """Return the subscriptions as OPML, their addresses without the passwords in them unless those are asked for."""
    whole = await newsroom.database.reading(_whole_list)
    return formats.write_opml(whole if with_passwords else bare_lists.bare(whole))


async def passwords_held(newsroom: Newsroom) -> int:
    """Return how many outlines of an export have an address that holds a password."""
    return bare_lists.logins(await newsroom.database.reading(_whole_list))


def _whole_list(connection: sqlite3.Connection) -> SubscriptionList:
    whole = SubscriptionList(
        _TITLE,
        feeds.subscriptions(connection),
        folders=lists.of_folders(connection),
        head=lists.head(connection),
        smart_folders=feeds.smart_folders(connection),
        others=outlines.others(connection),
    )
    # What a program of this configuration prints is no feed elsewhere; newsboat would take the name for a command.
    return whole.only(tuple(one for one in whole.subscriptions if not one.url.startswith(PROGRAM)))


def _add(connection: sqlite3.Connection, newsroom: Newsroom, wanted: Subscription) -> tuple[Feed, bool]:
    feed, is_new = feeds.add(connection, wanted, newsroom.clock())
    if is_new:
        journal.write(connection, f"{feed.title} added", "add_feeds", {"feed_ids": [feed.id]}, (), newsroom.clock())
    return feed, is_new


def _import(connection: sqlite3.Connection, newsroom: Newsroom, wanted: SubscriptionList) -> Imported:
    ids, added, hidden, now = list[int](), dict[str, int](), 0, newsroom.clock()
    at = defaultdict[int, list[OtherOutline]](list)
    for outline in wanted.others:
        at[outline.after].append(outline)
    for number, subscription in enumerate(wanted.subscriptions):
        for outline in at[number]:
            folders.ensure(connection, outline.folder)  # folders are shown in the order of the list
        feed_id, is_new = feeds.ensure(connection, subscription, now)
        ids.append(feed_id)
        if is_new:
            added[subscription.url] = feed_id
            hidden += subscription.is_hidden
    keeper = outlines.Keeper(connection)
    for number, others in sorted(at.items()):
        after = ids[number - 1] if number else ids[0] - 1 if ids else feeds.newest(connection)
        for outline in others:
            # A feed that is there already stays where the user has it.
            if not outline.url or outline.url in added:
                keeper.keep(outline, added.get(outline.url), after)
    smart = lists.add_smart_folders(connection, wanted.smart_folders)
    # One entry for the whole list, so that one undo takes all of it back.
    payload: dict[str, object] = {
        "feed_ids": list(added.values()),
        "smart_folders": smart,
        "outlines": keeper.kept,
        "folder_outlines": lists.keep_outlines(connection, wanted.folders),
    }
    # A list of feeds that are all there already changes nothing, so that it spends no undo.
    is_new = any(payload.values()) or not wanted.subscriptions
    has_head = is_new and _says_something(wanted.head) and lists.keep_head(connection, wanted.head)
    payload["head"] = wanted.head if has_head else ()
    if any(payload.values()):
        journal.write(connection, _label(len(added), len(smart)), "add_feeds", payload, (), now)
    return Imported(
        len(added), len(ids) - len(added), wanted.skipped, wanted.repeated, len(smart), wanted.untranslated, hidden,
        places=keeper.places, kept=len(keeper.kept) - keeper.places,
    )  # fmt: skip


def _says_something(head: Sequence[Element]) -> bool:
    """Return whether a list's head says more than that tuinews wrote it."""
    return any(element.name.lower() != "title" or element.content != (_TITLE,) for element in head)


def _label(feed_count: int, smart_count: int) -> str:
    parts = [f"{feed_count:,} {'feed' if feed_count == 1 else 'feeds'}"] if feed_count else []
    if smart_count:
        parts.append(f"{smart_count:,} {'smart folder' if smart_count == 1 else 'smart folders'}")
    return f"{' and '.join(parts) or 'A list without new feeds'} imported"
