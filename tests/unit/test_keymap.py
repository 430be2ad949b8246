"""The one table of actions."""

import pytest

from tuinews.errors import ConfigError
from tuinews.keymap import ACTIONS, Place, find_action, keymap, shown_keys


def test_no_key_means_two_things_in_one_place() -> None:
    assert keymap() == ACTIONS


def test_a_rebound_action_has_the_new_keys() -> None:
    actions = {action.id: action for action in keymap({"article.star": "f9"})}

    assert actions["article.star"].keys == "f9"


def test_a_clash_is_refused_and_names_both_actions() -> None:
    with pytest.raises(ConfigError, match=r"both article\.\w+ and article\.\w+"):
        keymap({"article.star": "m"})


def test_an_action_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ConfigError, match=r"article\.stra"):
        keymap({"article.stra": "m"})


def test_keys_are_shown_as_they_are_typed() -> None:
    assert shown_keys(find_action("quote.next")) == ("}",)


@pytest.mark.parametrize("place", [Place.FEEDS, Place.HEADLINES, Place.ARTICLE])
def test_a_footer_has_no_more_than_seven_keys(place: Place) -> None:
    assert 4 <= sum(place in action.footer for action in ACTIONS) <= 8


def test_every_action_tells_what_it_does() -> None:
    assert all(action.label and action.help.endswith(".") for action in ACTIONS)
