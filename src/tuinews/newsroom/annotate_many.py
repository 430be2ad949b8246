"""Annotating many texts: the first ones here, the rest in a worker for each processor, in the order they come."""

from __future__ import annotations

import asyncio
import gc
import os
from collections import deque
from collections.abc import AsyncGenerator, Iterable, Iterator
from itertools import islice
from typing import TypeVar

from tuinews.errors import FormatError, TuinewsError
from tuinews.newsroom.analyse import annotate_text
from tuinews.newsroom.child import Child, can_fork, start_worker
from tuinews.newsroom.offload import WorkerOffload

K = TypeVar("K")
Facts = dict[str, object]

_ALONE_CHARACTERS = 100_000
"""What is no longer is done before a worker would have been started, where that is a new process."""
_BATCH_CHARACTERS = 50_000
_MOST_WORKERS = 8
_CALL_LIMIT_S = 120.0
_MODULES = ("tuinews.newsroom.analyse",)


async def annotate_many(
    texts: Iterable[tuple[K, str]], *, with_reported: bool
) -> AsyncGenerator[tuple[K, Facts], None]:
    """Yield each text's key and what was found in it, in order, as `analyse.annotate_text` returns it.

    What came before an error of `texts` is yielded before that is raised.
    """
    coming, done = iter(texts), 0
    workers = min(_MOST_WORKERS, _processors())
    for key, text in coming:
        yield key, annotate_text(text, with_reported=with_reported)
        done += len(text)
        if done >= _ALONE_CHARACTERS and workers > 1:
            break
    else:
        return
    offload = WorkerOffload(workers, call_limit_s=_CALL_LIMIT_S, started=_started(workers))
    asked: deque[asyncio.Future[list[tuple[K, Facts]]]] = deque()
    tasks = _tasks(offload, coming, with_reported)
    try:
        while True:
            asked.extend(islice(tasks, 2 * workers - len(asked)))
            if not asked:
                return
            for one in await asked.popleft():
                yield one
    finally:
        for task in asked:
            task.cancel()
        offload.close()


def _tasks(
    offload: WorkerOffload, texts: Iterator[tuple[K, str]], with_reported: bool
) -> Iterator[asyncio.Future[list[tuple[K, Facts]]]]:
    """Yield what will be found in batches of texts, and an error of theirs as what fails in its turn."""
    try:
        for batch in _batches(texts):
            yield asyncio.ensure_future(_annotated(offload, batch, with_reported))
    except TuinewsError as error:
        failed = asyncio.get_running_loop().create_future()
        failed.set_exception(error)
        yield failed


async def _annotated(offload: WorkerOffload, batch: list[tuple[K, str]], with_reported: bool) -> list[tuple[K, Facts]]:
    texts = [text for _, text in batch]
    try:
        found = await offload.run(annotate_texts, texts, with_reported)
    except FormatError:  # a text that is too much for a worker has this process
        found = annotate_texts(texts, with_reported)
    return [(key, facts) for (key, _), facts in zip(batch, found, strict=True)]


def annotate_texts(texts: list[str], with_reported: bool) -> list[Facts]:
    """Return what is found in each of some texts."""
    return [annotate_text(text, with_reported=with_reported) for text in texts]


def _batches(texts: Iterator[tuple[K, str]]) -> Iterator[list[tuple[K, str]]]:
    """Yield texts some at a time, what came before an error of theirs included."""
    batch: list[tuple[K, str]] = []
    size = 0
    try:
        for key, text in texts:
            batch.append((key, text))
            size += len(text)
            if size >= _BATCH_CHARACTERS:
                yield batch
                batch, size = [], 0
    except TuinewsError:
        if batch:
            yield batch
        raise
    if batch:
        yield batch


def _processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _started(workers: int) -> list[Child]:
    """Start workers: copies of this process, which has loaded the models, where it may be copied."""
    if not can_fork():
        return [start_worker(0, *_MODULES) for _ in range(workers)]
    from tuinews.newsroom.forking import ForkedWorker

    gc.freeze()  # what is loaded stays
    return [ForkedWorker(_MODULES) for _ in range(workers)]
