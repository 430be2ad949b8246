"""What a whole text shows of each of its words: how often it stands with a capital, and beside what."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache

from tuinews.annotator.names import HONORIFIC, SAYING, TITLE, Lexicon, word_set
from tuinews.annotator.people.wordbook import WordFacts
from tuinews.annotator.sentences import Token

_STARTERS = '"“‘:•*-–—('

# What the places of a word show, a bit each.
_INSIDE = 1
"""It has a capital elsewhere than at the beginning of a sentence."""
_AFTER_TITLE = 2
_AFTER_GIVEN = 4
_BESIDE_SAYING = 8
_AFTER_INTO = 16
_AFTER_THE = 32
_BEFORE_FAMILY = 64
_BEFORE_AGE = 128
_AFTER_OF = 256
_AFTER_CANDIDATE = 512
_BEFORE_CANDIDATE = 1024
_BEFORE_THING = 2048
_NAMED = (
    ("tt", _AFTER_TITLE),
    ("gv", _AFTER_GIVEN),
    ("pr", _AFTER_INTO),
    ("the", _AFTER_THE),
    ("sy", _BESIDE_SAYING),
    ("ls", _BEFORE_FAMILY),
    ("age", _BEFORE_AGE),
    ("of", _AFTER_OF),
    ("pc", _AFTER_CANDIDATE),
    ("nc", _BEFORE_CANDIDATE),
    ("no", _BEFORE_THING),
)
_AFTER_WORD = {"the": _AFTER_THE, "of": _AFTER_OF, **dict.fromkeys(word_set("into-places"), _AFTER_INTO)}
_STRONGEST = (_AFTER_TITLE, _AFTER_GIVEN, _BESIDE_SAYING, _AFTER_INTO, _AFTER_THE)


class DocumentWords:
    """The words of a text with what their places show."""

    def __init__(self, tokens: list[Token], facts: list[WordFacts | None], lexicon: Lexicon) -> None:
        """Go through a text once.

        Args:
            facts: The facts of each candidate; nothing for the tokens that are none.
        """
        self._tokens = tokens
        self._facts = facts
        self._lexicon = lexicon
        self._small: set[str] = set()
        self._counts: Counter[str] = Counter()
        self._shown: dict[str, int] = defaultdict(int)
        for at, (token, known) in enumerate(zip(tokens, facts, strict=True)):
            if not token.is_word:
                continue
            if known is None:
                self._small.add(token.text.lower())
            else:
                self._counts[known.folded] += 1
                self._shown[known.folded] |= self._before(at) | self._after(at)

    def features(self, folded: str, is_first: bool) -> list[str]:
        """Return what the text shows of a word.

        Args:
            is_first: Whether the place that is asked for is the beginning of a sentence.
        """
        shown = self._shown[folded]
        count = self._counts[folded]
        return [
            f"dc={count if count < 4 else 4 if count < 7 else 7 if count < 15 else 15}",
            f"dl={folded in self._small:d}{shown & _INSIDE}{is_first:d}",
            *_features_of(shown),
        ]

    def code(self, folded: str) -> str:
        """Return the strongest of what the text shows of a word, in a few letters."""
        return _code_of(self._shown[folded])

    def _before(self, at: int) -> int:
        """Return what the token before a word shows."""
        token = self._tokens[at]
        before = self._tokens[at - 1] if at and self._tokens[at - 1].line == token.line else None
        if before is None or not before.is_word:
            starts = before is None or before.sentence != token.sentence or before.text in _STARTERS
            return 0 if starts else _INSIDE
        shown = 0 if before.sentence != token.sentence else _INSIDE
        known = self._facts[at - 1]
        flags = self._lexicon.flags(before.text)
        shown |= _AFTER_TITLE if flags & (HONORIFIC | TITLE) else 0
        shown |= _AFTER_WORD.get(before.text.lower(), 0)
        if known is None:
            return shown | (_BESIDE_SAYING if flags & SAYING else 0)
        return shown | _AFTER_CANDIDATE | (_AFTER_GIVEN if known.given > 1 else 0)

    def _after(self, at: int) -> int:
        """Return what the tokens after a word show."""
        ahead = self._tokens[at + 1 : at + 3]
        if not ahead or ahead[0].line != self._tokens[at].line:
            return 0
        if not ahead[0].is_word:
            is_age = ahead[0].text == "," and len(ahead) > 1 and ahead[1].text.isdigit() and len(ahead[1].text) == 2
            return _BEFORE_AGE if is_age else 0
        known = self._facts[at + 1]
        if known is None:
            return _BESIDE_SAYING if self._lexicon.flags(ahead[0].text) & SAYING else 0
        shown = _BEFORE_CANDIDATE | (_BESIDE_SAYING if known.is_saying else 0)
        shown |= _BEFORE_THING if known.is_thing else 0
        return shown | (_BEFORE_FAMILY if known.family > 1 else 0)


@cache
def _features_of(shown: int) -> tuple[str, ...]:
    return tuple(f"d{name}" for name, bit in _NAMED if shown & bit)


@cache
def _code_of(shown: int) -> str:
    return "".join("1" if shown & bit else "0" for bit in _STRONGEST)
