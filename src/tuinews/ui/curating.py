"""Keeping queries from the screen: smart folders and mute rules."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING

from tuinews.model.scopes import Scope, ScopeKind
from tuinews.model.subscriptions import MuteRule, SmartFolder

if TYPE_CHECKING:
    from tuinews.newsroom.change import Change
    from tuinews.ui.reader_screen import ReaderScreen


class Curating:
    """Asks for names and queries, and keeps them."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen

    @property
    def selected(self) -> SmartFolder | None:
        """The smart folder under the cursor of the feeds."""
        scope = self._screen.feeds.selected.scope
        if scope is None or scope.kind is not ScopeKind.SMART:
            return None
        return next((one for one in self._screen.feeds.feed_tree.smart if one.id == scope.id), None)

    def keep_filter(self) -> None:
        """Keep the filter as a smart folder."""
        self.edit(SmartFolder(0, "", self._wanted()))

    def mute_filter(self) -> None:
        """Mute what the filter shows."""
        self._screen.start(partial(self._edit_rule, MuteRule(0, "", self._wanted())), "edit")

    def _wanted(self) -> str:
        """Return what the list is filtered by; in a smart folder its own query comes first."""
        screen = self._screen
        scope = screen.lists.scope
        kept = next((one.query for one in screen.feeds.feed_tree.smart if scope == Scope(ScopeKind.SMART, one.id)), "")
        return kept or screen.filtering.query

    def edit(self, folder: SmartFolder) -> None:
        """Ask for a smart folder's name and query."""
        self._screen.start(partial(self._edit, folder), "edit")

    async def _edit(self, folder: SmartFolder) -> None:
        from tuinews.newsroom import curate

        title = "Edit smart folder" if folder.id else "Keep as a smart folder"
        values = await self._ask(title, folder.name, folder.query, self._preview_folder)
        if values is not None and values != (folder.name, folder.query):
            kept = folder._replace(name=values[0], query=values[1])
            self._make(partial(curate.keep_smart_folder, self._screen.newsroom, kept))

    async def _preview_folder(self, query: str) -> str:
        from tuinews.newsroom import curate

        found = await curate.preview_smart(self._screen.newsroom, query)
        articles = "1 article" if found.matching == 1 else f"{found.matching:,} articles"
        return f"{articles}, {found.unread:,} unread."

    def remove(self, folder: SmartFolder) -> None:
        """Remove a smart folder; the toast offers it back."""
        from tuinews.newsroom import curate

        self._make(partial(curate.drop_smart_folder, self._screen.newsroom, folder.id))

    # ----------------------------------------------------------------------------------------- mute rules

    def show_rules(self) -> None:
        """List the mute rules."""
        self._screen.start(self._show_rules, "edit")

    async def _show_rules(self) -> None:
        from tuinews.newsroom import curate
        from tuinews.ui.dialogs.rules import RulesDialog

        rules = await curate.every_mute_rule(self._screen.newsroom)
        chosen = await self._screen.app.push_screen_wait(RulesDialog(rules, self._screen.keys.first_key("mute.add")))
        if chosen is None:
            return
        if chosen[0] == "remove":
            self._make(partial(curate.drop_mute_rule, self._screen.newsroom, chosen[1].id))
        else:
            await self._edit_rule(chosen[1])

    async def _edit_rule(self, rule: MuteRule) -> None:
        from tuinews.newsroom import curate

        title = "Edit mute rule" if rule.id else "Mute what this finds"
        values = await self._ask(title, rule.name, rule.query, self._preview_rule)
        if values is not None and values != (rule.name, rule.query):
            kept = rule._replace(name=values[0], query=values[1])
            self._make(partial(curate.keep_mute_rule, self._screen.newsroom, kept))

    async def _preview_rule(self, query: str) -> str:
        from tuinews.newsroom import curate

        if not query.split():
            return "Nothing is muted yet: type what to keep out of the lists."
        found = await curate.preview_mute(self._screen.newsroom, query)
        return f"Would hide {found.matching:,} of the last {found.looked_at:,}. Starred, kept and tagged articles stay."

    # ----------------------------------------------------------------------------------------------- both

    async def _ask(self, title: str, name: str, query: str, preview: object) -> tuple[str, str] | None:
        from tuinews.newsroom import find
        from tuinews.ui.dialogs.keep_query import KeepQueryDialog

        know = partial(find.known_words, self._screen.newsroom)
        dialog = KeepQueryDialog(title, name, query, preview, know)  # type: ignore[arg-type]
        return await self._screen.app.push_screen_wait(dialog)

    def _make(self, wanted: Callable[[], Awaitable[Change]]) -> None:
        self._screen.marking.making.make(wanted)
