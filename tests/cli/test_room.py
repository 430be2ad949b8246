"""`keep`, `vacuum` and `redo`."""

from __future__ import annotations

import contextlib
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.cli.shell import Shell

from tuinews.model.entries import Entry, FeedInfo
from tuinews.model.subscriptions import Subscription
from tuinews.newsroom.prepare import make_draft
from tuinews.paths import find_paths
from tuinews.store import feeds, saving
from tuinews.store.database import open_database


def fill(home: Path, old: int, new: int) -> None:
    """Put read articles into the archive: some first seen a year ago, some now."""
    database = open_database(find_paths(str(home)).archive)
    now = datetime.now(UTC)

    def save(connection) -> None:  # type: ignore[no-untyped-def]
        feed, _ = feeds.add(connection, Subscription("http://127.0.0.1:9/feed"), now)
        feeds.describe(connection, feed.id, FeedInfo(title="The Courier"))
        for count, seen in ((old, now - timedelta(days=365)), (new, now)):
            entries = [
                Entry(guid=f"{seen}/{n}", title=f"Story {n}", content_html="<p>Words.</p>") for n in range(count)
            ]
            saving.save_drafts(connection, feed.id, tuple(make_draft(entry, "") for entry in entries), seen)
        connection.execute("UPDATE articles SET is_read = 1")

    database.write(save)
    database.close()


def test_a_dry_run_tells_what_would_go_and_changes_nothing(shell: Shell, home: Path) -> None:
    fill(home, 2, 18)
    shell("keep", "courier", "--days", "30")

    said = shell("vacuum", "--dry-run")

    assert "2 of 20 articles go" in said.out
    assert "The Courier" in said.out
    assert len(shell("list", "--json").json) == 20


def test_a_vacuum_lets_go_forgets_and_says_what_it_freed(shell: Shell, home: Path) -> None:
    fill(home, 2, 18)
    shell("config", "set", "retention.days", "30")

    facts = shell("vacuum", "--json").json

    assert (facts["let_go"], facts["forgotten"]) == (2, 2)
    assert facts["bytes_after"] <= facts["bytes_before"]
    assert len(shell("list", "--json").json) == 18
    assert shell("undo").out == "There is nothing to undo.\n"


def test_an_archive_that_is_written_anew_in_one_piece_says_whom_that_keeps_waiting(shell: Shell, home: Path) -> None:
    fill(home, 0, 2)
    with contextlib.closing(sqlite3.connect(find_paths(str(home)).archive)) as old:
        old.executescript("PRAGMA auto_vacuum = NONE; VACUUM")

    assert "its file is written anew, once" in shell("vacuum").err
    assert "written anew" not in shell("vacuum").err


def test_more_than_a_fifth_goes_only_when_told(shell: Shell, home: Path) -> None:
    fill(home, 10, 10)
    shell("config", "set", "retention.days", "30")

    refreshed = shell("refresh", "courier", "--no-index")  # nobody answers there, and the rest is done all the same
    held = shell("vacuum")

    assert "10 articles could go by your rules" in refreshed.err

    assert held.exit_code == 1
    assert "`tuinews vacuum --all` lets them go" in held.err
    assert len(shell("list", "--json").json) == 20
    assert shell("vacuum", "--all").exit_code == 0
    assert len(shell("list", "--json").json) == 10


def test_rules_are_shown_changed_and_taken_back(shell: Shell, home: Path) -> None:
    fill(home, 1, 1)

    assert shell("keep", "courier", "--articles", "500").out == (
        "The Courier: the newest 500 articles; unread ones stay. `tuinews undo` takes it back.\n"
    )
    assert "the newest 500 articles" in shell("keep").out
    assert shell("undo", "--list", "--json").json[0]["change"] == "What is kept of The Courier changed"
    shell("undo")
    assert shell("keep", "--json").json["feeds"] == []
    assert shell("redo").out == "Done again: What is kept of The Courier changed\n"
    assert shell("keep", "courier", "--default", "--json").json["articles"] == 0


def test_rules_for_all_feeds_belong_into_the_configuration(shell: Shell) -> None:
    said = shell("keep", "--days", "30")

    assert said.exit_code == 2
    assert "tuinews config set retention.days" in said.err
