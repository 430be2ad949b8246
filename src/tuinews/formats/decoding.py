"""Bytes to text for markup, where the bytes, their carrier and the document itself may contradict one another."""

from __future__ import annotations

import codecs
import re
from typing import Final

from tuinews.model.sources import Document

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
# Python also knows "punycode", "unicode_escape" and "utf-7", none of which may be chosen by a page, and wide
# characters are told by their zero bytes alone. https://encoding.spec.whatwg.org/#names-and-labels
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9_:.-]{0,39}")
_TEXT_CODEC: Final = re.compile(
    r"ascii|utf-8|cp\d{3,5}|iso8859-\d{1,2}|koi8-[rut]|mac-\w{1,12}|gb(?:k|2312|18030)|big5(?:hkscs)?|euc_\w{2,12}"
    r"|shift_jis\w{0,7}|iso2022_(?:jp|kr)\w{0,6}|johab|kz1048|ptcp154|hp-roman8|tis-620|mac-iceland|mac-latin2"
)
# Text of mainframes, in which not even "<?xml" is written with the bytes of ASCII.
_MAINFRAME: Final = re.compile(r"cp(?:037|273|424|500|875|1026|1140)")
_MAINFRAME_XML: Final = "<?xml".encode("cp037")
_NOT_ASCII: Final = bytes(range(128, 256))
_STATEFUL: Final = frozenset({"iso2022_jp", "iso2022_kr"})


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
    if body.startswith(_MAINFRAME_XML):
        return body.decode(_mainframe_codec(body), "replace")
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
    """Return the text of bytes that no declared charset fits: damaged UTF-8, or else the charset it looks like."""
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    ascii_count = len(body.translate(None, _NOT_ASCII))
    whole = len(text) - broken - ascii_count
    if whole > broken:
        return text
    from tuinews.formats.text_decoding import decode_legacy

    return decode_legacy(body)


def sniffed_text(document: Document) -> str:
    """Return the first part of a document as text, enough to tell what it is."""
    body = document.body[:SNIFFED_BYTES]
    for mark, codec in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(codec, "ignore")
    for pattern, codec in _WIDE:
        if pattern.match(body):
            return body.decode(codec, "ignore")
    if body.startswith(_MAINFRAME_XML):
        return body.decode(_mainframe_codec(body), "replace")
    return body.decode("utf-8", "replace")


def _declared(document: Document) -> tuple[str, ...]:
    head = document.body[:SNIFFED_BYTES]
    found = [document.charset]
    for pattern in (_XML_CHARSET, _META_CHARSET):
        if match := pattern.search(head):
            found.append(match[1].decode("ascii", "replace"))
    codecs_named = (_codec(name) for name in found)
    return tuple(codec for codec in codecs_named if codec and not _MAINFRAME.fullmatch(codec))


def _mainframe_codec(body: bytes) -> str:
    """Return the codec that an XML declaration in a mainframe's charset names."""
    named = _XML_CHARSET.match(body[:SNIFFED_BYTES].decode("cp037").encode("ascii", "replace"))
    codec = _codec(named[1].decode("ascii")) if named else ""
    return codec if _MAINFRAME.fullmatch(codec) else "cp037"


def _codec(name: str) -> str:
    """Return Python's name of the codec for a charset, empty when there is none for text."""
    name = name.strip().lower()
    if not _NAME.fullmatch(name):
        return ""
    try:
        codec = codecs.lookup(_web_codec(name)).name
    except (LookupError, ValueError):
        return ""
    return codec if _TEXT_CODEC.fullmatch(codec) else ""


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
