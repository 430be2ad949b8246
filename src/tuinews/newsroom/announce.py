"""Telling other programs what people who are followed said: hooks, and one for the desktop; none by default."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from tuinews.newsroom import Newsroom, run_hooks
from tuinews.newsroom.run_tool import ToolError, run_tool
from tuinews.screen_text import line
from tuinews.store import following, people
from tuinews.store.following import Spoken

_LIMIT_S = 10.0
_MOST_AT_ONCE = 5
_LONGEST = 300


async def tell_programs(newsroom: Newsroom) -> None:
    """Tell the hooks, and the desktop of those whose page says so, what people who are followed said since last time.

    The reader and `tuinews refresh` both do this whenever people have been found in articles; each statement is told
    once.
    """
    if not newsroom.config.follow_command and not run_hooks.statement_hooks(newsroom):
        return
    spoken = await newsroom.database.writing(following.take_untold, newsroom.clock())
    ranked = sorted((one for one in spoken if one.statements), key=lambda one: -one.statements)
    await announce(newsroom, [one for one in ranked if one.is_announced])
    await run_hooks.run_statement_hooks(newsroom, ranked)


async def announce(newsroom: Newsroom, spoken: Sequence[Spoken]) -> int:
    """Start the program of `follow.command` once for each person; return how often it did what it should.

    The words reach it on standard input and in its environment, never in its arguments: nothing that stands in an
    article can become an option or a command.
    """
    command = newsroom.config.follow_command
    if not command:
        return 0
    told = 0
    for one in spoken[:_MOST_AT_ONCE]:
        said, _ = await newsroom.database.reading(people.statements, one.person_id, 1)
        several = "1 new statement" if one.statements == 1 else f"{one.statements:,} new statements"
        words = f"{line(said[0].words, _LONGEST)} ({line(said[0].outlet, 60)})" if said else several
        told += await _run(command, f"{line(one.name, 80)}: {several}", words)
    return told


async def _run(command: tuple[str, ...], title: str, words: str) -> bool:
    told = f"{title}\n{words}\n".encode("utf-8", "replace")
    try:
        await run_tool(command, told, facts={"title": title, "text": words}, limit_s=_LIMIT_S)
    except ToolError as error:
        logging.getLogger("tuinews").warning("follow.command: %s", error.message)
        return False
    return True
