"""Asks web servers for documents, conditionally and politely, within bounds that no server can exceed.

Only this module and those that it needs import httpx; `tuinews.fetch` reaches them once an address is asked for.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator, Mapping, MutableMapping
from contextlib import aclosing, contextmanager
from datetime import UTC, datetime
from types import MappingProxyType, TracebackType
from typing import Any, ClassVar, Final, Self, cast
from weakref import WeakKeyDictionary

import httpcore  # else the first client imports it, and the event loop stands still for 30 ms
import httpx

from tuinews.errors import FailureKind, FetchError
from tuinews.fetch import headers as said
from tuinews.fetch.decoding import ACCEPTED, decode, too_large
from tuinews.fetch.failures import challenge, no_connection, refusal
from tuinews.fetch.journey import NO_VALIDATORS, Journey
from tuinews.fetch.keyring import Keyring
from tuinews.fetch.limits import DEFAULT_LIMITS, Limits
from tuinews.fetch.pinning import CHECKED, PinningClient
from tuinews.fetch.politeness import Politeness
from tuinews.fetch.trust import load_trust, no_trust
from tuinews.model.sources import Document, NotModified, Source, Validators

_NO_HEADERS: Final[Mapping[str, str]] = MappingProxyType({})
_OK: Final = frozenset({200, 203})
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_NOT_MODIFIED: Final = 304
_MARKUP: Final = frozenset({"text/html", "application/xhtml+xml"})
_WORTH_A_THREAD_BYTES: Final = 256 << 10
# httpcore walks over all idle connections at every request: with 100 of them 200 feeds take four times as long.
_POOL: Final = httpx.Limits(max_connections=None, max_keepalive_connections=8, keepalive_expiry=5.0)


class HttpClient:
    """Fetches documents over HTTP; an async context manager that lives as long as its connections."""

    ACCEPTS: ClassVar[str] = ACCEPTED
    """In which ways what comes may be packed."""

    def __init__(
        self,
        limits: Limits = DEFAULT_LIMITS,
        *,
        politeness: Politeness | None = None,
        keyring: Keyring | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._limits = limits
        self._politeness = politeness or Politeness()
        self._keyring = keyring or Keyring()
        self._clock = clock
        self._clients: dict[str, PinningClient] = {}
        self._opening = asyncio.Lock()
        # Noted when they are made: of one that the other side has reset nobody knows any more where it led.
        self._peers: WeakKeyDictionary[httpcore.AsyncNetworkStream, str] = WeakKeyDictionary()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        while self._clients:
            await self._clients.popitem()[1].aclose()

    async def get(
        self,
        source: Source,
        validators: Validators = NO_VALIDATORS,
        *,
        headers: Mapping[str, str] = _NO_HEADERS,
    ) -> Document | NotModified:
        """Return what is behind a web address, or that it has not changed since the validators were given.

        Args:
            source: a feed or page; a name and password in its address are sent to that host alone.
            validators: from the last answer; empty ones ask unconditionally.
            headers: more headers to send, to that host alone.

        Raises:
            FetchError: there is no answer, or none that can be used.
        """
        own_headers = await self._keyring.headers_for(source.location.strip())
        journey = Journey.to(source, validators, {**own_headers, **headers}, self._limits)
        await journey.set_out()
        while True:
            # A redirect to another host waits for its turn there; holding both could lock two feeds up.
            async with self._politeness.turn(journey.host):
                answer = await self._visit(journey)
            if answer is not None:
                return answer

    async def _visit(self, journey: Journey) -> Document | NotModified | None:
        """Ask one host, following it from address to address; None once it points elsewhere."""
        host = journey.host
        clock = asyncio.get_running_loop().time
        started = clock()
        with _in_words(journey, self._limits):
            async with asyncio.timeout(journey.seconds_left):
                while journey.host == host:
                    answer = await self._ask(journey)
                    if answer is not None:
                        return answer
        journey.seconds_left -= clock() - started
        return None

    async def _ask(self, journey: Journey) -> Document | NotModified | None:
        """Make one request; None when the answer is a redirect, which the journey then has followed."""
        journey.is_answered, journey.dialled = False, ""
        client = await self._client(journey.url.scheme)
        is_proxied = client.is_proxied(journey.url)
        told: dict[str, object] = {} if is_proxied else {"trace": _watching(journey, self._peers)}
        if journey.checked is not None:
            told[CHECKED] = journey.checked
        response = await client.ask(journey.url, self._heads(journey), told)
        journey.is_answered = True
        try:
            if response.status_code in _REDIRECTS:
                peer = "" if is_proxied else self._peers.get(response.extensions["network_stream"], "")
                location = response.headers.get("location", "")
                await journey.follow(response.status_code, location, peer, client.is_proxied)
                return None
            return await self._answer(response, journey)
        finally:
            await response.aclose()

    def _heads(self, journey: Journey) -> list[tuple[bytes, bytes]]:
        """Return what is sent to the address that is asked now."""
        return journey.headers()

    async def _answer(self, response: httpx.Response, journey: Journey) -> Document | NotModified:
        status, heads, now = response.status_code, response.headers, self._clock()
        if status == _NOT_MODIFIED:
            return _not_modified(response, journey, now)
        if status not in _OK and heads.get("cf-mitigated", "").lower() == "challenge":
            # https://developers.cloudflare.com/cloudflare-challenges/challenge-types/challenge-pages/detect-response/
            raise challenge(status, journey.shown)
        if status not in _OK:
            raise refusal(status, journey.shown, said.retry_at(heads.get("retry-after", ""), now))
        media_type = said.media_type(heads.get("content-type", ""))
        return Document(
            source=journey.source,
            url=str(journey.url),
            body=await self._body(response, journey, media_type),
            media_type=media_type,
            charset=said.charset(heads.get("content-type", "")),
            validators=_validators(response),
            fresh_until=_fresh_until(response, now),
            moved_to=journey.moved_to(),
        )

    async def _body(self, response: httpx.Response, journey: Journey, media_type: str) -> bytes:
        limits = self._limits
        limit = limits.max_page_bytes if media_type in _MARKUP else limits.max_body_bytes
        wire = await self._wire(response, min(limit, limits.max_wire_bytes), journey.shown)
        encodings = response.headers.get("content-encoding", "")
        if encodings and len(wire) > _WORTH_A_THREAD_BYTES:
            return await asyncio.to_thread(decode, wire, encodings, limit, journey.shown)
        return decode(wire, encodings, limit, journey.shown)

    async def _wire(self, response: httpx.Response, limit_bytes: int, host: str) -> bytes:
        """Read the bytes as they come: httpx would unpack them without a bound."""
        announced = response.headers.get("content-length", "")
        if announced.isdecimal() and int(announced) > limit_bytes:
            raise too_large(host, limit_bytes)
        wire = bytearray()
        async with aclosing(cast("AsyncGenerator[bytes, None]", response.aiter_raw())) as chunks:
            async for chunk in chunks:
                wire += chunk
                if len(wire) > limit_bytes:
                    raise too_large(host, limit_bytes)
        return bytes(wire)

    async def _client(self, scheme: str) -> PinningClient:
        # One for http and one for https, each when first needed: reading the certificates takes 20 to 100 ms.
        if scheme not in self._clients:
            async with self._opening:
                if scheme not in self._clients:
                    self._clients[scheme] = await self._open(is_secure=scheme == "https")
        return self._clients[scheme]

    async def _open(self, *, is_secure: bool) -> PinningClient:
        limits = self._limits
        try:
            return PinningClient(
                verify=await asyncio.to_thread(load_trust) if is_secure else no_trust(),
                http2=is_secure,
                headers={"User-Agent": said.USER_AGENT, "Accept-Encoding": self.ACCEPTS},
                timeout=httpx.Timeout(limits.first_byte_timeout_s, connect=limits.connect_timeout_s, pool=None),
                limits=_POOL,
            )
        except (ImportError, ValueError, httpx.InvalidURL) as error:
            raise FetchError(
                "The proxy set in the environment cannot be used; look at HTTP_PROXY, HTTPS_PROXY and ALL_PROXY.",
                kind=FailureKind.PROXY,
            ) from error


def _not_modified(response: httpx.Response, journey: Journey, now: datetime) -> NotModified:
    if journey.validators == NO_VALIDATORS:
        raise FetchError(
            f"{journey.subject} gave an odd answer: that nothing has changed, to a first request (304).",
            status=_NOT_MODIFIED,
        )
    fresh = _validators(response)
    # A 304 may leave out what has not changed. RFC 9110, 15.4.5
    kept = Validators(fresh.etag or journey.validators.etag, fresh.last_modified or journey.validators.last_modified)
    return NotModified(journey.source, kept, _fresh_until(response, now), journey.moved_to())


def _watching(
    journey: Journey, peers: MutableMapping[httpcore.AsyncNetworkStream, str]
) -> Callable[[str, Mapping[str, Any]], Awaitable[None]]:
    """Return what httpcore tells of each step. https://www.encode.io/httpcore/extensions/#trace"""

    async def note(step: str, facts: Mapping[str, Any]) -> None:
        if step == "connection.connect_tcp.complete":
            journey.dialled = peers[facts["return_value"]] = _address(facts["return_value"])
        elif step == "connection.start_tls.complete":
            peers[facts["return_value"]] = journey.dialled

    return note


def _address(stream: httpcore.AsyncNetworkStream) -> str:
    """Return the IP address at the other end of a connection, empty when unknown."""
    address = stream.get_extra_info("server_addr")
    return str(address[0]) if address else ""


def _validators(response: httpx.Response) -> Validators:
    etag, last_modified = (
        said.usable_validator(next(iter(response.headers.get_list(name)), "")) for name in ("etag", "last-modified")
    )
    return Validators(etag, last_modified)


def _fresh_until(response: httpx.Response, now: datetime) -> datetime | None:
    heads = response.headers
    return said.fresh_until(heads.get("cache-control", ""), heads.get("expires", ""), heads.get("age", ""), now)


@contextmanager
def _in_words(journey: Journey, limits: Limits) -> Iterator[None]:
    """Turn what httpx raises into a sentence about the server that was asked last."""
    try:
        yield
    except httpx.ConnectTimeout as error:
        raise _late(journey, limits.connect_timeout_s) from error
    except httpx.TimeoutException as error:
        raise _late(journey, limits.first_byte_timeout_s) from error
    except TimeoutError as error:
        raise _late(journey, limits.total_timeout_s) from error
    except httpx.ProxyError as error:
        words = f"The proxy between here and {journey.shown} does not let the request through."
        raise FetchError(words, kind=FailureKind.PROXY) from error
    except (httpx.HTTPError, OSError) as error:
        raise _broken(journey, error) from error


def _late(journey: Journey, seconds: float) -> FetchError:
    if journey.is_answered:
        words = f"The answer from {journey.shown} was not complete within {seconds:g} s."
    else:
        words = f"{journey.subject} did not answer within {seconds:g} s."
    return FetchError(words, kind=FailureKind.TIMEOUT, facts={"seconds": seconds})


def _broken(journey: Journey, error: httpx.HTTPError | OSError) -> FetchError:
    if journey.is_answered:
        return FetchError(
            f"The answer from {journey.shown} was cut off on the way. Try again later.", kind=FailureKind.BROKEN_OFF
        )
    if isinstance(error, httpx.ProtocolError):
        return FetchError(f"{journey.subject} gave no proper answer. Try again later.", kind=FailureKind.BROKEN_OFF)
    found = no_connection(error, journey.shown)
    address = "" if journey.passed else journey.dialled
    found.facts = {**found.facts, "host": journey.host, "address": address, "port": journey.url.port or 443}
    return found
