"""Draws a contact sheet: one SVG picture of a screen in each theme and size, which a browser shows and a diff tells.

The rows of a size stand once, a row a line, and each theme shows them by `<use>`. Their looks are numbered; what a look
is in a theme, variables of that theme say. So a word that changes changes one line, and a colour that changes in one
theme another. Each part of a row is put to its column and made as wide as its cells, whatever font the browser has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, groupby, islice
from xml.sax.saxutils import escape

from rich.cells import cell_len
from rich.color import Color
from tests.ui.frame.screen_cells import Cell, Look, words

Size = tuple[int, int]

WIDTH, HEIGHT = 10, 20
"""Of a cell, so that what begins at x="120" begins in column 12."""
_GAP, _LABEL = 20, 40
_LINES = {"underline": "underline", "strike": "line-through"}
_INK, _GROUND = "#c5c8c6", "#1d1f21"
_PALETTE = (
    *("#000000", "#cd3131", "#0dbc79", "#c9b51b", "#2472c8", "#bc3fbc", "#11a8cd", "#d5d5d5"),
    *("#666666", "#f14c4c", "#23d18b", "#f5f543", "#3b8eea", "#d670d6", "#29b8db", "#ffffff"),
)
"""What a terminal may show for its sixteen colours, of which only the numbers are ours."""
_RULES = f"""\
svg{{background:#777}}
svg{{{"".join(f"--color{n}:{colour};" for n, colour in enumerate(_PALETTE))}--ink:{_INK};--ground:{_GROUND}}}
rect{{height:{HEIGHT}px;shape-rendering:crispEdges}}
text{{transform:translateY(16px);white-space:pre}}
.label{{font:18px sans-serif;fill:#fff}}"""
_STRETCHED = ' lengthAdjust="spacingAndGlyphs"'
_HEBREW_TO_ARABIC = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"
_FROM_RIGHT = re.compile(f"({_HEBREW_TO_ARABIC}(?:[ -@]*{_HEBREW_TO_ARABIC})*)")
"""Words that are read from right to left, and what stands between them."""


class Sheet:
    """Collects a screen's looks and draws them."""

    def __init__(self, name: str, themes: Sequence[str]) -> None:
        """Make it for the screen of this name and for these themes, which stand below each other in this order."""
        self._name = name
        self._themes = themes
        self._numbers: dict[tuple[Look, ...], int] = {}
        self._groups: dict[Size, dict[str, list[str]]] = {}

    def add(self, size: Size, looks: Mapping[str, list[list[Cell]]]) -> None:
        """Add the screen in one size, as it is in each theme, to the right of those that are there."""
        common = f"{size[0]}x{size[1]}"
        groups = self._groups[size] = {common: []}
        for y, rows in enumerate(zip(*(looks[theme] for theme in self._themes), strict=True)):
            texts = words([*rows])
            if len(set(texts)) == 1:
                groups[common].append(self._row(y, texts[0], [*zip(*map(_looks, rows), strict=True)]))
            else:
                for theme, text, row in zip(self._themes, texts, rows, strict=True):
                    alone = [(look,) * len(rows) for look in _looks(row)]
                    groups.setdefault(f"{common}-{theme}", []).append(self._row(y, text, alone))

    def _row(self, y: int, text: str, looks: Sequence[tuple[Look, ...]]) -> str:
        """Return a row that stands in one text; its cells' looks are told for all themes."""
        grounds, parts, x = list[str](), list[str](), 0
        numbered = zip(text, (self._numbers.setdefault(look, len(self._numbers) + 1) for look in looks), strict=True)
        for number, run in groupby(numbered, key=lambda cell: cell[1]):
            signs, at = "".join(sign for sign, _ in run), x
            x += cell_len(signs) * WIDTH
            # The first look lies below the whole picture.
            if number != 1:
                grounds.append(f'<rect class="s{number}" x="{at}" width="{x - at}"/>')
            for part, adjust in _parts(signs):
                length = cell_len(part) * WIDTH
                if part.strip(" "):
                    parts.append(
                        f'<text class="s{number}" x="{at}" textLength="{length}"{adjust}>{escape(part)}</text>'
                    )
                at += length
        return f'<g transform="translate(0 {y * HEIGHT})">{"".join([*grounds, *parts])}</g>'

    @property
    def svg(self) -> str:
        """All of it."""
        width = sum(columns * WIDTH + _GAP for columns, _ in self._groups) + _GAP
        tall = max(rows for _, rows in self._groups) * HEIGHT + _LABEL
        height = tall * len(self._themes) + _GAP
        lines = [
            f'<svg xmlns="http://www.w3.org/2000/svg" xml:space="preserve" width="{width}" height="{height}">',
            f"<title>{escape(self._name)}</title>",
            "<style>",
            _RULES,
            *map(_rule, self._numbers.values()),
            *(line for at, theme in enumerate(self._themes) for line in self._worn(at, theme)),
            "</style>",
            "<defs>",
            *(line for size, groups in self._groups.items() for line in _defined(size, groups)),
            "</defs>",
            *(line for at, theme in enumerate(self._themes) for line in self._shown(theme, at * tall)),
            "</svg>",
            "",
        ]
        return "\n".join(lines)

    def _worn(self, at: int, theme: str) -> Iterator[str]:
        for looks, number in self._numbers.items():
            yield f".{theme}{{{_declared(number, looks[at])}}}"

    def _shown(self, theme: str, top: int) -> Iterator[str]:
        yield f'<g class="{theme}" transform="translate(0 {top})">'
        left = _GAP
        for size, groups in self._groups.items():
            common = next(iter(groups))
            yield f'<text class="label" x="{left}" y="10">{escape(self._name)}, {theme}, {size[0]} x {size[1]}</text>'
            for group in groups:
                if group in {common, f"{common}-{theme}"}:
                    yield f'<use href="#{group}" x="{left}" y="{_LABEL}"/>'
            left += size[0] * WIDTH + _GAP
        yield "</g>"


def _looks(row: Sequence[Cell]) -> list[Look]:
    return [cell.look for cell in row]


def _defined(size: Size, groups: Mapping[str, list[str]]) -> Iterator[str]:
    for name, rows in groups.items():
        yield f'<g id="{name}">'
        if name == next(iter(groups)):
            yield f'<rect class="s1" width="{size[0] * WIDTH}" style="height:{size[1] * HEIGHT}px"/>'
        yield from rows
        yield "</g>"


def _parts(signs: str) -> Iterator[tuple[str, str]]:
    """Part signs where a browser may take them from another font; say how each part is made as wide as its cells."""
    for at, part in enumerate(_FROM_RIGHT.split(signs)):
        if at % 2:
            yield part, _STRETCHED
        else:
            kinds = accumulate(part, _kind, initial="plain")
            for kind, run in groupby(zip(part, islice(kinds, 1, None), strict=True), key=lambda sign: sign[1]):
                yield "".join(sign for sign, _ in run), "" if kind == "plain" else _STRETCHED


def _kind(before: str, sign: str) -> str:
    """Return which font a sign may be from, given that of the sign before it, on which an accent may stand."""
    width = cell_len(sign)
    if not width:
        return before
    if width > 1:
        return "wide"
    return "plain" if sign < "\u2190" else "drawn"


def _rule(number: int) -> str:
    return (
        f"rect.s{number}{{fill:var(--ground{number})}}"
        f"text.s{number}{{fill:var(--ink{number});font:var(--font{number},) 17.2px monospace;"
        f"text-decoration:var(--line{number},none);opacity:var(--dim{number},1)}}"
    )


def _declared(number: int, look: Look) -> str:
    ink, ground = _colour(look.ink, "ink"), _colour(look.ground, "ground")
    is_reverse = "reverse" in look.traits
    if is_reverse:
        ink, ground = ground, ink
    fonts = " ".join(trait for trait in ("italic", "bold") if trait in look.traits)
    strokes = " ".join(css for trait, css in _LINES.items() if trait in look.traits)
    return ";".join(
        [
            f"--ink{number}:{ink}",
            f"--ground{number}:{ground}",
            *([f"--font{number}:{fonts}"] if fonts else []),
            *([f"--line{number}:{strokes}"] if strokes else []),
            *([f"--dim{number}:.6"] if "dim" in look.traits else []),
            *(["/* reverse */"] if is_reverse else []),
        ]
    )


def _colour(name: str, default: str) -> str:
    """Return a colour in the words of CSS: a terminal's own keep their number."""
    if name == "default":
        return f"var(--{default})"
    if name.startswith("#"):
        return name
    number = Color.parse(name).number
    assert number is not None
    assert number < len(_PALETTE), name
    return f"var(--color{number})"
