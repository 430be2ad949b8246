"""Articles go to other programs, to files and to services, and what comes back is shown."""

from __future__ import annotations

import json
import shlex
import sys
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from tests.newsstand import Newsstand
from tests.ui.frame.newsdesk import Reader, Story, open_archive, reading, stock
from textual.widgets import Input

from tuinews.model.articles import TextSource
from tuinews.newsroom import Newsroom
from tuinews.sites import Secret
from tuinews.tools import Tool, ToolKind
from tuinews.ui.dialogs.output import OutputWindow
from tuinews.ui.dialogs.pipe import PipeDialog
from tuinews.ui.dialogs.save import SaveDialog

STORY = Story(
    "Ferry returns", "The ferry is back.\n“It is finally safe,” said Mia Lund, the mayor.", url="https://x.example/1"
)


def python(code: str) -> str:
    """Return the words of a command that runs this code."""
    return f"{shlex.quote(sys.executable)} -c {shlex.quote(code)}"


async def run(reader: Reader, command: str, *before: str) -> None:
    """Pipe the article under the cursor to a typed command."""
    await reader.press("vertical_line")
    await reader.press(*before)
    await reader.paste(command)
    await reader.press("enter")


async def test_a_typed_command_reads_the_article_and_its_output_is_shown(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", [STORY])

    async with reading(newsroom) as reader:
        await reader.sees("Mia Lund")
        command = python("import sys; print('OUT', sys.stdin.read().splitlines()[0], '\\x1b]0;x\\x07\\x1b[31m')")
        await run(reader, command)
        await reader.sees("OUT Ferry returns")
        assert isinstance(reader.app.screen, OutputWindow)
        assert "\x1b" not in reader.app.screen._text

        await reader.press("escape", "vertical_line")
        assert reader.app.screen.query_one("#command", Input).value == command  # with its quotation marks


async def test_the_quote_under_the_cursor_goes_alone(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", [STORY])

    async with reading(newsroom) as reader:
        await reader.sees("Mia Lund")
        await reader.press("3", "right_curly_bracket", "vertical_line")
        await reader.sees("Pipe the quote as plain text")
        await reader.paste(
            python("import os, sys; print('SAID', os.environ['TUINEWS_SPEAKER'], sys.stdin.read()[:10])")
        )
        await reader.press("enter")

        await reader.sees("SAID Mia Lund “It is fin")


async def test_what_is_printed_can_take_the_articles_place_and_goes_again(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", [STORY])

    async with reading(newsroom) as reader:
        await reader.sees("Mia Lund")
        await run(reader, python("print('In short: a boat.')"), "ctrl+r")
        await reader.sees("In short: a boat.", "What a program made of it")
        await reader.sees_no("Mia Lund, the mayor")
        shown = reader.app.reader.reading.reading
        assert shown is not None
        assert shown.article.source is TextSource.OUTPUT

        await reader.press("backslash")
        await reader.sees("Mia Lund, the mayor")


async def test_a_command_of_the_configuration_is_picked_with_its_form(tmp_path: Path) -> None:
    code = "import json, sys; print('TITLE', json.load(sys.stdin)['title'])"
    tools = (Tool(ToolKind.PIPE, "Look", (sys.executable, "-c", code), "json"),)
    newsroom = open_archive(tmp_path, tools=tools)
    stock(newsroom, "Harbour News", [STORY])

    async with reading(newsroom, size=(80, 24)) as reader:
        await reader.press("vertical_line")
        await reader.sees("Look", "JSON →")
        await reader.press("enter")
        await reader.sees("TITLE Ferry returns")
    newsroom.close()


async def test_a_command_that_fails_is_told_and_an_unpaired_mark_is_pointed_out(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", [STORY])

    async with reading(newsroom) as reader:
        await run(reader, "no-such-program --help")
        await reader.sees("There is no program no-such-program")

        await run(reader, "wc 'x")
        await reader.sees("A quotation mark is missing its other half")


@pytest.mark.parametrize("typed", ["sort | uniq", "cat; date", "cat > file"])
def test_a_pipeline_is_not_taken_for_words_of_a_program(typed: str) -> None:
    dialog = PipeDialog("the article", ())

    assert "sh -c" in dialog.problem_of(typed)
    assert dialog.problem_of(f"sh -c '{typed}'") == ""
    assert dialog.problem_of("curl https://example.org/?a=1&b=2;c") == ""


async def test_an_article_is_saved_and_another_enter_overwrites(tmp_path: Path) -> None:
    newsroom = open_archive(tmp_path / "home", save_folder=str(tmp_path / "kept"))
    stock(newsroom, "Harbour News", [STORY])
    path = tmp_path / "kept" / "ferry-returns.md"

    async with reading(newsroom) as reader:
        await reader.sees("Mia Lund, the mayor")
        await reader.press("w", "enter")
        await reader.until(path.exists)
        await reader.until(lambda: not isinstance(reader.app.screen, SaveDialog))
        assert path.read_text().startswith("# Ferry returns")
        path.write_text("mine")

        await reader.press("w", "enter")
        await reader.sees("is there already")
        assert path.read_text() == "mine"
        await reader.press("enter")
        await reader.until(lambda: path.read_text() != "mine")

        await reader.press("w")
        await reader.paste("x" * 300)
        await reader.press("enter")
        await reader.sees("File name too long")
        await reader.press("escape", "w", "tab", "tab", "tab", "enter")
        await reader.until(path.with_suffix(".json").exists)
        await reader.until(lambda: not isinstance(reader.app.screen, SaveDialog))
    assert json.loads(path.with_suffix(".json").read_text())["title"] == "Ferry returns"
    newsroom.close()


async def test_all_chosen_articles_make_one_book(tmp_path: Path) -> None:
    newsroom = open_archive(tmp_path / "home", save_folder=str(tmp_path), save_form="epub")
    stock(newsroom, "Harbour News", [STORY, Story("Bridge closes")])

    async with reading(newsroom) as reader:
        await reader.sees("Mia Lund, the mayor")
        await reader.press("v", "v", "w", "enter")
        await reader.until((tmp_path / "news-2026-11-22.epub").exists)
        await reader.sees("Saved 2 articles")
    newsroom.close()


async def test_an_article_is_sent_to_wallabag_with_the_users_token(tmp_path: Path, newsstand: Newsstand) -> None:
    newsstand.serve("/w/oauth/v2/token", b'{"access_token": "t0ken"}', media_type="application/json")
    newsstand.serve("/w/api/entries.json", b"{}", media_type="application/json")
    tool = Tool(
        ToolKind.SEND, "Home", service="wallabag", url=newsstand.url("/w/"), user="me",
        password=Secret(command=(sys.executable, "-c", "print('pass')")), client_id="1", client_secret=Secret(text="2"),
    )  # fmt: skip
    newsroom = open_archive(tmp_path, tools=(tool,))
    stock(newsroom, "Harbour News", [STORY])

    async with reading(newsroom) as reader:
        await reader.sees("Mia Lund, the mayor")
        await reader.press("W")
        await reader.sees("Sent 1 article to Home")
    (login,), (kept,) = newsstand.requests("/w/oauth/v2/token"), newsstand.requests("/w/api/entries.json")
    assert parse_qs(login.body.decode())["password"] == ["pass"]
    assert kept.headers["authorization"] == "Bearer t0ken"
    assert kept.headers["user-agent"].startswith("tuinews/")
    assert parse_qs(kept.body.decode()) == {"url": ["https://x.example/1"], "title": ["Ferry returns"]}
    newsroom.close()


async def test_a_command_is_sent_to_and_a_refusal_of_a_service_is_told(tmp_path: Path, newsstand: Newsstand) -> None:
    newsstand.serve("/api/add", b"", status=403)
    code = f"import sys; open({str(tmp_path / 'sent')!r}, 'w').write(sys.argv[1])"
    tools = (
        Tool(ToolKind.SEND, "Marks", (sys.executable, "-c", code, "{url}")),
        Tool(ToolKind.SEND, "Paper", service="instapaper", url=newsstand.url("/api/add"), user="me"),
    )
    newsroom = open_archive(tmp_path, tools=tools)
    stock(newsroom, "Harbour News", [STORY])

    async with reading(newsroom) as reader:
        await reader.sees("Mia Lund, the mayor")
        await reader.press("W")
        await reader.sees("Send to", "Marks", "Paper")
        await reader.press("1")
        await reader.sees("Sent 1 article to Marks")
        assert (tmp_path / "sent").read_text() == "https://x.example/1"

        await reader.press("W", "2")
        await reader.sees("Paper did not let us in (403)")
    assert newsstand.requests("/api/add")[0].headers["authorization"] == "Basic bWU6"
    newsroom.close()


async def test_nonsense_in_a_services_answer_is_told_and_ends_nothing(tmp_path: Path, newsstand: Newsstand) -> None:
    newsstand.serve("/oauth/v2/token", b"[" * 200_000, media_type="application/json")
    tool = Tool(ToolKind.SEND, "Home", service="wallabag", url=newsstand.url("/"), user="me")
    newsroom = open_archive(tmp_path, tools=(tool,))
    stock(newsroom, "Harbour News", [STORY])

    async with reading(newsroom) as reader:
        await reader.sees("Mia Lund, the mayor")
        await reader.press("W")
        await reader.sees("Home did not let us in (200)")
    newsroom.close()


async def test_an_article_opens_with_the_program_whose_rule_its_address_meets(tmp_path: Path) -> None:
    target = tmp_path / "opened"
    code = f"import sys; open({str(target)!r}, 'w').write(sys.argv[1])"
    tool = Tool(ToolKind.OPEN, "look", (sys.executable, "-c", code), pattern=r"x\.example")
    newsroom = open_archive(tmp_path / "home", tools=(tool,))
    stock(newsroom, "Harbour News", [STORY])

    async with reading(newsroom) as reader:
        await reader.sees("Mia Lund, the mayor")
        await reader.press("o")
        await reader.sees("Opened x.example/1 with")
        await reader.until(target.exists)
    assert target.read_text() == "https://x.example/1"
    newsroom.close()
