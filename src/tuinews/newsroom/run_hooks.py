"""Hooks: programs of the configuration that are run for every new article, for what people who are followed newly said,
and once after each refresh.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence

from tuinews.model.annotations import Quote
from tuinews.model.articles import Reading
from tuinews.model.events import Failed, FeedOutcome
from tuinews.newsroom import Newsroom, complete, read
from tuinews.newsroom.json_text import json_text
from tuinews.newsroom.run_tool import ToolError, article_facts, run_tool
from tuinews.newsroom.write_article import written, written_quote
from tuinews.store import arrived, articles, people
from tuinews.store.following import Spoken
from tuinews.tools import Tool, ToolKind

_AT_ONCE = 2
_MOST_BYTES = 64 << 10
_log = logging.getLogger("tuinews")


def hooks_of(newsroom: Newsroom) -> tuple[Tool, ...]:
    """Return the hooks of the configuration."""
    return tuple(tool for tool in newsroom.config.tools if tool.kind is ToolKind.HOOK)


async def newest(newsroom: Newsroom) -> int:
    """Return the number of the newest article, to know later which came after it."""
    return await newsroom.database.reading(articles.newest_id)


async def run_hooks(newsroom: Newsroom, after: int, outcomes: Sequence[FeedOutcome]) -> None:
    """Run the hooks of a refresh; one that fails is logged and keeps nothing else from being done."""
    hooks = hooks_of(newsroom)
    most = max((hook.most for hook in hooks if hook.event == "article"), default=0)
    new = await newsroom.database.reading(arrived.after_id, after, 100_000)
    gate = asyncio.Semaphore(_AT_ONCE)
    wanted = new[-most:] if most else ()
    await complete.complete_together(newsroom, wanted)  # a new article has no text until somebody wants it
    readings = [found for one in wanted if (found := await read.load(newsroom, one))]
    tasks = [
        _run(gate, hook, written(reading, hook.form), article_facts(reading.article.row))
        for hook in hooks
        if hook.event == "article"
        for reading in _few(readings, hook.most)
    ]
    failed = [outcome for outcome in outcomes if isinstance(outcome, Failed)]
    facts = {"new": str(len(new)), "feeds": str(len(outcomes)), "failed": str(len(failed))}
    told = json_text({"new": len(new), "articles": new[-1000:], "feeds": len(outcomes), "failed": len(failed)})
    tasks += [_run(gate, hook, told + "\n", facts) for hook in hooks if hook.event == "refresh"]
    await asyncio.gather(*tasks)


def statement_hooks(newsroom: Newsroom) -> tuple[Tool, ...]:
    """Return the hooks that are told what people who are followed said."""
    return tuple(hook for hook in hooks_of(newsroom) if hook.event == "statement")


async def run_statement_hooks(newsroom: Newsroom, spoken: Sequence[Spoken]) -> None:
    """Run the hooks for each new statement, the latest of each person first, within the bound of each hook."""
    hooks = statement_hooks(newsroom)
    most = max((hook.most for hook in hooks), default=0)
    told = [said async for said in _said(newsroom, spoken, most)]
    gate = asyncio.Semaphore(_AT_ONCE)
    await asyncio.gather(
        *(
            _run(gate, hook, written_quote(reading, quote, hook.form), _statement_facts(reading, quote, name))
            for hook in hooks
            for name, reading, quote in told[: hook.most]
        )
    )


async def _said(newsroom: Newsroom, spoken: Sequence[Spoken], most: int) -> AsyncIterator[tuple[str, Reading, Quote]]:
    """Yield who said what where, as many as are wanted."""
    for one in spoken:
        statements, _ = await newsroom.database.reading(people.statements, one.person_id, most)
        for statement in statements:
            reading = await read.load(newsroom, statement.article_id) if statement.article_id in one.articles else None
            quotes = reading.annotation.quotes if reading and reading.annotation else ()
            quote = next((quote for quote in quotes if quote.start == statement.start), None)
            if reading is None or quote is None:
                continue
            yield one.name, reading, quote
            most -= 1
            if not most:
                return


def _statement_facts(reading: Reading, quote: Quote, name: str) -> dict[str, str]:
    words = reading.article.body.text[quote.start : quote.end] if reading.article.body else ""
    return article_facts(reading.article.row) | {"speaker": name, "text": words}


def _few(readings: Sequence[Reading], most: int) -> Sequence[Reading]:
    return readings[-most:]


async def _run(gate: asyncio.Semaphore, hook: Tool, text: str, facts: dict[str, str]) -> None:
    async with gate:
        try:
            data = text.encode("utf-8", "replace")
            await run_tool(hook.command, data, facts=facts, limit_s=hook.limit_s, most_bytes=_MOST_BYTES)
        except ToolError as error:
            _log.error("The hook %s: %s", hook.name, error.message)
