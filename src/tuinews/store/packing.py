"""How texts are packed in the archive: zlib, with a dictionary of what stands in nearly all of them; in haste zstd.

Articles are short, so most of what repeats in them repeats between them. `packing.txt` holds the words that are common
in news, the commonest last, and after them how blocks and annotations are written. What is stored can only be read
with the very same file: it must never change.
"""

from __future__ import annotations

import functools
import threading
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from zstandard import ZstdCompressionDict, ZstdCompressor, ZstdDecompressor

BEST: Final = 9
FAST: Final = 1
"""How articles are kept until their text is made: in a third of the time that zlib takes for the same, and no more
than leaving them as they are, which would leave a hole in the file when they are packed after all."""

_ZSTD: Final = b"\x28\xb5\x2f\xfd"
"""How a frame of zstd begins, and nothing of zlib does. RFC 8878, 3.1.1"""


def pack(content: bytes, level: int = BEST) -> bytes:
    """Return what `unpack` takes."""
    if level == FAST:
        return _zstd_packer(threading.get_ident()).compress(content)
    packer = _packer(level).copy()
    return packer.compress(content) + packer.flush()


def unpack(packed: bytes) -> bytes:
    """Return what `pack` was given, or zlib alone, which older archives used; raises zlib.error for anything else."""
    if packed.startswith(_ZSTD):
        return _unpack_zstd(packed)
    unpacker = zlib.decompressobj(zdict=_dictionary())
    content = unpacker.decompress(packed)
    if not unpacker.eof:
        raise zlib.error("incomplete")
    return content


# What zstd packs and unpacks with must not be shared between threads. It is loaded when it is needed: the first paint
# unpacks nothing that was packed in haste.


@functools.cache
def _zstd_packer(_thread: int) -> ZstdCompressor:
    from zstandard import ZstdCompressor

    return ZstdCompressor(level=FAST, dict_data=_zstd_dictionary())


@functools.cache
def _zstd_unpacker(_thread: int) -> ZstdDecompressor:
    from zstandard import ZstdDecompressor

    return ZstdDecompressor(dict_data=_zstd_dictionary())


@functools.cache
def _zstd_dictionary() -> ZstdCompressionDict:
    from zstandard import DICT_TYPE_RAWCONTENT, ZstdCompressionDict

    dictionary = ZstdCompressionDict(_dictionary(), dict_type=DICT_TYPE_RAWCONTENT)
    dictionary.precompute_compress(level=FAST)
    return dictionary


def _unpack_zstd(packed: bytes) -> bytes:
    from zstandard import ZstdError

    try:
        return _zstd_unpacker(threading.get_ident()).decompress(packed)
    except ZstdError as error:
        raise zlib.error(str(error)) from error


@functools.cache
def _packer(level: int) -> zlib._Compress:
    return zlib.compressobj(level, zdict=_dictionary())


@functools.cache
def _dictionary() -> bytes:
    return Path(__file__).with_name("packing.txt").read_bytes()
