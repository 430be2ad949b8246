"""How much one fetch may take: bytes, seconds and redirects."""

from __future__ import annotations

from typing import Final, NamedTuple

_KB: Final = 1 << 10
_MB: Final = 1 << 20


class Limits(NamedTuple):
    """The bounds that no server and no file can make tuinews exceed."""

    max_wire_bytes: int = 32 * _MB
    """What may come over the network, as sent."""
    max_body_bytes: int = 40 * _MB
    """What it may unpack to."""
    max_page_bytes: int = 5 * _MB
    """What an answer that calls itself HTML may unpack to: finding the article in more takes a minute."""
    max_file_bytes: int = 20 * _MB
    """What a local file or standard input may hold."""
    connect_timeout_s: float = 10.0
    first_byte_timeout_s: float = 20.0
    """How long a server may be silent, before its first byte and between any two."""
    total_timeout_s: float = 30.0
    """How long the whole exchange may take, redirects included, the wait for the host's turn not."""
    max_redirects: int = 5
    allows_private: bool = True
    """Whether addresses outside the public internet may be asked when the user names them."""


DEFAULT_LIMITS: Final = Limits()


def size_in_words(size_bytes: int) -> str:
    """Return a size as a reader says it: "20 MB"."""
    for unit, name in ((_MB, "MB"), (_KB, "kB")):
        if size_bytes >= unit:
            return f"{size_bytes / unit:.3g} {name}"
    return f"{size_bytes} bytes"
