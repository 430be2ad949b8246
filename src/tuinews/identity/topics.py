"""What an article is about, in the words it writes with a capital: places, bodies, events; the people left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from tuinews.identity.names import fold

MOST = 14
_WORD = re.compile(r"(?P<before>[^\s“\"‘'(\[]\s+|[^\s]-)?(?P<word>\b[A-ZÀ-ÖØ-Þ][\w’'-]*\w)")
_ENDS = frozenset(".!?:…”\"")
_EMPTY = frozenset(
    "i the a an mr mrs ms dr monday tuesday wednesday thursday friday saturday sunday january february march april may "
    "june july august september october november december he she it we they but and in on at president minister "
    "government new news this that there all also not no yes mr".split()
)


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
