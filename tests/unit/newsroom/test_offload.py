"""Worker processes: what runs there, and what happens when it does not end."""

import math
import os
import platform
import time
from collections.abc import Iterator

import pytest

from tuinews.errors import FormatError, UsageError
from tuinews.newsroom.child import start_worker
from tuinews.newsroom.offload import WorkerOffload
from tuinews.newsroom.subscribe import web_address


@pytest.fixture
def offload() -> Iterator[WorkerOffload]:
    workers = WorkerOffload(1, call_limit_s=2.0)
    yield workers
    workers.close()


async def test_a_function_runs_in_another_process(offload: WorkerOffload) -> None:
    assert await offload.run(os.getpid) != os.getpid()


async def test_the_worker_stays_warm_between_calls(offload: WorkerOffload) -> None:
    assert await offload.run(os.getpid) == await offload.run(os.getpid)


async def test_a_worker_that_was_started_before_has_loaded_what_it_needs() -> None:
    workers = WorkerOffload(1, started=[start_worker(0, "wave")])

    is_loaded = await workers.run(eval, "'wave' in __import__('sys').modules")
    workers.close()

    assert is_loaded


async def test_the_plain_error_that_the_function_raises_is_raised_here(offload: WorkerOffload) -> None:
    with pytest.raises(UsageError, match=r"^no such thing is a feed:"):
        await offload.run(web_address, "no such thing is a feed:")


async def test_a_bug_met_in_a_worker_is_a_fault_of_the_one_document(offload: WorkerOffload) -> None:
    with pytest.raises(FormatError, match="could not be read") as caught:
        await offload.run(math.sqrt, -1.0)

    assert isinstance(caught.value.__cause__, ValueError)
    assert caught.value.__cause__.__notes__[0].endswith(f"ValueError: {caught.value.__cause__}\n")


async def test_a_call_that_takes_too_long_is_given_up_and_the_next_one_works(offload: WorkerOffload) -> None:
    with pytest.raises(FormatError, match="too long"):
        await offload.run(time.sleep, 60)

    assert await offload.run(math.sqrt, 4.0) == 2.0


async def test_a_worker_that_dies_is_replaced(offload: WorkerOffload) -> None:
    with pytest.raises(FormatError):
        await offload.run(os._exit, 3)

    assert await offload.run(math.sqrt, 4.0) == 2.0


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="asks the GNU library")
async def test_a_worker_gives_back_what_a_large_document_left_free(offload: WorkerOffload) -> None:
    pages = "int(open('/proc/self/statm').read().split()[1])"
    # The last part holds the place of all the others.
    await offload.run(exec, "import sys; sys.kept = [bytes(2000) for _ in range(20_000)]; del sys.kept[:-1]")
    full = await offload.run(eval, pages)

    for _ in range(100):
        await offload.run(os.getpid)

    assert await offload.run(eval, pages) < full - 5000
