"""Character references of HTML made characters, whatever strangers write in them."""

from __future__ import annotations

import html
import re
from typing import Final

# No character has a number of so many digits, and of some thousands Python makes no number at all.
_ENDLESS: Final = re.compile(r"&#[0-9]{20,};?")


def unescape(text: str) -> str:
    """Return a text with its references resolved as browsers do it; one to no character is U+FFFD."""
    try:
        return html.unescape(text)
    except ValueError:
        return html.unescape(_ENDLESS.sub("\ufffd", text))
