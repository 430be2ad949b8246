"""Quotes: the view of all of them, an article's alone, and their citation."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tuinews.paths import shown_path
from tuinews.screen_text import line

if TYPE_CHECKING:
    from collections.abc import Callable

    from tuinews.model.statements import QuoteKey, Statement, Statements
    from tuinews.ui.quotes_screen import Left
    from tuinews.ui.reader_screen import ReaderScreen

_MOST_AT_ONCE = 1000


class Quoting:
    """Shows quotes, goes to them, cites them."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self._left: Left | None = None

    # ----------------------------------------------------------------------------------- all of them

    def show(self, query: str | None = None) -> None:
        """Show the quotes of the whole archive, those of a query or where they were left."""
        self._screen.start(partial(self._show, query), "quotes")

    async def _show(self, query: str | None) -> None:
        from tuinews.newsroom import find
        from tuinews.ui.quotes_screen import Left, QuotesScreen, Ways

        screen = self._screen
        ways = Ways(
            self._find,
            self._go_on,
            self._count,
            partial(find.known_words, screen.newsroom),
            self._copy,
            self._same,
            self._write,
            screen.newsroom.clock,
        )
        left = self._left or Left() if query is None else Left(query)
        window = QuotesScreen(ways, left)
        chosen = await screen.app.push_screen_wait(window)
        self._left = window.left
        if chosen is not None:
            self.go_to(chosen.article_id, chosen.start)

    def go_to(self, article_id: int, offset: int) -> None:
        """Show an article at a quote, which is selected."""
        self._screen.going.open_article(article_id, offset)

    async def _find(self, query: str, count: int) -> Statements | None:
        from tuinews.newsroom import quotes

        limit = min(max(count, quotes.PAGE), _MOST_AT_ONCE)
        try:
            return await quotes.page_as_typed(self._screen.newsroom, query, limit)
        except quotes.SupersededError:
            return None

    async def _go_on(self, query: str, after: QuoteKey) -> Statements:
        from tuinews.newsroom import quotes

        return await quotes.page(self._screen.newsroom, quotes.typed(query), after)

    async def _count(self, query: str) -> int | None:
        from tuinews.newsroom import quotes

        try:
            return await quotes.count_as_typed(self._screen.newsroom, query)
        except quotes.SupersededError:
            return None

    async def _same(self, one: Statement) -> tuple[int, int] | None:
        from tuinews.ui.verifying import Verifying

        said = await Verifying(self._screen).ask(one.key.id, one.words)
        return None if said is None else (said.article_id, said.start)

    async def _write(self, query: str, count: int) -> None:
        """Ask for a file, and write the quotes of a query to it."""
        from tuinews.newsroom import quote_files, quotes
        from tuinews.ui.dialogs.save_quotes import SaveQuotesDialog

        newsroom = self._screen.newsroom

        async def write(path: Path, may_replace: bool, tell: Callable[[int], object]) -> str:
            every = quotes.every(newsroom, quotes.typed(query))
            written = await quote_files.write_file(every, path, may_replace=may_replace, tell=tell)
            return f"{written:,} {'quote' if written == 1 else 'quotes'} written to {line(shown_path(path), 200)}."

        suggested = str(Path("~") / quote_files.file_name(query))
        said = await self._screen.app.push_screen_wait(SaveQuotesDialog(suggested, write))
        if said:
            self._screen.tell(said)

    # ----------------------------------------------------------------------------- those of one article

    def show_only(self) -> None:
        """Show the article that is read as its quotes."""
        self._screen.start(self._show_only, "quotes")

    async def _show_only(self) -> None:
        from tuinews.newsroom.cite import statement_of
        from tuinews.newsroom.quotes_only import quotes_only
        from tuinews.ui.article_view import ArticleView
        from tuinews.ui.quotes_only_screen import NEXT_UNREAD, QuotesOnlyScreen
        from tuinews.ui.render import Highlight

        screen, reading = self._screen, self._screen.reading.reading
        short = quotes_only(reading) if reading is not None else None
        if reading is None or short is None:
            is_known = reading is not None and reading.annotation is not None
            screen.note("Nobody is quoted in this article." if is_known else "Its quotes are not known yet.")
            return
        view = ArticleView(
            id="digest", measure=screen.config.view_measure, highlight=Highlight.BOTH, clock=screen.newsroom.clock
        )
        window = QuotesOnlyScreen(
            short, view, screen.article.selection.quote, lambda index: self._copy(statement_of(reading, index))
        )
        chosen = await screen.app.push_screen_wait(window)
        if chosen == NEXT_UNREAD:
            screen.progress.engage()
            screen.reading_on.go_to_unread(1)
        elif chosen is not None and screen.reading.article_id == reading.article.row.id:
            self.go_to(reading.article.row.id, statement_of(reading, chosen).start)

    # -------------------------------------------------------------------------------------- citing one

    def cite(self) -> None:
        """Copy the quote under the cursor of the article with its citation."""
        from tuinews.newsroom import cite

        screen, reading = self._screen, self._screen.reading.reading
        index = screen.article.selection.quote
        if reading is None or reading.annotation is None or index < 0:
            key = screen.keys.first_key("quote.next")
            screen.note(f"Choose a quote first: {key} goes to the next.")
        else:
            self._copy(cite.statement_of(reading, index))

    def _copy(self, one: Statement) -> None:
        from tuinews.newsroom import cite

        self._screen.app.copy_to_clipboard(cite.citation(one, self._screen.config))
        sure = ""
        if not one.speaker:
            sure = " Who speaks cannot be told."
        elif one.certainty is not None and one.certainty.value == "likely":
            sure = f" That {line(one.speaker, 60)} speaks is likely, not certain."
        self._screen.tell(self._screen.outward.copied(f"Copied: {line(one.words, 60)}{sure}"))
