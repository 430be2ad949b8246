"""Articles put together from the paragraphs of real ones, with their people and quotes, for archives of any size.

The corpora are read by path and stay outside. Each text is annotated once; an article is then made of paragraphs of
a few texts, and its annotation of theirs, which costs next to nothing.
"""

from __future__ import annotations

import html
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tuinews.annotator import VERSION, annotate
from tuinews.model.annotations import Annotation, Mention, Person, Quote, Speaker
from tuinews.model.bodies import Block, BlockKind, Body

FILES = ("people/worldwide-train.jsonl", "quotes/train.jsonl", "people/worldwide-dev.jsonl", "quotes/dev.jsonl")


class Paragraph(NamedTuple):
    """A paragraph with who is named and quoted in it; offsets count from its beginning."""

    text: str
    mentions: tuple[tuple[int, int, Person], ...]
    quotes: tuple[Quote, ...]


class Made(NamedTuple):
    """An article put together."""

    title: str
    author: str
    html: str
    body: Body
    annotation: Annotation


class Corpus:
    """The paragraphs of some texts, by text."""

    def __init__(self, folder: Path, texts: int, chance: random.Random) -> None:
        self._chance = chance
        every = [text for name in FILES for text in _texts(folder / name)]
        chance.shuffle(every)
        self._stories = [story for text in every[:texts] if len(story := tuple(_paragraphs(text))) > 3]
        self._titles = [
            title
            for story in self._stories
            for paragraph in story
            for sentence in re.split(r"(?<=[.!?]) ", paragraph.text)
            if len(title := sentence.strip(" “”\"'")) > 40
        ]
        self._authors = sorted({person.name for story in self._stories for p in story for _, _, person in p.mentions})

    def article(self) -> Made:
        """Return an article that is like no other."""
        chance = self._chance
        stories = chance.sample(self._stories, 3)
        picked = [p for story in stories for p in chance.sample(story, min(len(story), chance.randint(2, 6)))]
        chance.shuffle(picked)
        text, blocks, people, mentions, quotes = "", [], dict[str, int](), [], []
        persons = list[Person]()
        for paragraph in picked:
            at = len(text)
            blocks.append(Block(BlockKind.PARAGRAPH, at, at + len(paragraph.text)))
            for start, end, person in paragraph.mentions:
                if person.name not in people:
                    people[person.name] = len(persons)
                    persons.append(person)
                mentions.append(Mention(at + start, at + end, people[person.name]))
            quotes += [_moved(quote, at, people) for quote in paragraph.quotes]
            text += paragraph.text + "\n\n"
        words = chance.choice(self._titles).split()
        return Made(
            title=" ".join(words[: chance.randint(6, 12)]),
            author=chance.choice(self._authors[:400]),
            html="".join(f"<p>{html.escape(paragraph.text, quote=False)}</p>" for paragraph in picked),
            body=Body(text.rstrip("\n"), tuple(blocks), "en"),
            annotation=Annotation(VERSION, tuple(persons), tuple(mentions), tuple(quotes)),
        )


def _texts(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8") as lines:
        for row in lines:
            yield json.loads(row)["text"]


def _paragraphs(text: str) -> Iterator[Paragraph]:
    found = annotate(text, "en")
    for match in re.finditer(r"[^\n]+", text):
        start, end = match.span()
        if end - start < 60:
            continue
        yield Paragraph(
            match[0],
            tuple(
                (mention.start - start, mention.end - start, found.people[mention.person])
                for mention in found.mentions
                if start <= mention.start and mention.end <= end
            ),
            tuple(_moved(quote, -start, None) for quote in found.quotes if start <= quote.start and quote.end <= end),
        )


def _moved(quote: Quote, by: int, people: dict[str, int] | None) -> Quote:
    speaker = quote.speaker
    if speaker is not None:
        person = people.get(speaker.name) if people is not None else None
        speaker = Speaker(speaker.name, speaker.type, speaker.how, speaker.certainty, person)
    return quote._replace(start=quote.start + by, end=quote.end + by, speaker=speaker)
