"""What could come next in a query that is being typed."""

from __future__ import annotations

from typing import NamedTuple

from tuinews.query.fields import FIELDS

_MOST = 8


class Vocabulary(NamedTuple):
    """The names of one archive, the most frequent first."""

    feeds: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()


class Completion(NamedTuple):
    """What could stand in the place from `start` to `end` of a query."""

    start: int
    end: int
    options: tuple[str, ...] = ()

    def applied(self, query: str, option: str) -> tuple[str, int]:
        """Return the query with an option put in, and where the cursor stands then."""
        # After a whole value the next thing begins; after a field's colon its value does.
        filler = "" if option.endswith(":") else " "
        rest = query[self.end :]
        return query[: self.start] + option + (filler + rest.lstrip(" ") if filler else rest), self.start + len(
            option + filler
        )


_NOTHING = Completion(0, 0)


def complete(query: str, cursor: int, vocabulary: Vocabulary) -> Completion:
    """Return what could stand at the cursor: names of fields, and the values of the field before it."""
    before = query[:cursor]
    start = _piece_start(before)
    piece = before[start:].lstrip("-(")
    start = cursor - len(piece)
    name, colon, typed = piece.partition(":")
    if not colon:
        return _names(start, cursor, piece)
    if name.lower() not in FIELDS:
        return _NOTHING
    value_start = start + len(name) + 1
    wanted = typed.strip('"').casefold()
    values = _values(name.lower(), vocabulary)
    first = [value for value in values if value.casefold().startswith(wanted)]
    inside = [value for value in values if wanted and f" {wanted}" in value.casefold() and value not in first]
    found = tuple(_as_value(value) for value in [*first, *inside][:_MOST])
    return Completion(value_start, cursor, tuple(option for option in found if option != typed))


def _names(start: int, cursor: int, piece: str) -> Completion:
    if not piece:
        return _NOTHING
    names = tuple(f"{name}:" for name in FIELDS if name.startswith(piece.lower()))
    return Completion(start, cursor, names[:_MOST]) if names else _NOTHING


def _values(name: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    known = {
        "feed": vocabulary.feeds,
        "folder": vocabulary.folders,
        "tag": vocabulary.tags,
        "person": vocabulary.people,
        "said": vocabulary.people,
        "who": vocabulary.people,
        "author": vocabulary.authors,
        "lang": vocabulary.languages,
        "since": ("today", "yesterday", "7d", "30d", "1y"),
        "before": ("today", "30d", "1y"),
    }
    return known.get(name) or FIELDS[name].choices


def _as_value(value: str) -> str:
    plain = value.replace('"', "'")
    is_one_word = plain and not any(character.isspace() or character in "()\"'“”„*" for character in plain)
    return plain if is_one_word and not plain.startswith("-") else f'"{plain}"'


def _piece_start(before: str) -> int:
    """Return where the piece before the cursor begins: after the last blank that stands in no phrase."""
    start, is_quoted = 0, False
    for place, character in enumerate(before):
        if character == '"':
            is_quoted = not is_quoted
        elif character.isspace() and not is_quoted:
            start = place + 1
    return start
