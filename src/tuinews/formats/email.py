"""A mail message, or a web page saved as one (.mht), to one article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from email.utils import getaddresses, parsedate_to_datetime
from typing import Final

from tuinews import entities
from tuinews.errors import FormatError
from tuinews.formats.dates import parse_date
from tuinews.formats.facts import Facts, address
from tuinews.formats.text_article import article_of_text, finished
from tuinews.formats.text_decoding import PlainText, clean_text, decode_bytes, document_name
from tuinews.model.entries import Parsed
from tuinews.model.sources import Document
from tuinews.screen_text import line

_LONGEST_HEADER: Final = 10_000
_MAX_PARTS: Final = 500
_LOOKED_AT: Final = 200_000
_READABLE: Final = frozenset({"text/plain", "text/html", "application/xhtml+xml"})
_PRIVATE_HOSTS: Final = frozenset(
    {"gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "yahoo.com", "icloud.com", "me.com"}
    | {"aol.com", "gmx.de", "gmx.net", "web.de", "proton.me", "protonmail.com", "mail.ru", "yandex.ru", "qq.com"}
)
_TAG: Final = re.compile(
    r"<(?:script|style)\b[^>]{0,1000}>.*?(?:</(?:script|style)\s*>|\Z)|<[^<>]{1,5000}>", re.DOTALL | re.IGNORECASE
)
_URL: Final = re.compile(r"https?://\S+")
_TABLE: Final = re.compile(r"<table\b", re.IGNORECASE)
_OWN_MARK: Final = re.compile("data-tuinews", re.IGNORECASE)
_QUOTE_DEPTH: Final = re.compile(">*")
_SIGNATURE: Final = "--"
_MAX_SIGNATURE_ROWS: Final = 12
_WORDS_BETWEEN: Final = 0.6
_MANY_TABLES: Final = 4
_MUCH_URL: Final = 0.2


def parse_email(document: Document) -> Parsed:
    """Return the article that a mail message holds: the part of it that reads best.

    Raises:
        FormatError: No part of the message is a text.
    """
    message = BytesParser(policy=compat32).parsebytes(document.body)
    facts = _facts(message)
    plain, markup = _best_parts(message)
    if not plain.strip() and not markup.strip():
        raise FormatError(f"{document_name(document)} is a mail message without any text.")
    if markup and not _reads_better(plain, markup):
        return _article_of_markup(facts, markup, document)
    return article_of_text(PlainText(plain), document, facts, _signature_marks(plain.split("\n")))


def _article_of_markup(facts: Facts, markup: str, document: Document) -> Parsed:
    story = clean_text(entities.unescape(_TAG.sub(" ", markup[:_LOOKED_AT])))
    # Only we say what is furniture: a sender must not hide text by our mark.
    return finished(facts, " ".join(story.split()), _OWN_MARK.sub("data-foreign", markup.replace("\x00", "")), document)


# ----------------------------------------------------------------------------------------------- headers


def _facts(message: Message) -> Facts:
    senders = getaddresses([_header(message, "From")])[:10]
    names = tuple(line(name or mail.partition("@")[0], 200) for name, mail in senders if name or mail)
    host = senders[0][1].rpartition("@")[2].lower() if senders else ""
    listed = line(re.sub(r"<[^>]{0,300}>", "", _header(message, "List-Id")).strip(' "'), 200)
    told = listed or _header(message, "Organization")
    facts = Facts(title=line(_header(message, "Subject"), 2_000), authors=names)
    facts.url = address(_header(message, "Snapshot-Content-Location") or _header(message, "Content-Location"))
    facts.outlet = "" if facts.url else told or ("" if host in _PRIVATE_HOSTS else line(host, 200))
    facts.language = _header(message, "Content-Language").partition(",")[0].strip()[:35]
    told_date = _header(message, "Date")
    try:
        facts.published = parse_date(told_date) or parse_date(parsedate_to_datetime(told_date).isoformat())
    except (ValueError, TypeError, IndexError, OverflowError):
        facts.published = None
    return facts


def _header(message: Message, name: str) -> str:
    """Return a header with its encoded words read; what cannot be read stays as it came."""
    told = str(message.get(name, ""))[:_LONGEST_HEADER].replace("\r", "").replace("\n", "")
    try:
        pieces = decode_header(told)
    except (HeaderParseError, ValueError):
        return told
    return "".join(
        decode_bytes(piece, charset or "") if isinstance(piece, bytes) else piece for piece, charset in pieces
    ).strip()


# ------------------------------------------------------------------------------------------------- parts


def _best_parts(message: Message) -> tuple[str, str]:
    """Return the first plain text with words and the first HTML with words; either may be missing."""
    plain = markup = ""
    for number, part in enumerate(_text_parts(message)):
        if number > _MAX_PARTS or (plain and markup):
            break
        text = _text(part)
        if part.get_content_type() == "text/plain":
            plain = plain or (clean_text(text) if text.strip() else "")
        elif not markup and _TAG.sub(" ", text[:_LOOKED_AT]).strip():
            markup = text
    return plain, markup


def _text_parts(message: Message) -> Iterator[Message]:
    for part in message.walk():
        if part.get_content_type() in _READABLE and part.get_content_disposition() != "attachment":
            yield part


def _text(part: Message) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes) or b"\x00" in payload[:1_000]:
        return ""
    text = decode_bytes(payload, str(part.get_content_charset("")))
    is_flowed = str(part.get_param("format", "")).lower() == "flowed"
    return _without_soft_breaks(text.replace("\r\n", "\n")) if is_flowed else text


def _reads_better(plain: str, markup: str) -> bool:
    """Say whether the plain part of a message is its better one.

    HTML keeps links and headings, but newsletters are laid out in tables; their plain part is the better one
    unless it is a stub or full of addresses.
    """
    if not plain.strip():
        return False
    plain_words, words = len(plain.split()), len(_TAG.sub(" ", markup[:_LOOKED_AT]).split())
    if plain_words < _WORDS_BETWEEN * words:
        return False
    if words < _WORDS_BETWEEN * plain_words:
        return True
    url_share = sum(len(match[0]) for match in _URL.finditer(plain)) / len(plain)
    return len(_TABLE.findall(markup)) >= _MANY_TABLES and url_share <= _MUCH_URL


def _without_soft_breaks(text: str) -> str:
    """Return a plain part with the rows joined that its writer's program broke. RFC 3676, 4.1 to 4.5."""
    rows: list[str] = []
    is_open = False
    depth = 0
    for row in text.split("\n"):
        found = _QUOTE_DEPTH.match(row)
        its_depth = found.end() if found else 0
        told = row[its_depth:].removeprefix(" ")
        is_signature = told.rstrip() == _SIGNATURE
        if is_open and its_depth == depth and not is_signature:
            rows[-1] += told
        else:
            rows.append(row[:its_depth] + (" " if its_depth else "") + told)
        is_open = told.endswith(" ") and not is_signature
        depth = its_depth
    return "\n".join(rows)


def _signature_marks(rows: list[str]) -> dict[int, str]:
    """Return the rows of the signature under a message, which begins with two hyphens alone. RFC 3676, 4.3."""
    for index in range(len(rows) - 1, max(len(rows) - 2 * _MAX_SIGNATURE_ROWS, 0), -1):
        if rows[index].rstrip() == _SIGNATURE:
            under = [at for at in range(index, len(rows)) if rows[at].strip()]
            return dict.fromkeys(under, "signature") if len(under) <= _MAX_SIGNATURE_ROWS else {}
    return {}
