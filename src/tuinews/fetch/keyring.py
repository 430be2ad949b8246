"""What single sites are sent besides: the headers, cookies and passwords that the configuration names.

Secrets are fetched when their site is first asked, kept in memory as long as the client lives, and shown nowhere.
"""

from __future__ import annotations

import asyncio
import base64
import os
from collections.abc import Sequence
from typing import Final

from tuinews.errors import FetchError
from tuinews.programs import end, own_group
from tuinews.screen_text import line
from tuinews.sites import Secret, Site, sites_for

_PATIENCE_S: Final = 30.0
_MAX_SECRET_BYTES: Final = 64 << 10


class Keyring:
    """Tells which headers belong to an address."""

    def __init__(self, sites: Sequence[Site] = ()) -> None:
        self._sites = tuple(sites)
        self._known: dict[Secret, asyncio.Task[str]] = {}

    async def headers_for(self, url: str) -> dict[str, str]:
        """Return the headers that the configuration has for an address.

        Raises:
            FetchError: a secret cannot be had.
        """
        headers: dict[str, str] = {}
        cookies: dict[str, str] = {}
        for site in sites_for(self._sites, url) if self._sites else ():
            for name, secret in site.headers:
                headers[name] = await self._value(secret, f"the header {name}", site)
            for name, secret in site.cookies:
                cookies[name] = await self._value(secret, f"the cookie {name}", site)
            if site.password is not None or site.user:
                password = await self._value(site.password or Secret(), "the password", site)
                login = base64.b64encode(f"{site.user}:{password}".encode()).decode("ascii")
                headers["Authorization"] = f"Basic {login}"
        if cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
        return headers

    async def _value(self, secret: Secret, what: str, site: Site) -> str:
        if secret not in self._known:
            # One task a secret: forty feeds of one site do not run its command forty times.
            self._known[secret] = asyncio.ensure_future(find_secret(secret))
        value = await asyncio.shield(self._known[secret])
        if not value and (secret.command or secret.variable):
            source = f"The variable {line(secret.variable, 100)}" if secret.variable else "The command"
            named = f"config.toml names for {what} of {line(site.at, 100)}"
            raise FetchError(f"{source} that {named} gives nothing. Look at its [[site]].")
        if not value.isprintable() or not _fits(value):
            raise FetchError(f"What config.toml names for {what} of {line(site.at, 100)} cannot be sent in a header.")
        return value


async def find_secret(secret: Secret) -> str:
    """Return a secret's value, empty when it cannot be had."""
    if secret.variable:
        return os.environ.get(secret.variable, "")
    return await _first_line(secret.command) if secret.command else secret.text


async def _first_line(command: tuple[str, ...]) -> str:
    """Return the first line that a program prints, empty when it fails."""
    try:
        process = await asyncio.create_subprocess_exec(
            *command,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            limit=_MAX_SECRET_BYTES,
            **own_group(),
        )
    except (OSError, ValueError):
        return ""
    try:
        async with asyncio.timeout(_PATIENCE_S):
            output, _ = await process.communicate()
    except TimeoutError:
        return ""
    finally:
        await end(process)
    return "" if process.returncode else output.decode("utf-8", "replace").partition("\n")[0].rstrip("\r")


def _fits(value: str) -> bool:
    try:
        value.encode("latin-1")
    except UnicodeEncodeError:
        return False
    return True
