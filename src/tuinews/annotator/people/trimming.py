"""Names without the words beside them that only look like theirs: an office, an honour, a headline's verb."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby

from tuinews.annotator.names import word_set
from tuinews.annotator.people.spans import Span
from tuinews.annotator.people.wordbook import WordFacts
from tuinews.annotator.sentences import Token

_LETTERS = word_set("letters-after-names")
_OPENERS = word_set("name-openers")
_OFFICES = frozenset(("CEO", "CFO", "COO", "CTO", "CIO", "Officer"))
_BEFORE_JUSTICE = frozenset(("Mr", "Mrs", "Ms", "Lord", "Lady"))
_SMALL_IN_HEADLINES = 4
"""Words up to this length may be small in a headline of capitals: "of", "with"."""
_LEAST_WORDS = 4
_STOPS = frozenset(".,;")
_GENERATIONS = frozenset(("jr", "sr", "ii", "iii", "iv"))
_RARE_FAMILY, _COMMON_FAMILY, _RARE_GIVEN = 3, 5, 2


def bare_name(tokens: list[Token], span: Span) -> Span:
    """Return a name without what stands right before or after it and is no part of it."""
    return _without_letters(tokens, _without_office(tokens, _without_opener(tokens, span)))


def _without_opener(tokens: list[Token], span: Span) -> Span:
    """Return a name without a word that has its capital only from opening the sentence: "Then Ann Frost"."""
    first = span.first
    opens = first == 0 or tokens[first - 1].sentence != tokens[first].sentence
    if opens and first < span.last and tokens[first].text.lower() in _OPENERS:
        return span._replace(first=first + 1)
    return span


def _without_letters(tokens: list[Token], span: Span) -> Span:
    """Return a name without the letters of an office or honour after it: "Ruth Abernathy KC"."""
    last = span.last
    while last > span.first and tokens[last].text.replace(".", "") in _LETTERS:
        last -= 1
    return span._replace(last=last)


def _without_office(tokens: list[Token], span: Span) -> Span:
    """Return a name without the firm and the office before it: "Wells Fargo CEO John Stumpf", "Officer Karin Lind"."""
    for at in range(span.last - 1, span.first - 1, -1):
        if tokens[at].text in _OFFICES or _is_judge(tokens, at):
            return span._replace(first=at + 1)
    return span


def _is_judge(tokens: list[Token], at: int) -> bool:
    """Say whether a word is the title of an English judge: "Mr Justice Harcourt"."""
    return tokens[at].text == "Justice" and at > 0 and tokens[at - 1].text in _BEFORE_JUSTICE


def without_headline_words(tokens: list[Token], spans: list[Span], facts_of: Callable[[str], WordFacts]) -> list[Span]:
    """Return names without the words that a headline in capitals puts beside them: "Hillary Clinton | Speaks".

    Only what the rest of the text names is cut out, and no word that is somebody's name more often than not.
    """
    headlines = set(_headlines(tokens)) if spans else set()
    inside = [span for span in spans if tokens[span.first].line in headlines and span.first < span.last]
    if not inside:
        return spans
    elsewhere = {_folded(tokens, span) for span in spans if tokens[span.first].line not in headlines}
    families = {name[-1:] for name in elsewhere if len(name) > 1}
    cut = {span: _cut(tokens, span, elsewhere, families, facts_of) for span in inside}
    return [cut.get(span, span) for span in spans]


def _cut(
    tokens: list[Token],
    span: Span,
    elsewhere: set[tuple[str, ...]],
    families: set[tuple[str, ...]],
    facts_of: Callable[[str], WordFacts],
) -> Span:
    if _folded(tokens, span) in elsewhere:
        return span
    for part in _parts(span):
        name = _folded(tokens, part)
        if name not in (elsewhere if len(name) > 1 else families):
            continue
        before = (facts_of(token.text) for token in tokens[span.first : part.first])
        after = (facts_of(token.text) for token in tokens[part.last + 1 : span.last + 1])
        # Before a family name stands a given name, however rare: what goes must be a word of the language.
        is_cut = all(_is_word(facts) and _is_common(facts) for facts in before) and all(map(_is_common, after))
        return part if is_cut else span
    return span


def _parts(span: Span) -> Iterator[Span]:
    """Yield the shorter names within a name, the longest first."""
    for length in range(span.last - span.first, 0, -1):
        for first in range(span.first, span.last - length + 2):
            yield span._replace(first=first, last=first + length - 1)


def _is_common(facts: WordFacts) -> bool:
    """Say whether a word is seldom anybody's name."""
    if facts.folded.rstrip(".") in _GENERATIONS or facts.given > _RARE_GIVEN:
        return False
    return facts.family <= (_COMMON_FAMILY if _is_word(facts) else _RARE_FAMILY)


def _is_word(facts: WordFacts) -> bool:
    """Say whether a word often stands in small letters."""
    return facts.kind.endswith("l") or facts.is_saying


def _folded(tokens: list[Token], span: Span) -> tuple[str, ...]:
    return tuple(token.text.casefold() for token in tokens[span.first : span.last + 1])


def _headlines(tokens: list[Token]) -> Iterator[int]:
    """Yield the lines in which every longer word has a capital."""
    for line, of_line in groupby(tokens, key=lambda token: token.line):
        words = list(of_line)
        longer = [token.text for token in words if token.is_word and len(token.text) > _SMALL_IN_HEADLINES]
        is_long = len(words) >= _LEAST_WORDS and bool(longer)
        if is_long and words[-1].text not in _STOPS and not any(word[0].islower() for word in longer):
            yield line
