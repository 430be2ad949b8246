"""The feeds of a site are found by few requests, looked at, and offered once each with their titles and entries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.newsstand import HTML, Item, Newsstand, rss

from tuinews.config import Config
from tuinews.errors import FetchError, FormatError
from tuinews.formats import known_sites
from tuinews.model.entries import FeedLink
from tuinews.model.events import (
    Failed,
    FeedChoices,
    FeedMissing,
    FeedSeen,
    FeedsNamed,
    FindEvent,
    Refreshed,
    Subscribed,
)
from tuinews.model.subscriptions import Subscription
from tuinews.newsroom import Newsroom, subscribe
from tuinews.newsroom.discover import MOST_LOOKED_AT, find_feeds
from tuinews.newsroom.offload import InlineOffload
from tuinews.newsroom.opening import open_newsroom
from tuinews.paths import find_paths

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour News</title>{}</feed>"""


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    config = Config(fetch_host_gap_s=0.0)
    opened = open_newsroom(find_paths(str(tmp_path)), config, InlineOffload(), clock=lambda: NOW)
    yield opened
    opened.close()


def page(newsstand: Newsstand, *links: tuple[str, str], path: str = "/", head: str = "") -> str:
    """Serve a page that names feeds; return its address."""
    named = "".join(
        f'<link rel="alternate" type="application/rss+xml" href="{href}" title="{title}">' for href, title in links
    )
    return newsstand.serve(path, f"<html><head>{head}{named}</head><body>Hello</body></html>".encode(), media_type=HTML)


async def events(newsroom: Newsroom, url: str) -> list[FindEvent]:
    return [event async for event in find_feeds(newsroom, url)]


async def choices(newsroom: Newsroom, url: str) -> tuple[FeedLink, ...]:
    *_, last = await events(newsroom, url)
    assert isinstance(last, FeedChoices)
    return last.links


async def test_feeds_come_with_titles_entries_and_the_newest_day(newsroom: Newsroom, newsstand: Newsstand) -> None:
    newsstand.feed("/news", "Harbour News", [Item("One", published=NOW), Item("Two")])
    newsstand.feed("/sport", "Harbour Sport", ["Three"])
    url = page(newsstand, ("/news", "RSS"), ("/sport", "All sport"))

    found = await events(newsroom, url)

    assert [type(event) for event in found] == [FeedsNamed, FeedSeen, FeedSeen, FeedChoices]
    assert await choices(newsroom, url) == (
        FeedLink(newsstand.url("/news"), "Harbour News", 2, NOW),
        FeedLink(newsstand.url("/sport"), "All sport", 1),
    )


async def test_the_same_feed_in_two_formats_is_offered_once(newsroom: Newsroom, newsstand: Newsstand) -> None:
    newsstand.feed(
        "/rss", "Harbour News", [Item("One", url="https://h.example/1"), Item("Two", url="https://h.example/2")]
    )
    entries = "".join(
        f'<entry><id>urn:{n}</id><title>{n}</title><link href="https://h.example/{n}"/></entry>' for n in (1, 2)
    )
    newsstand.serve("/atom", ATOM.format(entries).encode())
    url = page(newsstand, ("/rss", "RSS"), ("/atom", "Atom"))

    found = await events(newsroom, url)

    assert FeedSeen(FeedLink(newsstand.url("/atom"), "Harbour News", 2), newsstand.url("/rss")) in found
    assert [link.url for link in await choices(newsroom, url)] == [newsstand.url("/rss")]


async def test_feeds_of_comments_come_last(newsroom: Newsroom, newsstand: Newsstand) -> None:
    newsstand.feed("/comments/feed/", "Comments on Harbour", ["One"])
    newsstand.feed("/feed/", "Harbour", ["Two"])
    url = page(newsstand, ("/comments/feed/", "Comments"), ("/feed/", "Feed"))

    assert [link.is_of_comments for link in await choices(newsroom, url)] == [False, True]


async def test_what_cannot_be_read_is_told_and_not_offered(newsroom: Newsroom, newsstand: Newsstand) -> None:
    newsstand.feed("/news", "Harbour News", ["One"])
    url = page(newsstand, ("/news", "News"), ("/gone", "Gone"))

    found = await events(newsroom, url)

    assert any(isinstance(event, FeedMissing) and "404" in event.reason for event in found)
    assert [link.title for link in await choices(newsroom, url)] == ["News"]


async def test_when_none_of_the_named_feeds_can_be_read_that_is_said(newsroom: Newsroom, newsstand: Newsstand) -> None:
    url = page(newsstand, ("/gone", "Gone"), ("/away", "Away"))

    with pytest.raises(FormatError, match=r"names 2 feeds, but none can be read\. .*404"):
        await events(newsroom, url)


async def test_of_a_page_that_names_hundreds_only_some_are_looked_at(newsroom: Newsroom, newsstand: Newsstand) -> None:
    for number in range(30):
        newsstand.feed(f"/{number}.rss", f"Feed {number}", [f"Entry {number}"])
    url = page(newsstand, *((f"/{number}.rss", f"Feed {number}") for number in range(30)))

    found = await choices(newsroom, url)

    assert len(found) == 30
    assert len(newsstand.requests()) == 1 + MOST_LOOKED_AT
    assert [link.entries for link in found].count(None) == 30 - MOST_LOOKED_AT


async def test_usual_places_are_tried_one_by_one_and_left_at_the_first_hit(
    newsroom: Newsroom, newsstand: Newsstand
) -> None:
    newsstand.feed("/rss", "Harbour News", ["One"])

    found = await choices(newsroom, page(newsstand))

    assert [link.url for link in found] == [newsstand.url("/rss")]
    assert [request.path for request in newsstand.requests()] == ["/", "/feed", "/rss"]


async def test_a_site_without_any_feed_costs_few_requests(newsroom: Newsroom, newsstand: Newsstand) -> None:
    with pytest.raises(FormatError, match="names no feed"):
        await events(newsroom, page(newsstand, path="/blog/2026"))

    assert len(newsstand.requests()) <= 11


async def test_a_site_without_any_feed_is_told_without_the_password_of_its_address(
    newsroom: Newsroom, newsstand: Newsstand
) -> None:
    page(newsstand, path="/blog")

    with pytest.raises(FormatError, match="names no feed") as told:
        await events(newsroom, newsstand.url("/blog", login="ann:hunter2"))

    assert newsstand.url("/blog") in told.value.message
    assert "hunter2" not in told.value.message


async def test_a_usual_place_that_leads_to_another_site_is_not_that_sites_feed(
    newsroom: Newsroom, newsstand: Newsstand
) -> None:
    newsstand.redirect("/feed", newsstand.url("/elsewhere", host="localhost"))
    newsstand.feed("/elsewhere", "Another Paper", ["One"])

    with pytest.raises(FormatError, match="names no feed"):
        await events(newsroom, page(newsstand))


async def test_what_made_the_page_tells_where_to_look(newsroom: Newsroom, newsstand: Newsstand) -> None:
    newsstand.feed("/latest.rss", "Latest topics", ["One"])
    url = page(newsstand, head='<meta name="generator" content="Discourse 3.4">')

    found = await choices(newsroom, url)

    assert [link.url for link in found] == [newsstand.url("/latest.rss")]
    assert "/feed" not in [request.path for request in newsstand.requests()]


async def test_a_profile_of_the_fediverse_gives_its_posts(newsroom: Newsroom, newsstand: Newsstand) -> None:
    newsstand.feed("/@someone.rss", "Someone", ["One"])

    found = await choices(newsroom, page(newsstand, path="/@someone"))

    assert [link.url for link in found] == [newsstand.url("/@someone.rss")]


async def test_a_known_sites_page_is_not_fetched_when_its_address_says_it_all(
    newsroom: Newsroom, newsstand: Newsstand, monkeypatch: pytest.MonkeyPatch
) -> None:
    releases = ("http://{host}/{owner}/{repo}/releases.atom", "Releases of {repo}")
    tags = ("http://{host}/{owner}/{repo}/tags.atom", "Tags of {repo}")
    rule = known_sites.Rule(re.compile(r"127\.0\.0\.1"), re.compile(r"/(?P<owner>\w+)/(?P<repo>\w+)"), (releases, tags))
    monkeypatch.setattr(known_sites, "_RULES", (rule,))
    newsstand.feed("/kim/boat/releases.atom", "Release notes from boat", ["1.0"])
    newsstand.feed("/kim/boat/tags.atom", "Tags from boat", ["v1", "v2"])

    found = await choices(newsroom, newsstand.url("/kim/boat"))

    assert [(link.title, link.entries) for link in found] == [("Releases of boat", 1), ("Tags of boat", 2)]
    assert newsstand.requests("/kim/boat") == []


async def test_a_known_address_without_a_feed_is_searched_like_any_other(
    newsroom: Newsroom, newsstand: Newsstand, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule = known_sites.Rule(re.compile(r"127\.0\.0\.1"), re.compile("/x"), (("http://{host}/not-there", "X"),))
    monkeypatch.setattr(known_sites, "_RULES", (rule,))
    newsstand.feed("/news", "Harbour News", ["One"])

    found = await choices(newsroom, page(newsstand, ("/news", "News"), path="/x"))

    assert [link.url for link in found] == [newsstand.url("/news")]


async def test_a_json_feed_is_found(newsroom: Newsroom, newsstand: Newsstand) -> None:
    body = b'{"version":"https://jsonfeed.org/version/1.1","title":"Harbour","items":[{"id":"1","content_text":"x"}]}'
    newsstand.serve("/feed.json", body, media_type="application/feed+json")
    head = '<link rel="alternate" type="application/feed+json" href="/feed.json">'

    assert [link[:3] for link in await choices(newsroom, page(newsstand, head=head))] == [
        (newsstand.url("/feed.json"), "Harbour", 1)
    ]


@pytest.mark.parametrize("scheme", ["feed:", "FEED:", "rss:"])
async def test_a_feed_scheme_before_an_address_is_read_as_meant(
    newsroom: Newsroom, newsstand: Newsstand, scheme: str
) -> None:
    url = newsstand.feed("/feed", "Harbour News", ["One"])

    assert [link.url for link in await choices(newsroom, f"{scheme}{url}")] == [url]


async def test_a_feed_that_moved_for_good_is_subscribed_to_where_it_is(
    newsroom: Newsroom, newsstand: Newsstand
) -> None:
    newsstand.feed("/new", "Harbour News", ["One"])
    newsstand.redirect("/old", newsstand.url("/new"), 301)
    newsstand.redirect("/mirror", newsstand.url("/new"), 302)

    assert [link.url for link in await choices(newsroom, newsstand.url("/old"))] == [newsstand.url("/new")]
    assert [link.url for link in await choices(newsroom, newsstand.url("/mirror"))] == [newsstand.url("/mirror")]


async def test_the_feed_is_not_fetched_again_to_be_subscribed_to(newsroom: Newsroom, newsstand: Newsstand) -> None:
    newsstand.feed("/news", "Harbour News", ["One"])

    found = [event async for event in subscribe.add_feed(newsroom, Subscription(page(newsstand, ("/news", "News"))))]

    assert [type(event) for event in found] == [Subscribed, Refreshed]
    assert len(newsstand.requests("/news")) == 1


async def test_an_address_where_nothing_is_says_so(newsroom: Newsroom, newsstand: Newsstand) -> None:
    with pytest.raises(FetchError, match="404"):
        await events(newsroom, newsstand.url("/nothing"))


async def test_leaving_early_stops_the_looking(newsroom: Newsroom, newsstand: Newsstand) -> None:
    newsstand.serve("/slow", rss("Slow", ["One"]))
    newsstand.feed("/news", "Harbour News", ["One"])
    url = page(newsstand, ("/slow", "Slow"), ("/news", "News"))

    with newsstand.hold("/slow"):
        search = find_feeds(newsroom, url)
        assert isinstance(await anext(search), FeedsNamed)
        await search.aclose()

    assert not any(isinstance(event, Failed) for event in await events(newsroom, newsstand.url("/news")))
