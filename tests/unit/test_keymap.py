"""The one table of actions."""

import pytest

from tuinews.config import parse_config
from tuinews.errors import ConfigError
from tuinews.key_presets import PRESETS
from tuinews.keymap import ACTIONS, KeyChoices, Place, find_action, key_name, keymap, shown_keys


def test_no_key_means_two_things_in_one_place() -> None:
    assert keymap() == ACTIONS


def test_a_rebound_action_has_the_new_keys() -> None:
    actions = {action.id: action for action in keymap(KeyChoices(rebound={"article.star": "f9"}))}

    assert actions["article.star"].keys == "f9"


def test_a_clash_is_refused_and_names_both_actions() -> None:
    with pytest.raises(ConfigError, match=r"both article\.\w+ and article\.\w+"):
        keymap(KeyChoices(rebound={"article.star": "m"}))


def test_an_action_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ConfigError, match=r"article\.stra"):
        keymap(KeyChoices(rebound={"article.stra": "m"}))


def test_keys_are_shown_as_they_are_typed() -> None:
    assert shown_keys(find_action("quote.next")) == ("}",)


@pytest.mark.parametrize("place", [Place.FEEDS, Place.HEADLINES, Place.ARTICLE])
def test_a_footer_has_no_more_than_seven_keys(place: Place) -> None:
    assert 4 <= sum(place in action.footer for action in ACTIONS) <= 8


def test_every_action_tells_what_it_does() -> None:
    assert all(action.label and action.help.endswith(".") for action in ACTIONS)


@pytest.mark.parametrize("preset", PRESETS)
def test_a_preset_has_no_clash_and_names_only_actions_there_are(preset: str) -> None:
    actions = keymap(KeyChoices(preset))

    assert set(PRESETS[preset]) <= {action.id for action in actions}
    assert all(action.keys for action in actions if action.footer)


def test_a_clash_names_the_line_of_the_rebound_action_and_the_way_out() -> None:
    config = parse_config('[view]\nmeasure = 80\n\n[keys]\n"article.star" = "m"\n')

    with pytest.raises(ConfigError, match=r'config.toml, line 5: .*"article.toggle_read" = ""') as caught:
        keymap(config.key_choices)

    assert caught.value.line == 5


def test_an_action_can_be_left_without_keys() -> None:
    actions = {
        action.id: action for action in keymap(KeyChoices(rebound={"article.star": "m", "article.toggle_read": ""}))
    }

    assert actions["article.star"].keys == "m"
    assert actions["article.toggle_read"].keys == ""


def test_a_misspelt_action_gets_the_nearest_name_and_the_line() -> None:
    config = parse_config("[keys.article]\nstra = 'f9'\n")

    with pytest.raises(ConfigError, match=r"line 2: \[keys\] names article.stra, .* did you mean article.star\?"):
        keymap(config.key_choices)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("]", "right_square_bracket"),
        ("*", "asterisk"),
        ("-", "minus"),
        ("PgDn", "pagedown"),
        ("Ctrl+D", "ctrl+d"),
        ("G", "G"),
        ("F5", "f5"),
    ],
)
def test_keys_can_be_named_as_they_are_typed(typed: str, name: str) -> None:
    assert key_name(typed) == name


def test_a_list_of_keys_is_as_good_as_a_text() -> None:
    config = parse_config('[keys]\n"article.star" = ["*", ","]\n')

    actions = {action.id: action for action in keymap(KeyChoices(rebound={**config.keys, "keys.prefix": ""}))}

    assert actions["article.star"].keys == "asterisk,comma"


def test_a_macro_of_an_unknown_action_is_refused_with_its_line() -> None:
    config = parse_config('[macros]\nk = ["article.star", "3 move.dwon"]\n')

    with pytest.raises(ConfigError, match=r"line 2: \[macros\] names move.dwon, .* did you mean move.down\?"):
        keymap(config.key_choices)


@pytest.mark.parametrize("table", ['k = "star it"', "k = []", "k = 3", '"5" = ["article.star"]'])
def test_a_macro_that_is_none_is_refused_with_its_line(table: str) -> None:
    with pytest.raises(ConfigError, match=r"line 2: "):
        parse_config(f"[macros]\n{table}\n")


@pytest.mark.parametrize("key", ["qq", "F33", "ctrl+hello", "ctrl+", "strg+s"])
def test_a_key_that_no_keyboard_has_is_refused_with_its_line(key: str) -> None:
    config = parse_config(f'[keys]\n"article.star" = "{key}"\n')

    with pytest.raises(ConfigError, match=r"line 2: \[keys\] gives article.star the key .*, which there is not"):
        keymap(config.key_choices)


@pytest.mark.parametrize("key", ["ä", "§", "ctrl+left", "alt+x", "shift+F5", "Backspace", "ctrl+]"])
def test_a_key_that_some_keyboard_has_is_taken(key: str) -> None:
    keymap(parse_config(f'[keys]\n"article.star" = "{key}"\n').key_choices)


@pytest.mark.parametrize("key", ["ctrl+q", "ctrl+c"])
def test_the_keys_that_always_lead_out_are_nothing_elses(key: str) -> None:
    config = parse_config(f'[keys]\n"article.star" = "{key}"\n')

    with pytest.raises(ConfigError, match=r"line 2: .* always leads out"):
        keymap(config.key_choices)
    keymap(parse_config('[keys]\n"app.quit" = "ctrl+q"').key_choices)
