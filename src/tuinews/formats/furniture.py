"""Finding the rows of a saved page that belong to the site and not to the article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from tuinews.formats.captions import is_bare_credit
from tuinews.formats.furniture_phrases import Furniture, phrases

TAIL_SHARE: Final = 0.4
"""Only the last part of a text may be cut off from a sign of furniture on."""
MAX_HIDDEN_SHARE: Final = 0.3
"""Whoever hides more of the words than this has mistaken the article for furniture."""

_LONGEST: Final = 400
_LONGEST_PATH: Final = 150
_MOST_WORDS: Final = 40
_PROSE_WORDS: Final = 25
_HEADLINE_WORDS: Final = 20
_TEASER_WORDS: Final = 8
_MANY_ROWS: Final = 20_000
_HEAD_ROWS: Final = 200
_TAIL_ROWS: Final = 2_000
_ONE_WORD: Final = re.compile(r"[a-zà-ÿ'.-]{1,14}")
_EDGES: Final = ' \t*_#~=+<>|:;,.!?…«»‹›•·●▪■►▶→←↑↓✕×☰–—-()[]{}"“”'
_COUNTED: Final = re.compile(
    r"\d{1,6} (?:comments?|replies|responses|comentarios?|commentaires?|kommentare?|comentários?|commenti)"
    r"|(?:comments?|responses|comentarios|commentaires|kommentare|comentários|commenti) ?[:(] ?\d{1,6}"
)
_COUNTED_SHARES: Final = re.compile(
    r"\d{1,6}[km]? (?:shares?|views?|likes?|reads?)|(?:shares|views|likes|reads) ?[:(] ?\d{1,6}"
)
_YEAR: Final = re.compile(r"\b(?:19|20)\d{2}\b")
_ALNUM: Final = re.compile(r"[^\W_]")
_PATH_STARTS: Final = frozenset({"home", "news", "start", "inicio", "accueil", "startseite"})
_PATH: Final = re.compile(r"\s*(?:>+|»|›|/|→|::)\s*")
_SAID: Final = re.compile(
    r"\b(?:said|says?|saying|told|tells?|asked|asks|add(?:ed|s)|replie[ds]|wrote|writes|explain(?:ed|s)|stat(?:ed|es)|not(?:ed|es)"
    r"|claim(?:ed|s)|insist(?:ed|s)|argu(?:ed|es)|warn(?:ed|s)|announce[ds]|shout(?:ed|s)|answer(?:ed|s)|declare[ds]"
    r"|according to|quoted|recall(?:ed|s)|dijo|dice|dit|déclaré|sagte?|erklärte|disse|diz|detto|zei|сказал[аи]?|قال)\b",
    re.IGNORECASE,
)
_QUOTED: Final = re.compile("[“”„«»\"「」]|(?:^|\\s)['‘]\\w")
_SENTENCE_END: Final = re.compile('[.!?。！？…][”’"»)\\]]*$')


@dataclass(frozen=True, slots=True)
class _Row:
    """What one row with words looks like."""

    index: int
    words: int
    place: int
    """How many words stand before it."""
    kind: Furniture | None = None
    is_weak: bool = False
    is_inline: bool = False
    """Whether it is furniture in the middle of an article too."""
    is_guarded: bool = False
    """Whether it holds a quotation and a word of speech: such a row is never hidden."""
    is_prose: bool = False
    is_sentence: bool = False


def find_furniture(rows: Sequence[str], start: int = 0, *, wrap_width: int = 0) -> dict[int, str]:
    """Return the rows that belong to the site, each with what it is; whole rows only, never a part of one.

    Args:
        rows: The text, row by row.
        start: Where the story begins; what stands before counts as its head.
        wrap_width: The width at which its paragraphs were broken into rows, 0 when they were not.
    """
    described, total = _describe(rows, wrap_width)
    for find in (_all_of, _certain_of):
        found = find(described, total, start)
        if sum(row.words for row in described if row.index in found) <= MAX_HIDDEN_SHARE * total:
            return {index: kind.value for index, kind in sorted(found.items())}
    return {}


def furniture_kind(row: str) -> Furniture | None:
    """Return what a row is that has no meaning but as a part of a site; None for any other."""
    if len(row) > _LONGEST or is_guarded(row):
        return None
    if is_bare_credit(row):
        return Furniture.CREDIT
    if _is_pointer(row):
        return Furniture.RELATED
    told = _normal(row)
    kind = phrases().kind_of(told)
    if kind and len(told.split()) <= _MOST_WORDS:
        return kind
    return _shaped_kind(row, told)


def is_guarded(row: str) -> bool:
    """Say whether a row holds a quotation and a word of speech."""
    return bool(_QUOTED.search(row) and _SAID.search(row))


def _is_pointer(row: str) -> bool:
    return phrases().is_pointer(row.strip().lstrip("*•►▶>-–— (").casefold())


def _shaped_kind(row: str, told: str) -> Furniture | None:
    if row.strip().startswith("©") and _YEAR.search(row):
        return Furniture.NOTICE
    if _COUNTED.fullmatch(told):
        return Furniture.COMMENTS
    if _COUNTED_SHARES.fullmatch(told):
        return Furniture.SHARING
    steps = _PATH.split(told)
    is_path = len(steps) >= 2 and len(told) <= _LONGEST_PATH and steps[0] in _PATH_STARTS
    words = told.split()
    is_menu = len(words) >= 2 and all(phrases().is_known(word) or not _ALNUM.search(word) for word in words)
    return Furniture.NAVIGATION if is_path or is_menu else None


def _normal(row: str) -> str:
    told = row.strip(_EDGES).casefold().replace("’", "'").replace("‘", "'")
    return " ".join(told.split())


def _describe(rows: Sequence[str], wrap_width: int) -> tuple[list[_Row], int]:
    """Return what the rows with words look like, and how many words they have together."""
    described: list[_Row] = []
    place = 0
    # A text of very many rows is a log or a table, and no saved page: its middle is not looked at.
    middle = range(_HEAD_ROWS, len(rows) - _TAIL_ROWS) if len(rows) > _MANY_ROWS else range(0)
    for index, row in enumerate(rows):
        words = len(row.split())
        if index in middle:
            if index == middle.start:
                described.append(_Row(index, 0, place, is_prose=True))
        elif words and (len(row) > _LONGEST or (wrap_width and _is_inside(rows, index, wrap_width))):
            described.append(_Row(index, words, place, is_prose=True))
        elif words:
            described.append(_describe_row(row, index, words, place))
        place += words
    return described, place


def _describe_row(row: str, index: int, words: int, place: int) -> _Row:
    if is_guarded(row):
        return _Row(index, words, place, is_guarded=True, is_prose=words >= _PROSE_WORDS)
    kind = furniture_kind(row)
    told = _normal(row)
    is_pointer = kind is Furniture.RELATED and _is_pointer(row)
    is_inline = (
        is_pointer or kind is Furniture.CREDIT or (kind is Furniture.ADVERTISEMENT and told not in phrases().weak)
    )
    # A single word is a heading as often as a button.
    is_weak = not is_inline and (told in phrases().weak or not told or (bool(kind) and bool(_ONE_WORD.fullmatch(told))))
    is_sentence = bool(_SENTENCE_END.search(row.rstrip()))
    is_prose = kind is None and words >= _PROSE_WORDS and is_sentence
    return _Row(index, words, place, kind, is_weak, is_inline, is_prose=is_prose, is_sentence=is_sentence)


def _is_inside(rows: Sequence[str], index: int, wrap_width: int) -> bool:
    """Say whether a row of a wrapped text goes on from or into a full row: then it is a piece of a sentence."""
    full = 0.7 * wrap_width
    before = rows[index - 1] if index else ""
    after = rows[index + 1] if index + 1 < len(rows) else ""
    return len(before.rstrip()) >= full or (bool(after.strip()) and len(rows[index].rstrip()) >= full)


# ------------------------------------------------------------------------------------------------- choosing


def _certain_of(described: Sequence[_Row], total: int, start: int) -> dict[int, Furniture]:
    """Return the rows that are furniture by themselves, at the head, at the tail, or anywhere when they may be."""
    head, tail = _zones(described, total, start)
    found = {}
    for row in described:
        if row.kind and not row.is_weak and (row.is_inline or row.index <= head or row.place >= tail):
            found[row.index] = row.kind
    return found


def _all_of(described: Sequence[_Row], total: int, start: int) -> dict[int, Furniture]:
    """Return the rows that are furniture by themselves, by their neighbours, or because they follow a sign of it."""
    found = _certain_of(described, total, start)
    head, tail = _zones(described, total, start)
    for run in _runs(described):
        near = next((found[row.index] for row in run if row.index in found), None)
        if near is None and len(run) < 3:
            continue
        for row in run:
            if row.index in found:
                near = found[row.index]
            elif row.index <= head or row.place >= tail:
                # A single word is what its neighbours are: "Name" belongs to the form above it.
                near = found[row.index] = near or row.kind or Furniture.NAVIGATION
    _cut_tail(described, tail, found)
    return found


def _zones(described: Sequence[_Row], total: int, start: int) -> tuple[int, float]:
    """Return the last row of the head and the number of words before the tail."""
    head = next((row.index for row in described if row.is_prose and row.index >= start), -1)
    return head, (1 - TAIL_SHARE) * total


def _runs(described: Sequence[_Row]) -> Iterable[list[_Row]]:
    """Yield the stretches of neighbouring rows that all are furniture or could be."""
    run: list[_Row] = []
    for row in described:
        if row.kind or row.is_weak:
            run.append(row)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _cut_tail(described: Sequence[_Row], tail: float, found: dict[int, Furniture]) -> None:
    """Hide what follows the heading of a comment form or of a list of other articles, up to the next prose."""
    opened: Furniture | None = None
    for row in described:
        if row.place < tail:
            continue
        if row.index in found:
            if found[row.index] in {Furniture.COMMENTS, Furniture.RELATED} and not row.is_inline:
                opened = found[row.index]
        elif opened and not row.is_guarded and (opened is Furniture.COMMENTS or _is_headline(row)):
            found[row.index] = opened
        else:
            opened = None


def _is_headline(row: _Row) -> bool:
    return row.words <= (_TEASER_WORDS if row.is_sentence else _HEADLINE_WORDS)
