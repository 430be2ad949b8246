"""The line under an article's head that names the text shown, where there is more than one, and what went wrong."""

from __future__ import annotations

from tuinews.model.articles import Article, TextSource

_NAMES = {
    TextSource.FEED: "the feed's text",
    TextSource.PAGE: "the page's text",
    TextSource.RAW: "the source as it came",
    TextSource.OUTPUT: "what a program made of it",
}


def source_line(article: Article, key: str) -> str:
    """Return which text is shown and what the key turns to, "" where the feed's text is all there is."""
    page = article.page
    if article.source is TextSource.FEED and not (page and page.has_text):
        return ""
    name = _NAMES[article.source]
    return f"{name[:1].upper()}{name[1:]} · {key} {_NAMES[next_source(article)]}"


def problem_line(article: Article) -> str:
    """Return why the article's page gave no text, "" when it did or was not asked for."""
    page = article.page
    if page is None or article.source is not TextSource.FEED:
        return ""
    if page.is_wanted:
        return "The full text is fetched when there is a network."
    return f"No full text: {page.problem}" if page.problem else ""


def next_source(article: Article) -> TextSource:
    """Return which text comes after the one shown: the feed's, the page's where there is one, the source."""
    match article.source:
        case TextSource.FEED:
            return TextSource.PAGE if article.page and article.page.has_text else TextSource.RAW
        case TextSource.PAGE:
            return TextSource.RAW
        case TextSource.OUTPUT if article.page and article.page.is_shown:
            return TextSource.PAGE
    return TextSource.FEED
