"""What is seen of each candidate for a name: its neighbours, its run of capitals, its line and the whole text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tuinews.annotator.names import load_lexicon
from tuinews.annotator.people.document_words import DocumentWords
from tuinews.annotator.people.name_table import fold
from tuinews.annotator.people.wordbook import Wordbook, WordFacts
from tuinews.annotator.sentences import Token

STARTERS = '"“‘:•*-–—('
"""Marks after which a sentence or a name of its own begins."""
_BEFORE, _BEHIND = "^", "$"
"""What stands for the word before the first and after the last of a line."""
_FEW_WORDS = 8


class Line(NamedTuple):
    """The candidates of one line and what stands between them."""

    candidates: list[int]
    """Token indexes, in order."""
    features: list[list[str]]
    """What is seen of each candidate beside its own word."""
    gaps: list[list[str]]
    """What is seen of the tokens before each candidate, then of those after the last; empty where there are none."""


class Reading:
    """A text while its names are looked for."""

    def __init__(self, tokens: list[Token], is_candidate: list[bool], wordbook: Wordbook) -> None:
        """Look up every candidate."""
        facts = wordbook.facts
        self.tokens = tokens
        self.facts: list[WordFacts | None] = [
            facts(token.text) if marked else None for token, marked in zip(tokens, is_candidate, strict=True)
        ]
        self._wordbook = wordbook
        self._small = [token.text.lower() for token in tokens]
        self._document = DocumentWords(tokens, self.facts, load_lexicon())

    def lines(self) -> Iterator[Line]:
        """Yield the lines that have candidates, with what is seen of each."""
        tokens, facts = self.tokens, self.facts
        at = 0
        while at < len(tokens):
            line = tokens[at].line
            candidates = []
            end = at
            while end < len(tokens) and tokens[end].line == line:
                if facts[end] is not None:
                    candidates.append(end)
                end += 1
            if candidates:
                yield self._line(range(at, end), candidates)
            at = end

    def _line(self, line: range, candidates: list[int]) -> Line:
        look = self._look_of_line(line)
        gaps = [
            self._gap(before + 1, at)
            for before, at in zip((line.start - 1, *candidates), (*candidates, line.stop), strict=True)
        ]
        features: list[list[str]] = []
        for first, last in self._runs(candidates):
            for at in range(first, last + 1):
                features.append(self._features(at, (first, last), line, look))
        return Line(candidates, features, gaps)

    def _gap(self, first: int, end: int) -> list[str]:
        """Return what is seen of the tokens between two candidates."""
        if first >= end:
            return []
        small = self._small
        words = " ".join(small[first:end]) if end - first <= 2 else "LONG"
        return [f"gap={words}", f"g1={small[first]}", f"g9={small[end - 1]}", "gap"]

    def _runs(self, candidates: list[int]) -> Iterator[tuple[int, int]]:
        """Yield the first and last token of each run of candidates that nothing parts."""
        tokens = self.tokens
        first = last = candidates[0]
        for at in candidates[1:]:
            before = tokens[last]
            if at > last + 1 or before.is_possessive or before.sentence != tokens[at].sentence:
                yield first, last
                first = at
            last = at
        yield first, last

    def _look_of_line(self, line: range) -> str:
        """Return a code for the length of a line and for how much of it is in capitals."""
        words = [token.text for token in self.tokens[line.start : line.stop] if token.is_word]
        capitals = sum(word[0].isupper() for word in words)
        in_capitals = len(words) > 1 and "".join(words).upper() == "".join(words)
        has_stop = self.tokens[line.stop - 1].text in ".!?"
        look = f"L{_bucket(len(words))}{5 * capitals // max(1, len(words))}"
        return look + "C" * in_capitals + "t" * (len(words) <= _FEW_WORDS and not has_stop)

    def _features(self, at: int, run: tuple[int, int], line: range, look: str) -> list[str]:
        known = self.facts[at]
        assert known is not None
        token = self.tokens[at]
        before = self.tokens[at - 1] if at > line.start else None
        is_first = (
            before is None or before.sentence != token.sentence or (not before.is_word and before.text in STARTERS)
        )
        features = self._seen_beside(at, line, known)
        features += (
            f"ps={token.is_possessive:d}",
            f"fs={is_first:d}",
            f"fsc={is_first:d}{known.kind}",
            look,
            f"{look}{known.kind[:2]}",
            f"ri{at == line.start:d}{look}",
        )
        features += self._seen_of_run(at, run, line, known)
        features += self._seen_after(at, line, look, known)
        features += self._document.features(known.folded, is_first)
        features.append(f"dd={self._document.code(known.folded)}{known.kind[:2]}")
        return features

    def _seen_beside(self, at: int, line: range, known: WordFacts) -> list[str]:
        """Return what is seen of the words beside a candidate."""
        small, kind = self._small, known.kind
        before = small[at - 1] if at > line.start else _BEFORE
        second = small[at - 2] if at - 1 > line.start else _BEFORE
        after = small[at + 1] if at + 1 < line.stop else _BEHIND
        fourth = small[at + 2] if at + 2 < line.stop else _BEHIND
        left = self._kind_of(at - 1, line, before)
        right = self._kind_of(at + 1, line, after)
        return [
            f"p1={before}",
            f"p2={second}",
            f"n1={after}",
            f"n2={fourth}",
            f"p1n1={before}|{after}",
            f"p2p1={second}|{before}",
            f"n1n2={after}|{fourth}",
            f"px={self._letters_of(at - 1, line)}",
            f"nx={self._letters_of(at + 1, line)}",
            f"c={kind}",
            f"pc={left}",
            f"nc={right}",
            f"pcc={left}|{kind}",
            f"cnc={kind}|{right}",
            f"pcn={left}|{kind}|{right}",
            f"p1c={before}|{kind}",
            f"cn1={kind}|{after}",
        ]

    def _kind_of(self, at: int, line: range, word: str) -> str:
        """Return the kind of a neighbour that is a candidate, the mark that another is, or a dash."""
        known = self.facts[at] if line.start <= at < line.stop else None
        if known is not None:
            return known.kind
        return "-" if word[0].isalpha() else f"-{word}"

    def _letters_of(self, at: int, line: range) -> str:
        """Return what the lexicon says of a neighbour that is a candidate."""
        known = self.facts[at] if line.start <= at < line.stop else None
        return "-" if known is None else known.letters

    def _seen_of_run(self, at: int, run: tuple[int, int], line: range, known: WordFacts) -> list[str]:
        """Return what is seen of the run of candidates that one stands in."""
        first, last = run
        small = self._small
        before = small[first - 1] if first > line.start else _BEFORE
        after = small[last + 1] if last + 1 < line.stop else _BEHIND
        if self.tokens[last].is_possessive:
            after = "'s"
        features = [
            f"run={min(last - first + 1, 6)}.{min(at - first, 5)}",
            f"rp{min(at - first, 2)}={before}",
            f"rn{min(last - at, 2)}={after}",
            f"rpn={at > first:d}{before}|{after}",
        ]
        if at > first:
            features.append(f"pw={small[at - 1]}|{known.lowered}")
        if at < last:
            features.append(f"wn={known.lowered}|{small[at + 1]}")
            end = self.facts[last]
            assert end is not None
            features.append(f"dle={self._document.code(end.folded)}")
            features.append(f"hx={end.letters}")
            features.append(f"hc={known.kind[:2]}{end.letters}{'t' if end.is_thing else ''}")
        return features

    def _seen_after(self, at: int, line: range, look: str, known: WordFacts) -> list[str]:
        """Return what is seen of the tokens after a candidate, and of a word in capitals among others that are not."""
        features = []
        text = self.tokens[at].text
        if len(text) > 1 and text.isupper() and "C" not in look:
            features.append("UP")
        after = self._small[at + 1 : min(at + 3, line.stop)]
        if len(after) == 2 and after[0] == "," and after[1].isdigit():
            features.append("age")
        if len(after) == 2 and after[0] == "(":
            features.append(f"par={after[1][:3]}")
        places, most_words = self._wordbook.places_from(known.folded)
        for words in range(2, most_words + 1):
            rest = self.tokens[at + 1 : min(at + words, line.stop)]
            if " ".join([known.folded, *(fold(token.text) for token in rest)]) in places:
                features.append("mwp")
                break
        return features


def _bucket(count: int) -> int:
    return count if count < 4 else 4 if count < 7 else 7 if count < 15 else 15
