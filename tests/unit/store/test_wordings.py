"""Where the same words stand in the archive, and what a quotation is told."""

import pytest
from tests.unit.store.library import add

from tuinews.model.articles import Whereabouts
from tuinews.model.sayings import Alike, PieceKind, Verdict
from tuinews.store import whereabouts, wordings
from tuinews.store.database import Database

TIRED = "“The bridge is tired, not dangerous, and it will carry us,”"
CUT = '"tired, not dangerous, and it will carry us"'
CHANGED = "“The bridge is tired, not unsafe, and it will carry us,”"


def tell(database: Database, feed: str, words: str, speaker: str = "Amina Haddad", days_ago: float = 1) -> int:
    text = f"Last night {words} {speaker} said. The council listened."
    return add(
        database,
        f"{feed} {words[:20]}",
        text,
        feed=feed,
        people=(speaker,),
        said=((speaker, words),),
        days_ago=days_ago,
    )


def quote_of(database: Database, article_id: int) -> int:
    (quote_id,) = database.read(
        lambda connection: connection.execute("SELECT id FROM quoted WHERE article_id = ?", (article_id,)).fetchone()
    )
    return int(quote_id)


@pytest.fixture
def told(database: Database) -> dict[str, int]:
    return {
        "first": tell(database, "Courier", TIRED, days_ago=9),
        "copy": tell(database, "Herald", TIRED.replace("“", "«").replace(",”", "»"), days_ago=7),
        "cut": tell(database, "Post", CUT, days_ago=5),
        "changed": tell(database, "Echo", CHANGED, days_ago=3),
        "other": tell(database, "Globe", "“Trams will be back in the spring of next year”", "Ben Osei", days_ago=2),
    }


def test_a_quote_is_found_wherever_it_stands_the_earliest_first(database: Database, told: dict[str, int]) -> None:
    same = database.read(wordings.same_words, quote_of(database, told["copy"]))

    assert same is not None
    assert [said.article_id for said in same.same] == [told["first"], told["copy"]]
    assert [(one.said.article_id, one.alike) for one in same.near] == [
        (told["cut"], Alike.PART),
        (told["changed"], Alike.NEAR),
    ]


def test_the_longest_form_is_kept(database: Database, told: dict[str, int]) -> None:
    same = database.read(wordings.same_words, quote_of(database, told["cut"]))

    assert same is not None
    assert same.quote.text in {TIRED, TIRED.replace("“", "«").replace(",”", "»")}


def test_near_quotes_tell_their_words_apart(database: Database, told: dict[str, int]) -> None:
    same = database.read(wordings.same_words, quote_of(database, told["first"]))

    assert same is not None
    changed = next(one for one in same.near if one.alike is Alike.NEAR)
    assert [(piece.kind, piece.text) for piece in changed.pieces if piece.kind is not PieceKind.SHARED] == [
        (PieceKind.MISSING, "dangerous"),
        (PieceKind.ADDED, "unsafe"),
    ]


def test_what_was_deleted_is_no_occurrence(database: Database, told: dict[str, int]) -> None:
    database.write(whereabouts.move, (told["copy"],), Whereabouts.LISTED, Whereabouts.DELETED)

    same = database.read(wordings.same_words, quote_of(database, told["first"]))

    assert same is not None
    assert [said.article_id for said in same.same] == [told["first"]]


def test_a_quote_that_is_gone_has_no_occurrences(database: Database) -> None:
    assert database.read(wordings.same_words, 77) is None


@pytest.mark.parametrize(
    "asked",
    [
        "The bridge is tired, not dangerous",
        "the BRIDGE is tired - not dangerous!",
        "“The bridge is tired … it will carry us”",
        "The bridge is tired, [...] and it will carry [the city]",
    ],
)
def test_a_quotation_is_exact_whatever_its_marks(database: Database, told: dict[str, int], asked: str) -> None:
    known = database.read(wordings.verify, asked)

    assert known.verdict is Verdict.EXACT
    assert known.found[0].said.article_id == told["first"]
    assert known.found[0].said.speaker == "Amina Haddad"


def test_a_changed_quotation_is_partial_and_shows_what_differs(database: Database, told: dict[str, int]) -> None:
    known = database.read(wordings.verify, "The bridge is tired, not perilous, and it will carry us")

    assert known.verdict is Verdict.PARTIAL
    assert known.found[0].said.article_id in told.values()
    differing = [piece.text for piece in known.found[0].pieces if piece.kind is PieceKind.MISSING]
    assert differing == ["perilous"]


def test_what_nobody_said_is_not_in_the_archive(database: Database, told: dict[str, int]) -> None:
    assert database.read(wordings.verify, "I never saw a zeppelin over Harwick").verdict is Verdict.ABSENT
    assert database.read(wordings.verify, "…").verdict is Verdict.ABSENT


def test_words_that_stand_in_a_text_but_in_no_quote_are_told_as_such(database: Database, told: dict[str, int]) -> None:
    known = database.read(wordings.verify, "the council listened")

    assert known.verdict is Verdict.PARTIAL
    assert known.unquoted[0].text == "The council listened"
    assert not known.found


def test_quotes_found_before_there_were_digests_get_theirs(database: Database, told: dict[str, int]) -> None:
    database.write(lambda connection: connection.execute("UPDATE quoted SET digest = NULL"))

    assert database.read(wordings.undigested) == 5
    assert database.write(wordings.fill, 3) == 3
    assert database.write(wordings.fill, 3) == 2
    assert database.write(wordings.fill, 3) == 0
    same = database.read(wordings.same_words, quote_of(database, told["first"]))
    assert same is not None
    assert len(same.same) == 2


def test_articles_that_wait_to_be_looked_through_are_counted(database: Database) -> None:
    add(database, "Not yet read")

    assert database.read(wordings.verify, "anything at all").unread == 1
