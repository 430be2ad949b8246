"""How the C library keeps memory: one store for all threads."""

from __future__ import annotations

import platform
import subprocess
import sys

import pytest

THREADS = """
import re, sys, threading
from tuinews import memory
if sys.argv[1] == "shared":
    memory.share_one_store()
ready = threading.Barrier(5)
def work():
    kept = [bytes(1000 + n) for n in range(300)]
    ready.wait()
    ready.wait()
for _ in range(4):
    threading.Thread(target=work).start()
ready.wait()
# A thread's own store is set aside as 64 MB, of which the part that is not used cannot be touched.
stores = 0
for line in open("/proc/self/maps"):
    start, end = (int(part, 16) for part in line.split()[0].split("-"))
    stores += " ---p " in line and 60 << 20 < end - start < 64 << 20
print(stores)
memory.give_back()
ready.wait()
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="asks the GNU library")
def test_threads_share_one_store_of_memory() -> None:
    def stores(how: str) -> int:
        done = subprocess.run([sys.executable, "-c", THREADS, how], capture_output=True, text=True, check=True)
        return int(done.stdout)

    assert stores("own") >= 2
    assert stores("shared") == 0
