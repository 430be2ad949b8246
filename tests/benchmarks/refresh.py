"""Refreshing many feeds from a loopback server, beside newsboat on the same server where it is installed.

usage: python -m tests.benchmarks.refresh [--feeds 200] [--entries 30] [--delay 0.0] [--runs 3] [--texts]

Feeds live on 127.0.1.1 to 127.0.1.250, so that manners per host are met as they are on the web (Linux).
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import hashlib
import html
import multiprocessing
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from datetime import timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.archive import NEWEST, article_html

PORT = 8791


def make_feeds(feed_count: int, entry_count: int) -> dict[str, bytes]:
    """Return RSS bodies by path."""
    chance = random.Random(7)
    bodies = {}
    for number in range(feed_count):
        items = "".join(
            f"<item><title>Headline [{number}.{position}]</title><guid>tag:{number}.{position}</guid>"
            f"<link>http://127.0.1.1/{number}/{position}</link>"
            f"<pubDate>{format_datetime(NEWEST - timedelta(minutes=37 * position))}</pubDate>"
            f"<description>{html.escape(article_html(chance))}</description></item>"
            for position in range(entry_count)
        )
        body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Feed {number}</title>{items}</channel></rss>'
        bodies[f"/f{number}.xml"] = body.encode()
    return bodies


async def _serve(bodies: dict[str, bytes], hosts: list[str], delay_s: float) -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while line := await reader.readline():
                path, etag = line.split()[1].decode(), ""
                while (header := await reader.readline()) not in (b"\r\n", b""):
                    name, _, value = header.decode("latin-1").partition(":")
                    etag = value.strip() if name.lower() == "if-none-match" else etag
                await asyncio.sleep(delay_s)
                body = bodies[path]
                own = f'"{hashlib.md5(body).hexdigest()}"'
                if etag == own:
                    writer.write(f"HTTP/1.1 304 Not Modified\r\nETag: {own}\r\n\r\n".encode())
                else:
                    head = f"HTTP/1.1 200 OK\r\nETag: {own}\r\nContent-Type: text/xml\r\n"
                    writer.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
                await writer.drain()
        except ConnectionError:
            pass
        finally:
            writer.close()

    async with await asyncio.start_server(answer, hosts, PORT) as server:
        await server.serve_forever()


def serve(bodies: dict[str, bytes], hosts: list[str], delay_s: float) -> None:
    """Serve until killed."""
    asyncio.run(_serve(bodies, hosts, delay_s))


class Measured(NamedTuple):
    """What a command took."""

    counts_s: float
    """Until it had printed its first line."""
    total_s: float
    peak_mb: float
    """The resident memory of the process and its children together, at its highest."""


def measured(*command: str, home: str) -> Measured:
    """Run a command and return what it took."""
    started = time.perf_counter()
    environment = {**os.environ, "TUINEWS_HOME": home}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        peak: list[float] = []
        watcher = threading.Thread(target=_watch, args=(process, peak))
        watcher.start()
        assert process.stdout is not None
        process.stdout.readline()
        counts_s = time.perf_counter() - started
        process.stdout.read()
        if process.wait():
            raise RuntimeError(f"{command[0]} ended with {process.returncode}.")
        total_s = time.perf_counter() - started
        watcher.join()
    return Measured(counts_s, total_s, max(peak, default=0.0))


def _watch(process: subprocess.Popen[bytes], peak: list[float]) -> None:
    while process.poll() is None:
        peak.append(sum(map(_resident_mb, _family(process.pid))))
        time.sleep(0.05)


def _family(pid: int) -> list[int]:
    """Return a process and all that it started."""
    family = [pid]
    for parent in family:
        for listed in Path(f"/proc/{parent}/task").glob("*/children"):
            with contextlib.suppress(OSError):
                family += map(int, listed.read_text().split())
    return family


def _resident_mb(pid: int) -> float:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / (1 << 20)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--feeds", type=int, default=200)
    parser.add_argument("--entries", type=int, default=30)
    parser.add_argument("--delay", type=float, default=0.0)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--texts", action="store_true", help="measure what `refresh` does after its counts, too")
    options = parser.parse_args()
    bodies = make_feeds(options.feeds, options.entries)
    urls = [f"http://127.0.1.{number % 250 + 1}:{PORT}/f{number}.xml" for number in range(options.feeds)]
    hosts = sorted({url.split("/")[2].split(":")[0] for url in urls})
    server = multiprocessing.get_context("spawn").Process(
        target=serve, args=(bodies, hosts, options.delay), daemon=True
    )
    server.start()
    try:
        with tempfile.TemporaryDirectory() as folder:
            _measure(Path(folder), urls, options.runs, with_texts=options.texts)
    finally:
        server.terminate()


def _measure(folder: Path, urls: list[str], runs: int, *, with_texts: bool) -> None:
    (folder / "urls").write_text("\n".join(urls) + "\n")
    (folder / "newsboat.config").write_text("reload-threads 20\n")
    reader = (sys.executable, "-m", "tuinews")
    boat = (
        "newsboat",
        "-u",
        f"{folder}/urls",
        "-C",
        f"{folder}/newsboat.config",
        "-c",
        f"{folder}/boat.db",
        "-x",
        "reload",
    )
    rounds: dict[str, list[tuple[Measured, Measured]]] = {"cold": [], "all 304": []}
    nothing = Measured(*[float("nan")] * 3)
    for _ in range(runs):
        home = f"{folder}/home"
        shutil.rmtree(home, ignore_errors=True)
        for old in folder.glob("boat.db*"):
            old.unlink()
        subprocess.run([*reader, "import", f"{folder}/urls", "--data-dir", home], check=True, capture_output=True)
        for found in rounds.values():
            ours = measured(*reader, "refresh", "--force", "--no-index", home=home)
            theirs = measured(*boat, home=home) if shutil.which("newsboat") else nothing
            found.append((ours, theirs))
    for name, found in rounds.items():
        ours_s, theirs_s = (statistics.median(one.total_s for one in column) for column in zip(*found, strict=True))
        ratio = statistics.median(ours.total_s / theirs.total_s for ours, theirs in found)
        peak = max(ours.peak_mb for ours, _ in found)
        print(f"{name:8} tuinews {ours_s:.2f} s, newsboat {theirs_s:.2f} s, ratio {ratio:.2f}, at most {peak:.0f} MB")
    if with_texts:
        rest = measured(*reader, "refresh", home=home)
        print(f"texts, people and quotes of the new articles: {rest.total_s:.1f} s more, at most {rest.peak_mb:.0f} MB")


if __name__ == "__main__":
    main()
