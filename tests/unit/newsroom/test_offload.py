"""Worker processes: what runs there, and what happens when it does not end."""

import math
import os
import time
from collections.abc import Iterator

import pytest

from tuinews.errors import FormatError
from tuinews.newsroom.offload import WorkerOffload


@pytest.fixture
def offload() -> Iterator[WorkerOffload]:
    workers = WorkerOffload(1, call_limit_s=0.5)
    yield workers
    workers.close()


async def test_a_function_runs_in_another_process(offload: WorkerOffload) -> None:
    assert await offload.run(os.getpid) != os.getpid()


async def test_the_worker_stays_warm_between_calls(offload: WorkerOffload) -> None:
    assert await offload.run(os.getpid) == await offload.run(os.getpid)


async def test_what_the_function_raises_is_raised_here(offload: WorkerOffload) -> None:
    with pytest.raises(ValueError, match="math domain"):
        await offload.run(math.sqrt, -1.0)


async def test_a_call_that_takes_too_long_is_given_up_and_the_next_one_works(offload: WorkerOffload) -> None:
    with pytest.raises(FormatError, match="too long"):
        await offload.run(time.sleep, 60)

    assert await offload.run(math.sqrt, 4.0) == 2.0


async def test_a_worker_that_dies_is_replaced(offload: WorkerOffload) -> None:
    with pytest.raises(FormatError):
        await offload.run(os._exit, 3)

    assert await offload.run(math.sqrt, 4.0) == 2.0
