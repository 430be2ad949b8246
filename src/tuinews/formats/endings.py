"""The lines at the end of an article that are about the site, the writer or the next article, and no part of it."""

from __future__ import annotations

import re
from typing import Final

MOST_WORDS: Final = 70

_NETWORKS: Final = r"(?:twitter|facebook|instagram|telegram|linkedin|google|whatsapp|youtube)"
_ENDING: Final = re.compile(
    r"(?:[\w’'.,&-]+ ){0,24}contributed (?:reporting|research|to this (?:report|story|article|post))\b.*"
    r"|additional reporting (?:by|from)\b.*"
    r"|(?:write to|e-?mail|contact|reach) (?:[\w’'.-]+ ){1,5}(?:at|on|via)\b.{0,160}"
    r"|(?:please )?(?:follow|like|find|join) (?:us|me|him|her|them|@\w+|[\w’'.-]+(?: [\w’'.-]+){0,3}) (?:on|at)\b"
    rf".{{0,40}}\b{_NETWORKS}\b.{{0,200}}"
    rf"|.{{0,200}}\bfollow (?:us|him|her|them|me) on {_NETWORKS}\b.{{0,120}}"
    r"|follow .{0,40}\bcoverage\b.{0,120}"
    r"|(?:how to )?(?:listen|subscribe) to\b.{0,160}\b(?:here|live|itunes|podcasts?|spotify)\b.{0,80}"
    r"|.{0,120}\bsign up\b.{0,120}\b(?:newsletters?|e-?mails?|inbox)\b.{0,120}"
    r"|get access to\b.{0,120}\bsubscription\b.*|more (?:great|top|from)\b.{0,60}"
    r"|citation:? .{10,}\bretrieved\b.*|this document is subject to copyright\b.*"
    r"|like this:?(?: like)?(?: loading\W*)?|loading\W*|thanks for (?:watching|reading)\W*"
    r"|(?:tags?|filed under|topics?|categor(?:y|ies)|in this (?:story|article)|etiquetas?|schlagw(?:ö|oe)rter"
    r"|schlagworte|mots[- ]cl[ée]s|argomenti|trefwoorden|теги|метки|標籤|标签|タグ)\s*:.*",
    re.IGNORECASE | re.DOTALL,
)


def is_ending(text: str) -> bool:
    """Say whether a line that stands at the end of an article is no part of it."""
    return len(text.split()) <= MOST_WORDS and _ENDING.fullmatch(text) is not None
