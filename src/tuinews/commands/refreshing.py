"""`refresh`: what is due is fetched, its counts are told, and people and quotes are found in what is new."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from tuinews.commands.session import find_feed, opened, print_json, run, tell
from tuinews.model.events import (
    FeedOutcome,
    Refreshed,
    RefreshTotals,
    Started,
    Unchanged,
)
from tuinews.model.facts import as_facts
from tuinews.newsroom import Newsroom, refresh
from tuinews.newsroom.bounds import is_anything_bounded
from tuinews.newsroom.child import Child
from tuinews.newsroom.offload import WorkerOffload

PARSERS = 2
"""Processes that read what comes."""


def refresh_command(options: argparse.Namespace, started: Sequence[Child] = ()) -> int:
    """Fetch what is due and count what is new; parsers may have been started for it."""
    with opened(options.data_dir, WorkerOffload(PARSERS, started=started)) as newsroom:
        chosen = tuple(find_feed(newsroom, name).id for name in options.feeds) or None
        _tell_programs(newsroom)  # what the reader found meanwhile; the first time, from here on
        totals = run(_refresh(newsroom, chosen, force=options.force, is_quiet=options.quiet))
        full_texts = _full_texts(newsroom) if options.full_text else None
        _print_totals(totals, full_texts, options, is_named=chosen is not None)
        _index(newsroom, totals, options.index, is_quiet=options.quiet)
        _tell_programs(newsroom)
        _gather(newsroom, totals, options.index)
        _tell_let_go(newsroom, is_quiet=options.quiet)
    return 1 if totals.failed else 0


def _tell_programs(newsroom: Newsroom) -> None:
    """Tell what people who are followed said, where a program wants to know."""
    if newsroom.config.follow_command or newsroom.config.tools:
        from tuinews.newsroom import announce

        run(announce.tell_programs(newsroom))


def _full_texts(newsroom: Newsroom) -> int:
    from tuinews.commands.full_text import fetch_full_texts  # what is not asked for is not waited for

    return run(fetch_full_texts(newsroom))


def _print_totals(
    totals: RefreshTotals, full_texts: int | None, options: argparse.Namespace, *, is_named: bool
) -> None:
    if options.json:
        print_json(as_facts(totals) | ({} if full_texts is None else {"full_texts": full_texts}))
        sys.stdout.flush()
        return
    if options.quiet:
        return
    if not totals.feeds and is_named:
        tell("It was asked less than five minutes ago. --force asks it all the same.")
    elif not totals.feeds:
        tell("No feed is due. `tuinews refresh --force` asks all of them; `tuinews feeds` lists them.")
    counts = {"new": totals.new, "updated": totals.updated, "unchanged": totals.unchanged, "failed": totals.failed}
    counts |= {} if full_texts is None else {"full texts": full_texts}
    print("  ".join(f"{name} {count:,}" for name, count in counts.items()), flush=True)


def _tell_let_go(newsroom: Newsroom, *, is_quiet: bool) -> None:
    """Let old articles go by the rules there are, and say so."""
    if not is_anything_bounded(newsroom):
        return
    from tuinews.newsroom import expire  # once the feeds are there, and where there are rules

    due, let_go = run(expire.after_refresh(newsroom))
    if is_quiet:
        return
    if let_go.label:
        tell(f"{let_go.label}; `tuinews undo` brings them back.")
    elif due.wants_word:
        tell(f"{due.plan.articles:,} articles could go by your rules; `tuinews vacuum --dry-run` shows them.")


def _index(newsroom: Newsroom, totals: RefreshTotals, wish: bool | None, *, is_quiet: bool) -> None:
    """Find people and quotes once the counts are told: in everything that waits for it, in nothing, or in what is new.

    Args:
        newsroom: where the articles are.
        totals: what the refresh brought.
        wish: everything or nothing; None for what is new, where that is little enough to wait for.
        is_quiet: say nothing of what is left for later.
    """
    if wish is not None:
        if wish:
            run(_complete(newsroom))
        return
    new, most = totals.new + totals.updated, newsroom.config.refresh_index_most
    if new <= most:
        from tuinews.newsroom import catching_up  # once the counts are told

        if some := run(catching_up.for_refresh(newsroom, new)):
            run(_complete(newsroom, some))
        return
    if is_quiet:
        return
    articles, them = ("1 new article is", "it") if new == 1 else (f"{new:,} new articles are", "them")
    tell(f"{articles} read for people and quotes when the reader shows {them}; `tuinews refresh --index` does it now.")


def _gather(newsroom: Newsroom, totals: RefreshTotals, wish: bool | None) -> None:
    """Put articles into their stories under the same rule: all that wait, none, or what is new where that is little."""
    if wish is None:
        new, most = totals.new + totals.updated, newsroom.config.refresh_index_most
        is_wished, looked_at = 0 < new <= most, most
    else:
        is_wished, looked_at = wish, None
    if is_wished:
        from tuinews.commands.gathering import gather  # once the counts are told

        gather(newsroom, looked_at)


async def _complete(newsroom: Newsroom, most: int | None = None) -> None:
    """Make the texts of articles that have none yet and find who is quoted there."""
    from tuinews.newsroom import complete  # once the counts are told

    done = 0
    async for count in complete.complete_new(newsroom, PARSERS, most or complete.MOST_NEW):
        done += count
        _show_progress(f"people and quotes of {done:,} articles")
    _show_progress("")


def _show_progress(words: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\x1b[K{'⟳ ' if words else ''}{words}", end="", file=sys.stderr, flush=True)


async def _refresh(newsroom: Newsroom, chosen: tuple[int, ...] | None, *, force: bool, is_quiet: bool) -> RefreshTotals:
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
    for notice in () if is_quiet else notices:
        tell(notice)
    totals = refresh.add_up(outcomes)
    if totals.failures and all(failure.is_offline for failure in totals.failures):
        # A laptop without a network is nothing to be mailed about every half hour.
        if not is_quiet:
            tell("tuinews: There is no network, so no feed was asked. What is stored can be read all the same.")
    else:
        for failure in totals.failures:
            tell(f"tuinews: {failure.title}: {failure.message}")
    return totals
