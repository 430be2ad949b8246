"""The query language takes anything: it gives a tree that prints as it parses, or an error with a place."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tuinews.query import And, Field, Node, Not, Or, QueryError, Text, canonical, parse, print_query
from tuinews.query.completion import Vocabulary, complete
from tuinews.query.fields import FIELDS
from tuinews.query.tree import is_same

PIECES = st.sampled_from(
    ["(", ")", "-", '"', "“", "”", " ", "OR", "or", "AND", ":", "*", "a", "ceasefire", "is:", "unread", "is:unread",
     "feed:", "said:", "person:", "words:", ">800", "2+", "2-5", "since:", "30d", "2026-10", "today", "lang:en", "x:y",
     "http://example.org", "10:30", "東京", "é", "\x00", "\ud800", "title:", "-word", "U.S.", "it's"]
)  # fmt: skip
QUERIES = st.lists(PIECES | st.text(max_size=6), max_size=12).map("".join) | st.text(max_size=40)
NAMES = st.text(min_size=1, max_size=12).map(lambda text: " ".join(text.split())).filter(bool)


def values(name: str) -> st.SearchStrategy[str]:
    spec = FIELDS[name]
    return st.sampled_from(spec.choices) if spec.choices else st.sampled_from(
        {"lang": ["en", "pt-br"], "since": ["30d", "2026-10", "today"], "before": ["2w", "2026-10-31", "yesterday"],
         "words": [">800", "2-5"], "people": ["2+", "0"], "quotes": ["<=3"]}.get(name, ["x", "a b", "OR", "-1", "a:b"])
    )  # fmt: skip


FIELD_NODES = st.sampled_from(sorted(FIELDS)).flatmap(lambda name: values(name).map(lambda value: Field(name, value)))
WORDS = st.sampled_from(["ceasefire", "a b", "OR", "-x", "10:30", "is:unread", "(", "it's", "x*", "*"]).map(Text)
LEAVES = FIELD_NODES | WORDS | st.just(Text("ceas", is_prefix=True))


def combined(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(inner, min_size=2, max_size=3)
    return (
        inner.map(Not)
        | several.map(lambda nodes: And(tuple(node for node in nodes if not isinstance(node, And))))
        | several.map(lambda nodes: Or(tuple(node for node in nodes if not isinstance(node, Or))))
    ).filter(lambda node: not isinstance(node, And | Or) or len(node.nodes) > 1)


TREES = st.recursive(LEAVES, combined, max_leaves=8)


def error_of(query: str) -> QueryError | None:
    try:
        parse(query)
    except QueryError as error:
        return error
    return None


@settings(deadline=None)
@given(QUERIES)
@example("is:red")
@example("(" * 5000)
@example("-" * 5000 + "a")
@example("a " * 5000)
def test_any_text_gives_a_tree_or_an_error_with_a_place(query: str) -> None:
    error = error_of(query)

    assert error is None or (0 <= error.start <= len(query) and error.start < error.end)
    assert error is None or error.message.endswith(".")


@given(QUERIES)
def test_what_is_printed_parses_to_the_same_tree(query: str) -> None:
    try:
        node = parse(query)
    except QueryError:
        return
    assert is_same(parse(print_query(node)), node)
    assert canonical(canonical(query)) == canonical(query)


@given(TREES)
def test_every_tree_survives_being_printed(node: Node) -> None:
    assert is_same(parse(print_query(node)), node)


@given(QUERIES, st.integers(0, 40), st.lists(NAMES, max_size=4))
def test_every_completion_can_be_put_in(query: str, cursor: int, names: list[str]) -> None:
    cursor = min(cursor, len(query))
    found = complete(query, cursor, Vocabulary(*[tuple(names)] * 6))

    for option in found.options:
        completed, at = found.applied(query, option)
        assert completed[found.start : found.start + len(option)] == option
        assert found.start < at <= len(completed)
