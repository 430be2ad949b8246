"""`keep` and `vacuum`: how much is kept, and room given back."""

from __future__ import annotations

import argparse
import asyncio
import shutil
import sys

from tuinews.commands.session import find_feed, opened, print_json, run, tell
from tuinews.commands.tables import print_columns
from tuinews.errors import UsageError
from tuinews.newsroom import Newsroom, expire
from tuinews.newsroom.expire import Due, FeedRule, Room, Rules
from tuinews.newsroom.list_feeds import every_feed

_MOST_FEEDS = 12
_POLL_S = 0.2


def keep(options: argparse.Namespace) -> int:
    """Show what is kept, or give a feed rules of its own."""
    given = (options.days, options.articles, options.mb, options.unread)
    with opened(options.data_dir) as newsroom:
        if not options.feed:
            if options.default or any(value is not None for value in given):
                raise UsageError("Whose articles? For all feeds: tuinews config set retention.days 90.")
            _show_rules(newsroom, as_json=options.json)
            return 0
        feed = find_feed(newsroom, options.feed)
        before = run(expire.own_rules(newsroom)).get(feed.id, FeedRule())
        rule = FeedRule() if options.default else _changed(before, options)
        label = run(expire.keep(newsroom, feed, rule)).label
        rules = expire.rules_of(newsroom)
    if options.json:
        print_json({"feed": feed.id, "title": feed.title, **_rule_facts(rule, rules)})
    else:
        print(f"{feed.title}: {_in_words(rule, rules)}." + (" `tuinews undo` takes it back." if label else ""))
    return 0


def _changed(before: FeedRule, options: argparse.Namespace) -> FeedRule:
    unread = before.unread if options.unread is None else options.unread == "yes"
    return FeedRule(
        before.days if options.days is None else options.days,
        before.articles if options.articles is None else options.articles,
        before.mb if options.mb is None else options.mb,
        unread,
    )


def _show_rules(newsroom: Newsroom, *, as_json: bool) -> None:
    rules, own = expire.rules_of(newsroom), run(expire.own_rules(newsroom))
    named = [(feed, own[feed.id]) for feed in every_feed(newsroom) if feed.id in own]
    if as_json:
        facts = [{"feed": feed.id, "title": feed.title, **_rule_facts(rule, rules)} for feed, rule in named]
        print_json({"all": rules._asdict(), "feeds": facts})
        return
    rows = [("all feeds", _in_words(FeedRule(), rules))]
    rows += [(feed.title, _in_words(rule, rules)) for feed, rule in named]
    print_columns(("feed", "what is kept"), rows, flexible=(0, 1))
    if rules.total_mb:
        print(f"All of them together take at most {rules.total_mb:,} MB.")


def _in_force(rule: FeedRule, rules: Rules) -> tuple[int, int, int, bool]:
    return (
        rules.days if rule.days is None else rule.days,
        rules.articles if rule.articles is None else rule.articles,
        rules.feed_mb if rule.mb is None else rule.mb,
        rules.unread if rule.unread is None else rule.unread,
    )


def _rule_facts(rule: FeedRule, rules: Rules) -> dict[str, object]:
    return dict(zip(("days", "articles", "mb", "unread"), _in_force(rule, rules), strict=True))


def _in_words(rule: FeedRule, rules: Rules) -> str:
    days, articles, mb, unread = _in_force(rule, rules)
    bounds = [
        f"{days:,} days" if days else "",
        f"the newest {articles:,} articles" if articles else "",
        f"{mb:,} MB" if mb else "",
    ]
    words = ", ".join(filter(None, bounds))
    return f"{words}; unread ones {'go, too' if unread else 'stay'}" if words else "everything"


def vacuum(options: argparse.Namespace) -> int:
    """Let go what the rules take, forget what was deleted, and give the room back."""
    with opened(options.data_dir) as newsroom:
        due, before = run(expire.look(newsroom)), run(expire.room(newsroom))
        if options.dry_run:
            _preview(due, before, as_json=options.json)
            return 0
        is_held = due.is_too_much and not options.all
        _check_room(newsroom, before)
        if not options.json:
            _show_plan(due)
        gone, forgotten = run(_vacuum(newsroom, due, is_held=is_held, expected=before.bytes))
        after = run(expire.room(newsroom))
    freed = max(0, before.bytes - after.bytes)
    if options.json:
        facts = {"let_go": gone, "held": due.plan.articles if is_held else 0, "forgotten": forgotten}
        print_json({**facts, "bytes_before": before.bytes, "bytes_after": after.bytes, "freed_bytes": freed})
    else:
        _report(gone, forgotten, before, after)
    if is_held:
        tell(
            f"tuinews: {due.plan.articles:,} of {due.plan.of:,} articles would go at once. That may be your wish or "
            "a clock gone wrong, so they stayed; `tuinews vacuum --all` lets them go."
        )
    return 1 if is_held else 0


async def _vacuum(newsroom: Newsroom, due: Due, *, is_held: bool, expected: int) -> tuple[int, int]:
    gone = forgotten = 0
    if due.plan.articles and not is_held:
        gone = len((await expire.let_go(newsroom, due.plan)).article_ids)
    async for step in expire.forget_deleted(newsroom):
        forgotten = step.of
        _progress(f"{step.done:,} of {step.of:,} articles forgotten")
    task = asyncio.create_task(_compact(newsroom))
    journal = newsroom.paths.archive.with_name(newsroom.paths.archive.name + "-wal")
    is_in_steps = await expire.compacts_in_steps(newsroom)
    while not task.done():
        if not is_in_steps:
            # The new file passes through the journal beside it; how far it has come can be seen from there.
            written = journal.stat().st_size if journal.exists() else 0
            _progress(f"compacting, {min(99, 100 * written // max(1, expected))} %")
        await asyncio.wait((task,), timeout=_POLL_S)
    _progress("")
    await task
    return gone, forgotten


async def _compact(newsroom: Newsroom) -> None:
    async for step in expire.compact(newsroom):
        _progress(f"compacting: {step.done:,} of {step.of:,} {step.what}")


def _check_room(newsroom: Newsroom, before: Room) -> None:
    free = shutil.disk_usage(newsroom.paths.archive.parent).free
    if free < 2 * before.bytes:
        raise UsageError(
            f"Compacting needs {_size(2 * before.bytes)} beside the archive for a while, and only {_size(free)} are "
            "free. Nothing was changed."
        )


def _progress(words: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\x1b[K{words}", end="", file=sys.stderr, flush=True)


def _preview(due: Due, before: Room, *, as_json: bool) -> None:
    if as_json:
        feeds = [one._asdict() for one in due.plan.feeds]
        facts = {"would_go": due.plan.articles, "of": due.plan.of, "bytes": due.plan.bytes, "feeds": feeds}
        print_json({**facts, "would_forget": before.deleted, "free_bytes": before.free_bytes})
        return
    _show_plan(due)
    if due.is_too_much:
        print("That is more than a fifth of them, so only `tuinews vacuum --all` lets them go.")
    if before.deleted:
        print(f"{before.deleted:,} deleted articles would be forgotten; undo could no longer bring them back.")
    print(f"The archive takes {_size(before.bytes)}, {_size(before.free_bytes)} of it unused.")


def _show_plan(due: Due) -> None:
    plan = due.plan
    if not plan.articles:
        print("No article goes by age, number or size.")
        return
    print(f"{plan.articles:,} of {plan.of:,} articles go, {_size(plan.bytes)} of text:")
    rows = [(f"{one.articles:,}", _size(one.bytes), one.feed_title) for one in plan.feeds[:_MOST_FEEDS]]
    print_columns(("articles", "size", "feed"), rows, flexible=(2,), numbers=(0, 1))
    if len(plan.feeds) > _MOST_FEEDS:
        print(f"… and those of {len(plan.feeds) - _MOST_FEEDS:,} more feeds.")


def _report(gone: int, forgotten: int, before: Room, after: Room) -> None:
    if forgotten:
        also = f", {gone:,} of them by age, number or size" if gone else ""
        print(f"{forgotten:,} deleted articles forgotten{also}; undo no longer brings them back.")
    freed = before.bytes - after.bytes
    words = f"{_size(freed)} freed" if freed > 0 else "there was nothing to free"
    print(f"The archive takes {_size(after.bytes)} now; {words}. Its search index was merged.")


def _size(size: int) -> str:
    if size < 1_000_000:
        return f"{size / 1000:,.0f} kB"
    return f"{size / 1_000_000:,.1f} MB"
