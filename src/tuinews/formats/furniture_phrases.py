"""The phrases by which the furniture of news sites is known, read from `furniture.txt` when first needed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Final


class Furniture(StrEnum):
    """What a row is that belongs to the site and not to the article."""

    COMMENTS = "comment form"
    RELATED = "related articles"
    SHARING = "sharing buttons"
    NAVIGATION = "navigation"
    PROMOTION = "promotion"
    NOTICE = "notice"
    ADVERTISEMENT = "advertisement"
    CREDIT = "photo credit"


_POINTER: Final = "pointer"
_WEAK: Final = "weak"
_MORE: Final = re.compile(r"(?:read |see |view )?more\s*(?:>+|»|›|→|…|\.\.\.)")


@dataclass(frozen=True, slots=True)
class Phrases:
    """What a row in small letters is compared with."""

    exact: dict[str, Furniture]
    beginnings: tuple[tuple[str, Furniture], ...]
    all_beginnings: tuple[str, ...]
    pointer: re.Pattern[str]
    weak: frozenset[str]

    def kind_of(self, told: str) -> Furniture | None:
        """Return what a row is by the phrase that it is, or that it begins with."""
        kind = self.exact.get(told)
        if kind is None and told.startswith(self.all_beginnings):
            return next(kind for beginning, kind in self.beginnings if told.startswith(beginning))
        return kind

    def is_pointer(self, row: str) -> bool:
        """Say whether a row announces another article: "Read more: …", "More >>"."""
        return bool(self.pointer.fullmatch(row) or _MORE.fullmatch(row))

    def is_known(self, word: str) -> bool:
        """Say whether a word can be one of a row of buttons."""
        return word in self.weak or word in self.exact


@cache
def phrases() -> Phrases:
    """Return the phrases of `furniture.txt`."""
    sections: dict[str, list[str]] = {}
    section: list[str] = []
    for row in files("tuinews.formats").joinpath("furniture.txt").read_text("utf-8").splitlines():
        if row.startswith("["):
            section = sections.setdefault(row.strip("[]"), [])
        elif row and not row.startswith("#"):
            section.append(row)
    told = [(phrase, Furniture(name)) for name in Furniture for phrase in sections.get(name, ())]
    beginnings = tuple((phrase.rstrip("…"), kind) for phrase, kind in told if phrase.endswith("…"))
    pointers = "|".join(map(re.escape, sections[_POINTER]))
    return Phrases(
        exact={phrase.rstrip("!?. "): kind for phrase, kind in told if not phrase.endswith("…")},
        beginnings=beginnings,
        all_beginnings=tuple(beginning for beginning, _ in beginnings),
        pointer=re.compile(rf"(?:{pointers})\s*(?:[:：|»→–—-]|>>?)\s*\S.{{0,300}}"),
        weak=frozenset(sections[_WEAK]),
    )
