"""From a query's tree to SQL: the condition that an article of the archive (`articles a`) meets.

What is not known yet, such as the people of an article whose text nobody has asked for, is NULL and counts neither
way. Words are looked up in the full-text index, as many at a time as it can take; a word may also stand in the title
of the article's feed.
"""

from __future__ import annotations

import json
import sqlite3
import unicodedata
from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from tuinews.identity.names import words_of
from tuinews.model.articles import Whereabouts
from tuinews.query import And, Field, Node, Not, Or, Text
from tuinews.query.dates import first_moment
from tuinews.query.fields import SOURCES, number_range
from tuinews.store import folders
from tuinews.store.beginnings import beginning, phrase
from tuinews.store.conditions import Condition, of_feeds
from tuinews.store.rows import to_seconds
from tuinews.store.speakers import spoken_by
from tuinews.store.whereabouts import at


class _FeedName(NamedTuple):
    """What a feed can be called by."""

    id: int
    url: str
    title: str
    """In small letters, a blank before it."""
    is_there: bool


class Matcher:
    """Makes conditions for one archive at one moment."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        today: datetime,
        *,
        is_single: bool = False,
        looks_at_feeds: bool = True,
        begins: Callable[[str], str] = beginning,
    ) -> None:
        """Make a matcher.

        Args:
            today: When today began.
            is_single: The condition is for single articles known by their ids, not to find them.
            looks_at_feeds: A word may stand in the title of the article's feed, too.
            begins: How the full-text index is asked for the beginning of a word.
        """
        self._begins = begins
        self._looks_at_feeds = looks_at_feeds
        self._connection = connection
        self._today = today
        self._is_single = is_single

    def condition(self, node: Node) -> Condition:
        """Return the condition of a tree."""
        return self._condition(node, is_excluded=False)

    def _condition(self, node: Node, *, is_excluded: bool) -> Condition:
        words = self.full_text(node)
        if words:
            return self._found("search", "a.id", words)
        match node:
            case And(nodes):
                return self._all(nodes, is_excluded=is_excluded)
            case Or(nodes):
                found = [self._condition(inner, is_excluded=is_excluded) for inner in nodes]
                return joined(" OR ", found)
            case Not(inner):
                found_inner = self._condition(inner, is_excluded=not is_excluded)
                return Condition(f"NOT ({found_inner.sql})", found_inner.values)
            case Text(text, is_prefix):
                return self._word(text, is_prefix=is_prefix)
            case Field(name, value):
                found_field = _FIELDS[name](self, value)
                if is_excluded and name in _FROM_ANNOTATION:
                    return Condition(f"CASE WHEN a.people IS NOT NULL THEN {found_field.sql} END", found_field.values)
                return found_field

    def _all(self, nodes: tuple[Node, ...], *, is_excluded: bool) -> Condition:
        about = [node.value for node in nodes if isinstance(node, Field) and node.name == "about"]
        said = [node.value for node in nodes if isinstance(node, Field) and node.name == "said"]
        found, words, rest = list[Condition](), list[Node](), list[Node]()
        for node in nodes:
            if about and said and isinstance(node, Field) and node.name in {"about", "said"}:
                continue
            (words if self.full_text(node) else rest).append(node)
        if words:
            found.append(self._condition(And(tuple(words)) if len(words) > 1 else words[0], is_excluded=is_excluded))
        if about and said:
            # Beside each other they are about one quote: this person said these words.
            found += [self._quote(said=name, about=about) for name in said]
        found += [self._condition(node, is_excluded=is_excluded) for node in rest]
        return joined(" AND ", found) if found else Condition("1")

    # -------------------------------------------------------------------------------------- full text

    def full_text(self, node: Node) -> str:
        """Return the tree as an expression of the full-text index alone, or "" where that cannot say it."""
        match node:
            case Text(text, is_prefix):
                is_elsewhere = not has_words(text) or (self._looks_at_feeds and self.feeds_titled(text))
                if is_elsewhere:
                    return ""
                return self._begins(text) if is_prefix else phrase(text)
            case Field("title", value) if has_words(value):
                return f"title : {value_words(value)}"
            case Field("author", value) if has_words(value):
                return f"byline : {value_words(value)}"
            case Or(nodes):
                found = [self.full_text(inner) for inner in nodes]
                return f"({' OR '.join(found)})" if all(found) else ""
            case And(nodes) if nodes:
                wanted = [self.full_text(inner) for inner in nodes if not isinstance(inner, Not)]
                unwanted = [self.full_text(inner.node) for inner in nodes if isinstance(inner, Not)]
                if not wanted or not all(wanted) or not all(unwanted):
                    return ""
                whole = f"({' AND '.join(wanted)})"
                return f"({whole} NOT ({' OR '.join(unwanted)}))" if unwanted else whole
        return ""

    def _word(self, text: str, *, is_prefix: bool) -> Condition:
        if not has_words(text):
            # Signs, and scripts without blanks between words, are looked for as they are.
            pattern = like_pattern(text)
            return Condition(
                "(a.title LIKE ? ESCAPE '\\' OR a.snippet LIKE ? ESCAPE '\\' OR a.authors LIKE ? ESCAPE '\\')",
                (pattern,) * 3,
            )
        found = self._found("search", "a.id", self._begins(text) if is_prefix else phrase(text))
        return Condition(
            f"({found.sql} OR a.feed_id IN ({_NUMBERS}))", (*found.values, json.dumps(self.feeds_titled(text)))
        )

    def _found(self, index: str, column: str, words: str) -> Condition:
        if self._is_single:
            return Condition(f"EXISTS (SELECT 1 FROM {index} WHERE {index} MATCH ? AND rowid = {column})", (words,))
        return Condition(f"{column} IN (SELECT rowid FROM {index} WHERE {index} MATCH ?)", (words,))

    def feeds_titled(self, text: str) -> list[int]:
        """Return the ids of the feeds in whose titles a word stands."""
        wanted = f" {text.casefold()}"
        return [feed.id for feed in self._feeds if wanted in feed.title]

    @cached_property
    def _feeds(self) -> list[_FeedName]:
        rows = self._connection.execute(
            "SELECT id, url, coalesce(nullif(user_title, ''), title), removed_at IS NULL FROM feeds"
        )
        return [_FeedName(feed_id, url, f" {title.casefold()}", bool(there)) for feed_id, url, title, there in rows]

    # ----------------------------------------------------------------------------------------- fields

    def _feed(self, value: str) -> Condition:
        there, wanted = [feed for feed in self._feeds if feed.is_there], value.casefold()
        ids = [feed.id for feed in there if value in (str(feed.id), feed.url) or feed.title[1:] == wanted]
        ids = ids or [feed.id for feed in there if wanted in (feed.title.strip() or feed.url)]
        return of_feeds(self._connection, ids)

    def _folder(self, value: str) -> Condition:
        wanted = value.casefold()
        inside = {
            below
            for folder_id, path in folders.paths(self._connection).items()
            if path[-1].casefold() == wanted or "/".join(path).casefold() == wanted
            for below in folders.with_descendants(self._connection, folder_id)
        }
        return of_feeds(self._connection, folders.feeds_inside(self._connection, inside))

    def _person(self, value: str) -> Condition:
        names = value_phrase(value)
        if self._is_single:
            named = f"SELECT 1 FROM named n WHERE n.article_id = a.id AND n.name_id IN ({_NAMED})"
            return Condition(f"EXISTS ({named})", (names,))
        return Condition(f"a.id IN (SELECT article_id FROM named WHERE name_id IN ({_NAMED}))", (names,))

    def _said(self, value: str) -> Condition:
        return self._quote(said=value, about=[])

    def _about(self, value: str) -> Condition:
        return self._quote(said="", about=[value])

    def _quote(self, *, said: str, about: list[str]) -> Condition:
        terms, values = list[str](), list[object]()
        if said:
            speaks = spoken_by(value_phrase(said))
            terms.append(speaks.sql)
            values += speaks.values
        if about:
            words = " AND ".join(map(value_words, about))
            found = self._found("quoted_index", "q.id", words)
            terms.append(found.sql)
            values += found.values
        if self._is_single:
            terms.append("q.article_id = a.id")
            return Condition(f"EXISTS (SELECT 1 FROM quoted q WHERE {' AND '.join(terms)})", tuple(values))
        return Condition(f"a.id IN (SELECT q.article_id FROM quoted q WHERE {' AND '.join(terms)})", tuple(values))

    def _who(self, value: str) -> Condition:
        people = people_meant(value)
        if self._is_single:
            there = f"SELECT 1 FROM appearances w WHERE w.article_id = a.id AND w.person_id IN ({people.sql})"
            return Condition(f"EXISTS ({there})", people.values)
        return Condition(
            f"a.id IN (SELECT article_id FROM appearances WHERE person_id IN ({people.sql}))", people.values
        )

    def _tag(self, value: str) -> Condition:
        # The feed's tags are looked at in Python: they are JSON, and there are few feeds.
        rows = self._connection.execute("SELECT id, tags FROM feeds WHERE tags <> '[]'")
        wanted = value.casefold()
        ids = [row[0] for row in rows if wanted in {tag.casefold() for tag in json.loads(row[1])}]
        return Condition(
            f"(a.id IN (SELECT article_id FROM article_tags WHERE tag = ?) OR a.feed_id IN ({_NUMBERS}))",
            (value, json.dumps(ids)),
        )

    def _is(self, value: str) -> Condition:
        if value == "today":
            return Condition("a.sort_at >= ?", (to_seconds(self._today),))
        return Condition(_IS[value])

    def _since(self, value: str) -> Condition:
        return Condition("a.sort_at >= ?", (to_seconds(first_moment(value, self._today)),))

    def _before(self, value: str) -> Condition:
        return Condition("a.sort_at < ?", (to_seconds(first_moment(value, self._today)),))


_NUMBERS = "SELECT value FROM json_each(?)"
_NAMED = "SELECT rowid FROM names_index WHERE names_index MATCH ?"
_FROM_ANNOTATION = {"person", "said", "about", "source", "who"}
_IS = {
    "unread": "a.is_read = 0",
    "read": "a.is_read = 1",
    "starred": "a.is_starred = 1",
    "later": "a.is_later = 1",
    "updated": "a.id IN (SELECT article_id FROM revisions)",
    "muted": at(Whereabouts.MUTED),
    "archived": at(Whereabouts.ARCHIVED),
}
_HAS = {
    "quotes": "a.quotes > 0",
    "people": "a.people > 0",
    "enclosure": "a.enclosures <> '[]'",
    "tags": "a.id IN (SELECT article_id FROM article_tags)",
}


def _has(matcher: Matcher, value: str) -> Condition:
    return Condition(_HAS[value])


def _quotes_source(matcher: Matcher, value: str) -> Condition:
    return Condition(
        "EXISTS (SELECT 1 FROM quoted s WHERE s.article_id = a.id AND s.source = ?)", (SOURCES.index(value),)
    )


def _language(matcher: Matcher, value: str) -> Condition:
    return Condition("(lower(a.language) = ? OR lower(a.language) LIKE ? || '-%')", (value, value))


def _number(column: str) -> Callable[[Matcher, str], Condition]:
    def condition(matcher: Matcher, value: str) -> Condition:
        low, high = number_range(value)
        if high is None:
            return Condition(f"a.{column} >= ?", (low,))
        return Condition(f"a.{column} BETWEEN ? AND ?", (low, high))

    return condition


def _worded(column: str) -> Callable[[Matcher, str], Condition]:
    def condition(matcher: Matcher, value: str) -> Condition:
        """Return the condition for a title or byline that the full-text index cannot look up."""
        return Condition(f"a.{column} LIKE ? ESCAPE '\\'", (like_pattern(value),))

    return condition


_FIELDS: dict[str, Callable[[Matcher, str], Condition]] = {
    "is": Matcher._is,
    "has": _has,
    "feed": Matcher._feed,
    "folder": Matcher._folder,
    "title": _worded("title"),
    "author": _worded("authors"),
    "person": Matcher._person,
    "said": Matcher._said,
    "about": Matcher._about,
    "source": _quotes_source,
    "who": Matcher._who,
    "tag": Matcher._tag,
    "lang": _language,
    "since": Matcher._since,
    "before": Matcher._before,
    "words": _number("words"),
    "people": _number("people"),
    "quotes": _number("quotes"),
}


def people_meant(value: str) -> Condition:
    """Return a query of the people that the value of `who:` means: one by number, or all who are called so."""
    # In ASCII digits, for SQLite reads no others; more of them than an id has name nobody.
    if value.isascii() and value.isdigit() and len(value) < 18:
        return Condition("SELECT root_id FROM people WHERE id = ?", (int(value),))
    return Condition(
        "SELECT p.root_id FROM people_search s JOIN person_keys k ON k.id = s.rowid "
        "JOIN people p ON p.id = k.person_id WHERE people_search MATCH ?",
        # As names stand in the index: folded, and O'Brien in one piece.
        (value_phrase(" ".join(words_of(value)) + "*" * value.endswith("*")),),
    )


def whereabouts(node: Node, *, with_archived: bool = False) -> tuple[int, ...]:
    """Return where the articles of a query may be: in the lists, and among the muted or archived where it says so."""
    named = set(_fields(node))
    places = [Whereabouts.LISTED.value]
    if Field("is", "muted") in named:
        places.append(Whereabouts.MUTED.value)
    if with_archived or Field("is", "archived") in named:
        places.append(Whereabouts.ARCHIVED.value)
    return tuple(places)


def is_about_days(node: Node) -> bool:
    """Return whether another day makes another result."""
    return any(field.name in {"since", "before"} or field == Field("is", "today") for field in _fields(node))


def _fields(node: Node) -> list[Field]:
    match node:
        case Field():
            return [node]
        case Not(inner):
            return _fields(inner)
        case And(nodes) | Or(nodes):
            return [field for inner in nodes for field in _fields(inner)]
    return []


def joined(operator: str, conditions: list[Condition]) -> Condition:
    if len(conditions) == 1:
        return conditions[0]
    sql = operator.join(f"({condition.sql})" for condition in conditions)
    return Condition(sql, tuple(value for condition in conditions for value in condition.values))


def has_words(text: str) -> bool:
    """Return whether the full-text index takes a text apart as people do: it has letters, and blanks between words."""
    return any(character.isalnum() for character in text) and not any(map(_is_unspaced, text))


def _is_unspaced(character: str) -> bool:
    return character > "\u0e00" and unicodedata.name(character, "").startswith(_UNSPACED)


_UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR")


def value_phrase(value: str) -> str:
    """Return a field's value for the index of names; an asterisk at its end lets the last word go on."""
    stem = value.rstrip("*")
    return phrase(stem, is_prefix=True) if stem and stem != value else phrase(value)


def value_words(value: str) -> str:
    """Return a field's value for an index of stems; an asterisk at its end lets the last word go on."""
    stem = value.rstrip("*")
    return beginning(stem) if stem and stem != value else phrase(value)


def like_pattern(text: str) -> str:
    return "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
