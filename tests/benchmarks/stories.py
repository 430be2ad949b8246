"""How often what is put together belongs together, and how much of what belongs together is.

usage: python -m tests.benchmarks.stories CORPORA [--snippets]

Eight sets go through the archive as a refresh would store them, each in the order of its days:
- events: PolNeAR's 924 articles of seven outlets on their own days. Pairs were labelled by reading (`stories.tsv`, ids
  only). Precision is strict: any pair put together that is not labelled the same event is wrong, unless it is labelled
  as going either way; so are pairs nobody has read.
- wire: ten days of one agency's dispatches (CoNLL-2003), as if each came from another outlet: full of updates of one
  event, and of results, standings, digests and forecasts that come again each day. Labelled by reading
  (`stories_wire.tsv`, ids only), and as strict. The last four days were kept from the first tuning.
- wire, one outlet: the same as the feed it is, in which only what is told again in one issue is put together.
- worldwide, apart: the 643 worldwide articles that stand in no labelled pair, as they are. The 36 pairs of them most
  alike were read, and none tells of one event: whatever is put together is wrong.
- worldwide: the 914 articles of newspapers all over the world as they are, each outlet's own, all on one day. The 190
  pairs whose words are most alike (cosine of tf-idf over whole texts, nothing of the mechanism in it) were labelled by
  reading (`stories_worldwide.tsv`, ids only) after the mechanism was done, and nothing was tuned on them. As strict.
- rewrites: worldwide articles, each taken over by a second outlet under another title: cut to a third, put in another
  order, without its lead, or whole. The train part is held out: nothing was tuned on it.
- copies: worldwide articles, each given to a second outlet with another title, some paragraphs fewer and another first
  word; its pairs are right, all others wrong.
- hard negatives: each worldwide article under one template title, and each pair labelled as other events, a day apart.
With --snippets nothing but title and snippet is known, as before an article is read.
"""

from __future__ import annotations

import argparse
import functools
import html
import itertools
import json
import random
import re
import tempfile
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from tuinews.model.annotations import Annotation
from tuinews.model.bodies import Body
from tuinews.model.entries import Entry
from tuinews.model.subscriptions import Subscription
from tuinews.newsroom import prepare
from tuinews.newsroom.prepare import make_draft
from tuinews.store import annotated, bodies, feeds, saving, story_queue
from tuinews.store.database import open_database
from tuinews.store.story_index import Finder

DAY = datetime(2026, 11, 20, 12, tzinfo=UTC)
Pair = frozenset[str]


class Sample(NamedTuple):
    """An article of a set."""

    key: str
    outlet: str
    when: datetime
    title: str
    text: str


def put_together(samples: Sequence[Sample], *, is_read: bool) -> set[Pair]:
    """Return the pairs that stand in one story after all were stored, and read where wanted."""
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(Path(folder) / "tuinews.db")
        keys = dict[int, str]()
        for sample in sorted(samples, key=lambda one: (one.when, one.key)):
            paragraphs = "".join(f"<p>{html.escape(part)}</p>" for part in sample.text.split("\n") if part.strip())
            entry = Entry(guid=sample.key, title=sample.title, published=sample.when, content_html=paragraphs)
            draft = make_draft(entry, "")
            body, annotation = _complete(paragraphs) if is_read else (None, None)

            def store(connection, sample=sample, draft=draft, body=body, annotation=annotation):  # type: ignore[no-untyped-def]
                url = f"http://{sample.outlet}.example/feed"
                feed, _ = feeds.add(connection, Subscription(url), sample.when)
                (article_id,), _ = saving.save_drafts(connection, feed.id, (draft,), sample.when)
                if body is not None:
                    text_sha = bodies.save(connection, article_id, body)
                    annotated.save(connection, article_id, annotation, text_sha, sample.when)
                return article_id

            keys[database.write(store)] = sample.key
        newest, finder = max(sample.when for sample in samples), Finder()
        while not database.write(story_queue.place_next, newest, 200, finder).is_done:
            pass
        rows = database.read(
            lambda c: c.execute("SELECT story_id, article_id FROM story_articles ORDER BY 1").fetchall()
        )
        database.close()
    stories = [[keys[row[1]] for row in rows_] for _, rows_ in itertools.groupby(rows, key=lambda row: row[0])]
    return {frozenset(pair) for story in stories for pair in itertools.combinations(story, 2)}


@functools.cache
def _complete(paragraphs: str) -> tuple[Body, Annotation | None]:
    """Return what is made of a text, once for all sets it is part of."""
    return prepare.complete(paragraphs, "", False, "en")


def events(corpora: Path) -> list[Sample]:
    """Return PolNeAR's articles."""
    found = []
    for row in _rows(corpora, ("quotes/train.jsonl", "quotes/dev.jsonl")):
        match = re.match(r"(.+?)_(\d{4}-\d\d-\d\d)_", row["id"])
        assert match is not None
        title, _, text = row["text"].lstrip("\ufeff \n").partition("\n")
        when = datetime.fromisoformat(match[2]).replace(tzinfo=UTC, hour=12)
        found.append(Sample(row["id"], match[1], when, title, text.strip()))
    return found


def copies(corpora: Path, count: int) -> tuple[list[Sample], set[Pair]]:
    """Return worldwide articles with a near-identical copy each at another outlet, and the right pairs."""
    chance = random.Random(3)
    rows = [row for row in _rows(corpora, ("people/worldwide-train.jsonl",)) if len(row["text"]) > 900]
    found, right = list[Sample](), set[Pair]()
    for number, row in enumerate(chance.sample(rows, count)):
        paragraphs = [part for part in row["text"].split("\n") if part.strip()]
        title = " ".join(paragraphs[0].split()[:9])
        kept = [part for part in paragraphs if len(paragraphs) < 5 or chance.random() > 0.12]
        copy = Sample(f"{row['id']}+", f"wire{number % 9}", DAY + timedelta(minutes=number), title.upper(),
                      "Agencies – " + "\n".join(kept))  # fmt: skip
        found += [Sample(row["id"], f"paper{number % 11}", DAY, title, row["text"]), copy]
        right.add(frozenset((row["id"], copy.key)))
    return found, right


def wire(corpora: Path) -> list[Sample]:
    """Return the dispatches of an agency, each from an outlet of its own, on the day of its dateline."""
    found, day = list[Sample](), "1996-08-22"
    for number, row in enumerate(_rows(corpora, ("people/conll-train.jsonl", "people/conll-testa.jsonl"))):
        title, *rest = row["text"].split("\n")
        at = next((at for at, line in enumerate(rest[:4]) if re.search(r"1996-0[89]-\d\d", line)), -1)
        dated = re.search(r"1996-0[89]-\d\d", rest[at]) if at >= 0 else None
        day = dated[0] if dated else day
        when = datetime.fromisoformat(day).replace(tzinfo=UTC, hour=12)
        found.append(Sample(row["id"], f"desk{number % 199}", when, title.strip(), "\n".join(rest[at + 1 :])))
    return found


def worldwide(corpora: Path) -> list[Sample]:
    """Return the worldwide articles, each under its first words, all on one day."""
    rows = _rows(corpora, ("people/worldwide-train.jsonl", "people/worldwide-dev.jsonl"))
    return [
        Sample(row["id"], row["id"].rpartition("_")[0].replace("_", "-"), DAY, " ".join(row["text"].split()[:10]),
               row["text"])
        for row in rows
    ]  # fmt: skip


def one_outlet(samples: Sequence[Sample]) -> list[Sample]:
    """Return articles as they would be of one feed."""
    return [sample._replace(outlet="desk") for sample in samples]


def apart(corpora: Path) -> list[Sample]:
    """Return the worldwide articles of which nothing is labelled."""
    known = frozenset().union(*labels("stories_worldwide"))
    return [sample for sample in worldwide(corpora) if sample.key not in known]


def rewrites(corpora: Path, name: str, count: int) -> tuple[list[Sample], set[Pair]]:
    """Return articles of a part of the corpora, each with what a second outlet made of it, and the right pairs."""
    chance = random.Random(8)
    rows = [row for row in _rows(corpora, (f"people/{name}.jsonl",)) if row["text"].count("\n") > 6]
    found, right = list[Sample](), set[Pair]()
    for number, row in enumerate(chance.sample(rows, min(count, len(rows)))):
        paragraphs = [part for part in row["text"].split("\n") if len(part.split()) > 8] or [row["text"]]
        made = _REWRITES[number % len(_REWRITES)](list(paragraphs), chance)
        other = chance.choice(paragraphs[1:4] or paragraphs)
        sample = Sample(row["id"], f"paper{number % 11}", DAY, " ".join(paragraphs[0].split()[:10]), row["text"])
        copy = Sample(f"{row['id']}+", f"wire{number % 9}", DAY + timedelta(hours=3), " ".join(other.split()[:9]),
                      "\n".join(made))  # fmt: skip
        found += [sample, copy]
        right.add(frozenset((sample.key, copy.key)))
    return found, right


def _cut(paragraphs: list[str], chance: random.Random) -> list[str]:
    return paragraphs[: max(2, len(paragraphs) // 3)]


def _in_another_order(paragraphs: list[str], chance: random.Random) -> list[str]:
    chance.shuffle(paragraphs)
    return paragraphs


def _without_lead(paragraphs: list[str], chance: random.Random) -> list[str]:
    return paragraphs[1:]


def _whole(paragraphs: list[str], chance: random.Random) -> list[str]:
    return paragraphs


_REWRITES = (_cut, _in_another_order, _without_lead, _whole)


def templates(corpora: Path, count: int) -> list[Sample]:
    """Return different articles under the title of a daily section."""
    rows = list(_rows(corpora, ("people/worldwide-dev.jsonl",)))[:count]
    return [Sample(row["id"], f"paper{at}", DAY, "Morning briefing: what you need to know today", row["text"])
            for at, row in enumerate(rows)]  # fmt: skip


def labels(name: str) -> dict[Pair, str]:
    """Return the labelled pairs of a set."""
    lines = Path(__file__).with_name(f"{name}.tsv").read_text("utf-8").splitlines()
    split = [line.split("\t") for line in lines if not line.startswith("#")]
    return {frozenset((first, second)): label for label, first, second in split}


def _same_worldwide() -> list[Pair]:
    return [pair for pair, label in labels("stories_worldwide").items() if label != "other"]


def _rows(corpora: Path, names: Sequence[str]) -> Iterable[dict[str, str]]:
    for name in names:
        with (corpora / name).open(encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0] if __doc__ else "")
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--snippets", action="store_true", help="only title and snippet are known")
    options = parser.parse_args()
    is_read = not options.snippets
    scores = [
        measure("events", events(options.corpora), labels("stories"), is_read=is_read),
        measure("wire", wire(options.corpora), labels("stories_wire"), is_read=is_read),
        measure("wire, one outlet", one_outlet(wire(options.corpora)), labels("stories_wire"), is_read=is_read),
        measure("worldwide, apart", apart(options.corpora), {}, is_read=is_read),
        measure("worldwide", worldwide(options.corpora), labels("stories_worldwide"), is_read=is_read),
    ]
    for name, part in (("rewrites", "worldwide-dev"), ("rewrites, held out", "worldwide-train")):
        samples, right = rewrites(options.corpora, part, 160)
        # Two articles of the corpora may themselves tell of one event, and so may what was made of them.
        told = {frozenset(pair): "either" for one, other in map(tuple, _same_worldwide())
                for pair in itertools.product((one, f"{one}+"), (other, f"{other}+"))}  # fmt: skip
        scores.append(measure(name, samples, told | dict.fromkeys(right, "same"), is_read=is_read))
    samples, right = copies(options.corpora, 150)
    scores.append(measure("copies", samples, dict.fromkeys(right, "same"), is_read=is_read))
    scores.append(measure("hard negatives", templates(options.corpora, 100), {}, is_read=is_read))
    good, made, same = (sum(score[place] for score in scores) for place in range(3))
    print(f"all: precision {good / max(1, made):.3f}, recall {good / same:.3f}")


def measure(name: str, samples: Sequence[Sample], known: dict[Pair, str], *, is_read: bool) -> tuple[int, int, int]:
    """Put a set together and print the score; return how many pairs are right, put together and labelled the same."""
    found = put_together(samples, is_read=is_read)
    same = {pair for pair, label in known.items() if label == "same"}
    counted = {pair for pair in found if known.get(pair) != "either"}
    right = len(counted & same)
    print(
        f"{name}: {right} right of {len(counted)} put together, {len(same)} labelled the same: "
        f"precision {right / max(1, len(counted)):.3f}, recall {right / max(1, len(same)):.3f}"
    )
    for pair in sorted(map(sorted, counted - same)):
        print(f"  wrong ({known.get(frozenset(pair), 'not labelled')}): {' | '.join(pair)}")
    return right, len(counted), len(same)


if __name__ == "__main__":
    main()
