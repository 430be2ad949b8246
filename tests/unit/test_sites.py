"""What the configuration says of single sites."""

import pytest

from tuinews.config import parse_config
from tuinews.errors import ConfigError
from tuinews.sites import Secret, Site, sites_for

SITE = """
[[site]]
at = "example.org"
user = "me"
password = { command = "pass show 'my feeds'" }
headers = { X-Key = { env = "KEY" }, Accept-Language = "de" }
cookies = { consent = "yes" }
"""


def test_a_site_names_where_its_secrets_are() -> None:
    assert parse_config(SITE).sites == (
        Site(
            "example.org",
            "me",
            Secret(command=("pass", "show", "my feeds")),
            (("X-Key", Secret(variable="KEY")), ("Accept-Language", Secret("de"))),
            (("consent", Secret("yes")),),
        ),
    )


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("[site]\nat = 'a'", "two brackets"),
        ("[[site]]\nuser = 'me'", "says where it is"),
        ("[[site]]\nat = 'a'\npassword = 'secret'", "comes from"),
        ("[[site]]\nat = 'a'\npasword = 'x'", "has no pasword; did you mean password?"),
        ("[[site]]\nat = 'a'\nheaders = { Host = 'b' }", "cannot be sent a header named 'Host'"),
        ("[[site]]\nat = 'a'\nheaders = { 'X Y' = 'b' }", "cannot be sent a header"),
        ("[[site]]\nat = 'a'\ncookies = { c = 3 }", "is a text"),
        ("[[site]]\nat = 'a'\npassword = { command = '' }", "names no command"),
        ("[[site]]\nat = 'a'\npassword = { command = \"it's\" }", "names no command"),
        ("[[site]]\nat = 'a'\npassword = { env = 7 }", "names no variable"),
    ],
)
def test_a_site_that_cannot_be_meant_is_refused_in_a_sentence(table: str, words: str) -> None:
    with pytest.raises(ConfigError, match=r"config\.toml, line [123]: ") as caught:
        parse_config(table)

    assert words in caught.value.message
    assert "secret" not in caught.value.message


@pytest.mark.parametrize(
    ("at", "url", "is_meant"),
    [
        ("example.org", "https://example.org/feed", True),
        ("EXAMPLE.org", "https://me:pw@example.org:8443/feed", True),
        ("example.org:8443", "https://example.org:8443/feed", True),
        ("example.org", "https://sub.example.org/feed", False),
        ("example.org", "https://example.org.evil.example/feed", False),
        ("https://example.org/a", "https://example.org/a/feed", True),
        ("https://example.org/a", "https://example.org/ab", False),
        ("https://example.org/a", "http://example.org/a", False),
        ("https://example.org", "https://example.org@evil.example/", False),
    ],
)
def test_an_address_belongs_to_a_site_or_not(at: str, url: str, is_meant: bool) -> None:
    assert bool(sites_for([Site(at)], url)) is is_meant


def test_the_site_that_says_most_of_an_address_has_the_last_word() -> None:
    wide, narrow = Site("example.org", "wide"), Site("https://example.org/a", "narrow")

    assert sites_for([narrow, wide], "https://example.org/a/feed") == [wide, narrow]
