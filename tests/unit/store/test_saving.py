"""What a refresh stores, and what it must never change."""

import sqlite3
import zlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from tuinews.model.entries import Draft
from tuinews.model.scopes import Scope, ScopeKind
from tuinews.model.sources import Validators
from tuinews.model.subscriptions import Feed
from tuinews.store import articles, bodies, feeds, marks, saving
from tuinews.store.database import Database

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
MakeDraft = Callable[..., Draft]


def test_new_entries_are_stored_newest_first(database: Database, feed: Feed, draft: MakeDraft) -> None:
    drafts = (draft("b", "Later", NOW), draft("a", "Earlier", NOW - timedelta(hours=1)))

    database.write(saving.save_drafts, feed.id, drafts, NOW)

    ids = database.read(articles.ids, Scope(), NOW)
    rows = database.read(articles.rows, ids)
    assert [rows[article_id].title for article_id in ids] == ["Later", "Earlier"]


def test_the_same_entries_again_change_nothing(database: Database, feed: Feed, draft: MakeDraft) -> None:
    database.write(saving.save_drafts, feed.id, (draft("a"),), NOW)

    assert database.write(saving.save_drafts, feed.id, (draft("a"),), NOW) == ([], [])


def test_an_updated_entry_keeps_its_marks_and_its_place(database: Database, feed: Feed, draft: MakeDraft) -> None:
    (article_id,), _ = database.write(saving.save_drafts, feed.id, (draft("a", "Old"),), NOW)
    database.write(marks.set_mark, [article_id], "read", True)
    database.write(marks.set_mark, [article_id], "starred", True)

    later = NOW + timedelta(days=1)
    _, updated = database.write(saving.save_drafts, feed.id, (draft("a", "New", later),), later)

    row = database.read(articles.rows, [article_id])[article_id]
    assert updated == [article_id]
    assert (row.title, row.is_read, row.is_starred, row.published) == ("New", True, True, NOW)


def test_an_updated_entry_loses_the_text_made_from_its_old_html(
    database: Database, feed: Feed, draft: MakeDraft
) -> None:
    from tuinews.model.bodies import Body

    (article_id,), _ = database.write(saving.save_drafts, feed.id, (draft("a", html="<p>Old</p>"),), NOW)
    database.write(bodies.save, article_id, Body("Old", ()))

    database.write(saving.save_drafts, feed.id, (draft("a", html="<p>New</p>"),), NOW)

    assert database.read(bodies.get, article_id) == (None, "")
    packed = database.read(bodies.packed, article_id)
    assert packed is not None
    assert packed.html == "<p>New</p>"


def test_entries_that_left_the_feed_stay(database: Database, feed: Feed, draft: MakeDraft) -> None:
    database.write(saving.save_drafts, feed.id, (draft("a"), draft("b")), NOW)

    database.write(saving.save_drafts, feed.id, (draft("b"),), NOW)

    assert len(database.read(articles.ids, Scope(), NOW)) == 2


def test_an_entry_without_a_date_keeps_the_moment_it_was_first_seen(
    database: Database, feed: Feed, draft: MakeDraft
) -> None:
    (article_id,), _ = database.write(saving.save_drafts, feed.id, (draft("a", "Old", None),), NOW)

    database.write(saving.save_drafts, feed.id, (draft("a", "New", None),), NOW + timedelta(days=3))

    row = database.read(articles.rows, [article_id])[article_id]
    assert (row.published, row.added) == (None, NOW)


def test_an_entry_twice_in_one_document_is_one_article(database: Database, feed: Feed, draft: MakeDraft) -> None:
    added, _ = database.write(saving.save_drafts, feed.id, (draft("a"), draft("a")), NOW)

    assert len(added) == 1


def test_the_etag_is_not_kept_when_the_write_fails(database: Database, feed: Feed, draft: MakeDraft) -> None:
    def save(connection: sqlite3.Connection) -> None:
        saving.save_drafts(connection, feed.id, (draft("a"),), NOW)
        feeds.note_success(connection, feed.id, now=NOW, next_at=NOW, validators=Validators('"new"'))
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        database.write(save)

    stored = database.read(feeds.get, feed.id)
    assert stored is not None
    assert stored.validators.etag == ""
    assert len(database.read(articles.ids, Scope(), NOW)) == 0


def test_counts_follow_every_change(database: Database, feed: Feed, draft: MakeDraft) -> None:
    added, _ = database.write(saving.save_drafts, feed.id, tuple(draft(str(n)) for n in range(5)), NOW)
    database.write(marks.set_mark, added[:2], "read", True)
    database.write(marks.set_mark, added[1:4], "starred", True)
    database.write(hide, added[3:])

    counts = dict(database.read(feeds.tree, NOW).counts)
    stored = database.read(feeds.get, feed.id)
    assert stored is not None
    assert (stored.total, stored.unread) == (3, 1)
    assert (counts[ScopeKind.ALL], counts[ScopeKind.UNREAD], counts[ScopeKind.STARRED]) == (1, 1, 2)
    assert database.read(integrity) == ()


def hide(connection: sqlite3.Connection, ids: list[int]) -> None:
    connection.executemany("UPDATE articles SET is_gone = 1 WHERE id = ?", [(article_id,) for article_id in ids])


def integrity(connection: sqlite3.Connection) -> tuple[str, ...]:
    from tuinews.store.integrity import problems

    return problems(connection)


def packed_size(database: Database, table: str) -> int:
    return int(database.read(lambda c: c.execute(f"SELECT sum(length(packed)) FROM {table}").fetchone()[0]))


def test_html_that_came_as_it_was_is_packed_with_its_text(database: Database, feed: Feed, draft: MakeDraft) -> None:
    from tuinews.model.bodies import Body

    html = "<p>Old words</p>" * 200
    as_it_came = draft("a", html=html)._replace(packed=zlib.compress(html.encode(), 0))
    (article_id,), _ = database.write(saving.save_drafts, feed.id, (as_it_came,), NOW)
    before = packed_size(database, "bodies")

    database.write(bodies.save, article_id, Body("Old words", ()))
    made = packed_size(database, "bodies")
    database.write(bodies.replace_html, article_id, as_it_came.packed, "")

    assert before > len(html) > made * 20
    assert packed_size(database, "bodies") == made
    body, _ = database.read(bodies.get, article_id)
    assert body is not None
    assert body.text == "Old words"


def test_what_an_entry_was_is_kept_packed(database: Database, feed: Feed, draft: MakeDraft) -> None:
    html = "<p>Old words</p>" * 200
    as_it_came = draft("a", html=html)._replace(packed=zlib.compress(html.encode(), 0))
    database.write(saving.save_drafts, feed.id, (as_it_came,), NOW)

    database.write(saving.save_drafts, feed.id, (draft("a", html="<p>New</p>"),), NOW)

    assert packed_size(database, "revisions") < len(html) / 20
