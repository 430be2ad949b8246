"""Unpacks what servers compress, never beyond a bound: a megabyte of gzip can hold a gigabyte of blanks."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Generator, Iterable, Iterator
from typing import Final

import brotli
import zstandard

from tuinews.errors import FailureKind, FetchError
from tuinews.fetch.limits import size_in_words

ACCEPTED: Final = "gzip, deflate, br, zstd"

_GZIP_MAGIC: Final = b"\x1f\x8b"
_AUTO_GZIP: Final = 16 + zlib.MAX_WBITS
# Small slices keep the work linear: at the end of a slice zlib and brotli copy what they did not use.
_SLICE_BYTES: Final = 1 << 12
_STEP_BYTES: Final = 1 << 18
# A zstd block is at most 128 kB and at least 4 bytes, so this slice unpacks to 2 MB at most. RFC 8878, 3.1.1.2
_ZSTD_SLICE_BYTES: Final = 64
# The window that zstd may ask for on the web. RFC 9659, 3
_ZSTD_WINDOW_BYTES: Final = 8 << 20


class _DamagedError(Exception):
    """The packed bytes break the rules of their format."""


class _CutShortError(Exception):
    """The packed bytes end before their format says so."""


def decode(wire: bytes, encodings: str, limit_bytes: int, host: str) -> bytes:
    """Return the body behind a Content-Encoding, at most `limit_bytes` of it.

    Args:
        wire: the bytes as they came.
        encodings: the value of the header Content-Encoding.
        limit_bytes: what the body may measure.
        host: who sent them, safe to print.

    Raises:
        FetchError: the encoding is unknown or stacked, the bytes are damaged, cut short or unpack to too much.
    """
    spoken = (part.strip().lower() for part in encodings.split(","))
    names = [name for name in spoken if name not in {"", "identity"}]
    if len(names) > 1:
        raise FetchError(f"The answer from {host} is compressed more than once, not read.", kind=FailureKind.REFUSED)
    name = names[0] if names else ""
    if not name or not wire or _is_mislabelled(name, wire):
        return _bounded((wire,), limit_bytes, host)
    unpack = _UNPACKERS.get(name)
    if unpack is None:
        raise FetchError(
            f"The answer from {host} is compressed in a way that tuinews does not know.", kind=FailureKind.REFUSED
        )
    try:
        return _bounded(unpack(wire), limit_bytes, host)
    except _CutShortError:
        raise FetchError(
            f"The answer from {host} was cut off on the way. Try again later.", kind=FailureKind.BROKEN_OFF
        ) from None
    except _DamagedError:
        raise FetchError(
            f"The answer from {host} arrived damaged. Try again later.", kind=FailureKind.BROKEN_OFF
        ) from None


def too_large(host: str, limit_bytes: int) -> FetchError:
    """Return the error that says an answer was larger than is read."""
    return FetchError(
        f"The answer from {host} is larger than {size_in_words(limit_bytes)}, not read.",
        kind=FailureKind.TOO_LARGE,
        facts={"limit_bytes": limit_bytes},
    )


def _bounded(parts: Iterable[bytes], limit_bytes: int, host: str) -> bytes:
    body = bytearray()
    for part in parts:
        body += part
        if len(body) > limit_bytes:
            raise too_large(host, limit_bytes)
    return bytes(body)


def _is_mislabelled(name: str, wire: bytes) -> bool:
    # Some servers announce gzip and send the plain file; markup and JSON never begin like gzip.
    return name in {"gzip", "x-gzip"} and not wire.startswith(_GZIP_MAGIC) and wire.lstrip()[:1] in b"<{\xef"


def _gzip(wire: bytes) -> Iterator[bytes]:
    """Unpack the members of a gzip file one after the other; what follows the last is padding. RFC 1952, 2.2"""
    start = 0
    while wire.startswith(_GZIP_MAGIC, start) or start == 0:
        start = yield from _inflate(wire, start, _AUTO_GZIP)


def _deflate(wire: bytes) -> Iterator[bytes]:
    # "deflate" means the zlib format, yet some servers send it without its two-byte head. RFC 9110, 8.4.1.2
    has_head = len(wire) > 1 and wire[0] & 0x0F == zlib.DEFLATED and int.from_bytes(wire[:2], "big") % 31 == 0
    yield from _inflate(wire, 0, zlib.MAX_WBITS if has_head else -zlib.MAX_WBITS)


def _inflate(wire: bytes, start: int, window_bits: int) -> Generator[bytes, None, int]:
    """Unpack one zlib stream and return where it ends."""
    inflater = zlib.decompressobj(window_bits)
    while not inflater.eof:
        if start >= len(wire):
            raise _CutShortError
        packed = wire[start : start + _SLICE_BYTES]
        start += len(packed)
        while packed:
            try:
                part = inflater.decompress(packed, _STEP_BYTES)
            except zlib.error as error:
                raise _DamagedError from error
            yield part
            packed = inflater.unconsumed_tail
    return start - len(inflater.unused_data)


def _brotli(wire: bytes) -> Iterator[bytes]:
    unpacker = brotli.Decompressor()
    try:
        for start in range(0, len(wire), _SLICE_BYTES):
            part = unpacker.process(wire[start : start + _SLICE_BYTES], output_buffer_limit=_STEP_BYTES)
            while part:  # it takes in more than it gives out at once
                yield part
                part = unpacker.process(b"", output_buffer_limit=_STEP_BYTES)
    except brotli.error as error:
        raise _DamagedError from error
    if not unpacker.is_finished():
        raise _CutShortError


def _zstd(wire: bytes) -> Iterator[bytes]:
    """Unpack the frames of a zstd file one after the other. RFC 8878, 3.1"""
    context = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW_BYTES)
    start = 0
    try:
        while start < len(wire):
            unpacker = context.decompressobj()
            while not unpacker.eof:
                if start >= len(wire):
                    raise _CutShortError
                packed = wire[start : start + _ZSTD_SLICE_BYTES]
                start += len(packed)
                yield unpacker.decompress(packed)
            start -= len(unpacker.unused_data)
    except zstandard.ZstdError as error:
        raise _DamagedError from error


_UNPACKERS: Final[dict[str, Callable[[bytes], Iterator[bytes]]]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
