"""Hooks: programs of the configuration that are run for every new article, and once after each refresh.

What people who are followed newly said is told by `announce`, once it is known.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

from tuinews.model.articles import Reading
from tuinews.model.events import Failed, FeedOutcome
from tuinews.newsroom import Newsroom, read
from tuinews.newsroom.json_text import json_text
from tuinews.newsroom.run_tool import ToolError, article_facts, run_tool
from tuinews.newsroom.write_article import written
from tuinews.store import arrived
from tuinews.tools import Tool, ToolKind

_AT_ONCE = 2
_MOST_BYTES = 64 << 10
_log = logging.getLogger("tuinews")


def hooks_of(newsroom: Newsroom) -> tuple[Tool, ...]:
    """Return the hooks of the configuration."""
    return tuple(tool for tool in newsroom.config.tools if tool.kind is ToolKind.HOOK)


async def newest(newsroom: Newsroom) -> int:
    """Return the number of the newest article, to know later which came after it."""
    return await newsroom.database.reading(arrived.newest_id)


async def run_hooks(newsroom: Newsroom, after: int, outcomes: Sequence[FeedOutcome]) -> None:
    """Run the hooks of a refresh; one that fails is logged and keeps nothing else from being done."""
    hooks = hooks_of(newsroom)
    most = max((hook.most for hook in hooks if hook.event == "article"), default=0)
    new = await newsroom.database.reading(arrived.after_id, after, 100_000)
    gate = asyncio.Semaphore(_AT_ONCE)
    readings = [found for one in new[-most:] if most and (found := await read.load(newsroom, one))]
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


def _few(readings: Sequence[Reading], most: int) -> Sequence[Reading]:
    return readings[-most:]


async def _run(gate: asyncio.Semaphore, hook: Tool, text: str, facts: dict[str, str]) -> None:
    async with gate:
        try:
            data = text.encode("utf-8", "replace")
            await run_tool(hook.command, data, facts=facts, limit_s=hook.limit_s, most_bytes=_MOST_BYTES)
        except ToolError as error:
            _log.error("The hook %s: %s", hook.name, error.message)
