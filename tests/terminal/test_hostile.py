"""Files made to take over the terminal: the terminal obeys nothing but the reader."""

from __future__ import annotations

import re

import pytest
from tests.terminal.screen import Terminal
from tests.terminal.stories import READER, write_story

pytestmark = pytest.mark.terminal

# Set the window's title, fill the clipboard, clear the screen, reset, leave the alternate screen, link; in C1, too.
ATTACK = (
    "\x1b]0;taken\x07\x1b]2;taken\x1b\\\x1b]52;c;dGFrZW4=\x07\x1b[2J\x1bc\x1b[?1049l\x1bktaken\x1b\\"
    "\x1b]8;;http://taken.example\x07\u009b2J\u009d52;c;dGFrZW4=\u009c\u0090q\u009c\x07\x7f\x0e"
)
TEXT = f"""Storm{ATTACK} closes the harbour

The harbour was closed on Friday, the port authority said. {ATTACK}

{"The gulls stayed on the quay, and nobody fed them. " * 60}

“Nobody sails today,” said harbour master Nell{ATTACK} Okoro.
"""
PAGE = f"""<html><head><title>Wind{ATTACK} &#27;]0;taken&#7; &#155;2J of the week</title></head><body><article>
<h1>Wind{ATTACK} &#27;]0;taken&#7; &#155;2J of the week</h1>
<p>The wind{ATTACK} of the week &#27;]52;c;dGFrZW4=&#7; blew from the north for three days, the weather office said.</p>
<p>“We have{ATTACK} &amp;#27;[2J never measured more,” said Ada{ATTACK} Quill, who runs the office on the island.</p>
<p><a href="http://weather.example/{ATTACK}">The measurements{ATTACK}</a> go back to the year of the great storm.</p>
</article></body></html>
"""
# The reader itself sends these: they give the mouse the shape for what is under it, and ask for the background.
OWN_COMMANDS = {b"22;default", b"22;text", b"22;pointer", b"11;?"}
_COMMAND = re.compile(rb"\x1b[\]P_^Xk]([^\x07\x1b]*)")
_CONTROL = re.compile(rb"\x1b\[[0-9;?]*J|\x1bc|\xc2[\x80-\x9f]|[\x00\x0e\x0f\x7f]")


def test_the_attack_would_take_over_a_terminal_that_it_reached(terminal: Terminal) -> None:
    attack = write_story(terminal.folder, "attack.txt", ATTACK)

    terminal.start((110, 30), ("cat", attack))

    terminal.waits(lambda: "taken" in terminal.clipboard(), "a clipboard taken")
    terminal.waits(lambda: terminal.tell("pane_title") == "taken", "a title taken")


def test_hostile_files_leave_no_control_in_the_output(terminal: Terminal) -> None:
    _read_everything(terminal)

    sent = set(_COMMAND.findall(terminal.output()))
    assert sent <= OWN_COMMANDS
    assert _CONTROL.findall(terminal.output()) == []


def test_hostile_files_leave_the_title_and_the_clipboard_alone(terminal: Terminal) -> None:
    _read_everything(terminal)

    assert terminal.tell("pane_title") == "title"
    assert terminal.tell("window_name") == "window"
    assert terminal.clipboard() == ""


def test_what_is_pasted_presses_no_key(terminal: Terminal) -> None:
    _read_something(terminal)

    terminal.paste(f"hello \x1b]|touch {terminal.folder}/taken\r bye")
    terminal.press("/")
    terminal.sees("words to find in this article")
    terminal.paste("gu\x1b]\x1bll")
    terminal.sees("gu]ll")

    assert not (terminal.folder / "taken").exists()
    assert "touch" not in "".join(terminal.lines())
    terminal.press("C-q")
    terminal.ends()


def test_bytes_that_are_no_text_are_typed_as_a_sign_and_end_nothing(terminal: Terminal) -> None:
    _read_something(terminal)

    terminal.send(b"\xff\xe2\x82z")
    terminal.press("/")
    terminal.sees("words to find in this article")
    terminal.send(b"gu\xffll")
    terminal.sees("gu\ufffdll")

    terminal.press("C-q")
    assert terminal.ends() == 0


def test_markup_in_a_title_is_shown_as_it_was_written(terminal: Terminal) -> None:
    title = "[/] [@click=app.quit]Leave[/] [bold red]now[on blue"
    file = write_story(
        terminal.folder, "markup.txt", f"{title}\n\nSomebody wrote [/] and [b]thought[/b] nothing of it.\n"
    )

    terminal.start((160, 30), (*READER, file))

    terminal.sees(title)
    terminal.sees("Somebody wrote [/] and [b]thought[/b] nothing of it.")


def _read_something(terminal: Terminal) -> None:
    file = write_story(terminal.folder, "calm.txt", "Calm over the harbour\n\nThe harbour was calm on Friday.\n")
    terminal.start((120, 30), (*READER, file))
    terminal.sees("The harbour was calm")


def _read_everything(terminal: Terminal) -> None:
    """Open the hostile files, look at them from every side, and quit."""
    folder = terminal.folder / "stories"
    write_story(folder, "storm\x1b]0;taken\x07\x1b]52;c;dGFrZW4=\x07\u009b2J.txt", TEXT)
    write_story(folder, "wind\x1b[2J\x1b]2;taken\x1b\\.html", PAGE)
    missing = "missing\x1b]0;taken\x07\x1b[2J.txt"
    terminal.start((140, 40), (*READER, str(folder), missing))
    terminal.sees("There is no file missing")
    for headline, text in (("Storm", "The harbour was closed"), ("Wind", "blew from the north")):
        terminal.click(headline)
        terminal.sees(text)
    terminal.press("p")
    terminal.sees("1 mention")
    terminal.press("O")
    terminal.sees("weather.example")
    terminal.press("C-q")
    terminal.ends()
