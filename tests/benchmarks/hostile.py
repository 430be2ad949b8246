"""Hostile inputs and a hostile server, through the whole program: what each must give, in which time and memory.

usage: python -m tests.benchmarks.hostile --hostile DIR [--no-huge] [--only WORDS] [--skip-server | --skip-corpus]

DIR holds `make_hostile.py`, which writes a corpus with a manifest, and `bad_server.py`. Every input runs in a process
of its own with an archive of its own. Nothing outside loopback is ever dialled: an audit hook forbids it, and routes
that point there are left out.
"""

from __future__ import annotations

import argparse
import asyncio
import importlib.util
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.conftest import pytest_configure as forbid_the_way_out
from tests.newsstand import Newsstand
from tuinews.config import Config
from tuinews.errors import TuinewsError
from tuinews.model.events import Failed, Refreshed, Started, TargetFailed, Unchanged
from tuinews.model.facts import as_facts
from tuinews.model.scopes import Scope
from tuinews.model.subscriptions import Subscription
from tuinews.newsroom import Newsroom, open_targets, read, refresh, subscribe
from tuinews.newsroom.complete import complete_one
from tuinews.newsroom.log import open_log
from tuinews.newsroom.offload import WorkerOffload
from tuinews.newsroom.opening import open_newsroom
from tuinews.paths import find_paths
from tuinews.store import feeds
from tuinews.web_address import web_address

ELSEWHERE = {"/to-meta", "/to-loopback-port"}
"""Routes that point away from the server."""
BAD = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
CODE = re.compile(r"Error\b|Exception\b|Traceback|httpx|httpcore|0x[0-9a-f]{6}")
SERVER_TIMEOUT_S = 4
BOMB = "?mb=1000"


def main() -> None:
    """Run one input, or all of them and the server."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hostile", type=Path)
    parser.add_argument("--no-huge", action="store_true")
    parser.add_argument("--only", default="", help="only inputs and routes whose name holds this")
    parser.add_argument("--skip-server", action="store_true")
    parser.add_argument("--skip-corpus", action="store_true")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        forbid_the_way_out()
        print(json.dumps(asyncio.run(_one(**json.loads(options.one)))))
        return
    if not options.skip_corpus:
        _run_corpus(options.hostile, options.only, is_huge=not options.no_huge)
    if not options.skip_server:
        _run_server(options.hostile, options.only)


# ------------------------------------------------------------------------------------------- the inputs


def _run_corpus(hostile: Path, only: str, *, is_huge: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus"
        program = [sys.executable, str(hostile / "make_hostile.py"), "--out", str(corpus)]
        subprocess.run(program + ([] if is_huge else ["--no-huge"]), check=True, capture_output=True)
        cases = json.loads((corpus / "manifest.json").read_text())["entries"]
        base = _spawn({"kind": "nothing", "path": "", "content_type": ""})["rss_mb"]
        missed = []
        for case in cases:
            if only not in case["id"]:
                continue
            task = {"kind": case["kind"], "path": str(corpus / case["file"]), "content_type": case["content_type"]}
            faults = list(_faults(case, _spawn(task, case["limits"]["max_seconds"] + 30), base))
            missed += [(case["id"], fault) for fault in faults]
            print(f"{'MISS' if faults else 'met '} {case['kind']:5} {case['id']:22} {'; '.join(faults)}", flush=True)
        print(f"corpus: {len({name for name, _ in missed})} inputs with a miss of {len(cases)}")


def _spawn(task: dict[str, Any], patience_s: float = 60) -> dict[str, Any]:
    """Run a task in a process of its own and return what it told, with its time and memory."""
    with tempfile.TemporaryDirectory() as home:
        command = [sys.executable, "-m", "tests.benchmarks.hostile", "--one", json.dumps({**task, "home": home})]
        try:
            done = subprocess.run(command, capture_output=True, timeout=patience_s, cwd=Path(__file__).parents[2])
        except subprocess.TimeoutExpired:
            return {"outcome": "hung", "texts": [], "seconds": patience_s, "rss_mb": 0}
    try:
        told: dict[str, Any] = json.loads(done.stdout.decode().splitlines()[-1])
    except (IndexError, ValueError):
        return {"outcome": "died: " + done.stderr.decode()[-300:], "texts": [], "seconds": 0, "rss_mb": 0}
    return told


def _faults(case: dict[str, Any], told: dict[str, Any], base_mb: float) -> Iterator[str]:
    expected = case["expect"]
    outcomes = {expected["outcome"], expected["alt"]}
    # What is read whole where a part would do is no fault.
    if told["outcome"] not in outcomes and not (told["outcome"] == "ok" and "truncated" in outcomes):
        yield f"{told['outcome']} instead of {expected['outcome']}: {' '.join(told['texts'])[:120]}"
    entries = expected["entries"]
    if told["outcome"] == "ok" and entries is not None and case["kind"] in {"feed", "opml"}:
        low, high = entries if isinstance(entries, list) else (entries, entries)
        if not low <= told["entries"] <= high:
            yield f"{told['entries']} entries instead of {entries}"
    whole = "\n".join(told["texts"])
    if told["outcome"] != "clear error":
        yield from (f"lacks {text!r}" for text in case["must_contain"] if text not in whole)
    yield from (f"holds {text[:30]!r}" for text in case["must_not_contain"] if text in whole)
    if found := BAD.search(whole):
        yield f"holds {found[0]!r}"
    if told["outcome"] == "clear error" and (found := CODE.search(whole)):
        yield f"speaks of {found[0]!r}"
    yield from (f"would open {link[:60]}" for link in told.get("links", ()) if link and not web_address(link))
    if told["seconds"] > case["limits"]["max_seconds"]:
        yield f"{told['seconds']:.1f} s of {case['limits']['max_seconds']}"
    if told["rss_mb"] - base_mb > case["limits"]["max_rss_mb"]:
        yield f"{told['rss_mb'] - base_mb:.0f} MB of {case['limits']['max_rss_mb']}"


async def _one(kind: str, path: str, content_type: str | None, home: str) -> dict[str, Any]:
    newsroom = open_newsroom(find_paths(home), Config(fetch_host_gap_s=0.0), WorkerOffload(1))
    started = time.perf_counter()
    try:
        told = await _RUNNERS[kind](newsroom, path, content_type or "")
    except TuinewsError as error:
        told = {"outcome": "clear error", "texts": [error.message]}
    finally:
        newsroom.close()
    usage = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {**told, "seconds": time.perf_counter() - started, "rss_mb": sum(usage) / 1024}


async def _nothing(newsroom: Newsroom, path: str, content_type: str) -> dict[str, Any]:
    from tests.documents import feed_document, rss
    from tuinews.newsroom.prepare import prepare

    await newsroom.offload.run(prepare, feed_document(rss("<item><title>One</title></item>")))
    return {"outcome": "ok", "texts": []}


async def _feed(newsroom: Newsroom, path: str, content_type: str) -> dict[str, Any]:
    with Newsstand() as newsstand:
        url = newsstand.serve("/feed", Path(path).read_bytes(), media_type=content_type)
        newsroom.database.write(feeds.add, Subscription(url), newsroom.clock())
        outcome = [event async for event in refresh.refresh_feeds(newsroom, force=True)][-1]
    if isinstance(outcome, Failed):
        return {"outcome": "clear error", "texts": [outcome.message]}
    assert isinstance(outcome, Refreshed)
    texts = [outcome.title, *outcome.warnings]
    links: list[str] = []
    async for article_texts, article_links in _articles(newsroom):
        texts += article_texts
        links += article_links
    count = newsroom.database.read(feeds.every)[-1].total
    is_cut = any("were kept" in warning for warning in outcome.warnings)
    return {"outcome": "truncated" if is_cut else "ok", "entries": count, "texts": texts, "links": links}


async def _articles(newsroom: Newsroom) -> Any:
    """Yield the texts and links of every article, made as the reader would make them."""
    for row in await read.find_rows(newsroom, Scope(), 120):
        await complete_one(newsroom, row.id)
        reading = await read.load(newsroom, row.id)
        assert reading is not None
        article = reading.article
        body = article.body
        links = [row.url, *(enclosure.url for enclosure in article.enclosures)]
        for block in body.blocks if body else ():
            links += [run.href for run in block.runs if run.href and not run.href.startswith("mailto:")]
        yield (
            [row.title, row.snippet, row.url, row.feed_title, *row.authors, body.text if body else "",
             *(body.notices if body else ()), *(enclosure.media_type for enclosure in article.enclosures)],
            links,
        )  # fmt: skip


async def _page(newsroom: Newsroom, path: str, content_type: str) -> dict[str, Any]:
    with Newsstand() as newsstand:
        url = newsstand.serve("/page.html", Path(path).read_bytes(), media_type=content_type)
        return await _opened(newsroom, url)


async def _file(newsroom: Newsroom, path: str, content_type: str) -> dict[str, Any]:
    return await _opened(newsroom, path)


async def _opened(newsroom: Newsroom, target: str) -> dict[str, Any]:
    (event,) = [event async for event in open_targets.open_targets(newsroom, [target])]
    if isinstance(event, TargetFailed):
        return {"outcome": "clear error", "texts": [event.message]}
    texts, links = [str(as_facts(event)).encode().decode("unicode_escape", "replace")], list[str]()
    texts = [str(value) for value in event if isinstance(value, str) and value != target]
    async for article_texts, article_links in _articles(newsroom):
        # A file's own address is for the reader of this machine.
        texts += [text for text in article_texts if not text.startswith("file:")]
        links += [link for link in article_links if not link.startswith("file:")]
    is_cut = any("cut here" in text.lower() for text in texts)
    return {"outcome": "truncated" if is_cut else "ok", "entries": 1, "texts": texts, "links": links}


async def _opml(newsroom: Newsroom, path: str, content_type: str) -> dict[str, Any]:
    wanted = await subscribe.read_list(newsroom, path)
    imported = await subscribe.import_list(newsroom, wanted)
    again = await subscribe.import_list(newsroom, wanted)
    assert not again.added
    every = newsroom.database.read(feeds.every)
    texts = [*imported.skipped, *(feed.title for feed in every), *(name for feed in every for name in feed.folder)]
    return {"outcome": "ok", "entries": imported.added, "texts": texts, "links": [feed.url for feed in every]}


_RUNNERS = {"nothing": _nothing, "feed": _feed, "html": _page, "text": _file, "opml": _opml}


# ------------------------------------------------------------------------------------------- the server


def _run_server(hostile: Path, only: str) -> None:
    spec = importlib.util.spec_from_file_location("bad_server", hostile / "bad_server.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    routes = [path for path in module.ROUTES if path not in ELSEWHERE and only in path]
    forbid_the_way_out()
    missed = 0
    with module.BadServer(seconds=1200) as server:
        for path in routes:
            faults = asyncio.run(_ask(server, path))
            missed += bool(faults)
            print(f"{'MISS' if faults else 'met '} route {path:18} {'; '.join(faults)}", flush=True)
        seen = [entry for entry in server.log if entry["target"] == "/echo"]
    if any({"authorization", "cookie"} & entry["headers"].keys() for entry in seen):
        print("MISS secrets were sent on")
    print(f"server: {missed} routes with a miss of {len(routes)}, left out: {', '.join(sorted(ELSEWHERE))}")


async def _ask(server: Any, path: str) -> list[str]:
    """Refresh a feed that has articles from a route, three times; return what went wrong."""
    faults: list[str] = []
    with tempfile.TemporaryDirectory() as home:
        config = Config(fetch_host_gap_s=0.0, fetch_timeout_s=SERVER_TIMEOUT_S, fetch_first_byte_timeout_s=3.0)
        open_log(Path(home) / "log")
        newsroom = open_newsroom(find_paths(home), config, WorkerOffload(1))
        with Newsstand() as newsstand:
            good = newsstand.feed("/feed", "Before", [f"Kept {number}" for number in range(3)])
            feed = newsroom.database.write(feeds.add, Subscription(good), newsroom.clock())[0]
            await _refreshed(newsroom, feed.id)
        query = BOMB if path in {"/gzip-bomb", "/gzip-double"} else ""
        newsroom.database.write(_readdress, feed.id, server.url(path + query))
        before_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        for _ in range(3):
            started = time.perf_counter()
            outcome = await _refreshed(newsroom, feed.id)
            seconds = time.perf_counter() - started
            words = " ".join((outcome.title, outcome.message if isinstance(outcome, Failed) else ""))
            if BAD.search(words) or CODE.search(words):
                faults.append(f"says {words!r}")
            if seconds > SERVER_TIMEOUT_S + 1.5:
                faults.append(f"took {seconds:.1f} s")
        grown_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 - before_mb
        if grown_mb > 150:
            faults.append(f"grew by {grown_mb:.0f} MB")
        titles = [row.title for row in await read.find_rows(newsroom, Scope(), 200)]
        if not {"Kept 0", "Kept 1", "Kept 2"} <= set(titles):
            faults.append("lost stored articles")
        if os.environ.get("VERBOSE"):
            print(f"       {words}, {len(titles)} articles")
        newsroom.close()
    return faults


def _readdress(connection: Any, feed_id: int, url: str) -> None:
    connection.execute("UPDATE feeds SET url = ?, etag = '', last_modified = '' WHERE id = ?", (url, feed_id))


async def _refreshed(newsroom: Newsroom, feed_id: int) -> Refreshed | Unchanged | Failed:
    """Refresh all feeds or, where the only one is gone and left alone, that one by name."""
    for feed_ids in (None, (feed_id,)):
        async for event in refresh.refresh_feeds(newsroom, feed_ids, force=True):
            if not isinstance(event, Started):
                return event
    raise AssertionError("No feed was asked.")


if __name__ == "__main__":
    main()
