"""Piping: an article or a quote goes to a command, and what it prints is shown or takes the article's place."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from tuinews.model.articles import Reading, TextSource
from tuinews.model.bodies import Block, BlockKind, Body
from tuinews.newsroom.run_tool import ToolError, article_facts, run_tool
from tuinews.newsroom.write_article import written, written_quote
from tuinews.screen_text import block, line
from tuinews.tools import Tool, ToolKind
from tuinews.ui.faults import told
from tuinews.ui.whole_articles import whole_article

if TYPE_CHECKING:
    from tuinews.ui.reader_screen import ReaderScreen

_MOST_SHOWN: Final = 300_000
_PATIENCE_S: Final = 0.3


class Piping:
    """Gives articles and quotes to commands."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self._last: Tool | None = None

    def pipe(self) -> None:
        """Ask for a command, and give it the article, or the quote under the cursor."""
        targets = self._screen.marking.targets()
        if targets:
            self._screen.start(partial(self._pipe, targets[0]), "pipe")
        else:
            self._screen.note("Choose an article first.")

    async def _pipe(self, article_id: int) -> None:
        from tuinews.ui.dialogs.pipe import PipeDialog

        screen = self._screen
        quote = screen.article.selection.quote if screen.reading.article_id == article_id else -1
        tools = tuple(tool for tool in screen.config.tools if tool.kind is ToolKind.PIPE)
        what = "the quote" if quote >= 0 else "the article"
        chosen = await screen.app.push_screen_wait(PipeDialog(what, tools, self._last))
        if chosen is None:
            return
        if chosen not in tools:
            self._last = chosen
        reading = await whole_article(screen, article_id)
        if reading is None or reading.article.body is None:
            screen.note("This article is no longer in the archive.")
            return
        name = line(chosen.command[0], 40)
        screen.later("pipe", _PATIENCE_S, partial(screen.note, f"{name} is at work… · Esc stops it"))
        await self._run(chosen, reading, quote)

    async def _run(self, tool: Tool, reading: Reading, quote: int) -> None:
        facts = article_facts(reading.article.row)
        quotes = reading.annotation.quotes if reading.annotation else ()
        if 0 <= quote < len(quotes):
            said = quotes[quote]
            data = written_quote(reading, said, tool.form)
            facts["speaker"] = said.speaker.name if said.speaker else ""
        else:
            data = written(reading, tool.form)
        try:
            output = await run_tool(tool.command, data.encode("utf-8", "replace"), facts=facts, limit_s=tool.limit_s)
        except ToolError as error:
            self._screen.tell(told(error), "error")
            return
        finally:
            self._screen.no_longer("pipe")
            self._screen.note("")
        text = block(output.text[:_MOST_SHOWN]).strip("\n")
        is_cut = output.is_cut or len(output.text) > _MOST_SHOWN
        notices = ("Only the beginning of what it printed is shown; it is very long.",) if is_cut else ()
        if not text.strip():
            self._screen.note(f"{line(tool.command[0], 40)} is done and printed nothing.")
        elif tool.is_replacing:
            self._replace(reading, text, notices)
        else:
            await self._show(tool, text, notices)

    def _replace(self, reading: Reading, text: str, notices: tuple[str, ...]) -> None:
        """Put what was printed in the article's place until it is turned over or left."""
        screen = self._screen
        if screen.reading.article_id != reading.article.row.id:
            return
        screen.progress.keep_position()
        body = paragraphs_of(text, notices)
        article = reading.article._replace(body=body, source=TextSource.OUTPUT, position=0.0)
        screen.reading.show_anew(Reading(article, None), keep_place=False)

    async def _show(self, tool: Tool, text: str, notices: tuple[str, ...]) -> None:
        from tuinews.ui.dialogs.output import OutputWindow

        words = " ".join(tool.command)
        await self._screen.app.push_screen_wait(OutputWindow(line(words, 60), "\n\n".join((*notices, text))))


def paragraphs_of(text: str, notices: tuple[str, ...] = ()) -> Body:
    """Return cleaned text as paragraphs, which blank lines tell apart."""
    blocks, at = [], 0
    for part in text.split("\n\n"):
        start = at + len(part) - len(part.lstrip("\n"))
        end = at + len(part.rstrip())
        if end > start:
            blocks.append(Block(BlockKind.PARAGRAPH, start, end))
        at += len(part) + 2
    return Body(text, tuple(blocks), notices=notices)
