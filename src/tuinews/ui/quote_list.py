"""Quotes as a list: who speaks, what, in which outlet, when; more are asked for as the end comes near."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.message import Message

from tuinews.model.annotations import Certainty, QuoteKind
from tuinews.model.statements import QuoteKey, Statement, Statements
from tuinews.screen_text import line
from tuinews.ui.ages import age
from tuinews.ui.cells import cut, pad, split_line
from tuinews.ui.dialogs.pick_list import BESIDE_TYPING
from tuinews.ui.row_list import RowList

UNATTRIBUTED = "unattributed"
_STEPS = {"up": -1, "down": 1, "k": -1, "j": 1}
_PAGES = {"pageup": -1.0, "pagedown": 1.0, "b": -1.0, "space": 1.0, "ctrl+u": -0.5, "ctrl+d": 0.5}
_ENDS = {"home": -1, "g": -1, "end": 1, "G": 1}
_WIDE_FROM = 96
_NEAR = 15
"""So many rows before the end more are asked for."""
_LONGEST = 600
"""So much of a quote is looked at for two lines of it."""
_LEAD = 60


class QuoteList(RowList):
    """The quotes of a query; columns where there is room, else a line for the speaker over the quote."""

    class MoreWanted(Message):
        """The end is near, and the list goes on after a quote."""

        def __init__(self, after: QuoteKey) -> None:
            super().__init__()
            self.after = after

    def __init__(self, clock: Callable[[], datetime], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._clock = clock
        self._found: list[Statement] = []
        self._folds: dict[tuple[int, str], int] = {}
        self._last: QuoteKey | None = None
        self._asked: QuoteKey | None = None

    @property
    def found(self) -> Sequence[Statement]:
        """The quotes that are here already."""
        return self._found

    @property
    def selected(self) -> Statement | None:
        """The quote under the cursor."""
        return self.quote(self.cursor)

    def quote(self, index: int) -> Statement | None:
        """Return a quote of the list, or None where there is none."""
        return self._found[index] if 0 <= index < len(self._found) else None

    def show_quotes(self, some: Statements, cursor: QuoteKey | None = None) -> None:
        """Show the first quotes of another query, with the cursor on one of them, else on the first."""
        self._found, self._last, self._asked = [], some.last, None
        self._folds.clear()
        self._take(some.found)
        keys = [one.key for one in self._found]
        place = keys.index(cursor) if cursor in keys else 0
        self.show_rows(len(self._found), place)
        if not place:
            self.scroll_to(y=0, animate=False)

    def add_quotes(self, some: Statements, after: QuoteKey) -> None:
        """Let the list go on, where it still ends with this quote; nothing moves."""
        if after == self._last:
            self._take(some.found)
            self._last = some.last
            self.show_rows(len(self._found), self.cursor, keep_scroll=True)

    def _take(self, some: Sequence[Statement]) -> None:
        """Put quotes at the end, each statement once: what was said again stands under its newest place."""
        for one in some:
            if one.fold not in self._folds:
                self._found.append(one)
            if one.digest:
                self._folds[one.fold] = self._folds.get(one.fold, 0) + 1

    def times(self, one: Statement) -> int:
        """Return how many quotes of the list a row stands for, as far as they are here: itself, and the same words."""
        return self._folds.get(one.fold, 1)

    def press(self, key: str, *, has_letters: bool) -> bool:
        """Move by a key; return whether it was one of ours. `has_letters` off leaves to an input what it goes by."""
        if not has_letters and key not in BESIDE_TYPING:
            return False
        if key in _STEPS:
            self.move(_STEPS[key])
        elif key in _PAGES:
            self.move_pages(_PAGES[key])
        elif key in _ENDS:
            self.move(_ENDS[key] * max(1, self.count))
        else:
            return False
        return True

    @property
    def is_lit(self) -> bool:
        """Whether the cursor is bright: always, for the keys move it while words are typed."""
        return True

    def row_height_for(self, width: int, height: int) -> int:
        """Return two lines where the columns stand side by side, else three."""
        return 2 if width >= _WIDE_FROM else 3

    # ---------------------------------------------------------------------------------------- painting

    def paint_row(self, index: int, width: int) -> Sequence[list[Segment]]:
        """Return a quote's lines."""
        if index >= self.count - _NEAR and self._last is not None and self._asked != self._last:
            self._asked = self._last
            self.post_message(self.MoreWanted(self._last))
        one = self._found[index]
        when = age(one.published, self._clock())
        return self._beside(one, index, when, width) if width >= _WIDE_FROM else self._below(one, index, when, width)

    def _beside(self, one: Statement, index: int, when: str, width: int) -> list[list[Segment]]:
        """Return speaker, quote, outlet and date side by side."""
        inks, who, where = self.inks, min(40, width // 5), min(36, width // 6)
        room = width - who - where - 20
        name = pad(speaker_of(one), who)
        role, _ = cut(line(one.role), who)
        outlet = [pad(part, where) for part in _two_lines(line(one.outlet, 120), where)]
        lines = self._words(one, room)
        has_more = _has_words(lines[1])
        times = self._times_in_words(one).rjust(9)
        return [
            [
                self.bar(index), Segment(" "), Segment(name, self._name_style(one)), Segment("  "),
                Segment(bar_of(one), inks.accent), Segment(" "), *lines[0], Segment("  "),
                Segment(outlet[0], inks.meta), Segment("  "), Segment(when.rjust(9), inks.meta),
            ],
            [
                self.bar(index), Segment(" "), Segment(pad(role, who), inks.meta), Segment("  "),
                Segment(bar_of(one) if has_more else " ", inks.accent), Segment(" "), *lines[1], Segment("  "),
                Segment(outlet[1], inks.meta), Segment("  "), Segment(times, inks.meta),
            ],
        ]  # fmt: skip

    def _below(self, one: Statement, index: int, when: str, width: int) -> list[list[Segment]]:
        """Return the speaker's line over two lines of the quote."""
        when = f"{self._times_in_words(one)} {when}".strip()
        inks, room = self.inks, width - len(when) - 4
        name, cells = cut(speaker_of(one), room)
        outlet, more = cut(line(one.outlet, 120), room - cells - 2)
        head = [Segment(name, self._name_style(one))]
        if more > 4:
            head += [Segment("  " + outlet, inks.meta)]
            cells += 2 + more
        lines = self._words(one, width - 6)
        lead = Segment(f" {bar_of(one)} ", inks.accent)
        return [
            [self.bar(index), Segment(" "), *head, Segment(" " * max(1, room - cells + 1)), Segment(when, inks.meta)],
            [self.bar(index), lead, *lines[0]],
            [self.bar(index), lead if _has_words(lines[1]) else Segment("   "), *lines[1]],
        ]

    def _times_in_words(self, one: Statement) -> str:
        times = self.times(one)
        return f"×{times:,}" if times > 1 else ""

    def _name_style(self, one: Statement) -> Style:
        inks = self.inks
        if not one.speaker:
            return inks.meta + Style(italic=True)
        return inks.title + Style(bold=one.certainty is not Certainty.LIKELY or None)

    def _words(self, one: Statement, room: int) -> list[list[Segment]]:
        """Return two lines of what is said, from the words that were looked for on; hits stand out."""
        style = self.inks.meta + Style(italic=True) if one.kind is QuoteKind.INDIRECT else self.inks.text
        words, hits = _from_hit(one, room)
        shown = _two_lines(words, room)
        lines, at = list[list[Segment]](), 0
        for part in shown:
            at = words.find(part.rstrip("…"), at) if part.rstrip("…") else at
            spans = [(start - at, end - at) for start, end in hits]
            lines.append(_marked(part, spans, style, self.inks.accent + Style(bold=True, underline=True)))
            lines[-1].append(Segment(" " * max(0, room - cell_len(part))))
            at += len(part.rstrip("…"))
        return lines


def speaker_of(one: Statement) -> str:
    """Return who says something as the list shows it: a likely speaker ends in a dot, as in the article."""
    if not one.speaker:
        return UNATTRIBUTED
    name = line(one.speaker[:1].upper() + one.speaker[1:], 120)
    return f"{name} ·" if one.certainty is Certainty.LIKELY else name


def bar_of(one: Statement) -> str:
    """Return the bar beside a quote, which tells without colour how sure its speaker is and whether it is reported."""
    if one.kind is QuoteKind.INDIRECT:
        return "▏"
    return "┊" if not one.speaker or one.certainty is Certainty.LIKELY else "▎"


def _from_hit(one: Statement, room: int) -> tuple[str, list[tuple[int, int]]]:
    """Return the words in one line from shortly before the first hit on, and where the hits stand in it."""
    raw, first = one.words, one.hits[0][0] if one.hits else 0
    start = 0
    if first > 2 * room - _LEAD:
        start = max(0, raw.rfind(" ", 0, max(1, first - _LEAD)) + 1)
    pieces, hits, at = ["…" if start else ""], list[tuple[int, int]](), start
    for begin, end in one.hits:
        if begin < at or end > start + _LONGEST:
            continue
        _append(pieces, raw[at:begin])
        place = sum(map(len, pieces))
        _append(pieces, raw[begin:end])
        hits.append((place, sum(map(len, pieces))))
        at = end
    _append(pieces, raw[at : start + _LONGEST])
    return "".join(pieces).rstrip(), hits


def _append(pieces: list[str], raw: str) -> None:
    """Append foreign words cleaned, with a blank where they had one at an edge."""
    clean = line(raw, _LONGEST)
    before = " " if raw[:1].isspace() and clean and "".join(pieces)[-1:] not in {"", " "} else ""
    after = " " if raw[-1:].isspace() else ""
    pieces.append(f"{before}{clean}{after}")


def _two_lines(text: str, room: int) -> list[str]:
    first, rest = split_line(text, room)
    return [first, cut(rest, room)[0]]


def _marked(text: str, hits: Sequence[tuple[int, int]], style: Style, hit: Style) -> list[Segment]:
    segments, at = list[Segment](), 0
    for start, end in hits:
        start, end = max(start, at), min(end, len(text))
        if end > start:
            segments += [Segment(text[at:start], style), Segment(text[start:end], hit)]
            at = end
    return [*segments, Segment(text[at:], style)]


def _has_words(segments: Sequence[Segment]) -> bool:
    return any(segment.text.strip() for segment in segments)
