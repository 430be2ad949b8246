"""A whole article set: head, text, end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from itertools import chain
from types import MappingProxyType
from typing import NamedTuple

from tuinews.keymap import find_action, shown_keys
from tuinews.model.articles import Reading
from tuinews.model.entries import Enclosure
from tuinews.ui.cast import Cast
from tuinews.ui.layout import set_body
from tuinews.ui.masthead import set_end, set_head, set_message
from tuinews.ui.pieces import BLANK, Line
from tuinews.ui.text_source import problem_line, source_line


class Setting(NamedTuple):
    """What an article's lines depend on beside the article."""

    measure: int
    shows_hidden: bool
    keys: Mapping[str, str]
    """The key of an action as people write it, where it is not the default."""
    pictures: Mapping[str, Callable[[], Iterator[Line]]] = MappingProxyType({})
    """The rows of the pictures that are shown, by their addresses."""
    is_short: bool = False
    """The pane has few lines, and the text is to have as many of them as can be."""

    def key(self, action_id: str) -> str:
        """Return the key of an action."""
        return self.keys.get(action_id) or shown_keys(find_action(action_id))[0]


def set_article(reading: Reading, cast: Cast, now: datetime, setting: Setting) -> Iterator[Line | None]:
    """Yield the lines of an article; None where work was done without finishing a line."""
    article, measure = reading.article, setting.measure
    notes = (source_line(article, setting.key("article.source")), problem_line(article))
    known_cast = cast if reading.annotation else None
    lines = [*set_head(article, known_cast, now, measure, tuple(filter(None, notes)), setting.key("article.changes"))]
    head = iter([line for line in lines[:-1] if line != BLANK] + lines[-1:] if setting.is_short else lines)
    if article.body is None:
        return chain(head, set_message("Preparing the text…", "", measure, 0))
    if not article.body.text.strip():
        hint = f"{setting.key('article.browser')} opens it in the browser." if article.row.url else ""
        return chain(head, set_message("There is no text here.", hint, measure, 0))
    numbers: dict[str, int] = {}
    body = set_body(
        article.body,
        measure,
        numbers,
        shows_hidden=setting.shows_hidden,
        hidden_key=setting.key("article.hidden"),
        pictures=setting.pictures,
    )
    inside = {block.href for block in article.body.blocks}
    lead = [rows() for href, rows in setting.pictures.items() if href not in inside]
    return chain(head, *lead, body, _end(cast, numbers, article.enclosures, setting))


def _end(cast: Cast, numbers: dict[str, int], enclosures: tuple[Enclosure, ...], setting: Setting) -> Iterator[Line]:
    # Begun only when the text is set: all links have their numbers then.
    way_on = f"{setting.key('article.read_on')}: next unread"
    yield from set_end(cast, tuple(numbers), enclosures, setting.measure, way_on)
