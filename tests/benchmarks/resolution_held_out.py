"""Measure how people are resolved in articles that no rule was chosen with: labels by rule, nothing looked at.

usage: python -m tests.benchmarks.resolution_held_out CORPORA [--namesakes 60] [--seed 1] [--errors]

The articles are those of CORPORA/people/worldwide-train.jsonl. Two mentions of the same full name, letter by letter,
are taken for one person's, at most six pairs of a name; where that is not so, a wrong merge goes unseen. Namesakes are
made as in `tests.benchmarks.resolution`, but drawn at random, whether a role is printed or not: they test precision.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from collections import defaultdict
from itertools import combinations
from pathlib import Path

from tests.benchmarks.resolution import Pair, Place, Score, judge, with_namesakes
from tuinews.annotator import annotate
from tuinews.model.annotations import Annotation

_MOST_OF_NAME = 6

Articles = dict[str, tuple[str, Annotation]]


def main() -> None:
    """Print the scores."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--namesakes", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    chance = random.Random(options.seed)
    with (options.corpora / "people" / "worldwide-train.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    articles: Articles = {row["id"]: (row["text"], annotate(row["text"], "en")) for row in rows}
    named = _named(articles)
    real, made = _real(named, chance), _made(named, chance, options.namesakes)
    found: list[Score] = []
    with tempfile.TemporaryDirectory() as folder:
        for name, pairs, texts in (("real", real, articles), ("made", made, with_namesakes(articles, made))):
            found.append(judge(texts, pairs, Path(folder) / name, shows_errors=options.errors))
            print(f"{len(pairs)} {name} pairs: {found[-1].sentence()}")
    print("together:", Score(*(a + b for a, b in zip(*found, strict=True))).sentence())


def _named(articles: Articles) -> dict[str, list[Place]]:
    """Return where each full name is first written in each article."""
    named: defaultdict[str, list[Place]] = defaultdict(list)
    for key, (_, annotation) in articles.items():
        for at, person in enumerate(annotation.people):
            first = next((mention for mention in annotation.mentions if mention.person == at), None)
            if first is not None and len(person.name.split()) > 1:
                named[person.name].append(Place(key, first.start, first.end))
    return named


def _real(named: dict[str, list[Place]], chance: random.Random) -> list[Pair]:
    found = list[Pair]()
    for places in named.values():
        pairs = list(combinations(places, 2))
        chosen = chance.sample(pairs, min(len(pairs), _MOST_OF_NAME))
        found += [Pair(one, other, True, "real") for one, other in chosen]
    return found


def _made(named: dict[str, list[Place]], chance: random.Random, count: int) -> list[Pair]:
    """Return pairs of people of different publishers whom one article each names, for the second to be renamed."""
    once = [places[0] for name, places in sorted(named.items()) if len(places) == 1 and len(name.split()) == 2]
    chance.shuffle(once)
    found, used = list[Pair](), set[str]()
    for one, other in zip(once[::2], once[1::2], strict=False):
        if one.article.split("_")[:2] != other.article.split("_")[:2] and not {one.article, other.article} & used:
            used |= {one.article, other.article}
            found.append(Pair(one, other, False, "made"))
    return found[:count]


if __name__ == "__main__":
    main()
