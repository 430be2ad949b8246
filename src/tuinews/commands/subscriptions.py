"""`add`, `remove`, `undo`, `redo`, `feeds`, `refresh`, `import` and `export`."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime
from pathlib import Path

from tuinews.commands.full_text import fetch_full_texts
from tuinews.commands.session import complain, find_feed, opened, print_json, run, tell
from tuinews.commands.tables import print_columns, room_for_tables
from tuinews.errors import FormatError, TuinewsError, UsageError
from tuinews.model.entries import FeedLink
from tuinews.model.events import (
    Failed,
    FeedChoices,
    FeedOutcome,
    FeedsNamed,
    Refreshed,
    RefreshTotals,
    Started,
    Subscribed,
    Unchanged,
)
from tuinews.model.facts import as_facts
from tuinews.model.subscriptions import Feed, Subscription, SubscriptionList
from tuinews.newsroom import Newsroom, complete, expire, mark, refresh, starting, subscribe
from tuinews.newsroom.export import everything
from tuinews.newsroom.mark import JournalEntry
from tuinews.newsroom.offload import WorkerOffload
from tuinews.newsroom.read import every_feed, full_text_choices, smart_folders
from tuinews.screen_text import line, short_url
from tuinews.store.feeds import NEVER

PARSERS = 2
WIDE = 120
"""From this width on, `feeds` has room for the addresses."""


def add(options: argparse.Namespace) -> int:
    """Subscribe to each address."""
    folder = tuple(name.strip() for name in options.folder.split("/") if name.strip())
    taking = subscribe.Taking.ALL if options.all else subscribe.Taking.BEST
    results = list[dict[str, object]]()
    with opened(options.data_dir, WorkerOffload(1)) as newsroom:
        for url in options.urls:
            wanted = Subscription(url, title=options.title, folder=folder, tags=tuple(options.tag))
            try:
                results += run(_add(newsroom, wanted, taking, is_quiet=options.json))
            except TuinewsError as error:
                results.append({"url": url, "error": error.message})
                complain(error, short_url(url, 200))
    if options.json:
        print_json(results)
    if not any("error" in result for result in results):
        return 0
    return 1 if any("id" in result for result in results) else 2


async def _add(
    newsroom: Newsroom, wanted: Subscription, taking: subscribe.Taking, *, is_quiet: bool
) -> list[dict[str, object]]:
    results = list[dict[str, object]]()
    async for event in subscribe.add_feed(newsroom, wanted, taking):
        match event:
            case FeedsNamed(_, links):
                if sys.stderr.isatty():
                    tell(f"Looking at {len(links)} feeds of {short_url(wanted.url, 200)} …")
            case FeedChoices(_, links):
                results.append(_choices(wanted.url, links))
            case Subscribed(feed_id, title, url, is_new):
                results.append({"id": feed_id, "title": title, "url": url, "is_new": is_new})
            case Refreshed() | Unchanged() | Failed():
                result = results[-1]
                result |= {"entries": event.new if isinstance(event, Refreshed) else 0}
                result |= {"error": event.message} if isinstance(event, Failed) else {"title": event.title}
                if not is_quiet:
                    _tell_added(event, is_new=bool(result["is_new"]))
    return results


def _choices(url: str, links: tuple[FeedLink, ...]) -> dict[str, object]:
    listed = "\n".join(f"  tuinews add {line(link.url, 2000)}   {_described(link)}" for link in links)
    error = f"{short_url(url, 200)} has {len(links)} feeds. Choose one, or take them with --all:"
    tell(f"tuinews: {error}\n{listed}")
    choices = [
        {
            "url": link.url,
            "title": link.title,
            "entries": link.entries,
            "newest": _iso(link.newest),
            "of_comments": link.is_of_comments,
        }
        for link in links
    ]
    return {"url": url, "error": error, "choices": choices}


def _described(link: FeedLink) -> str:
    return line(link.title) + ("" if link.entries is None else f" ({_entries(link.entries)})")


def _tell_added(first: FeedOutcome, *, is_new: bool) -> None:
    added = "Added" if is_new else "Already there:"
    match first:
        case Refreshed(_, title, new, _, _):
            print(line(f"{added} {title}, {_entries(new)}{'' if is_new else ' new'}."))
        case Unchanged(_, title):
            print(line(f"{added} {title}, nothing new."))
        case Failed(_, title, message, _):
            print(line(f"{added} {title}."))
            tell(f"tuinews: {message} It is tried again with the next refresh.")


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count:,} entries"


def remove(options: argparse.Namespace) -> int:
    """Unsubscribe from each feed."""
    with opened(options.data_dir) as newsroom:
        chosen = [find_feed(newsroom, name) for name in options.feeds]
        labels = [run(mark.remove_feed(newsroom, feed.id)).label for feed in chosen]
    if options.json:
        print_json([{"id": feed.id, "title": feed.title, "url": feed.url} for feed in chosen])
        return 0
    for label in labels:
        print(f"{label}. `tuinews undo` brings it back.")
    return 0


def undo(options: argparse.Namespace) -> int:
    """Take back the last change, or list the last ones."""
    with opened(options.data_dir) as newsroom:
        if options.list:
            _list_changes(run(mark.last_changes(newsroom, options.limit)), as_json=options.json)
            return 0
        label = run(mark.undo(newsroom)).label
    if options.json:
        print_json({"undone": label or None})
    else:
        print(f"Undone: {label}" if label else "There is nothing to undo.")
    return 0


def redo(options: argparse.Namespace) -> int:
    """Do the change again that was undone last."""
    with opened(options.data_dir) as newsroom:
        label = run(mark.redo(newsroom)).label
    if options.json:
        print_json({"redone": label or None})
    else:
        print(f"Done again: {label}" if label else "There is nothing to do again.")
    return 0


def _list_changes(changes: tuple[JournalEntry, ...], *, as_json: bool) -> None:
    when = {change.id: change.at.astimezone() if change.at else None for change in changes}
    if as_json:
        print_json(
            [
                {"id": one.id, "at": at.isoformat() if (at := when[one.id]) else None, "change": one.label,
                 "undone": one.is_undone}
                for one in changes
            ]
        )  # fmt: skip
    elif not changes:
        tell("There is nothing to undo.")
    else:
        print_columns(
            ("when", "", "change"),
            [(f"{when[one.id]:%Y-%m-%d %H:%M}", "undone" if one.is_undone else "", one.label) for one in changes],
            flexible=(2,),
        )


def feeds(options: argparse.Namespace) -> int:
    """List the subscriptions."""
    with opened(options.data_dir) as newsroom:
        every, choices, smart = every_feed(newsroom), full_text_choices(newsroom), smart_folders(newsroom)
        now = newsroom.clock()
    if options.json:
        print_json([_feed_facts(feed) | {"full_text": choices.get(feed.id)} for feed in every])
        return 0
    if not every:
        tell("There are no feeds yet. `tuinews add URL` subscribes to one.")
        return 0
    is_wide = room_for_tables() >= WIDE
    print_columns(
        ("id", "title", "folder", "unread", "last success", "next", "state", *(["url"] if is_wide else [])),
        [
            (
                str(feed.id),
                feed.title,
                "/".join(feed.folder),
                f"{feed.unread:,}",
                "–" if feed.is_builtin else _when(feed.last_success_at, now),
                "–" if feed.is_builtin else _due(feed, now),
                "failed" if feed.failure else "ok",
                *(["" if feed.is_builtin else short_url(feed.url)] if is_wide else []),
            )
            for feed in every
        ],
        flexible=(1, 2, *([7] if is_wide else [])),
        numbers=(0, 3),
        notes={number: feed.failure for number, feed in enumerate(every) if feed.failure},
    )
    if smart:
        print("\nSmart folders")
        print_columns(("name", "query"), [(folder.name, folder.query) for folder in smart], flexible=(0, 1))
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
        "next_refresh": None if feed.next_refresh_at == NEVER else _iso(feed.next_refresh_at),
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _due(feed: Feed, now: datetime) -> str:
    return "never" if feed.next_refresh_at == NEVER else _when(feed.next_refresh_at, now, past="due")


def _when(moment: datetime | None, now: datetime, past: str = "") -> str:
    if moment is None:
        return past or "never"
    if past and moment <= now:
        return past
    minutes = round(abs((moment - now).total_seconds()) / 60)
    if not minutes:
        return "just now"
    words = f"{minutes} min" if minutes < 60 else f"{round(minutes / 60)} h"
    words = words if minutes < 24 * 60 else f"{round(minutes / 60 / 24)} d"
    return f"in {words}" if moment > now else f"{words} ago"


def refresh_command(options: argparse.Namespace) -> int:
    """Fetch what is due and count what is new."""
    parsers = WorkerOffload(PARSERS)
    with opened(options.data_dir, parsers) as newsroom:
        if any(feed.last_success_at is None and not feed.is_builtin for feed in every_feed(newsroom)):
            # There will be something to parse: the workers load while the fetcher does.
            for _ in range(PARSERS):
                parsers.warm()
        chosen = tuple(find_feed(newsroom, name).id for name in options.feeds) or None
        totals = run(_refresh(newsroom, chosen, force=options.force))
        full_texts = run(fetch_full_texts(newsroom)) if options.full_text else None
        _print_totals(totals, full_texts, options, is_named=chosen is not None)
        _index(newsroom, totals, options.index)
        _tell_let_go(newsroom)
    return 1 if totals.failed else 0


def _print_totals(
    totals: RefreshTotals, full_texts: int | None, options: argparse.Namespace, *, is_named: bool
) -> None:
    if options.json:
        print_json(as_facts(totals) | ({} if full_texts is None else {"full_texts": full_texts}))
        sys.stdout.flush()
        return
    if not totals.feeds and is_named:
        tell("It was asked less than five minutes ago. --force asks it all the same.")
    elif not totals.feeds:
        tell("No feed is due. `tuinews refresh --force` asks all of them; `tuinews feeds` lists them.")
    counts = {"new": totals.new, "updated": totals.updated, "unchanged": totals.unchanged, "failed": totals.failed}
    counts |= {} if full_texts is None else {"full texts": full_texts}
    print("  ".join(f"{name} {count:,}" for name, count in counts.items()), flush=True)


def _tell_let_go(newsroom: Newsroom) -> None:
    """Let old articles go by the rules there are, and say so."""
    due, let_go = run(expire.after_refresh(newsroom))
    if let_go.label:
        tell(f"{let_go.label}; `tuinews undo` brings them back.")
    elif due.wants_word:
        tell(f"{due.plan.count:,} articles could go by your rules; `tuinews vacuum --dry-run` shows them.")


_CAUGHT_UP = 20
"""Waiting articles of earlier runs that each run reads for people and quotes."""


def _index(newsroom: Newsroom, totals: RefreshTotals, wish: bool | None) -> None:
    """Find people and quotes once the counts are told: in everything that waits for it, in nothing, or in what is new.

    Args:
        newsroom: where the articles are.
        totals: what the refresh brought.
        wish: everything or nothing; None for what is new, where that is little enough to wait for.
    """
    if wish is not None:
        if wish:
            run(_complete(newsroom))
        return
    new, most = totals.new + totals.updated, newsroom.config.refresh_index_most
    if new <= most:
        # The newest first: those of this refresh, then a few of what earlier ones have left.
        run(_complete(newsroom, min(most, new + _CAUGHT_UP)))
        return
    articles, them = ("1 new article is", "it") if new == 1 else (f"{new:,} new articles are", "them")
    tell(f"{articles} read for people and quotes when the reader shows {them}; `tuinews refresh --index` does it now.")


async def _complete(newsroom: Newsroom, most: int = complete.MOST_NEW) -> None:
    """Make the texts of articles that have none yet and find who is quoted there."""
    done = 0
    async for count in complete.complete_new(newsroom, PARSERS, most):
        done += count
        _show_progress(f"people and quotes of {done:,} articles")
    _show_progress("")


def _show_progress(words: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\x1b[K{'⟳ ' if words else ''}{words}", end="", file=sys.stderr, flush=True)


async def _refresh(newsroom: Newsroom, chosen: tuple[int, ...] | None, *, force: bool) -> RefreshTotals:
    outcomes, notices = list[FeedOutcome](), list[str]()
    of = 0
    async for event in refresh.refresh_feeds(newsroom, chosen, force=force):
        if isinstance(event, Started):
            of = event.feeds
            continue
        outcomes.append(event)
        if isinstance(event, Refreshed | Unchanged):
            notices += [f"tuinews: {event.title}: {warning}" for warning in event.warnings]
        _show_progress(f"{len(outcomes)} of {of}")
    _show_progress("")
    for notice in notices:
        tell(notice)
    totals = refresh.add_up(outcomes)
    if totals.failures and all(failure.is_offline for failure in totals.failures):
        tell("tuinews: There is no network, so no feed was asked. What is stored can be read all the same.")
    else:
        for failure in totals.failures:
            tell(f"tuinews: {failure.title}: {failure.message}")
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
        wanted = _read_list(newsroom, path)
        imported = run(subscribe.import_list(newsroom, wanted))
    if options.json:
        print_json(as_facts(imported))
        return 0
    print(", ".join(subscribe.counts_of(imported)))
    for reason in (*imported.skipped, *imported.repeated, *imported.untranslated):
        tell(line(reason))
    if imported.added or imported.smart_folders:
        tell("`tuinews refresh` fetches the feeds; `tuinews undo` takes the import back.")
    return 0


def _read_list(newsroom: Newsroom, path: str) -> SubscriptionList:
    try:
        return run(subscribe.read_list(newsroom, path))
    except FormatError as error:
        raise FormatError(f"{path}: {error.message}") from error


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
                f"{options.file} is there already and was left as it was. Please name another file."
            ) from None
        except OSError as error:
            raise UsageError(f"{options.file} cannot be written: {error.strerror}.") from error
    return 0
