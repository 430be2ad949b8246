"""The tables of other programs: only the configuration names them."""

import pytest

from tuinews.config import parse_config
from tuinews.errors import ConfigError
from tuinews.sites import Secret
from tuinews.tools import ToolKind


def test_a_command_is_split_into_words_once() -> None:
    (tool,) = parse_config('[[pipe]]\nname = "Count"\ncommand = "wc -w \'a b\'"').tools

    assert (tool.kind, tool.command, tool.form) == (ToolKind.PIPE, ("wc", "-w", "a b"), "text")


def test_tables_of_all_kinds_stand_beside_each_other() -> None:
    config = parse_config(
        '[[open]]\nmatch = "youtube"\ncommand = ["mpv", "{url}"]\n[[hook]]\non = "article"\ncommand = "true"\n'
        '[[filter]]\nmatch = "example"\ncommand = "cat"\n[[exec]]\nname = "Logs"\ncommand = "logs"\n'
        '[[send]]\nto = "wallabag"\nname = "Home"\nurl = "https://w.example"\npassword = { env = "W" }'
    )

    assert [tool.kind for tool in config.tools] == ["open", "hook", "filter", "exec", "send"]
    assert config.tools[-1].password == Secret(variable="W")
    assert config.warnings == ()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ('[pipe]\ncommand = "wc"', "two brackets"),
        ('[[pipe]]\nname = "x"', "has a command"),
        ('[[pipe]]\ncommand = "wc"\nshell = true', "has no shell"),
        ('[[pipe]]\ncommand = "wc"\ngives = "pdf"', "text, md, html, json"),
        ('[[open]]\ncommand = "mpv"\nmatch = "("', "no regular expression"),
        ('[[hook]]\ncommand = "x"\non = "full moon"', "article, statement, refresh"),
        ('[[send]]\ncommand = "wc"\n[[send]]\ncommand = "wc"', "twice"),
        ('[[send]]\nname = "W"\nto = "wallabag"', "needs the address"),
        ('[[send]]\nname = "I"\nto = "instapaper"\npassword = "secret"', "from"),
        ('[[pipe]]\ncommand = "wc"\nlimit_s = 0', "from 1 to 600"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_a_sentence(content: str, words: str) -> None:
    with pytest.raises(ConfigError, match=words):
        parse_config(content)


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        ('[view]\n\n[[pipe]]\ncommand = "a"\n[[pipe]]\ncommand = "b"\ngives = "pdf"', 7, "text, md, html, json"),
        ('# [[open]]\n[[open]]\ncommand = "mpv"\nmatc = "x"', 4, "did you mean match?"),
        ("[[hook]]\non = 'refresh'", 1, "has a command"),
        ("[[exec]]\ncommand = 'a'\n[[exec]]\ncommand = 'a'", 3, "twice"),
        ("[view]\n[pipe]\ncommand = 'a'", 2, "two brackets"),
    ],
)
def test_what_is_wrong_in_a_table_is_told_with_its_line(content: str, line: int, words: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_config(content)

    assert (caught.value.line, caught.value.topic) == (line, "tools")
    assert f"config.toml, line {line}: " in caught.value.message
    assert words in caught.value.message
