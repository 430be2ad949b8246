"""Every number on the screens of people and quotes is that of what it leads to."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from tests.ui.frame.newsdesk import NOW, Story, open_archive, stock

from tuinews.model.annotations import QuoteKind
from tuinews.model.people import Appearance, Card, PeopleSort, PersonRow
from tuinews.model.source_mix import Mix, QuoteSource
from tuinews.newsroom import Newsroom, complete, follow, identify, index_people, look_up, quotes, source_mix, verify
from tuinews.newsroom.look_up import Only
from tuinews.ui import person_rows
from tuinews.ui.person_rows import Row, Tab


def ago(days: int) -> datetime:
    return NOW - timedelta(days=days)


_HADDAD = "“The bridge is tired, not dangerous, and it closes in May,” said Amina Haddad, the city engineer."
FEEDS = {
    "Courier": [
        Story("Bridge costs rise", f"{_HADDAD} Haddad said the tram would wait. Mr Penrose asked. Hugh Penrose left."),
        Story("Bridge closes", f"{_HADDAD} “Not one day longer,” Haddad added. Piet van der Berg listened in Utrecht."),
        Story("Trams return", "“Trams are back,” said Grace Oyelaran. The ministry said “it is so”, a source said."),
    ],
    "Herald": [
        Story(
            "The bridge",
            f"{_HADDAD} Piet van der Berg, the mayor, agreed. “Yes,” van der Berg said.",
            published=ago(9),
        ),
        Story(
            "Old news",
            "Amina Haddad, a student, met Hugh Penrose. “We shall see,” Amina Haddad said.",
            published=ago(40),
        ),
        Story(
            "Older news",
            "“We shall see,” Amina Haddad said. Amina Haddad said the river had risen.",
            published=ago(200),
        ),
    ],
}


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    opened = open_archive(tmp_path_factory.mktemp("people"))
    for feed, stories in FEEDS.items():
        stock(opened, feed, stories)
    asyncio.run(_fill(opened))
    yield opened
    opened.close()


async def _fill(newsroom: Newsroom) -> None:
    async for _ in complete.complete(newsroom, tuple(range(1, 8))):
        pass
    await index_people.roll(newsroom)
    row = (await look_up.called(newsroom, "Amina Haddad"))[0]
    other = (await look_up.called(newsroom, "Grace Oyelaran"))[0]
    await identify.merge(newsroom, other.id, row.id)
    await follow.follow(newsroom, row.id)


def people(newsroom: Newsroom, query: str = "") -> tuple[PersonRow, ...]:
    return asyncio.run(look_up.find_people(newsroom, query, PeopleSort.MENTIONS)).rows


def articles(newsroom: Newsroom, person_id: int, only: Only | None = None) -> tuple[Appearance, ...]:
    return asyncio.run(look_up.appearances(newsroom, person_id, 100, only=only))[0]


def summed(seen: tuple[Appearance, ...]) -> tuple[int, int, int]:
    return len(seen), sum(one.mentions for one in seen), sum(one.quotes for one in seen)


def number_of(words: str) -> int:
    return int(words.split()[0].replace(",", ""))


def test_the_numbers_of_a_person_are_those_of_their_articles_statements_and_quotes(newsroom: Newsroom) -> None:
    assert len(people(newsroom)) > 3
    for row in people(newsroom):
        said, _ = asyncio.run(look_up.statements(newsroom, row.id, 100))

        assert summed(articles(newsroom, row.id)) == (row.articles, row.mentions, row.quotes), row.name
        assert len(said) == row.quotes
        assert asyncio.run(quotes.count_as_typed(newsroom, f"who:{row.id}")) == row.quotes


def test_numbers_counted_over_a_query_are_those_of_its_articles_alone(newsroom: Newsroom) -> None:
    for query in ("since:14d", "feed:Herald", "has:quotes -bridge"):
        for row in people(newsroom, query):
            said, _ = asyncio.run(look_up.statements(newsroom, row.id, 100, query=query))
            only, week = Only(query=query), card_of(newsroom, row.id).week_at

            assert summed(articles(newsroom, row.id, only)) == (row.articles, row.mentions, row.quotes), row.name
            assert len(said) == row.quotes
            assert summed(articles(newsroom, row.id, only._replace(since=week)))[1] == row.recent
            assert not row.weeks


def card_of(newsroom: Newsroom, person_id: int) -> Card:
    found = asyncio.run(look_up.card(newsroom, person_id))
    assert found is not None
    return found


def test_every_row_of_a_card_leads_to_what_it_counts(newsroom: Newsroom) -> None:
    followed = 0

    for row in people(newsroom):
        card = card_of(newsroom, row.id)
        rows: list[Row] = [*person_rows.card_rows(card, ()), *person_rows.role_rows(card)]
        rows += [*person_rows.company_rows(card), *person_rows.name_rows(card), *person_rows.outlet_rows(card)]
        for one in rows:
            if one.goal is None:
                continue
            assert one.goal.only is not None or one.goal.person_id or one.goal.tab is Tab.ARTICLES
            only = Only(other_id=one.goal.person_id) if one.goal.person_id else one.goal.only
            led = summed(articles(newsroom, row.id, only))
            words = one.tail if one.head.startswith("Seen ") else one.remark
            if "article" in words:
                assert led[0] == number_of(words), (row.name, one)
            else:
                assert led[1] == number_of(words), (row.name, one)
            if one.tail.endswith((" quote", " quotes")):
                assert led[2] == (0 if one.tail == "no quotes" else number_of(one.tail)), (row.name, one)
            followed += 1

    assert followed > 30


def test_an_article_unfolds_into_as_many_mentions_and_quotes_as_it_says(newsroom: Newsroom) -> None:
    kinds = set[QuoteKind | None]()

    for row in people(newsroom):
        for seen in articles(newsroom, row.id):
            found = asyncio.run(look_up.mentioned(newsroom, row.id, seen.article_id))

            assert sum(one.mentions for one in found) == seen.mentions, (row.name, seen.title)
            assert sum(one.kind is QuoteKind.SPEECH for one in found) == seen.quotes, (row.name, seen.title)
            kinds |= {one.kind for one in found}

    assert kinds == {None, QuoteKind.SPEECH, QuoteKind.INDIRECT}


def test_every_number_of_the_source_mix_is_that_of_the_quotes_it_leads_to(newsroom: Newsroom) -> None:
    whole = asyncio.run(source_mix.source_mix(newsroom))
    assert len(whole.feeds) == 2
    one = asyncio.run(source_mix.source_mix(newsroom, 365, whole.feeds[0].feed_id))
    bars: list[Mix] = [whole.whole, *whole.feeds, *whole.months, one.whole, *one.months, *one.speakers]

    for bar in bars:
        assert asyncio.run(quotes.count_as_typed(newsroom, bar.query)) == bar.quotes > 0
        for source in QuoteSource:
            query = source_mix.only(bar.query, source)
            assert asyncio.run(quotes.count_as_typed(newsroom, query)) == bar.counts[source]


def test_quotes_of_the_same_words_stand_in_as_many_places_as_is_said(newsroom: Newsroom) -> None:
    found = asyncio.run(quotes.page(newsroom, "")).found
    copies = [one for one in found if one.copies > 1 and not one.is_stock]

    assert len(copies) == 3
    for one in copies:
        same = asyncio.run(verify.same_words(newsroom, one.key.id))
        assert same is not None
        assert len(same.same) == one.copies
