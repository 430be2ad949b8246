"""Measure how well people are resolved across articles: precision and recall of merges over labelled pairs.

usage: python -m tests.benchmarks.resolution CORPORA [--errors]

`resolution.tsv` holds pairs of mentions of two articles of CORPORA/people/worldwide-dev.jsonl and quotes/dev.jsonl, as
article, start and end, with whether they are the same person; none of the text. The real pairs are all whose full names
can be one person's, at most six of each person with the name written in two ways and eight with it written in one. They
are labelled as one person's by that, unless it is known otherwise; the articles of some twenty-five names were read for
it. All of one name are taken for one person but the two Presidents Bush. Rules and bounds were chosen with these pairs
in view, so what is measured here flatters.

Namesakes are so rare in these articles that more are made: sixty pairs of people of different publishers' articles,
drawn at random among those who are named in one article only, with a first and a last name and with a role; in the
second article the person is given the first one's name, in every form, while role, company and topics stay their own.
Sixty more pairs are `made_bare`: no article prints a role, so that there is next to nothing to tell them apart by; they
are reported by themselves. Each kind is indexed apart from the others.

Every article is a feed's of its publisher's; they are annotated and indexed in a random order from one seed, through
the functions a refresh uses.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.archive import NEWEST
from tuinews.annotator import annotate
from tuinews.model.annotations import Annotation, Person
from tuinews.model.bodies import Body
from tuinews.model.entries import Entry
from tuinews.model.subscriptions import Subscription
from tuinews.newsroom.prepare import make_draft
from tuinews.store import annotated, bodies, feeds, saving
from tuinews.store.database import Database, open_database

FILES = ("people/worldwide-dev.jsonl", "quotes/dev.jsonl")
_SPAN = timedelta(days=60)


class Place(NamedTuple):
    """A mention."""

    article: str
    start: int
    end: int


class Pair(NamedTuple):
    """Two mentions, and whether they are one person's."""

    one: Place
    other: Place
    is_same: bool
    kind: str


class Score(NamedTuple):
    """How many pairs were made one, and should have been."""

    right: int
    wrong: int
    missed: int
    kept_apart: int
    not_found: int

    def sentence(self) -> str:
        """Return the figures in words."""
        made, wanted = self.right + self.wrong, self.right + self.missed
        precision = self.right / made if made else 1.0
        recall = self.right / wanted if wanted else 1.0
        return (
            f"precision {precision:.3f} ({self.right} of {made} merges), recall {recall:.3f} ({wanted} wanted), "
            f"{self.kept_apart} rightly apart, {self.not_found} not found by the annotator"
        )


def read_pairs() -> list[Pair]:
    """Return the labelled pairs."""
    rows = Path(__file__).with_name("resolution.tsv").read_text(encoding="utf-8").splitlines()[1:]
    found = []
    for row in rows:
        one, start, end, other, other_start, other_end, label, kind = row.split("\t")
        found.append(
            Pair(
                Place(one, int(start), int(end)),
                Place(other, int(other_start), int(other_end)),
                label == "same",
                kind,
            )
        )
    return found


def annotations(corpora: Path) -> dict[str, tuple[str, Annotation]]:
    """Return every article's text with its people."""
    lines = (line for name in FILES for line in (corpora / name).open(encoding="utf-8"))
    rows = map(json.loads, lines)
    return {row["id"]: (row["text"], annotate(row["text"], "en")) for row in rows}


def person_at(annotation: Annotation, place: Place) -> Person | None:
    """Return whom a mention names."""
    for mention in annotation.mentions:
        if mention.start < place.end and place.start < mention.end:
            return annotation.people[mention.person]
    return None


def renamed(annotation: Annotation, place: Place, name: str) -> Annotation:
    """Return the annotation with the person of a mention given another name of a first and a last word."""
    person = person_at(annotation, place)
    assert person is not None
    last = name.split()[-1]
    forms = tuple(dict.fromkeys(name if " " in alias else last for alias in person.aliases))
    people = tuple(
        Person(name, tuple(form for form in forms if form != name), one.role) if one is person else one
        for one in annotation.people
    )
    quotes = tuple(
        quote._replace(speaker=quote.speaker._replace(name=name))
        if quote.speaker and quote.speaker.name == person.name
        else quote
        for quote in annotation.quotes
    )
    return annotation._replace(people=people, quotes=quotes)


def index_all(home: Path, articles: dict[str, tuple[str, Annotation]]) -> tuple[Database, dict[str, int]]:
    """Put the articles into an archive of its own, in a random order; return it and their ids in it."""
    database = open_database(home / "tuinews.db")
    order = sorted(articles)
    random.Random(7).shuffle(order)
    ids: dict[str, int] = {}
    for number, key in enumerate(order):
        text, annotation = articles[key]
        published = NEWEST - _SPAN + number * (_SPAN / len(order))

        def save(connection, key=key, text=text, annotation=annotation, published=published):  # type: ignore[no-untyped-def]
            feed, _ = feeds.add(connection, Subscription(f"http://127.0.1.1/{key.split('_')[0]}"), NEWEST)
            entry = Entry(guid=key, title=key, published=published, content_html="<p>.</p>")
            added, _ = saving.save_drafts(connection, feed.id, (make_draft(entry, ""),), published)
            digest = bodies.save(connection, added[0], Body(text, ()))
            annotated.save(connection, added[0], annotation, digest, published)
            return added[0]

        ids[key] = database.write(save)
    return database, ids


def who(database: Database, ids: dict[str, int], place: Place, name: str) -> int | None:
    """Return which person of the archive a mention's was resolved to."""
    row = database.read(
        lambda connection: connection.execute(
            "SELECT person_id FROM appearances a JOIN names n ON n.id = a.name_id WHERE article_id = ? AND name = ?",
            (ids[place.article], name),
        ).fetchone()
    )
    return None if row is None else row[0]


def judge(
    articles: dict[str, tuple[str, Annotation]], pairs: Sequence[Pair], home: Path, *, shows_errors: bool
) -> Score:
    """Index the articles and count what became of the pairs."""
    database, ids = index_all(home, articles)
    counts = {"right": 0, "wrong": 0, "missed": 0, "kept_apart": 0, "not_found": 0}
    for pair in pairs:
        people = [person_at(articles[place.article][1], place) for place in (pair.one, pair.other)]
        if people[0] is None or people[1] is None:
            counts["not_found"] += 1
            continue
        found = [
            who(database, ids, place, person.name)
            for place, person in zip((pair.one, pair.other), people, strict=True)
            if person
        ]
        is_one = found[0] is not None and found[0] == found[1]
        what = ("right" if pair.is_same else "wrong") if is_one else ("missed" if pair.is_same else "kept_apart")
        counts[what] += 1
        if shows_errors and what in {"wrong", "missed"}:
            print(what, *(f"{p.name} ({p.role})" for p in people if p), pair.one.article, pair.other.article, sep=" | ")
    database.close()
    return Score(**counts)


def with_namesakes(
    articles: dict[str, tuple[str, Annotation]], pairs: Sequence[Pair]
) -> dict[str, tuple[str, Annotation]]:
    """Return the articles with the second of each made pair called as the first."""
    changed = dict(articles)
    for pair in pairs:
        first = person_at(articles[pair.one.article][1], pair.one)
        text, annotation = changed[pair.other.article]
        if first is not None and person_at(annotation, pair.other) is not None:
            changed[pair.other.article] = (text, renamed(annotation, pair.other, first.name))
    return changed


def scores(corpora: Path, *, shows_errors: bool = False) -> Iterator[tuple[str, Score]]:
    """Yield the score of each kind of pairs, and of the real ones and those made with roles together."""
    articles, pairs = annotations(corpora), read_pairs()
    found: dict[str, Score] = {}
    with tempfile.TemporaryDirectory() as folder:
        for kind in ("real", "made", "made_bare"):
            some = [pair for pair in pairs if pair.kind == kind]
            texts = articles if kind == "real" else with_namesakes(articles, some)
            found[kind] = judge(texts, some, Path(folder) / kind, shows_errors=shows_errors)
            yield f"{len(some)} {kind} pairs", found[kind]
    yield "real and made", Score(*(a + b for a, b in zip(found["real"], found["made"], strict=True)))


def main() -> None:
    """Print the scores."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path, help="the folder with the people and quotes corpora")
    parser.add_argument("--errors", action="store_true", help="name the pairs that went wrong")
    options = parser.parse_args()
    for name, score in scores(options.corpora, shows_errors=options.errors):
        print(f"{name}: {score.sentence()}")


if __name__ == "__main__":
    main()
