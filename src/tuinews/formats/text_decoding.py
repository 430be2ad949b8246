"""Bytes of a plain text, whose charset nobody declared, to text."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePath
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from tuinews import screen_text
from tuinews.errors import FormatError
from tuinews.formats.magic import binary_kind
from tuinews.formats.mojibake import repaired
from tuinews.model.sources import Document

if TYPE_CHECKING:
    from charset_normalizer import CharsetMatch

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
# What nobody in Western Europe writes in Windows' charset: a byte without a meaning, a sign such as "³" or "¶" after
# a letter, a letter of Icelandic only (or of Turkish, in its own charset).
_FOREIGN: Final = re.compile(
    rb"[\x81\x8D\x8F\x90\x9D]|(?<=[A-Za-z\xC0-\xFF])[\x83\x8A\x8E\x9A\x9E\x9F\xA1-\xA6\xA8\xAA\xAC-\xAF\xB1-\xB3"
    rb"\xB5\xB6\xB8-\xBA\xBC-\xBF]|[\xD0\xDD\xDE\xF0\xFD\xFE]"
)
_MANY_FOREIGN: Final = 0.1
_ROW_OF_ACCENTS: Final = re.compile(rb"[\xC0-\xFF]{2,}")
_MANY_IN_ROWS: Final = 0.2
# The charsets of each region, the common ones first: they differ in a few letters only.
_REGIONS: Final = (
    ("cp1250", "iso8859_2", "cp1257", "iso8859_4", "iso8859_13", "iso8859_10", "mac_latin2"),
    ("cp1251", "koi8_r", "koi8_u", "iso8859_5", "cp866", "mac_cyrillic"),
    ("cp1253", "iso8859_7"),
    ("cp1254", "iso8859_9"),
    ("cp1255", "iso8859_8"),
    ("cp1256", "iso8859_6"),
    ("cp874", "tis_620"),
    ("cp932", "shift_jis", "euc_jp"),
    ("gb18030", "gbk", "gb2312"),
    ("big5", "big5hkscs", "cp950"),
    ("cp949", "euc_kr", "johab"),
    ("mac_roman", "cp850", "cp437"),
)
_SAME_COHERENCE: Final = 0.1
_SAME_CHAOS: Final = 0.02
_KANA: Final = re.compile("[\u3041-\u30fe]")
_MUCH_KANA: Final = 0.1
_ESCAPED_BYTE: Final = re.compile("[\udc80-\udcff]")
# The file ends inside a character: the first byte of several, and not all of the others.
_CUT_CHARACTER: Final = re.compile("[\udcc2-\udcf4][\udc80-\udcbf]{0,2}\\Z")
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
    return _decode_damaged_utf8(body) or decode_legacy(body)


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
    if match := _CUT_CHARACTER.search(text):
        text = text[: match.start()] + "\ufffd"
    return _ESCAPED_BYTE.sub(lambda match: _windows_char(ord(match[0]) - 0xDC00), text)


def decode_legacy(body: bytes) -> str:
    """Return text of a one-byte charset, or of an Asian one where the bytes look like nothing Western."""
    if _is_western(body[:_SAMPLE]):
        return _with_windows_signs(body.decode("latin-1"))
    for codec in _likely_codecs(_rich_sample(body)):
        try:
            return _with_windows_signs(body.decode(codec))
        except UnicodeDecodeError:
            continue
    return _with_windows_signs(body.decode("latin-1"))


def _likely_codecs(sample: bytes) -> list[str]:
    """Return the charsets that the bytes of a text which is not Western may be in, the likeliest first."""
    from charset_normalizer import from_bytes

    for codec in ("euc_jp", "cp932"):
        if len(_KANA.findall(sample.decode(codec, "ignore"))) > _MUCH_KANA * len(sample):
            return [codec]
    told = list(from_bytes(sample))
    for first in told:
        region = next((region for region in _REGIONS if first.encoding in region), ())
        near = {match.encoding for match in told if _is_near(match, first)}
        if region:
            return [codec for codec in region if codec in near]
    return []


def _is_near(match: CharsetMatch, first: CharsetMatch) -> bool:
    return match.chaos <= first.chaos + _SAME_CHAOS and match.coherence >= first.coherence - _SAME_COHERENCE


def _is_western(sample: bytes) -> bool:
    high = len(sample) - len(sample.translate(None, _NOT_ASCII))
    foreign = len(_FOREIGN.findall(sample))
    # Accented letters stand alone among plain ones; the letters of Greek, Russian or Chinese stand in rows.
    in_rows = sum(len(match[0]) for match in _ROW_OF_ACCENTS.finditer(sample))
    return foreign <= _MANY_FOREIGN * high and in_rows <= _MANY_IN_ROWS * high


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
