"""The elements of HTML by what becomes of them; those that are not named here dissolve into their content."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from tuinews.model.bodies import RunStyle


def _names(told: str) -> frozenset[str]:
    return frozenset(told.split())


STYLES: Final = MappingProxyType(
    {
        **dict.fromkeys(("b", "strong"), RunStyle.STRONG),
        **dict.fromkeys(("i", "em", "cite", "dfn", "var"), RunStyle.EMPHASIS),
        **dict.fromkeys(("code", "kbd", "samp", "tt"), RunStyle.CODE),
        **dict.fromkeys(("s", "strike", "del"), RunStyle.STRIKE),
        "sup": RunStyle.SUPER,
        "sub": RunStyle.SUB,
    }
)
HEADINGS: Final = MappingProxyType({f"h{level}": level for level in range(1, 7)})
BLOCKS: Final = _names(
    "address article aside body center details dialog div dl fieldset figure footer form header hgroup html legend main"
    " nav noframes optgroup p search section summary"
)
LISTS: Final = _names("ul ol menu dir")
CELLS: Final = _names("td th")
TABLE_PARTS: Final = _names("td th tr thead tbody tfoot")
RAW: Final = _names("script style title")
"""Their content is text whatever it looks like, and ends with their end tag or the document."""
SKIPPED: Final = _names(
    "applet audio button canvas datalist embed frameset iframe map meter noembed noscript object option progress rp"
    " select svg template textarea video"
)
CONTROLS: Final = _names("button input select textarea")
CONCEALABLE: Final = _names("div span section p aside article li td tr table")
INLINE: Final = _names("a abbr bdi bdo big data font ins label mark q ruby small span time u wbr") | frozenset(STYLES)
