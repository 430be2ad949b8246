"""The beginning of a word finds what the word will find, whatever stem the indexes have of it, and nothing else."""

import sqlite3
import string

import pytest
from tests.unit.store.library import NOW, TODAY, add, matching

from tuinews.errors import ReadOnlyError
from tuinews.model.found import HIT_BEGINS, HIT_ENDS
from tuinews.query import Text, parse
from tuinews.store import search, search_said
from tuinews.store.beginnings import Beginnings, folded, standing_in, words_of_stem
from tuinews.store.database import Database

LONG = [f"con{one}{two}" for one in string.ascii_lowercase for two in "bcdfghjkmp"]
"""More words with one beginning than are asked for one by one."""


def titles(database: Database, query: str) -> set[str]:
    return {found.row.title for found in database.read(search.find_articles, parse(query), NOW, TODAY, 50)}


def stems(words: list[str], tokenizer: str = "porter unicode61 remove_diacritics 2") -> list[list[str]]:
    """Return what an index makes of words."""
    connection = sqlite3.connect(":memory:")
    connection.execute(f"CREATE VIRTUAL TABLE made USING fts5(word, tokenize='{tokenizer}')")
    connection.execute("CREATE VIRTUAL TABLE terms USING fts5vocab('made', 'instance')")
    connection.executemany("INSERT INTO made (rowid, word) VALUES (?, ?)", enumerate(words))
    found = dict[int, list[str]]()
    for row, term in connection.execute("SELECT doc, term FROM terms ORDER BY doc, offset"):
        found.setdefault(row, []).append(term)
    connection.close()
    return [found.get(row, []) for row in range(len(words))]


@pytest.mark.parametrize(
    "word",
    ["governments", "universities", "relational", "stopped", "happily", "policies", "confusion", "Conyers", "Élysée"],
)
def test_an_article_is_found_from_the_third_letter_of_a_word_to_its_last(database: Database, word: str) -> None:
    add(database, "This one", f"They spoke of {word} again.", said=(("", f"{word} again"),))
    add(database, "Another", "Nothing of that sort.")
    beginnings = [word[:length] for length in range(3, len(word) + 1)]

    lost = [start for start in beginnings if titles(database, f"{start}*") != {"This one"}]
    lost_quotes = [start for start in beginnings if not database.read(search_said.find_quotes, parse(f"{start}*"), 5)]
    missing = [start for start in beginnings if matching(database, f"{start}*") != ["This one"]]

    assert (lost, lost_quotes, missing) == ([], [], [])


def test_a_beginning_that_would_be_shortened_as_a_word_does_not_find_what_begins_with_the_rest(
    database: Database,
) -> None:
    add(database, "Las Vegas", "A text.")
    add(database, "Lagos", "A text.")

    assert titles(database, "las*") == {"Las Vegas"}


def test_a_beginning_is_found_beside_other_words_and_left_out(database: Database) -> None:
    add(database, "Minister resigns", "Of the government.")
    add(database, "Minister stays", "Of the church.")

    assert titles(database, "minister governm*") == {"Minister resigns"}
    assert titles(database, "minister -governm*") == {"Minister stays"}


def test_of_very_many_words_with_one_beginning_the_rarest_is_found(database: Database) -> None:
    add(database, "Rare", " ".join(LONG))
    add(database, "Concord", "A plane.")
    add(database, "None", "A train.")

    assert titles(database, "con*") == {"Rare", "Concord"}
    assert titles(database, "plane OR train -con*") == {"Concord", "None"}
    assert titles(database, "train -con*") == {"None"}


def test_of_very_many_words_those_are_asked_for_that_the_newest_begin_with(database: Database) -> None:
    add(database, "Rare", "x " * 100 + " ".join(LONG))
    add(database, "Concord", "A plane.")

    def asked(connection: sqlite3.Connection) -> tuple[str, bool]:
        beginnings = Beginnings(connection, "search")
        return beginnings.newest("con"), beginnings.leaves_out

    words, leaves_out = database.read(asked)

    assert leaves_out
    assert '"concord"' in words
    assert '"conab"' not in words


def test_who_reads_can_still_not_write(database: Database) -> None:
    add(database, "One", "A text.")
    assert titles(database, "tex*") == {"One"}

    with pytest.raises(ReadOnlyError):
        database.read(lambda connection: connection.execute("DELETE FROM articles"))


def test_a_quote_is_marked_where_a_word_begins_so(database: Database) -> None:
    add(database, "One", "“The governors meet,” Ann said.", said=(("", "“The governors meet,”"),))

    (found,) = database.read(search_said.find_quotes, parse("governo*"), 5)

    assert found.words == f"“The {HIT_BEGINS}governors{HIT_ENDS} meet,”"


def test_what_feeds_copied_from_one_another_is_one_quote(database: Database) -> None:
    for title in ("One", "Two", "Three"):
        add(database, title, "“The bridge is tired,” Ann said.", said=(("", "“The bridge is tired,”"),))

    assert len(database.read(search_said.find_quotes, parse("brid*"), 5)) == 1


def test_every_stem_can_be_asked_for_by_a_word() -> None:
    words = (
        "abovementioned acceleration accidentally accomplice adulteration ambivalence announcing annoyed ary "
        "was atmospheric baseball basketball betrayed bilateral character commissions condition confederation "
        "confidences confusing considered constitutional continental development employed initials "
        "overzealous independient news series Paris Jesus Las Texas wedding king agreed used Yves lying dyed "
        "hopes Andes Niger offering Conyers Zelenskyy toys basic logic ethic plus focus virus census physics "
        "Cyprus falling bull pulled Hormuz"
    )
    found = {stem for (stem,) in stems(words.split())}

    unsayable = [stem for stem in found if [stem] not in stems(list(words_of_stem(stem)))]

    assert unsayable == []


def test_letters_are_folded_as_the_indexes_fold_them_or_not_at_all() -> None:
    every = (letter for letter in map(chr, range(0x80, 0x2C00)) if letter.isalnum())
    letters = [f"x{letter}x" for letter in every if letter not in "Ǡǡ"]  # which SQLite has forgotten
    made = stems(letters, "unicode61 remove_diacritics 2")

    wrong = [(letter, index) for letter, index in zip(letters, made, strict=True) if folded(letter) not in ("", *index)]

    assert wrong == []
    assert (folded("Élysée"), folded("Москва"), folded("O'Brien"), folded("東京")) == ("elysee", "москва", "", "")


def test_words_as_they_stand_in_a_text_are_those_that_begin_so() -> None:
    assert standing_in("Bridges and a bridge.", [Text("bri", is_prefix=True), Text("and")]) == (
        '"bri" OR "bridges" OR "bridge" OR "and"'
    )
