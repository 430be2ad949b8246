"""The rows of a person's page: a card, statements, articles with the sentences that name them, company."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import NamedTuple

from tuinews.charts import sparkline
from tuinews.model.annotations import QuoteKind
from tuinews.model.people import Appearance, Card, PersonRow, Statement
from tuinews.newsroom.look_up import Mentioned, Only
from tuinews.screen_text import line, many

_DAY = 86_400
_SAID = {QuoteKind.SPEECH: "quote", QuoteKind.INDIRECT: "reported"}


class Tab(StrEnum):
    """A part of a person's page."""

    CARD = "card"
    STATEMENTS = "statements"
    REPORTED = "reported"
    ARTICLES = "articles"
    ROLES = "roles"
    COMPANY = "company"
    NAMES = "names"


class Goal(NamedTuple):
    """Where a row leads."""

    article_id: int = 0
    offset: int = -1
    """Where in the article; -1 is the first mention."""
    person_id: int = 0
    only: Only | None = None
    """Which articles of the person to list."""
    tab: Tab | None = None


class Row(NamedTuple):
    """One row: words, a line of facts under them, a remark at the right."""

    head: str
    tail: str = ""
    when: datetime | None = None
    remark: str = ""
    goal: Goal | None = None
    """None for a heading."""
    is_read: bool = False
    is_sentence: bool = False
    part: int = 0
    """The person that was merged, where the row is about one."""


def facts_of(
    row: PersonRow, card: Card | None, *, is_narrowed: bool = False
) -> tuple[str, tuple[tuple[str, Tab | None], ...]]:
    """Return the two lines over the page: who they are, and the numbers, each with the part of the page that lists it.

    What the card alone tells comes with it.
    """
    role = line(row.role, 160) if card is None or not card.roles else line(card.roles[0].role, 160)
    week = f"{row.recent:,} in 7 days" if row.recent else "none in 7 days"
    articles = f"{'altogether ' if is_narrowed else ''}{many(row.articles, 'article')}"
    numbers: list[tuple[str, Tab | None]] = [
        (articles, Tab.ARTICLES),
        (many(row.mentions, "mention"), Tab.ARTICLES),
        (many(row.quotes, "quote"), Tab.STATEMENTS),
        (week, Tab.CARD),
    ]
    if card is not None and card.unread is not None:
        unread = f"★ followed: {card.unread.mentioned:,} unread, {card.unread.quoted:,} of them quote"
        numbers.append((unread, Tab.CARD))
        if card.is_announced:
            numbers.append(("told on the desktop", None))
    return role, tuple(numbers)


def card_rows(card: Card, said: Sequence[Statement]) -> Iterator[Row]:
    """Yield the card: what is known at a glance, each row leading on."""
    row = card.row
    weeks = sparkline(row.weeks, 24)
    yield Row("When")
    first_week = card.week_at - 7 * _DAY * (len(row.weeks) - 1)
    yield Row(
        "Mentions by week",
        weeks,
        remark=f"{sum(row.weeks):,} in {len(row.weeks)} weeks",
        goal=Goal(only=Only(since=first_week)),
    )
    if row.recent:
        tail, goal = "since " + _day(card.week_at), Goal(only=Only(since=card.week_at))
        yield Row("In the last 7 days", tail, remark=many(row.recent, "mention"), goal=goal)
    yield Row(
        f"Seen {_span(row.first_seen, row.last_seen)}", many(row.articles, "article"), goal=Goal(tab=Tab.ARTICLES)
    )
    if card.unread is not None:
        unread = Only(unread_in=card.folder_id)
        yield Row(
            "Unread, as you follow them", "", remark=many(card.unread.mentioned, "article"), goal=Goal(only=unread)
        )
        quoting = Goal(only=unread._replace(is_quoting=True))
        yield Row("Unread that quote them", "", remark=many(card.unread.quoted, "article"), goal=quoting)
    if card.roles:
        yield Row("Roles, as printed")
        yield from [*role_rows(card)][:4]
    if said:
        yield Row("Last statements")
        yield from [statement_row(one) for one in said[:3]]
    if card.company:
        yield Row("Named beside")
        yield from [*company_rows(card)][:4]
    yield Row("Names and outlets")
    yield from [*name_rows(card)][:3]
    yield from [*outlet_rows(card)][:3]


def statement_row(said: Statement) -> Row:
    """Return the row of a statement, or of what is reported."""
    goal = Goal(said.article_id, said.start)
    tail = f"{line(said.outlet, 60)} · {line(said.title, 200)}"
    return Row(line(said.words, 600), tail, said.at, goal=goal, is_read=said.is_read)


def article_row(seen: Appearance) -> Row:
    """Return an article's row."""
    facts = [line(seen.outlet, 60), line(seen.role, 80), "" if not seen.name else f"as {line(seen.name, 80)}"]
    numbers = many(seen.mentions, "mention") + (f" · {many(seen.quotes, 'quote')}" if seen.quotes else "")
    return Row(
        line(seen.title, 300), " · ".join(filter(None, [numbers, *facts])), seen.at, goal=Goal(seen.article_id),
        is_read=seen.is_read,
    )  # fmt: skip


def sentence_row(found: Mentioned) -> Row:
    """Return the row of a sentence that names a person, or of what they say."""
    many_times = f"{found.mentions:,} mentions" if found.mentions > 1 else ""
    remark = many_times if found.kind is None else _SAID[found.kind]
    return Row(line(found.sentence, 600), remark=remark, goal=Goal(found.article_id, found.start), is_sentence=True)


def role_rows(card: Card) -> Iterator[Row]:
    """Yield the roles over time, the latest first."""
    for one in card.roles:
        goal = Goal(only=Only(role=one.role))
        yield Row(line(one.role, 200), _span(one.first, one.last), remark=many(one.articles, "article"), goal=goal)


def company_rows(card: Card) -> Iterator[Row]:
    """Yield who is named in the same articles; each leads to those articles."""
    for one in card.company:
        tail = f"of the last {card.company_of:,} that name {line(card.row.name, 60)}"
        yield Row(line(one.name, 120), tail, remark=many(one.articles, "article"), goal=Goal(person_id=one.id))


def name_rows(card: Card) -> Iterator[Row]:
    """Yield every name form."""
    for one in card.forms:
        goal = Goal(only=Only(name=one.name))
        yield Row(line(one.name, 120), "called so", remark=many(one.articles, "article"), goal=goal)


def part_rows(card: Card) -> Iterator[Row]:
    """Yield those who were merged into this person."""
    for person_id, name in card.parts:
        yield Row(line(name, 120), "merged into this person", goal=Goal(tab=Tab.NAMES), part=person_id)


def outlet_rows(card: Card) -> Iterator[Row]:
    """Yield the feeds that name the person."""
    for one in card.outlets:
        quotes = f"{many(one.quotes, 'quote')}" if one.quotes else "no quotes"
        goal = Goal(only=Only(feed_id=one.feed_id))
        yield Row(line(one.title, 120), quotes, remark=many(one.articles, "article"), goal=goal)


def only_in_words(only: Only, card: Card | None) -> str:
    """Return which articles are listed: "as Foreign Minister"."""
    if only.query:
        return f"in the articles of {line(only.query, 80)}"
    if only.since:
        return f"since {_day(only.since)}"
    if only.unread_in:
        return "unread that quote them" if only.is_quoting else "unread"
    if only.role:
        return f"as {line(only.role, 80)}"
    if only.name:
        return f"called {line(only.name, 80)}"
    if card is None:
        return ""
    if only.feed_id:
        return f"in {line(next((one.title for one in card.outlets if one.feed_id == only.feed_id), ''), 80)}"
    other = next((one.name for one in card.company if one.id == only.other_id), "")
    return f"with {line(other, 80)}"


def _day(seconds: int) -> str:
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d}"  # the weeks are counted in days of UTC


def _span(first: datetime | None, last: datetime | None) -> str:
    days = [f"{one.astimezone():%Y-%m-%d}" if one else "" for one in (first, last)]
    return days[0] if days[0] == days[1] else f"{days[0]} to {days[1]}"
