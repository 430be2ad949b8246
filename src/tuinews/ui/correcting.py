"""Correcting what the annotator found: who speaks a quote, what is no speech, who a person is, who is none."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING

from tuinews.keymap import Place
from tuinews.model.articles import Reading
from tuinews.newsroom.change import Change

if TYPE_CHECKING:
    from tuinews.ui.reader_screen import ReaderScreen


class Correcting:
    """Takes the reader's word on the quote or person under the cursor."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen

    def edit(self) -> None:
        """Ask who speaks the quote under the cursor, or who the person there is."""
        self._begin(self._ask_who_speaks, self._ask_who_it_is)

    def deny(self) -> None:
        """Take the quote under the cursor for no speech, or the person there for none."""
        self._begin(self._deny_quote, self._deny_person, asks=False)

    # ------------------------------------------------------------------------------- what is meant

    def _begin(
        self,
        with_quote: Callable[[Reading, int], Awaitable[None]],
        with_person: Callable[[Reading, int], Awaitable[None]],
        *,
        asks: bool = True,
    ) -> None:
        screen = self._screen
        reading = screen.reading.reading
        if reading is None or reading.annotation is None:
            screen.note("There are no people and quotes here.")
            return
        if screen.panes.place is Place.PEOPLE:
            person = screen.people_desk.person()
            if person is None:
                screen.note("This is no person. Go to a quote to say who speaks it.")
                return
            screen.start(partial(with_person, reading, person), "correct", exclusive=asks)
            return
        chosen = screen.article.selection
        if chosen.quote >= 0:
            screen.start(partial(with_quote, reading, chosen.quote), "correct", exclusive=asks)
        elif chosen.person >= 0:
            screen.start(partial(with_person, reading, chosen.person), "correct", exclusive=asks)
        else:
            screen.note(f"Go to a quote first: {screen.keys.first_key('quote.next')} goes to the next.")

    # --------------------------------------------------------------------------------------- quotes

    async def _ask_who_speaks(self, reading: Reading, quote: int) -> None:
        from tuinews.newsroom import correct
        from tuinews.ui.dialogs.who import WhoDialog, speakers

        assert reading.annotation is not None
        text = reading.article.body.text if reading.article.body else ""
        chosen = await self._screen.app.push_screen_wait(
            WhoDialog(
                f"Who says {correct.opening(reading, quote)}?",
                speakers(reading.annotation, quote, text),
                ("a person", "an organisation"),
            )
        )
        if chosen is None:
            return
        newsroom = self._screen.newsroom
        if chosen.person is not None:
            person = reading.annotation.people[chosen.person]
            self._make(partial(correct.set_speaker, newsroom, reading, quote, person))
        elif not chosen.name:
            self._make(partial(correct.set_speaker, newsroom, reading, quote, None))
        else:
            self._make(partial(correct.set_other_speaker, newsroom, reading, quote, chosen.name, chosen.type))

    async def _deny_quote(self, reading: Reading, quote: int) -> None:
        from tuinews.newsroom import correct

        self._make(partial(correct.not_speech, self._screen.newsroom, reading, quote))

    # --------------------------------------------------------------------------------------- people

    async def _ask_who_it_is(self, reading: Reading, person: int) -> None:
        from tuinews.newsroom import correct
        from tuinews.ui.dialogs.who import WhoDialog, others

        assert reading.annotation is not None
        people = reading.annotation.people
        dialog = WhoDialog(f"Who is {people[person].name}?", others(reading.annotation, person), ("the name to use",))
        chosen = await self._screen.app.push_screen_wait(dialog)
        if chosen is not None:
            self._make(partial(correct.same_person, self._screen.newsroom, reading, people[person], chosen.name))

    async def _deny_person(self, reading: Reading, person: int) -> None:
        from tuinews.newsroom import correct

        assert reading.annotation is not None
        self._make(partial(correct.not_person, self._screen.newsroom, reading, reading.annotation.people[person]))

    def _make(self, correction: Callable[[], Awaitable[Change]]) -> None:
        self._screen.marking.making.make(correction)
