"""The tones of the article: one style for every combination of role, person, quote and selection.

With colours, people have hues and quotes a tint; where there are none, or sixteen that belong to the terminal, people
have their marks alone or with a plain hue, quotes lean, and what is selected is reversed.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto
from typing import TYPE_CHECKING, Final, NamedTuple

from rich.style import Style
from textual.color import Color

from tuinews import colours
from tuinews.ui.cast import HUES, Sureness
from tuinews.ui.pieces import Role, Trait
from tuinews.ui.themes import role_defaults

if TYPE_CHECKING:
    from textual.app import App


class Light(Enum):
    """How a person or a quote stands to the selection."""

    PLAIN = auto()
    LIT = auto()
    CHOSEN = auto()
    """The very mention the reader went to."""
    RECEDED = auto()


class Tint(NamedTuple):
    """The quote that a stretch stands in."""

    is_indirect: bool
    light: Light


class Figure(NamedTuple):
    """The person whom a stretch names."""

    hue: int
    mark: int
    light: Light


# The calm marks come first: most stories have fewer than four voices. A mark says whether it is bold and whether it
# leans, so that a name looks the same within strong or emphasised text.
_MARKS: Final = (
    Style(bold=True, italic=False),
    Style(bold=False, italic=True),
    Style(bold=True, italic=True),
    Style(bold=False, italic=False, underline=True),
    Style(bold=True, italic=False, underline=True),
    Style(bold=False, italic=True, underline=True),
)
_LEANING_MARK: Final = 1
_TRAITS: Final = (
    (Trait.STRONG, Style(bold=True)),
    (Trait.EMPHASIS, Style(italic=True)),
    (Trait.LINK, Style(underline=True)),
    (Trait.STRIKE, Style(strike=True)),
)
_UPRIGHT: Final = Style(italic=False)
_DIM: Final = Style(dim=True)
_REVERSE: Final = Style(reverse=True)
_UNDERLINED: Final = Style(bold=True, underline=True)


class Colours:
    """A theme's colours as styles; where there are none, as attributes."""

    def __init__(self, variables: Mapping[str, str], *, is_ansi: bool, has_colours: bool) -> None:
        self._variables = variables
        self.has_colours = has_colours
        self.is_plain = is_ansi or not has_colours
        # A widget that paints its own lines gets no background from its style sheet.
        self.page = self.back("background")
        """The style of empty paper."""

    def get(self, name: str) -> Color:
        """Return the colour of a role."""
        return Color.parse(self._variables[name])

    def ink(self, colour: str | Color) -> Style:
        """Return a colour, or that of a role, as ink on paper."""
        return self.page + self.fore(self.get(colour) if isinstance(colour, str) else colour)

    def quiet(self, name: str) -> Style:
        """Return the ink of a quieter role: a colour where there are many, else the dim attribute."""
        return self.ink(name) + _DIM if self.is_plain else self.ink(name)

    def fore(self, colour: Color) -> Style:
        """Return a colour as ink alone."""
        return Style(color=colour.rich_color) if self.has_colours else Style()

    def back(self, name: str) -> Style:
        """Return the colour of a role as a background; none where it would be one of the terminal's sixteen."""
        colour = self.get(name)
        if not self.has_colours or colour.a == 0 or colour.ansi is not None:
            return Style()
        return Style(bgcolor=colour.rich_color)

    def legible(self, style: Style) -> Style:
        """Return a style whose ink is legible on its ground, made lighter or darker where it must be."""
        if self.is_plain or style.color is None:
            return style
        ground = style.bgcolor or self.page.bgcolor
        if ground is None:
            return style
        ink: colours.Rgb = style.color.get_truecolor()
        fit = colours.legible(ink, ground.get_truecolor())
        return style if fit == ink else style + self.fore(Color(*fit))

    def toward_meta(self, hue: Color, share: float) -> Color:
        """Return a hue on its way to the colour of what is less important."""
        return hue.blend(self.get("meta"), share)


class Tones:
    """The styles of one theme, made when first asked for."""

    def __init__(self, variables: Mapping[str, str], *, is_ansi: bool = False, has_colours: bool = True) -> None:
        self._colours = Colours(variables, is_ansi=is_ansi, has_colours=has_colours)
        self.page = self._colours.page
        """The style of empty paper."""
        self._people = [self._colours.get(f"person-{number}") for number in range(1, HUES + 1)]
        self._roles = self._make_roles()
        self._cache: dict[tuple[Role, Trait, Tint | None, Figure | None], Style] = {}

    @property
    def has_tint(self) -> bool:
        """Whether quotes have a background; where they have none they lean."""
        return self._colours.has_colours and self._colours.get("quote").a > 0

    def text(
        self, role: Role, trait: Trait = Trait.NONE, tint: Tint | None = None, figure: Figure | None = None
    ) -> Style:
        """Return the style of a stretch of the page."""
        key = (role, trait, tint, figure)
        style = self._cache.get(key)
        if style is None:
            style = self._cache[key] = self._colours.legible(self._compose(role, trait, tint, figure))
        return style

    def voice(self, hue: int, sureness: Sureness, light: Light, *, is_reported: bool = False) -> Style:
        """Return the style of a name in the gutter or a bar in the margin; hue -1 is someone without one."""
        colour = self._people[hue] if hue >= 0 else self._colours.get("organisation")
        is_faint = is_reported or sureness is not Sureness.CERTAIN or light is Light.RECEDED
        if self._colours.is_plain:
            style = self._colours.ink(colour) + Style(dim=is_faint)
        elif sureness is Sureness.UNKNOWN:
            style = self._roles[Role.META]
        else:
            shade = self._colours.toward_meta(colour, 0.45) if is_faint else colour
            style = self._colours.legible(self._colours.ink(shade))
        if is_reported:
            style += Style(italic=True)
        return style + Style(bold=True) if light is Light.LIT else style

    def hit(self, style: Style, *, is_current: bool) -> Style:
        """Return the style of a stretch that was looked for, laid over its own."""
        if is_current:
            return style + _REVERSE
        if self._colours.is_plain:
            return style + _UNDERLINED
        return self._colours.legible(style + self._colours.back("cursor")) + _UNDERLINED

    @property
    def rule(self) -> Style:
        """The style of rules and of the bars of block quotes."""
        return self._colours.quiet("rule")

    @property
    def accent(self) -> Style:
        """The style of what draws the eye without being text."""
        return self._colours.ink("accent")

    @property
    def cursor(self) -> Style:
        """The background of the row under the cursor."""
        return self._colours.back("cursor")

    @property
    def cursor_blurred(self) -> Style:
        """The background of the row under the cursor while the keys go elsewhere."""
        return self._colours.back("cursor-blurred")

    # ------------------------------------------------------------------------------------------- composing

    def _compose(self, role: Role, trait: Trait, tint: Tint | None, figure: Figure | None) -> Style:
        style = self._roles[role]
        for flag, change in _TRAITS:
            if trait & flag:
                style += change
        if trait & Trait.CODE:
            style += self._colours.back("code") if self.has_tint else _DIM
        if trait & Trait.SMALL:
            style += self._roles[Role.META]
        if trait & Trait.FAINT:
            style = self._roles[Role.META]
        if tint is not None:
            style += self._tint(tint)
        if figure is not None:
            style += self._figure(figure, leans=tint is not None and not self.has_tint)
        return style

    def _tint(self, tint: Tint) -> Style:
        if self.has_tint:
            if tint.light is Light.LIT:
                return self._colours.back("quote-strong")
            if tint.is_indirect:
                # In 256 colours its ground is nearly that of the page: what tells it is that the words are dimmer.
                share = 0.7 if tint.light is Light.RECEDED else 0.45
                ink = self._colours.toward_meta(self._colours.get("foreground"), share)
                return self._colours.back("quote-indirect") + self._colours.fore(ink)
            return self._colours.back("quote-indirect" if tint.light is Light.RECEDED else "quote")
        style = Style(italic=True)
        if tint.light is Light.LIT:
            return style + Style(bold=True)
        return style + _DIM if tint.is_indirect or tint.light is Light.RECEDED else style

    def _figure(self, figure: Figure, *, leans: bool) -> Style:
        style = _MARKS[figure.mark]
        if leans and figure.mark == _LEANING_MARK:
            style += _UPRIGHT  # within leaning text, what only leans would be lost
        hue = self._people[figure.hue]
        if figure.light is Light.RECEDED:
            if self._colours.is_plain:
                return style + self._colours.fore(hue) + _DIM
            return style + self._colours.fore(self._colours.toward_meta(hue, 0.6))
        style += self._colours.fore(hue)
        if figure.light is Light.CHOSEN:
            return style + _REVERSE
        if figure.light is Light.LIT:
            return style + (_UNDERLINED if self._colours.is_plain else self._colours.back("quote-strong"))
        return style

    def _make_roles(self) -> dict[Role, Style]:
        meta, title, text = self._colours.quiet("meta"), self._colours.ink("title"), self._colours.ink("foreground")
        bold = Style(bold=True)
        return {
            Role.TITLE: title + bold,
            Role.DERIVED_TITLE: self._colours.quiet("derived") + Style(italic=True),
            Role.META: meta,
            Role.BODY: text,
            Role.HEADING_1: title + bold,
            Role.HEADING_2: title + bold,
            Role.HEADING_3: text + bold,
            Role.HEADING_4: text + Style(italic=True, bold=True),
            Role.CAPTION: meta,
            Role.CODE: text + self._colours.back("code"),
            Role.TABLE_HEAD: text + bold,
            Role.IMAGE: meta,
            Role.RULE: meta,
            Role.HIDDEN: meta,
            Role.LABEL: meta + bold,
            Role.END_MARK: self._colours.ink("accent"),
        }


def tones_of(app: App[object]) -> Tones:
    """Return the tones of the app's theme."""
    # The variables are made when the stylesheet is; before the first paint they may not be there yet.
    variables = {**role_defaults(app.current_theme), **(app.theme_variables or app.get_css_variables())}
    return Tones(variables, is_ansi=app.native_ansi_color, has_colours=not app.no_color)
