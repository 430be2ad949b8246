"""What a query means: a tree of words, fields and the ways to combine them."""

from __future__ import annotations

from typing import NamedTuple

from tuinews.errors import UsageError


class QueryError(UsageError):
    """A query that cannot be understood: what was expected, and the place where it was not found."""

    def __init__(self, message: str, start: int, end: int) -> None:
        super().__init__(message, topic="queries")
        self.start = start
        """Where the place begins, counted from 0."""
        self.end = end


class Text(NamedTuple):
    """A word or phrase that an article holds."""

    text: str
    is_prefix: bool = False
    """The last word may go on."""


class Field(NamedTuple):
    """A fact about an article."""

    name: str
    value: str
    """In the form that is always printed: lower case and without blanks where the field has one form only."""


class Not(NamedTuple):
    """What an article must not be."""

    node: Node


class And(NamedTuple):
    """Everything an article must be."""

    nodes: tuple[Node, ...]


class Or(NamedTuple):
    """What an article must be one of."""

    nodes: tuple[Node, ...]


Node = Text | Field | Not | And | Or

EVERYTHING = And(())
"""The empty query: it asks for nothing, so every article matches."""


def is_same(one: Node, other: Node) -> bool:
    """Return whether two trees are the same: named tuples of different kinds with equal content are not."""
    if type(one) is not type(other):
        return False
    if isinstance(one, Not) and isinstance(other, Not):
        return is_same(one.node, other.node)
    if isinstance(one, And | Or) and isinstance(other, And | Or):
        return len(one.nodes) == len(other.nodes) and all(map(is_same, one.nodes, other.nodes))
    return one == other
