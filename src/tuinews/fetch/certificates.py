"""What a server's certificate says of itself, read when it has already been refused: until when, and for whom.

Python tells nothing of a certificate that it refuses, so it is asked for once more, and only looked at.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final, NamedTuple

from tuinews.screen_text import line

_TIMEOUT_S: Final = 5.0
_MAX_NAMES: Final = 20
_LONGEST_NAME: Final = 100

_SEQUENCE: Final = 0x30
_VERSION: Final = 0xA0
_EXTENSIONS: Final = 0xA3
_OID: Final = 0x06
_OCTETS: Final = 0x04
_UTC_TIME: Final = 0x17
_DNS_NAME: Final = 0x82
_OTHER_NAMES_OID: Final = bytes((0x55, 0x1D, 0x11))
"""subjectAltName, 2.5.29.17"""


class CertificateFacts(NamedTuple):
    """What of a certificate explains a refusal."""

    expires_at: datetime | None = None
    names: tuple[str, ...] = ()
    """The hosts it is for."""


async def look_at_certificate(host: str, address: str, port: int) -> CertificateFacts:
    """Return what a server's certificate says; empty facts when it cannot be had without a proxy or at all.

    Args:
        host: its name.
        address: its IP address: the name may lead elsewhere by now.
        port: its port.
    """
    if _has_proxy():
        return CertificateFacts()
    try:
        return await asyncio.to_thread(_look, host, address, port)
    except (OSError, ValueError, IndexError):
        return CertificateFacts()


def read_certificate(der: bytes) -> CertificateFacts:
    """Return the facts of a certificate in DER. RFC 5280, 4.1

    Raises:
        ValueError, IndexError: it is none.
    """
    whole = next(_elements(der))[1]
    fields = [(tag, value) for tag, value in _elements(next(_elements(whole))[1]) if tag != _VERSION]
    # serial number, signature, issuer, validity, subject, key, …
    _, until = tuple(_elements(fields[3][1]))
    extensions = next((value for tag, value in fields if tag == _EXTENSIONS), b"")
    names = tuple(line(name.decode("ascii", "replace"), _LONGEST_NAME) for name in _names(extensions))
    return CertificateFacts(_moment(*until), tuple(dict.fromkeys(names))[:_MAX_NAMES])


def _look(host: str, address: str, port: int) -> CertificateFacts:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with (
        socket.create_connection((address, port), _TIMEOUT_S) as connection,
        context.wrap_socket(connection, server_hostname=host) as secured,
    ):
        return read_certificate(secured.getpeercert(binary_form=True) or b"")


def _has_proxy() -> bool:
    """Tell whether connections go through a proxy, so that a direct one would be an indiscretion."""
    return bool({"https", "all"} & urllib.request.getproxies().keys())


def _elements(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the tag and content of each element of a DER content."""
    at = 0
    while at < len(data):
        tag, size, at = data[at], data[at + 1], at + 2
        if size & 0x80:
            count = size & 0x7F
            size = int.from_bytes(data[at : at + count], "big")
            at += count
        if at + size > len(data):
            raise ValueError("a cut-off certificate")
        yield tag, data[at : at + size]
        at += size


def _names(extensions: bytes) -> Iterator[bytes]:
    for _, listed in _elements(extensions):
        for _, extension in _elements(listed):
            parts = list(_elements(extension))
            if (_OID, _OTHER_NAMES_OID) in parts:
                content = next(value for tag, value in reversed(parts) if tag == _OCTETS)
                for tag, names in _elements(content):
                    if tag == _SEQUENCE:
                        yield from (name for kind, name in _elements(names) if kind == _DNS_NAME)


def _moment(tag: int, value: bytes) -> datetime:
    text = value.decode("ascii", "replace").rstrip("Z")
    if tag == _UTC_TIME:
        # Two digits: 50 and above lie in the last century. RFC 5280, 4.1.2.5.1
        text = ("19" if int(text[:2]) >= 50 else "20") + text
    return datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
