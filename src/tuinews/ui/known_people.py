"""People of the archive on the screen: who is in the news, a person's page and card, following."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Final

from tuinews.keymap import Place

if TYPE_CHECKING:
    from tuinews.model.people import PeopleSort
    from tuinews.newsroom.look_up import People
    from tuinews.ui.people_screen import Left
    from tuinews.ui.person_rows import Tab
    from tuinews.ui.person_screen import Wanted
    from tuinews.ui.reader_screen import ReaderScreen


_ROUND: Final = 60
"""Articles between two looks at whether somebody reads: a second or so."""


def _load() -> None:
    from tuinews.newsroom import follow, index_people  # noqa: F401


class KnownPeople:
    """Opens the People view and people's pages, and follows."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self._left: Left | None = None
        self._waiting: dict[str, int] = {}

    # --------------------------------------------------------------------------------------- the view

    def show(self) -> None:
        """Show who is in the news."""
        self._screen.start(self._show, "people")

    async def _show(self) -> None:
        from tuinews.newsroom import find, index_people
        from tuinews.ui.people_screen import PeopleScreen

        screen, newsroom = self._screen, self._screen.newsroom
        screen.start(partial(index_people.roll, newsroom), "people-week")  # type: ignore[arg-type]
        window = PeopleScreen(
            self._find, self._follow_listed, partial(find.known_words, newsroom), self._page, left=self._left
        )
        wanted = await screen.app.push_screen_wait(window)
        self._left = window.left
        if wanted is not None:
            self._open(wanted)

    async def _find(self, query: str, sort: PeopleSort, limit: int, offset: int) -> People | None:
        from tuinews.newsroom import look_up

        self._screen.arrivals.note_look()
        try:
            return await look_up.find_people(self._screen.newsroom, query, sort, limit, offset)
        except look_up.SupersededError:
            return None

    # ------------------------------------------------------------------------------------------- pages

    def show_card(self) -> None:
        """Show who the person under the cursor is."""
        self._screen.start(self._show_card, "people")

    async def _show_card(self) -> None:
        from tuinews.ui.person_rows import Tab

        person_id = await self._meant()
        if person_id is not None:
            wanted = await self._page(person_id, tab=Tab.CARD)
            if wanted is not None:
                self._open(wanted)

    async def _page(self, person_id: int, query: str = "", tab: Tab | None = None) -> Wanted | None:
        """Show a person's page, of the articles of a query, over what is shown; return what was chosen on it."""
        from tuinews.ui.person_archive import PersonArchive
        from tuinews.ui.person_rows import Tab
        from tuinews.ui.person_screen import PersonScreen, rows_in

        self._screen.arrivals.note_look()
        app, archive = self._screen.app, PersonArchive(self._screen)
        first = None
        if tab in {None, Tab.STATEMENTS}:
            first = await archive.first_look(person_id, rows_in(app.size.height), query)
        window = PersonScreen(
            archive,
            person_id,
            self._screen.newsroom.clock,
            tab=tab or Tab.STATEMENTS,
            query=query,
            first=first if first is not None and first.said else None,
        )
        return await app.push_screen_wait(window)

    def _open(self, wanted: Wanted) -> None:
        """Show an article at a quote or a mention, or the quotes of a query."""
        screen = self._screen
        if wanted.quotes:
            from tuinews.ui.quoting import Quoting

            Quoting(screen).show(wanted.quotes)
            return
        screen.going.open_article(wanted.article_id, wanted.offset)

    # --------------------------------------------------------------------------------------- following

    def follow(self) -> None:
        """Follow the person under the cursor, or no longer."""
        self._screen.start(self._follow, "follow")

    async def _follow(self) -> None:
        person_id = await self._meant()
        if person_id is not None:
            await self._follow_listed(person_id)

    async def _follow_listed(self, person_id: int) -> bool:
        from tuinews.newsroom import follow

        change = await self._screen.marking.making.through(partial(follow.follow, self._screen.newsroom, person_id))
        self._screen.changes.tell(change)
        return await follow.folder_of(self._screen.newsroom, person_id) is not None

    def begin(self) -> None:
        """Say what people who are followed newly said, and have the index of people catch up."""
        self._screen.start(self._begin, "people-catch-up")

    async def _begin(self) -> None:
        await asyncio.to_thread(_load)  # in the event loop it would hold up the first keys
        from tuinews.newsroom import index_people

        await self.tell_news()
        screen = self._screen
        if not await index_people.is_behind(screen.newsroom):
            return
        try:
            while await self._index_some():
                pass
        finally:
            screen.refreshing.show_work("")
        await self.tell_news()

    async def _index_some(self) -> bool:
        """Have the next few articles indexed, once no key comes; return whether there were any."""
        screen, has_some = self._screen, False
        await screen.arrivals.stillness()
        async for indexed in screen.desk.index_people(_ROUND):
            has_some = True
            whole = self._waiting[indexed.what] = max(self._waiting.get(indexed.what, 0), indexed.of)
            done = whole - (indexed.of - indexed.done)
            screen.refreshing.show_work(indexed._replace(done=done, of=whole).sentence)
        return has_some

    async def tell_news(self) -> None:
        """Say what people who are followed newly said, to other programs too where that is wanted."""
        from tuinews.newsroom import follow

        news = await follow.news(self._screen.newsroom)
        if news.sentence:
            self._screen.tell(news.sentence)
        if self._screen.config.follow_command or self._screen.config.tools:
            from tuinews.newsroom import announce

            await announce.tell_programs(self._screen.newsroom)

    # -------------------------------------------------------------------------------------- who is meant

    async def _meant(self) -> int | None:
        """Return the person of the archive that stands under the cursor; say so where there is none."""
        from tuinews.newsroom import look_up

        screen = self._screen
        reading = screen.reading.reading
        name = self._name_under_cursor()
        if reading is None or not name:
            screen.note(f"Go to a person first: {screen.keys.first_key('person.next')} goes to the next mention.")
            return None
        person_id = await look_up.in_article(screen.newsroom, reading.article.row.id, name)
        if person_id is None:
            screen.note(f"{name} is not in the index of people yet.")
        return person_id

    def _name_under_cursor(self) -> str:
        screen = self._screen
        reading = screen.reading.reading
        if reading is None or reading.annotation is None:
            return ""
        found = reading.annotation
        person: int | None = None
        if screen.panes.place is Place.PEOPLE:
            person = screen.people_desk.person()
        else:
            chosen = screen.article.selection
            if chosen.quote >= 0:
                speaker = found.quotes[chosen.quote].speaker
                return speaker.name if speaker else ""
            person = chosen.person if chosen.person >= 0 else None
        return found.people[person].name if person is not None else ""
