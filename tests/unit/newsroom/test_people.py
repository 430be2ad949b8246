"""Saying who is who, following, catching up: undone and done again, across restarts and kills."""

from __future__ import annotations

import asyncio
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.ui.frame.newsdesk import NOW, Story, open_archive, stock

from tuinews.model.people import PeopleSort
from tuinews.newsroom import Newsroom, announce, complete, curate, follow, identify, index_people, look_up, mark
from tuinews.newsroom.expire import Rules
from tuinews.store import people, people_index, retention, smart_folders
from tuinews.store.following import Spoken

STORIES = [
    Story("Bridge costs rise", "“The bridge is tired, not dangerous,” said Amina Haddad, the city engineer."),
    Story("Bridge closes", "“The bridge closes in May,” Amina Haddad said. Piet van der Berg listened in Utrecht."),
    Story("Trams return", "Trams are back, said Grace Oyelaran."),
]


def fill(opened: Newsroom) -> None:
    async def make() -> None:
        async for _ in complete.complete(opened, (1, 2, 3)):
            pass

    asyncio.run(make())


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    opened = open_archive(tmp_path)
    stock(opened, "Courier", STORIES)
    fill(opened)
    yield opened
    opened.close()


def listed(newsroom: Newsroom) -> dict[str, tuple[int, int]]:
    found = asyncio.run(look_up.find_people(newsroom, "", PeopleSort.NAME))
    return {row.name: (row.articles, row.quotes) for row in found.rows}


def person(newsroom: Newsroom, name: str) -> int:
    return asyncio.run(look_up.called(newsroom, name))[0].id


def unread(newsroom: Newsroom) -> dict[str, int]:
    return {folder.name: folder.unread for folder in asyncio.run(curate.every_smart_folder(newsroom))}


def test_people_who_are_merged_are_one_until_that_is_undone(newsroom: Newsroom, tmp_path: Path) -> None:
    before = listed(newsroom)
    one, other = person(newsroom, "Grace Oyelaran"), person(newsroom, "Amina Haddad")

    change = asyncio.run(identify.merge(newsroom, one, other))

    assert change.label == "Grace Oyelaran merged into Amina Haddad"
    assert listed(newsroom)["Amina Haddad"] == (3, 2)
    assert "Grace Oyelaran" not in listed(newsroom)
    newsroom.close()
    opened = open_archive(tmp_path)
    assert asyncio.run(mark.undo(opened)).label == change.label
    assert listed(opened) == before
    asyncio.run(mark.redo(opened))
    assert listed(opened)["Amina Haddad"] == (3, 2)
    opened.close()


def test_a_later_article_by_a_merged_name_is_the_merged_persons(newsroom: Newsroom) -> None:
    asyncio.run(identify.merge(newsroom, person(newsroom, "Grace Oyelaran"), person(newsroom, "Amina Haddad")))
    stock(newsroom, "Courier", [Story("Trams stop", "Trams have stopped, said Grace Oyelaran.")])

    asyncio.run(complete.complete_one(newsroom, 4))

    assert listed(newsroom)["Amina Haddad"][0] == 4
    asyncio.run(mark.undo(newsroom))
    assert listed(newsroom)["Grace Oyelaran"][0] == 2


def test_someone_merged_can_be_told_apart_again(newsroom: Newsroom) -> None:
    before, one = listed(newsroom), person(newsroom, "Grace Oyelaran")
    into = person(newsroom, "Amina Haddad")
    asyncio.run(identify.merge(newsroom, one, into))

    asyncio.run(identify.unmerge(newsroom, into, one))

    assert listed(newsroom) == before
    asyncio.run(mark.undo(newsroom))
    assert listed(newsroom)["Amina Haddad"] == (3, 2)


def test_an_article_about_a_namesake_is_parted_and_put_back(newsroom: Newsroom) -> None:
    one = person(newsroom, "Amina Haddad")

    asyncio.run(identify.part(newsroom, one, [2]))

    found = asyncio.run(look_up.called(newsroom, "Amina Haddad"))
    assert sorted((row.articles, row.quotes) for row in found) == [(1, 1), (1, 1)]
    asyncio.run(mark.undo(newsroom))
    assert [(row.articles, row.quotes) for row in asyncio.run(look_up.called(newsroom, "Amina Haddad"))] == [(2, 2)]
    asyncio.run(mark.redo(newsroom))
    assert len(asyncio.run(look_up.called(newsroom, "Amina Haddad"))) == 2


def test_following_makes_a_smart_folder_over_the_whole_archive(newsroom: Newsroom) -> None:
    one = person(newsroom, "Amina Haddad")

    change = asyncio.run(follow.follow(newsroom, one))

    assert change.label == "Amina Haddad is followed"
    assert unread(newsroom) == {"Amina Haddad": 2}
    card = asyncio.run(look_up.card(newsroom, one))
    assert card is not None
    assert card.unread == (2, 2)
    stock(newsroom, "Courier", [Story("Bridge opens", "Amina Haddad came to Utrecht.")])
    asyncio.run(complete.complete_one(newsroom, 4))
    assert unread(newsroom) == {"Amina Haddad": 3}
    asyncio.run(mark.undo(newsroom))
    assert unread(newsroom) == {}
    asyncio.run(mark.redo(newsroom))
    assert unread(newsroom) == {"Amina Haddad": 3}
    assert asyncio.run(follow.follow(newsroom, one)).label == "Amina Haddad is no longer followed"


def test_removing_the_smart_folder_unfollows(newsroom: Newsroom) -> None:
    one = person(newsroom, "Amina Haddad")
    asyncio.run(follow.follow(newsroom, one))
    folder = newsroom.database.read(smart_folders.every)[0]

    asyncio.run(curate.drop_smart_folder(newsroom, folder.id))

    assert asyncio.run(follow.folder_of(newsroom, one)) is None
    asyncio.run(mark.undo(newsroom))
    assert asyncio.run(follow.folder_of(newsroom, one)) == folder.id


def test_the_news_tells_each_statement_once(newsroom: Newsroom) -> None:
    one = person(newsroom, "Amina Haddad")
    asyncio.run(follow.follow(newsroom, one))
    newsroom.database.write(lambda c: c.execute("UPDATE follows SET seen_at = 0"))

    assert asyncio.run(follow.news(newsroom)).sentence == "2 new statements by Amina Haddad, whom you follow"
    assert asyncio.run(follow.news(newsroom)).sentence == ""


def test_retention_keeps_the_articles_of_those_who_are_followed(newsroom: Newsroom) -> None:
    asyncio.run(follow.follow(newsroom, person(newsroom, "Amina Haddad")))
    newsroom.database.write(lambda c: c.execute("UPDATE articles SET added_at = 0, is_read = 1"))

    plan = newsroom.database.read(retention.plan, Rules(days=10), NOW)

    assert plan.listed == (1,)


def test_people_of_an_older_archive_are_found_in_the_background_and_after_a_kill(newsroom: Newsroom) -> None:
    expected = listed(newsroom)

    def forget(connection: sqlite3.Connection) -> None:
        for table in ("appearances", "people", "person_keys", "article_topics"):
            connection.execute(f"DELETE FROM {table}")
        connection.execute("INSERT INTO people_due (article_id) SELECT article_id FROM annotations")

    newsroom.database.write(forget)
    newsroom.database.write(lambda c: [index_people._index(c, people_index.due(c, 1))])  # as far as it came

    async def catch_up() -> list[index_people.Indexed]:
        return [step async for step in index_people.index_people(newsroom)]

    steps = asyncio.run(catch_up())

    assert steps[-1][:2] == (2, 2)
    assert listed(newsroom) == expected
    assert newsroom.database.read(people_index.due_count) == 0


def test_what_an_older_annotator_found_stays_in_use_until_it_is_read_anew(newsroom: Newsroom) -> None:
    newsroom.database.write(lambda c: c.execute("UPDATE annotations SET annotator_version = 1"))

    old = asyncio.run(_reading(newsroom, 1))

    assert old.annotation is not None
    assert old.annotation.people


async def _reading(newsroom: Newsroom, article_id: int):  # type: ignore[no-untyped-def]
    from tuinews.newsroom import read

    found = await read.load(newsroom, article_id)
    assert found is not None
    assert read.is_incomplete(found)
    return found


def test_every_mention_leads_to_its_sentence(newsroom: Newsroom) -> None:
    one = person(newsroom, "Piet van der Berg")

    (found,) = asyncio.run(look_up.mentioned(newsroom, one, 2))

    assert found.sentence == "Piet van der Berg listened in Utrecht."


def test_the_words_of_a_notification_never_reach_the_command_line(newsroom: Newsroom, tmp_path: Path) -> None:
    out = tmp_path / "told.txt"
    script = "import os,sys; open(sys.argv[1],'w').write(os.environ['TUINEWS_TITLE'] + '|' + sys.stdin.read())"
    config = newsroom.config._replace(follow_command=(sys.executable, "-c", script, str(out)))
    one = person(newsroom, "Amina Haddad")

    told = asyncio.run(
        announce.announce(newsroom._replace(config=config), [Spoken(one, "Amina; rm -rf /", 2, (1, 2), True)])
    )

    assert told == 1
    title, _, words = out.read_text().partition("|")
    assert title == "Amina; rm -rf /: 2 new statements"
    assert "The bridge" in words


def test_nothing_is_run_while_no_command_is_set(newsroom: Newsroom) -> None:
    assert asyncio.run(announce.announce(newsroom, [Spoken(1, "Amina", 1, (1,), True)])) == 0


def test_the_number_of_a_companion_is_that_of_the_articles_it_leads_to(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people, "_COMPANY_OF", 1)
    followed = 0

    for name in ("Amina Haddad", "Piet van der Berg"):
        one = person(newsroom, name)
        card = asyncio.run(look_up.card(newsroom, one))
        assert card is not None
        for companion in card.company:
            seen, _ = asyncio.run(look_up.appearances(newsroom, one, only=look_up.Only(other_id=companion.id)))
            assert len(seen) == companion.articles
            followed += 1

    assert followed
