"""The keymaps to start from, beside the default: what differs from it, by the names of the actions.

An action without keys stays in the palette. Keys are named as Textual names them.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

# What newsboat's hands expect, where there is such a thing here. The digits are free there, so that they count.
# https://newsboat.org/releases/2.38/docs/newsboat.html#_newsboat_configuration_commands (bind-key)
_NEWSBOAT: Final = {
    "article.next": "J",
    "article.previous": "K",
    "article.next_unread": "n",
    "article.previous_unread": "p",
    "article.toggle_read": "N,m",
    "article.links": "u",
    "article.source": "backslash,ctrl+u",
    "app.edit_config": "f9",
    "article.tag": "t,ctrl+e",
    "article.delete": "D",
    "article.scroll_down": "right_square_bracket",
    "article.scroll_up": "left_square_bracket",
    "app.search": "f",
    "edit.undo": "ctrl+z",
    "edit.redo": "ctrl+y",
    "feed.remove": "D",
    "focus.feeds": "f5",
    "focus.headlines": "f6",
    "focus.article": "f7",
    "focus.people": "f8",
    "list.filter": "F,slash",
    "list.sort": "g",
    "move.bottom": "end",
    "move.half_up": "ctrl+b",
    "move.page_down": "pagedown,ctrl+f",
    "move.top": "home",
    "article.media": "f4",
    "people.panel": "P",
    "people.view": "f3",
    "person.follow": "f2",
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
