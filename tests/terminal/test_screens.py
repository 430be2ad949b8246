"""Terminals of other sizes, other colours and other abilities."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import pytest
from tests.terminal.screen import Terminal
from tests.terminal.stories import READER, SEED, open_welcome

pytestmark = pytest.mark.terminal


def test_a_shrinking_terminal_folds_pane_after_pane_and_grows_them_back(terminal: Terminal) -> None:
    terminal.start((140, 40), READER)
    terminal.sees("To begin")
    folded = [((80, 40), {"Headlines", "Article"}), ((59, 40), set()), ((40, 12), set())]

    for size, panes in [*folded, ((140, 40), {"Feeds", "Headlines", "Article"})]:
        terminal.resize(*size)

        terminal.waits(partial(_has_titles, terminal, panes), f"{panes or 'one pane'} at {size}")


@pytest.mark.parametrize(("columns", "rows"), [(59, 40), (40, 12), (20, 5)])
def test_a_small_terminal_shows_the_list_and_enter_opens_the_article(
    terminal: Terminal, columns: int, rows: int
) -> None:
    terminal.start((columns, rows), READER)
    terminal.sees("The light")

    terminal.press("Enter")

    terminal.sees("Welcome ›")
    assert all(len(line) <= columns for line in terminal.lines())
    assert "Traceback" not in terminal.output().decode(errors="replace")


def test_no_color_takes_every_colour_from_the_output(terminal: Terminal) -> None:
    terminal.start((110, 40), (*READER, str(SEED)), {"NO_COLOR": "1", "COLORTERM": "truecolor"})

    terminal.sees("The Qatar-based Hamas chief, Ismail Haniyeh,")

    assert terminal.colours() == set()


@pytest.mark.parametrize(
    ("term", "environ", "colours"),
    [
        ("tmux-256color", {"COLORTERM": "truecolor"}, {"truecolor"}),
        ("tmux-256color", {}, {"256"}),
        ("screen", {}, {"16"}),
    ],
)
def test_the_colours_are_of_a_kind_that_the_terminal_has(
    terminal: Terminal, term: str, environ: Mapping[str, str], colours: set[str]
) -> None:
    terminal.start((110, 40), (*READER, str(SEED)), environ, term=term)

    terminal.sees("The Qatar-based Hamas chief, Ismail Haniyeh,")

    assert terminal.colours() == colours


def _has_titles(terminal: Terminal, panes: set[str]) -> bool:
    """Return whether these pane titles stand side by side under the top line; a pane alone has none."""
    under_the_top = terminal.lines()[2]
    return {title for title in ("Feeds", "Headlines", "Article") if title in under_the_top} == panes


def test_keys_typed_ahead_reach_the_window_they_opened(terminal: Terminal) -> None:
    open_welcome(terminal)

    terminal.type(":quo")

    terminal.sees("Next quote")
    terminal.press("Escape")
    terminal.sees_no_more("Commands")
    terminal.type("/lighthouse")
    terminal.sees("1 found")
