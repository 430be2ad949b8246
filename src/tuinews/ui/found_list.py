"""What a search found, as a list: the best articles, people, quotes, then the other articles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from tuinews.model.found import HIT_BEGINS, HIT_ENDS, Found, FoundArticle, FoundPerson, FoundQuote
from tuinews.screen_text import line
from tuinews.ui.ages import age
from tuinews.ui.cells import ELLIPSIS, cut
from tuinews.ui.row_list import RowList

_FIRST_ARTICLES = 5
_STEPS = {"up": -1, "down": 1}
_PAGES = {"pageup": -1.0, "pagedown": 1.0}


class FoundRow(NamedTuple):
    """One row; a heading has nothing to open."""

    head: str
    """With hits marked."""
    tail: str = ""
    when: datetime | None = None
    article_id: int | None = None
    offset: int = -1
    person: str = ""
    is_heading: bool = False
    is_read: bool = False


def rows_of_found(found: Found) -> list[FoundRow]:
    """Return the rows of what was found."""
    articles = [_article(one) for one in found.articles]
    groups = (
        ("Articles", articles[:_FIRST_ARTICLES]),
        ("People", [_person(one) for one in found.people[:3]]),
        ("Quotes", [_quote(one) for one in found.quotes[:5]]),
        ("More articles", articles[_FIRST_ARTICLES:]),
    )
    return [row for title, rows in groups if rows for row in (FoundRow(title, is_heading=True), *rows)]


def _article(found: FoundArticle) -> FoundRow:
    row = found.row
    tail = f"{row.feed_title} · {found.snippet}" if found.snippet else row.feed_title
    return FoundRow(row.title, tail, row.published or row.added, row.id, is_read=row.is_read)


def _person(found: FoundPerson) -> FoundRow:
    articles = "1 article" if found.articles == 1 else f"{found.articles:,} articles"
    quotes = "" if not found.quotes else " · 1 quote" if found.quotes == 1 else f" · {found.quotes:,} quotes"
    return FoundRow(found.name, articles + quotes, person=found.name)


def _quote(found: FoundQuote) -> FoundRow:
    speaker = found.speaker or "speaker unknown"
    tail = f"{speaker} · {found.article_title} · {found.feed_title}"
    return FoundRow(found.words, tail, found.published, found.article_id, found.start)


class FoundList(RowList):
    """The rows of a search, two lines each."""

    def __init__(self, clock: Callable[[], datetime], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._clock = clock
        self._rows: list[FoundRow] = []

    def show_found(self, rows: Sequence[FoundRow], empty: str) -> None:
        """Show other rows, with the cursor on the first."""
        self._rows = list(rows)
        self.show_empty(empty)
        self.show_rows(len(self._rows), 1 if self._rows else 0)
        self.scroll_to(y=0, animate=False)

    @property
    def selected(self) -> FoundRow | None:
        """The row under the cursor."""
        return self.row(self.cursor)

    def row(self, index: int) -> FoundRow | None:
        """Return a row, or None where there is none."""
        return self._rows[index] if 0 <= index < len(self._rows) else None

    def press(self, key: str) -> bool:
        """Move by a key that no word is typed with; return whether it was one."""
        if key in _STEPS:
            self.move(_STEPS[key])
        elif key in _PAGES:
            self.move_pages(_PAGES[key])
        else:
            return False
        return True

    def row_height_for(self, width: int, height: int) -> int:
        """Return two lines."""
        return 2

    def can_stand_on(self, index: int) -> bool:
        """Return whether a row is no heading."""
        return not self._rows[index].is_heading

    @property
    def is_lit(self) -> bool:
        """Whether the cursor is bright: always, for the keys move it while words are typed."""
        return True

    def paint_row(self, index: int, width: int) -> Sequence[list[Segment]]:
        """Return a row's two lines."""
        row, inks = self._rows[index], self.inks
        if row.is_heading:
            return [[], [Segment(" "), Segment(row.head, inks.meta + Style(bold=True))]]
        bar = self.bar(index)
        when = age(row.when, self._clock()) if row.when is not None else ""
        room = width - 3 - (len(when) + 2 if when else 0)
        style = inks.meta if row.is_read else inks.title
        head = _marked(row.head, room, style, style + Style(bold=True, underline=True))
        gap = room - sum(cell_len(segment.text) for segment in head)
        first = [bar, Segment(" "), *head, Segment(" " * max(0, gap) + "  "), Segment(when, inks.meta)]
        hit = inks.accent + Style(bold=True)
        return [first, [bar, Segment("   "), *_marked(row.tail, width - 5, inks.meta, hit)]]


def _marked(text: str, room: int, style: Style, hit: Style) -> list[Segment]:
    """Return cleaned words in at most `room` cells, the hits in a style of their own."""
    words, is_hit = list[tuple[str, Style]](), False
    for piece in _pieces(text):
        if piece in (HIT_BEGINS, HIT_ENDS):
            is_hit = piece == HIT_BEGINS
            continue
        clean = line(piece, 500)
        before, after = piece[:1].isspace(), piece[-1:].isspace() and clean
        words.append(((" " if before else "") + clean + (" " if after else ""), hit if is_hit else style))
    # Where the whole is too long, one ellipsis says so, wherever among the hits that is.
    is_whole = sum(cell_len(shown) for shown, _ in words) <= room
    left, segments = room if is_whole else max(0, room - 1), list[Segment]()
    for shown, ink in words:
        if cell_len(shown) > left:
            segments.append(Segment(cut(shown + ELLIPSIS, left + 1)[0], ink))
            break
        segments.append(Segment(shown, ink))
        left -= cell_len(shown)
    return segments


def _pieces(text: str) -> list[str]:
    pieces = [""]
    for character in text:
        if character in (HIT_BEGINS, HIT_ENDS):
            pieces += [character, ""]
        else:
            pieces[-1] += character
    return [piece for piece in pieces if piece]
