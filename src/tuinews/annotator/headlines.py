"""Names in lines set in title case or in capitals, where a capital says nothing."""

from __future__ import annotations

from collections.abc import Iterator

from tuinews.annotator.name_runs import PARTICLES
from tuinews.annotator.names import COMMON, FAMILY, GIVEN, ORGANISATION, PLACE, SAYING, TITLE, Lexicon, word_set
from tuinews.annotator.sentences import Token

_FEWEST_WORDS = 4
_MOST_WORDS = 20
_SMALL = word_set("small")
_LONGEST_NAME = 6


def is_headline(tokens: list[Token], line: range) -> bool:
    """Say whether nearly every word of a line has a capital that prose would not give it."""
    words = [tokens[i].text for i in line if tokens[i].is_word and tokens[i].text[0].isalpha()]
    if len(words) < _FEWEST_WORDS:
        return len(words) > 1 and all(word.isupper() for word in words)
    long_words = [word for word in words if word.lower() not in _SMALL]
    capitals = sum(word[0].isupper() for word in long_words)
    allowed = 0 if tokens[line.stop - 1].text == "." else 1
    return capitals >= 0.85 * len(long_words) and len(long_words) - capitals <= allowed and len(words) <= _MOST_WORDS


def names_in_headline(
    tokens: list[Token], line: range, known: frozenset[tuple[str, ...]], lexicon: Lexicon, keys: list[str]
) -> Iterator[tuple[int, int]]:
    """Yield the first and last token of each name: one the text has elsewhere, or a given name with a family name."""
    at = line.start
    while at < line.stop:
        last = _known_from(at, line.stop, known, keys, tokens) or _pair_from(tokens, at, line.stop, lexicon)
        if last:
            yield at, last - 1
        at = last or at + 1


def _known_from(at: int, stop: int, known: frozenset[tuple[str, ...]], keys: list[str], tokens: list[Token]) -> int:
    """Return the index after the longest known name that begins at a token, or 0."""
    for end in range(min(stop, at + _LONGEST_NAME), at, -1):
        if tuple(keys[at:end]) in known and not any(tokens[i].is_possessive for i in range(at, end - 1)):
            return end
    return 0


def _pair_from(tokens: list[Token], at: int, stop: int, lexicon: Lexicon) -> int:
    """Return the index after a given name and what stands with it as a family name, or 0."""
    if at + 1 >= stop or not tokens[at].is_word or tokens[at].is_possessive:
        return 0
    doubtful = PLACE | COMMON | ORGANISATION | SAYING
    first = lexicon.flags(tokens[at].text)
    if not first & GIVEN or first & doubtful:
        return 0
    end = at + 1
    while (
        end < stop - 1
        and tokens[end].is_word
        and (len(tokens[end].text.rstrip(".")) == 1 or tokens[end].text.lower() in PARTICLES)
    ):
        end += 1
    if not tokens[end].is_word:
        return 0
    second = lexicon.flags(tokens[end].text)
    is_unknown = not second and not lexicon.flags(tokens[end].text.lower()) and len(tokens[end].text) > 3
    if (second & FAMILY and not second & TITLE) or (is_unknown and not tokens[at].text.isupper()):
        return end + 1
    return 0
