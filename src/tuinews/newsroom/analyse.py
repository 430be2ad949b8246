"""Analysis without the archive: people and quotes of files and texts, the article of web pages."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tuinews import annotator, cleaning, formats
from tuinews.annotator import export as annotator_export
from tuinews.config import Config
from tuinews.errors import FormatError
from tuinews.model.annotations import Annotation, QuoteKind
from tuinews.model.bodies import BlockKind, Body
from tuinews.model.entries import Entry
from tuinews.model.sources import Document, Source, SourceKind
from tuinews.newsroom.annotation_facts import annotation_facts
from tuinews.newsroom.ingest import limits_of
from tuinews.newsroom.offload import Offload
from tuinews.newsroom.prepare import annotate_body
from tuinews.newsroom.targets import fetch_target


@dataclass(frozen=True, slots=True)
class Analysed:
    """An article with its people and quotes."""

    title: str
    entry: Entry
    body: Body
    annotation: Annotation
    notices: tuple[str, ...] = ()
    """Sentences about what was left out or hidden."""


async def analyse(config: Config, offload: Offload, target: str, stdin: bytes = b"") -> list[Analysed]:
    """Return the articles of a file, a feed or a page, annotated."""
    document = await fetch_target(config, target, stdin)
    return await offload.run(_analyse, document)


async def extract(
    config: Config, offload: Offload, target: str, url: str = "", stdin: bytes = b""
) -> dict[str, object]:
    """Return the article of a web page: title, byline, published, language, text; `url` is a file's own address."""
    document = await fetch_target(config, target, stdin)
    if url:
        document = Document(
            Source(SourceKind.PAGE, url), url, document.body, document.media_type or "text/html", document.charset
        )
    return await offload.run(_extract, document)


async def extract_html(offload: Offload, html: str, url: str) -> dict[str, object]:
    """Return the article of a page's HTML; one that holds none gives empty fields."""
    document = Document(Source(SourceKind.PAGE, url), url, html.encode("utf-8", "replace"), "text/html", "utf-8")
    try:
        return await offload.run(_extract, document)
    except FormatError:
        return {"title": "", "byline": "", "published": None, "language": "", "text": "", "notices": []}


def read_stdin(config: Config) -> bytes:
    """Return what comes on standard input; raises FetchError when that is too much or cannot be read."""
    from tuinews.fetch.files import read_stdin as read

    return read(limits_of(config).max_file_bytes).body


def annotate_text(text: str, *, with_reported: bool = False) -> dict[str, object]:
    """Return the people and quotes of a text taken as it is, in the form of `annotate --jsonl`."""
    annotation = annotator.annotate(text)
    return annotation_facts(annotation, text) if with_reported else annotator_export.to_json(annotation, text)


def direct_only(article: Analysed) -> Analysed:
    """Return an article without the speech that is reported in other words than the speaker's."""
    quotes = tuple(quote for quote in article.annotation.quotes if quote.kind is not QuoteKind.INDIRECT)
    return replace(article, annotation=article.annotation._replace(quotes=quotes))


def _analyse(document: Document) -> list[Analysed]:
    parsed = formats.parse(document)
    is_trusted = parsed.feed is None and formats.is_own_html(document)
    found = list[Analysed]()
    for entry in parsed.entries:
        html = entry.content_html or entry.summary_html
        body = cleaning.clean(html, entry.url or document.url, trusted_marks=is_trusted)
        notices = () if found else parsed.warnings
        found.append(Analysed(entry.title, entry, body, annotate_body(body, entry.language), notices))
    return found


def _extract(document: Document) -> dict[str, object]:
    parsed = formats.parse(document)
    if parsed.feed is not None or not parsed.entries:
        raise FormatError("That is a feed, not a page with an article. To subscribe to it: tuinews add ADDRESS.")
    entry = parsed.entries[0]
    body = cleaning.clean(entry.content_html, entry.url or document.url)
    return {
        "title": entry.title,
        "byline": ", ".join(entry.authors),
        "published": entry.published.isoformat() if entry.published else None,
        "language": entry.language or body.language,
        "text": _prose(body),
        "notices": [*parsed.warnings, *body.notices],
    }


def _prose(body: Body) -> str:
    """Return the text without pictures' words: captions are no part of what the article says."""
    left_out = {BlockKind.IMAGE, BlockKind.CAPTION, BlockKind.RULE}
    kept = (block for block in body.blocks if block.kind not in left_out and not block.is_hidden)
    return "\n\n".join(body.text[block.start : block.end] for block in kept)
