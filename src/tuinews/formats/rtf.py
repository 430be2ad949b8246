"""The text of an RTF file, without its fonts, colours and pictures.

Rich Text Format Specification 1.9.1, https://learn.microsoft.com/openspecs/office_file_formats
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import Final

_TOKEN: Final = re.compile(
    r"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<byte>[0-9a-fA-F]{2})|\\(?P<sign>[^a-zA-Z])"
    r"|(?P<brace>[{}])|[\r\n]+|(?P<text>[^\\{}\r\n]+)"
)
_SIGNS: Final = MappingProxyType(
    dict.fromkeys(("par", "sect", "page", "row"), "\n\n")
    | {"line": "\n", "tab": "\t", "cell": "\t", "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘"}
    | {"rquote": "’", "ldblquote": "“", "rdblquote": "”", "emspace": " ", "enspace": " ", "qmspace": " "}
    | {"zwj": "\u200d", "zwnj": "\u200c", "ltrmark": "\u200e", "rtlmark": "\u200f"}
)
_ANY: Final = re.compile(r"[\s\S]")
_SYMBOLS: Final = MappingProxyType({"\\": "\\", "{": "{", "}": "}", "~": " ", "_": "-", "\n": "\n\n", "\r": "\n\n"})
_SKIPPED: Final = frozenset(
    {
        "colortbl",
        "stylesheet",
        "info",
        "pict",
        "objdata",
        "header",
        "headerl",
        "headerr",
        "headerf",
        "footer",
        "footerl",
    }
    | {"footerr", "footerf", "themedata", "colorschememapping", "datastore", "latentstyles", "listtable", "fldinst"}
    | {"listoverridetable", "revtbl", "rsidtbl", "generator", "xmlnstbl", "filetbl", "mmathpr", "bkmkstart", "bkmkend"}
    | {"xe", "tc", "pgdsctbl", "annotation", "atnid", "atnauthor", "nonshppict", "private", "template", "operator"}
)
_CHARSETS: Final = MappingProxyType(
    {77: "mac-roman", 128: "cp932", 129: "cp949", 134: "gb18030", 136: "big5", 161: "cp1253", 162: "cp1254"}
    | {163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250"}
)
_CODE_PAGES: Final = frozenset({437, 850, 852, 866, 874, 932, 936, 949, 950, *range(1250, 1259)})


def strip_rtf(body: bytes) -> str:
    """Return the text of an RTF file; a blank line stands between its paragraphs."""
    reader = _Reader()
    text = body.decode("latin-1")
    place = 0
    while match := _TOKEN.match(text, place) or _ANY.match(text, place):
        place = match.end()
        if match.lastgroup == "number" and match["word"] == "bin":
            place += max(0, int(match["number"]))
        elif match.lastgroup is not None:
            reader.take(match)
    return reader.text()


class _Reader:
    """The state of reading: what each open group changes ends with it."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._bytes = bytearray()
        self._fonts: dict[int, str] = {}
        self._default = "cp1252"
        # Of each open group: whether it is skipped, its font, how many characters follow for old readers.
        self._groups: list[tuple[bool, int, int]] = []
        self._is_skipped, self._font, self._fallback = False, -1, 1
        self._left_out = 0
        self._is_in_fonts = 0

    def take(self, match: re.Match[str]) -> None:
        """Take one token."""
        match match.lastgroup:
            case "brace":
                self._take_brace(match["brace"])
            case "byte":
                self._take_bytes(bytes([int(match["byte"], 16)]))
            case "text":
                self._take_bytes(match["text"].encode("latin-1"))
            case "sign":
                self._take_symbol(match["sign"])
            case _:
                self._take_word(match["word"], int(match["number"]) if match["number"] else None)

    def text(self) -> str:
        """Return what was read; two halves of a character that were written apart are one."""
        self._flush()
        return "".join(self._pieces).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")

    def _take_brace(self, brace: str) -> None:
        self._flush()
        self._left_out = 0
        if brace == "{":
            self._groups.append((self._is_skipped, self._font, self._fallback))
        elif self._groups:
            self._is_skipped, self._font, self._fallback = self._groups.pop()
            if len(self._groups) < self._is_in_fonts:
                self._is_in_fonts = 0

    def _take_bytes(self, told: bytes) -> None:
        left_out = min(self._left_out, len(told))
        self._left_out -= left_out
        if not self._is_skipped:
            self._bytes += told[left_out:]

    def _take_symbol(self, sign: str) -> None:
        if sign == "*":
            self._is_skipped = True
        elif self._left_out:
            self._left_out -= 1
        else:
            self._write(_SYMBOLS.get(sign, ""))

    def _take_word(self, word: str, number: int | None) -> None:
        if word == "u" and number is not None:
            self._write(chr(number & 0xFFFF))
            self._left_out = self._fallback
        elif word == "uc":
            self._fallback = min(max(number or 0, 0), 10)
        elif word == "fonttbl":
            self._is_skipped, self._is_in_fonts = True, len(self._groups)
        elif word.lower() in _SKIPPED:
            self._is_skipped = True
        elif number is not None and word in {"f", "fcharset", "ansicpg", "deff"}:
            self._take_font(word, number)
        elif word == "mac":
            self._default = "mac-roman"
        else:
            self._write(_SIGNS.get(word, ""))

    def _take_font(self, word: str, number: int) -> None:
        self._flush()
        if word == "f":
            self._font = number
        elif word == "fcharset" and self._is_in_fonts and number in _CHARSETS:
            self._fonts[self._font] = _CHARSETS[number]
        elif word == "ansicpg" and number in _CODE_PAGES:
            self._default = f"cp{number}"

    def _write(self, text: str) -> None:
        self._flush()
        if text and not self._is_skipped:
            self._pieces.append(text)

    def _flush(self) -> None:
        if self._bytes:
            self._pieces.append(self._bytes.decode(self._fonts.get(self._font, self._default), "replace"))
            self._bytes.clear()
