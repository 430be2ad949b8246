"""What terminals answer when they are asked for their background."""

from __future__ import annotations

import pytest

from tuinews.terminal_ground import Ground, read_answer

ATTRIBUTES = b"\x1b[?62;22c"


@pytest.mark.parametrize(
    ("answer", "is_light"),
    [
        (b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\", True),
        (b"\x1b]11;rgb:1c1c/1c1c/1c1c\x07", False),
        (b"\x1b]11;rgb:fd/f6/e3\x1b\\", True),
        (b"\x1b]11;rgba:0000/2b2b/3636/ffff\x1b\\", False),
        (b"", None),
        (b"\x1b]11;nonsense\x1b\\", None),
    ],
)
def test_a_background_is_light_or_dark_or_unknown(answer: bytes, is_light: bool | None) -> None:
    assert read_answer(answer + ATTRIBUTES).is_light is is_light


def test_what_was_typed_meanwhile_is_kept() -> None:
    assert read_answer(b"jj\x1b]11;rgb:0/0/0\x1b\\" + ATTRIBUTES + b"n") == Ground(False, typed="jjn")


def test_keys_that_come_as_sequences_are_kept() -> None:
    got = b"\x1b[Bj\x1b]11;rgb:0/0/0\x1b\\" + ATTRIBUTES + b"\x1bOA\x1b[6~\n\t\x04"

    assert read_answer(got).typed == "\x1b[Bj\x1bOA\x1b[6~\r\t\x04"


@pytest.mark.parametrize(
    "unknown", [b"\x1b]11;rgb:0/0/", b"\x1b[?62", b"\x1b[3;4", b"\x1bPx", b"\x1b", b"\x1b[<0;1;1M"]
)
def test_what_is_no_key_is_left_out_with_all_that_follows(unknown: bytes) -> None:
    assert read_answer(b"j" + unknown + b"q").typed == "j"


@pytest.mark.parametrize(
    ("answer", "name", "colours"),
    [
        (b"\x1bP>|XTerm(379)\x1b\\\x1b[?1;0;1024S\x1b[?63;1;2;4;6;9;15;22c", "XTerm(379)", 1024),
        (b"\x1bP>|foot(1.16.2)\x1b\\\x1b[?1;0;1024S\x1b[?62;4;22c", "foot(1.16.2)", 1024),
        (b"\x1b[?62;4c", "", 256),  # it does not say how many
        (b"\x1b[?1;3;0S\x1b[?62;4c", "", 256),  # it does not know what is asked
        (b"\x1bP>|tmux 3.3a\x1b\\\x1b[?1;2c", "tmux 3.3a", 0),
        (b"\x1b[?4;2c", "", 0),  # what comes first is its kind, not an attribute
        (b"", "", 0),
    ],
)
def test_a_terminal_says_its_name_and_whether_it_draws_sixels(answer: bytes, name: str, colours: int) -> None:
    ground = read_answer(b"\x1b]11;rgb:0/0/0\x07" + answer + b"x")

    assert (ground.is_light, ground.name, ground.sixel_colours, ground.typed) == (False, name, colours, "x")
