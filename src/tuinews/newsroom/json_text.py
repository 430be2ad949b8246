"""JSON that a terminal can show: what would steer it stands there escaped."""

from __future__ import annotations

import json
import re
from typing import Final

_STEERING: Final = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


def json_text(value: object, *, ensure_ascii: bool = False, indent: int | None = None) -> str:
    """Return a value as JSON without the characters that a terminal would obey: they stand there escaped."""
    text = json.dumps(value, ensure_ascii=ensure_ascii, indent=indent, default=str)
    # JSON escapes the controls below U+0020 itself; of the others, those that steer terminals or reorder a row.
    return _STEERING.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
