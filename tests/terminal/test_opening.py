"""What a user sees on opening the reader, and how the first keys and clicks act."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from tests.terminal.conftest import MakeTerminal
from tests.terminal.screen import Terminal
from tests.terminal.stories import BRIDGE, FERRY, READER, SEED, write_story

pytestmark = pytest.mark.terminal


def test_the_first_start_shows_the_welcome_feed_and_the_ways_to_begin(terminal: Terminal) -> None:
    terminal.start((120, 40), READER)

    terminal.sees("To begin")

    terminal.sees("Welcome · 3 unread")
    terminal.sees("a  add a site or feed")


def test_an_article_file_opens_with_its_speakers_in_the_margin(terminal: Terminal) -> None:
    terminal.start((110, 40), (*READER, str(SEED)))

    terminal.sees("matters,” the group said in a statement.")

    gutter = re.compile(r"“aggression in the .* Hamas( ·)?$")
    terminal.waits(lambda: any(gutter.search(line) for line in terminal.lines()), "a speaker beside the quote")


def test_an_article_file_opens_with_its_people_in_colour(terminal: Terminal) -> None:
    terminal.start((110, 40), (*READER, str(SEED)), {"COLORTERM": "truecolor"})

    terminal.sees("The Qatar-based Hamas chief, Ismail Haniyeh,")

    in_colour = re.compile(r"\x1b\[[^m]*38;2;[\d;]+m(\x1b\[[^m]*m)*Ismail Haniyeh\x1b\[")
    terminal.waits(lambda: in_colour.search(terminal.styled()) is not None, "a person in a colour of their own")


def test_an_article_from_standard_input_is_read_with_the_keyboard(terminal: Terminal) -> None:
    piped = f"cat {shlex.quote(str(SEED))} | {shlex.join(READER)} -"
    terminal.start((110, 40), ("sh", "-c", piped))
    terminal.sees("Ismail Haniyeh")

    terminal.press("p")

    terminal.sees("Israeli Prime Minister")


def test_a_click_on_a_headline_opens_it(terminal: Terminal) -> None:
    folder = terminal.folder / "stories"
    write_story(folder, "bridge.txt", BRIDGE)
    write_story(folder, "ferry.txt", FERRY)
    terminal.start((120, 30), (*READER, str(folder)))
    terminal.sees("Ferry to the island")
    other, its_text = _not_open(terminal)

    terminal.click(other)

    terminal.sees(its_text)


def test_a_file_that_is_not_there_is_told_in_a_sentence_and_the_reader_goes_on(terminal: Terminal) -> None:
    terminal.start((110, 30), (*READER, "nosuchfile.txt"))
    terminal.sees("There is no file nosuchfile.txt.")

    terminal.press("j", "Enter")

    terminal.sees("Mayor Amina")


def test_a_second_reader_opens_on_the_same_archive(make_terminal: MakeTerminal, tmp_path: Path) -> None:
    shared = {"TUINEWS_HOME": str(tmp_path / "shared")}
    first, second = make_terminal("first"), make_terminal("second")
    first.start((110, 30), READER, shared)
    first.sees("To begin")

    second.start((110, 30), (*READER, write_story(tmp_path / "stories", "ferry.txt", FERRY)), shared)

    second.sees("Captain Ruth Adeyemi")
    first.press("?")
    first.sees("search the help")


def test_an_editor_that_is_not_there_is_told_and_the_reader_goes_on(terminal: Terminal) -> None:
    terminal.start((110, 30), (*READER, write_story(terminal.folder, "ferry.txt", FERRY)), {"EDITOR": "nosucheditor"})
    terminal.sees("Captain Ruth Adeyemi")

    terminal.press("C-e")

    terminal.sees("The editor nosucheditor cannot be started")
    assert terminal.tell("alternate_on") == "1"
    terminal.press("?")
    terminal.sees("search the help")


def test_a_program_for_the_terminal_that_is_not_there_is_told_and_the_reader_goes_on(terminal: Terminal) -> None:
    page = (
        "<html><title>A page</title><body><p>Read <a href='https://a.example/x'>more of it</a> there.</p></body></html>"
    )
    config = terminal.folder / "home" / "tuinews" / "config"
    config.mkdir(parents=True)
    (config / "config.toml").write_text('[[open]]\ncommand = "nosuchbrowser {url}"\nterminal = true\n')
    terminal.start((110, 30), (*READER, write_story(terminal.folder, "page.html", page)))
    terminal.sees("more of it")

    terminal.press("O", "1")

    terminal.sees("nosuchbrowser cannot be run")
    assert terminal.tell("alternate_on") == "1"
    terminal.press("Escape", "?")
    terminal.sees("search the help")


def _not_open(terminal: Terminal) -> tuple[str, str]:
    """Return the headline that is not open, and words of its text."""
    stories = (("Council delays", "put off its vote"), ("Ferry to the island", "sailed again on Tuesday"))
    terminal.waits(lambda: any(words in "".join(terminal.lines()) for _, words in stories), "an open article")
    shown = "".join(terminal.lines())
    return next((title, words) for title, words in stories if words not in shown)


def test_a_mistyped_command_with_words_after_it_is_told_in_the_shell(terminal: Terminal) -> None:
    terminal.start((140, 30), (*READER, "serach", "trump"))

    assert terminal.ends() == 2
    assert "There is no command and no file serach. Did you mean `tuinews search`?" in terminal.output().decode()
