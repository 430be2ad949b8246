"""The keymaps to start from, beside the default: what differs from it, by the names of the actions.

An action without keys stays in the palette. Keys are named as Textual names them.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

# What newsboat's hands expect, where there is such a thing here. The digits are free there, so that they count.
# https://newsboat.org/releases/2.40/docs/newsboat.html#_available_operations
_NEWSBOAT: Final = {
    "app.back": "",
    "app.palette": "colon",
    "app.quit": "Q",
    "app.search": "f",
    "app.settings": "S",
    "app.edit_config": "f9",
    "app.statistics": "dollar_sign",
    "app.up": "q",
    "article.archive": "Z",
    "article.browser": "o,O",
    "article.delete": "D",
    "article.links": "u,number_sign",
    "article.media": "e,f4",
    "article.next": "J",
    "article.next_unread": "n",
    "article.previous": "K",
    "article.previous_unread": "p",
    "article.quotes_only": "apostrophe",
    "article.save": "s",
    "article.scroll_down": "right_square_bracket",
    "article.scroll_up": "left_square_bracket",
    "article.send": "W,ctrl+b",
    "article.source": "backslash,ctrl+u",
    "article.star": "asterisk",
    "article.tag": "ctrl+e",
    "article.toggle_read": "N,m",
    "edit.redo": "U",
    "edit.undo": "ctrl+z",
    "feed.edit": "E",
    "feed.next_unread": "ctrl+n",
    "feed.previous_unread": "ctrl+p",
    "feed.remove": "D",
    "focus.article": "f7",
    "focus.feeds": "f5",
    "focus.headlines": "f6",
    "focus.people": "f8",
    "list.filter": "F,slash",
    "list.sort": "g,G",
    "list.tag": "t",
    "list.unfold": "plus",
    "move.back": "escape,ctrl+f",
    "move.bottom": "end",
    "move.half_up": "ctrl+y",
    "move.top": "home",
    "people.panel": "P",
    "people.view": "f3",
    "person.follow": "f2",
    "person.same": "w",
    "quote.speaker": "w",
    "view.mark_everything": "C",
}

# For hands that know no letters: arrows, Enter, and the keys that other programs have for the same.
_ARROWS: Final = {
    "move.down": "down",
    "move.up": "up",
    "move.right": "right",
    "move.left": "left",
    "move.page_up": "pageup,backspace",
    "move.half_down": "ctrl+d",
    "move.top": "home",
    "move.bottom": "end",
    "article.next": "ctrl+down,right_square_bracket",
    "article.previous": "ctrl+up,left_square_bracket",
    "quote.next": "ctrl+right,right_curly_bracket",
    "quote.previous": "ctrl+left,left_curly_bracket",
    "article.delete": "delete,d",
    "feed.remove": "delete,d",
    "feed.edit": "f2,e",
    "feed.refresh": "f5,r",
    "feed.add": "insert,a",
    "edit.redo": "ctrl+y,U",
    "app.search": "ctrl+f,F",
}

PRESETS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "default": MappingProxyType({}),
        "newsboat": MappingProxyType(_NEWSBOAT),
        "arrows": MappingProxyType(_ARROWS),
    }
)
