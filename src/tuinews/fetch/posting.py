"""Posts a form to a service of the user's own: one request, no redirects, over a safe connection or to this machine."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

import httpx

from tuinews.errors import FailureKind, FetchError
from tuinews.fetch.failures import no_connection
from tuinews.fetch.headers import USER_AGENT
from tuinews.fetch.limits import DEFAULT_LIMITS, Limits
from tuinews.fetch.trust import load_trust, no_trust
from tuinews.screen_text import display_host

_MOST_BYTES: Final = 1 << 20
_HERE: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_NO_HEADERS: Final[Mapping[str, str]] = {}


async def post_form(
    url: str, fields: Mapping[str, str], headers: Mapping[str, str] = _NO_HEADERS, limits: Limits = DEFAULT_LIMITS
) -> tuple[int, bytes]:
    """Return the status and the body of the answer to a form.

    Raises:
        FetchError: there is no answer, or the connection would not be safe for what is sent.
    """
    parts, host = urlsplit(url), display_host(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _HERE):
        raise FetchError(f"{host or url}: what is sent needs an address that begins with https://.")
    heads = {"User-Agent": USER_AGENT, **headers}
    trust = await asyncio.to_thread(load_trust) if parts.scheme == "https" else no_trust()
    try:
        async with (
            asyncio.timeout(limits.total_timeout_s),
            httpx.AsyncClient(verify=trust, timeout=limits.first_byte_timeout_s, follow_redirects=False) as client,
            client.stream("POST", url, data=dict(fields), headers=heads) as response,
        ):
            body = bytearray()
            async for chunk in response.aiter_bytes():
                body += chunk
                if len(body) > _MOST_BYTES:
                    break
            return response.status_code, bytes(body[:_MOST_BYTES])
    except (TimeoutError, httpx.TimeoutException) as error:
        raise FetchError(f"{host} did not answer in time.", kind=FailureKind.TIMEOUT) from error
    except httpx.ConnectError as error:
        raise no_connection(error, host) from error
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
        raise FetchError(f"{host} gave no proper answer. Try again later.") from error
