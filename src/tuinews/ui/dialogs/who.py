"""Saying who someone is: the people of the article to pick from, and any name that is typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual import on
from textual.widgets import Input

from tuinews.model.annotations import Annotation, SpeakerType
from tuinews.screen_text import line
from tuinews.ui.dialogs.pick_list import PickList, PickRow
from tuinews.ui.row_list import RowList
from tuinews.ui.search_window import SearchWindow

_NAME_LIMIT = 120
_UNNAMED = "an unnamed source"
_TYPES = {"an organisation": SpeakerType.ORGANISATION}


class Who(NamedTuple):
    """Someone to be chosen."""

    name: str
    """Empty when it cannot be told."""
    label: str
    note: str = ""
    person: int | None = None
    """Index into the people of the article; None for anyone else."""
    type: SpeakerType = SpeakerType.PERSON


class WhoDialog(SearchWindow[Who]):
    """Gives back who was chosen; typing leaves those that hold the words, and offers the words as a name."""

    DEFAULT_CSS = """
    WhoDialog > #box, WhoDialog.tall.low > #box {
        height: auto;
    }
    WhoDialog RowList {
        height: auto;
        max-height: 12;
    }
    """
    WIDTH = 64
    WIDEST = 96

    def __init__(self, title: str, choices: Sequence[Who], kinds: Sequence[str]) -> None:
        """Make a window.

        Args:
            kinds: As what a typed name is offered: "a person".
        """
        self._choices = choices
        self._kinds = kinds
        self._found: list[Who] = []
        picks = PickList(empty="Type a name.")
        super().__init__(line(title, 60), "Enter takes · ↑ ↓ move · Esc leaves", "a name, or part of one", picks)

    def find(self, words: list[str]) -> None:
        """Show those whose name holds the words, then what is typed as a name of its own."""
        self._found = [who for who in self._choices if all(word in who.label.lower() for word in words)]
        typed = line(self.query_one("#words", Input).value, _NAME_LIMIT)
        if typed and not any(typed.casefold() == who.name.casefold() for who in self._found):
            self._found += [Who(typed, typed, kind, type=_TYPES.get(kind, SpeakerType.PERSON)) for kind in self._kinds]
        self.picks.show_picks([PickRow(who.label, who.note) for who in self._found])

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give back the one under the cursor."""
        event.stop()
        if self._found:
            self.dismiss(self._found[self.picks.cursor])

    @on(RowList.Chosen)
    def _chosen(self, event: RowList.Chosen) -> None:
        self.dismiss(self._found[event.index])


def speakers(annotation: Annotation, quote: int, text: str) -> list[Who]:
    """Return who may speak a quote: the people nearest to it first, then others who speak, then nobody named."""
    found = annotation.quotes[quote]
    distances = dict.fromkeys(range(len(annotation.people)), len(text))
    for mention in annotation.mentions:
        away = max(found.start - mention.end, mention.start - found.end, 0)
        distances[mention.person] = min(away, distances[mention.person])
    now = found.speaker
    voices = {one.speaker.name: one.speaker for one in annotation.quotes if one.speaker and one.speaker.person is None}
    return [
        *(
            _person(annotation, index, is_now=now is not None and now.person == index)
            for index in sorted(distances, key=lambda index: distances[index])
        ),
        *(
            Who(name, line(name[:1].upper() + name[1:], _NAME_LIMIT), "now" if voice == now else "", type=voice.type)
            for name, voice in voices.items()
            if name != _UNNAMED
        ),
        Who(_UNNAMED, "An unnamed source", type=SpeakerType.UNNAMED),
        Who("", "It cannot be told", "" if now else "now"),
    ]


def others(annotation: Annotation, person: int) -> list[Who]:
    """Return whom a person may be one with: the other people, those of a common name first."""
    words = set(annotation.people[person].name.casefold().split())
    rest = [index for index in range(len(annotation.people)) if index != person]
    rest.sort(key=lambda index: not words & set(annotation.people[index].name.casefold().split()))
    return [_person(annotation, index) for index in rest]


def _person(annotation: Annotation, index: int, *, is_now: bool = False) -> Who:
    person = annotation.people[index]
    note = " · ".join(filter(None, ["now" if is_now else "", line(person.role, 60)]))
    return Who(person.name, line(person.name, _NAME_LIMIT), note, index)
