"""Articles for tests, written block by block."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tuinews.model.annotations import (
    Annotation,
    Certainty,
    How,
    Mention,
    Person,
    Quote,
    QuoteKind,
    Speaker,
    SpeakerType,
)
from tuinews.model.articles import Article, ArticleRow, Reading
from tuinews.model.bodies import Block, BlockKind, Body, Run, RunStyle
from tuinews.model.entries import Enclosure

# Noon where the tests run, so that no time zone turns one day into another.
NOW = datetime(2026, 8, 15, 12).astimezone()

Part = str | tuple[str, RunStyle] | tuple[str, RunStyle, str]


@dataclass
class Manuscript:
    """An article in the making; people and quotes are found by their words."""

    title: str = "The river and the wall"
    text: str = ""
    blocks: list[Block] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)

    def block(self, kind: BlockKind, *parts: Part, **facts: object) -> Manuscript:
        """Add a block of plain and styled stretches."""
        if self.blocks:
            self.text += "\n\n"
        start, runs = len(self.text), []
        for part in parts:
            words, *style = (part,) if isinstance(part, str) else part
            if style:
                runs.append(Run(len(self.text), len(self.text) + len(words), *style))
            self.text += words
        self.blocks.append(Block(kind, start, len(self.text), runs=tuple(runs), **facts))  # type: ignore[arg-type]
        return self

    def paragraph(self, *parts: Part, **facts: object) -> Manuscript:
        """Add a paragraph."""
        return self.block(BlockKind.PARAGRAPH, *parts, **facts)

    def names(self, name: str, *aliases: str, role: str = "") -> Manuscript:
        """Make every place that names a person a mention."""
        index = len(self.people)
        self.people.append(Person(name, aliases, role))
        for words in (name, *aliases):
            at = self.text.find(words)
            while at >= 0:
                taken = any(one.start < at + len(words) and one.end > at for one in self.mentions)
                if not taken:
                    self.mentions.append(Mention(at, at + len(words), index))
                at = self.text.find(words, at + 1)
        return self

    def says(
        self,
        speaker: str,
        words: str,
        certainty: Certainty = Certainty.CERTAIN,
        kind: QuoteKind = QuoteKind.SPEECH,
        speaker_type: SpeakerType = SpeakerType.ORGANISATION,
    ) -> Manuscript:
        """Attribute words of the text to someone, to nobody when `speaker` is empty."""
        start = self.text.index(words)
        told: Speaker | None = None
        if speaker:
            person = next((index for index, one in enumerate(self.people) if one.name == speaker), None)
            of_type = SpeakerType.PERSON if person is not None else speaker_type
            told = Speaker(speaker, of_type, How.EXPLICIT, certainty, person)
        self.quotes.append(Quote(start, start + len(words), kind, told))
        return self

    def body(self, *notices: str) -> Body:
        """Return the text and its blocks."""
        return Body(self.text, tuple(self.blocks), notices=notices)

    def annotation(self) -> Annotation:
        """Return the people and quotes."""
        return Annotation(
            1,
            tuple(self.people),
            tuple(sorted(self.mentions, key=lambda mention: mention.start)),
            tuple(sorted(self.quotes, key=lambda quote: quote.start)),
        )

    def article(self, position: float = 0.0, enclosures: tuple[Enclosure, ...] = (), **facts: object) -> Article:
        """Return the article, with facts of its row that differ."""
        row = {
            "id": 1,
            "feed_id": 1,
            "feed_title": "The Ashford Courier",
            "title": self.title,
            "title_is_derived": False,
            "authors": ("Ruth Moyo",),
            "published": NOW - timedelta(days=6),
            "added": NOW - timedelta(days=5),
            "is_read": False,
            "is_starred": False,
            "is_later": False,
            "snippet": "",
            "people": None,
            "quotes": None,
            "url": "https://courier.example/river",
        }
        return Article(
            row=ArticleRow(**{**row, **facts}),  # type: ignore[arg-type]
            guid="",
            updated=None,
            language="en",
            outlet="",
            body=self.body(),
            text_sha="",
            enclosures=enclosures,
            position=position,
        )

    def reading(self, *, is_annotated: bool = True, **facts: object) -> Reading:
        """Return the article as the reader gets it."""
        return Reading(self.article(**facts), self.annotation() if is_annotated else None)  # type: ignore[arg-type]


def flood() -> Manuscript:
    """Return a story in which two people and a company speak."""
    manuscript = Manuscript("The river that came through the bakery")
    manuscript.paragraph(
        "The river rose four metres in a night. “We lost the piano first, then the floor,” said Ana Petrović, "
        "who runs the bakery on Mill Lane and has done so for thirty years."
    )
    manuscript.paragraph(
        "Mayor Tomasz Lindqvist disputes that a wall was ever promised. “No minute of any meeting records such a "
        "promise,” Lindqvist said. “I have read them all.”"
    )
    manuscript.paragraph("The water company called the wall “not a priority at this time”.")
    manuscript.paragraph("Petrović said the council had promised it in 2019. “And who would know,” asked one resident.")
    manuscript.names("Ana Petrović", "Petrović", role="who runs the bakery")
    manuscript.names("Tomasz Lindqvist", "Lindqvist", role="Mayor")
    manuscript.says("Ana Petrović", "“We lost the piano first, then the floor,”")
    manuscript.says("Tomasz Lindqvist", "“No minute of any meeting records such a promise,”")
    manuscript.says("Tomasz Lindqvist", "“I have read them all.”", Certainty.LIKELY)
    manuscript.says("the water company", "“not a priority at this time”")
    manuscript.says("Ana Petrović", "the council had promised it in 2019", kind=QuoteKind.INDIRECT)
    manuscript.says("", "“And who would know,”")
    return manuscript


def long_story(paragraphs: int) -> Manuscript:
    """Return a story of so many numbered paragraphs of some three lines each."""
    manuscript = Manuscript("A long story")
    words = "The water went down as slowly as it had come, and what it left behind was carried out to the street. "
    for number in range(paragraphs):
        manuscript.paragraph(f"Paragraph {number}. {words}{words}")
    return manuscript
