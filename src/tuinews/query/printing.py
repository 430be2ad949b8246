"""From a tree back to the text of a query, in the one form that is kept."""

from __future__ import annotations

from tuinews.query.parser import parse
from tuinews.query.tokens import Kind, tokens_of
from tuinews.query.tree import And, Field, Node, Not, Or, QueryError, Text


def canonical(query: str) -> str:
    """Return a query as it is kept; raises QueryError when it cannot be understood."""
    return print_query(parse(query))


def print_query(node: Node) -> str:
    """Return the text that parses to this tree."""
    match node:
        case Text(text, is_prefix):
            if is_prefix:
                return f"{text}*"
            return text if _is_plain(text) else f'"{_quotable(text)}"'
        case Field(name, value):
            return f"{name}:{value}" if _is_plain_value(name, value) else f'{name}:"{_quotable(value)}"'
        case Not(inner):
            return f"-{_inside(inner)}"
        case And(nodes):
            return " ".join(_inside(inner) if isinstance(inner, Or) else print_query(inner) for inner in nodes)
        case Or(nodes):
            return " OR ".join(print_query(inner) for inner in nodes)


def _inside(node: Node) -> str:
    printed = print_query(node)
    return f"({printed})" if isinstance(node, And | Or) else printed


def _is_plain(text: str) -> bool:
    """Return whether a text is read as one word without quotation marks."""
    try:
        tokens = tokens_of(text)
    except QueryError:
        return False
    return [token.kind for token in tokens] == [Kind.WORD, Kind.END] and tokens[0].text == text


def _is_plain_value(name: str, value: str) -> bool:
    try:
        node = parse(f"{name}:{value}")
    except QueryError:
        return False
    return isinstance(node, Field) and node == Field(name, value)


def _quotable(text: str) -> str:
    # Only straight marks can stand in such a text: it was read between curly ones.
    return text.replace('"', "'")
