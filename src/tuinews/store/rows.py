"""How values cross the border between SQL rows and the model."""

from __future__ import annotations

import json
import zlib
from array import array
from collections.abc import Iterable
from datetime import UTC, datetime
from sys import byteorder
from typing import Final

FEED_TITLE: Final = "coalesce(nullif(f.user_title, ''), nullif(f.title, ''), without_login(f.url))"
"""What a feed `f` is called: as the user says, as it says itself, else by its address without the password in it."""


def to_seconds(moment: datetime | None) -> int | None:
    """Return whole seconds since 1970 UTC."""
    return None if moment is None else int(moment.timestamp())


def to_moment(seconds: int | None) -> datetime | None:
    """Return the UTC datetime of `to_seconds`."""
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


def to_lines(values: Iterable[str]) -> str:
    """Join values that hold no line break."""
    return "\n".join(values)


def from_lines(value: str) -> tuple[str, ...]:
    """Split what `to_lines` joined."""
    return tuple(value.split("\n")) if value else ()


def to_json(value: object) -> str:
    """Return compact JSON; lone surrogates become U+FFFD, which SQLite can store."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace").decode()


def pack_ids(ids: Iterable[int]) -> bytes:
    """Return ids as compressed little-endian 64-bit integers."""
    numbers = array("q", ids)
    if byteorder == "big":
        numbers.byteswap()
    return zlib.compress(numbers.tobytes(), 1)


def unpack_ids(packed: bytes) -> array[int]:
    """Return the ids of `pack_ids`."""
    numbers = array("q")
    if packed:
        numbers.frombytes(zlib.decompress(packed))
    if byteorder == "big":
        numbers.byteswap()
    return numbers


def text_digest(text: str) -> str:
    """Return the digest that ties an annotation to the text it was made from."""
    import hashlib  # long to load, and a list needs no digest

    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=16).hexdigest()
