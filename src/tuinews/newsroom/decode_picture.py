"""A picture's bytes made into what a terminal draws: pure, bounded, run in a worker that may be killed.

Pillow is wanted only here, and only when a picture is asked for.
"""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING, Final

from tuinews.errors import FormatError
from tuinews.model.pictures import Drawing, Picture, PictureFrame
from tuinews.newsroom.encode_sixel import encode_sixel

if TYPE_CHECKING:
    from PIL import Image as Images

_MOST_PIXELS: Final = 60_000_000
"""A photograph has less; what has more is made to fill the memory."""
_LONGEST_SIDE: Final = 30_000
_FORMATS: Final = ("JPEG", "PNG", "GIF", "WEBP", "BMP", "AVIF")
"""Read by Pillow's own code; formats that start other programs (EPS) are not among them."""


def decode_picture(data: bytes, url: str, frame: PictureFrame) -> Picture:
    """Return a picture scaled for a frame; raises FormatError when it is none, or too large."""
    image = _read(data, frame)
    columns, rows = _cells(image.size, frame)
    if frame.drawing is Drawing.BLOCKS:
        return Picture(url, frame.drawing, columns, rows, _blocks(image, columns, rows))
    fitted = _fitted(image, columns * frame.cell_width, rows * frame.cell_height)
    match frame.drawing:
        case Drawing.KITTY:
            return Picture(url, frame.drawing, columns, rows, (_png(fitted),))
        case Drawing.SIXEL:
            parts = encode_sixel(fitted, frame.cell_height, frame.colours)
        case Drawing.ITERM2:
            boxes = ((0, row * frame.cell_height, fitted.width, (row + 1) * frame.cell_height) for row in range(rows))
            parts = tuple(_png(fitted.crop(box)) for box in boxes)
    return Picture(url, frame.drawing, columns, rows, parts, _blocks(image, columns, rows))


def _blocks(image: Images.Image, columns: int, rows: int) -> tuple[bytes, ...]:
    """Return the pixels of each row of cells, two rows of them."""
    pixels = _fitted(image, columns, 2 * rows).tobytes()
    step = 2 * 3 * columns
    return tuple(pixels[at : at + step] for at in range(0, len(pixels), step))


def _read(data: bytes, frame: PictureFrame) -> Images.Image:
    from PIL import Image, ImageFile, UnidentifiedImageError

    ImageFile.LOAD_TRUNCATED_IMAGES = True  # the upper half of a photograph is better than none
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data), formats=_FORMATS)
            width, height = image.size
            if width * height > _MOST_PIXELS or max(width, height) > _LONGEST_SIDE or not (width and height):
                raise FormatError(f"The picture is too large to show: {width:,} × {height:,} pixels.")
            # A JPEG is decoded at a fraction of its size where that is enough.
            image.draft("RGB", (frame.columns * frame.cell_width, frame.rows * frame.cell_height))
            return _on_white(image)
    except UnidentifiedImageError as error:
        raise FormatError("That is no picture of a kind that can be shown.") from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError) as error:
        raise FormatError("The picture is too large to show.") from error
    except FormatError:
        raise
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, OverflowError) as error:
        raise FormatError("The picture is broken.") from error


def _on_white(image: Images.Image) -> Images.Image:
    """Return the first frame of an image without transparency: charts are drawn for white paper."""
    from PIL import Image

    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        clear = image.convert("RGBA")
        paper = Image.new("RGBA", clear.size, (255, 255, 255, 255))
        return Image.alpha_composite(paper, clear).convert("RGB")
    return image.convert("RGB")


def _cells(size: tuple[int, int], frame: PictureFrame) -> tuple[int, int]:
    """Return how many columns and rows a picture takes: as large as it is, or as there is room for."""
    width, height = size
    room = frame.columns * frame.cell_width, frame.rows * frame.cell_height
    scale = min(1.0, room[0] / width, room[1] / height)
    columns = max(1, min(frame.columns, round(width * scale / frame.cell_width)))
    rows = max(1, min(frame.rows, round(height * scale / frame.cell_height)))
    return columns, rows


def _fitted(image: Images.Image, width: int, height: int) -> Images.Image:
    from PIL import Image

    return image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)


def _png(image: Images.Image) -> bytes:
    packed = io.BytesIO()
    image.save(packed, "PNG", compress_level=3)
    return packed.getvalue()
