"""Points for a stretch of capitals being a person's name: for what its words are, and for where it stands."""

from __future__ import annotations

from tuinews.annotator.name_runs import NAME, PARTICLES, Stretch
from tuinews.annotator.names import (
    COMMON,
    FAMILY,
    GIVEN,
    MODIFIER,
    ORGANISATION,
    PLACE,
    REPORTING,
    SAYING,
    TITLE,
    Lexicon,
    word_set,
)
from tuinews.annotator.sentences import Token

_SYLLABLE = 6
_NOTHING = -9.0
_INTO_PLACES = word_set("into-places")
_INTRODUCERS = word_set("introducers")
_HUMAN_VERBS = word_set("human-verbs")
_CONNECTORS = PARTICLES | {"Al", "El", "Bin", "Ibn", "Abu", "Abdul", "Van", "Von", "De", "Del", "Dos", "Le"}


def points_of_words(words: tuple[str, ...], lexicon: Lexicon) -> float:
    """Return the points for what the words of a stretch are."""
    if all(_is_initial(word) for word in words):
        return _NOTHING
    flags = [lexicon.flags(word) for word in words]
    points = sum(
        _penalty(word, flag)
        for before, word, flag in zip(("", *words), words, flags, strict=False)
        if before not in PARTICLES
    )
    if len(words) == 1:
        return points + _points_alone(flags[0])
    if flags[0] & GIVEN:
        points += 1.6 if flags[0] & (PLACE | COMMON | ORGANISATION | TITLE) else 3.0
        points += 1.0 if any(flag & FAMILY for flag in flags[1:]) else 0.0
    elif any(flag & GIVEN and not flag & PLACE for flag in flags[1:]):
        points += 1.5
    if flags[-1] & FAMILY and not flags[-1] & PLACE:
        points += 1.5
    if flags[0] & FAMILY and all(len(word) <= _SYLLABLE or "-" in word for word in words) and len(words) <= 3:
        points += 1.0
    points += 2.0 * any(_is_initial(word) for word in words[:-1])
    points += 1.5 * any(word in _CONNECTORS or word[0].islower() for word in words)
    points += 0.5 * ("-" in words[-1] and words[-1].rpartition("-")[2].islower())
    return points - 1.0 * max(0, len(words) - 4)


def _points_alone(flag: int) -> float:
    """Return the points for a stretch of one word."""
    points = 0.6 if flag & GIVEN else 0.0
    points += 1.0 if flag & FAMILY else 0.0
    return points - 0.5


def _penalty(word: str, flag: int) -> float:
    """Return the points a single word takes away."""
    points = 0.0
    if flag & PLACE:
        points -= 0.8 if flag & NAME else 2.5
    if flag & ORGANISATION and not flag & NAME:
        points -= 2.0
    if flag & COMMON and not flag & NAME:
        points -= 1.5
    if len(word) > 1 and word.isupper() and not flag & NAME and not _is_initial(word) and len(word) < 6:
        points -= 2.5
    if any(letter.isdigit() for letter in word):
        points -= 4.0
    return points


def _is_initial(word: str) -> bool:
    return (len(word) == 1 and word.isupper()) or word.endswith(".")


def points_of_place(tokens: list[Token], stretch: Stretch, lexicon: Lexicon) -> float:
    """Return the points for where a stretch stands."""
    if stretch.is_followed:
        return -3.0
    points = 3.5 if stretch.honorific else 0.0
    points += _points_before(tokens, stretch, lexicon) + _points_after(tokens, stretch, lexicon)
    if stretch.is_preceded and stretch.first == stretch.last and not stretch.honorific:
        return points - 3.0
    return points - 1.0 * stretch.is_preceded


def _points_before(tokens: list[Token], stretch: Stretch, lexicon: Lexicon) -> float:
    """Return the points for the title and the words before a stretch."""
    for index in range(stretch.title_first, stretch.first):
        if lexicon.flags(tokens[index].text) & TITLE and not stretch.honorific:
            return 3.0
    before = tokens[stretch.title_first - 1] if stretch.title_first else None
    if before is None or before.sentence != tokens[stretch.first].sentence:
        return 0.0
    word = before.text.lower()
    flags = lexicon.flags(word) if before.is_word else 0
    if word in ("the", "a", "an", "this", "that"):
        return -2.5 if not stretch.honorific else 0.0
    if word in _INTO_PLACES:
        return -1.0 if word not in ("to", "from") else -0.3
    if before.text == word and flags & TITLE and not before.is_possessive:
        return 2.5
    if flags & SAYING:
        return 1.2
    return 0.7 if word in _INTRODUCERS else 0.0


def _points_after(tokens: list[Token], stretch: Stretch, lexicon: Lexicon) -> float:
    """Return the points for the words after a stretch."""
    if tokens[stretch.last].is_possessive:
        return 0.0
    after = tokens[stretch.last + 1 : stretch.last + 5]
    if not after or after[0].sentence != tokens[stretch.last].sentence:
        return 0.0
    word = after[0].text.lower()
    if after[0].is_word:
        flags = lexicon.flags(word)
        if flags & SAYING:
            return 1.5
        return 1.0 if word in _HUMAN_VERBS or flags & REPORTING else 0.0
    if word == "," and len(after) > 2:
        if _is_age(after[1].text) and not after[2].is_word:
            return 3.5
        return _points_of_apposition(after, lexicon)
    if (
        word == "("
        and len(after) > 2
        and ((_is_age(after[1].text) and after[2].text == ")") or after[1].text in ("D", "R"))
    ):
        return 2.5
    return 0.0


def _points_of_apposition(after: list[Token], lexicon: Lexicon) -> float:
    """Return the points for what follows a comma: "who", "a lawyer", "the coach", "president of"."""
    if after[1].text in ("who", "whose"):
        return 2.5
    ahead = after[2:] if after[1].text in ("a", "an", "the", "his", "her", "its", "their") else after[1:]
    if any(token.is_word and token.text.islower() and lexicon.flags(token.text) & TITLE for token in ahead):
        return 1.5
    return 1.2 if after[1].text[0].isupper() and lexicon.flags(after[1].text) & (TITLE | MODIFIER) else 0.0


def _is_age(word: str) -> bool:
    return word.isdigit() and len(word) == 2
