"""Telling binary files by their first bytes, so that an error can call them by name."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Binary(StrEnum):
    """A kind of file that holds no article; the value is what to call it in a sentence."""

    PNG = "a PNG image"
    JPEG = "a JPEG image"
    GIF = "a GIF image"
    WEBP = "a WebP image"
    AVIF = "an AVIF image"
    TIFF = "a TIFF image"
    BMP = "a BMP image"
    ICON = "an icon"
    PDF = "a PDF document"
    POSTSCRIPT = "a PostScript document"
    WORD = "a Word document"
    SPREADSHEET = "a spreadsheet"
    SLIDES = "a slide show"
    OFFICE = "an old Office document"
    OPEN_DOCUMENT = "an OpenDocument file"
    EPUB = "an EPUB book"
    ZIP = "a ZIP archive"
    GZIP = "a gzip archive"
    BZIP2 = "a bzip2 archive"
    XZ = "an xz archive"
    ZSTD = "a Zstandard archive"
    SEVEN_ZIP = "a 7-Zip archive"
    RAR = "a RAR archive"
    TAR = "a tar archive"
    MP3 = "an MP3 recording"
    OGG = "an Ogg recording"
    FLAC = "a FLAC recording"
    WAV = "a WAV recording"
    MP4 = "an MP4 video"
    WEBM = "a Matroska or WebM video"
    AVI = "an AVI video"
    SQLITE = "an SQLite database"
    PROGRAM = "a program"
    FONT = "a font"


_SIGNATURES: Final = (
    (b"\x89PNG\r\n\x1a\n", Binary.PNG),
    (b"\xff\xd8\xff", Binary.JPEG),
    (b"GIF87a", Binary.GIF),
    (b"GIF89a", Binary.GIF),
    (b"II*\x00", Binary.TIFF),
    (b"MM\x00*", Binary.TIFF),
    (b"\x00\x00\x01\x00", Binary.ICON),
    (b"%PDF-", Binary.PDF),
    (b"%!PS", Binary.POSTSCRIPT),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Binary.OFFICE),
    (b"\x1f\x8b", Binary.GZIP),
    (b"\xfd7zXZ\x00", Binary.XZ),
    (b"\x28\xb5\x2f\xfd", Binary.ZSTD),
    (b"7z\xbc\xaf\x27\x1c", Binary.SEVEN_ZIP),
    (b"Rar!\x1a\x07", Binary.RAR),
    (b"ID3\x02", Binary.MP3),
    (b"ID3\x03", Binary.MP3),
    (b"ID3\x04", Binary.MP3),
    (b"\xff\xfb", Binary.MP3),
    (b"OggS\x00", Binary.OGG),
    (b"fLaC\x00", Binary.FLAC),
    (b"\x1a\x45\xdf\xa3", Binary.WEBM),
    (b"SQLite format 3\x00", Binary.SQLITE),
    (b"\x7fELF", Binary.PROGRAM),
    (b"\xca\xfe\xba\xbe", Binary.PROGRAM),
    (b"\xcf\xfa\xed\xfe", Binary.PROGRAM),
    (b"\xfe\xed\xfa\xcf", Binary.PROGRAM),
    (b"\x00asm", Binary.PROGRAM),
    (b"wOFF", Binary.FONT),
    (b"wOF2", Binary.FONT),
    (b"\x00\x01\x00\x00\x00", Binary.FONT),
)
_RIFF: Final = ((b"WEBP", Binary.WEBP), (b"WAVE", Binary.WAV), (b"AVI ", Binary.AVI))
_IN_ZIP: Final = (
    (b"application/epub+zip", Binary.EPUB),
    (b"vnd.oasis.opendocument", Binary.OPEN_DOCUMENT),
    (b"word/", Binary.WORD),
    (b"xl/", Binary.SPREADSHEET),
    (b"ppt/", Binary.SLIDES),
)


def binary_kind(body: bytes) -> Binary | None:
    """Return what kind of binary file the bytes are, or None when no signature fits."""
    if body.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return next((kind for mark, kind in _IN_ZIP if mark in body[:4096]), Binary.ZIP)
    if body.startswith(b"RIFF"):
        return next((kind for mark, kind in _RIFF if body[8:12] == mark), None)
    return _by_inner_mark(body) or next((kind for mark, kind in _SIGNATURES if body.startswith(mark)), None)


def _by_inner_mark(body: bytes) -> Binary | None:
    if body[4:8] == b"ftyp":
        return Binary.AVIF if body[8:12] == b"avif" else Binary.MP4
    if body.startswith(b"BZh") and body[4:10] == b"1AY&SY":
        return Binary.BZIP2
    if body[257:262] == b"ustar":
        return Binary.TAR
    # Two letters alone also begin words; a program and a bitmap have zero bytes near them.
    if body.startswith((b"MZ", b"BM")) and b"\x00" in body[:64]:
        return Binary.PROGRAM if body.startswith(b"MZ") else Binary.BMP
    return None
