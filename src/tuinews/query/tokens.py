"""The pieces a query is made of, each with its place."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from tuinews.query.tree import QueryError


class Kind(StrEnum):
    """What a piece of a query is."""

    OPEN = "("
    CLOSE = ")"
    MINUS = "-"
    OR = "OR"
    FIELD = "field"
    """A field's name with its colon; the value follows at once."""
    WORD = "word"
    PHRASE = "phrase"
    END = "end"


class Token(NamedTuple):
    """A piece of a query."""

    kind: Kind
    text: str
    """A field's name without its colon, a phrase without its quotation marks."""
    start: int
    end: int
    is_prefix: bool = False
    """A word that ends in an asterisk."""


_QUOTES = {'"': '"', "“": "”", "„": "“", "”": "”"}
_ENDS_WORD = set('()"“”„')


def tokens_of(query: str) -> list[Token]:
    """Return the pieces of a query, an END last; raises QueryError for a quotation mark that is not closed."""
    found, at = list[Token](), 0
    while at < len(query):
        if query[at].isspace() or not query[at].isprintable():
            at += 1
            continue
        follows_colon = bool(found) and found[-1].kind is Kind.FIELD and found[-1].end == at
        token = _value(query, at) if follows_colon else _token(query, at)
        found.append(token)
        at = token.end
    return [*found, Token(Kind.END, "", len(query), len(query))]


def _token(query: str, at: int) -> Token:
    character = query[at]
    if character in "()":
        return Token(Kind(character), character, at, at + 1)
    if character == "-":
        return Token(Kind.MINUS, character, at, at + 1)
    if character in _QUOTES:
        return _phrase(query, at)
    end = at
    while end < len(query) and query[end].isprintable() and not query[end].isspace() and query[end] not in _ENDS_WORD:
        end += 1
        if query[end - 1] == ":" and is_field_name(query[at : end - 1]) and not query.startswith("//", end):
            return Token(Kind.FIELD, query[at : end - 1].lower(), at, end)
    return _word(query[at:end], at, end)


def _value(query: str, at: int) -> Token:
    """Return what stands right behind a field's colon: `said:OR` and `words:-1` have no other meaning there."""
    if query[at] in _ENDS_WORD:
        return _token(query, at)
    end = at
    while end < len(query) and query[end].isprintable() and not query[end].isspace() and query[end] not in _ENDS_WORD:
        end += 1
    return Token(Kind.WORD, query[at:end], at, end)


def is_field_name(text: str) -> bool:
    """Return whether a text before a colon is meant as a field's name: letters only."""
    return text.isascii() and text.isalpha()


def _word(text: str, start: int, end: int) -> Token:
    if text == "OR":
        return Token(Kind.OR, text, start, end)
    stem = text.rstrip("*")
    if stem and stem != text:
        return Token(Kind.WORD, stem, start, end, is_prefix=True)
    return Token(Kind.WORD, text, start, end)


def _phrase(query: str, at: int) -> Token:
    closing = _QUOTES[query[at]]
    end = min((place for place in (query.find(mark, at + 1) for mark in {closing, '"'}) if place >= 0), default=-1)
    if end < 0:
        raise QueryError(f"The quotation mark at character {at + 1} is not closed.", at, len(query))
    text = "".join(character if character.isprintable() else " " for character in query[at + 1 : end])
    return Token(Kind.PHRASE, " ".join(text.split()), at, end + 1)
