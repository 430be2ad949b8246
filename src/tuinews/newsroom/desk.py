"""The desk: a child process that does the screen's long work, so that the screen stays light and never waits.

The reader sends a request (a use case's name and its arguments) and gets the use case's events back as they happen;
what they are about stands in the archive by then, which both processes read. Network, parsers and annotator are
loaded only there. `desk_work` is the child's side.
"""

from __future__ import annotations

import asyncio
import contextlib
import subprocess
import threading
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple, cast

from tuinews.errors import TuinewsError
from tuinews.newsroom import frames
from tuinews.newsroom.child import start_child

if TYPE_CHECKING:
    from tuinews.model.articles import ArticleRow, TextSource
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
    from tuinews.model.subscriptions import Subscription, SubscriptionList
    from tuinews.newsroom.index_people import Indexed

_ENDED = "The background process has stopped; it starts again when it is needed."


class DeskClosedError(TuinewsError):
    """The desk's process ended while something was asked of it."""

    topic = "feeds"


class _Asked(NamedTuple):
    """A request that is not answered to its end."""

    stream: BinaryIO
    """What its process answers by."""
    answers: asyncio.Queue[tuple[str, object]]


class Desk:
    """The reader's end of the desk. Its process starts when something is asked of it, or before by `start`."""

    def __init__(self, data_dir: str | None = None) -> None:
        self._arguments = (data_dir,) if data_dir else ()
        self._process: subprocess.Popen[bytes] | None = None
        self._is_heard = False
        self._asked: dict[int, _Asked] = {}
        self._next_request = 0
        self._lock = threading.Lock()

    def start(self) -> None:
        """Start the process now, so that it loads while this one does; one that has ended is replaced."""
        if self._process is None or self._process.poll() is not None:
            if self._process is not None:
                with contextlib.suppress(OSError):
                    cast(Any, self._process.stdin).close()
                if not self._is_heard:  # else it is closed once all that it says is heard
                    cast(Any, self._process.stdout).close()
            self._process = start_child("tuinews.newsroom.desk_work", *self._arguments)
            self._is_heard = False

    async def refresh(
        self, feed_ids: tuple[int, ...] | None = None, *, force: bool = False
    ) -> AsyncIterator[Started | FeedOutcome]:
        """Run `refresh.refresh_feeds`."""
        async for event in self._run("refresh", feed_ids, force=force):
            yield cast("Started | FeedOutcome", event)

    async def add(self, wanted: Subscription) -> AsyncIterator[AddEvent]:
        """Run `subscribe.add_feed`."""
        async for event in self._run("add", wanted):
            yield cast("AddEvent", event)

    async def find(self, address: str) -> AsyncIterator[FindEvent]:
        """Run `discover.find_feeds`."""
        async for event in self._run("find", address):
            yield cast("FindEvent", event)

    async def open(self, targets: tuple[str, ...], stdin: bytes = b"") -> AsyncIterator[OpenEvent]:
        """Run `open_targets.open_targets`."""
        async for event in self._run("open", targets, stdin):
            yield cast("OpenEvent", event)

    async def complete(self, article_ids: tuple[int, ...]) -> AsyncIterator[Completed]:
        """Run `complete.complete`."""
        async for event in self._run("complete", article_ids):
            yield cast("Completed", event)

    async def catch_up_some(self, most: int, in_sight: tuple[int, ...]) -> CaughtUp:
        """Run `catching_up.catch_up_some`."""
        from tuinews.model.events import CaughtUp

        caught_up = CaughtUp((), 0)
        async for event in self._run("catch_up_some", most, in_sight):
            caught_up = cast("CaughtUp", event)
        return caught_up

    async def changes(self, article_id: int) -> Compared | None:
        """Run `compare.changes`."""
        compared: Compared | None = None
        async for event in self._run("changes", article_id):
            compared = cast("Compared | None", event)
        return compared

    async def fetch_page(self, article_id: int) -> AsyncIterator[PageEvent]:
        """Run `full_text.fetch_page`."""
        async for event in self._run("fetch_page", article_id):
            yield cast("PageEvent", event)

    async def open_page(self, article_id: int) -> AsyncIterator[PageEvent]:
        """Run `full_text.open_page`."""
        async for event in self._run("open_page", article_id):
            yield cast("PageEvent", event)

    async def catch_up(self) -> AsyncIterator[PageEvent]:
        """Run `full_text.catch_up`."""
        async for event in self._run("catch_up"):
            yield cast("PageEvent", event)

    async def gather_stories(self, most: int | None = None) -> AsyncIterator[Gathered]:
        """Run `gather_stories.gather_stories`."""
        async for event in self._run("gather_stories", most):
            yield cast("Gathered", event)

    async def index_people(self, most: int) -> AsyncIterator[Indexed]:
        """Run `index_people.index_people`; once no article waits, `index_wordings.index_wordings`."""
        async for event in self._run("index_people", most):
            yield cast("Indexed", event)

    async def turn_to(self, article_id: int, source: TextSource) -> AsyncIterator[Completed]:
        """Run `full_text.turn_to`."""
        async for event in self._run("turn_to", article_id, source):
            yield cast("Completed", event)

    async def import_list(self, wanted: SubscriptionList) -> Imported:
        """Run `subscribe.import_list`."""
        from tuinews.model.events import Imported

        imported = Imported(0, 0)
        async for event in self._run("import_list", wanted):
            imported = cast("Imported", event)
        return imported

    async def download(self, row: ArticleRow, url: str, media_type: str) -> AsyncIterator[DownloadEvent]:
        """Run `download_media.download_media`."""
        async for event in self._run("download", row, url, media_type):
            yield cast("DownloadEvent", event)

    async def pictures(
        self, addresses: tuple[str, ...], article_id: int, frame: PictureFrame
    ) -> AsyncIterator[PictureEvent]:
        """Run `fetch_pictures.fetch_pictures`."""
        async for event in self._run("pictures", addresses, article_id, frame):
            yield cast("PictureEvent", event)

    async def send(self, name: str, article_ids: tuple[int, ...]) -> Sent:
        """Run `send_articles.send_articles`."""
        from tuinews.model.events import Sent

        sent = Sent(0)
        async for event in self._run("send", name, article_ids):
            sent = cast("Sent", event)
        return sent

    def close(self) -> None:
        """End the process: it finishes the write it is at and stops."""
        process = self._process
        if process is None:
            return
        with contextlib.suppress(OSError):
            cast(Any, process.stdin).close()
        try:
            process.wait(2)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        cast(Any, process.stdout).close()

    def kill(self) -> None:
        """End the process at once, at whatever it is; what it has committed stays."""
        if self._process is not None:
            self._process.kill()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(0.2)

    async def _run(self, name: str, *args: object, **kwargs: object) -> AsyncIterator[object]:
        self.start()
        self._listen_to(asyncio.get_running_loop())
        number = self._next_request = self._next_request + 1
        queue: asyncio.Queue[tuple[str, object]] = asyncio.Queue()
        self._asked[number] = _Asked(cast(Any, self._process).stdout, queue)
        is_done = False
        try:
            self._send(("run", number, name, args, kwargs))
            while True:
                what, event = await queue.get()
                if what == "event":
                    yield event
                    continue
                is_done = True
                if what == "error":
                    raise cast(BaseException, event)
                return
        finally:
            self._asked.pop(number, None)
            if not is_done:
                with contextlib.suppress(DeskClosedError):
                    self._send(("cancel", number))

    def _send(self, message: object) -> None:
        try:
            with self._lock:
                frames.send(cast(Any, self._process).stdin, message)
        except (OSError, ValueError):
            raise DeskClosedError(_ENDED) from None

    def _listen_to(self, loop: asyncio.AbstractEventLoop) -> None:
        if not self._is_heard:
            self._is_heard = True
            stream = cast(Any, self._process).stdout
            threading.Thread(target=self._listen, args=(stream, loop), name="desk", daemon=True).start()

    def _listen(self, stream: BinaryIO, loop: asyncio.AbstractEventLoop) -> None:
        with contextlib.suppress(RuntimeError):  # the loop has closed: nobody listens any more
            with contextlib.suppress(EOFError, OSError, ValueError), stream:
                while True:
                    loop.call_soon_threadsafe(self._deliver, *frames.receive(stream))
            loop.call_soon_threadsafe(self._deliver_end, stream)

    def _deliver(self, number: int, what: str, event: object) -> None:
        asked = self._asked.get(number)
        if asked is not None:
            asked.answers.put_nowait((what, event))

    def _deliver_end(self, stream: BinaryIO) -> None:
        for asked in self._asked.values():
            if asked.stream is stream:  # else it was asked of the process that has replaced this one
                asked.answers.put_nowait(("error", DeskClosedError(_ENDED)))
