"""The colour themes: dark, light, high contrast, and the terminal's own sixteen colours.

Each names, beside Textual's colours, the roles this program paints in; style sheets use them as `$unread`, `$meta`,
`$person-1` and so on. The six person hues of a theme stay apart for readers with protanopia, deuteranopia and
tritanopia, and stand out from the page and from the quote tint; tests hold them to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from textual.theme import Theme

from tuinews.config import Config

DARK: Final = "tuinews-dark"
LIGHT: Final = "tuinews-light"
CONTRAST: Final = "tuinews-contrast"
ANSI: Final = "ansi"

PERSON_HUES: Final = 6
"""How many hues a theme has for people: `person-1` to `person-6`."""


def _people(*hues: str) -> dict[str, str]:
    return {f"person-{number}": hue for number, hue in enumerate(hues, 1)}


THEMES: Final = (
    Theme(
        name=DARK,
        dark=True,
        background="#14171b",
        surface="#14171b",
        panel="#1b1f25",
        foreground="#cdcac2",
        primary="#7fa6c9",
        secondary="#9aa3ad",
        accent="#e5b567",
        warning="#e5b567",
        error="#e57373",
        success="#9cc58a",
        variables={
            "title": "#f5f2eb",
            "meta": "#8b9199",
            "meta-style": "none",
            "rule": "#333a43",
            "derived": "#a9a69f",
            "unread": "#e5b567",
            "starred": "#e5b567",
            "failed": "#e57373",
            "cursor": "#2b323a",
            "cursor-blurred": "#1f2429",
            "code": "#1c2025",
            "quote": "#24292f",
            "quote-indirect": "#1b1f23",
            "quote-strong": "#31373f",
            "organisation": "#b9bec6",
            **_people("#5fe0f0", "#f58f86", "#b49df8", "#b8ea9a", "#c4a233", "#5fa3bd"),
            "scrollbar": "#282d34",
            "scrollbar-hover": "#4a535f",
            "scrollbar-active": "#5b6673",
            "scrollbar-background": "#14171b",
            "scrollbar-background-hover": "#14171b",
            "scrollbar-background-active": "#14171b",
            "scrollbar-corner-color": "#14171b",
        },
    ),
    Theme(
        name=LIGHT,
        dark=False,
        background="#fbfaf6",
        surface="#fbfaf6",
        panel="#f1efe8",
        foreground="#34322e",
        primary="#2a5d8f",
        secondary="#6b6a65",
        accent="#a3470c",
        warning="#a3470c",
        error="#b3261e",
        success="#2f6b2f",
        variables={
            "title": "#0f0e0c",
            "meta": "#6d6b65",
            "meta-style": "none",
            "rule": "#d3d0c6",
            "derived": "#5b5953",
            "unread": "#a3470c",
            "starred": "#a3470c",
            "failed": "#b3261e",
            "cursor": "#e3e6e9",
            "cursor-blurred": "#edece8",
            "code": "#f2f1ee",
            "quote": "#ecebe7",
            "quote-indirect": "#f3f2ef",
            "quote-strong": "#dbd9d3",
            "organisation": "#4c4a45",
            **_people("#044b97", "#ac425c", "#004c06", "#735ba9", "#7a5c00", "#611d54"),
            "scrollbar": "#e4e1d8",
            "scrollbar-hover": "#b5b2a8",
            "scrollbar-active": "#98958c",
            "scrollbar-background": "#fbfaf6",
            "scrollbar-background-hover": "#fbfaf6",
            "scrollbar-background-active": "#fbfaf6",
            "scrollbar-corner-color": "#fbfaf6",
        },
    ),
    Theme(
        name=CONTRAST,
        dark=True,
        background="#000000",
        surface="#000000",
        panel="#0e0e0e",
        foreground="#ffffff",
        primary="#9ecbff",
        secondary="#d0d0d0",
        accent="#ffd75f",
        warning="#ffd75f",
        error="#ff8a80",
        success="#9dff8a",
        variables={
            "title": "#ffffff",
            "meta": "#c4c4c4",
            "meta-style": "none",
            "rule": "#6c6c6c",
            "derived": "#d0d0d0",
            "unread": "#ffd75f",
            "starred": "#ffd75f",
            "failed": "#ff8a80",
            "cursor": "#3a424d",
            "cursor-blurred": "#23272e",
            "code": "#1a1a1a",
            "quote": "#23272e",
            "quote-indirect": "#15181c",
            "quote-strong": "#3a424d",
            "organisation": "#e4e4e4",
            **_people("#56c4ca", "#f6b384", "#44f5c0", "#f2bffd", "#d7f471", "#a5bf36"),
            "scrollbar": "#6c6c6c",
            "scrollbar-hover": "#8a8a8a",
            "scrollbar-active": "#b0b0b0",
            "scrollbar-background": "#000000",
            "scrollbar-background-hover": "#000000",
            "scrollbar-background-active": "#000000",
            "scrollbar-corner-color": "#000000",
        },
    ),
    Theme(
        name=ANSI,
        ansi=True,
        dark=True,
        background="ansi_default",
        surface="ansi_default",
        panel="ansi_default",
        boost="ansi_default",
        foreground="ansi_default",
        primary="ansi_blue",
        secondary="ansi_cyan",
        accent="ansi_yellow",
        warning="ansi_yellow",
        error="ansi_red",
        success="ansi_green",
        variables={
            "ansi-background": "ansi_default",
            "ansi-foreground": "ansi_default",
            "title": "ansi_default",
            "meta": "ansi_default",
            "meta-style": "dim",
            "rule": "ansi_bright_black",
            "derived": "ansi_default",
            "unread": "ansi_yellow",
            "starred": "ansi_yellow",
            "failed": "ansi_red",
            # A background out of the sixteen is either no tint or too much of one: rows reverse, quotes lean.
            "cursor": "ansi_default",
            "cursor-blurred": "ansi_default",
            "code": "transparent",
            "quote": "transparent",
            "quote-indirect": "transparent",
            "quote-strong": "transparent",
            "organisation": "ansi_default",
            **_people("ansi_cyan", "ansi_red", "ansi_magenta", "ansi_green", "ansi_yellow", "ansi_blue"),
            "scrollbar": "ansi_bright_black",
            "scrollbar-hover": "ansi_default",
            "scrollbar-active": "ansi_default",
            "scrollbar-background": "ansi_default",
            "scrollbar-background-hover": "ansi_default",
            "scrollbar-background-active": "ansi_default",
            "scrollbar-corner-color": "ansi_default",
        },
    ),
)

# What the part after TERM's last hyphen says of more than sixteen colours, as Rich reads it.
_MANY_COLOURS: Final = frozenset({"256color", "kitty", "direct"})


def role_defaults(theme: Theme) -> Mapping[str, str]:
    """Return the roles' colours for a theme that does not name them, so that any theme of Textual's can be shown."""
    nearest = next(own for own in THEMES if own.ansi == theme.ansi and (own.ansi or own.dark == theme.dark))
    return nearest.variables


def default_theme(config: Config, environ: Mapping[str, str]) -> str:
    """Return the name of the theme to start with.

    It is the configured one, unless the terminal has sixteen colours or the user wants none (NO_COLOR): then it is
    the theme that leaves colours to the terminal.
    """
    if "NO_COLOR" in environ or not _has_many_colours(environ):
        return ANSI
    names = {theme.name for theme in THEMES}
    return config.view_theme if config.view_theme in names else DARK


def _has_many_colours(environ: Mapping[str, str]) -> bool:
    # Textual's own switch comes first. https://textual.textualize.io/api/constants/
    wanted = environ.get("TEXTUAL_COLOR_SYSTEM", "auto").lower()
    if wanted in {"truecolor", "256"}:
        return True
    if wanted == "standard":
        return False
    if environ.get("COLORTERM", "").strip().lower() in {"truecolor", "24bit"} or "WT_SESSION" in environ:
        return True
    return environ.get("TERM", "").strip().lower().rpartition("-")[2] in _MANY_COLOURS
