"""Bytes of a plain text, whose charset nobody declared, to text."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePath
from types import MappingProxyType
from typing import Final

from tuinews import screen_text
from tuinews.errors import FormatError
from tuinews.formats.magic import binary_kind
from tuinews.formats.mojibake import repaired
from tuinews.model import Document

_BOMS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# A declared charset reaches Python's codecs only by a name of this kind: they also know "rot13", "idna" and
# "unicode_escape", which are no charsets of texts.
_CHARSET: Final = re.compile(
    r"(?:iso|windows|cp|koi8|mac|big5|gb|euc|s(?:hift)?[-_]?jis|latin|tis|utf-?8)[\w-]{0,20}", re.IGNORECASE
)
_SAMPLE: Final = 65_536
_CONTROLS: Final = bytes([*range(8), *range(14, 27), *range(28, 32)])
_MAX_CONTROL_SHARE: Final = 0.01
_NOT_ASCII: Final = bytes(range(128, 256))
# What Western Europe types into Windows: quotation marks, dashes, the euro, accented letters. A superscript or
# a fraction between two letters, or a byte without a meaning, tells that the bytes belong to another charset.
_WESTERN: Final = bytes(
    [0x80, 0x85, *range(0x91, 0x98), 0x99, 0xA0, 0xA3, 0xA7, 0xA9, 0xAB, 0xAE, 0xB0, 0xB4, 0xB7, 0xBB]
)
_ACCENTED: Final = bytes([*range(0xC0, 0xD7), *range(0xD8, 0xF7), *range(0xF8, 0x100)])
_RARE_IN_THE_WEST: Final = bytes([0xD0, 0xDD, 0xDE, 0xF0, 0xFD, 0xFE])
_ROW_OF_ACCENTS: Final = re.compile(rb"[\xC0-\xFF]{2,}")
_MANY_IN_ROWS: Final = 0.2
_ESCAPED_BYTE: Final = re.compile("[\udc80-\udcff]")
_C1_TO_WINDOWS: Final = MappingProxyType(
    {code: char for code in range(0x80, 0xA0) if (char := bytes([code]).decode("cp1252", "ignore"))}
)
_C1: Final = re.compile("[\x80-\x9f]")
# A typewriter's bold and underline, as man pages have them: a character, a backspace, and the character again.
_OVERSTRIKE: Final = re.compile("[^\n\x08]\x08")


@dataclass(frozen=True, slots=True)
class PlainText:
    """A decoded text and the sentences that its reader should know of."""

    text: str
    notes: tuple[str, ...] = ()


def decode_text(document: Document) -> PlainText:
    """Return a document's text: lines end in line feeds, and nothing in it steers a terminal.

    Raises:
        FormatError: the document is empty or holds no text.
    """
    name = document_name(document)
    body = document.body
    if not body.strip(b"\x00 \t\r\n\f\v\xef\xbb\xbf\xff\xfe"):
        raise FormatError(f"{name} is empty.")
    if kind := binary_kind(body):
        raise FormatError(f"This does not look like text: {name} is {kind.value}.")
    decoded = _decode(body, document.charset)
    if decoded is None:
        raise FormatError(f"This does not look like text: {name} holds binary data.")
    text = clean_text(decoded)
    if not text.strip():
        raise FormatError(f"{name} is empty.")
    return PlainText(text) if text == clean_text(decoded, mend=False) else PlainText(text, (_MENDED,))


def document_name(document: Document) -> str:
    """Return what to call a document in a sentence: its file name, or its address."""
    location = document.url or document.source.location
    if location == "-":
        return "The standard input"
    if "://" in location:
        return screen_text.short_url(location)
    return screen_text.line(PurePath(location).name, 80) or "The file"


_MENDED: Final = "wrongly decoded characters repaired"


def clean_text(text: str, *, mend: bool = True) -> str:
    """Return decoded text composed (NFC), with overstrikes undone and nothing that steers a terminal."""
    if mend:
        text = repaired(text)
    if "\x08" in text:
        text = _OVERSTRIKE.sub("", text)
    return unicodedata.normalize("NFC", screen_text.block(text))


def decode_bytes(body: bytes, charset: str = "") -> str:
    """Return the text of bytes of which only a part may be readable; what cannot be read becomes U+FFFD."""
    decoded = _decode(body, charset)
    return body.decode("utf-8", "replace") if decoded is None else decoded


def _decode(body: bytes, charset: str) -> str | None:
    for mark, codec in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(codec, "replace")
    if b"\x00" in body:
        return _decode_wide(body)
    controls = len(body) - len(body.translate(None, _CONTROLS))
    if controls > _MAX_CONTROL_SHARE * len(body) + 8:
        return None
    if body.isascii() and not charset.lower().startswith("iso-2022"):
        return body.decode("ascii")
    for codec in ("utf-8", charset) if not charset.lower().startswith("iso-2022") else (charset,):
        if _CHARSET.fullmatch(codec):
            try:
                text = body.decode(codec)
                return text if codec == "utf-8" else _with_windows_signs(text)
            except (UnicodeDecodeError, LookupError):
                continue
    return _decode_damaged_utf8(body) or _decode_legacy(body)


def _decode_wide(body: bytes) -> str | None:
    """Return the text of UTF-16 without a byte-order mark, told by its zero bytes; None for any other bytes."""
    sample = body[:_SAMPLE]
    half = len(sample) / 2
    even, odd = sample[0::2].count(0) / half, sample[1::2].count(0) / half
    codec = "utf-16-be" if even > odd else "utf-16-le"
    if max(even, odd) < 0.4 or min(even, odd) > 0.02:
        return None
    text = body.decode(codec, "replace")
    return None if "\x00" in text else text


def _decode_damaged_utf8(body: bytes) -> str | None:
    """Return text that is UTF-8 but for some bytes, which are read as Windows' Western charset; else None."""
    text = body.decode("utf-8", "surrogateescape")
    broken = len(_ESCAPED_BYTE.findall(text))
    ascii_count = len(body.translate(None, _NOT_ASCII))
    whole = len(text) - ascii_count - broken
    if whole <= broken:
        return None
    if broken <= 3 and _ESCAPED_BYTE.match(text[-1]):
        # The file ends inside a character.
        text = text.rstrip("".join(map(chr, range(0xDC80, 0xDD00)))) + "\ufffd"
    return _ESCAPED_BYTE.sub(lambda match: _windows_char(ord(match[0]) - 0xDC00), text)


def _decode_legacy(body: bytes) -> str:
    """Return text of a one-byte charset, or of an Asian one where the bytes look like nothing Western."""
    if _is_western(body[:_SAMPLE]):
        return _with_windows_signs(body.decode("latin-1"))
    from charset_normalizer import from_bytes

    best = from_bytes(_rich_sample(body)).best()
    if best is not None and _CHARSET.fullmatch(best.encoding):
        try:
            return _with_windows_signs(body.decode(best.encoding))
        except UnicodeDecodeError:
            pass
    return _with_windows_signs(body.decode("latin-1"))


def _is_western(sample: bytes) -> bool:
    high = sample.translate(None, bytes(range(128)))
    odd = high.translate(None, _WESTERN + _ACCENTED)
    foreign = len(high) - len(high.translate(None, _RARE_IN_THE_WEST))
    # Accented letters stand alone among plain ones; the letters of Greek, Russian or Chinese stand in rows.
    in_rows = sum(len(match[0]) for match in _ROW_OF_ACCENTS.finditer(sample))
    return len(odd) + foreign <= 0.02 * len(high) and in_rows <= _MANY_IN_ROWS * len(high)


def _rich_sample(body: bytes) -> bytes:
    """Return whole lines that hold the most telling bytes, few enough to be looked at quickly."""
    rows = [row for row in body[: 16 * _SAMPLE].split(b"\n") if not row.isascii()]
    return b"\n".join(rows)[: _SAMPLE // 4]


def _with_windows_signs(text: str) -> str:
    """Return text in which control characters of Latin-1 are the signs that Windows writes with their bytes.

    No text holds these controls; browsers do the same. https://encoding.spec.whatwg.org/#windows-1252
    """
    return _C1.sub(lambda match: _windows_char(ord(match[0])), text) if _C1.search(text) else text


def _windows_char(code: int) -> str:
    return _C1_TO_WINDOWS.get(code, chr(code))
