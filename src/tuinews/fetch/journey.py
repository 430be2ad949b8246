"""One fetch on its way from address to address: what it may follow, and whom it tells what."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, Self

import httpx

from tuinews.errors import FailureKind, FetchError
from tuinews.fetch.addresses import is_inside, is_on_link, leads_inside, look_up
from tuinews.fetch.headers import usable_validator
from tuinews.fetch.limits import Limits
from tuinews.model.sources import Source, SourceKind, Validators
from tuinews.screen_text import display_host, line
from tuinews.web_address import without_login

NO_VALIDATORS: Final = Validators()

_PAGE: Final = "text/html, application/xhtml+xml, */*;q=0.5"
_FEED: Final = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, "
    "application/xml;q=0.9, text/xml;q=0.9, text/html;q=0.5, */*;q=0.3"
)
_WEB: Final = frozenset({"http", "https"})
_PERMANENT: Final = frozenset({301, 308})
_MAX_PORT: Final = 65535
_SHOWN_CHARS: Final = 100
_LONGEST_HOST: Final = 300
"""A name has at most 253 characters, a port five more. RFC 1035, 2.3.4"""


@dataclass(slots=True)
class Journey:
    """Where a fetch has come to, and what it still may do."""

    source: Source
    start: httpx.URL
    """The address the user named, with the name and password it may hold."""
    url: httpx.URL
    """The address to ask now, without them."""
    validators: Validators
    private: Mapping[str, str]
    """Headers for the site at the start alone."""
    is_open_meant: bool
    """Whether it was the user, or that site itself, who named an address where everybody on the way can read along."""
    seconds_left: float
    redirects_left: int
    allows_private: bool = True
    passed: set[str] = field(default_factory=set)
    """The addresses that pointed on."""
    checked: tuple[str, ...] | None = None
    """The IP addresses that were found behind the host by which a redirect came or to which it led: no others may be
    asked there."""
    dialled: str = ""
    """The IP address that the last connection was made to, empty where none was made or a proxy asks."""
    is_permanent: bool = True
    """True while every redirect was for good."""
    is_answered: bool = False
    """True once the server asked last has begun to answer."""

    @classmethod
    def to(cls, source: Source, validators: Validators, headers: Mapping[str, str], limits: Limits) -> Self:
        """Begin at a source's address.

        Raises:
            FetchError: it is no web address.
        """
        start = _address(source.location.strip())
        if start is None:
            shown = line(without_login(source.location), _SHOWN_CHARS)
            raise FetchError(
                f"“{shown}” is no web address. It should begin with https:// or http://.", kind=FailureKind.BAD_ADDRESS
            )
        private = dict(headers)
        if start.userinfo:
            login = f"{start.username}:{start.password}".encode()
            private["Authorization"] = f"Basic {base64.b64encode(login).decode('ascii')}"
        return cls(
            source=source,
            start=start,
            url=_bare(start),
            validators=Validators(usable_validator(validators.etag), usable_validator(validators.last_modified)),
            private=private,
            is_open_meant=not source.named_by or _names_openly(source.named_by, start),
            seconds_left=limits.total_timeout_s,
            redirects_left=limits.max_redirects,
            allows_private=limits.allows_private,
        )

    @property
    def host(self) -> str:
        """The host that is asked, by the name that is looked up."""
        return _host(self.url)

    @property
    def shown(self) -> str:
        """The host that is asked, safe to print."""
        host = _readable_host(self.url)
        shown = display_host(str(self.url) if host.isascii() else f"{self.url.scheme}://{host}")
        # No name is so long, but a redirect may hold one; its end tells whose it is.
        return shown if len(shown) <= _LONGEST_HOST else f"…{shown[-_SHOWN_CHARS:]}"

    @property
    def subject(self) -> str:
        """Who answers, at the head of a sentence."""
        return f"The server at {self.shown}"

    def headers(self) -> list[tuple[bytes, bytes]]:
        """Return what to send to the address that is asked now."""
        heads = {"Accept": _PAGE if self.source.kind is SourceKind.PAGE else _FEED}
        if self.validators.etag:
            heads["If-None-Match"] = self.validators.etag
        if self.validators.last_modified:
            heads["If-Modified-Since"] = self.validators.last_modified
        if _is_same_site(self.start, self.url) and (self.is_open_meant or self.url.scheme == "https"):
            heads.update(self.private)
        return [(name.encode("ascii"), value.encode("latin-1")) for name, value in heads.items()]

    async def set_out(self) -> None:
        """Look where the first address leads, as far as that decides whether it may be asked.

        Raises:
            FetchError: it may not be asked.
        """
        if is_on_link(self.host):
            raise FetchError(
                f"The address {self.shown} is of the link that this machine is on, where no feeds are but a cloud's "
                "secrets may be. It is never asked.",
                kind=FailureKind.BAD_ADDRESS,
            )
        named_by = _address(self.source.named_by)
        namer = _host(named_by) if named_by else ""
        if self.allows_private and (not self.source.named_by or namer == self.host):
            return
        addresses, here = await self._look_up(self.host), await look_up(namer) if namer else ()
        if not addresses and not here and self.allows_private:
            return  # no name can be looked up now, as the request is about to say
        self.checked = addresses
        # Who cannot be looked up is taken for somebody on the public internet.
        if leads_inside(here[0], addresses) if here else any(map(is_inside, addresses)):
            raise FetchError(
                f"The address leads into a private network ({self.shown}) and was not asked. "
                "If you trust it, open it yourself.",
                kind=FailureKind.BAD_ADDRESS,
            )

    async def _look_up(self, host: str) -> tuple[str, ...]:
        """Return the IP addresses behind a name.

        Raises:
            FetchError: nothing private may be asked, and it leads there.
        """
        addresses = await look_up(host)
        if not self.allows_private and any(map(is_inside, addresses)):
            raise FetchError(
                f"The address leads into a private network ({display_host(f'http://{host}')}), which "
                "fetch.private_addresses does not allow.",
                kind=FailureKind.BAD_ADDRESS,
            )
        return addresses

    async def follow(self, status: int, location: str, peer: str, is_proxied: Callable[[httpx.URL], bool]) -> None:
        """Go where a redirect points.

        Args:
            status: of the answer, one of 301, 302, 303, 307, 308.
            location: its header Location, byte for byte as Latin-1.
            peer: the IP address it came from, empty when unknown, as behind a proxy.
            is_proxied: tells whether a proxy is asked in the place of a host.

        Raises:
            FetchError: it points nowhere, in a circle, too far on or to what may not be asked.
        """
        target = self._target(location.strip().encode("latin-1").decode("utf-8", "replace"))
        self.passed.add(str(self.url))
        if str(target) in self.passed:
            raise FetchError(f"{self.subject} redirects in a circle.", kind=FailureKind.REDIRECTS)
        if self.redirects_left < 1:
            raise FetchError(f"{self.subject} redirects too many times, not followed.", kind=FailureKind.REDIRECTS)
        addresses = self.checked
        is_unknown = addresses is None and not peer and not is_proxied(self.url)
        if _host(target) != self.host or is_unknown:
            addresses = await self._look_ahead(target, peer, is_proxied)
        elif addresses is None and peer:
            # First where it answered; then what else the name leads to by now, unless that lies further in.
            others = await self._look_up(self.host)
            addresses = (peer, *(other for other in others if other != peer and not leads_inside(peer, (other,))))
        self.redirects_left -= 1
        self.is_permanent = self.is_permanent and status in _PERMANENT
        self.url, self.checked = target, addresses

    async def _look_ahead(
        self, target: httpx.URL, peer: str, is_proxied: Callable[[httpx.URL], bool]
    ) -> tuple[str, ...]:
        """Return the IP addresses behind the host of a redirect.

        Raises:
            FetchError: a server that points there uses us to reach what it cannot.
        """
        addresses = await self._look_up(_host(target))
        here = (peer,) if peer else self.checked or ()
        if is_proxied(self.url):
            # What its name means here tells something of a server that a proxy asked, but not enough to let it lead
            # us past the proxy.
            here = (here or await look_up(self.host)) if is_proxied(target) else ()
        # Of whom nothing is known is taken for somebody on the public internet.
        if any(leads_inside(address, addresses) for address in here) if here else any(map(is_inside, addresses)):
            raise FetchError(
                f"{self.subject} points into a private network, not followed. "
                "If you trust it, use the address it points to.",
                kind=FailureKind.REDIRECTS,
                facts={"moved_to": str(target)},
            )
        return addresses

    def moved_to(self) -> str:
        """Return the new address when it is for good, with the user's password where that still belongs."""
        if not (self.passed and self.is_permanent):
            return ""
        if self.start.userinfo and _is_same_site(self.start, self.url):
            return str(self.url.copy_with(userinfo=self.start.userinfo))
        return str(self.url)

    def _target(self, location: str) -> httpx.URL:
        if not location:
            raise FetchError(f"{self.subject} redirects without saying where to.", kind=FailureKind.REDIRECTS)
        target = _address(location, self.url)
        if target is None:
            scheme, colon, _ = location.partition(":")
            if colon and scheme.isascii() and scheme.isalpha() and scheme.lower() not in _WEB:
                shown = line(scheme.lower(), _SHOWN_CHARS)
                raise FetchError(
                    f"{self.subject} points to an address of the kind “{shown}:”, not followed.",
                    kind=FailureKind.REDIRECTS,
                )
            raise FetchError(f"{self.subject} points to an address that cannot be used.", kind=FailureKind.REDIRECTS)
        if self.url.scheme == "https" and target.scheme == "http":
            raise FetchError(
                f"{self.subject} points to an unencrypted address, not followed. "
                "If you trust it, use the address it points to.",
                kind=FailureKind.REDIRECTS,
                facts={"moved_to": str(target)},
            )
        return _bare(target)


def _address(text: str, base: httpx.URL | None = None) -> httpx.URL | None:
    """Return a web address, None for one that is malformed or of another kind."""
    try:
        url = base.join(text) if base else httpx.URL(text)
    except (httpx.InvalidURL, ValueError):
        return None
    is_whole = url.scheme in _WEB and url.raw_host and (url.port is None or 0 < url.port <= _MAX_PORT)
    return url if is_whole else None


def _bare(url: httpx.URL) -> httpx.URL:
    """Return an address without name, password and fragment."""
    return url.copy_with(userinfo=b"", fragment=None) if url.userinfo or url.fragment else url


def _host(url: httpx.URL) -> str:
    """Return the host of an address as servers know it: in ASCII, whether that stands for letters or not."""
    return url.raw_host.decode("ascii")


def _readable_host(url: httpx.URL) -> str:
    """Return the host of an address in letters, where they are such that a name may hold. RFC 5892"""
    try:
        return url.host
    except UnicodeError:
        return _host(url)


def _names_openly(namer: str, url: httpx.URL) -> bool:
    """Tell whether an address was named by its own site, which is asked unencrypted itself."""
    named_by = _address(namer)
    return named_by is not None and named_by.scheme == "http" and _host(named_by) == _host(url)


def _is_same_site(first: httpx.URL, second: httpx.URL) -> bool:
    """Tell whether what was meant for one address may be sent to the other."""
    if _host(first) != _host(second):
        return False
    if first.scheme == second.scheme:
        return first.port == second.port
    return second.scheme == "https" and first.port is None and second.port is None
