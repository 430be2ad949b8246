"""How text is set for a terminal."""

from __future__ import annotations

import io
import sys

import pytest

from tuinews.commands.prose import wrapped
from tuinews.commands.session import styled
from tuinews.commands.tables import cell_width, fitted
from tuinews.model.annotations import Annotation, Certainty, How, Mention, Quote, Speaker, SpeakerType
from tuinews.model.bodies import Block, BlockKind, Body
from tuinews.newsroom.marked import Marks, marked_blocks

MARKS = Marks(("<", ">"), ("(", ")"), "{{{}}}".format, str)


class Terminal(io.StringIO):
    """Standard output as a terminal."""

    def isatty(self) -> bool:
        return True


def test_colour_codes_take_no_room_in_a_row() -> None:
    assert list(wrapped("\x1b[1mone\x1b[22m two three", 7)) == ["\x1b[1mone\x1b[22m two", "three"]


def test_a_word_wider_than_the_row_stays_whole() -> None:
    assert list(wrapped("see http://news.example/a/b now", 8)) == ["see", "http://news.example/a/b", "now"]


def test_rows_after_the_first_are_indented_as_told() -> None:
    assert list(wrapped("one two three", 10, "• ", "  ")) == ["• one two", "  three"]


@pytest.mark.parametrize("text", ["plain words", "日本語の見出し", "e\u0301te\u0301", "👍🏽 fine"])
def test_a_fitted_text_takes_exactly_its_cells(text: str) -> None:
    assert cell_width(fitted(text, 6)) == 6


def test_a_terminal_gets_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", Terminal())
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")

    assert styled("x", "bold") == "\x1b[1mx\x1b[0m"


def test_no_color_is_honoured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", Terminal())
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "1")

    assert styled("x", "bold") == "x"


def test_a_quote_over_two_blocks_is_marked_in_each_and_its_speaker_told_once() -> None:
    body = Body("“One\n\ntwo”", (Block(BlockKind.PARAGRAPH, 0, 4), Block(BlockKind.PARAGRAPH, 6, 10)))
    speaker = Speaker("Lund", SpeakerType.PERSON, How.EXPLICIT, Certainty.LIKELY)

    marked = [text for _, text in marked_blocks(body, Annotation(1, quotes=(Quote(0, 10, speaker=speaker),)), MARKS)]

    assert marked == ["(“One)", "(two”){Lund ·}"]


def test_marks_nest() -> None:
    body = Body("“Lund”", (Block(BlockKind.PARAGRAPH, 0, 6),))
    annotation = Annotation(1, mentions=(Mention(1, 5, 0),), quotes=(Quote(0, 6),))

    assert [text for _, text in marked_blocks(body, annotation, MARKS)] == ["(“<Lund>”){?}"]


def test_a_hidden_block_is_left_out() -> None:
    body = Body(
        "Text\n\nLEAVE A REPLY", (Block(BlockKind.PARAGRAPH, 0, 4), Block(BlockKind.PARAGRAPH, 6, 19, is_hidden=True))
    )

    assert [text for _, text in marked_blocks(body, Annotation(1), MARKS)] == ["Text"]
