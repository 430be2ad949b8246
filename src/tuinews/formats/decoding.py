"""Bytes to text for markup, where the bytes, their carrier and the document itself may contradict one another."""

from __future__ import annotations

import codecs
import re
from typing import Final

from tuinews.model import Document

SNIFFED_BYTES: Final = 65_536

_BOMS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Markup starts with "<" or white space; the zero bytes around it give the width of a character.
_WIDE: Final = (
    (re.compile(rb"[<\s{\[]\x00\x00\x00"), "utf-32-le"),
    (re.compile(rb"\x00\x00\x00[<\s{\[]"), "utf-32-be"),
    (re.compile(rb"[<\s{\[]\x00[^\x00]"), "utf-16-le"),
    (re.compile(rb"\x00[<\s{\[]\x00[^\x00]"), "utf-16-be"),
)
_XML_CHARSET: Final = re.compile(rb"<\?xml[^>]{0,200}?\bencoding\s*=\s*[\"']([\w.:-]{1,40})[\"']")
_META_CHARSET: Final = re.compile(rb"<meta\b[^>]{0,500}?\bcharset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
# Only these names reach the codecs: Python also knows "punycode", "unicode_escape" and "utf-7", none of which
# may be chosen by a page, and wide characters are told by their zero bytes alone.
# https://encoding.spec.whatwg.org/#names-and-labels
_ALLOWED: Final = re.compile(
    r"(?:us-)?ascii|latin-?\d{1,2}|(?:cp|windows-?|x-cp)\d{3,5}"
    r"|iso[-_]?8859[-_]\d{1,2}(?:-[ie])?|koi8-[rut]|macintosh|x-mac-cyrillic|mac-?(?:roman|cyrillic)|tis-?620"
    r"|gbk|gb2312|gb18030|big5(?:-?hkscs)?|euc-?(?:jp|kr)|(?:x-)?s(?:hift)?[-_]?jis|iso-2022-(?:jp|kr)|ks_c_5601-1987"
)
_NOT_ASCII: Final = bytes(range(128, 256))
_STATEFUL: Final = ("iso-2022-jp", "iso-2022-kr")


def decode_markup(document: Document) -> str:
    """Return the text of an XML or HTML document; never fails, and what cannot be read becomes U+FFFD.

    A byte-order mark comes first, then valid UTF-8, because nothing else looks like it by accident, then what
    the carrier and the document declare.
    """
    body = document.body
    for mark, codec in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(codec, "replace")
    for pattern, codec in _WIDE:
        if pattern.match(body):
            return body.decode(codec, "replace")
    declared = _declared(document)
    if body.isascii():
        stateful = next((codec for codec in declared if codec in _STATEFUL), "ascii")
        return body.decode(stateful, "replace")
    for codec in ("utf-8", *declared):
        try:
            return body.decode(codec)
        except (UnicodeDecodeError, LookupError):
            continue
    return decode_damaged(body)


def decode_damaged(body: bytes) -> str:
    """Return the text of bytes that no declared charset fits: damaged UTF-8 or else Windows' Western charset."""
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    ascii_count = len(body.translate(None, _NOT_ASCII))
    whole = len(text) - broken - ascii_count
    return text if whole > broken else body.decode("cp1252", "replace")


def sniffed_text(document: Document) -> str:
    """Return the first part of a document as text, enough to tell what it is."""
    body = document.body[:SNIFFED_BYTES]
    for mark, codec in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(codec, "ignore")
    for pattern, codec in _WIDE:
        if pattern.match(body):
            return body.decode(codec, "ignore")
    return body.decode("utf-8", "replace")


def _declared(document: Document) -> tuple[str, ...]:
    head = document.body[:SNIFFED_BYTES]
    found = [document.charset]
    for pattern in (_XML_CHARSET, _META_CHARSET):
        if match := pattern.search(head):
            found.append(match[1].decode("ascii", "replace"))
    names = (name.strip().lower() for name in found)
    return tuple(_web_codec(name) for name in names if _ALLOWED.fullmatch(name))


def _web_codec(name: str) -> str:
    """Return the codec that browsers use for a charset's name: often a superset of what it promises."""
    match name:
        case "gb2312" | "gbk":
            return "gb18030"
        case "iso-8859-1" | "latin-1" | "latin1" | "us-ascii" | "ascii":
            return "cp1252"
        case "iso-8859-9":
            return "cp1254"
        case "tis-620" | "tis620" | "iso-8859-11":
            return "cp874"
        case "shift_jis" | "shift-jis" | "sjis" | "x-sjis":
            return "cp932"
        case "ks_c_5601-1987" | "euc-kr":
            return "cp949"
        case "big5":
            return "big5hkscs"
        case "x-mac-cyrillic":
            return "mac-cyrillic"
        case _:
            return name.removeprefix("x-")
