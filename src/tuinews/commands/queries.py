"""Queries as the shell hands them over: in pieces, and wrong ones shown with the place."""

from __future__ import annotations

from collections.abc import Sequence

from tuinews.errors import UsageError
from tuinews.query import QueryError, parse
from tuinews.screen_text import line


def checked_query(arguments: Sequence[str]) -> str:
    """Return the query that arguments make; raises UsageError that points at the place where it is wrong."""
    query = " ".join(map(_held_together, arguments))
    try:
        parse(query)
    except QueryError as error:
        raise UsageError(f"{error.message}\n  {line(query, 300)}\n  {' ' * error.start}^", topic=error.topic) from error
    return query


def _held_together(argument: str) -> str:
    """Return an argument in which the shell's quotation marks hold a field's words together, with marks of ours."""
    name, colon, value = argument.partition(":")
    is_value = colon and name.lstrip("-").isalpha() and " " in value and '"' not in value and ":" not in value
    return f'{name}:"{value}"' if is_value else argument
