"""The user's keys in windows: every action that windows have is known there by its own keys, and named so."""

from __future__ import annotations

import pytest

from tuinews.config import parse_config
from tuinews.key_presets import PRESETS
from tuinews.keymap import KeyChoices, keymap
from tuinews.ui.window_keys import WindowKeys

HINT = "Enter opens · / filter · Y cites · w to a file · Esc leaves"
COLEMAK = """
[keys]
"move.down" = "n"
"move.up" = "e"
"article.next_unread" = "j"
"feed.edit" = "k"
"article.archive" = "k"
"quote.speaker" = "k"
"person.same" = "k"
"quote.cite" = "ctrl+y"
"""


def keys_of(content: str) -> WindowKeys:
    return WindowKeys(keymap(parse_config(content).key_choices))


def test_without_a_choice_every_key_is_its_own() -> None:
    keys = keys_of("")

    assert all(keys.usual(key) == key for key in ("j", "slash", "x", "N", "down", "escape"))
    assert keys.named(HINT) == HINT


def test_rebound_actions_have_their_keys_in_windows_too() -> None:
    keys = keys_of(COLEMAK)

    assert [keys.usual(key) for key in ("n", "e", "k", "ctrl+y", "Y", "d")] == ["down", "up", "e", "Y", "Y", "d"]
    assert keys.named(HINT) == "Enter opens · / filter · ctrl+y cites · w to a file · Esc leaves"
    assert keys.named("e is somebody else · ← → more") == "k is somebody else · ← → more"


def test_what_is_typed_is_no_key_of_an_action() -> None:
    keys = keys_of(COLEMAK + '"move.half_down" = "ctrl+n"\n"feed.next_unread" = ""\n"move.page_down" = "ctrl+f"\n')

    assert [keys.usual(key, is_typing=True) for key in ("n", "e", "ctrl+f", "ctrl+y")] == [
        "n",
        "e",
        "pagedown",
        "ctrl+y",
    ]


@pytest.mark.parametrize("preset", PRESETS)
def test_a_preset_leaves_the_ways_through_a_window(preset: str) -> None:
    keys = WindowKeys(keymap(KeyChoices(preset)))

    ways = ("down", "up", "enter", "escape", "home", "end", "pagedown")
    assert [keys.usual(key) for key in ways] == list(ways)
