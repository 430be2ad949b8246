"""A condition on articles, as SQL with its values."""

from __future__ import annotations

from typing import NamedTuple

Values = tuple[object, ...]


class Condition(NamedTuple):
    """A condition on `articles a`, with the values of its question marks."""

    sql: str
    values: Values = ()
