"""Make the list of how rare words are in news, by which stories are told apart.

usage: python -m tests.benchmarks.story_words CORPORA [--write]

Counted are the articles of three corpora (an agency, outlets of many countries, US politics) in which a word stands;
words that only one of them has at all are left to be rare, for they tell of its own subjects. Words of grammar, and
pieces of shortened ones, count as standing everywhere. Without --write the list is only compared with the shipped one.
"""

from __future__ import annotations

import argparse
import json
import math
import re
from collections import Counter
from collections.abc import Iterable
from importlib import resources
from pathlib import Path

from tuinews.stories.vocabulary import stem

FILES = ("people/conll-train.jsonl", "people/worldwide-train.jsonl", "quotes/train.jsonl")
_STEPS = 6
_ONE_IN = 150
"""A word in fewer articles than one of so many is left out: it is as rare as any."""
_LEAST_IN_A_CORPUS = 4
_GRAMMAR = """aren as at by didn doesn don dr for from he her here his how i in is isn it its ll mr mrs ms of on our re
s said she t that the their they to u ve was wasn we what when where who why with won you your"""
_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?")


def rarities(corpora: Iterable[Iterable[str]]) -> dict[str, int]:
    """Return the step of rarity of each word that is not as rare as any."""
    counts, total = list[Counter[str]](), 0
    for texts in corpora:
        counted = Counter[str]()
        for text in texts:
            total += 1
            counted.update({stem(word) for word in _TOKEN.findall(text)})
        counts.append(counted)
    steps = dict.fromkeys(_GRAMMAR.split(), 0)
    for word, number in sum(counts, Counter[str]()).items():
        is_shared = sum(counted[word] >= _LEAST_IN_A_CORPUS for counted in counts) > 1
        if is_shared and number * _ONE_IN >= total and len(word) > 1 and not word[0].isdecimal():
            steps.setdefault(word, min(_STEPS - 1, round(-math.log(number / total))))
    return steps


def main() -> None:
    """Make the list, and write it or compare it."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0] if __doc__ else "")
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    steps = rarities(_texts(options.corpora / name) for name in FILES)
    shipped = Path(str(resources.files("tuinews.stories").joinpath("words.txt")))
    rows = shipped.read_text("utf-8").splitlines()
    known = {word: step for step, row in enumerate(rows) for word in row.split()}
    same = sum(known.get(word) == step for word, step in steps.items())
    print(f"{len(steps):,} words; the shipped list has {len(known):,}, {same:,} of them at the same step")
    if options.write:
        lines = (" ".join(sorted(word for word, at in steps.items() if at == step)) for step in range(_STEPS))
        shipped.write_text("".join(f"{row}\n" for row in lines), "utf-8")


def _texts(path: Path) -> Iterable[str]:
    with path.open(encoding="utf-8") as rows:
        for row in rows:
            yield json.loads(row)["text"]


if __name__ == "__main__":
    main()
