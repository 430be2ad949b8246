"""newsboat's configuration, said in tuinews's words."""

import pytest

from tuinews.config import parse_config
from tuinews.errors import FormatError
from tuinews.formats.newsboat import read_urls
from tuinews.formats.newsboat_config import translate_config
from tuinews.keymap import keymap
from tuinews.model.sources import Document, Source, SourceKind
from tuinews.tools import ToolKind

TEN_YEARS = r"""
reload-time 30
max-items 0
text-width 300
browser "firefox --new-tab '%u'"   # a comment
player mpv
bookmark-cmd ~/bin/bookmark.sh
save-path ~/articles
bind-key l open
bind-key ^N next-unread
unbind-key C
macro k toggle-article-read ; next-unread
macro v set browser "mpv %u" ; open-in-browser
pager "less | cat"
ignore-article "*" "title =~ \"Sponsored\""
define-filter "It's unread" "unread = \"yes\""
color info white blue
"""


def test_a_configuration_of_ten_years_is_one_of_ours() -> None:
    said = translate_config(TEN_YEARS)

    config = parse_config(said)
    keys = {action.id: action.keys for action in keymap(config.key_choices)}
    assert (config.refresh_interval_min, config.view_measure, config.save_folder) == (30, 120, "~/articles")
    assert config.retention_articles == 0
    assert (keys["move.open"], keys["move.right"], keys["view.mark_everything"]) == ("enter,l", "right", "")
    assert keys["article.next_unread"] == "n,ctrl+n"
    assert config.macros["k"] == ("article.toggle_read", "article.next_unread")
    assert [(tool.kind, tool.command) for tool in config.tools if tool.kind is ToolKind.SEND] == [
        (ToolKind.SEND, ("~/bin/bookmark.sh", "{url}"))
    ]
    openers = [tool.command[0] for tool in config.tools if tool.kind is ToolKind.OPEN]
    assert openers == ["mpv", "mpv", "firefox"]


def test_what_is_no_setting_is_told_with_what_to_do_instead() -> None:
    said = translate_config(TEN_YEARS)

    assert "#   tuinews mute add 'Ignored 1' 'title:Sponsored'" in said
    assert r"#   tuinews smart add 'It'\''s unread' 'is:unread'" in said
    assert "line 12, pager" not in said.split("# Not taken over:")[0]
    assert "macro v" not in said.split("# Not taken over:")[0]
    assert "tuinews help themes" in said


@pytest.mark.parametrize(
    "name", ["article-sort-order", "mark-as-read-on-hover", "goto-next-feed", "error-log", "download-retries"]
)
def test_what_many_have_set_is_answered_by_more_than_that_there_is_nothing_like_it(name: str) -> None:
    said = translate_config(f"{name} yes")

    assert f"# Not taken over:\n#   line 1, {name} yes: " in said
    assert "nothing like it" not in said


def test_the_keys_for_the_next_feed_lead_to_the_next_that_has_something_unread() -> None:
    config = parse_config(translate_config("bind-key J next-feed articlelist"))

    keys = {action.id: action.keys for action in keymap(config.key_choices)}
    assert "J" in keys["feed.next_unread"].split(",")


@pytest.mark.parametrize(
    "row", ["browser", "bind-key", "macro k", 'browser "x; rm -rf ~"', "reload-time soon", "what is"]
)
def test_a_line_that_makes_no_sense_is_told_and_harmless(row: str) -> None:
    said = translate_config(row)

    assert "# Not taken over:" in said
    assert parse_config(said).tools == ()


SECRETS = ("freshrss-password", "miniflux-token", "ttrss-passwordeval", "proxy-auth", "oldreader-login", "proxy")


@pytest.mark.parametrize("name", SECRETS)
def test_what_an_account_or_proxy_asks_for_is_not_said_again(name: str) -> None:
    said = translate_config(f'{name} "s3cret"')

    assert name in said
    assert "s3cret" not in said


def test_a_configuration_that_is_taken_for_a_list_of_feeds_says_what_it_is() -> None:
    document = Document(Source(SourceKind.FILE, "config"), "config", TEN_YEARS.encode())

    with pytest.raises(FormatError, match="tuinews config newsboat"):
        read_urls(document)
