"""The same words in several places: occurrences of a quote, and whether a quotation stands in the archive."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Final, NamedTuple


class Said(NamedTuple):
    """A quote where it stands in the archive."""

    quote_id: int
    """0 for words of an article that are no quote in it."""
    article_id: int
    article_title: str
    feed_title: str
    published: datetime | None
    url: str
    speaker: str
    """Empty when it cannot be told."""
    text: str
    """Its words as they are written, quotation marks included."""
    start: int
    end: int
    before: str = ""
    """What stands before it in its sentence or paragraph, as far as it is wanted."""
    after: str = ""


class Alike(StrEnum):
    """How two quotes are alike."""

    SAME = "same"
    """The same words."""
    PART = "part"
    """One is a part of the other."""
    NEAR = "near"
    """Most words are the same."""


class PieceKind(StrEnum):
    """What a piece of a comparison is."""

    SHARED = "shared"
    MISSING = "missing"
    """Only in what it is compared with."""
    ADDED = "added"
    """Only here."""


GONE: Final = ("[-", "-]")
"""What stands around words that have been taken out, as in `git diff --word-diff`."""
NEW: Final = ("{+", "+}")
"""What stands around words that have been put in."""
MARKS: Final = {PieceKind.SHARED: ("", ""), PieceKind.MISSING: GONE, PieceKind.ADDED: NEW}


class Piece(NamedTuple):
    """Some words of a quote that is compared with another."""

    text: str
    kind: PieceKind = PieceKind.SHARED


class Occurrence(NamedTuple):
    """A quote beside another that is like it."""

    said: Said
    alike: Alike
    pieces: tuple[Piece, ...] = ()
    """Its words compared with the other's; empty where they are the same."""


class SameWords(NamedTuple):
    """Where a quote stands: all its occurrences, and quotes nearly like it."""

    quote: Said
    """Its longest form: the one with the most of what was said."""
    same: tuple[Said, ...] = ()
    """The earliest first."""
    near: tuple[Occurrence, ...] = ()
    """The earliest first."""


class Verdict(StrEnum):
    """Whether a quotation stands in the archive. What does not may still be true: the archive is not the world."""

    EXACT = "exact"
    PARTIAL = "partial"
    ABSENT = "absent"


class Verified(NamedTuple):
    """What the archive knows of a quotation."""

    verdict: Verdict
    found: tuple[Occurrence, ...] = ()
    """The quotes that have its words: the earliest first when exact, else the most alike first."""
    unquoted: tuple[Said, ...] = ()
    """Where its words stand in an article, but not as what somebody says."""
    unread: int = 0
    """How many articles have not been looked through for quotes yet."""
