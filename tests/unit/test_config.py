"""The configuration file: what it may hold and how faults are told."""

import os
from pathlib import Path

import pytest

from tuinews.config import SETTINGS, Config, load_config, parse_config
from tuinews.config_example import commented_default
from tuinews.errors import ConfigError


def test_no_file_means_the_defaults(tmp_path: Path) -> None:
    assert load_config(tmp_path / "config.toml") == Config()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no such files")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "config.toml")

    with pytest.raises(ConfigError, match="is a pipe"):
        load_config(tmp_path / "config.toml")


def test_every_setting_is_a_field_with_a_default() -> None:
    besides = {"keys", "macros", "key_lines", "sites", "tools", "warnings"}
    assert {setting.field for setting in SETTINGS} | besides == set(Config._fields)


def test_the_written_default_is_a_valid_configuration_and_names_every_setting() -> None:
    content = commented_default()

    assert parse_config(content) == Config()
    uncommented = "\n".join(
        line.removeprefix("# ") for line in content.splitlines() if " = " in line or line.startswith("[")
    )
    assert parse_config(uncommented).warnings == ()


def test_a_value_of_the_wrong_kind_is_refused_with_its_line() -> None:
    with pytest.raises(ConfigError, match=r"line 2: view.measure must be a whole number") as caught:
        parse_config('[view]\nmeasure = "wide"\n')

    assert (caught.value.line, caught.value.key) == (2, "view.measure")


def test_a_value_out_of_range_is_refused() -> None:
    with pytest.raises(ConfigError, match="between 40 and 120"):
        parse_config("[view]\nmeasure = 12")


def test_an_unknown_key_is_a_warning_with_the_nearest_name() -> None:
    config = parse_config("[view]\nmesure = 80")

    assert config.view_measure == 72
    assert "did you mean view.measure" in config.warnings[0]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("[[sites]]\nat = 'a'", "line 1: there is no table [[sites]]; did you mean [[site]]?"),
        ("[[filtr]]\ncommand = 'a'", "line 1: there is no table [[filtr]]; did you mean [[filter]]?"),
        ("[macro]\nk = ['article.star']", "line 1: there is no table [macro]; did you mean [macros]?"),
        ("[key]\n'article.star' = 'x'", "line 1: there is no table [key]; did you mean [keys]?"),
        ("[veiw]\nmeasure = 80", "line 1: there is no table [veiw]; did you mean [view]?"),
        ("[moon]\nphase = 1", "line 1: there is no table [moon]."),
        ("measure = 80", "line 1: there is no setting measure; did you mean view.measure?"),
    ],
)
def test_an_unknown_table_is_a_warning_with_the_nearest_name(content: str, words: str) -> None:
    assert parse_config(content).warnings == (words,)


def test_a_whole_number_will_do_for_a_fraction() -> None:
    assert parse_config("[fetch]\nhost_gap_s = 2").fetch_host_gap_s == 2.0


def test_broken_toml_is_told_in_one_sentence() -> None:
    with pytest.raises(ConfigError, match="is no valid TOML"):
        parse_config("[view\n")


@pytest.mark.parametrize("content", [f"a = {'[' * 5000}", f"a = {'9' * 5000}"])
def test_toml_that_no_reader_takes_is_told_in_one_sentence(content: str) -> None:
    with pytest.raises(ConfigError, match=r"The configuration config.toml is no valid TOML: "):
        parse_config(content)


def test_keys_can_be_rebound_by_table_or_by_quoted_name() -> None:
    quoted = parse_config('[keys]\n"article.star" = "x"')
    nested = parse_config('[keys.article]\nstar = "x"')

    assert dict(quoted.keys) == dict(nested.keys) == {"article.star": "x"}
