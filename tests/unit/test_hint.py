"""The keys of a window stay with what they do, and the way out is never left out."""

from __future__ import annotations

from tuinews.ui.dialogs.hint import hint_lines

KEYS = "Enter quotes · 1-5 one kind alone · ← back · Esc leaves"


def test_a_hint_is_broken_between_its_keys() -> None:
    assert hint_lines(KEYS, 40, is_whole=True) == ["Enter quotes · 1-5 one kind alone", "← back · Esc leaves"]
    assert hint_lines(KEYS, 80) == [KEYS]


def test_where_there_is_one_line_the_way_out_is_in_it() -> None:
    assert hint_lines(KEYS, 40) == ["Enter quotes · Esc leaves"]
    assert hint_lines(KEYS, 46) == ["Enter quotes · 1-5 one kind alone · Esc leaves"]


def test_what_is_longer_than_a_line_is_broken_between_words() -> None:
    assert hint_lines("What lines and signs are drawn with", 20) == ["What lines and signs", "are drawn with"]
    assert hint_lines("Esc leaves", 20) == ["Esc leaves"]
