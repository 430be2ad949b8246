"""Pages that hold no article, or only its beginning, say what they are."""

from __future__ import annotations

import pytest
from tests.documents import NOW, page_document
from tests.unit.formats.test_page import FIRST, SECOND, article, page, parse, text

from tuinews.errors import FormatError
from tuinews.formats.page import parse_page

PAID = (
    '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "T", "isAccessibleForFree": %s}</script>'
)
TEASER = f"<article>{FIRST}</article>"
MENU_OF_STORIES = "".join(
    f"<h3><a href='/{number}'>Story number {number} has a headline</a></h3>{FIRST}" for number in range(6)
)


def refusal(body: str, url: str = "https://news.example/story") -> str:
    with pytest.raises(FormatError) as caught:
        parse_page(page_document(body, url=url), NOW)
    return caught.value.message


@pytest.mark.parametrize(
    "body",
    [
        "<html><head><title>Just a moment...</title></head><body><h1>news.example</h1><p>Checking your browser before "
        "accessing news.example. This process is automatic. Your browser will redirect to your requested content "
        "shortly. Please allow up to five seconds. DDoS protection by Cloudflare. Ray ID: 123.</p></body></html>",
        "<html><head><title>Attention Required! | Cloudflare</title></head><body><p>Please complete the security check "
        "to access news.example.</p></body></html>",
        "<html><head><title>Are you a robot?</title></head><body><p>To continue, please click the box below to let us "
        "know you're not a robot.</p></body></html>",
        "<html><head><title>news.example</title></head><body><p>Enable JavaScript and cookies to continue</p></body>",
        "<html><head><title>Pardon Our Interruption</title></head><body><p>As you were browsing something about your "
        "browser made us think you were a bot. There are a few reasons this might happen.</p></body></html>",
    ],
)
def test_a_wall_for_robots_is_told(body: str) -> None:
    assert "checks for robots" in refusal(body)


def test_a_wall_of_consent_is_not_taken_for_the_article() -> None:
    wall = (
        "<div id=main><h2>We value your privacy</h2><p>We and our partners store and access information on a device, "
        "such as cookies, and process personal data for personalised ads and content. With your consent we and our "
        "partners may use precise location data. Some partners do not ask for your consent.</p>"
        "<p>Please see our privacy policy and our cookie policy. You can manage settings at any time.</p>"
        "<button>Accept all</button><button>Reject all</button></div>"
    )

    assert "consent to cookies before" in refusal(page(wall))


def test_a_banner_of_consent_beside_an_article_is_left_out() -> None:
    banner = (
        "<div class='cookie-banner'><p>We use cookies and ask for your consent. Accept all, or reject all.</p></div>"
    )

    assert "Accept all" not in text(parse(page_document(page(banner + article()))))


def test_an_article_about_cookies_is_an_article() -> None:
    story = FIRST.replace("the old bridge", "the rule on cookies") + SECOND

    assert "the rule on cookies" in text(parse(page_document(page(f"<article>{story}</article>"))))


@pytest.mark.parametrize("value", ["false", '"False"', '"http://schema.org/False"'])
def test_the_beginning_of_a_paid_article_says_that_the_rest_is_for_subscribers(value: str) -> None:
    parsed = parse_page(page_document(page(TEASER + SECOND, PAID % value)), NOW)

    assert parsed.warnings == ("The site shows the rest of this article to subscribers only.",)


def test_a_paid_article_that_is_there_whole_says_nothing() -> None:
    assert not parse_page(page_document(page(article(SECOND * 12), PAID % "false")), NOW).warnings


def test_words_about_subscribing_tell_a_teaser() -> None:
    end = "<p>This article is for subscribers only.</p><p>Already a subscriber? <a href=/in>Sign in</a></p>"

    assert "subscribers" in parse_page(page_document(page(article() + end)), NOW).warnings[0]


def test_a_paid_page_without_a_text_says_so() -> None:
    assert "to subscribers only" in refusal(page("<p>Subscribe to continue reading.</p>", PAID % "false"))


def test_a_list_of_links_is_no_article() -> None:
    links = "".join(f"<p><a href='/{number}'>A headline that leads to story {number}</a></p>" for number in range(40))

    assert "a list of links" in refusal(page(links))


@pytest.mark.parametrize(
    "url",
    [
        "https://news.example/",
        "https://news.example/category/world/",
        "https://news.example/tag/bridges",
        "https://news.example/search?q=bridge",
        "https://news.example/?s=bridge",
    ],
)
def test_a_front_page_a_section_and_a_search_are_no_article(url: str) -> None:
    assert "a list of links" in refusal(page(f"<main>{MENU_OF_STORIES}</main>"), url)


def test_an_article_with_headings_and_links_is_one_whatever_stands_beside_it() -> None:
    head = "<meta property='og:type' content='article'>"

    entry = parse(page_document(page(article(SECOND) + MENU_OF_STORIES, head), url="https://news.example/tag/story"))

    assert "keep the old bridge" in text(entry)


def test_a_page_that_only_a_script_makes_is_told() -> None:
    body = "<div id=root></div><noscript>You need to enable JavaScript.</noscript><script src=x></script>"

    assert "made by a script" in refusal(page(body, "<title>App</title>").replace("<nav>", "<nav hidden>"))


@pytest.mark.parametrize("title", ["404 - Not found", "Page Not Found | The Herald", "Oops! We can’t find that page"])
def test_an_error_page_that_calls_itself_a_success_is_told(title: str) -> None:
    body = f"<main>{FIRST}<p>Perhaps the search helps, or the front page, where our newest stories stand.</p></main>"

    assert "nothing at this address" in refusal(page(body, f"<title>{title}</title>"))


def test_a_headline_about_something_not_found_is_no_error() -> None:
    head = "<title>Missing ferry not found in the bay</title>"

    assert "keep the old bridge" in text(parse(page_document(page(article(), head))))
