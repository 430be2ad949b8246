"""Themes of the user's own: TOML files in the folder `themes` beside the configuration.

A file names a theme to begin with (`base`) and the colours that are other than there; its name is the theme's name.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple

from tuinews.colours import LEGIBLE, contrast, read_colour
from tuinews.errors import ConfigError
from tuinews.theme_tables import AUTO, DARK, PERSON_HUES, TABLES, ThemeTable

# What lies under text, and what is written on it.
_GROUNDS: Final[Mapping[str, tuple[str, ...]]] = {
    "background": ("foreground", "title", "meta", "derived", "unread", "starred", "failed", "organisation", "accent"),
    "panel": ("foreground", "title", "meta"),
    "cursor": ("foreground", "title", "meta", "derived", "unread", "starred", "failed"),
    "quote": ("foreground", *(f"person-{number}" for number in range(1, PERSON_HUES + 1))),
}
# What is the page's own colour where a file gives only that.
_LIKE_THE_PAGE: Final = (
    "surface",
    "scrollbar-background",
    "scrollbar-background-hover",
    "scrollbar-background-active",
    "scrollbar-corner-color",
)
_BUILT_IN: Final[Mapping[str, ThemeTable]] = {table.name: table for table in TABLES}


class ThemeFile(NamedTuple):
    """A theme of the user's, and what of its file was not taken or is hard to read."""

    table: ThemeTable
    warnings: tuple[str, ...] = ()


def theme_paths(folder: Path) -> dict[str, Path]:
    """Return the theme files of a folder by their themes' names; those of ours keep their names."""
    if not folder.is_dir():
        return {}
    taken = {*_BUILT_IN, AUTO}
    return {path.stem: path for path in sorted(folder.glob("*.toml")) if path.stem not in taken and path.is_file()}


def read_theme(path: Path) -> ThemeFile:
    """Return the theme that a file describes.

    Raises:
        ConfigError: the file cannot be read, is no TOML, or names a colour or a base that is none.
    """
    try:
        content = path.read_text(encoding="utf-8")
        values = tomllib.loads(content)
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"The theme {path} cannot be read.", file=str(path)) from error
    except (ValueError, RecursionError) as error:
        raise ConfigError(f"The theme {path} is no valid TOML: {error}.", file=str(path)) from error
    base_name = values.pop("base", DARK)
    base = _BUILT_IN.get(base_name) if isinstance(base_name, str) else None
    if base is None or base.is_ansi:
        usable = ", ".join(table.name for table in TABLES if not table.is_ansi)
        raise _wrong(path, content, "base", f"base must be one of {usable}, not {base_name!r}")
    is_dark = values.pop("dark", base.is_dark)
    if not isinstance(is_dark, bool):
        raise _wrong(path, content, "dark", f"dark must be true or false, not {is_dark!r}")
    given, warnings = _colours(values, base, path, content)
    colours = {**base.colours, **_following(given), **given}
    return ThemeFile(ThemeTable(path.stem, is_dark, colours), (*warnings, *faint_texts(colours)))


def faint_texts(colours: Mapping[str, str]) -> tuple[str, ...]:
    """Return a sentence for every text of a theme that its ground makes hard to read."""
    sentences = []
    for ground, inks in _GROUNDS.items():
        for ink in inks:
            found = contrast(read_colour(colours[ink]) or (0, 0, 0), read_colour(colours[ground]) or (0, 0, 0))
            if found < LEGIBLE:
                sentences.append(f"{ink} on {ground} has a contrast of {found:.1f}; text needs {LEGIBLE}.")
    return tuple(sentences)


def _colours(
    values: Mapping[str, object], base: ThemeTable, path: Path, content: str
) -> tuple[dict[str, str], list[str]]:
    colours: dict[str, str] = {}
    warnings: list[str] = []
    for name, value in values.items():
        if name not in base.colours or name == "meta-style":
            import difflib

            near = difflib.get_close_matches(name, [*base.colours, "base", "dark"], 1, 0.5)
            line = _line_of(name, content)
            hint = f"; did you mean {near[0]}?" if near else "."
            warnings.append(f"{f'line {line}: ' if line else ''}a theme has no colour {name}{hint}")
        elif not isinstance(value, str) or read_colour(value) is None:
            raise _wrong(path, content, name, f'{name} must be a colour such as "#1a2b3c", not {value!r}')
        else:
            colours[name] = value
    return colours, warnings


def _following(given: Mapping[str, str]) -> dict[str, str]:
    return dict.fromkeys(_LIKE_THE_PAGE, given["background"]) if "background" in given else {}


def _wrong(path: Path, content: str, key: str, problem: str) -> ConfigError:
    line = _line_of(key, content)
    return ConfigError(f"{path}{f', line {line}' if line else ''}: {problem}.", file=str(path), line=line, key=key)


def _line_of(name: str, content: str) -> int:
    for number, row in enumerate(content.splitlines(), 1):
        if row.partition("=")[0].strip().strip("\"'") == name and "=" in row:
            return number
    return 0
