"""Looks at a screen in every theme and several sizes, and holds what is seen to the picture that is kept of it.

A picture is a contact sheet (`sheet`), to be opened in a browser. It holds each sign and each look of the screen, so
looks are the same when the lines of their pictures are. What differs is told as rows of words and numbers of looks.
"""

from __future__ import annotations

import difflib
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import pytest
from rich.cells import cell_len
from tests.ui.frame.newsdesk import InlineDesk, Reader, reading
from tests.ui.frame.screen_cells import Cell, Look, cells, words
from tests.ui.frame.sheet import HEIGHT, WIDTH, Sheet

from tuinews.colours import LEGIBLE, Rgb, contrast
from tuinews.newsroom import Newsroom
from tuinews.theme_tables import TABLES

FOLDER = Path(__file__).parent / "gallery"
FULL, SMALL, LARGE = (80, 24), (40, 12), (140, 34)
THEMES = tuple(table.name for table in TABLES)
ANSI = "ansi"
_DRAWN = frozenset("─│╭╮╰╯▌▍▎▏█▉▊▋▁▂▃▄▅▆▇▔▕▀▐■━┃")
"""Signs that draw and say nothing by themselves."""
_TOLD = 40
"""How many lines of a difference are told."""


class Gallery:
    """A screen's picture, and what is not legible on it."""

    def __init__(self, name: str, themes: Sequence[str]) -> None:
        """Make it for these themes, whose looks stand in this order."""
        self._sheet = Sheet(name, themes)
        self.faint: set[str] = set()
        """What is not legible, and in which theme."""

    def add(self, size: tuple[int, int], looks: Mapping[str, list[list[Cell]]]) -> None:
        """Add the screen in one size, as it is in each theme."""
        self._sheet.add(size, looks)
        for theme, rows in looks.items():
            if theme != ANSI:
                faint = set[str]().union(*map(_faint, rows))
                self.faint.update(f"{theme}, {size[0]}x{size[1]}: {words}" for words in faint)

    @property
    def svg(self) -> str:
        """The picture."""
        return self._sheet.svg


@dataclass(frozen=True)
class Moment:
    """An archive, what is done with it, and what stands on the screen then."""

    make: Callable[[Path], Newsroom]
    keys: tuple[str, ...]
    sign: str
    desk: type[InlineDesk] = InlineDesk
    targets: tuple[str, ...] = ()


@asynccontextmanager
async def opened(moment: Moment, newsroom: Newsroom) -> AsyncIterator[Reader]:
    """Run the reader on a moment's archive until the moment has come."""
    async with reading(newsroom, size=LARGE, desk=moment.desk(newsroom), targets=moment.targets) as reader:
        await reader.press(*moment.keys)
        await reader.sees(moment.sign)
        await reader.settle()
        yield reader


def _faint(line: list[Cell]) -> set[str]:
    """Return the words of a line whose contrast is too low."""
    found: dict[Look, str] = {}
    for cell in line:
        is_read = cell.sign.strip() and cell.sign not in _DRAWN and not cell.is_behind
        if is_read and contrast(_rgb(cell.look.ink), _rgb(cell.look.ground)) < LEGIBLE:
            found[cell.look] = found.get(cell.look, "") + cell.sign
    return {f"{words} ({look})" for look, words in found.items()}


def _rgb(name: str) -> Rgb:
    return int(name[1:3], 16), int(name[3:5], 16), int(name[5:7], 16)


async def seen(reader: Reader, name: str) -> Gallery:
    """Return how the screen looks that is open, each theme in turn and back: to put one on takes long."""
    gallery, whole = Gallery(name, THEMES), list[str]()
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
    kept = {name: FOLDER / f"{name.replace(' ', '-')}.svg" for name in galleries}
    if update:
        for name, gallery in galleries.items():
            kept[name].write_text(gallery.svg, encoding="utf-8")
    for gallery in galleries.values():
        # A browser opens only what is well-formed.
        ElementTree.fromstring(gallery.svg)
    assert {name: gallery.faint for name, gallery in galleries.items() if gallery.faint} == {}
    changes = {
        name: changed(kept[name].read_text(encoding="utf-8"), gallery.svg) for name, gallery in galleries.items()
    }
    messages = [f"{name} looks different:\n{lines}" for name, lines in changes.items() if lines]
    if messages:
        pytest.fail("\n\n".join(messages), pytrace=False)


def changed(kept: str, now: str) -> str:
    """Tell how a picture differs from the one that is kept; an empty text where it does not."""
    if kept == now:
        return ""
    lines = _differing(told(kept), told(now)) or _differing(kept.splitlines(), now.splitlines())
    more = len(lines) - _TOLD
    return "\n".join(lines[:_TOLD] + ([f"… and {more} lines more"] if more > 0 else []))


def _differing(kept: list[str], now: list[str]) -> list[str]:
    return [
        line for line in difflib.unified_diff(kept, now, n=0, lineterm="") if not line.startswith(("---", "+++", "@@"))
    ]


def told(svg: str) -> list[str]:
    """Return a picture's lines, its rows as the words that stand in them and the numbers and lengths of their looks."""
    lines, group = list[str](), ""
    for line in svg.splitlines():
        if line.startswith('<g id="'):
            group = line.split('"')[1]
        if line.startswith('<g transform="') and line.endswith("</g>"):
            lines += _told(group, ElementTree.fromstring(line))
        else:
            lines.append(line)
    return lines


def _told(group: str, row: ElementTree.Element) -> Iterator[str]:
    """Tell a row that stands alone: where no ground is told it has look 1, where no words stand it is blank."""
    y = int(row.attrib["transform"].removesuffix(")").split()[1]) // HEIGHT + 1
    text, runs, end = "", list[str](), int(group.split("x")[0])
    for part in row.iter("text"):
        text += " " * (int(part.attrib["x"]) // WIDTH - cell_len(text)) + (part.text or "")
    column = 0
    for ground in row.iter("rect"):
        at, length = int(ground.attrib["x"]) // WIDTH, int(ground.attrib["width"]) // WIDTH
        runs += [f"1*{at - column}"] if at > column else []
        runs.append(f"{ground.attrib['class'].removeprefix('s')}*{length}")
        column = at + length
    yield f"{group}, row {y}: |{text}{' ' * (end - cell_len(text))}|"
    yield f"{group}, row {y}: {' '.join([*runs, *([f'1*{end - column}'] if end > column else [])])}"
