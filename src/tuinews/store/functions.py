"""How texts are packed, and the functions of ours that SQL may call to read them.

The schema's views and triggers use these functions to keep the indexes in step.
"""

from __future__ import annotations

import functools
import sqlite3
import zlib

from tuinews.store import packing

_LEVEL = 9
_WINDOW = 32_768
"""As far back as zlib looks."""


def register(connection: sqlite3.Connection) -> None:
    """Let a connection call our functions."""
    connection.create_function("plain_text", 2, plain_text, deterministic=True)
    connection.create_function("text_part", 4, text_part, deterministic=True)
    connection.create_function("word_count", 2, word_count, deterministic=True)
    connection.create_function("unpacked", 1, unpacked, deterministic=True)
    connection.create_function("words_digest", 1, words_digest, deterministic=True)
    connection.create_function("without_login", 1, without_login, deterministic=True)


def packed(value: str) -> bytes:
    """Return a text as it is stored: UTF-8, packed. Lone surrogates become question marks."""
    return packing.pack(value.encode("utf-8", "replace"))


def unpacked(stored: str | bytes) -> str:
    """Return what `packed` made; older archives hold texts as they are."""
    return packing.unpack(stored).decode("utf-8", "replace") if isinstance(stored, bytes) else stored


def pack_text(text: str, html: bytes) -> bytes:
    """Return an article's text as it is stored: packed against the HTML it was made from, a twentieth of its size."""
    packer = zlib.compressobj(_LEVEL, zdict=html[-_WINDOW:])
    return packer.compress(text.encode("utf-8", "replace")) + packer.flush()


@functools.lru_cache(4)
def plain_text(stored: str | bytes | None, packed_html: bytes | None) -> str | None:
    """Return an article's text, which needs the HTML it was packed against; None while there is none.

    The last few are kept: each of an article's quotes asks for its text.
    """
    if not isinstance(stored, bytes) or packed_html is None:
        return stored if isinstance(stored, str) else None
    unpacker = zlib.decompressobj(zdict=packing.unpack(packed_html)[-_WINDOW:])
    return (unpacker.decompress(stored) + unpacker.flush()).decode("utf-8", "replace")


def text_part(stored: str | bytes | None, packed_html: bytes | None, start: int, end: int) -> str | None:
    """Return a part of an article's text, in code points."""
    text = plain_text(stored, packed_html)
    return None if text is None else text[start:end]


def word_count(stored: str | bytes | None, packed_html: bytes | None) -> int | None:
    """Return how many words an article's text has."""
    text = plain_text(stored, packed_html)
    return None if text is None else len(text.split())


def words_digest(words: str | None) -> int:
    """Return the number that quotes of the same words share; 0 for one without words."""
    from tuinews.wording import digest  # the reader opens the archive before its first paint, and stores no quote then

    return digest(words)


def without_login(url: str) -> str:
    """Return an address without the name and password that it may hold."""
    from tuinews import web_address  # only a feed without a title needs it, and few are

    return web_address.without_login(url)
