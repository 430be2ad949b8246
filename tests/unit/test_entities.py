"""Character references of strangers."""

from __future__ import annotations

import html

import pytest

from tuinews.entities import unescape

ENDLESS = f"&#{'9' * 5000};"
"""More digits than Python makes a number of."""


@pytest.mark.parametrize(
    "text", ["", "a", "&amp;", "&#8220;so&#8221;", "&copy 2026", "&#x41;", "&#65", "&nosuch;", "&#0;"]
)
def test_a_reference_is_what_browsers_make_of_it(text: str) -> None:
    assert unescape(text) == html.unescape(text)


@pytest.mark.parametrize("reference", [ENDLESS, ENDLESS[:-1], f"&#x{'f' * 5000};", f"&#{'0' * 5000}65;"])
def test_a_reference_without_end_is_no_character(reference: str) -> None:
    assert unescape(f"A{reference} &amp; B") == "A\ufffd & B"
