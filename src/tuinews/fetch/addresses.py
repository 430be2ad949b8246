"""Tells addresses of the public internet from those that only we can reach."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Iterable

_TRANSLATED = tuple(map(ipaddress.IPv6Network, ("64:ff9b::/96", "::/96", "::ffff:0:0:0/96")))
# Python takes them for public: those of a site (RFC 3879), of protocols (RFC 6890), of a translator's own (RFC 8215).
_OF_A_PLACE = tuple(map(ipaddress.ip_network, ("fec0::/10", "192.0.0.0/24", "64:ff9b:1::/48")))
_Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def leads_inside(peer: str, targets: Iterable[str]) -> bool:
    """Tell whether a server that points at these IP addresses uses us to reach what it cannot.

    From the public internet nothing private may be pointed at. What is on this very link may never be: it is
    where the machines of a cloud keep their secrets. https://owasp.org/www-community/attacks/Server_Side_Request_Forgery

    Args:
        peer: the IP address of the server, empty when unknown.
        targets: the IP addresses it points at.
    """
    here = _parsed(peer)
    return any(_is_further_in(address, here) for address in map(_parsed, targets) if address)


def is_inside(address: str) -> bool:
    """Tell whether an IP address is not of the public internet."""
    parsed = _parsed(address)
    return parsed is not None and not _is_public(parsed)


def is_on_link(host: str) -> bool:
    """Tell whether a host is given by an IP address of this very link: no feed is there, but a cloud's secrets are."""
    parsed = _parsed(host) or _parsed_of_old(host)
    return parsed is not None and parsed.is_link_local


async def look_up(host: str) -> tuple[str, ...]:
    """Return the IP addresses behind a host name, none when it cannot be looked up."""
    if _parsed(host):
        return (host,)
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return ()
    return tuple(str(address[0]) for *_, address in found)


def _is_further_in(target: _Address, here: _Address | None) -> bool:
    if here == target:
        return False
    return target.is_link_local or (here is not None and _is_public(here) and not _is_public(target))


def _is_public(address: _Address) -> bool:
    return address.is_global and not address.is_multicast and not any(address in network for network in _OF_A_PLACE)


def _parsed(address: str) -> _Address | None:
    """Return an IP address, the version 4 one where version 6 only wraps it."""
    try:
        # Only version 6 has zones: "8.8.8.8%a.example" is a name, and may lead anywhere.
        parsed = ipaddress.ip_address(address.partition("%")[0] if ":" in address else address)
    except ValueError:
        return None
    if isinstance(parsed, ipaddress.IPv6Address):
        return parsed.ipv4_mapped or parsed.sixtofour or _embedded(parsed) or parsed
    return parsed


def _parsed_of_old(host: str) -> ipaddress.IPv4Address | None:
    """Return an IP address in a form that systems take all the same: "0xa9fea9fe", "169.254.43518"."""
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host))
    except OSError:
        return None


def _embedded(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """Return the version 4 address that a translator would ask, or an old system. RFC 6052, 2765, 4291 2.5.5.1"""
    if not any(address in network for network in _TRANSLATED) or int(address) < 1 << 16:
        return None  # the last are "::" and "::1"
    return ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
