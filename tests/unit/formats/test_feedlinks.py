"""The feeds that a site offers."""

from tests.documents import page_document

from tuinews.formats.feedlinks import common_feed_paths, find_feed_links
from tuinews.model.entries import FeedLink


def page(head: str, body: str = "") -> str:
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"


def urls(head: str, body: str = "") -> list[str]:
    return [link.url for link in find_feed_links(page_document(page(head, body)))]


def alternate(href: str, kind: str = "application/rss+xml", title: str = "") -> str:
    return f'<link rel="alternate" type="{kind}" href="{href}" title="{title}">'


def test_advertised_feeds_are_found_with_their_titles() -> None:
    links = find_feed_links(page_document(page(alternate("/feed", title="All &amp; more"))))

    assert links == (FeedLink("https://news.example/feed", "All & more"),)


def test_every_kind_of_feed_counts_and_other_alternates_do_not() -> None:
    head = (
        alternate("/a", "application/atom+xml; charset=utf-8")
        + alternate("/j", "application/feed+json")
        + alternate("/es", "text/html")
        + alternate("/wp-json/1", "application/json")
        + alternate("/feed.json", "application/json")
    )

    assert [url[20:] for url in urls(head)] == ["/a", "/j", "/feed.json"]


def test_links_that_look_like_feeds_come_after_the_advertised() -> None:
    body = '<a href="/world/rss.xml">World</a><a href="/feedback">Write to us</a><a href="/atom">Atom</a>'

    assert [url[20:] for url in urls(alternate("/main"), body)] == ["/main", "/world/rss.xml", "/atom"]


def test_a_feed_is_listed_once() -> None:
    assert len(urls(alternate("/feed") * 2, '<a href="/feed">Feed</a>')) == 1


def test_the_feed_of_comments_comes_last() -> None:
    assert [url[20:] for url in urls(alternate("/comments/feed") + alternate("/feed"))] == ["/feed", "/comments/feed"]


def test_addresses_start_from_the_base_of_the_page() -> None:
    assert urls('<base href="https://b.example/x/">' + alternate("feed")) == ["https://b.example/x/feed"]


def test_only_web_addresses_are_taken() -> None:
    assert urls(alternate("javascript:alert(1)") + alternate("file:///etc/passwd")) == []


def test_nothing_is_found_on_an_empty_page() -> None:
    assert find_feed_links(page_document(b"")) == ()


def test_the_usual_places_are_below_the_address_and_at_the_root() -> None:
    places = common_feed_paths("https://a.example/blog?x=1#y")

    assert places[0] == "https://a.example/blog/feed"
    assert "https://a.example/atom.xml" in places


def test_the_usual_places_of_a_root_are_listed_once() -> None:
    places = common_feed_paths("https://a.example")

    assert len(places) == len(set(places))
    assert all(place.startswith("https://a.example/") for place in places)


def test_what_is_no_web_address_has_no_places() -> None:
    assert common_feed_paths("file:///etc") == ()
