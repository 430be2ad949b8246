"""Whether there is anything that was never fetched, told before the program has loaded."""

from pathlib import Path

from tuinews.model.sources import Validators
from tuinews.model.subscriptions import Feed
from tuinews.store import feeds
from tuinews.store.database import Database
from tuinews.store.first_fetch import is_any_feed_new

from .conftest import NOW


def test_where_no_archive_is_nothing_is_new_and_none_is_made(tmp_path: Path) -> None:
    assert not is_any_feed_new(tmp_path / "tuinews.db")
    assert not list(tmp_path.iterdir())


def test_what_is_no_archive_has_nothing_new(tmp_path: Path) -> None:
    (tmp_path / "tuinews.db").write_text("Dear diary")

    assert not is_any_feed_new(tmp_path / "tuinews.db")


def test_a_feed_is_new_until_it_gave_something(database: Database, feed: Feed) -> None:
    before = is_any_feed_new(database.path)

    database.write(feeds.note_success, feed.id, now=NOW, next_at=NOW, validators=Validators(), body_sha="")

    assert (before, is_any_feed_new(database.path)) == (True, False)
