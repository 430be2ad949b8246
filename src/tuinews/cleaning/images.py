"""What becomes of the images in an article: a block of their own, a few letters in the text, or nothing."""

from __future__ import annotations

import re
from typing import Final

from tuinews import entities
from tuinews.cleaning.drafts import Draft
from tuinews.cleaning.links import absolute
from tuinews.model.bodies import BlockKind
from tuinews.screen_text import line

_LONGEST_ALT: Final = 1_000
_LARGEST_PIXEL: Final = 2
_LARGEST_ICON: Final = 48
_SOURCES: Final = ("src", "data-src", "data-lazy-src", "data-original", "data-lazy", "data-orig-file")
# Loaded by mail and feed readers to count who reads. Shape of the address, then hosts that serve nothing else.
_TRACKER: Final = re.compile(
    r"//(?:feeds\.feedburner\.com/~|feedads\.|pixel\.|stats?\.|track(?:ing|er)?\.|beacon\.|analytics\.|ad\.|ads\."
    r"|b\.scorecardresearch\.|sb\.scorecardresearch\.|www\.google-analytics\.|[\w-]+\.doubleclick\.|pi\.feedsportal\.)"
    r"|/(?:pixel|blank|spacer|transparent|clear|1x1|1px|beacon|trackpixel)[\w-]{0,20}\.(?:gif|png)(?:\?|\Z)"
    r"|/(?:pixel|beacon|open)/[\w-]{16,}|/~r/|/~4/|/~ff/",
    re.IGNORECASE,
)
_PLACEHOLDER: Final = re.compile(
    r"data:|about:|(?:[^?#]*/)?(?:placeholder|lazy|loading|blank|spacer)[\w-]*\.", re.IGNORECASE
)
_LETTER_CLASS: Final = re.compile(r"emoji|smil(?:ey|ie)|latex|math|tex\b|emoticon", re.IGNORECASE)
_FILE_NAME: Final = re.compile(
    r"\S{1,200}\.(?:jpe?g|png|gif|webp|avif|svg)|[^\s_-]*+(?:[_-]+[^\s_-]++){2,}|(?:IMG|DSC)\S*", re.IGNORECASE
)
_EMOJI: Final = re.compile("[\u203c-\u2bff\U0001f000-\U0001faff\ufe0f\u200d]{1,8}")
_SRCSET_FIRST: Final = re.compile(r"\s*(\S{1,4000}?),?(?:\s|\Z)")
_PIXELS: Final = re.compile(r"\s*(\d{1,5})(?:\.\d+)?(?:px)?\s*\Z")


def read_image(told: dict[str, str], base: str) -> Draft | str:
    """Return an image as a block, or as the text that stands for it within a line; "" when it shows nothing."""
    alt = line(entities.unescape(told.get("alt", "") or told.get("title", "")), _LONGEST_ALT)
    if _FILE_NAME.fullmatch(alt):
        alt = ""
    width, height = _pixels(told.get("width", "")), _pixels(told.get("height", ""))
    if _is_at_most(_LARGEST_PIXEL, width, height):
        return ""
    if _LETTER_CLASS.search(told.get("class", "")) or _EMOJI.fullmatch(alt):
        return alt
    if width is not None and height is not None and max(width, height) <= _LARGEST_ICON:
        return ""
    address = _source(told, base)
    if (address and _TRACKER.search(address)) or not (address or alt):
        return ""
    return Draft(BlockKind.IMAGE, alt, href=address)


def _source(told: dict[str, str], base: str) -> str:
    for name in _SOURCES:
        source = told.get(name, "")
        if source and not _PLACEHOLDER.match(source):
            return absolute(entities.unescape(source), base)
    srcset = told.get("srcset") or told.get("data-srcset") or ""
    match = _SRCSET_FIRST.match(srcset)
    return absolute(entities.unescape(match[1]), base) if match else ""


def _pixels(told: str) -> int | None:
    match = _PIXELS.match(told)
    return int(match[1]) if match else None


def _is_at_most(limit: int, width: int | None, height: int | None) -> bool:
    """Say whether a side is no longer than the limit; a zero alone stands for "not known" on some pages."""
    sides = [side for side in (width, height) if side is not None]
    return bool(sides) and max(sides) <= limit
