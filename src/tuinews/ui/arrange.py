"""Which panes stand side by side on a screen of some width."""

from __future__ import annotations

from typing import NamedTuple

from tuinews.keymap import Place

THREE_PANES = 120
TWO_PANES = 80
_ARTICLE_LEAST = 60
"""Below this width the feeds give way to the people, so that the article stays readable."""
_BESIDE_TEXT = 22
"""A page has room for the speakers beside its text, and as much on the other side; more would be of no use to it."""
_HEADLINES_MOST = 140
"""The longest titles stand in one line of so many cells."""
_MEASURE = 72


class Widths(NamedTuple):
    """The widths the reader chose; 0 leaves a pane to us."""

    feeds: int = 0
    headlines: int = 0


class Arrangement(NamedTuple):
    """The panes' widths in cells, 0 for a hidden one; the article takes what the others leave."""

    feeds: int
    headlines: int
    article: int
    people: int

    @property
    def is_single(self) -> bool:
        """Whether one pane stands alone."""
        return sum(width > 0 for width in self) == 1

    def has(self, place: Place) -> bool:
        """Return whether a pane is on the screen."""
        return dict(zip(PLACES, self, strict=True)).get(place, 0) > 0


PLACES = (Place.FEEDS, Place.HEADLINES, Place.ARTICLE, Place.PEOPLE)


def arrange(
    width: int,
    place: Place,
    chosen: Widths,
    *,
    is_zen: bool = False,
    has_people: bool = False,
    measure: int = _MEASURE,
) -> Arrangement:
    """Return the panes for a screen of `width` cells with the reader in pane `place`.

    Args:
        width: the screen's.
        place: the pane that has the focus.
        chosen: what the reader made of the panes.
        is_zen: the article stands alone.
        has_people: the people of the article stand beside it.
        measure: how wide an article's text may be; what its page cannot use goes to the headlines.
    """
    if width < TWO_PANES:
        return single(width, place)
    people = max(30, width // 3) if has_people else 0
    if is_zen:
        return Arrangement(0, 0, width - people, people)
    headlines = _clamp(chosen.headlines or (width * 2 // 5 if width < THREE_PANES else width * 3 // 10), 28, width - 40)
    if width < THREE_PANES:
        if place is Place.FEEDS:
            return Arrangement(headlines, 0, width - headlines, 0)
        if place is Place.HEADLINES or not people:
            return Arrangement(0, headlines, width - headlines, 0)
        return Arrangement(0, 0, width - people, people)
    feeds = _clamp(chosen.feeds or width * 9 // 50, 18, 48)
    headlines = min(headlines, width - feeds - 40)
    people = _clamp(width // 4, 34, 48) if has_people else 0
    if not chosen.headlines:
        spare = width - feeds - people - measure - 2 * _BESIDE_TEXT
        headlines = max(headlines, min(spare, _HEADLINES_MOST))
    if people:
        return _with_people(width, place, feeds, headlines, people)
    return Arrangement(feeds, headlines, width - feeds - headlines, 0)


def single(width: int, place: Place) -> Arrangement:
    """Return one pane alone."""
    return Arrangement(*(width if place is here else 0 for here in PLACES))


def _with_people(width: int, place: Place, feeds: int, headlines: int, people: int) -> Arrangement:
    if width - feeds - headlines - people >= _ARTICLE_LEAST:
        return Arrangement(feeds, headlines, width - feeds - headlines - people, people)
    if place is Place.FEEDS:
        return Arrangement(feeds, 0, width - feeds - people, people)
    headlines = min(headlines, max(30, width - people - _ARTICLE_LEAST))
    return Arrangement(0, headlines, width - headlines - people, people)


def _clamp(value: int, least: int, most: int) -> int:
    return max(least, min(value, most))
