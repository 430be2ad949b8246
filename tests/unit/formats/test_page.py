"""A web page to one article."""

from datetime import UTC, datetime

import pytest
from tests.documents import NOW, file_document, page_document

from tuinews.cleaning import clean
from tuinews.errors import FormatError
from tuinews.formats.page import parse_page
from tuinews.model.entries import Entry
from tuinews.model.sources import Document

SENTENCE = "The council voted on Monday, after a long debate, to keep the old bridge open to people on foot. "
FIRST = f"<p>{SENTENCE}It had been closed for a year, the mayor said, and the town had missed it.</p>"
SECOND = f"<p>Work begins in May. {SENTENCE}The costs, he added, are shared with the county and the railway.</p>"
MENU = "<nav>" + "<a href='/x'>Menu</a> " * 20 + "</nav>"


def page(body: str, head: str = "<title>A bridge reopens - The Herald</title>") -> str:
    return f"<!doctype html><html lang='en-GB'><head>{head}</head><body>{MENU}{body}</body></html>"


def article(more: str = "") -> str:
    return f"<article><h1>A bridge reopens</h1>{FIRST}{SECOND}{more}</article>"


def parse(document: Document) -> Entry:
    parsed = parse_page(document, NOW)
    assert parsed.feed is None
    (entry,) = parsed.entries
    return entry


def text(entry: Entry) -> str:
    return clean(entry.content_html, entry.url).text


def test_the_article_is_found_and_the_menu_left_behind() -> None:
    entry = parse(page_document(page(article())))

    assert "keep the old bridge" in text(entry)
    assert "Menu" not in text(entry)


def test_the_title_is_not_repeated_above_the_article() -> None:
    assert not text(parse(page_document(page(article())))).startswith("A bridge reopens")


def test_what_the_page_says_in_json_ld_comes_first() -> None:
    head = (
        "<title>Bridge</title><meta property='og:title' content='Other'>"
        '<script type="application/ld+json">{"@graph": [{"@type": "WebSite", "name": "x"}, {"@type": "NewsArticle",'
        '"headline": "A bridge &amp; a town", "author": [{"name": "Ann Lee"}, "Ben Roe"],'
        '"publisher": {"name": "The Herald"},'
        '"datePublished": "2026-01-05T10:00:00Z", "dateModified": "2026-01-06T10:00:00Z", "image": {"url": "/i.jpg"}}]}'
        "</script>"
    )

    entry = parse(page_document(page(article(), head)))

    assert (entry.title, entry.authors, entry.outlet) == ("A bridge & a town", ("Ann Lee", "Ben Roe"), "The Herald")
    assert entry.published == datetime(2026, 1, 5, 10, tzinfo=UTC)
    assert entry.updated == datetime(2026, 1, 6, 10, tzinfo=UTC)
    assert (entry.image_url, entry.language) == ("https://news.example/i.jpg", "en-GB")


def test_without_json_ld_the_head_of_the_page_tells() -> None:
    head = (
        "<meta property='og:title' content='A bridge reopens | The Herald'>"
        "<meta property='og:site_name' content='The Herald'>"
        "<meta name='author' content='By Ann Lee'><meta property='article:published_time' content='2026-01-05'>"
        "<link rel='canonical' href='/bridge?utm_source=x'>"
    )

    entry = parse(page_document(page(article(), head)))

    assert (entry.title, entry.outlet, entry.authors) == ("A bridge reopens", "The Herald", ("Ann Lee",))
    assert entry.published == datetime(2026, 1, 5, tzinfo=UTC)
    assert entry.url == "https://news.example/bridge"


def test_without_both_the_page_itself_tells() -> None:
    body = (
        "<p class='byline'>By Ann Lee, 5 January 2026</p><time datetime='2026-01-05T10:00:00Z'>Monday</time>"
        + article()
    )

    entry = parse(page_document(page(body, "<title>Untold</title>")))

    assert (entry.title, entry.authors, entry.outlet) == ("A bridge reopens", ("Ann Lee",), "news.example")
    assert entry.published == datetime(2026, 1, 5, 10, tzinfo=UTC)


def test_a_byline_that_only_stands_above_the_prose_is_one() -> None:
    prose = "".join(
        f"<p>The bridge was shut for {n} months while its piers were mended, the city said.</p>" for n in range(9)
    )
    body = f"<article><h1>A bridge reopens</h1><p>By Ann Lee and Ben Roe | 5 January 2026</p>{prose}</article>"

    entry = parse(page_document(page(body, "<title>A bridge reopens</title>")))

    assert entry.authors == ("Ann Lee", "Ben Roe")
    assert entry.published is not None
    assert "Ann Lee" not in entry.content_html
    assert entry.content_html.count("piers") == 9


def test_a_name_within_the_prose_is_no_byline() -> None:
    prose = "".join(
        f"<p>The bridge was shut for {n} months while its piers were mended, the city said.</p>" for n in range(9)
    )
    long = "<p>" + "The bridge over the river opened again to cars and people after a long time of work. " * 3 + "</p>"
    body = f"<article><h1>A bridge reopens</h1>{long}<p>By Ann Lee</p>{prose}</article>"

    entry = parse(page_document(page(body, "<title>A bridge reopens</title>")))

    assert entry.authors == ()
    assert "By Ann Lee" in entry.content_html


@pytest.mark.parametrize(
    ("body", "head", "url"),
    [
        ("<div class='publish-date'>Published 10:02 AM EST Jan 5, 2026</div>", "", ""),
        ("<span itemprop='datePublished'>5 January 2026</span>", "", ""),
        ("", "", "https://news.example/world/2026/01/05/bridge.html"),
        (
            "",
            '<script type="application/ld+json">{"@type": "MedicalWebPage", "datePublished": "2026-01-05"}</script>',
            "",
        ),
    ],
)
def test_a_date_is_taken_from_where_the_page_has_it(body: str, head: str, url: str) -> None:
    document = page_document(page(body + article(), f"<title>T</title>{head}"))

    published = parse(document._replace(url=url or document.url)).published

    assert published is not None
    assert published.date().isoformat() == "2026-01-05"


def test_the_date_of_another_story_on_the_page_is_not_taken() -> None:
    other = "<aside><a href=/x>Old story</a> 3 March 2019</aside>"

    assert parse(page_document(page(article() + other, "<title>T</title>"))).published is None


def test_a_byline_of_three_names_is_three_authors() -> None:
    head = "<meta name='author' content='Ann Lee, Ben Roe and Cy Poe'>"

    assert parse(page_document(page(article(), head))).authors == ("Ann Lee", "Ben Roe", "Cy Poe")


def test_a_name_with_an_office_is_one_author() -> None:
    head = "<meta name='author' content='Ann Lee, Political Editor'>"

    assert parse(page_document(page(article(), head))).authors == ("Ann Lee, Political Editor",)


def test_the_address_of_another_site_is_not_taken_for_the_page_own() -> None:
    entry = parse(page_document(page(article(), "<link rel='canonical' href='https://evil.example.org/bank'>")))

    assert entry.url == "https://news.example/world/story.html"


def test_a_date_that_cannot_be_meant_gives_way_to_one_that_can() -> None:
    head = (
        '<script type="application/ld+json">'
        '{"@type": "Article", "headline": "T", "datePublished": "0001-01-01"}</script>'
        "<meta name='pubdate' content='2026-01-05'>"
    )

    assert parse(page_document(page(article(), head))).published == datetime(2026, 1, 5, tzinfo=UTC)


def test_relative_links_start_from_an_http_base_only() -> None:
    link = '<p>More in <a href="plan.html">the plan</a>, which the council published on its own site last week.</p>'
    good = parse(page_document(page(article(link), '<base href="https://b.example/x/"><title>T</title>')))
    evil = parse(page_document(page(article(link), '<base href="javascript:/"><title>T</title>')))

    assert [run.href for block in clean(good.content_html, good.url).blocks for run in block.runs] == [
        "https://b.example/x/plan.html"
    ]
    assert [run.href for block in clean(evil.content_html, evil.url).blocks for run in block.runs] == [
        "https://news.example/world/plan.html"
    ]


def test_furniture_inside_the_article_is_taken_out() -> None:
    more = (
        "<p>Advertisement</p><p>Share this on WhatsApp</p><p>Read more: <a href='/y'>The tunnel that never was</a></p>"
        "<p>“Read more books,” the mayor told the children, “and share them.”</p>"
    )

    found = text(parse(page_document(page(article(more)))))

    assert "Advertisement" not in found
    assert "WhatsApp" not in found
    assert "tunnel" not in found
    assert "“Read more books,”" in found


def test_a_post_quoted_in_the_article_stays() -> None:
    post = (
        "<blockquote class='twitter-tweet'><p>The bridge is open, come and walk, said the mayor today.</p></blockquote>"
    )

    assert "come and walk" in text(parse(page_document(page(article(post + SECOND.replace("May", "June"))))))


def test_an_article_three_hundred_elements_deep_is_found() -> None:
    assert "keep the old bridge" in text(parse(page_document(page("<div>" * 300 + article() + "</div>" * 300))))


def test_an_article_below_thousands_of_elements_is_shown_with_the_whole_page() -> None:
    parsed = parse_page(page_document(page("<div>" * 20_000 + article())), NOW)

    assert "keep the old bridge" in text(parsed.entries[0])
    assert "too large" in parsed.warnings[0]


def test_blanks_and_attributes_by_the_megabyte_do_not_matter() -> None:
    flood = "<p>" + " \t" * 500_000 + "</p><div " + " ".join(f"a{number}='1'" for number in range(20_000)) + ">"

    assert "keep the old bridge" in text(parse(page_document(page(flood + article()))))


def test_the_text_told_to_machines_is_taken_where_the_page_shows_less() -> None:
    told = f"{SENTENCE}\\n\\nSecond paragraph. {SENTENCE * 3}"
    head = (
        f'<script type="application/ld+json">{{"@type": "Article", "headline": "T", "articleBody": "{told}"}}</script>'
    )

    found = text(parse(page_document(page("<p>Subscribe to read on.</p>", head))))

    assert found.count("\n\n") == 1


@pytest.mark.parametrize(
    "body",
    [
        "<html></html>",
        "<html><frameset cols='50%,50%'><frame src='a'></frameset></html>",
        "<p>A short fragment.</p>",
    ],
)
def test_a_page_without_an_article_is_refused(body: str) -> None:
    with pytest.raises(FormatError, match="No article text was found"):
        parse_page(page_document(body), NOW)


def test_a_short_page_that_the_user_opens_from_disk_is_shown() -> None:
    assert text(parse(file_document("<html><body><p>Just a line.</p></body></html>", "a.html"))) == "Just a line."


def test_a_fragment_is_all_article() -> None:
    assert text(parse(file_document("<p>One.</p><p>Two.</p>", "a.html"))) == "One.\n\nTwo."


def test_a_page_over_five_megabytes_is_cut_and_says_so() -> None:
    parsed = parse_page(page_document(page(article("<p>x</p>" * 700_000))), NOW)

    assert "first 5 MB" in parsed.warnings[0]
