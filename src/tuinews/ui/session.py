"""What the reader remembers from one start to the next."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from tuinews.keymap import Place
from tuinews.model.scopes import Scope, ScopeKind, Sort
from tuinews.ui.arrange import Widths
from tuinews.ui.sorting import Order


class Session(NamedTuple):
    """Where the reader was left and how it looked."""

    scope: Scope = Scope()
    article_id: int | None = None
    place: Place = Place.HEADLINES
    widths: Widths = Widths()
    theme: str = ""
    """Empty when the reader never chose one."""
    highlight: str = ""
    folded: frozenset[int] = frozenset()
    """The ids of the folders that are closed."""
    orders: Mapping[Scope, Order] = MappingProxyType({})
    """How lists are ordered, where the reader chose so."""
    theme_over: str = ""
    """The theme of the configuration that `theme` was chosen over."""
    ground: str = ""
    """The terminal's background when it last told: light or dark."""


def session_of(values: Mapping[str, object]) -> Session:
    """Return the session that stored values stand for; what cannot be understood is left at its default."""
    return Session(
        scope=_scope(values.get("scope"))._replace(by_day=values.get("by_day") is True),
        article_id=_number(values.get("article")) or None,
        place=_place(values.get("place")),
        widths=_widths(values.get("widths")),
        theme=_text(values.get("theme")),
        theme_over=_text(values.get("theme_over")),
        ground=_text(values.get("ground")),
        highlight=_text(values.get("highlight")),
        folded=frozenset(filter(None, map(_number, _list(values.get("folded"))))),
        orders=_orders(values.get("orders")),
    )


def values_of(session: Session) -> dict[str, object]:
    """Return the values to store for a session."""
    scope = session.scope
    return {
        "scope": [scope.kind.value, scope.id, scope.oldest_first, scope.sort.value],
        "by_day": scope.by_day,
        "article": session.article_id,
        "place": session.place.value,
        "widths": list(session.widths),
        "theme": session.theme,
        "theme_over": session.theme_over,
        "ground": session.ground,
        "highlight": session.highlight,
        "folded": sorted(session.folded),
        "orders": [
            [of.kind.value, of.id, order.oldest_first, order.sort.value] for of, order in session.orders.items()
        ],
    }


def _scope(value: object) -> Scope:
    match value:
        case [str(kind), int(number), bool(oldest_first), *sort] if kind in set(ScopeKind):
            return Scope(ScopeKind(kind), number, oldest_first=oldest_first, sort=_sort(sort))
    return Scope()


def _sort(value: list[object]) -> Sort:
    return Sort(str(value[0])) if value and value[0] in set(Sort) else Sort.TIME


def _orders(value: object) -> dict[Scope, Order]:
    scopes = [_scope(one) for one in _list(value)]
    return {
        Scope(scope.kind, scope.id): Order(scope.sort, scope.oldest_first)
        for scope in scopes
        if Order(scope.sort, scope.oldest_first) != Order()
    }


def _place(value: object) -> Place:
    # The people pane is not open at the start.
    known = {Place.FEEDS.value, Place.HEADLINES.value, Place.ARTICLE.value}
    return Place(value) if value in known else Place.HEADLINES


def _widths(value: object) -> Widths:
    match value:
        case [int(feeds), int(headlines)]:
            return Widths(feeds, headlines)
    return Widths()


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
