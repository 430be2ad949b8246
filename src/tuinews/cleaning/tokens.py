"""HTML as a row of tags and stretches of text, read the way browsers tokenise it, in time linear in its length.

https://html.spec.whatwg.org/multipage/parsing.html#tokenization
"""

from __future__ import annotations

import re
from typing import Final

# Quantifiers are possessive: each character is looked at once, whatever is left open at the end.
TOKEN: Final = re.compile(
    r"<(?:"
    r"(/?)([a-zA-Z][^\s/>]*+)((?:[^=>]++|=\s*+(?:\"[^\"]*+\"?+|'[^']*+'?+|[^\s>]*+))*+)>?"
    r"|!--(?>-?>|.*?(?:--!?>|\Z))"
    r"|(?:[!?]|/(?![a-zA-Z]))[^>]*+>?"
    r")",
    re.DOTALL,
)
_ATTRIBUTE: Final = re.compile(r"([^\s=/\"'>]++)(?:\s*+=\s*+(?:\"([^\"]*+)|'([^']*+)|([^\s>\"']*+)))?+")
_MAX_ATTRIBUTES: Final = 200


def attributes(told: str) -> dict[str, str]:
    """Return the attributes of a tag, names in lower case, the first of equals; character references are kept."""
    found = dict[str, str]()
    for match in _ATTRIBUTE.finditer(told):
        name = match[1].lower()
        if name not in found:
            found[name] = match[2] or match[3] or match[4] or ""
            if len(found) >= _MAX_ATTRIBUTES:
                break
    return found
