"""Coverage compares what articles say as the reader corrected it."""

from __future__ import annotations

from tests.unit.newsroom.corrected import STORY, person_of, quote_of, shown, stock

from tuinews.newsroom import Newsroom, correct
from tuinews.store import stories


async def test_a_person_and_a_quote_that_were_corrected_are_not_compared(newsroom: Newsroom) -> None:
    article_id = await stock(newsroom, STORY)
    reading, found, text = await shown(newsroom, article_id)
    before = newsroom.database.read(stories.facts_of, article_id)
    assert "Ana Petrović" in before.people

    await correct.not_person(newsroom, reading, person_of(found, "Ana Petrović"))
    await correct.not_speech(newsroom, reading, quote_of(found, text, "I have read"))

    after = newsroom.database.read(stories.facts_of, article_id)
    assert "Ana Petrović" not in after.people
    assert len(after.quotes) == len(before.quotes) - 1
