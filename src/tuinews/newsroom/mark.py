"""Changing marks and subscriptions, with undo and redo for all of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, cast

from tuinews.errors import UsageError
from tuinews.model.scopes import Scope
from tuinews.model.subscriptions import Feed, SmartFolder
from tuinews.newsroom import Newsroom
from tuinews.newsroom.change import Applier, Change
from tuinews.store import articles, feeds, journal, lists, marks, pages, statistics
from tuinews.store.journal import JournalEntry as JournalEntry
from tuinews.store.marks import MarkName as MarkName

_DONE = {
    ("read", True): "marked read",
    ("read", False): "marked unread",
    ("starred", True): "starred",
    ("starred", False): "no longer starred",
    ("later", True): "kept to read later",
    ("later", False): "no longer kept to read later",
}


async def mark(
    newsroom: Newsroom, article_ids: Sequence[int], name: MarkName, value: bool, *, is_journaled: bool = True
) -> Change:
    """Give articles a mark or take it. Reading marks an article without a journal entry of its own."""
    return await newsroom.database.writing(_mark, newsroom, article_ids, name, value, is_journaled)


class Mark(NamedTuple):
    """A mark that an article is to have, or to lose."""

    article_id: int
    name: MarkName
    value: bool
    is_journaled: bool = True


async def mark_together(newsroom: Newsroom, wanted: Sequence[Mark]) -> Change:
    """Give and take marks, all of them or none, with a journal entry for those of each kind."""
    return await newsroom.database.writing(_mark_together, newsroom, wanted)


def mark_together_now(newsroom: Newsroom, wanted: Sequence[Mark]) -> Change:
    """Do as `mark_together`, and wait for it."""
    return newsroom.database.write(_mark_together, newsroom, wanted)


async def mark_scope_read(newsroom: Newsroom, scope: Scope) -> Change:
    """Mark every article of one list read."""
    return await newsroom.database.writing(_mark_scope, newsroom, scope)


async def mark_older_read(newsroom: Newsroom, scope: Scope, article_id: int) -> Change:
    """Mark every article of one list read that is older than this one."""
    return await newsroom.database.writing(_mark_older, newsroom, scope, article_id)


async def remove_feed(newsroom: Newsroom, feed_id: int) -> Change:
    """Unsubscribe from a feed; undo brings it back with its articles."""
    return await newsroom.database.writing(_remove_feed, newsroom, feed_id)


class FeedEdit(NamedTuple):
    """What feeds are to be; None leaves a thing as it is."""

    title: str | None = None
    """The user's title, empty to use the feed's."""
    folders: tuple[tuple[str, ...], ...] | None = None
    """Every folder they are in, first the one they are filed under; one without names is the top level."""
    full_text: str | None = None
    """When their articles' pages are fetched; empty to follow the configuration."""
    address: str | None = None
    stories: bool | None = None
    """Whether their articles fold with those of others."""


async def edit_feeds(newsroom: Newsroom, chosen: Sequence[Feed], edit: FeedEdit) -> Change:
    """Make one change of feeds, which one undo takes back.

    Raises:
        UsageError: the address is no web address, or another feed has it.
    """
    if edit.address is not None:
        from tuinews.newsroom.addresses import web_address  # marks do not need it, and they are there first

        edit = edit._replace(address=web_address(edit.address))
    return await newsroom.database.writing(_edit_feeds, newsroom, chosen, edit)


async def undo(newsroom: Newsroom, change_id: int | None = None) -> Change:
    """Take back the last change; an empty label says there was none.

    Raises:
        UsageError: the last change is not the one that was meant; nothing is taken back.
    """
    return await newsroom.database.writing(_undo, newsroom, change_id)


async def last_changes(newsroom: Newsroom, limit: int) -> tuple[JournalEntry, ...]:
    """Return the last changes, the newest first; those that were undone can be done again."""
    return await newsroom.database.reading(journal.latest, limit)


async def redo(newsroom: Newsroom) -> Change:
    """Do the last undone change again; an empty label says there was none."""
    return await newsroom.database.writing(_redo, newsroom)


def _mark(
    connection: sqlite3.Connection,
    newsroom: Newsroom,
    article_ids: Sequence[int],
    name: MarkName,
    value: bool,
    is_journaled: bool,
) -> Change:
    changed = marks.set_mark(connection, article_ids, name, value)
    if not changed:
        return Change("")
    if name == "read" and value and _is_reading(newsroom, len(article_ids), is_journaled=is_journaled):
        statistics.note_opened(connection, changed, int(newsroom.clock().timestamp()))
    label = f"{articles_in_words(len(changed))} {_DONE[name, value]}"
    if is_journaled:
        journal.write(connection, label, "mark", {"mark": name, "value": value}, changed, newsroom.clock())
    return Change(label, tuple(changed))


def _mark_together(connection: sqlite3.Connection, newsroom: Newsroom, wanted: Sequence[Mark]) -> Change:
    kinds: dict[tuple[MarkName, bool, bool], list[int]] = {}
    for article_id, *kind in wanted:
        kinds.setdefault(cast(tuple[MarkName, bool, bool], tuple(kind)), []).append(article_id)
    done = [_mark(connection, newsroom, ids, *kind) for kind, ids in kinds.items()]
    changed = {article_id for change in done for article_id in change.article_ids}
    return Change(", ".join(filter(None, (change.label for change in done))), tuple(changed))


def _is_reading(newsroom: Newsroom, count: int, *, is_journaled: bool) -> bool:
    """Return whether a mark says that an article was read just now, not only that it counts as read."""
    return not is_journaled or (newsroom.config.marks_read == "hand" and count == 1)


def _mark_scope(connection: sqlite3.Connection, newsroom: Newsroom, scope: Scope) -> Change:
    ids = articles.ids(connection, scope, newsroom.today())
    return _mark(connection, newsroom, ids, "read", True, True)


def _mark_older(connection: sqlite3.Connection, newsroom: Newsroom, scope: Scope, article_id: int) -> Change:
    ids = articles.older(connection, scope, newsroom.today(), article_id)
    return _mark(connection, newsroom, ids, "read", True, True)


def _remove_feed(connection: sqlite3.Connection, newsroom: Newsroom, feed_id: int) -> Change:
    feed = feeds.get(connection, feed_id)
    if feed is None:
        return Change("")
    gone = feeds.remove(connection, feed_id, newsroom.clock())
    label = f"{feed.title} removed"
    journal.write(connection, label, "remove_feed", {"feed_id": feed_id}, gone, newsroom.clock())
    return Change(label, tuple(gone), feeds_changed=True)


def _edit_feeds(connection: sqlite3.Connection, newsroom: Newsroom, chosen: Sequence[Feed], edit: FeedEdit) -> Change:
    payloads = [_edit_feed(connection, feed, edit) for feed in chosen]
    label = f"{edit.title or chosen[0].title} changed" if len(chosen) == 1 else f"{len(chosen):,} feeds changed"
    journal.write(connection, label, "edit_feeds", {"feeds": payloads}, (), newsroom.clock())
    return Change(label, feeds_changed=True)


def _edit_feed(connection: sqlite3.Connection, feed: Feed, edit: FeedEdit) -> dict[str, object]:
    """Change a feed; return what the journal keeps of it."""
    before = feeds.own_title(connection, feed.id)
    title = before if edit.title is None else edit.title
    places = feed.places if edit.folders is None else tuple(dict.fromkeys(edit.folders or ((),)))
    feeds.edit(connection, feed.id, title=title, folder=places[0], further=places[1:])
    payload: dict[str, object] = {
        "feed_id": feed.id,
        "before": [before, *feed.places],
        "after": [title, *places],
    }
    if edit.full_text is not None:
        payload |= {"full_text_before": pages.choices(connection).get(feed.id, ""), "full_text_after": edit.full_text}
        pages.choose(connection, feed.id, edit.full_text)
    if edit.stories is not None:
        payload |= {"stories_before": not edit.stories, "stories_after": edit.stories}
        _let_fold(connection, feed.id, edit.stories)
    if edit.address is not None and edit.address != feed.url:
        payload |= {"url_before": feed.url, "url_after": edit.address}
        from tuinews.newsroom import readdress

        readdress.move(connection, feed, edit.address)
    return payload


def _let_fold(connection: sqlite3.Connection, feed_id: int, is_on: bool) -> None:
    from tuinews.store import story_feeds  # not before the first paint

    story_feeds.set_feed(connection, feed_id, is_on=is_on)


def _undo(connection: sqlite3.Connection, newsroom: Newsroom, change_id: int | None) -> Change:
    record = journal.last_done(connection)
    if change_id not in {None, record and record.id}:
        raise UsageError(
            "Something else was changed meanwhile, so nothing was undone. Please look at the last changes again.",
            topic="reading",
        )
    if record is None:
        return Change("")
    journal.set_undone(connection, record.id, True)
    return _apply(connection, record, newsroom, is_undo=True)


def _redo(connection: sqlite3.Connection, newsroom: Newsroom) -> Change:
    record = journal.first_undone(connection)
    if record is None:
        return Change("")
    journal.set_undone(connection, record.id, False)
    return _apply(connection, record, newsroom, is_undo=False)


def _apply(
    connection: sqlite3.Connection, record: journal.JournalRecord, newsroom: Newsroom, *, is_undo: bool
) -> Change:
    return _applier(record.kind)(connection, newsroom, record, is_undo)


def _apply_mark(
    connection: sqlite3.Connection, newsroom: Newsroom, record: journal.JournalRecord, is_undo: bool
) -> Change:
    value = bool(record.payload["value"]) is not is_undo
    marks.set_mark(connection, record.article_ids, cast(MarkName, record.payload["mark"]), value)
    return Change(record.label, tuple(record.article_ids))


def _apply_remove_feed(
    connection: sqlite3.Connection, newsroom: Newsroom, record: journal.JournalRecord, is_undo: bool
) -> Change:
    feed_id = int(str(record.payload["feed_id"]))
    if is_undo:
        feeds.restore(connection, feed_id)
    else:
        feeds.remove(connection, feed_id, newsroom.clock())
    return Change(record.label, tuple(record.article_ids), feeds_changed=True)


def _apply_edit_feed(
    connection: sqlite3.Connection, newsroom: Newsroom, record: journal.JournalRecord, is_undo: bool
) -> Change:
    # Earlier versions wrote a record for each feed.
    payloads = cast("list[dict[str, object]]", record.payload.get("feeds") or [record.payload])
    remarks = [_put_edited(connection, payload, is_undo=is_undo) for payload in payloads]
    return Change(record.label + "".join(remarks), feeds_changed=True)


def _put_edited(connection: sqlite3.Connection, payload: Mapping[str, object], *, is_undo: bool) -> str:
    title, *places = cast("list[Any]", payload["before" if is_undo else "after"])
    feed_id = int(str(payload["feed_id"]))
    folder, *further = map(tuple, places)
    feeds.edit(connection, feed_id, title=title, folder=folder, further=further)
    choice = payload.get("full_text_before" if is_undo else "full_text_after")
    if choice is not None:
        pages.choose(connection, feed_id, str(choice))
    folds = payload.get("stories_before" if is_undo else "stories_after")
    if folds is not None:
        _let_fold(connection, feed_id, bool(folds))
    url = payload.get("url_before" if is_undo else "url_after")
    if url is None:
        return ""
    from tuinews.newsroom import readdress

    return readdress.put_address(connection, feed_id, str(url))


def _apply_add_feeds(
    connection: sqlite3.Connection, newsroom: Newsroom, record: journal.JournalRecord, is_undo: bool
) -> Change:
    smart = [
        SmartFolder(*folder) for folder in cast("list[tuple[int, str, str]]", record.payload.get("smart_folders", []))
    ]
    (lists.remove_smart_folders if is_undo else lists.restore_smart_folders)(connection, smart)
    lists.put_back(connection, record.payload, is_gone=is_undo)
    for feed_id in cast("list[int]", record.payload["feed_ids"]):
        if is_undo:
            feeds.remove(connection, feed_id, newsroom.clock())
        else:
            feeds.restore(connection, feed_id)
    return Change(record.label, tuple(record.article_ids), feeds_changed=True)


def _apply_other(
    connection: sqlite3.Connection, newsroom: Newsroom, record: journal.JournalRecord, is_undo: bool
) -> Change:
    from tuinews.newsroom.putting_back import put_back  # it loads the query language, which marks do not need

    put_back(connection, record, newsroom.today(), is_undo=is_undo)
    return Change(
        record.label,
        tuple(record.article_ids),
        feeds_changed=record.kind not in {"mark", "tag", "place", "expire"},
        list_changed=record.kind in {"place", "expire"},
    )


_APPLIERS: Mapping[str, Applier] = {
    "mark": _apply_mark,
    "remove_feed": _apply_remove_feed,
    "edit_feed": _apply_edit_feed,
    "edit_feeds": _apply_edit_feed,
    "add_feeds": _apply_add_feeds,
}
"""How a change of each kind in the journal is taken back or done again; see `_applier` for those of others."""


def _applier(kind: str) -> Applier:
    if kind in _APPLIERS:
        return _APPLIERS[kind]
    from tuinews.newsroom import correct, readdress  # an undo needs them, a mark does not

    return {correct.KIND: correct.apply, readdress.KIND: readdress.apply}.get(kind, _apply_other)


def articles_in_words(count: int) -> str:
    """Return a number of articles in words."""
    return "1 article" if count == 1 else f"{count:,} articles"
