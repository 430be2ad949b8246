"""A table finds what was put into it, and nothing else."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tuinews.annotator.people.sorted_table import SortedTable, table_lines

KEYS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\n\t\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"),
    min_size=1,
)
TABLES = st.dictionaries(KEYS, st.text("abc123", min_size=1, max_size=4), max_size=40)


@given(TABLES, KEYS)
@settings(deadline=None)
def test_a_table_gives_what_a_dictionary_gives(values: dict[str, str], other: str) -> None:
    table = SortedTable(table_lines(values))

    assert {key: table.get(key) for key in values} == values
    assert table.get(other) == values.get(other, "")


@given(TABLES, KEYS)
@settings(deadline=None)
def test_the_keys_that_begin_with_a_prefix_are_given_in_order(values: dict[str, str], prefix: str) -> None:
    table = SortedTable(table_lines(values))

    wanted = [key for key in values if key.startswith(prefix)]
    assert table.keys_from(prefix) == sorted(wanted, key=lambda key: key.encode())


def test_a_table_of_many_stretches_finds_every_key() -> None:
    values = {f"word{number}": str(number % 7) for number in range(20_000)}

    table = SortedTable(table_lines(values))

    assert {key: table.get(key) for key in values} == values
    assert len(table.keys_from("word1999")) == 11
    assert dict(table.items()) == values


def test_an_empty_table_has_nothing() -> None:
    table = SortedTable(b"")

    assert table.get("a") == ""
    assert table.keys_from("a") == []


def test_half_a_surrogate_is_looked_up_without_a_fault() -> None:
    assert SortedTable(table_lines({"a": "1"})).get("\ud800") == ""
