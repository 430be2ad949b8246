"""Make the pictures of this folder from the running program.

usage: python screenshots/make.py [NAME …]

Each picture is the real reader on a real archive made for the occasion, driven by keys, drawn to SVG by Textual and
to PNG by rsvg-convert (Debian: librsvg2-bin) with a local monospace font (Debian: fonts-firacode).
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import archive
from PIL import Image

from tuinews.config import Config
from tuinews.newsroom import starting
from tuinews.newsroom.desk import Desk
from tuinews.newsroom.offload import InlineOffload
from tuinews.newsroom.opening import open_newsroom
from tuinews.paths import find_paths
from tuinews.ui.app import TuinewsApp
from tuinews.ui.start import Targets, read_opening

HERE = Path(__file__).parent
SEED = HERE.parent / "seeds" / "000_5ee86fa0d0c39a38.txt"


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: what is opened, in which size, after which keys."""

    name: str
    size: tuple[int, int] = (140, 40)
    keys: Sequence[str] = ()
    targets: tuple[str, ...] = ()
    theme: str = "tuinews-dark"
    is_first_start: bool = False


SHOTS = (
    Shot("article", targets=(str(SEED),), keys=("z",), size=(110, 40)),
    Shot("panes", size=(150, 44), keys=("2", "j", "enter")),
    Shot("people", targets=(str(SEED),), keys=("p",), size=(140, 40)),
    Shot("quote", targets=(str(SEED),), keys=("z", *["right_curly_bracket"] * 8), size=(110, 40)),
    Shot("narrow", size=(80, 24), keys=("2", "j", "enter")),
    Shot("light", size=(150, 44), keys=("2", "j", "enter"), theme="tuinews-light"),
    Shot("first-start", is_first_start=True),
    Shot("help", size=(140, 40), keys=("question_mark",)),
    Shot("who-is-in-the-news", size=(140, 40), keys=("P",)),
    Shot("person", size=(140, 40), keys=("P", "right", "right", "right", "enter")),
    Shot("quotes", size=(140, 40), keys=("quotation_mark",)),
    Shot("same-words", size=(140, 40), keys=("2", "j", "j", "j", "enter", "right_curly_bracket", "tilde", "down")),
    Shot("sources", size=(140, 40), keys=("percent_sign",)),
    Shot("search", size=(140, 40), keys=("F", *"ferry")),
    Shot("statistics", size=(140, 40), keys=("number_sign",)),
    Shot("settings", size=(110, 40), keys=("E",)),
    Shot("picture", size=(120, 40), keys=("F", *"last", "space", *"keeper", "enter", "z", "I")),
)


async def shoot(shot: Shot, filled: str) -> None:
    """Make one picture, on a copy of an archive."""
    with tempfile.TemporaryDirectory() as folder:
        home = folder if shot.is_first_start else shutil.copytree(filled, f"{folder}/home")
        config = Config(view_theme=shot.theme, fetch_full_text="never", refresh_on_start=False)
        newsroom = open_newsroom(find_paths(home), config, InlineOffload())
        starting.ensure_welcome(newsroom)
        desk = Desk(home)
        app = TuinewsApp(newsroom, desk, read_opening(newsroom, Targets(shot.targets)))
        async with app.run_test(size=shot.size) as pilot:
            await _settled(pilot)
            while shot.targets and not app.reader.footer.note.startswith("Opened"):
                await pilot.pause(0.25)
            for key in shot.keys:
                await pilot.press(key)
                await pilot.pause()
            await _settled(pilot)
            svg = app.export_screenshot(title="tuinews")
        desk.close()
        newsroom.close()
    _write(shot.name, svg)


async def _settled(pilot) -> None:  # type: ignore[no-untyped-def]
    for _ in range(6):
        await pilot.pause(0.25)


def _write(name: str, svg: str) -> None:
    # Textual's pictures fetch their font from the web; these must look the same without a network.
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL).replace("Fira Code,", "Fira Code, JetBrains Mono,")
    # librsvg drops a blank at the beginning of a text unless told to keep it.
    svg = svg.replace("<svg ", '<svg xml:space="preserve" ', 1)
    target = HERE / f"{name}.svg"
    target.write_text(svg, encoding="utf-8")
    if shutil.which("rsvg-convert"):
        picture = target.with_suffix(".png")
        subprocess.run(["rsvg-convert", "--zoom", "1.25", "-o", str(picture), str(target)], check=True)
        with Image.open(picture) as image:
            # A screen has few colours; told so, the file has a third of the size.
            image.quantize(256, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(picture, optimize=True)
    print(target.name)


def main() -> None:
    """Make all pictures, or those that are named."""
    os.environ.setdefault("COLORTERM", "truecolor")
    wanted = set(sys.argv[1:])
    with tempfile.TemporaryDirectory() as filled:
        newsroom = open_newsroom(find_paths(filled), Config(), InlineOffload())
        asyncio.run(archive.fill(newsroom))
        newsroom.close()
        for shot in SHOTS:
            if not wanted or shot.name in wanted:
                asyncio.run(shoot(shot, filled))


if __name__ == "__main__":
    main()
