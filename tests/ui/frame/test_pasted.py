"""What is pasted comes as one text, whatever is in it and however it arrives; keys beside it stay keys."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual.message import Message

from tuinews.ui.pasted import PasteParser

BEGIN, END = "\x1b[200~", "\x1b[201~"
HOSTILE = "hello \x1b]|touch x\r bye\x1b\x1bq\x1b[A\x1b[200~\x1b[2"


def heard(*parts: str) -> list[tuple[str, str]]:
    """Return the keys and pasted texts that come of what a terminal sends in parts."""
    parser = PasteParser()
    found: list[Message] = []
    for part in parts:
        found += parser.feed(part)
    return [
        ("paste", one.text) if isinstance(one, events.Paste) else ("key", one.key)
        for one in found
        if isinstance(one, events.Paste | events.Key)
    ]


def test_no_key_comes_out_of_what_is_pasted() -> None:
    assert heard("j" + BEGIN + HOSTILE + END + "k\x1b[A") == [
        ("key", "j"),
        ("paste", HOSTILE.replace("\x1b", "")),
        ("key", "k"),
        ("key", "up"),
    ]


@given(st.lists(st.integers(0, 60), max_size=4))
def test_it_does_not_matter_in_which_parts_a_paste_arrives(cuts: list[int]) -> None:
    sent = "j" + BEGIN + HOSTILE + END + "k\x1b[A" + BEGIN + "two" + END + "q"
    places = [0, *sorted(cuts), len(sent)]

    parts = [sent[begin:end] for begin, end in itertools.pairwise(places) if begin < end]

    assert heard(*parts) == heard(sent)


@pytest.mark.parametrize(("sent", "keys"), [("\x1b[A", ["up"]), ("é", ["é"]), ("\x1bOP", ["f1"])])
def test_keys_come_as_they_would_without_pastes(sent: str, keys: list[str]) -> None:
    assert [key for _, key in heard(sent)] == keys


def test_an_escape_key_that_stands_alone_is_one_though_what_follows_looks_like_a_paste() -> None:
    parser = PasteParser()
    assert not list(parser.feed("\x1b[200"))
    parser._timeout_time = 0.0
    list(parser.tick())

    found = [*parser.feed("~"), *parser.feed("\x1b[A")]

    assert [one.key for one in found if isinstance(one, events.Key)][-1] == "up"
