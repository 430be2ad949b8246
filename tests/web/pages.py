"""Web pages with an article, for the tests of full texts."""

from __future__ import annotations

from typing import Final

TEASER: Final = "<p>The bridge over the Lune reopened on Monday after nine months of repairs […]</p>"
SENTENCES: Final = (
    "The bridge over the Lune reopened on Monday after nine months of repairs, and the first to cross it were children "
    "of the school beside it, who had walked an hour each way since the spring.",
    "“It is finally safe,” said Mia Lund, the mayor, who cut a ribbon that two of her predecessors had promised to cut "
    "before her and who thanked the engineers by name.",
    "The repairs cost four million more than planned, because the old piers, which nobody had looked at since the war, "
    "turned out to stand on timber that the river had taken away over the years.",
    "Lorries are still sent round by the motorway until the last of the new bearings has been tested, which the county "
    "expects to be done by the end of the month unless the river rises.",
)


def page(title: str = "Bridge reopens", sentences: tuple[str, ...] = SENTENCES, *, head: str = "") -> bytes:
    """Return a page with an article of these paragraphs, and what pages have around one."""
    paragraphs = "".join(f"<p>{sentence}</p>" for sentence in sentences)
    return (
        f"<!doctype html><html lang=en><head><title>{title}</title>{head}</head><body><nav><a href=/>Home</a></nav>"
        f"<article><h1>{title}</h1>{paragraphs}</article><footer>© The Example</footer></body></html>"
    ).encode()
