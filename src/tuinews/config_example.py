"""The commented config.toml that `tuinews config init` writes, made from the settings there are."""

from __future__ import annotations

import json

from tuinews.config import SETTINGS, Setting, default_of

_MACROS = (
    "# Actions that one key does after the comma, a count before each where it is wanted:",
    "[macros]",
    '# k=["article.star", "article.later", "article.next_unread"]',
)

_TABLES = (
    "# A site that wants a password, a header or a cookie; secrets come from a command or the environment:",
    "# [[site]]",
    '# at="example.org"',
    '# user="me"',
    '# password={command="pass show example.org"}',
    '# headers={X-Api-Key={env="EXAMPLE_KEY"}}',
    '# cookies={consent="yes"}',
    "# Other programs, run by their words without a shell; the README has [[send]], [[hook]], [[filter]] and [[exec]]:",
    "# [[pipe]]",
    '# command="wc -w"',
    "# [[open]]",
    '# type="audio/*"',
    '# command="mpv --save-position-on-quit {url}"',
)


def commented_default() -> str:
    """Return a config.toml with every setting at its default, commented out and explained."""
    lines = ["# tuinews configuration. Every line is optional; those that begin with # show the default.", ""]
    section = ""
    for setting in SETTINGS:
        table, name = setting.key.split(".", 1)
        if table != section:
            lines += ["", f"[{table}]"] if section else [f"[{table}]"]
            section = table
        lines += [f"# {setting.help}{_range_words(setting)}", f"# {name} = {_toml(default_of(setting))}"]
    lines += ["# Any action can be given other keys by its name (`tuinews keys` lists them):"]
    lines += ['# "article.star" = "s,*"', "", *_MACROS, "", *_TABLES, ""]
    return "\n".join(lines)


def _range_words(setting: Setting) -> str:
    if setting.choices:
        return " One of: " + ", ".join(setting.choices) + "."
    if setting.low is not None:
        return f" From {setting.low} to {setting.high}."
    return ""


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return "[" + ", ".join(map(_toml, value)) + "]"
    if isinstance(value, str):
        # JSON writes what TOML has to escape as TOML does.
        return json.dumps(value, ensure_ascii=False)
    return str(value)
