"""Running another program: by its words, without a shell, bounded in time and output, and killed with its children."""

from __future__ import annotations

import asyncio
import contextlib
import os
import tempfile
from collections.abc import Mapping, Sequence
from typing import IO, Final, NamedTuple

from tuinews.errors import TuinewsError
from tuinews.model.articles import ArticleRow
from tuinews.programs import end, own_group
from tuinews.screen_text import line
from tuinews.web_address import web_address

MOST_BYTES: Final = 8 << 20
_COMPLAINT_BYTES: Final = 4096
_LONGEST_FACT: Final = 2_000
_NOTHING: Final[Mapping[str, str]] = {}


class ToolError(TuinewsError):
    """A program could not be run, took too long, or failed."""

    topic = "tools"


class Output(NamedTuple):
    """What a program gave."""

    data: bytes
    is_cut: bool = False
    """It printed more than was taken."""

    @property
    def text(self) -> str:
        """What it printed, as text that is still to be cleaned."""
        return self.data.decode("utf-8", "replace")


async def run_tool(
    command: Sequence[str],
    data: bytes = b"",
    *,
    facts: Mapping[str, str] = _NOTHING,
    limit_s: float = 30.0,
    most_bytes: int = MOST_BYTES,
) -> Output:
    """Give a program something to read and return what it prints; cancelled, it takes the program with it.

    Args:
        command: the program and its arguments. `{url}` and `{file}` in an argument become the facts of that name.
        data: what it reads on standard input.
        facts: what it finds in the environment, each as TUINEWS_ and its name in capitals.
        limit_s: how long it may take.
        most_bytes: how much it may print.

    Raises:
        ToolError: it cannot be run, takes too long, or ends with a complaint.
    """
    name, pipe = line(command[0], 80), asyncio.subprocess.PIPE
    process = await _start(command, facts, stdout=pipe, stderr=pipe)
    try:
        async with asyncio.timeout(limit_s):
            output, complaint = await _talk(process, data, most_bytes)
            if not output.is_cut:
                await process.wait()
    except TimeoutError:
        raise ToolError(f"{name} took longer than {limit_s:g} s and was stopped.") from None
    finally:
        await end(process)
    if not output.is_cut:
        _check(process, name, complaint)
    return output


async def hand_over(command: Sequence[str], data: bytes, *, limit_s: float) -> None:
    """Give a program something to keep, as those of clipboards do: what it leaves behind for that goes on.

    Raises:
        ToolError: it cannot be run, takes too long, or ends with a complaint.
    """
    name = line(command[0], 80)
    # No pipes to read from: what it leaves behind may keep them open.
    with contextlib.ExitStack() as opened:
        try:
            complaint = opened.enter_context(tempfile.TemporaryFile())
        except OSError as error:
            raise ToolError(f"{name} cannot be run: there is no place for temporary files.") from error
        process = await _start(command, _NOTHING, stdout=asyncio.subprocess.DEVNULL, stderr=complaint)
        assert process.stdin
        try:
            async with asyncio.timeout(limit_s):
                await _feed(process.stdin, data)
                await process.wait()
        except TimeoutError:
            await end(process)
            raise ToolError(f"{name} took longer than {limit_s:g} s and was stopped.") from None
        except BaseException:
            await end(process)
            raise
        complaint.seek(0)
        _check(process, name, complaint.read(_COMPLAINT_BYTES))


async def _start(
    command: Sequence[str], facts: Mapping[str, str], *, stdout: int, stderr: int | IO[bytes]
) -> asyncio.subprocess.Process:
    name = line(command[0], 80)
    try:
        return await asyncio.create_subprocess_exec(
            *filled(command, facts),
            stdin=asyncio.subprocess.PIPE,
            stdout=stdout,
            stderr=stderr,
            env=environment(facts),
            **own_group(),
        )
    except FileNotFoundError as error:
        raise ToolError(f"There is no program {name} here; please look how its command is written.") from error
    except (OSError, ValueError) as error:
        raise ToolError(f"{name} cannot be run.") from error


def _check(process: asyncio.subprocess.Process, name: str, complaint: bytes) -> None:
    if process.returncode:
        words = line(complaint.decode("utf-8", "replace").strip(), 200)
        raise ToolError(f"{name} failed" + (f": {words}" if words else f" (exit code {process.returncode})."))


def filled(command: Sequence[str], facts: Mapping[str, str]) -> list[str]:
    """Return a command with addresses and file names in the places it has for them, each within one argument."""
    words = list(command[:1])
    for word in command[1:]:
        # In one pass, so that no address can hold a place for another fact. An address begins with http, a file name
        # with its folder: neither can be taken for an option.
        before, url, after = word.partition("{url}")
        words.append(before.replace("{file}", facts.get("file", "")) + (facts.get("url", "") if url else "") + after)
    return words


def environment(facts: Mapping[str, str]) -> dict[str, str]:
    """Return this process's environment with the facts in it."""
    told = {f"TUINEWS_{name.upper()}": line(value, _LONGEST_FACT) for name, value in facts.items()}
    return {**os.environ, **told}


def article_facts(row: ArticleRow) -> dict[str, str]:
    """Return what programs are told of an article beside its text."""
    return {
        "id": str(row.id),
        "url": web_address(row.url),
        "title": row.title,
        "feed": row.feed_title,
        "author": ", ".join(row.authors),
        "published": row.published.isoformat() if row.published else "",
    }


async def _talk(process: asyncio.subprocess.Process, data: bytes, most: int) -> tuple[Output, bytes]:
    assert process.stdin
    assert process.stdout
    assert process.stderr
    feeding = asyncio.create_task(_feed(process.stdin, data))
    listening = asyncio.create_task(_listen(process.stderr, _COMPLAINT_BYTES, goes_on=True))
    try:
        printed = await _listen(process.stdout, most + 1, goes_on=False)
        if len(printed) > most:
            return Output(printed[:most], is_cut=True), b""
        return Output(printed), await listening
    finally:
        for task in (feeding, listening):
            task.cancel()
        await asyncio.gather(feeding, listening, return_exceptions=True)


async def _feed(stream: asyncio.StreamWriter, data: bytes) -> None:
    with contextlib.suppress(ConnectionError):  # it reads no further: `head -1` has what it wants
        stream.write(data)
        await stream.drain()
    stream.close()


async def _listen(stream: asyncio.StreamReader, most: int, *, goes_on: bool) -> bytes:
    """Return what comes, up to a bound; what is behind it is read and dropped, or left."""
    kept = bytearray()
    while chunk := await stream.read(65_536):
        kept += chunk[: max(0, most - len(kept))]
        if len(kept) >= most and not goes_on:
            break
    return bytes(kept)
