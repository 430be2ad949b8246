"""`add`, `remove`, `undo`, `feeds`, `refresh`, `import` and `export`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from tuinews.commands.session import opened, print_json, run, styled, tell
from tuinews.commands.tables import print_columns
from tuinews.errors import TuinewsError, UsageError
from tuinews.model import (
    Failed,
    Feed,
    FeedChoices,
    FeedOutcome,
    Refreshed,
    RefreshTotals,
    Started,
    Subscribed,
    Subscription,
    Unchanged,
    as_facts,
)
from tuinews.newsroom import Newsroom, mark, refresh, starting, subscribe
from tuinews.newsroom.export import everything
from tuinews.newsroom.offload import WorkerOffload
from tuinews.newsroom.read import every_feed

PARSERS = 2


def add(options: argparse.Namespace) -> int:
    """Subscribe to each address."""
    folder = tuple(name.strip() for name in options.folder.split("/") if name.strip())
    results, exit_code = list[dict[str, object]](), 0
    with opened(options.data_dir, WorkerOffload(1)) as newsroom:
        for url in options.urls:
            wanted = Subscription(url, title=options.title, folder=folder, tags=tuple(options.tag))
            try:
                result = run(_add(newsroom, wanted, is_quiet=options.json))
            except TuinewsError as error:
                result = {"url": url, "error": error.message}
                tell(error.message)
            exit_code = max(exit_code, 2 if "error" in result else 0)
            results.append(result)
    if options.json:
        print_json(results)
    return exit_code if len(results) == 1 else min(exit_code, 1)


async def _add(newsroom: Newsroom, wanted: Subscription, *, is_quiet: bool) -> dict[str, object]:
    result: dict[str, object] = {"url": wanted.url}
    async for event in subscribe.add_feed(newsroom, wanted):
        match event:
            case FeedChoices(_, links):
                listed = "\n".join(f"  tuinews add {link.url}   {link.title}" for link in links)
                raise UsageError(f"{wanted.url} has {len(links)} feeds. Choose one:\n{listed}")
            case Subscribed(feed_id, title, url, is_new):
                result |= {"id": feed_id, "title": title, "url": url, "is_new": is_new}
            case Refreshed(_, title, new, _, _):
                result |= {"title": title, "entries": new}
                if not is_quiet:
                    known = "" if result["is_new"] else " (was there already)"
                    print(f"Added {title}{known}: {_entries(new)}")
            case Unchanged(_, title) if not is_quiet:
                print(f"{title} was there already; nothing new")
            case Failed(_, _, message, _):
                tell(message)
                result["error"] = message
    return result


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count:,} entries"


def remove(options: argparse.Namespace) -> int:
    """Unsubscribe from each feed."""
    with opened(options.data_dir) as newsroom:
        chosen = [_find(every_feed(newsroom), name) for name in options.feeds]
        labels = [run(mark.remove_feed(newsroom, feed.id)).label for feed in chosen]
    if options.json:
        print_json([{"id": feed.id, "title": feed.title, "url": feed.url} for feed in chosen])
        return 0
    for label in labels:
        print(f"{label}. `tuinews undo` brings it back.")
    return 0


def undo(options: argparse.Namespace) -> int:
    """Take back the last change."""
    with opened(options.data_dir) as newsroom:
        label = run(mark.undo(newsroom)).label
    if options.json:
        print_json({"undone": label or None})
    else:
        print(f"Undone: {label}" if label else "There is nothing to undo.")
    return 0


def _find(every: Sequence[Feed], name: str) -> Feed:
    wanted = name.casefold()
    found = [feed for feed in every if name == str(feed.id) or feed.url == name]
    found = found or [feed for feed in every if feed.title.casefold() == wanted]
    found = found or [feed for feed in every if wanted in feed.title.casefold()]
    if not found:
        raise UsageError(f"There is no feed {name}. `tuinews feeds` lists them.")
    if len(found) > 1:
        several = ", ".join(f"{feed.id} {feed.title}" for feed in found[:5])
        raise UsageError(f"{name} could be any of {len(found)} feeds ({several}). Please give the id.")
    return found[0]


def feeds(options: argparse.Namespace) -> int:
    """List the subscriptions."""
    with opened(options.data_dir) as newsroom:
        every = every_feed(newsroom)
        now = newsroom.clock()
    if options.json:
        print_json([_feed_facts(feed) for feed in every])
        return 0
    if not every:
        print("There are no feeds yet. `tuinews add URL` subscribes to one.")
        return 0
    print_columns(
        ("id", "title", "folder", "unread", "last success", "next", "state"),
        [
            (
                str(feed.id),
                feed.title,
                "/".join(feed.folder),
                f"{feed.unread:,}",
                _when(feed.last_success_at, now),
                "never" if feed.is_builtin else _when(feed.next_refresh_at, now),
                feed.failure or "ok",
            )
            for feed in every
        ],
        flexible=1 if not any(feed.failure for feed in every) else 6,
        numbers=(0, 3),
    )
    return 0


def _feed_facts(feed: Feed) -> dict[str, object]:
    return {
        "id": feed.id,
        "title": feed.title,
        "url": feed.url,
        "site_url": feed.site_url,
        "folder": "/".join(feed.folder),
        "tags": feed.tags,
        "unread": feed.unread,
        "total": feed.total,
        "last_success": _iso(feed.last_success_at),
        "last_error": feed.failure or None,
        "failing_since": _iso(feed.failing_since),
        "next_refresh": _iso(feed.next_refresh_at),
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _when(moment: datetime | None, now: datetime) -> str:
    if moment is None:
        return "–"
    seconds = (moment - now).total_seconds()
    size = abs(seconds)
    for unit, length in (("d", 86400), ("h", 3600), ("min", 60)):
        if size >= length:
            words = f"{size / length:.0f} {unit}"
            break
    else:
        return "now"
    return f"in {words}" if seconds > 0 else f"{words} ago"


def refresh_command(options: argparse.Namespace) -> int:
    """Fetch what is due and count what is new."""
    with opened(options.data_dir, WorkerOffload(PARSERS)) as newsroom:
        chosen = tuple(_find(every_feed(newsroom), name).id for name in options.feeds) or None
        totals = run(_refresh(newsroom, chosen, force=options.force))
    if options.json:
        print_json(as_facts(totals))
    else:
        print(f"new {totals.new}  updated {totals.updated}  unchanged {totals.unchanged}  failed {totals.failed}")
    return 1 if totals.failed else 0


async def _refresh(newsroom: Newsroom, chosen: tuple[int, ...] | None, *, force: bool) -> RefreshTotals:
    outcomes = list[FeedOutcome]()
    of = 0
    shows_progress = sys.stderr.isatty()
    async for event in refresh.refresh_feeds(newsroom, chosen, force=force):
        if isinstance(event, Started):
            of = event.feeds
            continue
        outcomes.append(event)
        if shows_progress:
            print(f"\r\x1b[K⟳ {len(outcomes)} of {of}", end="", file=sys.stderr, flush=True)
    if shows_progress:
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)
    totals = refresh.add_up(outcomes)
    if totals.failures and all(failure.is_offline for failure in totals.failures):
        tell("Offline: no feed could be reached. Showing what is stored.")
    else:
        for failure in totals.failures:
            tell(f"{failure.title}: {failure.message}")
    return totals


def import_file(options: argparse.Namespace) -> int:
    """Take over a subscription list."""
    path = options.file
    if path == "newsboat" and not Path(path).exists():
        found = starting.newsboat_urls()
        if found is None:
            raise UsageError(
                "No newsboat urls file was found in its usual places. Please name it: tuinews import FILE."
            )
        path = found[0]
    with opened(options.data_dir, WorkerOffload(1)) as newsroom:
        wanted = run(subscribe.read_list(newsroom, path))
        imported = run(subscribe.import_list(newsroom, wanted))
    if options.json:
        print_json(as_facts(imported))
        return 0
    print(f"{imported.added:,} added, {imported.already_there:,} already there, {len(imported.skipped):,} skipped")
    for reason in imported.skipped:
        tell(f"skipped: {reason}")
    if imported.added:
        print(styled("`tuinews refresh` fetches them; `tuinews undo` takes the import back.", "dim"))
    return 0


def export(options: argparse.Namespace) -> int:
    """Write the subscriptions, or everything."""
    with opened(options.data_dir) as newsroom:
        pieces = everything(newsroom) if options.json else iter([run(subscribe.export_list(newsroom))])
        if options.file == "-":
            sys.stdout.writelines(pieces)
            return 0
        try:
            with open(options.file, "x", encoding="utf-8") as target:
                target.writelines(pieces)
        except FileExistsError:
            raise UsageError(
                f"{options.file} is there already and was left as it is. Please name another file."
            ) from None
        except OSError as error:
            raise UsageError(f"{options.file} cannot be written: {error.strerror}.") from error
    return 0
