"""`people` and `person`."""

from __future__ import annotations

import argparse
import contextlib
from datetime import datetime

from tuinews import charts
from tuinews.commands.queries import checked_query
from tuinews.commands.session import opened, print_json, run, styled, tell
from tuinews.commands.tables import print_columns
from tuinews.errors import UnstoredError, UsageError
from tuinews.model.people import Appearance, Card, PeopleSort, PersonRow, Statement
from tuinews.newsroom import Newsroom, follow, index_people, look_up
from tuinews.screen_text import line

_TREND_WIDTH = 12
_MOST_AT_ONCE = 300


def people(options: argparse.Namespace) -> int:
    """List people."""
    query = checked_query(options.query)
    with opened(options.data_dir) as newsroom:
        _catch_up(newsroom)
        found = run(look_up.find_people(newsroom, query, PeopleSort(options.sort), options.limit))
    if options.json:
        print_json([person_facts(row) for row in found.rows])
    elif not found.rows:
        tell("Nobody was found." if query else "Nobody is known yet: `tuinews refresh` reads new articles for people.")
    else:
        _print_people(found.rows)
    return 0


def person(options: argparse.Namespace) -> int:
    """Tell about one person."""
    name = " ".join(options.name)
    with opened(options.data_dir) as newsroom:
        _catch_up(newsroom)
        row = _the_one(newsroom, name)
        if options.follow or options.no_follow:
            print(_follow(newsroom, row, is_wanted=options.follow))
            return 0
        card = run(look_up.card(newsroom, row.id))
        said, _ = run(look_up.statements(newsroom, row.id, options.limit))
        articles, _ = run(look_up.appearances(newsroom, row.id, options.limit))
    assert card is not None
    if options.json:
        print_json(card_facts(card) | {
            "statements": [_statement_facts(one) for one in said],
            "appearances": [_appearance_facts(one) for one in articles],
        })  # fmt: skip
    else:
        _print_card(card)
        _print_statements(said)
    return 0


def _follow(newsroom: Newsroom, row: PersonRow, *, is_wanted: bool) -> str:
    """Follow somebody, or no longer, where that is a change; return what was done."""
    is_followed = run(follow.folder_of(newsroom, row.id)) is not None
    if is_followed is is_wanted:
        return f"{line(row.name, 120)} is {'followed already' if is_wanted else 'not followed'}."
    return f"{run(follow.follow(newsroom, row.id)).label}. `tuinews undo` takes it back."


def _catch_up(newsroom: Newsroom) -> None:
    """Index a few articles that wait for it; where they are many, say so and leave them to the reader."""
    waiting = run(index_people.waiting(newsroom))
    with contextlib.suppress(UnstoredError):  # then they wait
        if waiting <= _MOST_AT_ONCE:
            run(index_people.index_all(newsroom))
            return
        run(index_people.roll(newsroom))
    if waiting:
        tell(f"{waiting:,} articles are not looked through for people yet; the open reader does it in the background.")


def _the_one(newsroom: Newsroom, name: str) -> PersonRow:
    """Return the person a name or id means; raises UsageError when that is nobody or several."""
    if name.isascii() and name.isdigit() and len(name) < 18:
        row = run(look_up.row(newsroom, int(name)))
        if row is None:
            raise UsageError(f"There is no person {name}. `tuinews people` lists them.")
        return row
    found = run(look_up.called(newsroom, name, 12))
    if not found:
        raise UsageError(f"Nobody called {line(name, 80)} is in the archive. `tuinews people` lists who is.")
    if len(found) > 1:
        choices = "\n".join(f"  {row.id}  {_in_words(row)}" for row in found)
        raise UsageError(f"{line(name, 80)} can be any of these. Please give the number.\n{choices}")
    return found[0]


def _in_words(row: PersonRow) -> str:
    return ", ".join(filter(None, (line(row.name, 80), line(row.role, 80), _counted(row.articles, "article"))))


def _counted(count: int, what: str) -> str:
    return f"1 {what}" if count == 1 else f"{count:,} {what}s"


def _print_people(rows: tuple[PersonRow, ...]) -> None:
    print_columns(
        ("id", "name", "role", "mentions", "quotes", "7 days", "trend"),
        [
            (
                str(row.id), row.name, row.role, f"{row.mentions:,}", f"{row.quotes:,}",
                f"{row.recent:,}" + (" new" if row.is_new else ""), charts.sparkline(row.weeks, _TREND_WIDTH),
            )
            for row in rows
        ],
        flexible=(1, 2),
        numbers=(0, 3, 4, 5),
    )  # fmt: skip


def _print_card(card: Card) -> None:
    row = card.row
    print(styled(line(row.name, 200), "bold"))
    counts = (_counted(row.articles, "article"), _counted(row.mentions, "mention"), _counted(row.quotes, "quote"))
    print(styled(" · ".join((f"  {row.id}", *counts)), "dim"))
    print(styled(f"  first seen {_day(row.first_seen)} · last seen {_day(row.last_seen)}", "dim"))
    _print_group("Roles", [f"{line(one.role, 120)}  {_span(one.first, one.last)}" for one in card.roles[:8]])
    others = [one.name for one in card.forms if one.name != row.name]
    _print_group("Also called", [line(", ".join(others[:8]), 300)] if others else [])
    _print_group("Named beside", [f"{line(one.name, 80)}  {one.articles}" for one in card.company[:8]])
    _print_group("Outlets", [f"{line(one.title, 80)}  {one.articles}" for one in card.outlets[:8]])


def _print_statements(said: tuple[Statement, ...]) -> None:
    if said:
        print(styled("Statements", "accent", "bold"))
    for one in said:
        print(f"  {line(one.words, 2_000)}")
        print(styled(f"    {_day(one.at)}  {line(one.outlet, 60)}  {one.article_id}", "dim"))


def _print_group(title: str, lines: list[str]) -> None:
    if lines:
        print(styled(title, "accent", "bold"))
        print(*(f"  {one}" for one in lines), sep="\n")


def person_facts(row: PersonRow) -> dict[str, object]:
    """Return a person of a list as plain values."""
    return row._asdict() | {"first_seen": _iso(row.first_seen), "last_seen": _iso(row.last_seen)}


def card_facts(card: Card) -> dict[str, object]:
    """Return all that is known of a person as plain values."""
    return person_facts(card.row) | {
        "forms": [one._asdict() for one in card.forms],
        "roles": [one._asdict() | {"first": _iso(one.first), "last": _iso(one.last)} for one in card.roles],
        "company": [one._asdict() for one in card.company],
        "company_of": card.company_of,
        "outlets": [one._asdict() for one in card.outlets],
        "unread": card.unread._asdict() if card.unread else None,
    }


def _statement_facts(one: Statement) -> dict[str, object]:
    return one._asdict() | {"at": _iso(one.at)}


def _appearance_facts(one: Appearance) -> dict[str, object]:
    return one._asdict() | {"at": _iso(one.at)}


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _day(moment: datetime | None) -> str:
    return f"{moment.astimezone():%Y-%m-%d}" if moment else "never"


def _span(first: datetime | None, last: datetime | None) -> str:
    return _day(first) if _day(first) == _day(last) else f"{_day(first)} to {_day(last)}"
