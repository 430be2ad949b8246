"""Workers that are copies of the program: each is made in a program of its own, because pytest has threads."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from tests.newsstand import Newsstand
from tests.processes import is_gone

from tuinews.newsroom.child import can_fork

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only there are programs copied")

_BEGIN = """
import asyncio, json, os, sys, time
from tuinews.errors import FormatError
from tuinews.newsroom.child import can_fork
from tuinews.newsroom.forking import ForkedWorker
from tuinews.newsroom.offload import WorkerOffload

assert can_fork()
"""


def told(script: str) -> Any:
    """Return what a program tells that begins as `refresh` does and goes on with this."""
    ran = subprocess.run([sys.executable, "-c", _BEGIN + script], capture_output=True, check=True, timeout=30)
    return json.loads(ran.stdout)


def children(pid: int) -> list[int]:
    """Return the processes that a program has started."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def test_a_copy_runs_functions_beside_the_program_and_has_loaded_what_they_need() -> None:
    script = """
workers = WorkerOffload(1, started=[ForkedWorker(["wave"])])
pid = asyncio.run(workers.run(os.getpid))
print(json.dumps([pid != os.getpid(), "wave" in sys.modules,
                  asyncio.run(workers.run(eval, "'wave' in __import__('sys').modules"))]))
workers.close()
"""
    assert told(script) == [True, False, True]


def test_a_copy_has_none_of_the_programs_files_but_its_two_pipes(tmp_path: Path) -> None:
    script = f"""
kept = open({str(tmp_path / "kept")!r}, "w")
os.set_inheritable(kept.fileno(), True)
first, second = ForkedWorker([]), ForkedWorker([])
workers = WorkerOffload(1, started=[second])
listed = "[os.readlink(f'/proc/self/fd/{{n}}') for os in [__import__('os')] for n in os.listdir('/proc/self/fd') " \\
         "if os.path.exists(f'/proc/self/fd/{{n}}')]"
print(json.dumps(asyncio.run(workers.run(eval, listed))))
workers.close()
first.kill()
first.wait()
"""
    files = sorted(name.partition(":")[0] for name in told(script))

    assert files == ["/dev/null", "/dev/null", "/dev/null", "pipe", "pipe"]


def test_copies_are_made_where_nothing_was_open_from_the_start() -> None:
    script = """
workers = WorkerOffload(1, started=[ForkedWorker([])])
print(json.dumps(asyncio.run(workers.run(max, 1, 2))))
workers.close()
"""
    closed = f'exec {sys.executable} -c "$SCRIPT" <&- 2>&-'
    ran = subprocess.run(
        ["sh", "-c", closed], env={**os.environ, "SCRIPT": _BEGIN + script}, capture_output=True, check=True, timeout=30
    )

    assert json.loads(ran.stdout) == 2


def test_a_copy_that_takes_too_long_is_ended_and_replaced() -> None:
    script = """
workers = WorkerOffload(1, call_limit_s=2.0, started=[ForkedWorker([])])
try:
    asyncio.run(workers.run(time.sleep, 60))
    error = ""
except FormatError as caught:
    error = caught.message
print(json.dumps([error, asyncio.run(workers.run(max, 1, 2))]))
workers.close()
"""
    error, result = told(script)

    assert "too long" in error
    assert result == 2


def test_a_copy_outlives_a_ctrl_c_in_the_moment_it_is_made() -> None:
    script = """
import signal
setsid = os.setsid
os.setsid = lambda: os.kill(os.getpid(), signal.SIGINT) or setsid()
workers = WorkerOffload(1, started=[ForkedWorker([])])
first = open(f"/proc/self/task/{os.getpid()}/children").read().split()
print(json.dumps(first == [str(asyncio.run(workers.run(os.getpid)))]))
workers.close()
"""
    assert told(script)


async def test_copies_end_when_the_program_is_killed() -> None:
    script = """
copies = [ForkedWorker([]), ForkedWorker([])]
print("begun", flush=True)
time.sleep(60)
"""
    with subprocess.Popen([sys.executable, "-c", _BEGIN + script], stdout=subprocess.PIPE) as program:
        assert program.stdout is not None
        program.stdout.readline()
        copies = children(program.pid)
        program.kill()

    assert [await is_gone(pid) for pid in copies] == [True, True]


def test_the_first_refresh_is_read_by_copies_of_it_and_the_next_by_none(tmp_path: Path, newsstand: Newsstand) -> None:
    home, feeds = tmp_path / "home", tmp_path / "feeds"
    feeds.write_text(newsstand.feed("/feed", "Feed", ["Came"]), encoding="utf-8")
    tuinews = (sys.executable, "-m", "tuinews", "--data-dir", str(home))
    subprocess.run((*tuinews, "import", str(feeds)), check=True, capture_output=True)

    def workers(visit: int) -> list[str]:
        with newsstand.hold("/feed"):
            refresh = subprocess.Popen((*tuinews, "refresh", "--force"), stdout=subprocess.DEVNULL)
            newsstand.wait_for("/feed", visit)
            found = [Path(f"/proc/{pid}/cmdline").read_text() for pid in children(refresh.pid)]
        assert refresh.wait(30) == 0
        return found

    of_the_first, of_the_next = workers(1), workers(2)

    assert of_the_first == ["\0".join((*tuinews, "refresh", "--force", ""))] * 2
    assert of_the_next == []


def test_a_program_with_threads_is_not_copied() -> None:
    goes_on = threading.Event()
    thread = threading.Thread(target=goes_on.wait)
    thread.start()

    may_fork = can_fork()
    goes_on.set()
    thread.join()

    assert not may_fork
