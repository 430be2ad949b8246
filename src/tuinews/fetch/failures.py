"""Says in plain sentences why a server gave nothing: what happened, to what, what to do.

The words are always our own: a reason phrase or an error page is foreign text.
"""

from __future__ import annotations

import errno
import socket
import ssl
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from tuinews.errors import FailureKind, FetchError, ShortageError

_REFUSALS: Final = {
    400: "The server at {host} does not understand the request (400). Check the address.",
    401: "The site at {host} asks for a user name and a password (401). "
    "Name them in a [[site]] of config.toml; `tuinews config init` shows how.",
    402: "The site at {host} asks for payment (402).",
    403: "The site at {host} refuses feed readers (403).",
    404: "The server at {host} has nothing at this address (404). Check it.",
    406: "The server at {host} has nothing in a form that tuinews reads (406).",
    407: "The proxy between here and {host} asks for a password (407).",
    408: "The server at {host} gave up waiting (408). Try again later.",
    410: "The address at {host} is gone for good (410).",
    429: "The server at {host} asks for fewer requests (429). It is left alone for a while.",
    451: "The site at {host} may not show this for legal reasons (451).",
    503: "The server at {host} is overloaded or being repaired (503). Try again later.",
    504: "The server at {host} waits in vain for another server (504). Try again later.",
}
_GONE: Final = 410
_KINDS: Final = {
    401: FailureKind.LOGIN_NEEDED,
    402: FailureKind.PAYMENT_NEEDED,
    403: FailureKind.FORBIDDEN,
    404: FailureKind.NOT_FOUND,
    407: FailureKind.PROXY,
    408: FailureKind.SERVER_FAULT,
    410: FailureKind.GONE,
    429: FailureKind.TOO_MANY_REQUESTS,
    451: FailureKind.LEGAL,
}

# The numbers are OpenSSL's X509_V_ERR_…, https://docs.openssl.org/3.0/man3/X509_STORE_CTX_get_error/
_CERTIFICATE_FAULTS: Final = {
    9: "is not valid yet; check this machine's clock",
    10: "has expired",
    18: "is signed by nobody but itself",
    19: "is signed by an authority that this machine does not know",
    20: "is signed by an authority that this machine does not know",
    21: "is signed by an authority that this machine does not know",
    62: "is for another name",
    64: "is for another address",
}

_CERTIFICATE_KINDS: Final = {
    9: FailureKind.CERTIFICATE_EARLY,
    10: FailureKind.CERTIFICATE_EXPIRED,
    62: FailureKind.CERTIFICATE_WRONG_HOST,
    64: FailureKind.CERTIFICATE_WRONG_HOST,
}

_NO_NETWORK: Final = frozenset({errno.ENETUNREACH, errno.ENETDOWN})
_NO_WAY: Final = frozenset({errno.EHOSTUNREACH, errno.EHOSTDOWN, errno.EADDRNOTAVAIL})
_NO_FILES: Final = frozenset({errno.EMFILE, errno.ENFILE})
_OFFLINE: Final = "There is no network: the name {host} cannot be looked up."
# Addresses set aside for documentation, so no one is ever there. RFC 5737, RFC 3849
_ELSEWHERE: Final = ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1"))
_ANY_PORT: Final = 9


def refusal(status: int, host: str, retry_at: datetime | None) -> FetchError:
    """Return the error for an answer whose status is neither success, redirect nor "not modified"."""
    words = _REFUSALS.get(status)
    if words is None and status >= 500:
        words = f"The server at {{host}} has a fault of its own ({status}). Try again later."
    elif words is None and status >= 400:
        words = f"The server at {{host}} refuses the request ({status})."
    elif words is None:
        words = f"The server at {{host}} gave an odd answer ({status}). Try again later."
    kind = _KINDS.get(status, FailureKind.SERVER_FAULT if status >= 500 else FailureKind.REFUSED)
    return FetchError(words.format(host=host), status=status, retry_at=retry_at, is_gone=status == _GONE, kind=kind)


def challenge(status: int, host: str) -> FetchError:
    """Return the error for an answer that wants proof of a human first."""
    return FetchError(
        f"The site at {host} lets in only who passes a test for humans ({status}), which no feed reader can.",
        status=status,
        kind=FailureKind.FORBIDDEN,
    )


def no_connection(error: BaseException, host: str) -> FetchError:
    """Return the error for a connection that was not made or did not last, from the fault underneath."""
    for cause in _causes(error):
        found = _certificate(cause, host) or _lookup(cause, host) or _network(cause, host)
        if found:
            return found
    return FetchError(f"The connection to {host} broke off. Try again later.", kind=FailureKind.BROKEN_OFF)


def has_route(places: Iterable[tuple[socket.AddressFamily, str]] = _ELSEWHERE) -> bool:
    """Tell whether this machine has a way to other networks; nothing is sent to find out."""
    for family, address in places:
        try:
            with socket.socket(family, socket.SOCK_DGRAM) as probe:
                probe.connect((address, _ANY_PORT))
        except OSError:
            continue
        return True
    return False


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Walk from an error to those it was raised from, the groups of parallel attempts included."""
    waiting: list[BaseException] = [error]
    seen: set[int] = set()
    while waiting:
        cause = waiting.pop(0)
        if id(cause) in seen:
            continue
        seen.add(id(cause))
        yield cause
        if isinstance(cause, BaseExceptionGroup):
            waiting.extend(cause.exceptions)
        waiting.extend(link for link in (cause.__cause__, cause.__context__) if link)


def _certificate(cause: BaseException, host: str) -> FetchError | None:
    if isinstance(cause, ssl.SSLCertVerificationError):
        fault = _CERTIFICATE_FAULTS.get(cause.verify_code, "cannot be trusted")
        kind = _CERTIFICATE_KINDS.get(cause.verify_code, FailureKind.CERTIFICATE_UNTRUSTED)
        return FetchError(f"The certificate of {host} {fault}, so nothing was read.", kind=kind)
    if isinstance(cause, ssl.SSLError):
        return FetchError(
            f"No safe connection to {host} could be agreed on. If it only speaks http://, write the address so.",
            kind=FailureKind.NO_SAFE_CONNECTION,
        )
    return None


def _lookup(cause: BaseException, host: str) -> FetchError | None:
    if not isinstance(cause, socket.gaierror):
        return None
    # Some systems say "no such name" for everything while the network is off.
    if cause.errno == socket.EAI_AGAIN or not has_route():
        return FetchError(_OFFLINE.format(host=host), is_offline=True, kind=FailureKind.OFFLINE)
    return FetchError(f"There is no server named {host}. Check the address.", kind=FailureKind.NO_SUCH_HOST)


def _network(cause: BaseException, host: str) -> FetchError | None:
    if isinstance(cause, ConnectionRefusedError):
        words = f"The server at {host} refuses connections. Check the address or try again later."
        return FetchError(words, kind=FailureKind.CONNECTION_REFUSED)
    number = cause.errno if isinstance(cause, OSError) else None
    if number in _NO_NETWORK:
        return FetchError(f"There is no network: {host} cannot be reached.", is_offline=True, kind=FailureKind.OFFLINE)
    if number in _NO_FILES:
        words = f"Too many files are open on this machine to connect to {host}. It is tried again."
        return ShortageError(words)
    if number in _NO_WAY:
        words = f"There is no way to {host}. Check the address or try again later."
        return FetchError(words, kind=FailureKind.UNREACHABLE)
    return None
