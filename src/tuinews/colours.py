"""Colours as numbers: read, mixed, and held to a contrast at which text is legible."""

from __future__ import annotations

from typing import Final

LEGIBLE: Final = 4.5
"""The contrast that text must have. WCAG 2.2, 1.4.3."""

Rgb = tuple[int, int, int]

_HEX_DIGITS = frozenset("0123456789abcdefABCDEF")
_STEPS = 20


def read_colour(text: str) -> Rgb | None:
    """Return a colour written "#rrggbb" or "#rgb", or None."""
    if len(text) not in {4, 7} or text[0] != "#" or not _HEX_DIGITS.issuperset(text[1:]):
        return None
    digits = text[1:] if len(text) == 7 else "".join(digit * 2 for digit in text[1:])
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def luminance(colour: Rgb) -> float:
    """Return how light a colour is, from 0 to 1."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (c / 255 for c in colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Rgb, other: Rgb) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def mixed(one: Rgb, other: Rgb, share: float) -> Rgb:
    """Return a colour on its way to another."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def legible(ink: Rgb, ground: Rgb) -> Rgb:
    """Return the ink, made lighter or darker by as little as makes it legible on its ground."""
    if contrast(ink, ground) >= LEGIBLE:
        return ink
    white, black = (255, 255, 255), (0, 0, 0)
    far = white if contrast(white, ground) >= contrast(black, ground) else black
    for step in range(1, _STEPS):
        nearer = mixed(ink, far, step / _STEPS)
        if contrast(nearer, ground) >= LEGIBLE:
            return nearer
    return far
