"""Articles where the first look for them fails: page builders, pages for browsers without scripts, odd containers."""

from __future__ import annotations

from tests.documents import page_document
from tests.unit.formats.test_page import FIRST, SECOND, page, parse, text

THIRD = SECOND.replace("May", "June")


def test_the_boxes_of_a_page_builder_are_boxes() -> None:
    widgets = "".join(
        f"<div class='elementor-widget'><div class='elementor-widget-container'>{part}</div></div>"
        for part in (FIRST, SECOND, THIRD)
    )

    found = text(parse(page_document(page(f"<div class='elementor-section'>{widgets}</div>"))))

    assert "keep the old bridge" in found
    assert "Work begins in June" in found


def test_a_text_kept_for_readers_without_scripts_is_found() -> None:
    body = f"<div id=app><div class='post-body'><noscript>{FIRST}{SECOND}{THIRD}</noscript></div></div>"

    assert "Work begins in June" in text(parse(page_document(page(body))))


def test_a_picture_kept_for_readers_without_scripts_is_no_article() -> None:
    body = f"<article>{FIRST}<noscript><img src=/a.jpg></noscript>{SECOND}</article>"

    assert "keep the old bridge" in text(parse(page_document(page(body))))


def test_an_article_in_a_container_named_for_its_width_is_found() -> None:
    body = f"<div class='sidebar-left-wrapper widget-area'><div class='col tool'>{FIRST}{SECOND}{THIRD}</div></div>"

    assert "Work begins in June" in text(parse(page_document(page(body))))


def test_comments_longer_than_the_article_are_not_taken_for_it() -> None:
    comments = "".join(f"<li class=comment><p>{SECOND}I disagree with number {n}.</p></li>" for n in range(30))
    body = f"<article>{FIRST}{SECOND}</article><section id=comments><ol>{comments}</ol></section>"

    assert "I disagree" not in text(parse(page_document(page(body))))


def test_a_page_that_is_one_line_of_furniture_does_not_fail() -> None:
    for line in ("Advertisement", "Share this on Twitter", "Tags: bridge"):
        body = f"<div>{line}</div><p>{FIRST}{SECOND}</p>"
        assert "keep the old bridge" in text(parse(page_document(page(body))))


def test_a_page_that_is_hidden_until_its_script_has_run_is_read() -> None:
    hidden = page(f"<article>{FIRST}{SECOND}</article>").replace("<body>", "<body style='visibility: hidden'>")

    assert "keep the old bridge" in text(parse(page_document(hidden)))


def test_what_a_page_hides_is_not_read() -> None:
    body = f"<article>{FIRST}<div hidden>{SECOND}</div><div style='display:none'>{THIRD}</div></article>"

    found = text(parse(page_document(page(body + FIRST.replace("old bridge", "new bridge")))))

    assert "Work begins" not in found
