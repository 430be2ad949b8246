"""What all tests share: a web server of their own, and no way out of this machine."""

from __future__ import annotations

import ipaddress
import socket
import sys
from collections.abc import Iterator
from typing import Any, Final

import pytest

from tests.newsstand import Newsstand

# Names that lead nowhere (RFC 2606) and addresses nobody has (RFC 5737, RFC 3849) may be tried.
_NOWHERE: Final = (".invalid", ".test", ".example")
_NOBODY: Final = frozenset({"192.0.2.1", "2001:db8::1"})


class WayOutError(AssertionError):
    """A test tried to leave this machine."""


def pytest_configure() -> None:
    """Forbid connections and look-ups outside loopback; an audit hook sees those of C code, too."""
    sys.addaudithook(_forbid_the_way_out)


@pytest.fixture
def newsstand() -> Iterator[Newsstand]:
    """A web server on loopback that says what the test tells it to."""
    with Newsstand() as stand:
        yield stand


def _forbid_the_way_out(event: str, arguments: tuple[Any, ...]) -> None:
    if event in {"socket.connect", "socket.sendto"}:
        connection, address = arguments
        if connection.family in {socket.AF_INET, socket.AF_INET6} and not _is_here(str(address[0])):
            raise WayOutError(f"This test tried to reach {address!r}.")
    elif event == "socket.getaddrinfo" and arguments[0] and not _is_here(_text(arguments[0])):
        raise WayOutError(f"This test tried to look up {arguments[0]!r}.")


def _is_here(host: str) -> bool:
    if host == "localhost" or host.endswith(_NOWHERE) or host in _NOBODY:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _text(host: str | bytes) -> str:
    return host.decode("ascii", "replace") if isinstance(host, bytes) else host
