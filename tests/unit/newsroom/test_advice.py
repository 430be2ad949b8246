"""What is told of a failing feed: every kind of failure has words of its own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tuinews.errors import FailureKind
from tuinews.model.entries import FeedLink
from tuinews.model.problems import Failure, Problem
from tuinews.model.subscriptions import Feed
from tuinews.newsroom.advice import advise, site_of, stale_words

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
FEED = Feed(1, "https://user:pw@a.example/feed", "A", failure="The old sentence.")


@pytest.mark.parametrize("kind", list(FailureKind))
def test_every_kind_has_a_cause_and_a_remedy(kind: FailureKind) -> None:
    advice = advise(FEED, Failure(kind), NOW)

    assert advice.cause
    assert advice.remedy.endswith((".", "…"))


@pytest.mark.parametrize(
    ("failure", "cause", "remedy"),
    [
        (Failure(FailureKind.FORBIDDEN, status=403), "refuses feed readers (403)", "Open the address in a browser"),
        (
            Failure(FailureKind.CERTIFICATE_EXPIRED, expires_at=datetime(2026, 11, 3, tzinfo=UTC)),
            "its certificate expired on 3 November 2026",
            "Only the site can renew it",
        ),
        (
            Failure(FailureKind.CERTIFICATE_WRONG_HOST, names=("b.example", "c.example", "d.example")),
            "its certificate is for b.example, c.example and 1 more",
            "another name",
        ),
        (
            Failure(FailureKind.CERTIFICATE_WRONG_HOST, host="a.example", expires_at=NOW),
            "its certificate names no host in the form now required",
            "if the server is your own",
        ),
        (
            Failure(FailureKind.CERTIFICATE_WRONG_HOST, host="192.0.2.1", expires_at=NOW),
            "its certificate is for another name",
            "another name",
        ),
        (
            Failure(FailureKind.WEB_PAGE, feeds=(FeedLink("https://a.example/f.xml"), FeedLink("https://a.example/g"))),
            "a web page, not a feed",
            "The page names these feeds instead: a.example/f.xml, a.example/g.",
        ),
        (
            Failure(FailureKind.TOO_MANY_REQUESTS, status=429, retry_at=NOW + timedelta(days=1)),
            "asks for fewer requests (429)",
            "left alone until",
        ),
        (
            Failure(FailureKind.BROKEN_FEED, line=1204, column=7),
            "the feed is broken at line 1,204, column 7",
            "Only the site can mend it",
        ),
        (Failure(FailureKind.REDIRECTS, moved_to="https://b.example/f"), "cannot be followed", "points to b.example/f"),
        (
            Failure(FailureKind.WEB_PAGE, moved_to="https://b.example/", found="a web page"),
            "moved for good to b.example, where no feed is",
            "Look on the site for its feed",
        ),
        (Failure(FailureKind.TIMEOUT, seconds=30.0), "no answer within 30 s", "tried again"),
        (Failure(FailureKind.TOO_LARGE, limit_bytes=20 << 20), "larger than 20 MB", "fetch.max_feed_mb"),
        (Failure(), "The old sentence", "open the address in a browser"),
    ],
)
def test_advice_is_made_from_the_facts(failure: Failure, cause: str, remedy: str) -> None:
    advice = advise(FEED, failure, NOW)

    assert cause in advice.cause
    assert remedy in advice.remedy


@pytest.mark.parametrize(
    ("days", "words"), [(200, "nothing new for 200 days"), (729, "nothing new for 729 days"), (1100, "3 years")]
)
def test_silence_is_told_in_days_and_then_in_years(days: int, words: str) -> None:
    assert words in stale_words(Problem(FEED, None, NOW - timedelta(days=days)), NOW)


def test_the_site_of_a_feed_that_names_none_is_the_front_page_of_its_host() -> None:
    assert site_of(FEED) == "https://a.example/"
