"""The tour: one step after the other in the footer, each done when its key is pressed; every other key works, too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from tuinews.keymap import Place

if TYPE_CHECKING:
    from tuinews.ui.reader_screen import ReaderScreen

SKIP: Final = "f10"


class Step(NamedTuple):
    """One thing to try."""

    action_id: str
    """What the reader does."""
    words: str
    """What to say of it, after its key."""
    place: Place | None = None
    """The pane in which its key works, where it does not in all."""


STEPS: Final = (
    Step("move.open", "opens the story under the cursor", Place.HEADLINES),
    Step("quote.next", "goes to the next quote; its speaker is named"),
    Step("quote.next", "once more: all that this person says brightens"),
    Step("person.next", "goes to the next mention of the person"),
    Step("people.panel", "shows everyone in the story"),
    Step("move.back", "closes what is open"),
    Step("article.read_on", "reads on: a page, then the next story", Place.ARTICLE),
    Step("article.star", "stars the story"),
    Step("edit.undo", "takes that back, as any change"),
    Step("focus.headlines", "goes to the headlines"),
    Step("list.filter", "filters as you type; Esc clears it", Place.HEADLINES),
    Step("app.search", "searches everything; Esc leaves"),
    Step("app.palette", "finds any command, feed or person; Esc leaves"),
    Step("app.help", "shows every key and the manual; Esc leaves"),
)


class Tour:
    """Leads from step to step."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self._at = 0

    @property
    def is_over(self) -> bool:
        """Whether every step was taken."""
        return self._at >= len(STEPS)

    def begin(self) -> None:
        """Say what to try first."""
        self._screen.going.go_to(Place.HEADLINES)
        self._say()

    def saw(self, action_id: str) -> None:
        """Go on when the reader has done what the step is about."""
        if not self.is_over and STEPS[self._at].action_id == action_id:
            self._go_on()

    def skip(self) -> None:
        """Leave a step out; at the end, the tour is over."""
        if self.is_over:
            self._screen.footer.show_standing("")
        else:
            self._go_on()

    def _go_on(self) -> None:
        self._at += 1
        self._say()

    def _say(self) -> None:
        screen = self._screen
        if self.is_over:
            add, leave = screen.keys.first_key("feed.add"), screen.keys.first_key("app.back")
            screen.footer.show_standing(f"That was the tour. {add} adds a feed, {leave} leaves. F10 ends.")
            return
        step = STEPS[self._at]
        key = screen.keys.first_key(step.action_id)
        where = f" (in the {step.place})" if step.place is not None else ""
        screen.footer.show_standing(f"{self._at + 1}/{len(STEPS)}  {key} {step.words}{where} · F10 skips")
