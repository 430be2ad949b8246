"""Killing works at chosen points and looking at what is left."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.durability.test_damage import break_pages
from tests.faults.works import old_archive, prepare, without_steps
from tests.ui.frame.newsdesk import NOW
from tuinews.newsroom.examine_archive import repair
from tuinews.store import integrity, search
from tuinews.store.database import open_database


@dataclass(frozen=True)
class Points:
    """How many points there are at which a work can be killed."""

    statements: int
    writes: int
    """0 where writes cannot be watched on this machine."""
    seconds: float


class Nursery:
    """A process that works are forked from."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        library = _build(folder)
        environ = {**os.environ, **({"LD_PRELOAD": str(library)} if library else {})}
        self._process = subprocess.Popen(
            (sys.executable, "-m", "tests.faults.nursery"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            env=environ,
        )
        self._stock: dict[str, Path] = {}
        self._count = 0

    def close(self) -> None:
        """End the process."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()

    def points(self, work: str) -> Points:
        """Run a work to its end, and count."""
        home, answer = self.run(work, "never", 0)
        assert answer["ended"] == "done", answer["promises"][-1]
        check(home, answer)
        _, statements, writes, _ = answer["promises"][-1]
        return Points(statements, writes, answer["seconds"])

    def run(self, work: str, kind: str, at: float) -> tuple[Path, dict[str, Any]]:
        """Kill a work at a point; return the home it leaves and how it ended."""
        home = self._home(work)
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"home": str(home), "work": work, "stop": [kind, at]}) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        answer["broken"] = "journal" if work == "repair" else ""
        assert answer["ended"] != "failed", answer["promises"][-1][1]
        return home, answer

    def _home(self, work: str) -> Path:
        kind = work if work in {"migration", "repair", "first vacuum"} else "usual"
        if kind not in self._stock:
            stock = self._folder / "stock" / kind
            prepare(stock)
            if kind == "migration":
                old_archive(stock / "data" / "tuinews.db")
            if kind == "first vacuum":
                without_steps(stock / "data" / "tuinews.db")
            if kind == "repair":
                break_pages(stock / "data" / "tuinews.db", "journal")
            self._stock[kind] = stock
        self._count += 1
        home = self._folder / f"home-{self._count}"
        shutil.copytree(self._stock[kind], home)
        return home


def check(home: Path, answer: dict[str, Any]) -> None:
    """Open what a kill left, and hold it to what was promised; the home is gone afterwards."""
    path = home / "data" / "tuinews.db"
    if "journal" in answer.get("broken", "") and is_damaged(path):
        repair(path, NOW)  # it was damaged before, and the kill came too early
    database = open_database(path)
    try:
        assert database.read(integrity.problems) == ()
        assert database.write(search.is_whole)
        for key, values in _owed(answer["promises"]).items():
            sql, allowed = values
            found = database.read(lambda c, sql=sql: c.execute(sql).fetchone())
            shown = list(found) if found is not None and len(found) > 1 else (found[0] if found else None)
            assert shown in allowed, f"{key}: {shown} instead of {allowed}"
    finally:
        database.close()
    shutil.rmtree(home)


def _owed(promises: list[list[Any]]) -> dict[str, tuple[str, list[Any]]]:
    """Return by key the query and the values that it may give: what was acknowledged last or is under way."""
    owed: dict[str, tuple[str, list[Any]]] = {}
    for what, key, sql, value in promises:
        if what == "acknowledge":
            owed[key] = sql, [value]
        elif what == "intend" and key in owed:
            owed[key] = sql, [*owed[key][1], value]
    return owed


def spread(total: int, count: int) -> Iterator[int]:
    """Yield so many points from 1 to `total`, evenly, the ends among them."""
    count = min(count, total)
    if count == 1:
        yield total
    for number in range(count if count > 1 else 0):
        yield 1 + number * (total - 1) // (count - 1)


def _build(folder: Path) -> Path | None:
    """Build the library that ends a process in the middle of a write; None without a compiler or on another system."""
    if not sys.platform.startswith("linux") or shutil.which("cc") is None:
        return None
    library = folder / "kill_at.so"
    source = Path(__file__).with_name("kill_at.c")
    with contextlib.suppress(subprocess.CalledProcessError):
        subprocess.run(("cc", "-shared", "-fPIC", "-O1", "-o", str(library), str(source), "-ldl"), check=True)
        return library
    return None


def is_damaged(path: Path) -> bool:
    """Return whether SQLite's own check finds something."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return bool(connection.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok")
