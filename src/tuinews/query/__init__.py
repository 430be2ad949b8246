"""The query language: one way to say which articles, for filter, search, smart folders, mute rules and the shell.

A pure part: text in, tree out, and back. `store.matching` turns a tree into SQL.
"""

from tuinews.query.parser import parse
from tuinews.query.printing import canonical, print_query
from tuinews.query.tree import EVERYTHING, And, Field, Node, Not, Or, QueryError, Text

__all__ = [
    "EVERYTHING",
    "And",
    "Field",
    "Node",
    "Not",
    "Or",
    "QueryError",
    "Text",
    "canonical",
    "parse",
    "print_query",
]
