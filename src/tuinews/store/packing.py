"""How texts are packed in the archive: zlib, with a dictionary of what stands in nearly all of them.

Articles are short, so most of what repeats in them repeats between them. `packing.txt` holds the words that are common
in news, the commonest last, and after them how blocks and annotations are written. What is stored can only be read
with the very same file: it must never change.
"""

from __future__ import annotations

import functools
import zlib
from pathlib import Path
from typing import Final

BEST: Final = 9
FAST: Final = 1
"""Costs no more than leaving it as it is, which would leave a hole in the file when it is packed after all."""


def pack(content: bytes, level: int = BEST) -> bytes:
    """Return what `unpack` takes."""
    packer = _packer(level).copy()
    return packer.compress(content) + packer.flush()


def unpack(packed: bytes) -> bytes:
    """Return what `pack` was given, or zlib alone, which older archives used; raises zlib.error for anything else."""
    unpacker = zlib.decompressobj(zdict=_dictionary())
    content = unpacker.decompress(packed)
    if not unpacker.eof:
        raise zlib.error("incomplete")
    return content


@functools.cache
def _packer(level: int) -> zlib._Compress:
    return zlib.compressobj(level, zdict=_dictionary())


@functools.cache
def _dictionary() -> bytes:
    return Path(__file__).with_name("packing.txt").read_bytes()
