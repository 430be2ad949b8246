"""What belongs to the site is hidden; what belongs to the article never is."""

import pytest
from tests.text_files import FERRY, MAYOR, SAFE, STORY, entry, hidden, parsed, shown


@pytest.mark.parametrize(
    "row",
    [
        "Leave a Reply Cancel reply",
        "Your email address will not be published. Required fields are marked *",
        "Save my name, email, and website in this browser for the next time I comment.",
        "RELATED ARTICLES",
        "MORE FROM AUTHOR",
        "Share this:",
        "Like this: Loading...",
        "Previous article",
        "3 Comments",
        "Join our WhatsApp channel",
        "Subscribe to our newsletter",
        "We use cookies to make this site better.",
        "© 2023 Porto Alto News. All rights reserved.",
        "Deja una respuesta",
        "Laisser un commentaire",
        "Schreibe einen Kommentar",
        "Добавить комментарий",
    ],
)
def test_furniture_under_a_story_is_hidden(row: str) -> None:
    content = entry(f"{STORY}\n\n{row}").content_html

    assert [rows for _, rows in hidden(content)] == [[row]]


@pytest.mark.parametrize(
    "row", ["Read more", "More>>", "ALSO READ: Ferry sinks in the harbour", "Advertisement", "Story continues below"]
)
def test_single_rows_of_furniture_are_hidden_inside_a_story(row: str) -> None:
    content = entry(f"{MAYOR}\n\n{row}\n\n{STORY}").content_html

    assert [rows for _, rows in hidden(content)] == [[row]]


def test_headlines_under_related_articles_are_hidden_with_it() -> None:
    content = entry(f"{STORY}\n\nRelated Articles\n\nFerry sinks in the harbour\n\nFish prices rise again").content_html

    related = ["Related Articles", "Ferry sinks in the harbour", "Fish prices rise again"]
    assert hidden(content) == [("related articles", related)]


def test_prose_after_related_articles_is_shown() -> None:
    content = entry(f"{STORY}\n\nRelated Articles\n\nFerry sinks in the harbour\n\n{MAYOR}").content_html

    assert shown(content)[-1] == MAYOR


def test_buttons_in_a_row_are_hidden() -> None:
    content = entry(f"Bridge stays closed for two more weeks\n\nShare\nTweet\nEmail\n\n{STORY}").content_html

    assert hidden(content) == [("sharing buttons", ["Share", "Tweet", "Email"])]


def test_one_word_alone_is_no_furniture() -> None:
    content = entry(f"{STORY}\n\nSport\n\n{FERRY}").content_html

    assert hidden(content) == []


def test_the_words_of_a_button_in_a_real_quotation_stay() -> None:
    row = "“Leave a reply,” she said."

    content = entry(f"{STORY}\n\n{row}").content_html

    assert shown(content)[-1] == row


def test_a_quotation_after_the_comment_form_stays() -> None:
    row = "“I saw the pillar fall,” a reader, Rui Reis, wrote under the article."

    content = entry(f"{STORY}\n\nLeave a comment\n\n{row}").content_html

    assert row in shown(content)


def test_furniture_inside_a_paragraph_stays() -> None:
    row = f"{FERRY} Read more about the works at the town hall."

    assert row in shown(entry(f"{MAYOR}\n\n{row}").content_html)


def test_a_broken_row_inside_a_paragraph_is_no_furniture() -> None:
    broken = (
        "The council asked all the people who live on the other bank to share\n"
        "subscribe\n"
        "and to write down what they need most while the bridge stays closed to\n"
        "cars, and to bring the paper to the town hall before the end of the day.\n"
    )

    assert hidden(entry(f"{broken}\n{broken}").content_html) == []


def test_a_form_in_the_middle_of_a_text_cuts_nothing_off() -> None:
    content = entry(f"{MAYOR}\n\nRelated Articles\n\n{STORY}\n\n{STORY}").content_html

    assert hidden(content) == []


def test_a_text_that_is_furniture_altogether_is_shown() -> None:
    rows = ["Accept cookies", "Subscribe", "Share on X", "All rights reserved"]

    assert shown(entry("\n".join(rows)).content_html) == rows


def test_never_more_than_a_third_is_hidden() -> None:
    comments = "\n\n".join(f"Reader {number}: I think the mayor is wrong about this" for number in range(30))

    content = entry(f"{MAYOR}\n\n{SAFE}\n\nLeave a comment\n\n{comments}").content_html

    assert len(shown(content)) > 30


def test_one_hidden_line_is_counted_as_one() -> None:
    assert parsed(f"{STORY}\n\nShare this:").warnings[-1] == "1 line hidden (. shows it)"


def test_a_credit_that_names_a_person_is_a_caption() -> None:
    content = entry(f"{MAYOR}\n\n© Rui Reis/Porto Alto News\n\n{FERRY}").content_html

    assert "<figcaption>© Rui Reis/Porto Alto News</figcaption>" in content


def test_a_credit_that_names_nobody_is_hidden() -> None:
    content = entry(f"{MAYOR}\n\nPhoto: Reuters\n\n{STORY}").content_html

    assert hidden(content) == [("photo credit", ["Photo: Reuters"])]


def test_a_row_that_describes_a_picture_is_a_caption() -> None:
    row = "The old bridge seen from the harbour. Photo: Reuters"

    assert f"<figcaption>{row}</figcaption>" in entry(f"{MAYOR}\n\n{row}\n\n{FERRY}").content_html
