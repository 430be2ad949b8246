"""What the tests of the screen share: an archive with articles, the desk in this process, and what a user sees."""

from __future__ import annotations

import html
import re
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

from textual import events
from textual.pilot import Pilot

from tuinews.config import Config, load_config
from tuinews.errors import TuinewsError
from tuinews.model.articles import ArticleRow, TextSource
from tuinews.model.entries import Entry, FeedInfo
from tuinews.model.events import (
    AddEvent,
    CaughtUp,
    Compared,
    Completed,
    DownloadEvent,
    FeedOutcome,
    FindEvent,
    Gathered,
    Imported,
    OpenEvent,
    PageEvent,
    Sent,
    Started,
)
from tuinews.model.pictures import PictureEvent, PictureFrame
from tuinews.model.scopes import Scope
from tuinews.model.subscriptions import Subscription, SubscriptionList
from tuinews.newsroom import (
    Newsroom,
    catching_up,
    compare,
    complete,
    discover,
    download_media,
    fetch_pictures,
    full_text,
    gather_stories,
    index_people,
    open_targets,
    prepare,
    read,
    refresh,
    send_articles,
    subscribe,
)
from tuinews.newsroom.desk import Desk
from tuinews.newsroom.ingest import manners
from tuinews.newsroom.offload import InlineOffload
from tuinews.newsroom.opening import open_newsroom
from tuinews.paths import find_paths
from tuinews.store import feeds, saving, story_queue
from tuinews.ui.app import TuinewsApp
from tuinews.ui.start import Targets, read_opening

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
_PATIENCE = 400


class InlineDesk:
    """The desk's use cases run here: the same work without the child process."""

    def __init__(self, newsroom: Newsroom) -> None:
        self._newsroom = newsroom
        self._page_manners = manners(newsroom.config)

    def close(self) -> None:
        """End what there is none of: a process that begins anew with other settings."""

    async def refresh(
        self, feed_ids: tuple[int, ...] | None = None, *, force: bool = False
    ) -> AsyncIterator[Started | FeedOutcome]:
        """Fetch feeds."""
        async for event in refresh.refresh_feeds(self._newsroom, feed_ids, force=force):
            yield event

    async def add(self, wanted: Subscription) -> AsyncIterator[AddEvent]:
        """Subscribe."""
        async for event in subscribe.add_feed(self._newsroom, wanted):
            yield event

    async def find(self, address: str) -> AsyncIterator[FindEvent]:
        """Find the feeds of a site."""
        async for event in discover.find_feeds(self._newsroom, address):
            yield event

    async def open(self, targets: tuple[str, ...], stdin: bytes = b"") -> AsyncIterator[OpenEvent]:
        """Open targets."""
        async for event in open_targets.open_targets(self._newsroom, targets, stdin):
            yield event

    async def complete(self, article_ids: tuple[int, ...]) -> AsyncIterator[Completed]:
        """Make texts and annotations."""
        async for event in complete.complete(self._newsroom, article_ids):
            yield event

    async def catch_up_some(self, most: int, in_sight: tuple[int, ...]) -> CaughtUp:
        """Complete some of what waits."""
        return await catching_up.catch_up_some(self._newsroom, most, in_sight)

    async def changes(self, article_id: int) -> Compared | None:
        """Compare an article with what it was."""
        return await compare.changes(self._newsroom, article_id)

    async def fetch_page(self, article_id: int) -> AsyncIterator[PageEvent]:
        """Fetch the page of an article."""
        async for event in full_text.fetch_page(self._newsroom, article_id, self._page_manners):
            yield event

    async def open_page(self, article_id: int) -> AsyncIterator[PageEvent]:
        """Fetch the page of an article that is being opened, where it is wanted."""
        async for event in full_text.open_page(self._newsroom, article_id, self._page_manners):
            yield event

    async def catch_up(self) -> AsyncIterator[PageEvent]:
        """Fetch the pages that new articles want."""
        async for event in full_text.catch_up(self._newsroom, self._page_manners):
            yield event

    async def gather_stories(self, most: int | None = None) -> AsyncIterator[Gathered]:
        """Put articles into their stories."""
        async for event in gather_stories.gather_stories(self._newsroom, most):
            yield event

    async def index_people(self, most: int) -> AsyncIterator[index_people.Indexed]:
        """Index people."""
        async for event in index_people.index_people(self._newsroom, most):
            yield event

    async def turn_to(self, article_id: int, source: TextSource) -> AsyncIterator[Completed]:
        """Turn to another text."""
        async for event in full_text.turn_to(self._newsroom, article_id, source):
            yield event

    async def import_list(self, wanted: SubscriptionList) -> Imported:
        """Subscribe to a list."""
        return await subscribe.import_list(self._newsroom, wanted)

    async def download(self, row: ArticleRow, url: str, media_type: str) -> AsyncIterator[DownloadEvent]:
        """Fetch an enclosure."""
        async for event in download_media.download_media(self._newsroom, row, url, media_type):
            yield event

    async def pictures(
        self, addresses: tuple[str, ...], article_id: int, frame: PictureFrame
    ) -> AsyncIterator[PictureEvent]:
        """Fetch pictures."""
        async for event in fetch_pictures.fetch_pictures(
            self._newsroom, addresses, article_id, frame, self._page_manners
        ):
            yield event

    async def send(self, name: str, article_ids: tuple[int, ...]) -> Sent:
        """Send articles to a place of the configuration."""
        return await send_articles.send_articles(self._newsroom, name, article_ids)


class RefreshingDesk(InlineDesk):
    """A desk whose refresh of one feed comes to what a test says: outcomes, and perhaps an error after them."""

    def __init__(self, newsroom: Newsroom, *comes: FeedOutcome | TuinewsError) -> None:
        super().__init__(newsroom)
        self._comes = comes

    async def refresh(
        self, feed_ids: tuple[int, ...] | None = None, *, force: bool = False
    ) -> AsyncIterator[Started | FeedOutcome]:
        """Begin, and yield or raise what comes."""
        yield Started(1)
        for one in self._comes:
            if isinstance(one, TuinewsError):
                raise one
            yield one


def open_archive(folder: Path, **settings: object) -> Newsroom:
    """Return a newsroom on an archive of its own, at a fixed moment."""
    config = Config(**{"refresh_on_start": False, "fetch_full_text": "never", **settings})  # type: ignore[arg-type]
    return _noted(open_newsroom(find_paths(str(folder)), config, InlineOffload(), lambda: NOW))


def open_configured(folder: Path, content: str = "") -> Newsroom:
    """Return a newsroom whose settings stand in a file, as those of a user do."""
    paths = find_paths(str(folder))
    paths.config_dir.mkdir(parents=True, exist_ok=True)
    paths.config_file.write_text(f"[refresh]\non_start = false\n\n{content}", encoding="utf-8")
    return _noted(open_newsroom(paths, load_config(paths.config_file), InlineOffload(), lambda: NOW))


_OPENED: list[Newsroom] = []


def _noted(newsroom: Newsroom) -> Newsroom:
    _OPENED.append(newsroom)
    return newsroom


def close_opened() -> None:
    """Close every archive that was opened here, also those that a test has closed."""
    while _OPENED:
        _OPENED.pop().close()


@dataclass(frozen=True)
class Story:
    """An article to put into a feed."""

    title: str
    text: str = "The council met on Tuesday. Nothing was decided."
    author: str = ""
    url: str = ""
    published: datetime | None = None


def stock(
    newsroom: Newsroom,
    title: str,
    stories: Sequence[Story | str],
    folder: tuple[str, ...] = (),
    url: str = "",
    *,
    is_placed: bool = True,
) -> int:
    """Subscribe to a feed with these articles, the newest first, an hour apart; return its id.

    With `is_placed` they are put into their stories at once, as if some time had passed. What names an address on this
    machine comes from a feed on this machine: another may not.
    """
    name = title.lower().replace(" ", "-")
    is_here = any(isinstance(story, Story) and "://127.0.0.1" in story.url + story.text for story in stories)
    url = url or (f"http://127.0.0.1/{name}" if is_here else f"https://{name}.example/feed")
    drafts = []
    for number, story in enumerate(stories):
        story = Story(story) if isinstance(story, str) else story
        entry = Entry(
            guid=f"{url}#{number}#{story.title}",
            url=story.url,
            title=story.title,
            authors=(story.author,) if story.author else (),
            published=story.published or NOW - timedelta(hours=number + 1),
            content_html="".join(f"<p>{html.escape(part)}</p>" for part in story.text.split("\n")),
        )
        drafts.append(prepare.make_draft(entry, url))

    def fill(connection: object) -> int:
        feed, _ = feeds.add(connection, Subscription(url, folder=folder), NOW)  # type: ignore[arg-type]
        feeds.describe(connection, feed.id, FeedInfo(title=title))  # type: ignore[arg-type]
        saving.save_drafts(connection, feed.id, tuple(drafts), NOW)  # type: ignore[arg-type]
        next_at = NOW + timedelta(days=1)
        feeds.note_success(connection, feed.id, now=NOW, next_at=next_at, validators=None)  # type: ignore[arg-type]
        return feed.id

    feed_id = newsroom.database.write(fill)
    if is_placed:
        while not newsroom.database.write(story_queue.place_next, NOW, 1000).is_done:
            pass
    return feed_id


def fail(newsroom: Newsroom, feed_id: int, message: str) -> None:
    """Let the last fetch of a feed have failed."""
    newsroom.database.write(
        feeds.note_failure, feed_id, now=NOW - timedelta(hours=3), next_at=NOW + timedelta(days=1), message=message
    )


class Reader:
    """The running reader, as a user meets it."""

    def __init__(self, app: TuinewsApp, pilot: Pilot[None], newsroom: Newsroom) -> None:
        self.app = app
        self.pilot = pilot
        self.newsroom = newsroom

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, each after what the one before started is done."""
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def type(self, text: str) -> None:
        """Type a text into what has the focus, key by key."""
        await self.pilot.press(*(_KEYS.get(character, character) for character in text))
        await self.settle()

    async def paste(self, text: str) -> None:
        """Paste a text into what has the focus, as people do with addresses."""
        await self.until(lambda: self.app.screen.focused is not None)
        self.app.post_message(events.Paste(text))
        await self.settle()

    async def settle(self) -> None:
        """Wait until the screen has taken in what happened so far."""
        await self.pilot.pause()
        await self.pilot.pause()

    async def until(self, is_so: Callable[[], bool]) -> None:
        """Wait until something is so; the test fails when it never is."""
        for _ in range(_PATIENCE):
            if is_so():
                return
            await self.pilot.pause(0.01)
        raise AssertionError("It never came to be. The screen:\n" + "\n".join(self.lines()))

    async def sees(self, *texts: str) -> None:
        """Wait until all these texts stand on the screen."""
        await self.until(lambda: all(self.shows(text) for text in texts))

    async def sees_no(self, text: str) -> None:
        """Wait until a text has gone from the screen."""
        await self.until(lambda: not self.shows(text))

    def shows(self, text: str) -> bool:
        """Return whether a text stands in one line of the screen now."""
        return any(text in line for line in self.lines())

    def line_with(self, text: str) -> str:
        """Return the line of the screen in which a text stands."""
        return next(line for line in self.lines() if text in line)

    def lines(self) -> list[str]:
        """Return the screen as lines of text, read from the picture that Textual makes of it."""
        rows: dict[int, list[tuple[float, str]]] = {}
        for x, y, text in _RUN.findall(self.app.export_screenshot(simplify=False)):
            rows.setdefault(round(float(y) * 10), []).append(
                (float(x), html.unescape(text).replace("\xa0", " ").strip("\n"))
            )
        lines = []
        for _, runs in sorted(rows.items()):
            line = ""
            for x, text in sorted(runs):
                line = line.ljust(round(x / _CELL)) + text
            lines.append(line)
        return lines


_RUN = re.compile(
    r'<text class="[^"]*-r\d+" x="([\d.]+)" y="([\d.]+)" textLength="[\d.]+" clip-path="[^"]*">([^<]*)</text>'
)
_CELL = 12.2
_KEYS = {
    " ": "space",
    "/": "slash",
    ".": "full_stop",
    ":": "colon",
    "-": "minus",
    "_": "underscore",
    "#": "number_sign",
    "*": "asterisk",
}


@asynccontextmanager
async def reading(
    newsroom: Newsroom,
    *,
    size: tuple[int, int] = (140, 40),
    targets: tuple[str, ...] = (),
    stdin: bytes = b"",
    subscribe_at_once: bool = False,
    desk: InlineDesk | None = None,
) -> AsyncIterator[Reader]:
    """Run the reader on an archive."""
    desk = desk or InlineDesk(newsroom)
    app = TuinewsApp(newsroom, cast(Desk, desk), read_opening(newsroom, Targets(targets, stdin, subscribe_at_once)))
    async with app.run_test(size=size, notifications=True) as pilot:
        reader = Reader(app, pilot, newsroom)
        await reader.settle()
        yield reader


async def leaves(reader: Reader) -> None:
    """Wait until the reader has been left."""
    await reader.until(lambda: not reader.app.is_running)


async def is_read(newsroom: Newsroom, title: str) -> bool:
    """Return whether the article with this title is marked read in the archive."""
    listing = await read.whole(newsroom, Scope())
    rows = await read.rows(newsroom, listing.ids)
    return next(row.is_read for row in rows.values() if row.title == title)
