"""A screen in every theme and several sizes as one text: what stands in each line, and how it is set in each theme.

The text of a line stands once for all themes. Under it stand its styles, each by the number of its line in a table at
the end, which says how it looks in every theme. So a change of words and a change of colour are told apart in a diff,
a diff can be read without a browser, and fifteen looks of a screen take 15 KB, of which Textual's SVG pictures would
take 700: they hold nothing else but a window around it and a font's address.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from rich.style import Style
from tests.ui.frame.newsdesk import Reader
from textual.app import App

from tuinews.colours import LEGIBLE, Rgb, contrast
from tuinews.theme_tables import TABLES

FOLDER = Path(__file__).parent / "gallery"
FULL, SMALL, LARGE = (80, 24), (40, 12), (140, 34)
THEMES = tuple(table.name for table in TABLES)
ANSI = "ansi"
_TRAITS = ("bold", "dim", "italic", "underline", "reverse", "strike")
_DRAWN = frozenset("─│╭╮╰╯▌▍▎▏█▉▊▋▁▂▃▄▅▆▇▔▕▀▐■━┃")
"""Signs that draw and say nothing by themselves."""


class Cell(NamedTuple):
    """What a cell of the screen shows."""

    sign: str
    style: str
    is_behind: bool = False
    """It is behind a window."""


def cells(app: App[None]) -> list[list[Cell]]:
    """Return what the terminal would show now, row by row."""
    screen, rows = app.screen, []
    # There is no public way to what stands on the screen but a picture, which costs ten times as much.
    for y, strip in enumerate(screen._compositor.render_strips()):
        row, x = list[Cell](), 0
        for segment in (segment for segment in strip if segment.text):
            style = described(segment.style or Style.null())
            # What lies dimmed behind a window is not to be read.
            is_behind = screen.is_modal and screen.get_widget_at(x, y)[0] is screen
            x += segment.cell_length
            row += [Cell(sign, style, is_behind) for sign in segment.text]
        rows.append(row)
    return rows


def words(rows: list[list[Cell]]) -> list[str]:
    """Return what stands in the rows, however it looks."""
    return ["".join(cell.sign for cell in row) for row in rows]


def described(style: Style) -> str:
    """Return a style in words: "#e6e6e6 on #14171b bold"."""
    traits = [trait for trait in _TRAITS if getattr(style, trait)]
    ink = style.color.name if style.color else "default"
    ground = style.bgcolor.name if style.bgcolor else "default"
    return " ".join([ink, "on", ground, *traits])


class Gallery:
    """Collects a screen's looks."""

    def __init__(self, themes: Sequence[str]) -> None:
        """Make it for these themes, whose looks stand in this order."""
        self._themes = themes
        self._numbers: dict[tuple[str, ...], int] = {}
        self._lines: list[str] = []
        self.faint: set[str] = set()
        """What is not legible, and in which theme."""

    def add(self, size: tuple[int, int], looks: Mapping[str, list[list[Cell]]]) -> None:
        """Add the screen in one size, as it is in each theme."""
        self._lines.append(f"== {size[0]} x {size[1]}")
        for row in zip(*(looks[theme] for theme in self._themes), strict=True):
            texts = {"".join(cell.sign for cell in line) for line in row}
            self._lines += [f"|{text}|" for text in sorted(texts)]
            self._lines.append("  " + (self._runs(row) if len(texts) == 1 else "the words differ between themes"))
            for theme, line in zip(self._themes, row, strict=True):
                if theme != ANSI:
                    self.faint.update(f"{theme}, {size[0]}x{size[1]}: {words}" for words in _faint(line))

    def _runs(self, row: tuple[list[Cell], ...]) -> str:
        runs: list[list[int]] = []
        for column in zip(*row, strict=True):
            number = self._numbers.setdefault(tuple(cell.style for cell in column), len(self._numbers) + 1)
            if runs and runs[-1][0] == number:
                runs[-1][1] += 1
            else:
                runs.append([number, 1])
        return " ".join(f"{number}*{length}" for number, length in runs)

    @property
    def text(self) -> str:
        """All of it."""
        table = [f"{number}: " + " | ".join(styles) for styles, number in self._numbers.items()]
        return "\n".join([*self._lines, "== " + " | ".join(self._themes), *table, ""])


def _faint(line: list[Cell]) -> set[str]:
    """Return the words of a line whose contrast is too low."""
    found: dict[str, str] = {}
    for cell in line:
        if cell.sign.strip() and cell.sign not in _DRAWN and not cell.is_behind:
            ink, _, ground = cell.style.partition(" on ")
            ground, _, traits = ground.partition(" ")
            pair = (ground, ink) if "reverse" in traits else (ink, ground)
            if contrast(_rgb(pair[0]), _rgb(pair[1])) < LEGIBLE:
                found[cell.style] = found.get(cell.style, "") + cell.sign
    return {f"{words} ({style})" for style, words in found.items()}


def _rgb(name: str) -> Rgb:
    return int(name[1:3], 16), int(name[3:5], 16), int(name[5:7], 16)


async def seen(reader: Reader, name: str) -> Gallery:
    """Return how the screen looks that is open, each theme in turn and back: to put one on takes long."""
    gallery, whole = Gallery(THEMES), list[str]()
    for size in (FULL, SMALL, LARGE):
        await reader.pilot.resize_terminal(*size)
        await reader.settle()
        whole = whole or words(cells(reader.app))
        looks = {reader.app.theme: cells(reader.app)}
        for theme in sorted(THEMES, key=THEMES.index, reverse=reader.app.theme == THEMES[-1]):
            if theme not in looks:
                reader.app.reader.dressing.wear(reader.app, theme)
                await reader.pilot.pause()
                looks[theme] = cells(reader.app)
        gallery.add(size, looks)
        if size == SMALL:
            await reader.pilot.resize_terminal(*FULL)
            await reader.settle()
            assert words(cells(reader.app)) == whole, f"{name}: what a small screen left out does not come back"
    return gallery


def hold(galleries: Mapping[str, Gallery], *, update: bool) -> None:
    """Hold screens to the pictures that are kept of them, and all their words to be legible; or keep new pictures."""
    kept = {name: FOLDER / f"{name.replace(' ', '-')}.txt" for name in galleries}
    if update:
        for name, gallery in galleries.items():
            kept[name].write_text(gallery.text, encoding="utf-8")
    assert {name: gallery.faint for name, gallery in galleries.items() if gallery.faint} == {}
    for name, gallery in galleries.items():
        assert gallery.text.splitlines() == kept[name].read_text(encoding="utf-8").splitlines(), name
