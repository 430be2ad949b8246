"""Parts of a page that are told by the names its site gave them, and the lines around an article."""

from __future__ import annotations

import pytest
from tests.documents import page_document
from tests.unit.formats.test_page import FIRST, SECOND, article, page, parse, text

from tuinews.cleaning import clean
from tuinews.formats.endings import is_ending
from tuinews.formats.pruning import Part, part_named
from tuinews.model.bodies import BlockKind


@pytest.mark.parametrize(
    ("names", "part"),
    [
        ("post-tags", Part.PART),
        ("ArticleShareBar", Part.PART),
        ("share-bar left", Part.PART),
        ("SocialShare", Part.PART),
        ("td-post-author-box", Part.PART),
        ("wp-caption-text", Part.CAPTION),
        ("Figure-caption", Part.CAPTION),
        ("InlineImage-imageEmbedCaption", Part.CAPTION),
        ("photo-credit", Part.CREDIT),
        ("credit-card-news", None),
        ("p-dek", Part.DECK),
        ("byline", Part.LINE),
        ("entry-content", None),
        ("language-python", None),
    ],
)
def test_a_name_tells_a_part(names: str, part: Part | None) -> None:
    assert part_named(names) is part


@pytest.mark.parametrize(
    "part",
    [
        "<div class='share-bar'><p>Send this story to a friend who likes bridges as much as you do.</p></div>",
        "<div class='related-posts'><h3>Older</h3><p>The tunnel that never was, and why the town is glad.</p></div>",
        "<p class='post-tags'>Bridges, towns, rivers and the people who live beside them all year round</p>",
        "<aside class='newsletter-signup'><p>Our best stories in your inbox every Friday morning.</p></aside>",
        "<div class='author-bio'><p>Ann Lee has written about bridges and tunnels for us since 2004.</p></div>",
    ],
)
def test_a_named_part_inside_the_article_is_left_out(part: str) -> None:
    found = text(parse(page_document(page(article(part + SECOND.replace("May", "June"))))))

    assert "Work begins in June" in found
    assert not any(words in found for words in ("friend", "tunnel", "rivers", "inbox", "tunnels"))


def test_a_name_that_is_said_of_the_whole_article_means_nothing() -> None:
    body = f"<div class='has-sidebar social-news related'>{FIRST}{SECOND}{SECOND.replace('May', 'June')}</div>"

    assert "Work begins in June" in text(parse(page_document(page(body))))


@pytest.mark.parametrize(
    "picture",
    [
        "<div class='wp-caption'><img src=/a.jpg><p class='wp-caption-text'>Ann Lee on the bridge</p></div>",
        "<figure><img src=/a.jpg><div><span>Ann Lee on the bridge</span></div></figure>",
        "<span class='wf_caption'><img src=/a.jpg><span>Ann Lee on the bridge</span></span>",
    ],
)
def test_what_stands_under_a_picture_is_its_caption(picture: str) -> None:
    entry = parse(page_document(page(article(picture + SECOND.replace("May", "June")))))

    body = clean(entry.content_html, entry.url)
    captions = [body.text[block.start : block.end] for block in body.blocks if block.kind is BlockKind.CAPTION]
    assert captions == ["Ann Lee on the bridge"]


def test_headings_between_paragraphs_stay_though_they_are_called_subtitles() -> None:
    body = f"<article>{FIRST}<div class='subheadline'>Who pays</div>{SECOND}</article>"

    assert "Who pays" in text(parse(page_document(page(body))))


def test_a_deck_between_title_and_text_is_left_out() -> None:
    body = f"<main><header><p class='dek'>A town gets its bridge back at last</p></header>{article(SECOND)}</main>"

    assert "at last" not in text(parse(page_document(page(body))))


@pytest.mark.parametrize(
    "line",
    [
        "Follow us on Twitter and Facebook for more news from the river.",
        "Ann Lee contributed reporting from Ely.",
        "Associated Press writers Ann Lee, Ben Roe and Cy Poe contributed to this report.",
        "Write to Ann Lee at ann.lee@news.example",
        "Additional reporting by Ben Roe",
        "Tags: bridges, towns",
        "Thanks for reading!",
        "Sign up here for our daily newsletter about rivers.",
    ],
)
def test_a_last_line_about_the_site_or_the_writer_is_left_out(line: str) -> None:
    assert is_ending(line)
    assert line not in text(parse(page_document(page(article(f"{SECOND}<p>{line}</p>")))))


@pytest.mark.parametrize(
    "line",
    [
        "“Follow us,” she said.",
        "He wrote to the mayor.",
        "More than forty people came.",
        "The committee contributed forty thousand pounds to the fund, the council said.",
        "Thanks to the reading room, the town has books again.",
    ],
)
def test_a_last_sentence_of_the_story_stays(line: str) -> None:
    assert not is_ending(line)


def test_a_heading_with_nothing_below_it_is_left_out() -> None:
    assert "stories" not in text(parse(page_document(page(article("<h3>Stories from the river</h3>")))))


def test_a_list_with_links_among_the_paragraphs_stays() -> None:
    rows = "".join(f"<li>{name}: <a href='/{name}'>see it now</a></li>" for name in ("Ely", "Wells"))

    assert "Ely: see it now" in text(parse(page_document(page(article(f"<ul>{rows}</ul>{SECOND}")))))


def test_a_list_of_headlines_among_the_paragraphs_is_left_out() -> None:
    rows = "".join(f"<li><a href='/{n}'>Another headline about bridge number {n} today</a></li>" for n in range(5))

    assert "headline" not in text(parse(page_document(page(article(f"<ul>{rows}</ul>{SECOND}")))))


def test_a_headline_in_capitals_between_paragraphs_is_left_out() -> None:
    link = "<p><a href='/t'><strong>TUNNEL UNDER RIVER IS LATE AGAIN</strong></a></p>"

    assert "TUNNEL" not in text(parse(page_document(page(article(link + SECOND)))))


def test_the_foot_of_a_table_that_repeats_its_head_is_left_out() -> None:
    row = "<tr><th>Bridge</th><th>Built</th></tr>"
    table = f"<table><thead>{row}</thead><tfoot>{row}</tfoot><tr><td>Old one</td><td>1824</td></tr></table>"

    assert text(parse(page_document(page(article(table + SECOND))))).count("Built") == 1


def test_boxes_named_alike_in_one_another_do_not_take_for_ever() -> None:
    boxes = "<div class='social'>x" * 400 + "</div>" * 400

    assert "keep the old bridge" in text(parse(page_document(page(boxes * 5 + article()))))
