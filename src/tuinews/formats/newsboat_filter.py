"""newsboat's filter language, said in ours as far as that can be done.

https://newsboat.org/releases/2.40/docs/newsboat.html#_filter_language: conditions `attribute operator value`, joined
by `and` and `or`, which bind alike and group from the right. Its patterns look for a stretch of text anywhere, ours
for words, so that a translated search may find a little less or more.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, NamedTuple

from tuinews.screen_text import line

_MAX_CHARACTERS: Final = 4_000
_MAX_DEPTH: Final = 50
_TOKEN: Final = re.compile(
    r"\s*(?:(?P<text>\"(?:\\.|[^\"\\])*\")|(?P<range>-?\d+:-?\d+)|(?P<number>-?\d+)"
    r"|(?P<operator>==|!=|=~|!~|!#|<=|>=|=|<|>|#|!(?=\s*[(A-Za-z])|\(|\))|(?P<word>[A-Za-z_][\w]*))"
)
_TEXT_FIELDS: Final = {"title": "title:", "author": "author:", "content": "", "feedtitle": "feed:", "tags": "tag:"}
_OTHERS: Final = {
    "link": "addresses of articles cannot be searched",
    "guid": "the ids of articles cannot be searched",
    "rssurl": "addresses of feeds cannot be searched",
    "feedlink": "addresses of feeds cannot be searched",
    "flags": "flags are newsboat's own",
    "date": "dates are compared as text there",
    "feeddate": "dates are compared as text there",
    "description": "descriptions of feeds are not kept",
    "enclosure_url": "enclosures cannot be searched",
    "enclosure_type": "enclosures cannot be searched",
    "articleindex": "places in a list cannot be searched",
    "feedindex": "places in a list cannot be searched",
    "unread_count": "it asks for feeds by how many unread articles they have",
    "total_count": "it asks for feeds by how many articles they have",
    "latest_article_age": "it asks for feeds by the age of their newest article",
}
_CASE_CLASS: Final = re.compile(r"\[(\w)(\w)\]")
_ODD_PATTERN: Final = re.compile(r"[\[\]{}*+?^$.]")
_PLAIN_VALUE: Final = re.compile(r"[\w-]+")


class UntranslatableError(Exception):
    """A filter that our query language cannot say; its text is why; never leaves `formats`."""


class _Token(NamedTuple):
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class _Term:
    """A search term of ours, or what is to be left out when it is negated."""

    text: str
    is_negated: bool = False


@dataclass(frozen=True, slots=True)
class _Group:
    """Terms that must all hold, or of which one must."""

    parts: tuple[_Node, ...]
    is_or: bool
    is_negated: bool = False


_Node = _Term | _Group


def translate_filter(expression: str) -> str:
    """Return a filter of newsboat's as a query of ours.

    Raises:
        UntranslatableError: It asks for what a query cannot say, or is broken.
    """
    if len(expression) > _MAX_CHARACTERS:
        raise UntranslatableError("it is too long")
    parser = _Parser(_tokens(expression))
    return _said(parser.whole(), is_inside=False)


def _tokens(expression: str) -> list[_Token]:
    tokens, at = list[_Token](), 0
    while expression[at:].strip():
        match = _TOKEN.match(expression, at)
        if match is None or match.lastgroup is None:
            raise UntranslatableError(f"“{line(expression[at:].strip(), 20)}” was not expected")
        tokens.append(_Token(match.lastgroup, match[match.lastgroup]))
        at = match.end()
    return tokens


class _Parser:
    """Reads a filter from its tokens."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._at = 0
        self._depth = 0

    def whole(self) -> _Node:
        """Return the whole filter."""
        node = self._expression()
        if self._at < len(self._tokens):
            raise UntranslatableError(f"“{line(self._tokens[self._at].value, 20)}” was not expected")
        return node

    def _next(self, *, expected: str) -> _Token:
        if self._at >= len(self._tokens):
            raise UntranslatableError(f"it ends where {expected} was expected")
        self._at += 1
        return self._tokens[self._at - 1]

    def _takes(self, *values: str) -> str:
        if self._at < len(self._tokens) and self._tokens[self._at].value.lower() in values:
            self._at += 1
            return self._tokens[self._at - 1].value.lower()
        return ""

    def _expression(self) -> _Node:
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise UntranslatableError("it is nested too deeply")
        left = self._operand()
        joint = self._takes("and", "or")
        if joint:
            right = self._expression()
            left = _joined(left, right, is_or=joint == "or")
        self._depth -= 1
        return left

    def _operand(self) -> _Node:
        is_negated = False
        while self._takes("!", "not"):
            is_negated = not is_negated
        node = self._positive()
        return _negated(node) if is_negated else node

    def _positive(self) -> _Node:
        if self._takes("("):
            inside = self._expression()
            if not self._takes(")"):
                raise UntranslatableError("a parenthesis is not closed")
            return inside
        return self._condition()

    def _condition(self) -> _Node:
        attribute = self._next(expected="a condition")
        if attribute.kind != "word":
            raise UntranslatableError(f"“{line(attribute.value, 20)}” was not expected")
        operator = self._next(expected="an operator").value
        value = self._next(expected="a value")
        if value.kind not in {"text", "number", "range"}:
            raise UntranslatableError(f"“{line(value.value, 20)}” is no value")
        told = re.sub(r"\\([\\\"])", r"\1", value.value[1:-1]) if value.kind == "text" else value.value
        return _condition(attribute.value.lower(), operator, told)


def _condition(attribute: str, operator: str, value: str) -> _Node:
    if attribute == "unread":
        return _unread(operator, value)
    if attribute == "age":
        return _age(operator, value)
    if attribute not in _TEXT_FIELDS:
        raise UntranslatableError(_OTHERS.get(attribute, f"there is no attribute {line(attribute, 40)} here"))
    field = _TEXT_FIELDS[attribute]
    match operator:
        case "=" | "==" | "#":
            return _Term(_term(field, value))
        case "!=" | "!#":
            return _negated(_Term(_term(field, value)))
        case "=~":
            return _pattern(field, value)
        case "!~":
            return _negated(_pattern(field, value))
    raise UntranslatableError(f"{attribute} cannot be compared with “{line(operator, 10)}”")


def _unread(operator: str, value: str) -> _Node:
    if operator not in {"=", "==", "!=", "=~", "!~"} or value.lower() not in {"yes", "no"}:
        raise UntranslatableError("unread can only be yes or no")
    return _Term("is:unread", is_negated=(value.lower() == "no") is not operator.startswith("!"))


def _age(operator: str, value: str) -> _Node:
    """Translate an age in whole days: one of 0 is of the last 24 hours."""
    first, _, last = value.partition(":")
    try:
        low = int(first)
        high = int(last) if last else low
    except ValueError:
        raise UntranslatableError("an age is a number of days") from None
    match operator:
        case "<":
            return _Term(f"since:{max(low, 0)}d")
        case "<=":
            return _Term(f"since:{max(low + 1, 0)}d")
        case ">":
            return _Term(f"before:{max(low + 1, 0)}d")
        case ">=":
            return _Term(f"before:{max(low, 0)}d")
        case "=" | "==" | "between":
            return _ages(low, high)
        case "!=":
            return _negated(_ages(low, high))
    raise UntranslatableError(f"an age cannot be compared with “{line(operator, 10)}”")


def _ages(low: int, high: int) -> _Node:
    low, high = sorted((max(low, 0), max(high, 0)))
    younger = _Term(f"since:{high + 1}d")
    return _joined(_Term(f"before:{low}d"), younger, is_or=False) if low else younger


def _pattern(field: str, pattern: str) -> _Node:
    """Translate a regular expression that is no more than words and a choice between them."""
    told = pattern.strip()
    while told.startswith("(") and told.endswith(")") and told.count("(") == 1:
        told = told[1:-1]
    choices = [_words_of(choice, pattern) for choice in told.split("|")]
    node: _Node = _all_of(field, choices[0])
    for words in choices[1:]:
        node = _joined(node, _all_of(field, words), is_or=True)
    return node


def _words_of(choice: str, pattern: str) -> list[str]:
    """Return the stretches of text that one choice of a pattern asks for, in any order."""
    choice = _CASE_CLASS.sub(lambda match: match[1] if match[1].lower() == match[2].lower() else match[0], choice)
    parts = [re.sub(r"\\[bB<>]", " ", part) for part in re.split(r"\.[*+]\??", choice)]
    plain = [re.sub(r"\\(\W)", r"\1", part) for part in parts if not _ODD_PATTERN.search(re.sub(r"\\\W", "", part))]
    words = [" ".join(part.replace("\\s", " ").split()) for part in plain]
    is_odd = len(plain) < len(parts) or any("(" in word or ")" in word or "\\" in word for word in words)
    if is_odd or not any(words):
        raise UntranslatableError(f"the pattern “{line(pattern, 40)}” is more than words")
    return [word for word in words if word]


def _all_of(field: str, words: list[str]) -> _Node:
    node: _Node = _Term(_term(field, words[-1]))
    for word in reversed(words[:-1]):
        node = _joined(_Term(_term(field, word)), node, is_or=False)
    return node


def _term(field: str, value: str) -> str:
    words = " ".join(line(value, 200).replace('"', " ").split())
    if not words:
        raise UntranslatableError("it asks for an empty text")
    is_plain = _PLAIN_VALUE.fullmatch(words) and not words.startswith("-") and words not in {"OR", "AND", "NOT"}
    return field + (words if is_plain else f'"{words}"')


def _joined(left: _Node, right: _Node, *, is_or: bool) -> _Node:
    parts: tuple[_Node, ...] = ()
    for node in (left, right):
        is_alike = isinstance(node, _Group) and node.is_or is is_or and not node.is_negated
        parts += node.parts if is_alike and isinstance(node, _Group) else (node,)
    return _Group(parts, is_or)


def _negated(node: _Node) -> _Node:
    if isinstance(node, _Term):
        return _Term(node.text, not node.is_negated)
    return _Group(node.parts, node.is_or, not node.is_negated)


def _said(node: _Node, *, is_inside: bool) -> str:
    if isinstance(node, _Term):
        return f"-{node.text}" if node.is_negated else node.text
    said = (" OR " if node.is_or else " ").join(_said(part, is_inside=True) for part in node.parts)
    if node.is_negated:
        return f"-({said})"
    return f"({said})" if is_inside else said
