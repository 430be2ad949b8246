"""Documents for tests, as fetching would bring them."""

from __future__ import annotations

from datetime import UTC, datetime

from tuinews.model.sources import Document, Source, SourceKind

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
FEED_URL = "https://news.example/feed.xml"
PAGE_URL = "https://news.example/world/story.html"


def feed_document(body: str | bytes, *, url: str = FEED_URL, media_type: str = "", charset: str = "") -> Document:
    """Return what a subscription's address gives."""
    return _document(SourceKind.FEED, body, url, media_type, charset)


def page_document(
    body: str | bytes, *, url: str = PAGE_URL, media_type: str = "text/html", charset: str = ""
) -> Document:
    """Return what a web page's address gives."""
    return _document(SourceKind.PAGE, body, url, media_type, charset)


def file_document(body: str | bytes, name: str = "article.txt") -> Document:
    """Return what a file on disk holds."""
    return _document(SourceKind.FILE, body, f"/home/reader/{name}", "", "")


def rss(items: str, channel: str = "<title>Feed</title>") -> str:
    """Return an RSS 2.0 feed."""
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom"'
        f' xmlns:media="http://search.yahoo.com/mrss/"><channel>{channel}{items}</channel></rss>'
    )


def atom(entries: str, feed: str = "<title>Feed</title>") -> str:
    """Return an Atom 1.0 feed."""
    return f'<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">{feed}{entries}</feed>'


def _document(kind: SourceKind, body: str | bytes, url: str, media_type: str, charset: str) -> Document:
    data = body.encode() if isinstance(body, str) else body
    return Document(Source(kind, url), url, data, media_type, charset)
