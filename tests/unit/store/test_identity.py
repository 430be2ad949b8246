"""Which entry is which article: changed, repeated and misspelt guids, deleted articles, earlier texts."""

from datetime import UTC, datetime, timedelta

import pytest

from tuinews.model.entries import Entry
from tuinews.model.scopes import Scope
from tuinews.model.subscriptions import Feed
from tuinews.newsroom.prepare import make_draft
from tuinews.store import articles, marks, packing, revisions, saving
from tuinews.store.database import Database

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
BASE = Entry(guid="1", url="https://a.example/1", title="One", published=NOW, content_html="<p>Text</p>")


def save(database: Database, feed: Feed, *entries: Entry, now: datetime = NOW) -> tuple[list[int], list[int]]:
    drafts = tuple(make_draft(entry, "https://a.example/") for entry in entries)
    return database.write(saving.save_drafts, feed.id, drafts, now)


def titles(database: Database) -> list[str]:
    ids = database.read(articles.ids, Scope(), NOW)
    rows = database.read(articles.rows, ids)
    return sorted(rows[article_id].title for article_id in ids)


# ------------------------------------------------------------------------------------------------ guids


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("http://a.example/1", "https://a.example/1"),
        ("https://a.example/1", "https://a.example/1/"),
        ("https://a.example/1/", "http://a.example/1"),
    ],
)
def test_spellings_of_one_guid_are_one_article(database: Database, feed: Feed, before: str, after: str) -> None:
    save(database, feed, BASE._replace(guid=before, url="", published=None))

    assert save(database, feed, BASE._replace(guid=after, url="", published=None)) == ([], [])


@pytest.mark.parametrize(
    "change",
    [
        {"guid": "2"},
        {"guid": "2", "title": "One, now with more"},
        {"guid": "2", "url": "http://a.example/1/"},
        {"guid": "2", "content_html": "<p>Other</p>"},
    ],
)
def test_a_changed_guid_inherits_the_marks(database: Database, feed: Feed, change: dict[str, str]) -> None:
    (article_id,), _ = save(database, feed, BASE)
    database.write(marks.set_mark, [article_id], "starred", True)

    added, _ = save(database, feed, BASE._replace(**change))

    (row,) = database.read(articles.rows, [article_id]).values()
    assert added == []
    assert row.is_starred
    assert len(titles(database)) == 1
    assert save(database, feed, BASE._replace(**change)) == ([], [])


def test_a_changed_guid_without_dates_goes_by_link_and_title(database: Database, feed: Feed) -> None:
    undated = BASE._replace(published=None)
    save(database, feed, undated)

    assert save(database, feed, undated._replace(guid="2", content_html="<p>More</p>"))[0] == []
    assert len(save(database, feed, undated._replace(guid="3", title="Three"))[0]) == 1


def test_a_new_story_at_an_old_address_is_new(database: Database, feed: Feed) -> None:
    save(database, feed, BASE)
    later = BASE._replace(guid="2", published=NOW + timedelta(days=1), content_html="<p>Tomorrow's</p>")

    assert len(save(database, feed, later)[0]) == 1


def test_an_article_whose_guid_is_still_told_is_nobody_elses(database: Database, feed: Feed) -> None:
    save(database, feed, BASE)

    added, updated = save(database, feed, BASE._replace(guid="2"), BASE)

    assert (len(added), updated) == (1, [])


def test_a_reused_guid_keeps_the_marks_and_the_earlier_story(database: Database, feed: Feed) -> None:
    (article_id,), _ = save(database, feed, BASE)
    database.write(marks.set_mark, [article_id], "read", True)

    save(database, feed, BASE._replace(title="Brand new", url="https://a.example/9", content_html="<p>New</p>"))

    (row,) = database.read(articles.rows, [article_id]).values()
    history = database.read(revisions.history, article_id)
    assert (row.title, row.is_read) == ("Brand new", True)
    assert history is not None
    assert (history.first.title, history.first.html) == ("One", "<p>Text</p>")


# ------------------------------------------------------------------------------------------- tombstones


def test_a_deleted_article_does_not_come_back(database: Database, feed: Feed) -> None:
    url = BASE._replace(guid="https://a.example/1")
    (article_id,), _ = save(database, feed, url)
    database.write(lambda connection: connection.execute("DELETE FROM articles WHERE id = ?", (article_id,)))

    assert save(database, feed, url) == ([], [])
    assert save(database, feed, url._replace(guid="http://a.example/1/")) == ([], [])
    assert len(save(database, feed, BASE._replace(guid="2", url="https://a.example/2"))[0]) == 1


# -------------------------------------------------------------------------------------------- revisions


def test_an_updated_article_is_shown_as_updated(database: Database, feed: Feed) -> None:
    (article_id,), _ = save(database, feed, BASE)
    before = database.read(articles.rows, [article_id])[article_id]

    save(database, feed, BASE._replace(content_html="<p>More text</p>"), now=NOW + timedelta(hours=1))

    after = database.read(articles.rows, [article_id])[article_id]
    assert (before.replaced, after.replaced) == (None, NOW + timedelta(hours=1))


def test_the_first_text_and_the_last_ones_are_kept(database: Database, feed: Feed) -> None:
    (article_id,), _ = save(database, feed, BASE)
    for number in range(30):
        save(database, feed, BASE._replace(content_html=f"<p>Text {number}</p>"))

    rows = database.read(lambda connection: connection.execute("SELECT packed FROM revisions ORDER BY id").fetchall())

    kept = [packing.unpack(row[0]).decode() for row in rows]
    assert (len(kept), kept[0], kept[-1]) == (20, "<p>Text</p>", "<p>Text 28</p>")
    history = database.read(revisions.history, article_id)
    assert history is not None
    assert (history.first.html, history.now.html, history.changes) == ("<p>Text</p>", "<p>Text 29</p>", 20)


def test_other_html_with_the_same_words_is_no_update(database: Database, feed: Feed) -> None:
    (article_id,), _ = save(database, feed, BASE)
    draft = make_draft(BASE._replace(content_html='<p class="x">Text</p>'), "")

    stored = database.write(saving.save_drafts, feed.id, (draft,), NOW, frozenset({draft.identity}))

    assert stored == ([], [])
    assert database.read(articles.rows, [article_id])[article_id].replaced is None
    assert database.write(saving.save_drafts, feed.id, (draft,), NOW) == ([], [])


def test_an_unclear_date_is_remembered(database: Database, feed: Feed) -> None:
    (article_id,), _ = save(database, feed, BASE._replace(published=None, is_date_unclear=True))

    assert database.read(articles.rows, [article_id])[article_id].is_date_unclear
