"""Articles as an EPUB book, one chapter each, without pictures: a book fetches nothing."""

from __future__ import annotations

import hashlib
import html
import io
import re
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from tuinews import cleaning
from tuinews.model.articles import Reading
from tuinews.model.bodies import Body
from tuinews.newsroom.write_article import byline
from tuinews.web_address import without_login

_NO_BODY: Final = Body("", ())
_IMAGE: Final = re.compile(r'<img src="[^"]*" alt="([^"]*)">')
_EMPTY: Final = re.compile(r"<(br|hr)>")
_CONTAINER: Final = (
    '<?xml version="1.0"?>\n<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    '<rootfiles><rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>\n'
)
_STYLE: Final = (
    "body{line-height:1.4}.byline{color:#555;font-size:.9em}blockquote{margin:0 1.5em}pre{white-space:pre-wrap}"
)


def write_book(readings: Sequence[Reading], title: str, now: datetime) -> bytes:
    """Return articles as an EPUB 3 book. https://www.w3.org/TR/epub-33/"""
    chapters = [(f"article-{number}", reading) for number, reading in enumerate(readings, 1)]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as book:
        # The first, and as it is: that is how a book is told from any other archive.
        book.writestr(_named("mimetype"), b"application/epub+zip", zipfile.ZIP_STORED)
        book.writestr(_named("META-INF/container.xml"), _CONTAINER)
        book.writestr(_named("book.opf"), _package(chapters, title, now))
        book.writestr(_named("contents.xhtml"), _contents(chapters, title))
        book.writestr(_named("style.css"), _STYLE)
        for name, reading in chapters:
            book.writestr(_named(f"{name}.xhtml"), _chapter(reading))
    return packed.getvalue()


def _named(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info


def _chapter(reading: Reading) -> str:
    row, body = reading.article.row, reading.article.body or _NO_BODY
    page = cleaning.to_html("", body)
    inside = page.partition("<article>")[2].rpartition("</article>")[0]
    inside = _IMAGE.sub(lambda match: f"<p><em>{match[1]}</em></p>" if match[1] else "", _EMPTY.sub(r"<\1/>", inside))
    where = f'<br/><a href="{html.escape(row.url)}">{html.escape(without_login(row.url))}</a>' if row.url else ""
    head = f'<h1>{html.escape(row.title)}</h1>\n<p class="byline">{html.escape(byline(row))}{where}</p>'
    return _page(row.title, f"{head}\n{inside}", body.language)


def _contents(chapters: Sequence[tuple[str, Reading]], title: str) -> str:
    rows = "".join(
        f'<li><a href="{name}.xhtml">{html.escape(reading.article.row.title) or name}</a></li>'
        for name, reading in chapters
    )
    return _page(title, f'<nav epub:type="toc"><h1>{html.escape(title)}</h1><ol>{rows}</ol></nav>')


def _page(title: str, inside: str, language: str = "") -> str:
    tongue = f' lang="{html.escape(language)}" xml:lang="{html.escape(language)}"' if language else ""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        f'<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"{tongue}>'
        f"<head><title>{html.escape(title) or 'Untitled'}</title>"
        f'<link rel="stylesheet" href="style.css"/></head><body>{inside}</body></html>\n'
    )


def _package(chapters: Sequence[tuple[str, Reading]], title: str, now: datetime) -> str:
    names = "".join(reading.article.row.url + reading.article.row.title for _, reading in chapters)
    identity = hashlib.sha256(names.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    items = "".join(
        f'<item id="{name}" href="{name}.xhtml" media-type="application/xhtml+xml"/>' for name, _ in chapters
    )
    order = "".join(f'<itemref idref="{name}"/>' for name, _ in chapters)
    language = next((found for _, reading in chapters if (found := (reading.article.body or _NO_BODY).language)), "en")
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:identifier id="id">urn:tuinews:{identity}</dc:identifier><dc:title>{html.escape(title)}</dc:title>'
        f"<dc:language>{html.escape(language)}</dc:language>"
        f'<meta property="dcterms:modified">{now.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}</meta></metadata>'
        '<manifest><item id="contents" href="contents.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
        f'<item id="style" href="style.css" media-type="text/css"/>{items}</manifest><spine>{order}</spine></package>\n'
    )
