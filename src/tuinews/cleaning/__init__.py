"""From an article's HTML to safe, addressable text: blocks over one plain text; pure functions."""

from __future__ import annotations

from tuinews.cleaning.snippets import snippet
from tuinews.model.bodies import Body

__all__ = ["clean", "markdown_escaped", "snippet", "to_html", "to_markdown"]


def clean(html: str, base_url: str = "", *, trusted_marks: bool = False) -> Body:
    """Return the text of an article's HTML and how it is set.

    Args:
        html: HTML from anywhere, whole or a fragment; bare text counts as HTML too.
        base_url: Where relative addresses start from, unless the HTML names an http or https base itself.
        trusted_marks: Whether the HTML was written by our own importer. Only then does the attribute
            `data-tuinews-hidden` mark what stands inside as hidden furniture; anybody could write it.
    """
    from tuinews.cleaning.html import clean_html

    return clean_html(html, base_url, trusts_marks=trusted_marks)


def to_markdown(title: str, body: Body) -> str:
    """Return an article as Markdown; hidden furniture is left out."""
    from tuinews.cleaning.export import to_markdown

    return to_markdown(title, body)


def to_html(title: str, body: Body) -> str:
    """Return an article as an HTML page; hidden furniture is left out."""
    from tuinews.cleaning.export import to_html

    return to_html(title, body)


def markdown_escaped(text: str) -> str:
    """Return words of others as Markdown that shows them as they are: no link, no picture, no HTML."""
    from tuinews.cleaning.export import markdown_escaped

    return markdown_escaped(text)
