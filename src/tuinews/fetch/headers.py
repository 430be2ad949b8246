"""What headers say: ours who we are; those of an answer are read with care, as every value may be nonsense."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

from tuinews import __version__

USER_AGENT: Final = f"tuinews/{__version__} (+https://github.com/tuinews/tuinews)"
"""How we introduce ourselves."""

_LONGEST_RETRY: Final = timedelta(hours=24)
_RETRY_IF_UNCLEAR: Final = timedelta(minutes=5)
# A server may call a feed fresh for a year by mistake; a day's news must not wait for that.
_LONGEST_FRESH: Final = timedelta(hours=24)

_MAX_VALUE_CHARS: Final = 1024
_VALIDATOR: Final = re.compile(r"[!-~\xa0-\xff](?:[ -~\xa0-\xff]{0,1022}[!-~\xa0-\xff])?")
_MAX_DATE_CHARS: Final = 64
_MEDIA_TYPE: Final = re.compile(r"[a-z0-9!#$&^_.+-]{1,64}/[a-z0-9!#$&^_.+-]{1,128}")
_TYPE_END: Final = re.compile("[;,]")
_CHARSET: Final = re.compile(r";\s*charset\s*=\s*[\"']?([a-z0-9_.:+-]{1,40})", re.IGNORECASE)
_SECONDS: Final = re.compile(r"[0-9]{1,9}")
_NUMBER: Final = re.compile(r"[0-9]+")
_MAX_AGE: Final = re.compile(r"(?:^|,)\s*max-age\s*=\s*\"?([0-9]{1,9})(?![0-9])", re.IGNORECASE)
_NEVER_FRESH: Final = re.compile(r"(?:^|,)\s*no-(?:cache|store)\s*(?:,|$)", re.IGNORECASE)


def media_type(content_type: str) -> str:
    """Return the media type of a Content-Type in lower case, empty when it holds none."""
    match = _MEDIA_TYPE.fullmatch(_TYPE_END.split(content_type[:_MAX_VALUE_CHARS], 1)[0].strip().lower())
    return match.group() if match else ""


def charset(content_type: str) -> str:
    """Return the charset a Content-Type declares in lower case, known or not, empty when it declares none."""
    match = _CHARSET.search(content_type[:_MAX_VALUE_CHARS])
    return match[1].lower() if match else ""


def usable_validator(value: str) -> str:
    """Return an ETag or Last-Modified that can be echoed exactly, empty for one that cannot."""
    return value if _VALIDATOR.fullmatch(value) else ""


def http_date(text: str) -> datetime | None:
    """Return an HTTP date in UTC, None for anything else."""
    if len(text) > _MAX_DATE_CHARS:
        return None
    try:
        moment = parsedate_to_datetime(text)
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def retry_at(retry_after: str, now: datetime) -> datetime | None:
    """Return when a server that sends this Retry-After wants to be asked again, None without the header.

    What cannot be read or lies in the past counts as five minutes; more than a day counts as a day.
    """
    text = retry_after.strip()
    if not text:
        return None
    if _NUMBER.fullmatch(text):
        wait = timedelta(seconds=int(text)) if _SECONDS.fullmatch(text) else _LONGEST_RETRY
    else:
        moment = http_date(text)
        wait = moment - now if moment and moment > now else _RETRY_IF_UNCLEAR
    return now + min(wait, _LONGEST_RETRY)


def fresh_until(cache_control: str, expires: str, age: str, now: datetime) -> datetime | None:
    """Return until when an answer says it stays fresh, at most a day ahead, None when it does not say."""
    directives = cache_control[:_MAX_VALUE_CHARS]
    if _NEVER_FRESH.search(directives):
        return None
    if match := _MAX_AGE.search(directives):
        already_s = int(age) if _SECONDS.fullmatch(age) else 0
        lifetime = timedelta(seconds=int(match[1]) - already_s)
    elif moment := http_date(expires):
        lifetime = moment - now
    else:
        return None
    return now + min(lifetime, _LONGEST_FRESH) if lifetime > timedelta() else None
