"""Finding out why a feed fails: the facts of an error, and a look at the certificate where that was refused."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import cast

from tuinews.errors import FailureKind, FetchError, FormatError
from tuinews.model.entries import FeedLink
from tuinews.model.problems import Failure

_OF_THE_CERTIFICATE = {FailureKind.CERTIFICATE_EXPIRED, FailureKind.CERTIFICATE_WRONG_HOST}
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


async def diagnose(error: FetchError | FormatError) -> Failure:
    """Return what is known of why a feed could not be fetched or read."""
    facts = {name: value for name, value in error.facts.items() if name in Failure._fields}
    links = cast("list[list[str]]", facts.pop("feeds", []))
    failure = Failure(
        kind=error.kind,
        status=error.status if isinstance(error, FetchError) else None,
        retry_at=error.retry_at if isinstance(error, FetchError) else None,
        feeds=tuple(FeedLink(url, title) for url, title in links),
        **facts,  # type: ignore[arg-type]
    )
    address = cast(str, error.facts.get("address", ""))
    if failure.kind in _OF_THE_CERTIFICATE and address:
        from tuinews.fetch.certificates import look_at_certificate  # it loads what most refreshes never need

        seen = await look_at_certificate(failure.host, address, cast(int, error.facts.get("port", 443)))
        failure = failure._replace(expires_at=seen.expires_at, names=seen.names)
    return failure


def in_words(error: FetchError | FormatError, failure: Failure) -> str:
    """Return the sentence to keep: the error's own, with what a closer look has added."""
    if failure.kind is FailureKind.CERTIFICATE_EXPIRED and failure.expires_at is not None:
        return error.message.replace("has expired", f"expired on {day(failure.expires_at)}")
    if failure.kind is FailureKind.CERTIFICATE_WRONG_HOST and failure.names:
        return error.message.replace("is for another name", f"is for {listed(failure.names)}")
    if names_no_host(failure):
        return error.message.replace("is for another name", "names no host in the form now required (subjectAltName)")
    return error.message


def names_no_host(failure: Failure) -> bool:
    """Tell whether a certificate was looked at and lists no host at all, whatever its subject says. RFC 9525"""
    is_looked_at = failure.expires_at is not None and not failure.names
    # Of one for addresses only the names are read.
    is_name = not failure.host.replace(".", "").isdecimal() and ":" not in failure.host
    return failure.kind is FailureKind.CERTIFICATE_WRONG_HOST and is_looked_at and is_name


def day(moment: datetime) -> str:
    """Return a day in words, the same everywhere: "3 November 2026"."""
    there = moment.astimezone(UTC)
    return f"{there.day} {_MONTHS[there.month - 1]} {there.year}"


def listed(names: tuple[str, ...], most: int = 3) -> str:
    """Return the first names of a list in words: "a.example, b.example and 4 more"."""
    shown = ", ".join(names[:most])
    return f"{shown} and {len(names) - most} more" if len(names) > most else shown
