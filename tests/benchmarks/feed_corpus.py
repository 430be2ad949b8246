"""Our readers of feeds beside feedparser, over feedparser's own test files (its sdist, unpacked).

usage: python -m tests.benchmarks.feed_corpus --corpus feedparser-6.0.14/tests [--show 20]

Two comparisons, each over every file: the quick reader against feedparser on the same text, and the whole way from
bytes and headers to entries against feedparser on the same bytes. The files are not ours and are not kept here.
"""

from __future__ import annotations

import argparse
import io
import re
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import feedparser

from tuinews import formats
from tuinews.errors import FormatError
from tuinews.fetch.headers import charset, media_type
from tuinews.formats.feed import raw_feed, read_any_feed
from tuinews.formats.shaping import shape_feed
from tuinews.formats.wellformed import feed_text, read_feed
from tuinews.model.entries import Entry, Parsed
from tuinews.model.sources import Document, Source, SourceKind

URL = "http://127.0.0.1:8097/feed.xml"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
_CONTENT_TYPE = re.compile(rb"Header:\s*Content-type:\s*(.*)", re.IGNORECASE)


def documents(corpus: Path) -> Iterator[tuple[str, Document]]:
    """Yield every feed of the corpus with the headers that its first comment names."""
    for path in sorted(corpus.rglob("*.xml")):
        body = path.read_bytes()
        told = _CONTENT_TYPE.search(body[:4000].replace(b"\0", b""))
        header = told[1].decode("latin-1").strip() if told else ""
        source = Source(SourceKind.FEED, URL)
        yield (
            str(path.relative_to(corpus)),
            Document(source, URL, body, media_type(header), charset(header)),
        )


def quick_outcome(document: Document) -> str:
    """Tell how the quick reader fares beside feedparser on the same text."""
    text = feed_text(document)
    try:
        ours = read_feed(text)
    except FormatError:
        return "refused"
    if ours is None:
        return "left to feedparser"
    try:
        theirs = read_any_feed(text)
    except FormatError:
        return "only ours"
    return difference(shape_feed(ours, URL, NOW), shape_feed(theirs, URL, NOW))


def whole_outcome(document: Document) -> str:
    """Tell how the whole way from bytes to entries fares beside feedparser on the same bytes and headers."""
    told = feedparser.parse(
        io.BytesIO(document.body),
        response_headers=_headers(document),
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    version = told.get("version", "")
    theirs = (
        shape_feed(raw_feed(told, is_atom=version.startswith("atom")), URL, NOW) if version or told.entries else None
    )
    try:
        ours = formats.parse(document, now=NOW)
    except FormatError as error:
        return "same" if theirs is None else f"refused: {error.message}"
    return difference(ours, theirs) if theirs else "only ours"


def _headers(document: Document) -> dict[str, str]:
    if not document.media_type:
        return {}
    suffix = f"; charset={document.charset}" if document.charset else ""
    return {"content-type": document.media_type + suffix}


def difference(ours: Parsed, theirs: Parsed) -> str:
    """Return "same", or the first thing in which the entries differ."""
    if len(ours.entries) != len(theirs.entries):
        return "number of entries"
    for mine, other in zip(ours.entries, theirs.entries, strict=True):
        for name in Entry._fields:
            if getattr(mine, name) != getattr(other, name):
                return name
    if ours.feed and theirs.feed and ours.feed.title != theirs.feed.title:
        return "title of the feed"
    return "same"


def main() -> None:
    """Print the figures, and the files that differ."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--show", type=int, default=20, help="how many differing files to name")
    options = parser.parse_args()
    for name, outcome_of in (("quick reader", quick_outcome), ("whole way", whole_outcome)):
        started = time.perf_counter()
        found = {file: outcome_of(document) for file, document in documents(options.corpus)}
        print(f"{name}: {len(found)} files in {time.perf_counter() - started:.1f} s")
        for outcome, count in Counter(found.values()).most_common():
            print(f"  {count:5} {outcome}")
        odd = [(file, outcome) for file, outcome in found.items() if outcome not in {"same", "left to feedparser"}]
        for file, outcome in odd[: options.show]:
            print(f"        {file}: {outcome}")


if __name__ == "__main__":
    main()
