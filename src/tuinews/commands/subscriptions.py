"""`add` and `remove`."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import AsyncIterator
from typing import Final

from tuinews.commands.session import complain, find_feed, opened, print_json, run, shell_word, tell
from tuinews.errors import TuinewsError
from tuinews.model.entries import FeedLink
from tuinews.model.events import (
    AddEvent,
    Failed,
    FeedChoices,
    FeedOutcome,
    FeedsNamed,
    Refreshed,
    Subscribed,
    Unchanged,
)
from tuinews.model.subscriptions import Subscription
from tuinews.newsroom import Newsroom, mark, subscribe
from tuinews.newsroom.addresses import secret_remark
from tuinews.newsroom.name_folders import folder_path
from tuinews.newsroom.offload import WorkerOffload
from tuinews.screen_text import line, short_url
from tuinews.web_address import without_login

_SILENCE_S: Final = 2.0
"""After so long without news a person is told what is being done."""


def add(options: argparse.Namespace) -> int:
    """Subscribe to each address."""
    title, folder = line(options.title), folder_path(options.folder)
    tags = tuple(filter(None, map(line, options.tag)))
    taking = subscribe.Taking.ALL if options.all else subscribe.Taking.BEST
    results = list[dict[str, object]]()
    with opened(options.data_dir, WorkerOffload(1)) as newsroom:
        for url in options.urls:
            wanted = Subscription(url, title=title, folder=folder, tags=tags)
            try:
                results += run(_add(newsroom, wanted, taking, is_quiet=options.json))
                if remark := secret_remark(url):
                    tell(remark)
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
    said = f"Looking for the feeds of {short_url(wanted.url, 200)} …"
    looking = asyncio.get_running_loop().call_later(_SILENCE_S, lambda: tell(said) if sys.stderr.isatty() else None)
    async for event in _until_the_first(subscribe.add_feed(newsroom, wanted, taking), looking):
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


async def _until_the_first(events: AsyncIterator[AddEvent], looking: asyncio.TimerHandle) -> AsyncIterator[AddEvent]:
    """Yield the events; what is said while one waits is not said once the first is there."""
    try:
        async for event in events:
            looking.cancel()
            yield event
    finally:
        looking.cancel()


def _choices(url: str, links: tuple[FeedLink, ...]) -> dict[str, object]:
    # What a site calls its feeds stands on a row of its own, so that who copies a whole row copies a command.
    listed = "\n".join(f"  {_described(link)}\n    tuinews add {shell_word(link.url)}" for link in links)
    error = f"{short_url(url, 200)} has {len(links)} feeds. Choose one, or take them with --all:"
    tell(f"tuinews: {error}\n{listed}")
    choices = [
        {
            "url": link.url,
            "title": link.title,
            "entries": link.entries,
            "newest": link.newest.isoformat() if link.newest else None,
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
        print_json([{"id": feed.id, "title": feed.title, "url": without_login(feed.url)} for feed in chosen])
        return 0
    for label in labels:
        print(line(f"{label}. `tuinews undo` brings it back.", 700))
    return 0
