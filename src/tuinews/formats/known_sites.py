"""Where well-known sites keep their feeds: from the address of a page to those of its feeds, nothing is fetched.

Each rule is a host, a path and what they lead to; `{name}` stands for a group of the path.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final, NamedTuple
from urllib.parse import SplitResult, parse_qs, quote, urlsplit

from tuinews.model.entries import FeedLink
from tuinews.screen_text import line


class Rule(NamedTuple):
    """What the pages of one kind on one site lead to."""

    host: re.Pattern[str]
    path: re.Pattern[str]
    feeds: tuple[tuple[str, str], ...]
    """Address and title of each feed, the one most people mean first."""


_SEGMENT: Final = r"[^/?#]+"
_MAX_URL: Final = 2_000
_OWNER: Final = (
    r"(?P<owner>(?!(?:about|apps|blog|collections|customer-stories|events|explore|features|login|marketplace|orgs|"
    r"pricing|search|security|settings|signup|sponsors|team|topics|trending)(?:/|$))[A-Za-z0-9][\w.-]*)"
)
_REPO: Final = rf"/{_OWNER}/(?P<repo>[\w.-]+?)(?:\.git)?"


def _rule(host: str, path: str, *feeds: tuple[str, str]) -> Rule:
    return Rule(re.compile(host, re.IGNORECASE), re.compile(path), feeds)


_YOUTUBE: Final = r"(?:www\.|m\.|music\.)?youtube\.com"
_VIDEOS: Final = "https://www.youtube.com/feeds/videos.xml"
_FORGE: Final = r"codeberg\.org|gitea\.com|(?:git|code|gitea|forgejo)\.[\w.-]+"

_RULES: Final = (
    # Videos
    _rule(_YOUTUBE, r"/channel/(?P<id>UC[\w-]{22})", (f"{_VIDEOS}?channel_id={{id}}", "Videos of the channel")),
    _rule(_YOUTUBE, r"/user/(?P<name>[\w.-]+)", (f"{_VIDEOS}?user={{name}}", "Videos of {name}")),
    _rule(r"vimeo\.com", r"/(?P<name>[A-Za-z]\w+)/?$", ("https://vimeo.com/{name}/videos/rss", "Videos of {name}")),
    # Code
    _rule(
        r"github\.com", rf"{_REPO}/releases", ("https://github.com/{owner}/{repo}/releases.atom", "Releases of {repo}")
    ),
    _rule(r"github\.com", rf"{_REPO}/tags", ("https://github.com/{owner}/{repo}/tags.atom", "Tags of {repo}")),
    _rule(
        r"github\.com", rf"{_REPO}/(?:commits|tree)/(?P<branch>[^?#]+)",
        ("https://github.com/{owner}/{repo}/commits/{branch}.atom", "Commits to {branch} of {repo}"),
    ),
    _rule(
        r"github\.com", rf"{_REPO}/discussions",
        ("https://github.com/{owner}/{repo}/discussions.atom", "Discussions of {repo}"),
    ),
    _rule(
        r"github\.com", rf"{_REPO}(?:/|$)",
        ("https://github.com/{owner}/{repo}/releases.atom", "Releases of {repo}"),
        ("https://github.com/{owner}/{repo}/tags.atom", "Tags of {repo}"),
        ("https://github.com/{owner}/{repo}/commits.atom", "Commits to {repo}"),
    ),
    _rule(r"github\.com", rf"/{_OWNER}/?$", ("https://github.com/{owner}.atom", "Activity of {owner}")),
    _rule(r"gist\.github\.com", rf"/{_OWNER}/?$", ("https://gist.github.com/{owner}.atom", "Gists of {owner}")),
    _rule(
        r"gitlab\.(?:com|[\w.-]+)", r"/(?P<project>(?!-/|explore|users)[\w.-]+(?:/[\w.-]+)+?)(?:\.git)?(?:/-/.*)?/?$",
        ("https://{host}/{project}/-/releases.atom", "Releases of {project}"),
        ("https://{host}/{project}/-/tags?format=atom", "Tags of {project}"),
        ("https://{host}/{project}.atom", "Activity of {project}"),
    ),
    _rule(r"gitlab\.com", r"/(?P<name>(?!explore|users|-)[\w.-]+)/?$",
          ("https://gitlab.com/{name}.atom", "Activity of {name}")),
    _rule(
        _FORGE, rf"{_REPO}/?$",
        ("https://{host}/{owner}/{repo}/releases.rss", "Releases of {repo}"),
        ("https://{host}/{owner}/{repo}/tags.rss", "Tags of {repo}"),
        ("https://{host}/{owner}/{repo}.rss", "Activity of {repo}"),
    ),
    _rule(r"codeberg\.org", rf"/{_OWNER}/?$", ("https://codeberg.org/{owner}.rss", "Activity of {owner}")),
    _rule(
        r"git\.sr\.ht", r"/(?P<owner>~[\w.-]+)/(?P<repo>[\w.-]+)",
        ("https://git.sr.ht/{owner}/{repo}/refs/rss.xml", "Releases of {repo}"),
        ("https://git.sr.ht/{owner}/{repo}/log/rss.xml", "Commits to {repo}"),
    ),
    _rule(r"pypi\.org", r"/project/(?P<name>[\w.-]+)",
          ("https://pypi.org/rss/project/{name}/releases.xml", "Releases of {name}")),
    _rule(r"crates\.io", r"/crates/(?P<name>[\w-]+)",
          ("https://static.crates.io/rss/crates/{name}.xml", "Releases of {name}")),
    # Writing
    _rule(r"(?:open|www)?\.?substack\.com", r"/pub/(?P<name>[\w-]+)", ("https://{name}.substack.com/feed", "")),
    _rule(r"(?!open\.|www\.)[\w-]+\.substack\.com", r"", ("https://{host}/feed", "")),
    _rule(r"medium\.com", r"/(?P<name>@[\w.-]+)", ("https://medium.com/feed/{name}", "Stories by {name}")),
    _rule(r"medium\.com", r"/tag/(?P<name>[\w-]+)", ("https://medium.com/feed/tag/{name}", "Stories about {name}")),
    _rule(r"medium\.com", r"/(?P<name>(?!m/|me/|search|membership|about)[\w-]+)",
          ("https://medium.com/feed/{name}", "")),
    _rule(r"(?!www\.|help\.)[\w-]+\.medium\.com", r"", ("https://{host}/feed", "")),
    _rule(
        r"[\w-]+\.wordpress\.com", r"",
        ("https://{host}/feed/", ""), ("https://{host}/comments/feed/", "Comments"),
    ),
    _rule(
        r"[\w-]+\.blogspot\.(?:com?\.)?[a-z]{2,3}", r"",
        ("https://{host}/feeds/posts/default", ""), ("https://{host}/feeds/comments/default", "Comments"),
    ),
    _rule(r"www\.tumblr\.com", r"/(?:blog/view/)?(?P<name>(?!explore|dashboard|search|tagged|login)[\w-]+)",
          ("https://{name}.tumblr.com/rss", "")),
    _rule(r"(?!www\.)[\w-]+\.tumblr\.com", r"", ("https://{host}/rss", "")),
    _rule(r"dev\.to", r"/(?P<name>(?!t/|top/|search|about)\w+)", ("https://dev.to/feed/{name}", "Posts by {name}")),
    _rule(r"dev\.to", r"/t/(?P<name>\w+)", ("https://dev.to/feed/tag/{name}", "Posts about {name}")),
    _rule(r"[\w-]+\.hashnode\.dev", r"", ("https://{host}/rss.xml", "")),
    _rule(r"[\w-]+\.(?:bearblog\.dev|write\.as)", r"", ("https://{host}/feed/", "")),
    _rule(r"buttondown\.(?:com|email)", r"/(?P<name>[\w-]+)", ("https://buttondown.com/{name}/rss", "")),
    # People and talk
    _rule(r"bsky\.app", r"/profile/(?P<name>[\w.:-]+)", ("https://bsky.app/profile/{name}/rss", "Posts of {name}")),
    _rule(r"news\.ycombinator\.com", r"/?$", ("https://news.ycombinator.com/rss", "Hacker News")),
    _rule(r"lobste\.rs", r"/t/(?P<name>[\w,]+)", ("https://lobste.rs/t/{name}.rss", "Stories about {name}")),
    _rule(r"lobste\.rs", r"/?$", ("https://lobste.rs/rss", "Lobsters")),
    _rule(r"(?P<site>[\w.]*stackoverflow|[\w.]+\.stackexchange|serverfault|superuser|askubuntu)\.com",
          r"/questions/tagged/(?P<name>[^/?#]+)",
          ("https://{host}/feeds/tag/{name}", "Questions about {name}")),
    # The rest
    _rule(r"(?:www\.)?arxiv\.org", r"/list/(?P<name>[\w.-]+)", ("https://rss.arxiv.org/rss/{name}", "New in {name}")),
    _rule(r"letterboxd\.com", r"/(?P<name>(?!film/|films/|lists/|journal)\w+)",
          ("https://letterboxd.com/{name}/rss/", "Films watched by {name}")),
    _rule(r"store\.steampowered\.com", r"/app/(?P<id>\d+)",
          ("https://store.steampowered.com/feeds/news/app/{id}", "News of the game")),
)  # fmt: skip

_PROFILES: Final = (
    (re.compile(r"/@(?P<name>\w[\w.-]*)/?$"), ("/@{name}.rss", "Posts of {name}")),
    (re.compile(r"/users/(?P<name>\w[\w.-]*)/?$"), ("/users/{name}.atom", "Posts of {name}")),
    (re.compile(r"/c/(?P<name>\w[\w.-]*)/?$"), ("/feeds/c/{name}.xml", "Posts in {name}")),
    (re.compile(r"/u/(?P<name>\w[\w.-]*)/?$"), ("/feeds/u/{name}.xml", "Posts of {name}")),
)
"""How Mastodon, Pixelfed and Pleroma, and Lemmy show people and communities, on any host."""
_NOT_FEDERATED: Final = re.compile(
    r"(?:.*\.)?(?:youtube\.com|medium\.com|tiktok\.com|substack\.com|threads\.net|threads\.com|reddit\.com|x\.com|"
    r"twitter\.com|instagram\.com|flickr\.com|telegram\.org|t\.me)",
    re.IGNORECASE,
)

_CHANNEL: Final = re.compile(
    r"""(?:"(?:externalId|channelId|browseId)":"|/channel/|itemprop="(?:identifier|channelId)"\s+content=")(UC[\w-]{22})"""
)
_SOUNDCLOUD: Final = re.compile(r"soundcloud:(?://)?users:(\d+)")
_GENERATOR: Final = re.compile(r"<meta[^>]{0,200}name=[\"']generator[\"'][^>]{0,200}content=[\"']([^\"']{1,100})", re.I)
_BY_GENERATOR: Final = (
    ("wordpress", (("feed/", ""), ("comments/feed/", "Comments"))),
    ("discourse", (("latest.rss", "Latest topics"), ("posts.rss", "Latest posts"))),
    ("ghost", (("rss/", ""),)),
    ("hugo", (("index.xml", ""),)),
    ("jekyll", (("feed.xml", ""),)),
    ("blogger", (("feeds/posts/default", ""), ("feeds/comments/default", "Comments"))),
)
_APPLE: Final = re.compile(r"(?:podcasts|itunes)\.apple\.com", re.IGNORECASE)
_APPLE_ID: Final = re.compile(r"/id(\d{5,15})")


def known_feeds(url: str) -> tuple[FeedLink, ...]:
    """Return the feeds that a page's address alone leads to, the one most people mean first; often none."""
    parts = _parts(url)
    if parts is None:
        return ()
    host = parts.hostname or ""
    if re.fullmatch(_YOUTUBE, host) and (lists := parse_qs(parts.query).get("list")):
        name = quote(lists[0], safe="")
        return (FeedLink(f"{_VIDEOS}?playlist_id={name}", "Videos of the playlist"),)
    for rule in _RULES:
        if rule.host.fullmatch(host) and (match := rule.path.match(parts.path)):
            values = {name: value or "" for name, value in match.groupdict().items()} | {"host": parts.netloc}
            return tuple(_filled(address, title, values) for address, title in rule.feeds)
    return ()


def profile_feeds(url: str) -> tuple[FeedLink, ...]:
    """Return the feeds that the address has if it is a profile of the Fediverse; only asking tells."""
    parts = _parts(url)
    if parts is None or _NOT_FEDERATED.fullmatch(parts.hostname or ""):
        return ()
    for path, (address, title) in _PROFILES:
        if match := path.fullmatch(parts.path):
            return (_filled(f"{parts.scheme}://{{host}}{address}", title, match.groupdict() | {"host": parts.netloc}),)
    return ()


def lookup_address(url: str) -> str:
    """Return what to ask for the feed of a podcast's page at Apple; empty for every other page."""
    parts = _parts(url)
    if parts is None or not _APPLE.fullmatch(parts.hostname or "") or not (match := _APPLE_ID.search(parts.path)):
        return ""
    # https://performance-partners.apple.com/search-api
    return f"https://itunes.apple.com/lookup?id={match[1]}&entity=podcast"


def looked_up_feeds(body: bytes) -> tuple[FeedLink, ...]:
    """Return the feeds that an answer to `lookup_address` names."""
    try:
        results = json.loads(body)["results"]
        found = [(str(one["feedUrl"]), str(one.get("collectionName", ""))) for one in results if "feedUrl" in one]
    except (ValueError, KeyError, TypeError, RecursionError):
        return ()
    return tuple(FeedLink(address, line(title, 200)) for address, title in found if _parts(address))


def feeds_told_by_page(html: str, url: str) -> tuple[FeedLink, ...]:
    """Return the feeds that the source of a page gives away without naming them: by an id, or by what made it."""
    parts = _parts(url)
    if parts is None:
        return ()
    found: list[FeedLink] = []
    for reads in (_youtube, _soundcloud, _generated):
        found += reads(html, parts)
    return tuple(found)


def _youtube(html: str, parts: SplitResult) -> Iterator[FeedLink]:
    if re.fullmatch(_YOUTUBE, parts.hostname or "") and (match := _CHANNEL.search(html)):
        yield FeedLink(f"{_VIDEOS}?channel_id={match[1]}", "Videos of the channel")


def _soundcloud(html: str, parts: SplitResult) -> Iterator[FeedLink]:
    if parts.hostname in {"soundcloud.com", "www.soundcloud.com"} and (match := _SOUNDCLOUD.search(html)):
        yield FeedLink(f"https://feeds.soundcloud.com/users/soundcloud:users:{match[1]}/sounds.rss", "Sounds")


def _generated(html: str, parts: SplitResult) -> Iterable[FeedLink]:
    match = _GENERATOR.search(html)
    maker = match[1].lower() if match else ""
    for name, feeds in _BY_GENERATOR:
        if name in maker:
            return [FeedLink(f"{parts.scheme}://{parts.netloc}/{path}", title) for path, title in feeds]
    return []


def _filled(address: str, title: str, values: dict[str, str]) -> FeedLink:
    safe: Callable[[str], str] = lambda value: quote(value, safe="/@~:.,-_%+")  # noqa: E731
    titled = {name: line(value, 100) for name, value in values.items()}
    return FeedLink(address.format(**{name: safe(value) for name, value in values.items()}), title.format(**titled))


def _parts(url: str) -> SplitResult | None:
    if len(url) > _MAX_URL:
        return None
    try:
        parts = urlsplit(url)
        is_web = parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc
        return parts if is_web and parts.port != 0 else None
    except ValueError:
        return None
