"""Marks, refreshes, undo, redo, restarts, backups and upgrades in any order, against a plain model of the archive.

A new kind of change is a new rule: what it does to the model, and that it can be undone.
"""

from __future__ import annotations

import asyncio
import copy
import shutil
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule
from tests.ui.frame.newsdesk import NOW

from tuinews.config import Config
from tuinews.model.entries import Entry
from tuinews.model.scopes import Scope
from tuinews.model.subscriptions import Subscription
from tuinews.newsroom import Newsroom, back_up, mark, shelve
from tuinews.newsroom.offload import InlineOffload
from tuinews.newsroom.opening import open_newsroom
from tuinews.newsroom.prepare import make_draft
from tuinews.paths import find_paths
from tuinews.store import feeds, integrity, saving, search

SERIALS = st.integers(0, 7)
NAMES = st.sampled_from(["read", "starred", "later"])
TAGS = st.sampled_from(["work", "home"])


class Model:
    """What the archive should hold: articles by guid, and the changes that can be taken back."""

    def __init__(self) -> None:
        self.articles: dict[str, dict[str, Any]] = {}
        self.done: list[dict[str, dict[str, Any]]] = []
        self.undone: list[dict[str, dict[str, Any]]] = []

    def change(self, changes: dict[str, dict[str, Any]]) -> None:
        """Make a change that can be undone; one that changes nothing is none."""
        before = {guid: {name: copy.copy(self.articles[guid][name]) for name in new} for guid, new in changes.items()}
        touched = {guid: new for guid, new in changes.items() if before[guid] != new}
        if not touched:
            return
        self.done.append({guid: before[guid] for guid in touched})
        self.undone.clear()
        self._put(touched)

    def undo(self) -> None:
        """Take the last change back."""
        if self.done:
            self.undone.append(self._put(self.done.pop()))

    def redo(self) -> None:
        """Make the last undone change again."""
        if self.undone:
            self.done.append(self._put(self.undone.pop()))

    def _put(self, changes: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
        before = {guid: {name: self.articles[guid][name] for name in new} for guid, new in changes.items()}
        for guid, new in changes.items():
            self.articles[guid].update(copy.deepcopy(new))
        return before


class Archive(RuleBasedStateMachine):
    """A real archive beside its model."""

    guids = Bundle("guids")

    @initialize()
    def begin(self) -> None:
        """Open a new archive with one feed."""
        self.home = Path(tempfile.mkdtemp(prefix="tuinews-states-"))
        self.now = NOW
        self.model = Model()
        self.kept: tuple[str, Model] | None = None
        self.count = 0
        self.newsroom = self._open()
        self.feed_id = self.newsroom.database.write(
            lambda c: feeds.add(c, Subscription("https://a.example/f"), NOW)[0].id
        )

    def _open(self) -> Newsroom:
        return open_newsroom(find_paths(str(self.home)), Config(), InlineOffload(), self._clock)

    def _clock(self) -> datetime:
        return self.now

    def teardown(self) -> None:
        """Close the archive and leave nothing behind."""
        if hasattr(self, "newsroom"):
            self.newsroom.close()
            shutil.rmtree(self.home)

    def _ids(self, guids: list[str]) -> tuple[int, ...]:
        rows = dict(self.newsroom.database.read(lambda c: c.execute("SELECT guid, id FROM articles").fetchall()))
        return tuple(rows[guid] for guid in guids if guid in rows)

    @rule(target=guids, serials=st.sets(SERIALS, min_size=1, max_size=4), text=st.sampled_from(["a", "b"]))
    def refresh(self, serials: set[int], text: str) -> str:
        """Store what the feed says now: some articles are new, some say something else than before."""
        entries = [
            Entry(guid=f"g{serial}", title=f"Story {serial}", published=NOW - timedelta(hours=serial),
                  content_html=f"<p>Text {text} of {serial}, which goes on for a while.</p>")
            for serial in sorted(serials)
        ]  # fmt: skip
        drafts = tuple(make_draft(entry, "") for entry in entries)
        self.newsroom.database.write(saving.save_drafts, self.feed_id, drafts, self.now)
        for entry in entries:
            fresh = {"read": False, "starred": False, "later": False, "tags": set(), "deleted": False, "text": text}
            article = self.model.articles.setdefault(entry.guid, fresh)
            if not article["deleted"]:
                article["text"] = text
        return entries[0].guid

    @rule(some=st.lists(guids, min_size=1, max_size=4, unique=True), name=NAMES, value=st.booleans())
    def set_mark(self, some: list[str], name: Any, value: bool) -> None:
        """Give or take a mark."""
        asyncio.run(mark.mark(self.newsroom, self._ids(some), name, value))
        self.model.change({guid: {name: value} for guid in dict.fromkeys(some)})

    @rule()
    def mark_all_read(self) -> None:
        """Mark the whole list read."""
        asyncio.run(mark.mark_scope_read(self.newsroom, Scope()))
        listed = [guid for guid, article in self.model.articles.items() if not article["deleted"]]
        self.model.change({guid: {"read": True} for guid in listed})

    @rule(guid=guids, tag=TAGS, value=st.booleans())
    def tag(self, guid: str, tag: str, value: bool) -> None:
        """Give or take a tag."""
        asyncio.run(shelve.tag(self.newsroom, self._ids([guid]), tag, value))
        tags = self.model.articles[guid]["tags"]
        self.model.change({guid: {"tags": tags | {tag} if value else tags - {tag}}})

    @rule(guid=guids)
    def delete(self, guid: str) -> None:
        """Delete an article."""
        asyncio.run(shelve.delete(self.newsroom, self._ids([guid])))
        self.model.change({guid: {"deleted": True}})

    @rule()
    def undo(self) -> None:
        """Undo."""
        asyncio.run(mark.undo(self.newsroom))
        self.model.undo()

    @rule()
    def redo(self) -> None:
        """Do again."""
        asyncio.run(mark.redo(self.newsroom))
        self.model.redo()

    @rule(days=st.sampled_from([0, 1, 4000, -4000]))
    def restart(self, days: int) -> None:
        """Close and open the archive again, perhaps with a clock that jumped."""
        self.newsroom.close()
        self.now += timedelta(days=days)
        self.newsroom = self._open()

    @rule()
    def back_up(self) -> None:
        """Copy the archive."""
        self.count += 1
        path = self.home / f"copy-{self.count}.db"
        back_up.back_up(self.newsroom.paths.archive, str(path), self._clock)
        self.kept = str(path), copy.deepcopy(self.model)

    @rule()
    def restore(self) -> None:
        """Put the copy back, under the open archive."""
        if self.kept is not None:
            path, model = self.kept
            back_up.restore(self.newsroom.paths.archive, path, self._clock)
            self.model = copy.deepcopy(model)
            for guid in (f"g{serial}" for serial in range(8)):
                fresh = {"read": False, "starred": False, "later": False, "tags": set(), "deleted": False, "text": "a"}
                if guid not in self.model.articles:
                    self.refresh_one(guid)
                    self.model.articles[guid] = fresh

    def refresh_one(self, guid: str) -> None:
        """Bring an article back that the copy lacks, so that what was named before is still there."""
        serial = int(guid[1:])
        entry = Entry(guid=guid, title=f"Story {serial}", published=NOW - timedelta(hours=serial),
                      content_html=f"<p>Text a of {serial}, which goes on for a while.</p>")  # fmt: skip
        self.newsroom.database.write(saving.save_drafts, self.feed_id, (make_draft(entry, ""),), self.now)

    @invariant()
    def archive_holds_what_the_model_does(self) -> None:
        """Compare every mark, tag and text, and look whether the archive is whole."""
        if not hasattr(self, "newsroom"):
            return
        database = self.newsroom.database
        rows = database.read(
            lambda c: c.execute("SELECT guid, is_read, is_starred, is_later, is_gone, id FROM articles").fetchall()
        )
        tags: dict[int, set[str]] = {}
        for tag, article_id in database.read(
            lambda c: c.execute("SELECT tag, article_id FROM article_tags").fetchall()
        ):
            tags.setdefault(article_id, set()).add(tag)
        found = {
            row[0]: {"read": bool(row[1]), "starred": bool(row[2]), "later": bool(row[3]), "deleted": bool(row[4]),
                     "tags": tags.get(row[5], set())}
            for row in rows
        }  # fmt: skip
        wanted = {guid: {k: v for k, v in one.items() if k != "text"} for guid, one in self.model.articles.items()}
        assert found == wanted
        assert database.read(integrity.problems) == ()
        assert database.write(search.is_whole)


TestArchive = Archive.TestCase
TestArchive.settings = settings(
    max_examples=12, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
