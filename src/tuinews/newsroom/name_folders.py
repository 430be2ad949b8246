"""How the folders of a feed are typed and shown: a slash before what is inside, a semicolon between one and another."""

from __future__ import annotations

from collections.abc import Sequence

from tuinews.screen_text import line

Path = tuple[str, ...]


def folder_words(places: Sequence[Path]) -> str:
    """Return the folders of a feed in words: "World/Asia; Sea"; nothing where it is only at the top level."""
    return "; ".join("/".join(path) or "/" for path in places) if any(places) else ""


def folder_path(words: str) -> Path:
    """Return the names in "World/Asia" from the outside in; none for the top level."""
    return tuple(name for name in (line(part) for part in words.split("/")) if name)


def folder_places(words: str) -> tuple[Path, ...]:
    """Return the folders that are named with semicolons between them; the top level where none is."""
    named = (folder_path(part) for part in words.split(";") if part.strip())
    return tuple(dict.fromkeys(named)) or ((),)
