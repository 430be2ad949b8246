"""Pictures become what a terminal draws, within bounds."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image
from tests.sixels import Colour, sixel_pictures

from tuinews.errors import FormatError
from tuinews.model.pictures import Drawing, PictureFrame
from tuinews.newsroom.decode_picture import decode_picture

URL = "https://x.example/a.png"


def png(width: int, height: int, colour: object = (200, 10, 10), mode: str = "RGB") -> bytes:
    """Return a PNG of one colour."""
    packed = io.BytesIO()
    Image.new(mode, (width, height), colour).save(packed, "PNG")  # type: ignore[arg-type]
    return packed.getvalue()


def frame(drawing: Drawing, columns: int = 40, rows: int = 10) -> PictureFrame:
    return PictureFrame(drawing, columns, rows, 8, 16)


def test_blocks_hold_two_pixels_a_cell_and_keep_the_shape() -> None:
    picture = decode_picture(png(640, 320), URL, frame(Drawing.BLOCKS))

    assert (picture.columns, picture.rows) == (40, 10)
    assert len(picture.parts) == 10
    assert set(picture.parts) == {bytes((200, 10, 10)) * 80}


def test_a_small_picture_is_not_blown_up() -> None:
    picture = decode_picture(png(80, 32), URL, frame(Drawing.BLOCKS))

    assert (picture.columns, picture.rows) == (10, 2)


def test_what_is_transparent_is_white() -> None:
    picture = decode_picture(png(80, 32, (0, 0, 0, 0), "RGBA"), URL, frame(Drawing.BLOCKS))

    assert set(picture.parts[0]) == {255}


def test_kitty_gets_one_png() -> None:
    whole = decode_picture(png(640, 320), URL, frame(Drawing.KITTY)).parts

    assert [Image.open(io.BytesIO(one)).size for one in whole] == [(320, 160)]


def photograph(width: int, height: int) -> Image.Image:
    """Return a picture with a different colour in every pixel, nearly."""
    red, green = Image.linear_gradient("L"), Image.radial_gradient("L")
    return Image.merge("RGB", (red, green, red.rotate(90))).resize((width, height))


def furthest(pixels: list[list[Colour | None]], like: Image.Image) -> float:
    """Return the mean difference of a colour's part between pixels and a picture; every pixel must be drawn."""
    drawn = [part for row in pixels for pixel in row if pixel is not None for part in pixel]
    expected = like.tobytes()
    assert len(drawn) == len(expected)
    return sum(abs(one - other) for one, other in zip(drawn, expected, strict=True)) / len(drawn)


@pytest.mark.parametrize("cell_height", [16, 17, 18])
def test_sixels_draw_each_row_of_cells_as_the_picture_is(cell_height: int) -> None:
    data = io.BytesIO()
    photograph(161, 4 * cell_height).save(data, "PNG")
    room = PictureFrame(Drawing.SIXEL, 40, 10, 7, cell_height)

    picture = decode_picture(data.getvalue(), URL, room)

    strips = [sixel_pictures(part) for part in picture.parts]
    assert (picture.columns, picture.rows) == (23, 4)
    assert [(len(strip), len(strip[0]), len(strip[0][0])) for strip in strips] == [(1, cell_height, 161)] * 4
    assert (
        furthest([row for strip in strips for row in strip[0]], photograph(161, 4 * cell_height)) < 6
    )  # it has 10,000 colours, the strips 256
    assert [len(row) for row in picture.under] == [2 * 3 * 23] * 4


def test_sixels_have_no_more_colours_than_the_terminal() -> None:
    data = io.BytesIO()
    photograph(80, 32).save(data, "PNG")

    picture = decode_picture(data.getvalue(), URL, PictureFrame(Drawing.SIXEL, 40, 10, 8, 16, 16))

    colours = {pixel for part in picture.parts for row in sixel_pictures(part)[0] for pixel in row}
    assert 8 < len(colours) <= 16


def test_iterm2_gets_a_png_for_each_row_of_cells() -> None:
    data = io.BytesIO()
    photograph(80, 32).save(data, "PNG")

    picture = decode_picture(data.getvalue(), URL, frame(Drawing.ITERM2))

    rows = [Image.open(io.BytesIO(part)) for part in picture.parts]
    assert [row.size for row in rows] == [(80, 16), (80, 16)]
    assert b"".join(row.tobytes() for row in rows) == photograph(80, 32).tobytes()


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    header = struct.pack(">IIBBBBB", 29_000, 29_000, 8, 2, 0, 0, 0)
    chunks = b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in ((b"IHDR", header), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b""))
    )

    with pytest.raises(FormatError, match="too large to show"):
        decode_picture(b"\x89PNG\r\n\x1a\n" + chunks, URL, frame(Drawing.BLOCKS))


@pytest.mark.parametrize(
    "data",
    [b"", b"<html>no picture</html>", b"\x89PNG\r\n\x1a\n" + b"x" * 100, b"GIF89a" + b"\xff" * 40,
     b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", b"<svg xmlns='http://www.w3.org/2000/svg'/>"],
)  # fmt: skip
def test_what_is_no_picture_is_told_in_a_sentence(data: bytes) -> None:
    with pytest.raises(FormatError, match="picture"):
        decode_picture(data, URL, frame(Drawing.BLOCKS))


def test_half_a_picture_is_shown() -> None:
    packed = io.BytesIO()
    Image.effect_noise((400, 400), 80).convert("RGB").save(packed, "JPEG")

    assert decode_picture(packed.getvalue()[:-4000], URL, frame(Drawing.BLOCKS)).rows == 10
