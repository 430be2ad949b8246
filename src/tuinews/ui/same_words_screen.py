"""The same words: where a quote stands, and whether a quotation stands in the archive.

A line to type or paste into, the places that have the words in one list, and the chosen place beside it, word by word.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from rich.segment import Segment
from textual import events, on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from tuinews.model.sayings import MARKS, Alike, Occurrence, PieceKind, Said, SameWords, Verdict, Verified
from tuinews.screen_text import line, typed
from tuinews.ui.ages import age
from tuinews.ui.cells import cut, join_parts, pad
from tuinews.ui.dialogs.side_by_side import SideBySide
from tuinews.ui.row_list import RowList
from tuinews.ui.typed_line import TypedLine

_PAUSE_S = 0.08
_USUAL_WIDTH = 70
"""About how many cells the place beside the list has, as long as that is not known."""
_STEPS = {"up": -1, "down": 1}
_SCROLLS = {"pagedown": 8, "pageup": -8}
_STYLES = {PieceKind.SHARED: "", PieceKind.MISSING: "strike $failed", PieceKind.ADDED: "bold $accent"}
_KINDS = {Alike.SAME: "the same words", Alike.PART: "a part of it", Alike.NEAR: "nearly the same"}


class Place(NamedTuple):
    """A row: where words stand, and how they are like what was asked for."""

    said: Said
    kind: str
    pieces: tuple[tuple[str, PieceKind], ...] = ()


class Answer(NamedTuple):
    """What is known of some words."""

    sentence: str
    places: tuple[Place, ...] = ()


def of_same_words(same: SameWords) -> Answer:
    """Return what is known of a quote of the archive."""
    outlets = len({said.feed_title for said in same.same})
    first = same.same[0]
    count = (
        "Only here" if len(same.same) == 1 else f"The same words in {_places(len(same.same))} of {_outlets(outlets)}"
    )
    since = f", first on {_day(first.published)}" if first.published and len(same.same) > 1 else ""
    near = f"; {len(same.near):,} nearly the same" if same.near else ""
    places = [Place(said, _KINDS[Alike.SAME]) for said in same.same] + [_place(one) for one in same.near]
    return Answer(f"{count}{since}{near}.", tuple(places))


def of_verified(known: Verified) -> Answer:
    """Return what is known of a quotation that was typed."""
    count = len(known.found) + len(known.unquoted)
    sentence = {
        Verdict.EXACT: f"In your archive, word by word, in {_places(count)}.",
        Verdict.PARTIAL: f"In your archive only in part, in {_places(count)}.",
        Verdict.ABSENT: "Not in your archive.",
    }[known.verdict]
    if known.unread:
        waiting = "1 article has" if known.unread == 1 else f"{known.unread:,} articles have"
        sentence += f" {waiting} not been looked through for quotes yet."
    places = [_place(one) for one in known.found]
    places += [Place(said, "not taken for a quote there") for said in known.unquoted]
    return Answer(sentence, tuple(places))


def _place(one: Occurrence) -> Place:
    kind = _KINDS[one.alike] if one.alike is not Alike.NEAR or one.pieces else _KINDS[Alike.SAME]
    return Place(one.said, kind, tuple((piece.text, piece.kind) for piece in one.pieces))


def _outlets(count: int) -> str:
    return "1 outlet" if count == 1 else f"{count:,} outlets"


def _places(count: int) -> str:
    return "1 place" if count == 1 else f"{count:,} places"


class PlaceList(RowList):
    """The places that have the words, two lines each: who said it where and when, and the words."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        super().__init__(id="places")
        self._clock = clock
        self._places: Sequence[Place] = ()

    def show_places(self, places: Sequence[Place]) -> None:
        """Show other places, with the cursor on the first."""
        self._places = places
        self.show_rows(len(places), 0)
        self.scroll_to(y=0, animate=False)

    @property
    def selected(self) -> Place | None:
        """The place under the cursor."""
        return self._places[self.cursor] if self._places else None

    def row_height_for(self, width: int, height: int) -> int:
        """Return two lines."""
        return 2

    @property
    def is_lit(self) -> bool:
        """Whether the cursor is bright: always, for the keys move it while words are typed."""
        return True

    def paint_row(self, index: int, width: int) -> Sequence[list[Segment]]:
        """Return a row's two lines."""
        one, inks, bar = self._places[index], self.inks, self.bar(index)
        when = age(one.said.published, self._clock()) if one.said.published else ""
        room = max(0, width - 4 - len(when))
        who = f"{_speaker(one.said)} · {line(one.said.feed_title, 60)}"
        head = [
            bar,
            Segment(" "),
            Segment(pad(cut(who, room)[0], room), inks.title),
            Segment(" "),
            Segment(when, inks.meta),
        ]
        words, _ = cut(line(one.said.text, 300), width - 4)
        return [head, [bar, Segment("   "), Segment(words, inks.text)]]


def _speaker(said: Said) -> str:
    return line(said.speaker, 80) or ("unattributed" if said.quote_id else "in the text")


class SameWordsScreen(SideBySide[Said]):
    """Gives back the place to go to."""

    DEFAULT_CSS = """
    SameWordsScreen #verdict {
        margin: 1 0;
        text-style: bold;
    }
    SameWordsScreen.short #verdict {
        margin: 0;
    }
    """
    AUTO_FOCUS = "#words"

    def __init__(
        self,
        words: str,
        known: Answer | None,
        look_up: Callable[[str], Awaitable[Answer | None]],
        clock: Callable[[], datetime],
    ) -> None:
        """Make the screen.

        Args:
            words: The quote that is asked for first; empty for none.
            known: What is known of it already.
            look_up: Finds what is known of typed words; None when other words have taken their place.
        """
        super().__init__("The same words", "Enter goes there · type or paste a quotation · ↑ ↓ move · Esc leaves")
        self._first, self._known = typed(words), known
        self._look_up = look_up
        self._list = PlaceList(clock)
        self._beside = Static(Content(""), id="word-by-word")
        self._line = TypedLine(self._first, placeholder="what somebody is said to have said", id="words", compact=True)
        self._verdict = Static(Content(""), id="verdict")

    def content(self) -> Iterable[Widget]:
        """Return the line, the verdict, the places and what the chosen one says."""
        return [self._line, self._verdict, self.sides(self._list, self._beside)]

    def on_mount(self) -> None:
        """Show what is known."""
        self._line.action_select_all()
        if self._known is not None:
            self._show(self._known)
        else:
            self._look_soon()

    # ---------------------------------------------------------------------------------------- looking up

    def on_input_changed(self, event: Input.Changed) -> None:
        """Follow what is typed."""
        event.stop()
        if event.value == self._first and self._known is not None:
            self._show(self._known)
        else:
            self._look_soon()

    def _look_soon(self) -> None:
        self.start(self._look, "look")

    async def _look(self) -> None:
        await asyncio.sleep(_PAUSE_S)
        words = self._line.value
        if not any(character.isalnum() for character in words):
            self._show(Answer("Type or paste what somebody is said to have said."))
            return
        answer = await self._look_up(words)
        if answer is not None and words == self._line.value:
            self._show(answer)

    def _show(self, answer: Answer) -> None:
        self._verdict.update(Content(answer.sentence))
        self._list.show_places(answer.places)
        self._tell()

    def _tell(self) -> None:
        self._say_beside()
        self.show_words_from_top()

    def _say_beside(self) -> None:
        one, width = self._list.selected, self._beside.size.width or _USUAL_WIDTH
        self._beside.update(Content("\n").join(_told(one, width)) if one is not None else Content(""))

    def on_resize(self, event: events.Resize) -> None:
        """Break what is said of a place for another width, which is known after the layout."""
        self.call_after_refresh(self._say_beside)

    # --------------------------------------------------------------------------------------------- keys

    def press(self, key: str) -> bool:
        """Move in the list, or scroll what stands beside it, while words are typed."""
        if key in _STEPS:
            self._list.move(_STEPS[key])
        elif key in _SCROLLS:
            self.scroll_words(_SCROLLS[key])
        else:
            return False
        return True

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to the place under the cursor."""
        event.stop()
        if self._list.selected is not None:
            self.dismiss(self._list.selected.said)

    @on(RowList.CursorMoved)
    def _moved(self) -> None:
        self._tell()

    @on(RowList.Chosen)
    def _chosen(self, event: RowList.Chosen) -> None:
        self._list.go_to(event.index)
        if self._list.selected is not None:
            self.dismiss(self._list.selected.said)


def _day(moment: datetime) -> str:
    return f"{moment.astimezone():%d %B %Y}".removeprefix("0")


def _told(one: Place, width: int) -> Iterator[Content]:
    """Yield a place's words in their sentence, with what differs; foreign words are never markup."""
    said = one.said
    when = _day(said.published) if said.published else "no date"
    yield Content.styled(_speaker(said), "bold")
    for facts in join_parts((line(said.feed_title, 200), when, one.kind), width):
        yield Content.styled(facts, "$meta")
    yield Content("")
    if one.pieces:
        yield Content("").join(_piece(text, kind) for text, kind in one.pieces)
        yield Content("")
        yield Content.styled("[-only in what was asked for-]  {+only here+}", "$meta")
    else:
        yield Content("").join(
            (
                Content.styled(_kept(said.before), "$meta"),
                Content(_kept(said.text)),
                Content.styled(_kept(said.after), "$meta"),
            )
        )
    yield Content("")
    yield Content.styled(line(said.article_title, 300), "$meta")


def _piece(text: str, kind: PieceKind) -> Content:
    before, after = MARKS[kind]
    return Content.styled(f"{before}{_kept(text)}{after}", _STYLES[kind])


def _kept(text: str) -> str:
    """Return cleaned words with the blanks at their edges."""
    clean = line(text, 4_000)
    return (" " if text[:1].isspace() else "") + clean.strip() + (" " if text[-1:].isspace() and clean.strip() else "")
