"""Who speaks a quote, in SQL: the one place that knows how quotes are tied to speakers."""

from __future__ import annotations

from tuinews.store.conditions import Condition

SPEAKER = "LEFT JOIN names n ON n.id = q.name_id"
"""Brings the name of the speaker, `n.name`, to a quote `q`; NULL when it cannot be told who speaks."""


def spoken_by(phrase: str) -> Condition:
    """Return the condition that a quote `q` is by someone whose name holds a phrase of the full-text index."""
    return Condition("q.name_id IN (SELECT rowid FROM names_index WHERE names_index MATCH ?)", (phrase,))


def spoken_by_person(people: Condition) -> Condition:
    """Return the condition that a quote `q` is by one of some people of the archive, given a query of them."""
    return Condition(
        "EXISTS (SELECT 1 FROM appearances w WHERE w.article_id = q.article_id AND w.name_id = q.name_id "
        f"AND w.person_id IN ({people.sql}))",
        people.values,
    )
