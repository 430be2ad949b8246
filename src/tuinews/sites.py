"""What the configuration says of single sites: who we are there, and which headers and cookies they are sent.

A secret is never written down here, only where to get it: from a command or from an environment variable.
"""

from __future__ import annotations

import difflib
import re
import shlex
from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

from tuinews.config_lines import placed
from tuinews.errors import ConfigError

KEYS: Final[Mapping[str, str]] = {
    "at": "The host, or how the addresses begin that are meant.",
    "user": "Who you are there.",
    "password": 'Where your password comes from: { command = "…" } or { env = "…" }.',
    "headers": "Headers that it is sent, each a text, a command or a variable.",
    "cookies": "Cookies that it is sent, in the same way.",
}
"""What a [[site]] may say, and what that does."""
_SECRET_KEYS: Final = frozenset({"command", "env"})
# https://www.rfc-editor.org/rfc/rfc9110#name-tokens
_TOKEN: Final = r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}"
_OURS: Final = frozenset({"host", "connection", "content-length", "transfer-encoding", "accept-encoding", "te"})


class Secret(NamedTuple):
    """A value, or where to get it: exactly one of the three is there."""

    text: str = ""
    command: tuple[str, ...] = ()
    """A program and its arguments; what it prints on its first line is the value."""
    variable: str = ""
    """An environment variable that holds the value."""


class Site(NamedTuple):
    """What one site is sent besides."""

    at: str
    """A host, or how addresses begin that are meant."""
    user: str = ""
    password: Secret | None = None
    headers: tuple[tuple[str, Secret], ...] = ()
    cookies: tuple[tuple[str, Secret], ...] = ()


def sites_for(sites: Iterable[Site], url: str) -> list[Site]:
    """Return the sites that an address belongs to, those that say less about it first."""
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    address = parts._replace(netloc=parts.netloc.rpartition("@")[2].lower()).geturl()
    found = [site for site in sites if _is_meant(site.at, host, parts.netloc.rpartition("@")[2].lower(), address)]
    return sorted(found, key=lambda site: len(site.at))


def read_sites(tables: Any, file: str, content: str = "") -> tuple[Site, ...]:
    """Return the sites of the [[site]] tables; raises ConfigError when one cannot be meant."""
    if not isinstance(tables, list):
        raise placed(_fault("a site is written as [[site]], with two brackets"), "site", 0, file, content)
    sites = list[Site]()
    for number, table in enumerate(tables):
        try:
            sites.append(_site(table))
        except ConfigError as error:
            raise placed(error, "site", number, file, content) from error
    return tuple(sites)


def _is_meant(at: str, host: str, host_and_port: str, address: str) -> bool:
    if "://" not in at:
        return at.lower() in {host, host_and_port}
    start = at.rstrip("/")
    return address == start or address.startswith((start + "/", start + "?"))


def _site(table: Any) -> Site:
    if not isinstance(table, dict):
        raise _fault("a [[site]] holds keys and values")
    if unknown := sorted(table.keys() - KEYS.keys()):
        near = difflib.get_close_matches(unknown[0], KEYS, 1, 0.6)
        hint = f"did you mean {near[0]}?" if near else f"it has {', '.join(sorted(KEYS))}"
        raise _fault(f"a [[site]] has no {unknown[0]}; {hint}", unknown[0])
    at, user = table.get("at"), table.get("user", "")
    if not isinstance(at, str) or not at.strip():
        raise _fault('a [[site]] says where it is: at = "example.org"')
    if not isinstance(user, str):
        raise _fault(f"the user of {at} is a text")
    password = table.get("password")
    if isinstance(password, str):
        raise _fault(f'the password of {at} comes from {{ command = "…" }} or {{ env = "…" }}')
    return Site(
        at.strip(),
        user,
        None if password is None else read_secret(password, f"the password of {at}"),
        _named(table.get("headers", {}), "header", at),
        _named(table.get("cookies", {}), "cookie", at),
    )


def _named(told: Any, kind: str, at: str) -> tuple[tuple[str, Secret], ...]:
    if not isinstance(told, dict):
        raise _fault(f"the {kind}s of {at} are a table of names and values")
    for name in told:
        if not re.fullmatch(_TOKEN, name) or (kind == "header" and name.lower() in _OURS):
            raise _fault(f"{at} cannot be sent a {kind} named {name!r}")
    return tuple((name, read_secret(value, f"the {kind} {name} of {at}")) for name, value in told.items())


def read_secret(told: Any, what: str) -> Secret:
    """Return what a table says of a secret; raises ConfigError, which calls it `what`, when it says nothing usable."""
    if isinstance(told, str):
        return Secret(text=told)
    if not isinstance(told, dict) or len(told) != 1 or not told.keys() <= _SECRET_KEYS:
        raise _fault(f'{what} is a text, {{ command = "…" }} or {{ env = "…" }}')
    ((key, value),) = told.items()
    if key == "env" and isinstance(value, str) and value:
        return Secret(variable=value)
    words = _words(value)
    if key == "command" and words:
        return Secret(command=words)
    raise _fault(f"{what} names no {'command' if key == 'command' else 'variable'}")


def _words(command: Any) -> tuple[str, ...]:
    """Return a command as program and arguments; no shell ever sees it."""
    if isinstance(command, list) and all(isinstance(word, str) for word in command):
        return tuple(command)
    try:
        return tuple(shlex.split(command)) if isinstance(command, str) else ()
    except ValueError:
        return ()


def _fault(words: str, key: str = "") -> ConfigError:
    return ConfigError(words if words.endswith("?") else f"{words}.", key=key, topic="network")
