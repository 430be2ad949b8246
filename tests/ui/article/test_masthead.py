"""The head and the end of an article."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from tests.ui.article.manuscript import NOW, Manuscript, flood

from tuinews.model.articles import Article
from tuinews.model.entries import Enclosure
from tuinews.ui.cast import Cast
from tuinews.ui.masthead import reading_minutes, set_end, set_head, set_message, when
from tuinews.ui.pieces import Align, Role

STORY = Manuscript().paragraph("One two three.")


def head(article: Article, measure: int = 60) -> list[str]:
    return [line.piece.shown[line.start : line.end] for line in set_head(article, None, NOW, measure)]


def end(cast: Cast, links: tuple[str, ...] = (), enclosures: tuple[Enclosure, ...] = ()) -> list[str]:
    lines = set_end(cast, links, enclosures, 40, "space: next unread")
    return [line.piece.shown[line.start : line.end] for line in lines]


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(seconds=30), "just now"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(minutes=59), "59 minutes ago"),
        (timedelta(hours=3), "3 hours ago"),
        (timedelta(days=1), "yesterday"),
        (timedelta(days=6), "6 days ago"),
        (timedelta(days=7), "8 Aug"),
        (timedelta(days=400), "11 Jul 2025"),
        (timedelta(days=-2), "17 Aug"),
    ],
)
def test_moments_are_relative_up_to_a_week(ago: timedelta, words: str) -> None:
    assert when(NOW - ago, NOW) == words


def test_the_head_tells_title_outlet_author_date_and_reading_time() -> None:
    assert head(STORY.article()) == [
        "The river and the wall",
        "",
        "The Ashford Courier · By Ruth Moyo",
        "6 days ago · 1 min read",
        "",
        "",
    ]


def test_an_unknown_date_is_not_invented() -> None:
    assert "no date · added 5 days ago · 1 min read" in head(STORY.article(published=None))


def test_a_later_update_is_told() -> None:
    article = STORY.article()._replace(updated=NOW - timedelta(hours=2))

    assert "6 days ago · updated 2 hours ago · 1 min read" in head(article)


def test_a_long_title_is_wrapped() -> None:
    assert head(STORY.article(title="The river that came through the bakery"), 24)[:2] == [
        "The river that came",
        "through the bakery",
    ]


def test_a_derived_title_is_set_as_derived() -> None:
    lines = list(set_head(STORY.article(title_is_derived=True), None, NOW, 60))

    assert lines[0].piece.role is Role.DERIVED_TITLE


def test_an_article_without_a_title_says_so() -> None:
    assert head(STORY.article(title=""))[0] == "(no title)"


def test_a_title_written_from_the_right_is_set_from_the_right() -> None:
    lines = list(set_head(STORY.article(title="שלום עולם"), None, NOW, 60))

    assert lines[0].piece.align is Align.RIGHT


def test_a_title_cannot_bring_escape_sequences() -> None:
    assert head(STORY.article(title="Red \x1b[31malert\x1b]0;pwned\x07"))[0] == "Red alert"


def test_a_crowd_of_authors_is_cut_short() -> None:
    authors = tuple(f"Author {letter}" for letter in "ABCDEF")

    assert any(
        "By Author A, Author B, Author C and 3 others" in row for row in head(STORY.article(authors=authors), 80)
    )


def test_a_file_is_told_by_its_name() -> None:
    assert "Files · notes.txt" in head(STORY.article(feed_title="Files", authors=(), url="/home/reader/notes.txt"))


def test_counts_known_from_the_list_stand_in_the_head_before_the_people_are_read() -> None:
    assert "6 days ago · 1 min read · 1 person · 3 quotes" in head(STORY.article(people=1, quotes=3))


def test_no_count_hangs_alone_on_a_row() -> None:
    assert head(STORY.article(people=8, quotes=7), 36)[3:5] == ["6 days ago · 1 min read", "8 people · 7 quotes"]


def test_notices_stand_below_the_facts() -> None:
    article = STORY.article()._replace(body=STORY.body("Cut here: the page is very long."))

    assert head(article)[4:6] == ["", "Cut here: the page is very long."]


def test_reading_time_counts_words() -> None:
    assert reading_minutes("word " * 2300) == 10


def test_reading_time_counts_signs_where_there_are_no_blanks() -> None:
    assert reading_minutes("東" * 5000) == 10


def test_the_end_tells_who_was_quoted_how_often() -> None:
    rows = end(Cast(flood().annotation()))

    assert rows[2:7] == [
        "",
        "Quoted here",
        "Ana Petrović        1 quote · 1 reported",
        "Tomasz Lindqvist    2 quotes",
        "The water company   1 quote",
    ]


def test_the_end_lists_the_links_by_number() -> None:
    lines = set_end(Cast(Manuscript().annotation()), ("https://a.example/x", "https://b.example/"), (), 40, "on")
    shown = [line.piece.before + line.piece.shown for line in lines]

    assert "1  a.example/x" in shown
    assert "2  b.example" in shown


def test_what_is_attached_is_as_large_as_its_download_says() -> None:
    attached = (Enclosure("https://media.example/x.mp3", "audio/mpeg", 24 << 20),)

    assert "audio/mpeg · 24 MB · media.example/x.mp3" in end(Cast(Manuscript().annotation()), (), attached)


def test_the_end_tells_what_is_attached() -> None:
    attached = (Enclosure("https://media.example/x.mp3", "audio/mpeg", 12_400_000),)

    assert "audio/mpeg · 12 MB · media.example/x.mp3" in end(Cast(Manuscript().annotation()), (), attached)


def test_the_end_says_how_to_read_on() -> None:
    assert end(Cast(Manuscript().annotation()))[-2] == "space: next unread"


def test_a_message_stands_a_third_down_the_page() -> None:
    lines = list(set_message("Nothing here.", "a adds a feed.", 40, 33))

    assert [line.piece.shown for line in lines][9:] == ["", "Nothing here.", "", "a adds a feed."]


def test_dates_are_told_in_the_readers_own_time() -> None:
    moment = datetime(2020, 3, 5, 12).astimezone(UTC)

    assert when(moment, NOW) == "5 Mar 2020"
