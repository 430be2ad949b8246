"""What an article is about, in the words it writes with a capital: places, bodies, events; the people left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from tuinews.identity.names import fold

MOST = 14
_WORD = re.compile(r"(?P<before>[^\s“\"‘'(\[]\s+|[^\s]-)?(?P<word>\b[A-ZÀ-ÖØ-Þ][\w’'-]*\w)")
_ENDS = frozenset('.!?:…”"')
_EMPTY_WORDS = """
i the a an mr mrs ms dr monday tuesday wednesday thursday friday saturday sunday january february march april
may june july august september october november december he she it we they but and in on at president minister
government new news this that there all also not no yes united national south north east west southern
northern eastern western central american americans america us usa state states world international white
european prime ministry department secretary ambassador university federal deputy foreign i’m i’ve i'm i've
it’s we’re sept oct nov dec jan feb aug tv twitter facebook city republic party house council committee
association union general public former first second mr. street what when how why who if so then now here you
they’re don’t dr. st las los la el de san
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())
COMMON, RARE = 0.05, 0.015
"""A word in a larger part of all articles says nothing; one in a smaller part than the second says twice as much."""
_RARE_ANYWAY = 3


def weight_of(articles: int, of: int) -> int:
    """Return how much it says that two articles share a word that stands in so many of all."""
    if articles <= max(_RARE_ANYWAY, RARE * of):
        return 2
    return int(articles <= COMMON * of)


def topics_of(text: str, mentions: Iterable[tuple[int, int]]) -> frozenset[str]:
    """Return the words with a capital that stand inside sentences, the most frequent, without the people's names."""
    taken = sorted(mentions)
    names = {fold(word) for start, end in taken for word in text[start:end].split()}
    counted: Counter[str] = Counter()
    for match in _WORD.finditer(text):
        before = match["before"]
        if before is None or before[0] in _ENDS:
            continue  # at the beginning of a sentence every word has a capital
        word = fold(match["word"]).removesuffix("’s").removesuffix("'s")
        if len(word) > 1 and word not in _EMPTY and word not in names:
            counted[word] += 1
    return frozenset(word for word, _ in counted.most_common(MOST))
