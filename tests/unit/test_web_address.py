"""Web addresses made whole and harmless."""

import pytest

from tuinews.web_address import LONGEST, is_same_site, named_host, web_address, without_login, without_tracking

BASE = "https://news.example/world/story.html"


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("https://a.example/x?y=1#z", "https://a.example/x?y=1#z"),
        ("//a.example/x", "https://a.example/x"),
        ("/x", "https://news.example/x"),
        ("x.html", "https://news.example/world/x.html"),
        ("?page=2", "https://news.example/world/story.html?page=2"),
        (" https://a.example/a b\tc ", "https://a.example/a%20bc"),
        ("https://аpple.com/", "https://аpple.com/"),
        ("http://[::1]:22/", "http://[::1]:22/"),
        ("https://a.example/x\u202emoc", "https://a.example/xmoc"),
        ("https://a.example\\@evil.example/", "https://a.example/@evil.example/"),
    ],
)
def test_a_link_becomes_the_address_that_a_browser_goes_to(href: str, address: str) -> None:
    assert web_address(href, BASE) == address


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        " JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "mailto:a@a.example",
        "https://",
        "https://a.example:99999/",
        "https://[bad",
        "https://a.example%00.evil.example/",
        "",
        "https://a.example/" + "x" * LONGEST,
    ],
)
def test_what_is_no_web_address_is_none(href: str) -> None:
    assert web_address(href, BASE) == ""


def test_a_relative_link_without_a_base_is_none() -> None:
    assert web_address("story.html") == ""


def test_tracking_parameters_go_and_others_stay() -> None:
    url = "https://a.example/x?utm_source=rss&id=7&fbclid=abc&utm_medium=feed#part"

    assert without_tracking(url) == "https://a.example/x?id=7#part"


def test_an_address_of_nothing_but_tracking_loses_its_question_mark() -> None:
    assert without_tracking("https://a.example/x?utm_source=rss") == "https://a.example/x"


def test_a_parameter_that_only_looks_like_tracking_stays() -> None:
    assert without_tracking("https://a.example/?q=utm_source&sid=1") == "https://a.example/?q=utm_source&sid=1"


@pytest.mark.parametrize(
    ("words", "host"),
    [
        ("https://bank.example/login", "bank.example"),
        ("bank.example", "bank.example"),
        ("WWW.Bank.example/a", "www.bank.example"),
        ("https://user@bank.example", "bank.example"),
        ("(www.bank.example)", "www.bank.example"),
        ("“https://bank.example/”", "bank.example"),
        ("bank.example.", "bank.example"),
        ("read the report", ""),
        ("The U.S. said so", ""),
        ("version 2.0", ""),
        ("", ""),
    ],
)
def test_the_words_of_a_link_may_name_a_host(words: str, host: str) -> None:
    assert named_host(words) == host


@pytest.mark.parametrize(
    ("host", "address", "is_same"),
    [
        ("bank.example", "https://www.bank.example/x", True),
        ("www.bank.example", "https://bank.example/x", True),
        ("bank.example", "https://login.bank.example/", True),
        ("bank.example", "https://bank.example.evil.example/", False),
        ("bank.example", "https://evilbank.example/", False),
        ("bank.example", "mailto:x@bank.example", False),
    ],
)
def test_a_link_leads_where_its_words_say(host: str, address: str, is_same: bool) -> None:
    assert is_same_site(host, address) is is_same


@pytest.mark.parametrize(
    ("url", "bare"),
    [
        ("https://user:pa@ss@a.example/f@x", "https://a.example/f@x"),
        ("http://token@a.example:8080", "http://a.example:8080"),
        ("https://a.example/@user", "https://a.example/@user"),
        ("exec:me@home", "exec:me@home"),
    ],
)
def test_a_login_is_taken_out_of_an_address(url: str, bare: str) -> None:
    assert without_login(url) == bare
