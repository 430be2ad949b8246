"""Which panes stand on a screen of some size, and where."""

from __future__ import annotations

import pytest
from textual.geometry import Size

from tuinews.keymap import Place
from tuinews.ui.arrange import Arrangement, Widths, arrange
from tuinews.ui.frame import boxes
from tuinews.ui.page import make_page

NO_WIDTHS = Widths()


@pytest.mark.parametrize("width", [120, 140, 160, 240])
def test_from_120_columns_three_panes_stand_side_by_side(width: int) -> None:
    shown = arrange(width, Place.HEADLINES, NO_WIDTHS)

    assert min(shown.feeds, shown.headlines, shown.article) > 0


@pytest.mark.parametrize("width", [80, 100, 119])
def test_from_80_columns_headlines_and_article_stand_side_by_side(width: int) -> None:
    shown = arrange(width, Place.HEADLINES, NO_WIDTHS)

    assert shown.feeds == 0
    assert min(shown.headlines, shown.article) > 0


@pytest.mark.parametrize("width", [80, 100, 119])
def test_on_two_panes_the_feeds_lie_over_the_headlines(width: int) -> None:
    shown = arrange(width, Place.FEEDS, NO_WIDTHS)

    assert shown.headlines == 0
    assert shown.feeds == arrange(width, Place.HEADLINES, NO_WIDTHS).headlines


@pytest.mark.parametrize("place", list(Place)[1:])
@pytest.mark.parametrize("width", [20, 40, 59, 79])
def test_a_narrow_screen_has_the_focused_pane_alone(width: int, place: Place) -> None:
    shown = arrange(width, place, NO_WIDTHS, has_people=True)

    assert shown.is_single
    assert shown.has(place)


@pytest.mark.parametrize("width", range(80, 240, 7))
@pytest.mark.parametrize("place", list(Place)[1:])
@pytest.mark.parametrize("has_people", [False, True])
def test_the_panes_fill_the_screen_and_the_article_is_never_squeezed(
    width: int, place: Place, has_people: bool
) -> None:
    shown = arrange(width, place, NO_WIDTHS, has_people=has_people)

    assert sum(shown) == width
    assert shown.article >= 40


def test_the_people_take_the_place_of_the_feeds_before_the_article_gets_too_narrow() -> None:
    shown = arrange(140, Place.ARTICLE, NO_WIDTHS, has_people=True)

    assert shown.feeds == 0
    assert shown.people > 0


@pytest.mark.parametrize("measure", [60, 72, 100])
@pytest.mark.parametrize("has_people", [False, True])
def test_what_the_page_of_an_article_cannot_use_goes_to_the_headlines(measure: int, has_people: bool) -> None:
    shown = arrange(360, Place.HEADLINES, NO_WIDTHS, measure=measure, has_people=has_people)

    page = make_page(shown.article, measure, wants_gutter=True)
    assert shown.headlines > 360 * 3 // 10
    assert page.measure == measure
    assert page.left >= page.gutter


def test_headlines_that_have_room_for_any_title_take_no_more() -> None:
    assert arrange(400, Place.HEADLINES, NO_WIDTHS, measure=50).headlines == 140


def test_headlines_are_as_wide_as_the_reader_made_them_though_the_page_cannot_use_the_rest() -> None:
    assert arrange(300, Place.HEADLINES, Widths(headlines=60)).headlines == 60


def test_zen_shows_the_article_alone() -> None:
    assert arrange(160, Place.ARTICLE, NO_WIDTHS, is_zen=True) == Arrangement(0, 0, 160, 0)


def test_chosen_widths_are_kept_within_what_fits() -> None:
    shown = arrange(120, Place.HEADLINES, Widths(feeds=500, headlines=500))

    assert shown.article >= 40


@pytest.mark.parametrize("size", [(40, 12), (59, 20), (80, 24), (140, 45), (20, 5), (10, 3)])
@pytest.mark.parametrize("place", list(Place)[1:])
def test_every_part_lies_on_the_screen(size: tuple[int, int], place: Place) -> None:
    width, height = size
    found = boxes(Size(width, height), arrange(width, place, NO_WIDTHS), is_zen=False)

    for region in (found.top, found.footer, *found.panes.values()):
        assert 0 <= region.x <= region.right <= width
        assert 0 <= region.y <= region.bottom <= max(height, 3)


def test_a_rule_stands_between_two_panes_and_in_neither() -> None:
    found = boxes(Size(140, 40), arrange(140, Place.HEADLINES, NO_WIDTHS), is_zen=False)

    assert len(found.columns) == 2
    for column in found.columns:
        assert not any(region.x <= column < region.right for region in found.panes.values())
