"""The child process behind `desk.Desk`: `python -m tuinews.newsroom.desk_work [DATA_DIR]`.

It reads requests from standard input, runs the use case each names, and writes its events to standard output, until
its input ends; several run side by side.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import sys
from collections.abc import AsyncIterator, Callable
from typing import BinaryIO

from tuinews import memory
from tuinews.config import load_config
from tuinews.errors import TuinewsError
from tuinews.model.articles import ArticleRow, TextSource
from tuinews.model.pictures import PictureFrame
from tuinews.model.subscriptions import Subscription, SubscriptionList
from tuinews.newsroom import (
    Newsroom,
    catching_up,
    compare,
    complete,
    discover,
    download_media,
    fetch_pictures,
    frames,
    full_text,
    gather_stories,
    index_people,
    index_wordings,
    ingest,
    open_targets,
    refresh,
    send_articles,
    subscribe,
)
from tuinews.newsroom.log import open_log
from tuinews.newsroom.offload import WorkerOffload
from tuinews.newsroom.opening import open_newsroom
from tuinews.paths import find_paths
from tuinews.store.people_resolving import KnownCompany

_QUOTES_AN_ARTICLE = 30
"""So many quotes are compared in the time of indexing an article."""
_NICENESS = 5  # the screen comes first
_REST_S = 3.0
"""After so long with nothing to do it gives back memory."""


class DeskWork:
    """The use cases that can be asked for, and the ones under way."""

    def __init__(self, newsroom: Newsroom, answers: BinaryIO) -> None:
        self._newsroom = newsroom
        self._answers = answers
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._manners = ingest.manners(newsroom.config)
        self._company = KnownCompany()
        self._rest: asyncio.TimerHandle | None = None

    def start(self, number: int, name: str, args: tuple[object, ...], kwargs: dict[str, object]) -> None:
        """Begin a use case; its events go out under `number`."""
        use_case: Callable[..., AsyncIterator[object]] = getattr(self, f"_{name}")
        task = asyncio.create_task(self._run(number, use_case(*args, **kwargs)))
        self._tasks[number] = task
        task.add_done_callback(lambda _: self._end(number))
        if self._rest is not None:
            self._rest.cancel()
            self._rest = None

    def _end(self, number: int) -> None:
        del self._tasks[number]
        if not self._tasks:
            self._rest = asyncio.get_running_loop().call_later(_REST_S, memory.give_back)

    def cancel(self, number: int) -> None:
        """Stop a use case; what it has stored stays."""
        task = self._tasks.get(number)
        if task is not None:
            task.cancel()

    async def close(self) -> None:
        """Stop everything; writes under way are finished."""
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _run(self, number: int, events: AsyncIterator[object]) -> None:
        try:
            async for event in events:
                self._answer(number, "event", event)
        except TuinewsError as error:
            self._answer(number, "error", error)
        except asyncio.CancelledError:
            self._answer(number, "done", None)
            raise
        except Exception:
            logging.getLogger("tuinews").exception("an unexpected error at the desk")
            self._answer(number, "error", TuinewsError("Something unexpected went wrong; the log has the details."))
        else:
            self._answer(number, "done", None)

    def _answer(self, number: int, what: str, event: object) -> None:
        with contextlib.suppress(OSError):
            frames.send(self._answers, (number, what, event))

    # What can be asked for; each is named as its method in `desk.Desk` without the underscore.

    def _refresh(self, feed_ids: tuple[int, ...] | None, *, force: bool) -> AsyncIterator[object]:
        return refresh.refresh_feeds(self._newsroom, feed_ids, force=force, politeness=self._manners)

    def _add(self, wanted: Subscription) -> AsyncIterator[object]:
        return subscribe.add_feed(self._newsroom, wanted, politeness=self._manners)

    def _find(self, address: str) -> AsyncIterator[object]:
        return discover.find_feeds(self._newsroom, address, self._manners)

    def _open(self, targets: tuple[str, ...], stdin: bytes) -> AsyncIterator[object]:
        return open_targets.open_targets(self._newsroom, targets, stdin)

    def _complete(self, article_ids: tuple[int, ...]) -> AsyncIterator[object]:
        return complete.complete(self._newsroom, article_ids)

    async def _catch_up_some(self, most: int, in_sight: tuple[int, ...]) -> AsyncIterator[object]:
        yield await catching_up.catch_up_some(self._newsroom, most, in_sight)

    async def _changes(self, article_id: int) -> AsyncIterator[object]:
        yield await compare.changes(self._newsroom, article_id)

    def _fetch_page(self, article_id: int) -> AsyncIterator[object]:
        return full_text.fetch_page(self._newsroom, article_id, self._manners)

    def _open_page(self, article_id: int) -> AsyncIterator[object]:
        return full_text.open_page(self._newsroom, article_id, self._manners)

    def _catch_up(self) -> AsyncIterator[object]:
        return full_text.catch_up(self._newsroom, self._manners)

    def _gather_stories(self, most: int | None) -> AsyncIterator[object]:
        return gather_stories.gather_stories(self._newsroom, most)

    async def _index_people(self, most: int) -> AsyncIterator[object]:
        is_done = True
        async for indexed in index_people.index_people(self._newsroom, most, self._company):
            is_done = False
            yield indexed
        if is_done:
            async for indexed in index_wordings.index_wordings(self._newsroom, most * _QUOTES_AN_ARTICLE):
                yield indexed

    def _turn_to(self, article_id: int, source: TextSource) -> AsyncIterator[object]:
        return full_text.turn_to(self._newsroom, article_id, source)

    async def _import_list(self, wanted: SubscriptionList) -> AsyncIterator[object]:
        yield await subscribe.import_list(self._newsroom, wanted)

    def _download(self, row: ArticleRow, url: str, media_type: str) -> AsyncIterator[object]:
        return download_media.download_media(self._newsroom, row, url, media_type)

    def _pictures(self, addresses: tuple[str, ...], article_id: int, frame: PictureFrame) -> AsyncIterator[object]:
        return fetch_pictures.fetch_pictures(self._newsroom, addresses, article_id, frame, self._manners)

    async def _send(self, name: str, article_ids: tuple[int, ...]) -> AsyncIterator[object]:
        yield await send_articles.send_articles(self._newsroom, name, article_ids)


async def serve(data_dir: str | None, requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer requests until their stream ends."""
    paths = find_paths(data_dir)
    offload = WorkerOffload(1, niceness=_NICENESS)
    offload.warm()
    newsroom = open_newsroom(paths, load_config(paths.config_file), offload)
    work = DeskWork(newsroom, answers)
    loop = asyncio.get_running_loop()
    try:
        while True:
            kind, number, *rest = await loop.run_in_executor(None, frames.receive, requests)
            if kind == "run":
                work.start(number, *rest)
            else:
                work.cancel(number)
    except EOFError:
        await work.close()
    finally:
        newsroom.close()


def main() -> None:
    """Serve the process that started this one."""
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    # Whatever a library prints must not get between the frames.
    sys.stdout = sys.stderr
    memory.share_one_store()
    paths = find_paths(sys.argv[1] if len(sys.argv) > 1 else None)
    open_log(paths.log_file)
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve(sys.argv[1] if len(sys.argv) > 1 else None, requests, answers))


if __name__ == "__main__":
    main()
