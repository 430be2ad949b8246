"""What to tell about a feed that fails: in a few words, and what can be done. Made from facts, never from sentences."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlsplit

from tuinews.errors import FailureKind
from tuinews.model.problems import Failure, Problem
from tuinews.model.subscriptions import Feed
from tuinews.newsroom.diagnose import day, listed, names_no_host
from tuinews.newsroom.feed_source import PROGRAM
from tuinews.screen_text import line, short_url


class Advice(NamedTuple):
    """What a reader needs to know of a failing feed."""

    cause: str
    """A few words for a row: "certificate expired on 3 November 2026"."""
    remedy: str
    """One or two sentences: what to do, or that it passes by itself."""
    passes: bool = False
    """True for faults of the moment, which the next refresh may find gone."""


_K = FailureKind
_CAUSES = {
    _K.LOGIN_NEEDED: "asks for a name and a password",
    _K.PAYMENT_NEEDED: "asks for payment",
    _K.FORBIDDEN: "refuses feed readers",
    _K.NOT_FOUND: "nothing at this address",
    _K.GONE: "gone for good",
    _K.TOO_MANY_REQUESTS: "asks for fewer requests",
    _K.LEGAL: "may not be shown for legal reasons",
    _K.REFUSED: "the request was refused",
    _K.SERVER_FAULT: "the server has a fault of its own",
    _K.PROXY: "the proxy does not let it through",
    _K.CERTIFICATE_EXPIRED: "its certificate has expired",
    _K.CERTIFICATE_EARLY: "its certificate is not valid yet",
    _K.CERTIFICATE_WRONG_HOST: "its certificate is for another name",
    _K.CERTIFICATE_UNTRUSTED: "its certificate cannot be trusted",
    _K.NO_SAFE_CONNECTION: "no safe connection",
    _K.NO_SUCH_HOST: "no server of this name",
    _K.CONNECTION_REFUSED: "the server refuses connections",
    _K.UNREACHABLE: "no way to the server",
    _K.TIMEOUT: "no answer in time",
    _K.BROKEN_OFF: "the answer broke off",
    _K.TOO_LARGE: "too large",
    _K.REDIRECTS: "points to where it cannot be followed",
    _K.BAD_ADDRESS: "no web address",
    _K.WEB_PAGE: "a web page, not a feed",
    _K.NOT_A_FEED: "not a feed",
    _K.BROKEN_FEED: "the feed is broken",
    _K.OFFLINE: "no network",
}
_REMEDIES = {
    _K.LOGIN_NEEDED: "Name the user and the password in a [[site]] of config.toml; `tuinews config init` shows how.",
    _K.PAYMENT_NEEDED: "Perhaps the site has another feed that is free; look on the site.",
    _K.FORBIDDEN: "Open the address in a browser: if it works there, the site turns feed readers away, and only the "
    "site can change that. It may offer another feed.",
    _K.NOT_FOUND: "The feed has probably moved: look on the site for its new address.",
    _K.GONE: "It is not asked any more. Remove it, or look on the site for a new address.",
    _K.TOO_MANY_REQUESTS: "Nothing to do: it is left alone for a while and asked less often.",
    _K.LEGAL: "Nothing to do from here; the site may not answer where you are.",
    _K.REFUSED: "Check the address, or look on the site for another feed.",
    _K.SERVER_FAULT: "Nothing to do: it is tried again. If it lasts for days, tell the site.",
    _K.PROXY: "Check HTTP_PROXY, HTTPS_PROXY and NO_PROXY.",
    _K.CERTIFICATE_EXPIRED: "Only the site can renew it; it is tried again until it has.",
    _K.CERTIFICATE_EARLY: "Check the clock of this machine.",
    _K.CERTIFICATE_WRONG_HOST: "Look whether the site has moved to another name, and use that one.",
    _K.CERTIFICATE_UNTRUSTED: "If the server is your own, put its authority into a file and name it in SSL_CERT_FILE.",
    _K.NO_SAFE_CONNECTION: "Perhaps it only speaks http://; change the address if you can do without safety.",
    _K.NO_SUCH_HOST: "Check the spelling of the address. If it was right once, the site has probably closed.",
    _K.CONNECTION_REFUSED: "It is tried again. If it lasts, check the address and its port.",
    _K.UNREACHABLE: "It is tried again. If it lasts, check the address.",
    _K.TIMEOUT: "It is tried again. If it is always slow, raise fetch.timeout_s.",
    _K.BROKEN_OFF: "It is tried again.",
    _K.TOO_LARGE: "Raise fetch.max_feed_mb if you want it all the same.",
    _K.REDIRECTS: "Check the address; the site may have another feed.",
    _K.BAD_ADDRESS: "Correct the address: it begins with https:// or http://.",
    _K.WEB_PAGE: "Look on the site for its feed.",
    _K.NOT_A_FEED: "Check the address; the site may have another feed.",
    _K.BROKEN_FEED: "Only the site can mend it; it is tried again until it has.",
    _K.OFFLINE: "It is tried again when there is a network.",
}
_PASSING = {
    _K.TOO_MANY_REQUESTS, _K.SERVER_FAULT, _K.TIMEOUT, _K.BROKEN_OFF, _K.UNREACHABLE, _K.CONNECTION_REFUSED, _K.OFFLINE,
}  # fmt: skip
_SEARCHABLE = {
    _K.NOT_FOUND, _K.GONE, _K.FORBIDDEN, _K.PAYMENT_NEEDED, _K.WEB_PAGE, _K.NOT_A_FEED, _K.REDIRECTS, _K.REFUSED,
    _K.CERTIFICATE_WRONG_HOST,
}  # fmt: skip
"""Where the site may have another feed, or the same one elsewhere."""


_PROGRAM_FAILS = "Run the command of its [[exec]] in config.toml yourself and look what it prints."


def advise(feed: Feed, failure: Failure, now: datetime) -> Advice:
    """Return why a feed fails and what can be done about it."""
    if failure.kind is FailureKind.UNKNOWN:
        # It failed before causes were told apart, or in a way nobody has thought of.
        remedy = "It is tried again. If it lasts, open the address in a browser." if site_of(feed) else _PROGRAM_FAILS
        return Advice(line(feed.failure, 100).rstrip("."), remedy)
    remedy = _remedy(failure)
    if not site_of(feed) and failure.kind in _SEARCHABLE:
        remedy = _PROGRAM_FAILS
    return Advice(_cause(failure, now), remedy, failure.kind in _PASSING)


def stale_words(problem: Problem, now: datetime) -> str:
    """Return for how long a feed has been silent: "nothing new for 200 days"."""
    if problem.newest_at is None:
        return "nothing new"
    days = (now - problem.newest_at).days
    return f"nothing new for {days:,} days" if days < 730 else f"nothing new for {days // 365} years"


def site_of(feed: Feed) -> str:
    """Return the address of the site behind a feed: the one it names, else the front page of its host.

    A feed that a program prints and that names none has no site: "".
    """
    if feed.site_url or feed.url.startswith(PROGRAM):
        return feed.site_url
    parts = urlsplit(feed.url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}/"


def may_be_elsewhere(feed: Feed, failure: Failure) -> bool:
    """Return whether looking for another feed on the site makes sense."""
    return failure.kind in _SEARCHABLE and bool(site_of(feed))


def new_address(failure: Failure) -> str:
    """Return the address that a failing one points to and that was not followed, so that it may be the feed's."""
    return failure.moved_to if failure.kind is FailureKind.REDIRECTS else ""


def _cause(failure: Failure, now: datetime) -> str:
    told = _CAUSES[failure.kind]
    match failure.kind:
        case FailureKind.CERTIFICATE_EXPIRED if failure.expires_at is not None:
            told = f"its certificate expired on {day(failure.expires_at)}"
        case FailureKind.CERTIFICATE_WRONG_HOST if failure.names:
            told = f"its certificate is for {listed(failure.names, 2)}"
        case FailureKind.CERTIFICATE_WRONG_HOST if names_no_host(failure):
            told = "its certificate names no host in the form now required (subjectAltName)"
        case FailureKind.TOO_LARGE if failure.limit_bytes:
            told = f"larger than {failure.limit_bytes >> 20:,} MB"
        case FailureKind.TIMEOUT if failure.seconds:
            told = f"no answer within {failure.seconds:g} s"
        case FailureKind.BROKEN_FEED if failure.line:
            told = f"the feed is broken at line {failure.line:,}, column {failure.column:,}"
        case FailureKind.WEB_PAGE | FailureKind.NOT_A_FEED if failure.moved_to:
            told = f"moved for good to {short_url(failure.moved_to, 60)}, where no feed is"
        case FailureKind.NOT_A_FEED if failure.found:
            told = f"{line(failure.found, 60)}, not a feed"
    return f"{told} ({failure.status})" if failure.status else told


def _remedy(failure: Failure) -> str:
    if failure.feeds:
        these = listed(tuple(short_url(link.url, 60) for link in failure.feeds), 2)
        return f"The page names {'this feed' if len(failure.feeds) == 1 else 'these feeds'} instead: {these}."
    if new_address(failure):
        return f"It points to {short_url(failure.moved_to, 80)}; use that address if you trust it."
    if failure.kind is FailureKind.TOO_MANY_REQUESTS and failure.retry_at is not None:
        return f"Nothing to do: the site asks to be left alone until {_moment(failure.retry_at)}."
    if names_no_host(failure):
        return "Only the site can list its hosts in it; if the server is your own, make it a new one."
    return _REMEDIES[failure.kind]


def _moment(moment: datetime) -> str:
    here = moment.astimezone()
    return f"{here.hour:02}:{here.minute:02} on {day(here)}"
