"""The lines around the panes: the top line, the panes' titles, the footer."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip

from tuinews.keymap import Action, shown_keys
from tuinews.ui.cells import cut, cut_lines, fit_parts, strip_of, wrap
from tuinews.ui.inks import Inked

_NAME = "tuinews"
_GAP = 3
_MOST_LINES = 3
"""The footer never takes more lines than these from the panes."""
_ROOM_FOR_WORDS = 70
"""On a narrower screen a sign and a number say that feeds need attention."""
_LEAST_NAME = 10
"""The fewest cells of a place's name that say anything."""


class InkedLine(Inked):
    """A line of segments."""

    ALLOW_SELECT = False

    def segments(self, width: int) -> list[Segment]:
        """Return the line's segments."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        """Return the line; the others of a taller widget are blank."""
        width = self.size.width
        return strip_of(self.segments(width) if y == 0 else [], width, self.inks.page)


class TopLine(InkedLine):
    """What is shown, how many feeds need attention, and how fresh it all is."""

    class ProblemsPressed(Message):
        """The number of feeds that need attention was clicked."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._place: tuple[str, ...] = ()
        self._state = ""
        self._problems = 0
        self._unsaved = 0
        self._problems_at = (0, 0)

    def show_place(self, *crumbs: str) -> None:
        """Show where the reader is: one phrase in the middle, or a path at the left when there are several."""
        if crumbs != self._place:
            self._place = crumbs
            self.refresh()

    def show_state(self, state: str) -> None:
        """Show the refresh at the right: its progress, or when the last one was."""
        if state != self._state:
            self._state = state
            self.refresh()

    def show_problems(self, count: int) -> None:
        """Show how many feeds need attention, at the right before the refresh."""
        if count != self._problems:
            self._problems = count
            self.refresh()

    def show_unsaved(self, count: int) -> None:
        """Show how many marks are kept in memory alone, at the right."""
        if count != self._unsaved:
            self._unsaved = count
            self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Ask for the feeds that need attention when their number is clicked."""
        start, end = self._problems_at
        if start <= event.x < end:
            self.post_message(self.ProblemsPressed())

    def _state_for(self, room: int) -> tuple[str, int]:
        """Return what stands at the right, and its width."""
        problems = _problems_in_words(self._problems, room)
        unsaved = f"{self._unsaved:,} not stored" if self._unsaved else ""
        limit = max(room // 2, len(problems))
        return fit_parts(" · ".join(filter(None, (problems, unsaved, self._state))), limit)

    def segments(self, width: int) -> list[Segment]:
        """Return the line."""
        inks = self.inks
        room = width - 2
        state, state_width = self._state_for(room)
        start = width - 1 - state_width
        self._problems_at = (start, start + len(_problems_in_words(self._problems, room)))
        if len(self._place) > 1:
            path, path_width = _cut_name(" › ".join(self._place), room - state_width - 2)
            left = [Segment(" "), Segment(path, inks.title)]
            return [*left, Segment(" " * (room - path_width - state_width)), Segment(state, inks.meta)]
        place, place_width = _cut_name(
            self._place[0] if self._place else "", room - len(_NAME) - state_width - 2 * _GAP
        )
        before = max(len(_NAME) + _GAP, (room - place_width) // 2) - len(_NAME)
        before = min(before, room - len(_NAME) - place_width - state_width - 2)
        after = room - len(_NAME) - before - place_width - state_width
        return [
            Segment(" "), Segment(_NAME, inks.accent), Segment(" " * before), Segment(place, inks.title),
            Segment(" " * after), Segment(state, inks.meta),
        ]  # fmt: skip


def _cut_name(place: str, room: int) -> tuple[str, int]:
    """Return a place in at most `room` cells, and its width: its name is cut, not the number at its end."""
    name, between, number = place.rpartition(" · ")
    left = room - cell_len(between + number)
    if not number[:1].isdigit() or left < _LEAST_NAME or cell_len(place) <= room:
        return cut(place, room)
    shown, width = cut(name, left)
    return shown + between + number, width + room - left


def _problems_in_words(count: int, room: int) -> str:
    if not count:
        return ""
    if room < _ROOM_FOR_WORDS:
        return f"⚠ {count:,}"
    return "1 feed needs attention" if count == 1 else f"{count:,} feeds need attention"


class PaneTitle(InkedLine):
    """A pane's name, brighter while the pane has the focus, and a remark at its right."""

    class Pressed(Message):
        """The title was clicked, or the remark at its right."""

        def __init__(self, title: PaneTitle, *, is_remark: bool) -> None:
            super().__init__()
            self.title = title
            self.is_remark = is_remark

    def on_click(self, event: events.Click) -> None:
        """Say that the title was clicked."""
        remark_width = min(len(self._remark), self.size.width // 2)
        self.post_message(self.Pressed(self, is_remark=event.x >= self.size.width - 1 - remark_width))

    def __init__(self, name: str, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._label = name
        self._remark = ""
        self._is_focused = False

    def show(self, label: str | None = None, *, remark: str | None = None) -> None:
        """Show another name or remark."""
        before = (self._label, self._remark)
        self._label = self._label if label is None else label
        self._remark = self._remark if remark is None else remark
        if (self._label, self._remark) != before:
            self.refresh()

    def set_focused(self, is_focused: bool) -> None:
        """Brighten the title, or let it recede."""
        if is_focused != self._is_focused:
            self._is_focused = is_focused
            self.refresh()

    def segments(self, width: int) -> list[Segment]:
        """Return the line."""
        inks = self.inks
        remark, remark_width = cut(self._remark, width // 2)
        label, label_width = cut(self._label, width - remark_width - 4)
        style = inks.title + Style(bold=True) if self._is_focused else inks.meta
        gap = max(1, width - label_width - remark_width - 3)
        return [Segment("  "), Segment(label, style), Segment(" " * gap), Segment(remark, inks.meta), Segment(" ")]


class Footer(InkedLine):
    """The keys that matter in the focused pane; for a moment, a note in their place."""

    class Pressed(Message):
        """An action was clicked."""

        def __init__(self, action_id: str) -> None:
            super().__init__()
            self.action_id = action_id

    class HeightWanted(Message):
        """What it says takes another number of lines than what it said before."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._actions: tuple[Action, ...] = ()
        self._note = ""
        self._standing = ""
        self._spans: list[tuple[int, int, str]] = []

    def show_actions(self, actions: Sequence[Action]) -> None:
        """Show the keys of a pane."""
        if tuple(actions) != self._actions:
            self._actions = tuple(actions)
            self.refresh()

    @property
    def note(self) -> str:
        """The sentence shown in place of the keys, empty when there is none."""
        return self._note

    def show_note(self, note: str) -> None:
        """Show a sentence until it is taken away with an empty one."""
        self._say(note, self._standing)

    def show_standing(self, sentence: str) -> None:
        """Show a sentence in place of the keys while there is no note; an empty one brings the keys back."""
        self._say(self._note, sentence)

    def _say(self, note: str, standing: str) -> None:
        if (note, standing) == (self._note, self._standing):
            return
        before = self.lines_for(self.size.width)
        self._note, self._standing = note, standing
        self.refresh()
        if self.lines_for(self.size.width) != before:
            self.post_message(self.HeightWanted())

    def lines_for(self, width: int) -> int:
        """Return how many lines what it says takes on a screen of some width, none where it only names keys."""
        return len(self._lines(width)) if self._note or self._standing else 0

    def _lines(self, width: int) -> list[str]:
        said = self._note or self._standing
        if cell_len(said) <= width - 2:
            return [said]
        return cut_lines(wrap(said, max(1, width - 2)), _MOST_LINES, width - 2)

    def render_line(self, y: int) -> Strip:
        """Return one of the lines."""
        width, lines = self.size.width, self._lines(self.size.width)
        if len(lines) == 1 or self.size.height < len(lines):
            return super().render_line(y)
        # Until it has been laid out anew it may have more lines than what it says now.
        words, ink = lines[y] if y < len(lines) else "", self.inks.text if self._note else self.inks.accent
        return strip_of([Segment(" "), Segment(words, ink)], width, self.inks.page)

    def segments(self, width: int) -> list[Segment]:
        """Return the line."""
        inks = self.inks
        self._spans = []
        if self._note or self._standing:
            ink = inks.text if self._note else inks.accent
            return [Segment(" "), Segment(fit_parts(self._note or self._standing, width - 2)[0], ink)]
        segments = [Segment(" ")]
        at = 1
        help_action = self._actions[-1:]
        room = width - 1 - sum(_width(action) for action in help_action)
        for action in (*self._actions[:-1], *help_action):
            size = _width(action)
            if not action.keys or (action not in help_action and at + size + _GAP > room):
                continue
            segments += [Segment(shown_keys(action)[0], inks.title), Segment(" ")]
            segments += [Segment(action.label.lower(), inks.meta), Segment(" " * _GAP)]
            self._spans.append((at, at + size, action.id))
            at += size + _GAP
        return segments

    def on_click(self, event: events.Click) -> None:
        """Do what was clicked."""
        for start, end, action_id in self._spans:
            if start <= event.x < end:
                self.post_message(self.Pressed(action_id))


def _width(action: Action) -> int:
    return len(shown_keys(action)[0]) + 1 + len(action.label)
