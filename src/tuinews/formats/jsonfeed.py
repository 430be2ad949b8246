"""JSON Feed 1.0 and 1.1, with every field's type checked. https://www.jsonfeed.org/version/1.1/"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from tuinews.errors import FailureKind, FormatError
from tuinews.formats.dates import parse_date
from tuinews.formats.plain import Markup, as_html
from tuinews.formats.raw import RawEntry, RawFeed
from tuinews.formats.shaping import shape_feed
from tuinews.model.entries import Parsed
from tuinews.model.sources import Document

_LONGEST_NUMBER: Final = 30
_UNREADABLE: Final = "The JSON feed is damaged and cannot be read"


def parse_json_feed(document: Document, now: datetime) -> Parsed:
    """Return a JSON feed and its entries; raises FormatError when it is damaged or no feed."""
    told = _load(document.body)
    if not isinstance(told, dict):
        raise FormatError("This is JSON data, not a feed.", kind=FailureKind.NOT_A_FEED)
    items = told.get("items")
    if not isinstance(items, list):
        raise FormatError("The JSON feed has no list of items.", kind=FailureKind.BROKEN_FEED)
    authors = _authors(told)
    raw = RawFeed(
        title=_string(told, "title"),
        title_markup=Markup.PLAIN,
        site_url=_string(told, "home_page_url"),
        description=_string(told, "description"),
        language=_string(told, "language"),
        entries=[_entry(item, authors) for item in items if isinstance(item, dict)],
    )
    return shape_feed(raw, document.url, now)


def _load(body: bytes) -> Any:
    try:
        return json.loads(body, parse_int=_number)
    except json.JSONDecodeError as error:
        raise FormatError(
            f"{_UNREADABLE}: line {error.lineno}, column {error.colno}.", kind=FailureKind.BROKEN_FEED
        ) from error
    except (ValueError, RecursionError) as error:
        # Bytes of no charset, or brackets without end.
        raise FormatError(f"{_UNREADABLE}.", kind=FailureKind.BROKEN_FEED) from error


def _number(digits: str) -> int | str:
    """Return a number; one that is longer than any count can only be a name."""
    return int(digits) if len(digits) <= _LONGEST_NUMBER else digits


def _entry(item: Mapping[str, Any], feed_authors: list[str]) -> RawEntry:
    text = _string(item, "content_text")
    return RawEntry(
        guid=_identity(item.get("id")),
        url=_string(item, "url") or _string(item, "external_url"),
        title=_string(item, "title"),
        title_markup=Markup.PLAIN,
        authors=_authors(item) or feed_authors,
        published=parse_date(_string(item, "date_published")),
        updated=parse_date(_string(item, "date_modified")),
        summary_html=as_html(_string(item, "summary")),
        content_html=_string(item, "content_html") or as_html(text),
        language=_string(item, "language"),
        image_url=_string(item, "image") or _string(item, "banner_image"),
        enclosures=[
            (_string(told, "url"), _string(told, "mime_type"), _identity(told.get("size_in_bytes")))
            for told in _objects(item.get("attachments"))
        ],
        tags=[tag for tag in _list(item.get("tags")) if isinstance(tag, str)],
    )


def _authors(told: Mapping[str, Any]) -> list[str]:
    # 1.0 had a single "author"; 1.1 deprecates it.
    authors = [*_objects(told.get("authors")), *_objects([told.get("author")])]
    return list(filter(None, (_string(author, "name") for author in authors)))


def _identity(value: object) -> str:
    """Return an id as a string: the standard asks for one, and to read numbers as if they were."""
    if isinstance(value, bool):
        return ""
    if isinstance(value, int | float):
        return repr(value)
    return _whole(value) if isinstance(value, str) else ""


def _string(told: Mapping[str, Any], key: str) -> str:
    value = told.get(key)
    return _whole(value) if isinstance(value, str) else ""


def _whole(text: str) -> str:
    """Return the text with U+FFFD for half a surrogate pair, which no file and no terminal can hold."""
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _objects(value: object) -> Iterable[Mapping[str, Any]]:
    return [item for item in _list(value) if isinstance(item, dict)]


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
