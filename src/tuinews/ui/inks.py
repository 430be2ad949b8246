"""The styles that lists and bars are painted in, made from the theme in force."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from rich.style import Style
from textual.color import Color
from textual.widget import Widget

from tuinews.colours import LEGIBLE, contrast

if TYPE_CHECKING:
    from textual.app import App


class Inks(NamedTuple):
    """One style for each role of the text in lists and bars; only the page and the cursors have a background."""

    page: Style
    """What everything is painted on."""
    text: Style
    title: Style
    meta: Style
    faint: Style
    """Dimmer than `meta`, still readable: a snippet beside it."""
    rule: Style
    accent: Style
    unread: Style
    starred: Style
    failed: Style
    derived: Style
    cursor: Style
    cursor_blurred: Style


_COLOURS = (
    "background", "foreground", "title", "meta", "rule", "accent", "unread", "starred", "failed", "derived", "cursor",
    "cursor-blurred",
)  # fmt: skip


def inks_of(app: App[object]) -> Inks:
    """Return the styles of the app's theme."""
    # The variables are made when the stylesheet is; before the first paint they may not be there yet.
    variables: Mapping[str, str] = app.theme_variables or app.get_css_variables()
    colours = tuple((name, variables[name]) for name in _COLOURS)
    return _inks(colours, app.native_ansi_color, variables.get("meta-style") == "dim")


@lru_cache(maxsize=4)  # every bar and list asks for them before the first paint
def _inks(colours: tuple[tuple[str, str], ...], is_ansi: bool, is_dim: bool) -> Inks:
    variables = dict(colours)

    def ink(name: str, *, dim: bool = False, italic: bool = False) -> Style:
        # None, not False, where an attribute is off: it must not switch off one that is laid under it.
        return Style(color=Color.parse(variables[name]).rich_color, dim=dim or None, italic=italic or None)

    if is_ansi:
        cursor, cursor_blurred = Style(reverse=True), Style(bold=True)
        faint = Color.parse(variables["meta"])
    else:
        cursor = Style(bgcolor=Color.parse(variables["cursor"]).rich_color)
        cursor_blurred = Style(bgcolor=Color.parse(variables["cursor-blurred"]).rich_color)
        faint = _faint(variables)
    return Inks(
        page=Style(bgcolor=Color.parse(variables["background"]).rich_color),
        text=ink("foreground"),
        title=ink("title"),
        meta=ink("meta", dim=True) if is_dim else ink("meta"),
        faint=ink("meta", dim=True) if is_ansi else Style(color=faint.rich_color),
        rule=ink("rule"),
        accent=ink("accent"),
        unread=ink("unread"),
        starred=ink("starred"),
        failed=ink("failed", dim=True) if is_dim else ink("failed"),
        derived=ink("derived", italic=True),
        cursor=cursor,
        cursor_blurred=cursor_blurred,
    )


def _faint(variables: Mapping[str, str]) -> Color:
    """Return the colour of a snippet: as far on its way to the page as stays legible, on the row of the cursor too."""
    meta, page = Color.parse(variables["meta"]), Color.parse(variables["background"])
    grounds = [page.rgb, Color.parse(variables["cursor"]).rgb]
    shades = (meta.blend(page, share / 10) for share in range(3, -1, -1))
    legible = (shade for shade in shades if all(contrast(shade.rgb, ground) >= LEGIBLE for ground in grounds))
    return next(legible, meta)


class Inked(Widget):
    """A widget that is painted from segments, in the styles of the theme in force."""

    _inks: Inks | None = None

    @property
    def inks(self) -> Inks:
        """The styles of the theme in force."""
        if self._inks is None:
            self._inks = inks_of(self.app)
        return self._inks

    def notify_style_update(self) -> None:
        """Forget the styles of another theme."""
        self._inks = None
        super().notify_style_update()
