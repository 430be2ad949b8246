"""From the text of a query to its tree."""

from __future__ import annotations

from tuinews.query.fields import FIELDS
from tuinews.query.tokens import Kind, Token, tokens_of
from tuinews.query.tree import EVERYTHING, And, Field, Node, Not, Or, QueryError, Text

_MOST_TERMS = 100
_DEEPEST = 20


def parse(query: str) -> Node:
    """Return the tree of a query.

    Raises:
        QueryError: the query is wrong at a place; the message says what was expected there.
    """
    # Half a surrogate pair cannot be stored, so it cannot be looked for either.
    query = query.encode("utf-8", "replace").decode()
    return _Parser(tokens_of(query), query).whole()


class _Parser:
    """Reads pieces from left to right."""

    def __init__(self, tokens: list[Token], query: str) -> None:
        self._tokens = tokens
        self._query = query
        self._at = 0
        self._depth = 0
        self._terms = 0

    def whole(self) -> Node:
        """Return the tree of all pieces."""
        if self._peek().kind is Kind.END:
            return EVERYTHING
        node = self._either()
        left = self._peek()
        if left.kind is Kind.CLOSE:
            raise self._error("This closing parenthesis has no opening one", left)
        return node

    def _either(self) -> Node:
        nodes = [self._all()]
        while self._peek().kind is Kind.OR:
            here = self._take()
            if self._peek().kind in {Kind.END, Kind.CLOSE, Kind.OR}:
                raise self._error("`OR` stands between two things to look for", here)
            nodes.append(self._all())
        return _flat(Or, nodes)

    def _all(self) -> Node:
        nodes = list[Node]()
        while self._peek().kind not in {Kind.END, Kind.CLOSE, Kind.OR}:
            nodes.append(self._term())
        if not nodes:
            here = self._peek()
            expected = {
                Kind.OR: "`OR` stands between two things to look for",
                Kind.CLOSE: "Something to look for stands between parentheses",
            }
            raise self._error(expected.get(here.kind, "Something to look for was expected"), here)
        return _flat(And, nodes)

    def _term(self) -> Node:
        self._terms += 1
        here = self._take()
        if self._terms > _MOST_TERMS:
            raise self._error(f"A query has at most {_MOST_TERMS} words", here)
        match here.kind:
            case Kind.MINUS:
                return self._excluded(here)
            case Kind.OPEN:
                return self._group(here)
            case Kind.FIELD:
                return self._field(here)
            case Kind.PHRASE:
                if not here.text:
                    raise self._error("A word was expected between the quotation marks", here)
                return Text(here.text)
            case _:
                return Text(here.text, here.is_prefix)

    def _excluded(self, minus: Token) -> Node:
        following = self._peek()
        if following.kind in {Kind.END, Kind.CLOSE, Kind.OR} or following.start != minus.end:
            raise self._error("`-` stands right before what is left out", minus)
        return Not(self._deeper(self._term, minus))

    def _group(self, opening: Token) -> Node:
        node = self._deeper(self._either, opening)
        if self._peek().kind is not Kind.CLOSE:
            raise self._error("This parenthesis is not closed", opening)
        self._take()
        return node

    def _deeper(self, read: object, here: Token) -> Node:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise self._error(f"A query is at most {_DEEPEST} parentheses deep", here)
        node: Node = read()  # type: ignore[operator]
        self._depth -= 1
        return node

    def _field(self, here: Token) -> Node:
        spec = FIELDS.get(here.text)
        if spec is None:
            import difflib

            near = difflib.get_close_matches(here.text, FIELDS, 1, 0.6)
            hint = f"; did you mean `{near[0]}:`" if near else f"; there are {', '.join(FIELDS)}"
            raise self._error(f"There is no field `{here.text}:`{hint}", here)
        value = self._peek()
        if value.start != here.end or value.kind not in {Kind.WORD, Kind.PHRASE}:
            raise self._error(f"`{spec.name}:` takes {spec.expected}; nothing follows it", here)
        self._take()
        kept = spec.canonical(value.text)
        if kept is None:
            whole = here._replace(end=value.end)
            found = self._query[here.start : value.end]
            raise self._error(f"`{spec.name}:` takes {spec.expected}; found `{found}`", whole)
        return Field(spec.name, kept)

    def _peek(self) -> Token:
        return self._tokens[self._at]

    def _take(self) -> Token:
        token = self._tokens[self._at]
        self._at += 1
        return token

    @staticmethod
    def _error(sentence: str, here: Token) -> QueryError:
        return QueryError(f"{sentence}, at character {here.start + 1}.", here.start, max(here.end, here.start + 1))


def _flat(kind: type[And] | type[Or], nodes: list[Node]) -> Node:
    """Return one node for several: a single one is itself, and one of the same kind gives its own."""
    if len(nodes) == 1:
        return nodes[0]
    flat = list[Node]()
    for node in nodes:
        flat += node.nodes if isinstance(node, kind) else (node,)
    return kind(tuple(flat))
