"""Addresses open with the first program whose rule they meet."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from tuinews.newsroom.open_with import launch, opener_for, with_place
from tuinews.newsroom.run_tool import ToolError
from tuinews.tools import Tool, ToolKind

VIDEO = Tool(ToolKind.OPEN, "video", ("mpv",), pattern=r"youtube\.com/watch|vimeo\.com")
AUDIO = Tool(ToolKind.OPEN, "audio", ("mpv", "--no-video"), media="audio/*")
PAPER = Tool(ToolKind.OPEN, "paper", ("zathura",), media="application/pdf")


@pytest.mark.parametrize(
    ("url", "media_type", "tool"),
    [
        ("https://www.youtube.com/watch?v=1", "", VIDEO),
        ("https://x.example/talk.mp3", "", AUDIO),
        ("https://x.example/get?id=3", "audio/mpeg; codecs=x", AUDIO),
        ("https://x.example/a.PDF", "", PAPER),
        ("https://x.example/story", "", None),
        ("https://x.example/story", "text/html", None),
    ],
)
def test_a_rule_is_met_by_address_or_media_type(url: str, media_type: str, tool: Tool | None) -> None:
    assert opener_for((VIDEO, AUDIO, PAPER), url, media_type) is tool


def test_a_command_without_a_place_gets_the_address_at_its_end() -> None:
    assert with_place(("mpv", "--fs")) == ("mpv", "--fs", "{url}")
    assert with_place(("x", "--at={url}", "-v")) == ("x", "--at={url}", "-v")


def test_a_program_is_started_with_the_address_as_one_word(tmp_path: Path) -> None:
    target = tmp_path / "argv"
    code = f"import sys; open({str(target)!r}, 'w').write(repr(sys.argv[1:]))"

    launch((sys.executable, "-c", code, "{url}"), {"url": "https://x.example/a b;c"})

    deadline = time.monotonic() + 5
    while not target.exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert target.read_text() == "['https://x.example/a b;c']"


def test_a_program_that_fails_at_once_is_told() -> None:
    with pytest.raises(ToolError, match="exit code 3"):
        launch((sys.executable, "-c", "raise SystemExit(3)"), {})
    with pytest.raises(ToolError, match="no program"):
        launch(("no-such-program",), {})
