"""The errors tuinews raises for faults a reader of news can act on.

TuinewsError               any of these; its text is one or two plain sentences
├── UsageError             a target or an argument that cannot be used (exit code 2)
├── ConfigError            a configuration file that cannot be read: names file, line and key
├── FetchError             bytes that could not be had from a source
├── FormatError            bytes that are not what they should be
└── StoreError             the archive cannot be opened, read or written (exit code 3)

Every other exception is a bug and is let through to `cli.main`, which logs it.
"""

from datetime import datetime


class TuinewsError(Exception):
    """A fault with a message for people: what happened, to what, what to do."""

    exit_code = 1

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class UsageError(TuinewsError):
    """Something the user named cannot be used."""

    exit_code = 2


class ConfigError(TuinewsError):
    """The configuration file is wrong at a place."""

    exit_code = 2

    def __init__(self, message: str, *, file: str = "", line: int = 0, key: str = "") -> None:
        super().__init__(message)
        self.file = file
        self.line = line
        self.key = key


class FetchError(TuinewsError):
    """A source gave no usable bytes."""

    exit_code = 2

    def __init__(
        self,
        message: str,
        *,
        status: int | None = None,
        retry_at: datetime | None = None,
        is_offline: bool = False,
        is_gone: bool = False,
    ) -> None:
        super().__init__(message)
        self.status = status
        """The HTTP status, None where no answer came."""
        self.retry_at = retry_at
        """When the server asked to be left alone until (UTC)."""
        self.is_offline = is_offline
        """True when the cause looks like this machine having no network at all."""
        self.is_gone = is_gone
        """True when the server says the address is gone for good (410)."""


class FormatError(TuinewsError):
    """Bytes arrived but hold no feed, article or outline that can be read."""

    exit_code = 2


class StoreError(TuinewsError):
    """The archive cannot be opened, read or written."""

    exit_code = 3
