"""Rows that caption a picture or only say whose it is."""

from __future__ import annotations

import re
from typing import Final

_LONGEST: Final = 400
_BARE_WORDS: Final = 9
_CREDIT_LENGTH: Final = 90

_CREDIT_WORD: Final = (
    r"(?:(?:file|stock|handout|courtesy|representative|representational|illustrative|archive)\s+)?"
    r"(?:photos?|photographs?|images?|pictures?|pics?|photo\s?credits?|image\s?credits?|picture\s?credits?|credits?|fotos?"
    r"|foto:|archivfoto|imagen|crédit photo|foto de archivo)"
)
_BARE: Final = re.compile(
    rf"\(?(?:{_CREDIT_WORD}\s*(?:[:/|–—-]|©|by\b|courtesy\b|via\b)|©|\(c\)\s).{{0,120}}", re.IGNORECASE
)
_AGENCY: Final = r"(?:AFP|AP|Reuters|EPA|EFE|Xinhua|Getty)\b"
_CREDITED: Final = re.compile(
    rf"[.\s(\[|]{_CREDIT_WORD}\s*(?::|/|©|\|\s|by\s+(?-i:[A-Z])|courtesy\b).{{0,60}}$|\s©.{{0,60}}$|\|\s*{_AGENCY}.{{0,40}}$"
    rf"|(?<![.!?”\"])\s[(\[](?:{_AGENCY}[^()\[\]]{{0,40}}|file|file photo|supplied|photo supplied)[)\]]\.?$",
    re.IGNORECASE,
)
_NAME: Final = re.compile(r"\b[A-Z][\w’'-]+ (?:(?:[A-Z]\.|[a-z]{2,3}) )?[A-Z][\w’'-]+")
_HOLDERS: Final = re.compile(
    r"\b(?:getty images?|associated press|agence france[- ]presse|press association|anadolu agency|file photo"
    r"|stock photo|all rights reserved|shutterstock|wikimedia commons|creative commons|screen ?shot|social media"
    r"|[\w’'-]+ (?:news|media|press|agency|times|post|images?|photos?|archives?|group|daily|tv|online|ministry"
    r"|university|government|police|office))\b",
    re.IGNORECASE,
)


def is_bare_credit(row: str) -> bool:
    """Say whether a row only names the owner of a picture, and the owner is no person."""
    row = row.strip()
    if len(row.split()) > _BARE_WORDS or not _BARE.fullmatch(row):
        return False
    names = (match[0].lower() for match in _NAME.finditer(_HOLDERS.sub("", row)))
    return all(name.startswith(("photo", "image", "picture", "file", "credit")) for name in names)


def is_caption(row: str) -> bool:
    """Say whether a row describes a picture: it tells whose picture it is."""
    row = row.strip()
    if not 4 <= len(row) <= _LONGEST:
        return False
    return bool(_CREDITED.search(row, max(0, len(row) - _CREDIT_LENGTH)) or _BARE.fullmatch(row))
