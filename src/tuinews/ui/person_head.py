"""The head of a person's page: who they are, the numbers, and the parts of the page to turn to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual import events
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from tuinews.model.people import Card, PersonRow
from tuinews.newsroom.look_up import Only
from tuinews.screen_text import line
from tuinews.ui import person_rows
from tuinews.ui.person_rows import Tab

TABS = tuple(Tab)
_LABELS = {
    Tab.CARD: "Card",
    Tab.STATEMENTS: "Statements",
    Tab.REPORTED: "Reported",
    Tab.ARTICLES: "Articles",
    Tab.ROLES: "Roles",
    Tab.COMPANY: "Company",
    Tab.NAMES: "Names",
}
_HINTS = {
    Tab.ARTICLES: "Enter opens · space sentences · d another person · ← → more · f follows · Esc back",
    Tab.COMPANY: "Enter their page · space articles of both · ← → more · f follows · Esc back",
    Tab.NAMES: "Enter the articles · d tells apart · e merges · ← → more · Esc back",
}
_HINT = 'Enter opens · ← → more · " quotes · f follows · e merges · N desktop · Esc back'
_NARROW = 76
_FRAME = 6
"""Columns of the window's frame and margins."""
_LEADS_TO = "tuinews_tab"
_BETWEEN = " · "


class Shown(NamedTuple):
    """What the head is about: a person, as far as they are known yet, and what of them is shown."""

    row: PersonRow
    card: Card | None
    """None until it has been read: the numbers are there before it."""
    tab: Tab
    only: Only | None = None


class PersonHead:
    """The lines over a person's list. What is there already is not set again: that would lay the window out anew."""

    def __init__(self) -> None:
        self.facts = Static(Content(""), id="facts")
        self.tabs = Static(Content(""), id="tabs")
        self._set: dict[Static, Content] = {}

    @property
    def widgets(self) -> tuple[Static, Static]:
        """The lines, from the top."""
        return self.facts, self.tabs

    def show(self, shown: Shown, width: int, *, is_short: bool) -> None:
        """Show the head for a screen of this width."""
        role, numbers = person_rows.facts_of(shown.row, shown.card, is_narrowed=bool(shown.only and shown.only.query))
        facts = [Content(role)] if role else []
        parts = [_leading(words, "", tab) for words, tab in numbers]
        facts.append(_in_rows(parts, width - _FRAME).stylize_before("$meta"))
        self._put(self.facts, Content("\n").join(facts[-1:] if is_short else facts))
        is_narrow = width < _NARROW
        labels = [
            _leading(_LABELS[tab], "bold $accent underline" if tab is shown.tab else "$meta", tab)
            for tab in ([shown.tab] if is_narrow else TABS)
        ]
        place = f"  {TABS.index(shown.tab) + 1} of {len(TABS)}" if is_narrow else ""
        self._put(self.tabs, Content("   ").join(labels) + Content.styled(place, "$meta"))

    def _put(self, widget: Static, content: Content) -> None:
        known = self._set.get(widget)
        if known is None or not known.is_same(content):
            self._set[widget] = content
            widget.update(content)


def tab_at(event: events.Click) -> Tab | None:
    """Return the part of the page that what was clicked on leads to."""
    name = event.style.meta.get(_LEADS_TO)
    return Tab[name] if name else None


def _in_rows(parts: Sequence[Content], room: int) -> Content:
    """Return parts with " · " between them in rows of so many columns, none broken that has room in a row."""
    rows, left = list[list[Content]](), 0
    for part in parts:
        if rows and part.cell_length + len(_BETWEEN) <= left:
            rows[-1].append(part)
            left -= part.cell_length + len(_BETWEEN)
        else:
            rows.append([part])
            left = room - part.cell_length
    return Content("\n").join(Content(_BETWEEN).join(row) for row in rows)


def _leading(words: str, style: str, tab: Tab | None) -> Content:
    """Return words that lead to a part of the page when they are clicked on."""
    said = Content.styled(words, style) if style else Content(words)
    return said.stylize(Style.from_meta({_LEADS_TO: tab.name})) if tab is not None else said


def title_of(shown: Shown) -> str:
    """Return whose page it is, and which of their articles are listed."""
    only = person_rows.only_in_words(shown.only, shown.card) if shown.only else ""
    return line(shown.row.name, 200) + (f" · {only}" if only else "")


def hint_of(tab: Tab) -> str:
    """Return the keys of a part of the page."""
    return _HINTS.get(tab, _HINT)
