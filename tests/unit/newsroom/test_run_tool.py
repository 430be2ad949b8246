"""Programs are run by their words, within bounds, and end with their children."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest
from tests.processes import is_gone

from tuinews.newsroom import run_tool as run_tool_module
from tuinews.newsroom.run_tool import ToolError, hand_over, run_tool

PYTHON = sys.executable


async def test_a_program_reads_the_text_and_what_it_prints_comes_back() -> None:
    output = await run_tool([PYTHON, "-c", "print(input().upper())"], "ähre".encode())

    assert output.text == "ÄHRE\n"


async def test_no_shell_sees_what_strangers_wrote(tmp_path: Path) -> None:
    evil = f"$(touch {tmp_path}/pwned); `touch {tmp_path}/pwned`"
    code = "import os, sys; print(sys.argv[1:], os.environ['TUINEWS_TITLE'])"

    output = await run_tool([PYTHON, "-c", code, "see {url}"], facts={"url": f"http://x.example/{evil}", "title": evil})

    assert output.text == f"{['see http://x.example/' + evil]} {evil}\n"
    assert not (tmp_path / "pwned").exists()


async def test_an_address_cannot_hold_a_place_for_another_fact() -> None:
    facts = {"url": "http://x.example/{file}", "file": "/secret"}

    output = await run_tool([PYTHON, "-c", "import sys; print(sys.argv[1])", "{url}"], facts=facts)

    assert output.text == "http://x.example/{file}\n"


async def test_a_program_that_never_ends_is_stopped_with_its_children(tmp_path: Path) -> None:
    code = (
        "import subprocess, sys, time\n"
        f"child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        f"open({str(tmp_path / 'pid')!r}, 'w').write(str(child.pid))\ntime.sleep(60)"
    )

    with pytest.raises(ToolError, match="took longer than 1 s"):
        await run_tool([PYTHON, "-c", code], limit_s=1)

    pid = int((tmp_path / "pid").read_text())
    assert await is_gone(pid)


async def test_what_a_clipboard_leaves_behind_goes_on_and_is_not_waited_for(tmp_path: Path) -> None:
    pid, copied = tmp_path / "pid", tmp_path / "copied"
    code = (
        "import os, sys, time\n"
        f"open({str(copied)!r}, 'w').write(sys.stdin.read())\n"
        "child = os.fork()\n"  # as xclip does: it keeps every pipe open
        "if not child: time.sleep(60)\n"
        f"open({str(pid)!r}, 'w').write(str(child))\n"
    )

    await hand_over([PYTHON, "-c", code], b"words", limit_s=20)

    assert copied.read_text() == "words"
    os.kill(int(pid.read_text()), signal.SIGKILL)  # it is there


async def test_a_clipboard_that_complains_or_takes_too_long_is_told_and_stopped() -> None:
    with pytest.raises(ToolError, match="failed: no display"):
        await hand_over([PYTHON, "-c", "import sys; sys.exit('no display')"], b"x", limit_s=20)
    with pytest.raises(ToolError, match=r"took longer than 0\.2 s"):
        await hand_over([PYTHON, "-c", "import time; time.sleep(60)"], b"x", limit_s=0.2)
    with pytest.raises(ToolError, match="There is no program"):
        await hand_over(["no-such-clipboard"], b"x", limit_s=1)


async def test_endless_output_is_cut() -> None:
    output = await run_tool([PYTHON, "-c", "while True: print('x' * 1000)"], most_bytes=5_000)

    assert output.is_cut
    assert len(output.data) == 5_000


async def test_what_is_left_unread_does_not_keep_it_from_ending(monkeypatch: pytest.MonkeyPatch) -> None:
    listen = run_tool_module._listen

    async def slow(stream: asyncio.StreamReader, most: int, *, goes_on: bool) -> bytes:
        heard = await listen(stream, most, goes_on=goes_on)
        if not goes_on:
            while len(stream._buffer) <= 1 << 17:  # type: ignore[attr-defined]  # so much, and asyncio reads no further
                await asyncio.sleep(0)
        return heard

    monkeypatch.setattr(run_tool_module, "_listen", slow)

    async with asyncio.timeout(10):
        output = await run_tool([PYTHON, "-c", "while True: print('x' * 1000)"], most_bytes=5_000)

    assert output.is_cut


async def test_a_failure_is_told_with_what_the_program_says() -> None:
    with pytest.raises(ToolError, match="failed: no such thing"):
        await run_tool([PYTHON, "-c", "import sys; sys.exit('no such thing \x1b[31m')"])


async def test_a_program_that_is_not_there_is_named() -> None:
    with pytest.raises(ToolError, match="no program no-such-program"):
        await run_tool(["no-such-program"])


async def test_a_program_that_does_not_read_does_no_harm() -> None:
    assert (await run_tool([PYTHON, "-c", "print(1)"], b"x" * 1_000_000)).text == "1\n"
