"""`problems`: what is wrong with feeds, and how it is put right."""

from __future__ import annotations

import argparse
import textwrap
from datetime import datetime

from tuinews.commands.session import opened, print_json, run, shell_word, styled
from tuinews.commands.tables import room_for_tables
from tuinews.model.problems import Failure, Problem, Problems
from tuinews.newsroom.advice import advise, may_be_elsewhere, new_address, site_of, stale_words
from tuinews.newsroom.diagnose import day
from tuinews.newsroom.problems import problems as find_problems
from tuinews.screen_text import line, short_url
from tuinews.store.feeds import NEVER
from tuinews.web_address import without_login

_WIDEST = 100


def problems(options: argparse.Namespace) -> int:
    """Tell of each feed that needs attention since when, why, and what to do."""
    with opened(options.data_dir) as newsroom:
        found = run(find_problems(newsroom))
        now = newsroom.clock()
    if options.json:
        print_json([_facts(problem, now) for problem in (*found.failing, *found.stale)])
    elif not found.failing and not found.stale:
        print("Nothing needs attention.")
    else:
        _print_problems(found, now)
    return 0


def _print_problems(found: Problems, now: datetime) -> None:
    if found.failing:
        count = len(found.failing)
        print(styled(f"{count:,} {'feed fails' if count == 1 else 'feeds fail'}", "bold"))
    for problem in found.failing:
        _print_failing(problem, now)
    if found.stale:
        print(styled(("\n" if found.failing else "") + "Long silent", "bold"))
    for problem in found.stale:
        print(line(f"{problem.feed.id:>4}  {problem.feed.title}: {stale_words(problem, now)}", 300))


def _print_failing(problem: Problem, now: datetime) -> None:
    feed, failure = problem.feed, problem.failure or Failure()
    advice = advise(feed, failure, now)
    since = day(feed.failing_since) if feed.failing_since else "some time"
    fine = f"last fetched {day(feed.last_success_at)}" if feed.last_success_at else "never fetched"
    print(f"{feed.id:>4}  {styled(line(feed.title, 200), 'bold')}")
    sentences = [f"{advice.cause[:1].upper()}{advice.cause[1:]}, since {since}; {fine}.", advice.remedy]
    sentences += [f"tuinews edit {feed.id} --url {shell_word(link.url)}" for link in failure.feeds]
    if new_address(failure):
        sentences.append(f"tuinews edit {feed.id} --url {shell_word(new_address(failure))}")
    elif may_be_elsewhere(feed, failure) and not failure.feeds:
        sentences.append(f"tuinews add {shell_word(site_of(feed))}   looks for the site's feeds")
    width = min(max(room_for_tables(), 40), _WIDEST) - 6
    for sentence in (*sentences, short_url(feed.url, 300)):
        # A command is never broken: it is there to be copied.
        rows = [sentence] if sentence.startswith("tuinews ") else textwrap.wrap(line(sentence, 600), width)
        for row in rows:
            print(f"      {row}")


def _facts(problem: Problem, now: datetime) -> dict[str, object]:
    feed, failure = problem.feed, problem.failure
    facts: dict[str, object] = {
        "id": feed.id,
        "title": feed.title,
        "url": without_login(feed.url),
        "site_url": without_login(site_of(feed)),
        "problem": "stale" if failure is None else "failing",
        "last_success": _iso(feed.last_success_at),
        "newest": _iso(problem.newest_at),
    }
    if failure is None:
        return facts | {"cause": stale_words(problem, now)}
    advice = advise(feed, failure, now)
    return facts | {
        "since": _iso(feed.failing_since),
        "failures_in_row": feed.failures_in_row,
        "kind": failure.kind.value or "unknown",
        "message": feed.failure,
        "cause": advice.cause,
        "remedy": advice.remedy,
        "passes": advice.passes,
        "status": failure.status,
        "retry_at": _iso(failure.retry_at),
        "certificate_expires": _iso(failure.expires_at),
        "certificate_names": failure.names,
        "moved_to": without_login(failure.moved_to) or None,
        "feeds": [{"url": without_login(link.url), "title": link.title} for link in failure.feeds],
        "next_refresh": None if feed.next_refresh_at == NEVER else _iso(feed.next_refresh_at),
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
