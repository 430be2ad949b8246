"""People of the archive as lists and pages show them; nothing read here grows with the archive."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tuinews.identity.names import words_of
from tuinews.model.people import (
    Appearance,
    Card,
    Companion,
    DatedRole,
    NameForm,
    Outlet,
    PeopleSort,
    PersonRow,
    Statement,
    Unread,
)
from tuinews.store.conditions import Condition, Values
from tuinews.store.rows import FEED_TITLE, to_moment

_DAY = 86_400
WEEKS = 12
"""How many weeks a trend shows."""
_WEEK = "(SELECT n FROM counts WHERE name = 'people_week')"
_LATEST_ROLES = 40
_COMPANY_OF = 200
_LATEST_ARTICLES = (
    "SELECT article_id FROM appearances WHERE person_id = ? AND is_there = 1 ORDER BY at DESC, article_id DESC LIMIT ?"
)
_MOST_COMPANY = 24
_MOST_OUTLETS = 24
_MOST_FOUND = 3000
"""Names found by their words; when there are more, the list is gone through from its top instead."""
ALL = Condition("1")
_IS_SHOWN = "p.is_full = 1 AND p.articles > 0"
_ORDERS = {
    PeopleSort.RISING: "4 * p.recent - p.before DESC, p.mentions DESC",
    PeopleSort.RECENT: "p.recent DESC, p.mentions DESC",
    PeopleSort.MENTIONS: "p.mentions DESC",
    PeopleSort.QUOTES: "p.quotes DESC, p.mentions DESC",
    PeopleSort.LAST: "p.last_at DESC, p.mentions DESC",
    PeopleSort.NAME: "p.name COLLATE NOCASE",
}
_BOUNDS = {PeopleSort.RISING: " AND p.recent > 0", PeopleSort.RECENT: " AND p.recent > 0"}


class Place(NamedTuple):
    """Where in a person's statements or articles a page of them ends; the next one begins after it."""

    at: int
    article_id: int
    start: int = -1


class Found(NamedTuple):
    """A page of people."""

    rows: tuple[PersonRow, ...]
    has_more: bool


def page(connection: sqlite3.Connection, sort: PeopleSort, words: str, limit: int, offset: int = 0) -> Found:
    """Return people in an order, those only whose name holds words that begin so."""
    named, values, bound = _named(connection, words), Values(), _BOUNDS.get(sort, "")
    if named is not None:
        values, bound = named.values, f" AND {named.sql}"
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM people p WHERE {_IS_SHOWN}{bound} ORDER BY {_ORDERS[sort]} LIMIT ? OFFSET ?",
        (*values, limit + 1, offset),
    ).fetchall()
    return Found(_rows(connection, rows[:limit]), len(rows) > limit)


def page_of(
    connection: sqlite3.Connection, sort: PeopleSort, words: str, articles: Condition, limit: int, offset: int = 0
) -> Found:
    """Return people of the articles of a condition; articles, mentions and quotes are counted over those alone."""
    named = _named(connection, words) or Condition("1")
    order = {PeopleSort.QUOTES: "c.quotes DESC, c.mentions DESC", PeopleSort.NAME: "p.name COLLATE NOCASE"}
    order |= {PeopleSort.LAST: "c.last_at DESC, c.mentions DESC"}
    columns = _COLUMNS
    for counted in ("articles", "mentions", "quotes", "recent", "recent_quotes", "before", "first_at", "last_at"):
        columns = columns.replace(f"p.{counted},", f"c.{counted},")
    rows = connection.execute(
        f"SELECT {columns} FROM (SELECT s.person_id, count(DISTINCT s.article_id) AS articles, "
        "sum(s.mentions) AS mentions, sum(s.quotes) AS quotes, min(s.at) AS first_at, max(s.at) AS last_at, "
        f"sum(s.mentions * (s.at >= {_WEEK})) AS recent, sum(s.quotes * (s.at >= {_WEEK})) AS recent_quotes, "
        f"sum(s.mentions * (s.at < {_WEEK} AND s.at >= {_WEEK} - 28 * {_DAY})) AS before "
        f"FROM articles a JOIN appearances s ON s.article_id = a.id WHERE s.is_there = 1 AND ({articles.sql}) "
        f"GROUP BY s.person_id) c JOIN people p ON p.id = c.person_id WHERE {_IS_SHOWN} AND {named.sql} "
        f"ORDER BY {order.get(sort, 'c.mentions DESC, c.quotes DESC')} LIMIT ? OFFSET ?",
        (*articles.values, *named.values, limit + 1, offset),
    ).fetchall()
    # The trend is kept for all articles alone: here it would be of others than the numbers beside it.
    found = (row._replace(weeks=()) for row in _rows(connection, rows[:limit]))
    return Found(tuple(found), len(rows) > limit)


def name_of(connection: sqlite3.Connection, person_id: int) -> str:
    """Return what a person is called; empty when there is no such person."""
    row = connection.execute("SELECT name FROM people WHERE id = ?", (person_id,)).fetchone()
    return row[0] if row else ""


def row(connection: sqlite3.Connection, person_id: int) -> PersonRow | None:
    """Return a person, or whom they were merged into; None when there is no such person."""
    found = connection.execute(
        f"SELECT {_COLUMNS} FROM people q JOIN people p ON p.id = q.root_id WHERE q.id = ?", (person_id,)
    ).fetchall()
    return _rows(connection, found)[0] if found else None


def in_article(connection: sqlite3.Connection, article_id: int, name: str) -> int | None:
    """Return whom an article means by a name, the fullest it uses."""
    found = connection.execute(
        "SELECT a.person_id FROM appearances a JOIN names n ON n.id = a.name_id WHERE a.article_id = ? AND n.name = ?",
        (article_id, name),
    ).fetchone()
    return int(found[0]) if found else None


def card(connection: sqlite3.Connection, person_id: int) -> Card | None:
    """Return who a person is: names, roles over time, company, outlets."""
    found = row(connection, person_id)
    if found is None:
        return None
    id_ = found.id
    company, company_of = _company(connection, id_)
    follow = connection.execute(
        "SELECT f.folder_id, f.is_announced FROM follows f CROSS JOIN people p ON p.id = f.person_id "
        "WHERE p.root_id = ?",
        (id_,),
    ).fetchone()
    parts = connection.execute("SELECT id, name FROM people WHERE root_id = ?1 AND id <> ?1 ORDER BY id", (id_,))
    return Card(
        found,
        _forms(connection, id_),
        _roles(connection, id_),
        company,
        company_of,
        _outlets(connection, id_),
        _unread(connection, id_, follow[0]) if follow else None,
        bool(follow and follow[1]),
        tuple((part[0], part[1]) for part in parts),
        follow[0] if follow else 0,
        connection.execute(f"SELECT {_WEEK}").fetchone()[0],
    )


def statements(
    connection: sqlite3.Connection,
    person_id: int,
    limit: int,
    after: Place | None = None,
    only: Condition = ALL,
) -> tuple[tuple[Statement, ...], Place | None]:
    """Return what a person said, the latest first, and where the next ones begin; None at the end."""
    bound, values = _after(after, "s.at", "s.article_id", "q.start")
    rows = connection.execute(
        f"SELECT s.article_id, q.start, q.end, text_part(b.text, b.packed, q.start, q.end), a.title, "
        f"{FEED_TITLE}, s.at, a.is_read "
        "FROM appearances s JOIN quoted q ON q.article_id = s.article_id AND q.name_id = s.name_id "
        "JOIN articles a ON a.id = s.article_id JOIN feeds f ON f.id = a.feed_id "
        "JOIN bodies b ON b.article_id = s.article_id "
        f"WHERE s.person_id = ? AND s.is_there = 1 AND s.quotes > 0 AND {only.sql}{bound} "
        "ORDER BY s.at DESC, s.article_id DESC, q.start LIMIT ?",
        (person_id, *only.values, *values, limit),
    ).fetchall()
    last = rows[-1] if len(rows) == limit else None
    found = tuple(
        Statement(id_, start, end, words or "", title, outlet, to_moment(at), bool(is_read))
        for id_, start, end, words, title, outlet, at, is_read in rows
    )
    return found, Place(last[6], last[0], last[1]) if last else None


def appearances(
    connection: sqlite3.Connection,
    person_id: int,
    limit: int,
    after: Place | None = None,
    only: Condition = ALL,
) -> tuple[tuple[Appearance, ...], Place | None]:
    """Return the articles that name a person, the latest first, and where the next ones begin; None at the end."""
    bound, values = _after(after, "s.at", "s.article_id", "")
    rows = connection.execute(
        f"SELECT s.article_id, a.title, {FEED_TITLE}, s.at, n.name, coalesce(r.role, ''), sum(s.mentions), "
        "sum(s.quotes), a.is_read FROM appearances s JOIN articles a ON a.id = s.article_id "
        "JOIN feeds f ON f.id = a.feed_id "
        "JOIN names n ON n.id = s.name_id LEFT JOIN printed_roles r ON r.id = s.role_id "
        f"WHERE s.person_id = ? AND s.is_there = 1 AND {only.sql}{bound} "
        "GROUP BY s.at, s.article_id ORDER BY s.at DESC, s.article_id DESC LIMIT ?",
        (person_id, *only.values, *values, limit),
    ).fetchall()
    last = rows[-1] if len(rows) == limit else None
    return tuple(
        Appearance(
            id_, title, outlet, to_moment(at), name, role, mentions, quotes, bool(is_read)
        )
        for id_, title, outlet, at, name, role, mentions, quotes, is_read in rows
    ), Place(last[3], last[0]) if last else None  # fmt: skip


def narrowed(person_id: int, wanted: Mapping[str, object]) -> Condition:
    """Return the condition of those of a person's articles that meet all of these terms, by the names of `_TERMS`.

    Of the articles that name both it is those that a card counts: among the person's last.
    """
    terms, values = ["1"], list[object]()
    for name, value in wanted.items():
        if value:
            terms.append(_TERMS[name])
            values.append(value)
            if name == "other_id":
                values += [person_id, _COMPANY_OF]
    return Condition(" AND ".join(terms), tuple(values))


_TERMS = {
    "role": "r.role = ? COLLATE NOCASE",
    "name": "n.name = ?",
    "feed_id": "s.feed_id = ?",
    "other_id": "EXISTS (SELECT 1 FROM appearances o WHERE o.article_id = s.article_id AND o.person_id = ?) "
    f"AND s.article_id IN ({_LATEST_ARTICLES})",
    "since": "s.at >= ?",
    "unread_in": "s.article_id IN (SELECT article_id FROM smart_unread WHERE folder_id = ?)",
    "is_quoting": "s.quotes >= ?",
}
"""Which of a person's articles can be asked for."""


def names_in(connection: sqlite3.Connection, person_id: int, article_id: int) -> frozenset[str]:
    """Return what an article calls a person at fullest."""
    rows = connection.execute(
        "SELECT n.name FROM appearances s JOIN names n ON n.id = s.name_id WHERE s.article_id = ? AND s.person_id = ?",
        (article_id, person_id),
    )
    return frozenset(row[0] for row in rows)


def days(connection: sqlite3.Connection, person_id: int) -> tuple[tuple[int, int, int], ...]:
    """Return on which days (since 1970 UTC) a person was named and quoted how often."""
    rows = connection.execute(
        "SELECT day, mentions, quotes FROM person_days WHERE person_id = ? ORDER BY day", (person_id,)
    )
    return tuple((row[0], row[1], row[2]) for row in rows)


def called(connection: sqlite3.Connection, name: str, limit: int) -> tuple[PersonRow, ...]:
    """Return the people a name can mean: those called exactly so, else those whose name holds its words."""
    found = page(connection, PeopleSort.MENTIONS, name, limit).rows
    wanted = words_of(name)
    exact = tuple(one for one in found if words_of(one.name) == wanted)
    return exact or found


_COLUMNS = (
    "p.id, p.name, p.articles, p.mentions, p.quotes, p.recent, p.recent_quotes, p.before, p.first_at, p.last_at, "
    "(SELECT r.role FROM (SELECT role_id FROM (SELECT role_id FROM appearances WHERE person_id = p.id AND is_there = 1 "
    f"ORDER BY at DESC LIMIT {_LATEST_ROLES}) WHERE role_id IS NOT NULL LIMIT 1) l JOIN printed_roles r "
    "ON r.id = l.role_id), "
    "EXISTS (SELECT 1 FROM follows f CROSS JOIN people b ON b.id = f.person_id WHERE b.root_id = p.id)"
)


def _rows(connection: sqlite3.Connection, rows: Sequence[tuple[object, ...]]) -> tuple[PersonRow, ...]:
    week: int = connection.execute("SELECT n FROM counts WHERE name = 'people_week'").fetchone()[0]
    weeks = _weeks(connection, [row[0] for row in rows], week // _DAY)
    oldest = connection.execute("SELECT min(sort_at) FROM articles WHERE is_gone = 0").fetchone()[0]
    # Where nothing is older than this week everybody would be new, and the word would say nothing.
    begin = week if oldest is not None and oldest < week else None
    return tuple(_person(row, begin, weeks) for row in rows)


def _person(row: tuple[object, ...], week: int | None, weeks: dict[object, tuple[int, ...]]) -> PersonRow:
    id_, name, articles, mentions, quotes, recent, recent_quotes, before, first, last, role, is_followed = row
    is_new = week is not None and first is not None and first >= week  # type: ignore[operator]
    return PersonRow(
        id_, name, role or "", articles, mentions, quotes, recent, recent_quotes, before, to_moment(first),  # type: ignore[arg-type]
        to_moment(last), is_new, bool(is_followed), weeks.get(id_, ()),  # type: ignore[arg-type]
    )  # fmt: skip


def _weeks(connection: sqlite3.Connection, ids: Sequence[object], day: int) -> dict[object, tuple[int, ...]]:
    """Return the mentions of people by week, the one that begins on `day` last, with whatever is dated after it."""
    counted: dict[object, list[int]] = {id_: [0] * WEEKS for id_ in ids}
    rows = connection.execute(
        "SELECT person_id, day, mentions FROM person_days WHERE person_id IN (SELECT value FROM json_each(?)) "
        "AND day >= ?",
        (json.dumps(list(ids)), day - 7 * (WEEKS - 1)),
    )
    for id_, on, mentions in rows:
        counted[id_][min(WEEKS - 1, WEEKS - 1 + (on - day) // 7)] += mentions
    return {id_: tuple(weeks) for id_, weeks in counted.items()}


def _named(connection: sqlite3.Connection, words: str) -> Condition | None:
    """Return the condition of people whose name holds words that begin so; None when no words are given."""
    wanted = words_of(words)
    if not wanted:
        return None
    match = " AND ".join(f'"{word}"*' for word in wanted)
    rows = connection.execute(
        "SELECT rowid FROM people_search WHERE people_search MATCH ? LIMIT ?", (match, _MOST_FOUND + 1)
    ).fetchall()
    if len(rows) <= _MOST_FOUND:
        found = json.dumps([row[0] for row in rows])
        return Condition(
            "p.id IN (SELECT b.root_id FROM person_keys k JOIN people b ON b.id = k.person_id "
            "WHERE k.id IN (SELECT value FROM json_each(?)))",
            (found,),
        )
    # So many that the first of any order soon come up.
    terms = " AND ".join("(' ' || k.whole) LIKE ?" for _ in wanted)
    return Condition(
        f"EXISTS (SELECT 1 FROM person_keys k WHERE k.person_id = p.id AND {terms})",
        tuple(f"% {re.sub('[%_]', '', word)}%" for word in wanted),
    )


def _after(after: Place | None, at: str, article: str, start: str) -> tuple[str, tuple[int, ...]]:
    if after is None:
        return "", ()
    if not start:
        return f" AND ({at}, {article}) < (?, ?)", (after.at, after.article_id)
    return (
        f" AND {at} <= ? AND ({at} < ? OR {article} < ? OR ({article} = ? AND {start} > ?))",
        (after.at, after.at, after.article_id, after.article_id, after.start),
    )


def _forms(connection: sqlite3.Connection, person_id: int) -> tuple[NameForm, ...]:
    rows = connection.execute(
        "SELECT n.name, s.n FROM (SELECT name_id, count(DISTINCT article_id) AS n FROM appearances "
        "WHERE person_id = ? AND is_there = 1 GROUP BY name_id) s JOIN names n ON n.id = s.name_id "
        "ORDER BY s.n DESC, n.name",
        (person_id,),
    )
    return tuple(NameForm(*row) for row in rows)


def _roles(connection: sqlite3.Connection, person_id: int) -> tuple[DatedRole, ...]:
    rows = connection.execute(
        "SELECT r.role, min(s.at), max(s.at), count(DISTINCT s.article_id) FROM appearances s JOIN printed_roles r "
        "ON r.id = s.role_id WHERE s.person_id = ? AND s.is_there = 1 GROUP BY lower(r.role) ORDER BY max(s.at) DESC",
        (person_id,),
    )
    return tuple(DatedRole(role, to_moment(first), to_moment(last), n) for role, first, last, n in rows)


def _company(connection: sqlite3.Connection, person_id: int) -> tuple[tuple[Companion, ...], int]:
    latest = [row[0] for row in connection.execute(_LATEST_ARTICLES, (person_id, _COMPANY_OF))]
    rows = connection.execute(
        "SELECT s.person_id, p.name, count(DISTINCT s.article_id) AS n FROM appearances s "
        "JOIN people p ON p.id = s.person_id WHERE s.article_id IN (SELECT value FROM json_each(?)) "
        f"AND s.person_id <> ? AND {_IS_SHOWN} GROUP BY s.person_id ORDER BY n DESC, p.mentions DESC LIMIT ?",
        (json.dumps(latest), person_id, _MOST_COMPANY),
    )
    return tuple(Companion(*row) for row in rows), len(set(latest))


def _outlets(connection: sqlite3.Connection, person_id: int) -> tuple[Outlet, ...]:
    rows = connection.execute(
        f"SELECT s.feed_id, {FEED_TITLE}, s.n, s.q FROM "
        "(SELECT feed_id, count(DISTINCT article_id) AS n, sum(quotes) AS q FROM appearances "
        "WHERE person_id = ? AND is_there = 1 GROUP BY feed_id) s JOIN feeds f ON f.id = s.feed_id "
        "ORDER BY s.n DESC LIMIT ?",
        (person_id, _MOST_OUTLETS),
    )
    return tuple(Outlet(*row) for row in rows)


def _unread(connection: sqlite3.Connection, person_id: int, folder_id: int) -> Unread:
    rows = connection.execute(
        "SELECT count(DISTINCT u.article_id), count(DISTINCT CASE WHEN s.quotes > 0 THEN u.article_id END) "
        "FROM smart_unread u JOIN appearances s ON s.article_id = u.article_id AND s.person_id = ? "
        "WHERE u.folder_id = ?",
        (person_id, folder_id),
    ).fetchone()
    return Unread(*rows)
