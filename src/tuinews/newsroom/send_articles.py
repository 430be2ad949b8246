"""Sending articles' addresses to where their reader keeps them: Wallabag, Instapaper, or a command."""

from __future__ import annotations

import base64
import json
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from tuinews.errors import FetchError, TuinewsError, UsageError
from tuinews.model.articles import ArticleRow
from tuinews.model.events import Sent
from tuinews.newsroom import Newsroom, complete, read
from tuinews.newsroom.ingest import limits
from tuinews.newsroom.run_tool import article_facts, run_tool
from tuinews.newsroom.write_article import written
from tuinews.screen_text import line
from tuinews.sites import Secret
from tuinews.tools import Tool, ToolKind
from tuinews.web_address import web_address

Send = Callable[[ArticleRow], Awaitable[None]]


def find_tool(newsroom: Newsroom, name: str) -> Tool:
    """Return where to send by its name; raises UsageError when the configuration has no such place."""
    tools = [tool for tool in newsroom.config.tools if tool.kind is ToolKind.SEND]
    found = next((tool for tool in tools if tool.name.casefold() == name.casefold()), None)
    if found is None:
        known = ", ".join(tool.name for tool in tools)
        raise UsageError(
            f"There is no [[send]] named {name} in config.toml." + (f" There is: {known}." if known else ""),
            topic="tools",
        )
    return found


async def send_articles(newsroom: Newsroom, name: str, article_ids: Sequence[int]) -> Sent:
    """Send articles to a place of the configuration; say how many went and what went wrong, each kind once."""
    tool = find_tool(newsroom, name)
    count, problems = 0, dict[str, None]()
    try:
        send = await _sender(newsroom, tool)
    except TuinewsError as error:
        return Sent(0, (error.message,))
    rows = await read.rows(newsroom, article_ids)
    for article_id in article_ids:
        row = rows.get(article_id)
        if row is None:
            problems[f"There is no article {article_id}."] = None
            continue
        try:
            if not web_address(row.url):
                raise UsageError(f"“{line(row.title, 60)}” has no web address.", topic="tools")
            await send(row)
            count += 1
        except TuinewsError as error:
            problems[error.message] = None
    return Sent(count, tuple(problems))


async def _sender(newsroom: Newsroom, tool: Tool) -> Send:
    if tool.service == "wallabag":
        return await _wallabag(newsroom, tool)
    if tool.service == "instapaper":
        return await _instapaper(newsroom, tool)

    async def to_command(row: ArticleRow) -> None:
        await complete.complete_one(newsroom, row.id)  # it may have no text yet
        reading = await read.load(newsroom, row.id)
        text = written(reading, tool.form) if reading else ""
        facts = article_facts(row)
        await run_tool(tool.command, text.encode("utf-8", "replace"), facts=facts, limit_s=tool.limit_s)

    return to_command


async def _wallabag(newsroom: Newsroom, tool: Tool) -> Send:
    """Log in and return how an address is kept. https://doc.wallabag.org/developer/api/methods/"""
    from tuinews.fetch.posting import post_form

    base = tool.url.rstrip("/")
    fields = {
        "grant_type": "password",
        "client_id": tool.client_id,
        "client_secret": await _value(tool.client_secret, tool),
        "username": tool.user,
        "password": await _value(tool.password, tool),
    }
    status, body = await post_form(f"{base}/oauth/v2/token", fields, limits=limits(newsroom))
    token = _json(body).get("access_token") if status == 200 else None
    if not isinstance(token, str) or not token.isascii() or not token.isprintable():
        raise FetchError(
            f"{tool.name} did not let us in ({status}). Look at its user, password and client in config.toml."
        )

    async def keep(row: ArticleRow) -> None:
        told = {"url": web_address(row.url), "title": row.title}
        heads = {"Authorization": f"Bearer {token}"}
        status, _ = await post_form(f"{base}/api/entries.json", told, heads, limits(newsroom))
        _check(status, tool)

    return keep


async def _instapaper(newsroom: Newsroom, tool: Tool) -> Send:
    """Return how an address is kept. https://www.instapaper.com/api/simple"""
    from tuinews.fetch.posting import post_form

    password = await _value(tool.password, tool) if tool.password != Secret() else ""
    login = base64.b64encode(f"{tool.user}:{password}".encode()).decode("ascii")

    async def keep(row: ArticleRow) -> None:
        told = {"url": web_address(row.url), "title": row.title}
        status, _ = await post_form(tool.url, told, {"Authorization": f"Basic {login}"}, limits(newsroom))
        _check(status, tool)

    return keep


def _check(status: int, tool: Tool) -> None:
    if status in {401, 403}:
        raise FetchError(f"{tool.name} did not let us in ({status}). Look at its user and password in config.toml.")
    if not 200 <= status < 300:
        raise FetchError(f"{tool.name} did not take it ({status}). Try again later.")


async def _value(secret: Secret, tool: Tool) -> str:
    from tuinews.fetch.keyring import find_secret

    value = await find_secret(secret)
    if not value and secret != Secret():
        source = f"The variable {line(secret.variable, 100)}" if secret.variable else "The command"
        raise FetchError(f"{source} that config.toml names for {tool.name} gives nothing. Look at its [[send]].")
    return value


def _json(body: bytes) -> dict[str, Any]:
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}
