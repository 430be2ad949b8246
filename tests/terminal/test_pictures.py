"""Pictures as terminals are given them: what the reader wrote, decoded and compared with the picture."""

from __future__ import annotations

import base64
import io
import re
import sys
from pathlib import Path

import pytest
from PIL import Image
from tests.sixels import sixel_pictures
from tests.terminal.stories import READER
from tests.ui.frame.newsdesk import open_archive
from tests.ui.frame.test_article_with_pictures import illustrate

from tuinews.newsroom import fetch_pictures

pytestmark = [
    pytest.mark.terminal,
    pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals"),
]

WIDTH, HEIGHT = 200, 100
CELL = 10, 20
ROWS = HEIGHT // CELL[1]
# A strip drawn where the cursor came back to, twenty cells to the left, or ten.
_OVER, _OVER_TEN = (re.compile(rb"\x1b7\x1b\[%dD(.*?)\x1b8" % cells, re.DOTALL) for cells in (20, 10))


def field() -> Image.Image:
    """Return a picture whose four corners have four colours."""
    image = Image.new("RGB", (WIDTH, HEIGHT), (250, 250, 0))
    for corner, colour in (((0, 0), (255, 0, 0)), ((100, 0), (0, 0, 255)), ((0, 50), (0, 153, 0))):
        image.paste(colour, (*corner, corner[0] + 100, corner[1] + 50))
    return image


def illustrated(home: Path) -> None:
    """Make an archive with one article, whose picture has been fetched before."""
    newsroom = open_archive(home)
    address = "https://fields.example/field.png"
    illustrate(newsroom, address)
    packed = io.BytesIO()
    field().save(packed, "PNG")
    fetch_pictures.keep(newsroom, address, packed.getvalue())
    newsroom.close()


def drawn(home: Path, answer: bytes, environ: dict[str, str] | None = None) -> tuple[list[bytes], list[bytes]]:
    """Return what the reader drew over cells when it was asked to, and again after a resize."""
    from tests.terminal.pseudo import run_in_terminal

    with run_in_terminal(READER, {"TUINEWS_HOME": str(home), **(environ or {})}) as terminal:
        terminal.resize(100, 40, 100 * CELL[0], 40 * CELL[1])
        terminal.until(lambda seen: b"\x1b[?1;1;0S" in seen)
        terminal.answer(answer)
        terminal.until(lambda seen: b"Red fields" in seen)
        terminal.answer(b"G")  # under the Welcome feed's articles
        terminal.until(lambda seen: b"[image: A red field]" in seen)
        terminal.answer(b"3I")
        terminal.until(lambda seen: len(_OVER.findall(seen)) >= ROWS)
        first = _OVER.findall(terminal.written)[:ROWS]
        terminal.written = b""
        # As when the font grows: fewer cells, of more pixels.
        terminal.resize(60, 30, 60 * 2 * CELL[0], 30 * 2 * CELL[1])
        terminal.until(lambda seen: bool(_OVER_TEN.search(seen)))
        return first, _OVER_TEN.findall(terminal.written)


def test_a_terminal_that_says_so_gets_sixels_that_are_the_picture(tmp_path: Path) -> None:
    illustrated(tmp_path)

    first, _ = drawn(tmp_path, b"\x1b]11;rgb:0/0/0\x07\x1bP>|foot(1.16.2)\x1b\\\x1b[?1;0;256S\x1b[?62;4;22c")

    rows = [row for strip in first for row in sixel_pictures(strip)[0]]
    pixels = field().load()
    assert pixels is not None
    assert (len(rows[0]), len(rows)) == (WIDTH, HEIGHT)
    different = [
        (x, y)
        for y, row in enumerate(rows)
        for x, colour in enumerate(row)
        if colour is None or max(abs(one - other) for one, other in zip(colour, pixels[x, y], strict=True)) > 3  # type: ignore[arg-type, misc]
    ]
    assert different == []


def test_iterm2_gets_its_own_images_and_others_for_a_larger_font(tmp_path: Path) -> None:
    illustrated(tmp_path)

    first, again = drawn(tmp_path, b"\x1b[?62;4c", {"LC_TERMINAL": "iTerm2"})

    images = [re.fullmatch(rb"\x1b\]1337;File=inline=1;(.*):([^:]*)\x07", one) for one in first]
    assert all(image is not None and b"width=20;height=1;preserveAspectRatio=0" in image[1] for image in images)
    strips = [Image.open(io.BytesIO(base64.b64decode(image[2]))) for image in images if image]
    assert b"".join(strip.tobytes() for strip in strips) == field().tobytes()
    assert again
