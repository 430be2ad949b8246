"""Tags, the archive and deleting, from the screen."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import partial
from typing import TYPE_CHECKING, Any

from tuinews.newsroom.change import Change

if TYPE_CHECKING:
    from tuinews.ui.reader_screen import ReaderScreen


class Shelving:
    """Tags articles and moves them out of the lists."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen

    def archive(self) -> None:
        """Take the articles out of the lists, or bring archived ones back."""
        from tuinews.newsroom import shelve

        self._run(shelve.archive)

    def delete(self) -> None:
        """Delete the articles; the toast offers them back."""
        from tuinews.newsroom import shelve

        self._run(shelve.delete)

    def _run(self, change: Callable[..., Coroutine[Any, Any, Change]]) -> None:
        ids = self._screen.marking.targets()
        if ids:
            wanted = partial(self._apply, partial(change, self._screen.newsroom, ids))
            self._screen.marking.making.begin(wanted)

    async def _apply(self, change: Callable[[], Coroutine[Any, Any, Change]]) -> None:
        done = await self._screen.marking.unsaved.in_turn(change)
        self._screen.selecting.clear()
        self._screen.changes.tell(done)

    def tag(self) -> None:
        """Ask which tags the articles shall have."""
        ids = self._screen.marking.targets()
        if ids:
            self._screen.start(partial(self._tag, ids), "edit")

    async def _tag(self, ids: tuple[int, ...]) -> None:
        from tuinews.newsroom import shelve
        from tuinews.ui.dialogs.tags import TagsDialog

        newsroom = self._screen.newsroom
        known = await shelve.known_tags(newsroom)
        shared = set.intersection(*[set(await shelve.tags_of(newsroom, article_id)) for article_id in ids[:50]])
        chosen = await self._screen.app.push_screen_wait(TagsDialog(len(ids), known, tuple(sorted(shared))))
        if chosen is None:
            return
        had, meant = ({name.casefold() for name in names} for names in (shared, chosen))
        wanted = {name: True for name in chosen if name.casefold() not in had}
        wanted |= {name: False for name in sorted(shared) if name.casefold() not in meant}
        self._screen.marking.making.begin(partial(self._apply, partial(shelve.retag, newsroom, ids, wanted)))
