"""The themes as Textual knows them, and which of them to start with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from textual.theme import Theme

from tuinews.config import Config
from tuinews.theme_tables import ANSI, AUTO, BASE_COLOURS, DARK, LIGHT, PERSON_HUES, TABLES, ThemeTable

__all__ = ["ANSI", "DARK", "LIGHT", "PERSON_HUES", "THEMES", "default_theme", "role_defaults", "theme_of"]


def theme_of(table: ThemeTable) -> Theme:
    """Return a theme for Textual."""
    base = {name: colour for name, colour in table.colours.items() if name in BASE_COLOURS}
    roles = {name: colour for name, colour in table.colours.items() if name not in BASE_COLOURS}
    return Theme(name=table.name, dark=table.is_dark, ansi=table.is_ansi, variables=roles, **base)  # type: ignore[arg-type]


THEMES: Final = tuple(map(theme_of, TABLES))

# What the part after TERM's last hyphen says of more than sixteen colours, as Rich reads it.
_MANY_COLOURS: Final = frozenset({"256color", "kitty", "direct"})
_LIGHT_GROUNDS: Final = frozenset({"7", "15"})


def role_defaults(theme: Theme) -> Mapping[str, str]:
    """Return the roles' colours for a theme that does not name them, so that any theme of Textual's can be shown."""
    nearest = next(own for own in THEMES if own.ansi == theme.ansi and (own.ansi or own.dark == theme.dark))
    return nearest.variables


def default_theme(
    config: Config, environ: Mapping[str, str], *, known: frozenset[str] = frozenset(), is_light: bool | None = None
) -> str:
    """Return the name of the theme to start with.

    It is the configured one, unless the terminal has sixteen colours or the user wants none (NO_COLOR): then it is
    the theme that leaves colours to the terminal. "auto" follows the terminal's background.

    Args:
        config: The settings in force.
        environ: What the terminal says of itself.
        known: The user's own themes.
        is_light: Whether the terminal's background was light when it was last asked; None when it never told.
    """
    if "NO_COLOR" in environ or not has_many_colours(environ):
        return ANSI
    names = {theme.name for theme in THEMES} | known
    if config.view_theme in names:
        return config.view_theme
    if config.view_theme != AUTO:
        return DARK
    return LIGHT if is_light or (is_light is None and _says_light(environ)) else DARK


def _says_light(environ: Mapping[str, str]) -> bool:
    # rxvt's way, which Konsole and others follow: "foreground;background" out of the sixteen.
    return environ.get("COLORFGBG", "").rpartition(";")[2] in _LIGHT_GROUNDS


def has_many_colours(environ: Mapping[str, str]) -> bool:
    """Return whether the terminal shows more than sixteen colours."""
    # Textual's own switch comes first. https://textual.textualize.io/api/constants/
    wanted = environ.get("TEXTUAL_COLOR_SYSTEM", "auto").lower()
    if wanted in {"truecolor", "256"}:
        return True
    if wanted == "standard":
        return False
    if environ.get("COLORTERM", "").strip().lower() in {"truecolor", "24bit"} or "WT_SESSION" in environ:
        return True
    return environ.get("TERM", "").strip().lower().rpartition("-")[2] in _MANY_COLOURS
