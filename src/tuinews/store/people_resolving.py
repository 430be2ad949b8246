"""Finding who is who: the people of one article, resolved to people of the archive."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from tuinews.identity.names import FullName, Likeness, first_names, full_name, likeness, words_of
from tuinews.identity.resolving import Candidate, Named, resolve
from tuinews.identity.topics import topics_of, weight_of
from tuinews.model.annotations import Annotation, Person
from tuinews.store.functions import plain_text

_LATEST = 8
"""So many of the last articles of a person are looked at for roles, company and topics."""
_MOST_CANDIDATES = 12
"""Of so many who are called alike, those in most articles are looked at."""
_LEAST_EVERYWHERE = 25
_EVERYWHERE = 0.02
"""Whom this part of all articles names says nothing about who else is named beside them."""

_KNOWN_FOR = 500
"""After so many articles the company of people is read anew."""
_MOST_KNOWN = 1_500
"""Of so many people and articles it is kept at most."""

_full = lru_cache(20_000)(full_name)


class Said(NamedTuple):
    """Someone an article names, with what it says of them."""

    person: Person
    mentions: int
    quotes: int


class Row(NamedTuple):
    """What stands in the index for one person of an article."""

    base_id: int
    person_id: int
    name_id: int
    role_id: int | None
    mentions: int
    quotes: int


class Place(NamedTuple):
    """The article, as far as the index wants it."""

    id: int
    at: int
    feed_id: int
    is_there: int


def whole_of(name: str) -> str:
    """Return the form of a name by which an article's people are told apart."""
    full = _full(name)
    return full.whole if full else " ".join(words_of(name)) or name.casefold()


class Company(NamedTuple):
    """What some articles say of someone beside their name: who else is named, and what they are about."""

    names: frozenset[str]
    topics: frozenset[str]


class KnownCompany:
    """The company of people in their latest articles, kept while many articles are indexed in a row.

    From the newest article back the latest ones of a person stay the same, and reading whom they name is most of the
    work. It is dropped after some hundred: who is named everywhere changes with the archive.
    """

    def __init__(self) -> None:
        self._found: dict[tuple[int, tuple[int, ...]], Company] = {}
        self._left = _KNOWN_FOR

    def begin_article(self) -> None:
        """Note that another article is indexed."""
        self._left -= 1
        if not self._left:
            self._found.clear()
            self._left = _KNOWN_FOR

    def of(
        self, connection: sqlite3.Connection, person_id: int, articles: Mapping[int, str], everywhere: int
    ) -> Company:
        """Return the company of a person in articles, given with their topics.

        Full names count, but for those that more articles name than `everywhere`.
        """
        key = (person_id, tuple(articles))
        found = self._found.get(key)
        if found is None:
            if len(self._found) >= _MOST_KNOWN:
                self._found.clear()
            rows = connection.execute(_NAMED_IN, (json.dumps(key[1]), person_id, everywhere))
            names = frozenset(_short(full) for (name,) in rows if (full := _full(name)) is not None)
            topics = frozenset(word for words in articles.values() for word in words.split())
            found = self._found[key] = Company(names, topics)
        return found


class Owners:
    """Finds, for the people of one article, who they are."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        place: Place,
        topics: Mapping[str, int],
        said: Sequence[Said],
        before: Sequence[Row],
        company: KnownCompany | None = None,
    ) -> None:
        self._connection = connection
        self._company = company or KnownCompany()
        self._company.begin_article()
        self._place = place
        self._topics = topics
        self._everywhere = _everywhere(connection)
        self._others = _telling(connection, [one.person.name for one in said], self._everywhere)
        self._taken = set[int]()
        told = connection.execute("SELECT whole, base_id FROM told WHERE article_id = ?", (place.id,))
        self._told: dict[str, int] = dict(told.fetchall())
        self._before = self._names_before(before)

    def row(self, said: Said) -> Row:
        """Return the row of someone, a new person where they are none of those known."""
        name = said.person.name
        full = _full(name)
        base_id = self._told.get(whole_of(name)) or self._kept(name, full) or (full and self._found(said, full))
        if not base_id:
            base_id = self._connection.execute(
                "INSERT INTO people (root_id, name, is_full) VALUES (0, ?, ?) RETURNING id", (name, int(bool(full)))
            ).fetchone()[0]
            self._connection.execute("UPDATE people SET root_id = id WHERE id = ?", (base_id,))
        self._taken |= {base_id, self._root_of(base_id)}
        add_keys(self._connection, base_id, (name,))
        add_keys(self._connection, base_id, said.person.aliases, are_short=True)
        root = self._root_of(base_id)
        return Row(
            base_id, root, _id_of_name(self._connection, name), _id_of_role(self._connection, said.person.role),
            said.mentions, said.quotes,
        )  # fmt: skip

    def _root_of(self, base_id: int) -> int:
        return int(self._connection.execute("SELECT root_id FROM people WHERE id = ?", (base_id,)).fetchone()[0])

    def _names_before(self, before: Sequence[Row]) -> list[tuple[int, str]]:
        names = dict(
            self._connection.execute(
                "SELECT id, name FROM names WHERE id IN (SELECT value FROM json_each(?))",
                (json.dumps([row.name_id for row in before]),),
            ).fetchall()
        )
        return [(row.base_id, names.get(row.name_id, "")) for row in before]

    def _kept(self, name: str, full: FullName | None) -> int | None:
        """Return who it was when the article was indexed last: nobody becomes another by being read again."""
        for base_id, known in self._before:
            if base_id not in self._taken and known == name:
                return base_id
        for base_id, known in self._before:
            other = _full(known)
            if base_id in self._taken or full is None or other is None:
                continue
            alike = likeness(full, other)
            if alike is not None and alike <= Likeness.MIDDLE:
                return base_id
        return None

    def _found(self, said: Said, full: FullName) -> int | None:
        forms = tuple(form for name in (said.person.name, *said.person.aliases) if (form := _full(name)) is not None)
        candidates = self._candidates(forms)
        if not candidates:
            return None
        others = frozenset(other for other in self._others if other != _short(full))
        named = Named(full, forms, said.person.role, others, self._topics, self._place.feed_id)
        ids = resolve(named, candidates).ids
        if len(ids) > 1:
            self._unite(ids)
        return self._base_of(ids[0], full) if ids else None

    def _unite(self, ids: Sequence[int]) -> None:
        """Make the others one with the first, but for those who are named beside them in an article."""
        for other in ids[1:]:
            if self._connection.execute(_BOTH_IN_ONE, (ids[0], other)).fetchone() is None:
                move_bases(self._connection, bases_of(self._connection, other), other, ids[0])

    def _base_of(self, person_id: int, full: FullName) -> int:
        """Return who of those that are one person is called just so: should they be told apart, it is theirs."""
        row = self._connection.execute(
            "SELECT k.person_id FROM person_keys k JOIN people p ON p.id = k.person_id "
            "WHERE p.root_id = ? AND k.last = ? AND k.first = ? AND k.whole = ? ORDER BY p.id <> p.root_id, p.id",
            (person_id, full.last, full.first, full.whole),
        ).fetchone()
        return int(row[0]) if row else person_id

    def _candidates(self, forms: Sequence[FullName]) -> list[Candidate]:
        found: dict[int, int] = {}
        for key in dict.fromkeys((form.last, *first) for form in forms for first in _firsts(form)):
            found |= dict(self._connection.execute(_BY_KEY, (*key, _MOST_CANDIDATES)).fetchall())
        ranked = sorted(found, key=lambda person_id: -found[person_id])[:_MOST_CANDIDATES]
        return [self._candidate(one, found[one]) for one in ranked if one not in self._taken]

    def _candidate(self, person_id: int, count: int) -> Candidate:
        connection = self._connection
        forms: tuple[list[FullName], list[FullName]] = ([], [])
        for written, is_short in connection.execute(_FORMS_OF, (person_id,)):
            form = _full(written)
            if form is not None:
                forms[is_short].append(form)
        latest = connection.execute(_LATEST_OF, (person_id, self._place.id, _LATEST)).fetchall()
        articles = {row[0]: row[3] or "" for row in latest}
        company = self._company.of(connection, person_id, articles, self._everywhere)
        return Candidate(
            person_id,
            tuple(dict.fromkeys(forms[0])),
            tuple(dict.fromkeys(forms[1])),
            tuple(row[1] for row in latest if row[1]),
            company.names,
            company.topics,
            frozenset(row[2] for row in latest),
            count,
        )


def add_keys(connection: sqlite3.Connection, person_id: int, names: Iterable[str], *, are_short: bool = False) -> None:
    """Let a person be looked for under these names, as far as they are full."""
    for name in names:
        full = _full(name)
        if full is not None:
            connection.execute(
                "INSERT INTO person_keys (last, first, whole, person_id, form, is_short) VALUES (?, ?, ?, ?, ?, ?) "
                "ON CONFLICT DO UPDATE SET is_short = 0 WHERE is_short = 1 AND excluded.is_short = 0",
                (full.last, full.first, full.whole, person_id, name, int(are_short)),
            )


def _firsts(form: FullName) -> list[tuple[str, str]]:
    """Return the first names to look under, from and to: with a letter alone, all that begin with it."""
    if form.is_initial:
        return [(form.first[0], form.first[0] + "\uffff")]
    return [(first, first) for first in first_names(form)]


_BY_KEY = (
    "SELECT DISTINCT r.id, r.articles FROM person_keys k JOIN people p ON p.id = k.person_id "
    "JOIN people r ON r.id = p.root_id WHERE k.last = ? AND k.first BETWEEN ? AND ? ORDER BY r.articles DESC LIMIT ?"
)
_BOTH_IN_ONE = (
    "SELECT 1 FROM appearances a JOIN appearances b ON b.article_id = a.article_id "
    "WHERE a.person_id = ? AND b.person_id = ? LIMIT 1"
)
_FORMS_OF = (
    "SELECT k.form, k.is_short FROM people p JOIN person_keys k ON k.person_id = p.id "
    "WHERE p.id = ?1 OR (p.root_id = ?1 AND p.root_id <> p.id)"
)
_LATEST_OF = (
    "SELECT a.article_id, r.role, a.feed_id, t.words FROM appearances a "
    "LEFT JOIN printed_roles r ON r.id = a.role_id LEFT JOIN article_topics t ON t.article_id = a.article_id "
    "WHERE a.person_id = ? AND a.article_id <> ? ORDER BY a.at DESC LIMIT ?"
)
_NAMED_IN = (
    "SELECT DISTINCT n.name FROM json_each(?) j CROSS JOIN appearances a ON a.article_id = j.value "
    "JOIN names n ON n.id = a.name_id WHERE a.person_id <> ? AND n.articles <= ?"
)


def _short(full: FullName) -> str:
    return f"{full.first} {full.last}"


def _everywhere(connection: sqlite3.Connection) -> int:
    """Return how many articles may name someone who still tells something of those named beside them."""
    of: int = connection.execute("SELECT n FROM counts WHERE name = 'all'").fetchone()[0]
    return max(_LEAST_EVERYWHERE, int(_EVERYWHERE * of))


def _telling(connection: sqlite3.Connection, names: Iterable[str], everywhere: int) -> frozenset[str]:
    """Return full names by first and last word, without those that more articles than that name."""
    wanted = dict.fromkeys(names)
    rows = connection.execute(
        "SELECT name FROM names WHERE name IN (SELECT value FROM json_each(?)) AND articles > ?",
        (json.dumps(list(wanted)), everywhere),
    )
    known = {row[0] for row in rows}
    return frozenset(_short(full) for name in wanted if name not in known and (full := _full(name)) is not None)


def save_topics(connection: sqlite3.Connection, article_id: int, annotation: Annotation) -> dict[str, int]:
    """Store what an article is about; return it with how much it says to share it."""
    row = connection.execute("SELECT text, packed FROM bodies WHERE article_id = ?", (article_id,)).fetchone()
    text = plain_text(*row) if row else None
    topics = topics_of(text or "", [(mention.start, mention.end) for mention in annotation.mentions])
    words = " ".join(sorted(topics))
    connection.execute(
        "INSERT INTO article_topics VALUES (?, ?) ON CONFLICT DO UPDATE SET words = excluded.words "
        "WHERE words <> excluded.words",
        (article_id, words),
    )
    of: int = connection.execute("SELECT n FROM counts WHERE name = 'all'").fetchone()[0]
    counted = connection.execute(
        "SELECT word, articles FROM topics WHERE word IN (SELECT value FROM json_each(?))", (json.dumps(list(topics)),)
    )
    return {word: weight_of(articles, of) for word, articles in counted}


def rename_when_doubled(connection: sqlite3.Connection, person_id: int) -> None:
    """Call a person what most articles do, looked at each time their number has doubled."""
    articles: int = connection.execute("SELECT articles FROM people WHERE id = ?", (person_id,)).fetchone()[0]
    if articles > 2 and articles & (articles - 1) == 0:
        rename(connection, person_id)


def rename(connection: sqlite3.Connection, person_id: int) -> None:
    """Call a person what most of their latest articles do, where those are full names."""
    rows = connection.execute(
        "SELECT n.name, count(*) FROM (SELECT name_id, at FROM appearances WHERE person_id = ?1 "
        "AND base_id = ?1 ORDER BY at DESC LIMIT 64) a JOIN names n ON n.id = a.name_id "
        "GROUP BY n.id ORDER BY count(*) DESC, max(a.at) DESC",
        (person_id,),
    ).fetchall()
    name = next((row[0] for row in rows if _full(row[0]) is not None), None)
    if name is not None:
        connection.execute("UPDATE people SET name = ? WHERE id = ? AND name <> ?", (name, person_id, name))


def _id_of_name(connection: sqlite3.Connection, name: str) -> int:
    connection.execute("INSERT INTO names (name) VALUES (?) ON CONFLICT DO NOTHING", (name,))
    return int(connection.execute("SELECT id FROM names WHERE name = ?", (name,)).fetchone()[0])


def _id_of_role(connection: sqlite3.Connection, role: str) -> int | None:
    if not role:
        return None
    connection.execute("INSERT INTO printed_roles (role) VALUES (?) ON CONFLICT DO NOTHING", (role,))
    return int(connection.execute("SELECT id FROM printed_roles WHERE role = ?", (role,)).fetchone()[0])


def bases_of(connection: sqlite3.Connection, person_id: int) -> tuple[int, ...]:
    """Return everyone who was merged into a person, the person included."""
    rows = connection.execute("SELECT id FROM people WHERE root_id = ? ORDER BY id", (person_id,))
    return tuple(row[0] for row in rows)


def move_bases(connection: sqlite3.Connection, base_ids: Sequence[int], source: int, target: int) -> tuple[int, ...]:
    """Let these of one person belong to another; return the articles that names and counts changed for."""
    ids = json.dumps(list(base_ids))
    connection.execute("UPDATE people SET root_id = ? WHERE id IN (SELECT value FROM json_each(?))", (target, ids))
    rows = connection.execute(
        "SELECT article_id FROM appearances WHERE person_id = ? AND base_id IN (SELECT value FROM json_each(?))",
        (source, ids),
    ).fetchall()
    connection.execute(
        "UPDATE appearances SET person_id = ? WHERE person_id = ? AND base_id IN (SELECT value FROM json_each(?))",
        (target, source, ids),
    )
    rename(connection, target)
    rename(connection, source)
    return tuple(row[0] for row in rows)
