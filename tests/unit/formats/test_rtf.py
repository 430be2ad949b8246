"""RTF is stripped to its text."""

import pytest

from tuinews.formats.rtf import strip_rtf


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (rb"{\rtf1 Hello\par World}", "Hello\n\nWorld"),
        (rb"{\rtf1{\fonttbl{\f0 Arial;}}{\colortbl;\red0;}{\stylesheet{\s0 Normal;}}Text}", "Text"),
        (rb"{\rtf1{\info{\title Secret}}{\*\generator Word}{\pict\pngblip 89504e}Text}", "Text"),
        (rb"{\rtf1\ansicpg1252 \'93caf\'e9\'94}", "“café”"),
        (rb"{\rtf1\ansicpg1251 \'cc\'fd\'f0}", "Мэр"),
        (rb"{\rtf1{\fonttbl{\f0 A;}{\f1\fcharset204 B;}}\f0 a {\f1 \'cc\'fd\'f0} b}", "a Мэр b"),
        (rb"{\rtf1\uc1 It\u8217?s \u8212\'97 x}", "It’s — x"),
        (rb"{\rtf1\u55357?\u56832? ok}", "😀 ok"),
        (rb"{\rtf1 a\line b\tab c\emdash\ldblquote d\rdblquote}", "a\nb\tc—“d”"),
        (rb"{\rtf1 \{x\} \\ y\~z}", "{x} \\ y z"),
        (rb'{\rtf1 {\field{\*\fldinst HYPERLINK "https://a.example"}{\fldrslt link}}}', "link"),
        (b"{\\rtf1 a{\\*\\x\\bin4 }}{{}b}", "ab"),
        (rb"{\rtf1 no end", "no end"),
        (rb"{\rtf1 }}}}} more", " more"),
    ],
)
def test_the_text_of_rtf(source: bytes, text: str) -> None:
    assert strip_rtf(source) == text


def test_deep_groups_are_read() -> None:
    assert strip_rtf(b"{\\rtf1 " + b"{" * 100_000 + b"x" + b"}" * 100_000 + b"}") == "x"
