"""Where well-known sites keep their feeds; nothing is fetched."""

from __future__ import annotations

import pytest

from tuinews.formats.known_sites import (
    feeds_told_by_page,
    known_feeds,
    looked_up_feeds,
    lookup_address,
    profile_feeds,
)

CHANNEL = "UCabcdefghijklmnopqrstuv"
VIDEOS = "https://www.youtube.com/feeds/videos.xml"


@pytest.mark.parametrize(
    ("page", "feeds"),
    [
        (f"https://www.youtube.com/channel/{CHANNEL}", [f"{VIDEOS}?channel_id={CHANNEL}"]),
        (f"https://m.youtube.com/channel/{CHANNEL}/videos", [f"{VIDEOS}?channel_id={CHANNEL}"]),
        ("https://www.youtube.com/user/harwick", [f"{VIDEOS}?user=harwick"]),
        ("https://www.youtube.com/playlist?list=PL1_a-b", [f"{VIDEOS}?playlist_id=PL1_a-b"]),
        ("https://www.youtube.com/watch?v=x&list=PL2", [f"{VIDEOS}?playlist_id=PL2"]),
        ("https://vimeo.com/harwick", ["https://vimeo.com/harwick/videos/rss"]),
        (
            "https://github.com/owner/repo",
            [f"https://github.com/owner/repo/{name}.atom" for name in ("releases", "tags", "commits")],
        ),
        (
            "https://github.com/owner/repo.git",
            [f"https://github.com/owner/repo/{name}.atom" for name in ("releases", "tags", "commits")],
        ),
        ("https://github.com/owner/repo/releases/tag/v1", ["https://github.com/owner/repo/releases.atom"]),
        ("https://github.com/owner/repo/tags", ["https://github.com/owner/repo/tags.atom"]),
        ("https://github.com/owner/repo/commits/main", ["https://github.com/owner/repo/commits/main.atom"]),
        ("https://github.com/owner/repo/tree/a/b", ["https://github.com/owner/repo/commits/a/b.atom"]),
        ("https://github.com/owner/repo/discussions", ["https://github.com/owner/repo/discussions.atom"]),
        ("https://github.com/owner", ["https://github.com/owner.atom"]),
        ("https://github.com/features/actions", []),
        ("https://gist.github.com/owner", ["https://gist.github.com/owner.atom"]),
        (
            "https://gitlab.com/group/sub/project/-/issues",
            [
                "https://gitlab.com/group/sub/project/-/releases.atom",
                "https://gitlab.com/group/sub/project/-/tags?format=atom",
                "https://gitlab.com/group/sub/project.atom",
            ],
        ),
        ("https://gitlab.com/someone", ["https://gitlab.com/someone.atom"]),
        (
            "https://codeberg.org/owner/repo",
            [f"https://codeberg.org/owner/repo{name}.rss" for name in ("/releases", "/tags", "")],
        ),
        ("https://codeberg.org/owner", ["https://codeberg.org/owner.rss"]),
        (
            "https://git.sr.ht/~owner/repo",
            [f"https://git.sr.ht/~owner/repo/{name}/rss.xml" for name in ("refs", "log")],
        ),
        ("https://pypi.org/project/tuinews/", ["https://pypi.org/rss/project/tuinews/releases.xml"]),
        ("https://crates.io/crates/serde", ["https://static.crates.io/rss/crates/serde.xml"]),
        ("https://harwick.substack.com/p/a-post", ["https://harwick.substack.com/feed"]),
        ("https://open.substack.com/pub/harwick/p/a-post", ["https://harwick.substack.com/feed"]),
        ("https://medium.com/@someone/a-story", ["https://medium.com/feed/@someone"]),
        ("https://medium.com/a-publication", ["https://medium.com/feed/a-publication"]),
        ("https://medium.com/tag/rivers", ["https://medium.com/feed/tag/rivers"]),
        ("https://someone.medium.com/", ["https://someone.medium.com/feed"]),
        (
            "https://harwick.wordpress.com/2026/11/",
            ["https://harwick.wordpress.com/feed/", "https://harwick.wordpress.com/comments/feed/"],
        ),
        (
            "https://harwick.blogspot.com/",
            ["https://harwick.blogspot.com/feeds/posts/default", "https://harwick.blogspot.com/feeds/comments/default"],
        ),
        ("https://harwick.blogspot.co.uk/", ["https://harwick.blogspot.co.uk/feeds/posts/default"]),
        ("https://harwick.tumblr.com/post/1", ["https://harwick.tumblr.com/rss"]),
        ("https://www.tumblr.com/harwick", ["https://harwick.tumblr.com/rss"]),
        ("https://dev.to/someone", ["https://dev.to/feed/someone"]),
        ("https://dev.to/t/python", ["https://dev.to/feed/tag/python"]),
        ("https://someone.hashnode.dev/", ["https://someone.hashnode.dev/rss.xml"]),
        ("https://someone.bearblog.dev/", ["https://someone.bearblog.dev/feed/"]),
        ("https://buttondown.email/someone", ["https://buttondown.com/someone/rss"]),
        ("https://bsky.app/profile/someone.example", ["https://bsky.app/profile/someone.example/rss"]),
        ("https://news.ycombinator.com/", ["https://news.ycombinator.com/rss"]),
        ("https://lobste.rs/t/python", ["https://lobste.rs/t/python.rss"]),
        ("https://lobste.rs", ["https://lobste.rs/rss"]),
        ("https://stackoverflow.com/questions/tagged/python", ["https://stackoverflow.com/feeds/tag/python"]),
        ("https://arxiv.org/list/cs.CL/recent", ["https://rss.arxiv.org/rss/cs.CL"]),
        ("https://letterboxd.com/someone/", ["https://letterboxd.com/someone/rss/"]),
        (
            "https://store.steampowered.com/app/440/TF2/",
            ["https://store.steampowered.com/feeds/news/app/440"],
        ),
    ],
)
def test_a_known_page_leads_to_its_feeds(page: str, feeds: list[str]) -> None:
    assert [link.url for link in known_feeds(page)][: len(feeds) or None] == feeds


@pytest.mark.parametrize(
    "page",
    [
        "https://example.org/",
        "https://www.reddit.com/r/python",
        "https://notgithub.com/owner/repo",
        "https://github.com.evil.example/owner/repo",
        "https://user:secret@github.com/owner/repo",
        "ftp://github.com/owner/repo",
        "https://[broken/",
        "https://github.com/" + "a" * 5000,
        "",
    ],
)
def test_other_pages_lead_nowhere(page: str) -> None:
    assert known_feeds(page) == ()


def test_the_feeds_of_a_known_page_have_names() -> None:
    assert [link.title for link in known_feeds("https://github.com/owner/repo")] == [
        "Releases of repo",
        "Tags of repo",
        "Commits to repo",
    ]


@pytest.mark.parametrize(
    ("page", "feed"),
    [
        ("https://social.example/@someone", "https://social.example/@someone.rss"),
        ("https://pixels.example/users/someone", "https://pixels.example/users/someone.atom"),
        ("https://lemmy.example/c/rivers", "https://lemmy.example/feeds/c/rivers.xml"),
        ("https://lemmy.example/u/someone", "https://lemmy.example/feeds/u/someone.xml"),
    ],
)
def test_a_profile_of_the_fediverse_has_a_feed_beside_it(page: str, feed: str) -> None:
    assert [link.url for link in profile_feeds(page)] == [feed]


@pytest.mark.parametrize(
    "page",
    [
        "https://social.example/@someone@elsewhere.example",
        "https://social.example/@someone/1234",
        "https://www.youtube.com/@someone",
        "https://www.tiktok.com/@someone",
        "https://medium.com/@someone",
    ],
)
def test_what_only_looks_like_a_profile_has_none(page: str) -> None:
    assert profile_feeds(page) == ()


@pytest.mark.parametrize(
    "source",
    [
        f'{{"externalId":"{CHANNEL}"}}',
        f'<meta itemprop="identifier" content="{CHANNEL}">',
        f'<link rel="canonical" href="https://www.youtube.com/channel/{CHANNEL}">',
    ],
)
def test_a_handle_of_youtube_gives_its_channel_away(source: str) -> None:
    (link,) = feeds_told_by_page(source, "https://www.youtube.com/@someone")

    assert link.url == f"{VIDEOS}?channel_id={CHANNEL}"


def test_a_page_elsewhere_that_mentions_a_channel_does_not_lead_there() -> None:
    assert feeds_told_by_page(f"/channel/{CHANNEL}", "https://example.org/") == ()


def test_a_soundcloud_page_gives_its_user_away() -> None:
    (link,) = feeds_told_by_page('content="soundcloud://users:12345"', "https://soundcloud.com/someone")

    assert link.url == "https://feeds.soundcloud.com/users/soundcloud:users:12345/sounds.rss"


@pytest.mark.parametrize(
    ("maker", "paths"),
    [
        ("WordPress 6.8", ["/feed/", "/comments/feed/"]),
        ("Discourse 3.4", ["/latest.rss", "/posts.rss"]),
        ("Ghost 5.9", ["/rss/"]),
        ("Hugo 0.140", ["/index.xml"]),
        ("Jekyll v4", ["/feed.xml"]),
        ("Some other thing", []),
    ],
)
def test_what_made_a_page_tells_where_its_feed_is(maker: str, paths: list[str]) -> None:
    page = f'<html><head><meta name="generator" content="{maker}"></head></html>'

    assert [link.url for link in feeds_told_by_page(page, "https://a.example/x")] == [
        f"https://a.example{path}" for path in paths
    ]


def test_a_podcast_at_apple_is_looked_up() -> None:
    asked = lookup_address("https://podcasts.apple.com/gb/podcast/harbour-talk/id1234567890?i=1")
    answer = b'{"results":[{"collectionName":"Harbour Talk","feedUrl":"https://pods.example/feed"},{"kind":"song"}]}'

    assert asked == "https://itunes.apple.com/lookup?id=1234567890&entity=podcast"
    assert [link[:2] for link in looked_up_feeds(answer)] == [("https://pods.example/feed", "Harbour Talk")]


@pytest.mark.parametrize("answer", [b"", b"[]", b'{"results":1}', b'{"results":[{"feedUrl":"file:///x"}]}', b"\xff"])
def test_an_odd_answer_to_the_lookup_names_no_feed(answer: bytes) -> None:
    assert looked_up_feeds(answer) == ()
