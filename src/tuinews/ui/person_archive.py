"""What a person's page asks of the archive, with the toasts that changes give."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from tuinews.model.people import Appearance, Card, Statement
from tuinews.newsroom import follow, identify, look_up, mark
from tuinews.newsroom.look_up import FirstLook, Mentioned, Only, Place
from tuinews.screen_text import line, many
from tuinews.ui.dialogs.who import Who, WhoDialog

if TYPE_CHECKING:
    from tuinews.newsroom.change import Change
    from tuinews.ui.reader_screen import ReaderScreen

_MOST_OFFERED = 40


class PersonArchive:
    """Reads and changes people for their pages."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self._newsroom = screen.newsroom
        self._through = screen.marking.making.through
        self._to_its_end = screen.marking.making.to_its_end

    async def first_look(self, person_id: int, limit: int, query: str) -> FirstLook | None:
        """Return what a person's page shows first, of the articles of a query."""
        return await look_up.first_look(self._newsroom, person_id, limit, query)

    async def card(self, person_id: int) -> Card | None:
        """Return who a person is."""
        return await look_up.card(self._newsroom, person_id)

    async def statements(
        self, person_id: int, after: Place | None, query: str
    ) -> tuple[tuple[Statement, ...], Place | None]:
        """Return what a person said, in the articles of a query."""
        return await look_up.statements(self._newsroom, person_id, after=after, query=query)

    async def reported(
        self, person_id: int, after: Place | None, only: Only | None
    ) -> tuple[tuple[Statement, ...], Place | None]:
        """Return what articles report of a person's words in their own."""
        return await look_up.reported(self._newsroom, person_id, after=after, only=only)

    async def appearances(
        self, person_id: int, after: Place | None, only: Only | None
    ) -> tuple[tuple[Appearance, ...], Place | None]:
        """Return where a person is named."""
        return await look_up.appearances(self._newsroom, person_id, after=after, only=only)

    async def mentioned(self, person_id: int, article_id: int) -> tuple[Mentioned, ...]:
        """Return the sentences of an article that name a person."""
        return await look_up.mentioned(self._newsroom, person_id, article_id)

    async def follow(self, person_id: int) -> bool:
        """Follow a person, or no longer; return whether they are followed now."""
        self._after(await self._through(partial(follow.follow, self._newsroom, person_id)))
        return await follow.folder_of(self._newsroom, person_id) is not None

    async def announce(self, person_id: int) -> str:
        """Tell a person's statements on the desktop, or no longer; return what is so now."""
        if await follow.folder_of(self._newsroom, person_id) is None:
            return "Follow this person first: f."
        change = partial(follow.announce, self._newsroom, person_id)
        words = partial(_announced, self._screen.config.follow_command)
        return words(await self._to_its_end(change, lambda is_on: self._screen.tell(words(is_on))))

    async def part(self, person_id: int, article_id: int) -> None:
        """Say that an article is about a namesake."""
        self._after(await self._through(partial(identify.part, self._newsroom, person_id, (article_id,))))

    async def unmerge(self, person_id: int, base_id: int) -> None:
        """Say that someone merged is another person."""
        self._after(await self._through(partial(identify.unmerge, self._newsroom, person_id, base_id)))

    async def merge(self, card: Card) -> int | None:
        """Ask who a person is, and merge them; return into whom."""
        words = card.row.name.split()
        near = [*await look_up.called(self._newsroom, words[-1], _MOST_OFFERED)] if words else []
        near += [one for one in await look_up.called(self._newsroom, words[0], _MOST_OFFERED) if one not in near]
        offered = [one for one in near if one.id != card.row.id]
        choices = [
            Who(
                one.name,
                line(", ".join(filter(None, (one.name, one.role))), 120),
                many(one.articles, "article"),
                one.id,
            )
            for one in offered
        ]
        chosen = await self._screen.app.push_screen_wait(WhoDialog(f"Who is {line(card.row.name, 60)}?", choices, ()))
        if chosen is None or chosen.person is None:
            return None
        change = await self._through(partial(identify.merge, self._newsroom, card.row.id, chosen.person))
        self._after(change)
        return chosen.person if change.label else None

    async def undo(self) -> None:
        """Undo the last change."""
        self._tell_undone(await self._to_its_end(partial(mark.undo, self._newsroom), self._tell_undone))

    def _tell_undone(self, change: Change) -> None:
        if change.label:
            self._screen.tell(f"Undone: {change.label}")
            self._screen.changes.after_change(change)
        else:
            self._screen.tell("There is nothing to undo.")

    def _after(self, change: Change) -> None:
        self._screen.changes.tell(change)


def _announced(command: Sequence[str], is_on: bool) -> str:
    if is_on and not command:
        return "New statements will be told by follow.command of config.toml, which is not set yet."
    return "New statements are told on the desktop." if is_on else "New statements are no longer told on the desktop."
