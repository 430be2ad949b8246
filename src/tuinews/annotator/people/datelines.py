"""Where a report begins with its place: "HARLAN, Ky. (AP) — …", "ASHBY, Tuesday — …" names no Mr Harlan."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from tuinews.annotator.sentences import Token

_MOST_TOKENS = 16
_DATELINE = re.compile(
    r"(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ'’.]{2,}(?: [A-ZÀ-Þ'’.]+){0,3}?)"
    r"(?: ,(?: (?P<day>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
    r"| (?P<region>[A-ZÀ-Þ]\w+(?: [A-ZÀ-Þ]\w+)?)(?P<stop> \.)?| (?P<letters>(?:[A-Z]\.){2,})))?"
    r"(?P<agency> \( [A-Z]\w+(?: [A-Z]\w+)* \))?"
    r" [—–-] "
)


class Dateline(NamedTuple):
    """The place that a line begins with."""

    first: int
    last: int
    """Token indexes of the whole dateline up to its dash, both inclusive."""
    place: str


def find_datelines(tokens: list[Token], is_place: Callable[[str], bool]) -> Iterator[Dateline]:
    """Yield the datelines of a text.

    A word in capitals before a dash alone is none: so begin the lines of a talk, too. It has a region, a day or
    an agency.

    Args:
        tokens: the text's.
        is_place: whether a word is known as a place.
    """
    for at, token in enumerate(tokens):
        if (at and tokens[at - 1].line == token.line) or not token.text.isupper():
            continue
        words = [one.text for one in tokens[at : at + _MOST_TOKENS] if one.line == token.line]
        found = _DATELINE.match(" ".join(words) + " ")
        if found is None:
            continue
        region = found["region"]
        is_known = bool(region) and (bool(found["stop"]) or is_place(region))
        if is_known or found["letters"] or found["day"] or (found["agency"] and not region):
            yield Dateline(at, at + found[0].count(" ") - 2, found["place"])
