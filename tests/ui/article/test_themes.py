"""The colour themes."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import combinations, product
from types import SimpleNamespace
from typing import Any, cast

import pytest
from rich.color import Color as RichColor
from rich.color import ColorSystem
from rich.style import Style
from tests.ui.article.setting import tones
from textual.color import Color
from textual.theme import Theme

from tuinews.config import Config
from tuinews.ui.cast import HUES, Sureness
from tuinews.ui.inks import Inks, inks_of
from tuinews.ui.pieces import Role, Trait
from tuinews.ui.themes import PERSON_HUES, THEMES, default_theme, role_defaults
from tuinews.ui.tones import Figure, Light, Tint

COLOURED = [theme for theme in THEMES if not theme.ansi]

# What is seen without one kind of cone, in linear light. Machado, Oliveira and Fernandes 2009, severity 1.0.
SIGHTS = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
    "full colour": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
}
# Two patches side by side are told apart from a distance of about 0.02 in Oklab.
TOLD_APART = 0.06


def linear(colour: Color) -> tuple[float, ...]:
    parts = (colour.r / 255, colour.g / 255, colour.b / 255)
    return tuple(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)


def oklab(red: float, green: float, blue: float) -> tuple[float, float, float]:
    """Return a colour where distance is difference. https://bottosson.github.io/posts/oklab/"""
    long = max(0.0, 0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = max(0.0, 0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = max(0.0, 0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def seen(colour: str, sight: str) -> tuple[float, float, float]:
    light = linear(Color.parse(colour))
    rows = (sum(part * share for part, share in zip(light, row, strict=True)) for row in SIGHTS[sight])
    return oklab(*(min(1.0, max(0.0, part)) for part in rows))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours. WCAG 2.2, 1.4.3"""
    lights = sorted(
        0.2126 * red + 0.7152 * green + 0.0722 * blue
        for red, green, blue in (linear(Color.parse(one)), linear(Color.parse(other)))
    )
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def hues(theme: Theme) -> list[str]:
    return [theme.variables[f"person-{number}"] for number in range(1, PERSON_HUES + 1)]


@pytest.mark.parametrize("theme", COLOURED, ids=lambda theme: theme.name)
@pytest.mark.parametrize("sight", SIGHTS)
def test_the_hues_of_people_are_told_apart_with_any_sight(theme: Theme, sight: str) -> None:
    distances = [math.dist(seen(one, sight), seen(other, sight)) for one, other in combinations(hues(theme), 2)]

    assert min(distances) > TOLD_APART


@pytest.mark.parametrize("theme", COLOURED, ids=lambda theme: theme.name)
@pytest.mark.parametrize("ground", ["background", "quote"])
def test_names_are_legible_on_the_page_and_in_quotes(theme: Theme, ground: str) -> None:
    behind = str(theme.background) if ground == "background" else theme.variables[ground]

    assert min(contrast(hue, behind) for hue in hues(theme)) >= 4.5


@pytest.mark.parametrize("theme", COLOURED, ids=lambda theme: theme.name)
@pytest.mark.parametrize("role", ["title", "meta", "derived", "unread", "failed", "organisation"])
def test_text_of_every_role_is_legible_on_the_page(theme: Theme, role: str) -> None:
    assert contrast(theme.variables[role], str(theme.background)) >= 4.5


def legibility(style: Style, page: str) -> float:
    """Return the contrast of what is written in a style; that of empty paper is no matter."""
    assert style.color is not None
    ink = style.color.get_truecolor().hex
    ground = style.bgcolor.get_truecolor().hex if style.bgcolor else page
    return contrast(ink, ground)


def every_style(name: str) -> Iterator[tuple[object, Style]]:
    """Yield each style that an article's words can be set in: each role in and out of quotes, for each person."""
    styles = tones(name)
    tints = [None, *(Tint(bool(is_indirect), light) for is_indirect in range(2) for light in Light)]
    figures = [None, *(Figure(hue, 0, light) for hue in range(HUES) for light in Light)]
    for role, tint, figure in product(set(Role) - {Role.PICTURE}, tints, figures):
        style = styles.text(role, Trait.NONE, tint, figure)
        yield (role, tint, figure), style
        yield (role, tint, figure, "found"), styles.hit(style, is_current=False)
    for hue, sureness, light, is_reported in product(range(-1, HUES), Sureness, Light, (True, False)):
        yield (hue, sureness, light, is_reported), styles.voice(hue, sureness, light, is_reported=is_reported)


@pytest.mark.parametrize("theme", COLOURED, ids=lambda theme: theme.name)
def test_whatever_an_article_is_set_in_is_legible(theme: Theme) -> None:
    faint = [what for what, style in every_style(theme.name) if legibility(style, str(theme.background)) < 4.5]

    assert faint == []


@pytest.mark.parametrize("theme", COLOURED, ids=lambda theme: theme.name)
def test_whatever_a_list_is_painted_in_is_legible_under_the_cursor_too(theme: Theme) -> None:
    variables = {**theme.to_color_system().generate(), **theme.variables}
    app = cast(Any, SimpleNamespace(theme_variables=variables, native_ansi_color=False))
    inks: Inks = inks_of(app)
    written = {
        name: getattr(inks, name) for name in Inks._fields if name not in {"page", "rule", "cursor", "cursor_blurred"}
    }

    faint = [
        (name, round(legibility(ground + style, ""), 2))
        for name, style in written.items()
        for ground in (inks.page, inks.cursor, inks.cursor_blurred)
        if legibility(ground + style, "") < 4.5
    ]

    assert faint == []


@pytest.mark.parametrize("theme", COLOURED, ids=lambda theme: theme.name)
@pytest.mark.parametrize("role", ["foreground", "title", "meta", "error", "warning"])
def test_text_in_windows_and_toasts_is_legible(theme: Theme, role: str) -> None:
    colours = {**theme.to_color_system().generate(), **theme.variables}

    assert min(contrast(colours[role], str(ground)) for ground in (theme.panel, theme.background)) >= 4.5


@pytest.mark.parametrize("sight", SIGHTS)
def test_the_safe_theme_keeps_its_hues_further_apart_than_the_others(sight: str) -> None:
    theme = next(theme for theme in THEMES if theme.name == "tuinews-safe")
    distances = [math.dist(seen(one, sight), seen(other, sight)) for one, other in combinations(hues(theme), 2)]

    assert min(distances) > 2 * TOLD_APART


@pytest.mark.parametrize("theme", COLOURED, ids=lambda theme: theme.name)
def test_reported_speech_is_legible_on_its_ground(theme: Theme) -> None:
    style = tones(theme.name).text(Role.BODY, Trait.NONE, Tint(True, Light.PLAIN))
    assert style.color is not None
    assert style.bgcolor is not None

    assert contrast(style.color.get_truecolor().hex, style.bgcolor.get_truecolor().hex) >= 4.5


@pytest.mark.parametrize("theme", COLOURED, ids=lambda theme: theme.name)
def test_a_quote_is_set_apart_in_256_colours_too(theme: Theme) -> None:
    shades = [
        RichColor.parse(colour).downgrade(ColorSystem.EIGHT_BIT).number
        for colour in (str(theme.background), theme.variables["quote"], theme.variables["quote-strong"])
    ]

    assert len(set(shades)) == 3


def test_every_theme_names_every_role() -> None:
    names = [{name for name in theme.variables if not name.startswith("ansi-")} for theme in THEMES]

    assert all(own == names[0] for own in names)


def test_a_theme_of_textual_gets_the_roles_of_the_nearest_of_ours() -> None:
    light = Theme(name="paper", primary="#000000", dark=False)

    assert role_defaults(light)["title"] == "#0f0e0c"


def test_the_configured_theme_is_the_one_to_start_with() -> None:
    assert default_theme(Config(view_theme="tuinews-light"), {"COLORTERM": "truecolor"}) == "tuinews-light"


def test_no_color_leaves_colours_to_the_terminal() -> None:
    assert default_theme(Config(), {"COLORTERM": "truecolor", "NO_COLOR": "1"}) == "ansi"


@pytest.mark.parametrize("term", ["linux", "xterm", "vt100", ""])
def test_a_terminal_of_sixteen_colours_gets_its_own(term: str) -> None:
    assert default_theme(Config(), {"TERM": term}) == "ansi"


@pytest.mark.parametrize("term", ["xterm-256color", "xterm-kitty", "tmux-256color"])
def test_a_terminal_of_many_colours_gets_ours(term: str) -> None:
    assert default_theme(Config(), {"TERM": term}) == "tuinews-dark"


@pytest.mark.parametrize(
    ("is_light", "name"), [(True, "tuinews-light"), (False, "tuinews-dark"), (None, "tuinews-dark")]
)
def test_without_a_choice_the_terminals_background_decides(is_light: bool | None, name: str) -> None:
    assert default_theme(Config(), {"COLORTERM": "truecolor"}, is_light=is_light) == name


def test_a_terminal_that_says_its_colours_in_the_environment_is_believed() -> None:
    assert default_theme(Config(), {"COLORTERM": "truecolor", "COLORFGBG": "0;15"}) == "tuinews-light"


def test_a_theme_of_the_users_is_one_to_start_with() -> None:
    config = Config(view_theme="harbour")

    assert default_theme(config, {"COLORTERM": "truecolor"}, known=frozenset({"harbour"})) == "harbour"


def test_an_unknown_theme_falls_back_to_the_dark_one() -> None:
    assert default_theme(Config(view_theme="sepia"), {"COLORTERM": "truecolor"}) == "tuinews-dark"
