"""An article cut down to its quotes."""

from datetime import UTC, datetime

from tuinews.model.annotations import Annotation, Certainty, How, Mention, Person, Quote, Speaker, SpeakerType
from tuinews.model.articles import Article, ArticleRow, Reading
from tuinews.model.bodies import Block, BlockKind, Body
from tuinews.newsroom.quotes_only import quotes_only

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def reading(paragraphs: list[str], *said: str) -> Reading:
    text, blocks = "\n".join(paragraphs), list[Block]()
    for paragraph in paragraphs:
        start = blocks[-1].end + 1 if blocks else 0
        blocks.append(Block(BlockKind.PARAGRAPH, start, start + len(paragraph)))
    row = ArticleRow(
        id=1, feed_id=1, feed_title="Courier", title="Bridge", title_is_derived=False, authors=(), published=NOW,
        added=NOW, is_read=False, is_starred=False, is_later=False, snippet="", people=1, quotes=len(said), url="",
    )  # fmt: skip
    speaker = Speaker("Haddad", SpeakerType.PERSON, How.EXPLICIT, Certainty.CERTAIN, person=0)
    annotation = Annotation(
        1,
        (Person("Haddad"),),
        tuple(Mention(at, at + 6, 0) for at in range(len(text)) if text.startswith("Haddad", at)),
        tuple(Quote(text.index(one), text.index(one) + len(one), speaker=speaker) for one in said),
    )
    return Reading(Article(row, "", None, "en", "", Body(text, tuple(blocks)), "sha"), annotation)


def text_of(found: Reading | None) -> str:
    assert found is not None
    assert found.article.body is not None
    return found.article.body.text


def test_each_quote_stands_in_its_sentence() -> None:
    whole = reading(
        ["It rained. “We wait. We see,” Mr. Haddad said. Nobody came.", "Nothing.", "“Yes,” Haddad said."],
        "“We wait. We see,”",
        "“Yes,”",
    )

    assert text_of(quotes_only(whole)) == "“We wait. We see,” Mr. Haddad said.\n“Yes,” Haddad said."


def test_a_quote_that_is_the_whole_sentence_has_the_one_before_it() -> None:
    whole = reading(["It rained. Haddad rose. “We wait.” Nobody came."], "“We wait.”")

    assert text_of(quotes_only(whole)) == "Haddad rose. “We wait.”"


def test_quotes_and_mentions_are_at_their_new_places() -> None:
    whole = reading(["Rain. Haddad slept.", "“No,” Haddad said. More rain. “Yes,” Haddad said."], "“No,”", "“Yes,”")

    short = quotes_only(whole)

    text = text_of(short)
    assert short is not None
    assert short.annotation is not None
    assert [text[quote.start : quote.end] for quote in short.annotation.quotes] == ["“No,”", "“Yes,”"]
    assert [text[mention.start : mention.end] for mention in short.annotation.mentions] == ["Haddad", "Haddad"]


def test_an_article_without_quotes_has_none() -> None:
    assert quotes_only(reading(["It rained."])) is None
