"""The errors tuinews raises for faults a reader of news can act on.

TuinewsError               any of these; its text is one or two plain sentences
├── UsageError             a target or an argument that cannot be used (exit code 2)
├── ConfigError            a configuration file that cannot be read: names file, line and key
├── FetchError             bytes that could not be had from a source
│   ├── ShortageError      through no fault of its: this machine lacks something
│   └── FileError          a file that cannot be read
├── FormatError            bytes that are not what they should be
└── StoreError             the archive cannot be opened, read or written (exit code 3)

Every other exception is a bug and is let through to `cli.main`, which logs it; that of one feed ends no refresh.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

_NO_FACTS: Mapping[str, object] = MappingProxyType({})


class FailureKind(StrEnum):
    """Why a feed fails, told apart by what can be done about it."""

    UNKNOWN = ""
    LOGIN_NEEDED = "login needed"
    PAYMENT_NEEDED = "payment needed"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not found"
    GONE = "gone"
    TOO_MANY_REQUESTS = "too many requests"
    LEGAL = "legal"
    REFUSED = "refused"
    SERVER_FAULT = "server fault"
    PROXY = "proxy"
    CERTIFICATE_EXPIRED = "certificate expired"
    CERTIFICATE_EARLY = "certificate not valid yet"
    CERTIFICATE_WRONG_HOST = "certificate of another host"
    CERTIFICATE_UNTRUSTED = "certificate untrusted"
    NO_SAFE_CONNECTION = "no safe connection"
    NO_SUCH_HOST = "no such host"
    CONNECTION_REFUSED = "connection refused"
    UNREACHABLE = "unreachable"
    TIMEOUT = "timeout"
    BROKEN_OFF = "broken off"
    TOO_LARGE = "too large"
    REDIRECTS = "redirects"
    BAD_ADDRESS = "bad address"
    WEB_PAGE = "web page"
    NOT_A_FEED = "not a feed"
    BROKEN_FEED = "broken feed"
    OFFLINE = "offline"


class TuinewsError(Exception):
    """A fault with a message for people: what happened, to what, what to do."""

    exit_code = 1

    kind = FailureKind.UNKNOWN
    """Why it failed, where that is known."""
    facts: Mapping[str, object] = _NO_FACTS
    """What was found, as plain values: advice is made from these, not from the words."""

    topic = ""
    """The help topic that tells more, where one does."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message

    @property
    def in_full(self) -> str:
        """What it says, and which topic of the manual tells more."""
        if not self.topic:
            return self.message
        gap = "\n" if "\n" in self.message else " "  # what points at a place stays the last of its line
        return f"{self.message}{gap}`tuinews help {self.topic}` tells more."


class UsageError(TuinewsError):
    """Something the user named cannot be used."""

    exit_code = 2
    topic = "shell"

    def __init__(self, message: str, *, topic: str = "") -> None:
        super().__init__(message)
        self.topic = topic or self.topic


class ConfigError(TuinewsError):
    """The configuration file is wrong at a place."""

    exit_code = 2
    topic = "config"

    def __init__(self, message: str, *, file: str = "", line: int = 0, key: str = "", topic: str = "") -> None:
        super().__init__(message)
        self.topic = topic or self.topic
        self.file = file
        self.line = line
        self.key = key


class FetchError(TuinewsError):
    """A source gave no usable bytes."""

    exit_code = 2
    topic = "network"

    def __init__(
        self,
        message: str,
        *,
        status: int | None = None,
        retry_at: datetime | None = None,
        is_offline: bool = False,
        is_gone: bool = False,
        kind: FailureKind = FailureKind.UNKNOWN,
        facts: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(message)
        self.kind = kind
        self.facts = dict(facts or {})
        self.status = status
        """The HTTP status, None where no answer came."""
        self.retry_at = retry_at
        """When the server asked to be left alone until (UTC)."""
        self.is_offline = is_offline
        """True when the cause looks like this machine having no network at all."""
        self.is_gone = is_gone
        """True when the server says the address is gone for good (410)."""


class ShortageError(FetchError):
    """This machine has run out of what it needs to ask a source, which is not to blame."""


class FileError(FetchError):
    """A file gave no usable bytes."""

    topic = "files"


class FormatError(TuinewsError):
    """Bytes arrived but hold no feed, article or outline that can be read."""

    exit_code = 2
    topic = "files"

    def __init__(
        self, message: str, *, kind: FailureKind = FailureKind.UNKNOWN, facts: Mapping[str, object] | None = None
    ) -> None:
        super().__init__(message)
        self.kind = kind
        self.facts = dict(facts or {})


class StoreError(TuinewsError):
    """The archive cannot be opened, read or written."""

    exit_code = 3
    topic = "archive"


class DamagedError(StoreError):
    """The archive is damaged."""


class UnstoredError(StoreError):
    """The archive can be read, and nothing was stored."""


class ReadOnlyError(UnstoredError):
    """Nothing can be stored as long as the archive is open: it can only be read."""


class NotNowError(UnstoredError):
    """Nothing was stored, and the same may be stored later: the disk is full, or another program holds the archive."""

    def __init__(self, message: str, *, why: str = "") -> None:
        super().__init__(message)
        self.why = why or message
        """The reason alone, as a short sentence."""
