"""How rows become paragraphs, headings and lists."""

import textwrap

from tests.text_files import FERRY, MAYOR, SAFE, STORY, entry, shown


def wrapped(text: str, width: int = 72) -> str:
    return "\n\n".join(textwrap.fill(paragraph, width) for paragraph in text.split("\n\n"))


def test_paragraphs_broken_at_a_width_are_put_together() -> None:
    assert shown(entry(wrapped(STORY)).content_html) == STORY.split("\n\n")


def test_paragraphs_broken_at_another_width_are_put_together() -> None:
    assert shown(entry(wrapped(STORY, 60)).content_html) == STORY.split("\n\n")


def test_broken_paragraphs_without_blank_rows_end_at_a_short_last_row() -> None:
    text = "\n".join(wrapped(paragraph) for paragraph in (MAYOR, FERRY, MAYOR))

    assert shown(entry(text).content_html) == [MAYOR, FERRY, MAYOR]


def test_an_indented_row_begins_a_paragraph() -> None:
    text = "\n".join(textwrap.fill(paragraph, 70, initial_indent="    ") for paragraph in (MAYOR, SAFE, FERRY))

    assert shown(entry(text).content_html) == [MAYOR, SAFE, FERRY]


def test_long_rows_without_blank_ones_between_are_paragraphs_each() -> None:
    assert shown(entry(f"{MAYOR}\n{FERRY}\n\n{MAYOR}").content_html) == [MAYOR, FERRY, MAYOR]


def test_a_word_broken_at_a_hyphen_is_joined_when_it_also_occurs_whole() -> None:
    text = (
        "The council met again on Tuesday evening to talk about the old infra-\n"
        "structure of the town, and the mayor said that all infrastructure had\n"
        "to be looked at, the bridge first and then the long road to the well-\n"
        "known chapel on the hill, which has waited for a new roof for years.\n"
    )

    shown_text = shown(entry(text).content_html)[0]

    assert "the old infrastructure of" in shown_text
    assert "well-known chapel" in shown_text


def test_sentences_that_a_scraper_glued_together_get_a_blank() -> None:
    assert shown(entry(f"{MAYOR}The river rose.“It did,” she said.").content_html) == [
        f"{MAYOR} The river rose. “It did,” she said."
    ]


def test_an_address_in_the_text_gets_no_blank() -> None:
    row = f"{MAYOR} See https://portoalto.example/news.The/x and Node.Js."

    assert shown(entry(row).content_html) == [row]


def test_a_short_row_between_paragraphs_is_a_heading() -> None:
    assert "<h2>What comes next</h2>" in entry(f"{MAYOR}\n\nWhat comes next\n\n{MAYOR}").content_html


def test_a_short_sentence_between_paragraphs_is_no_heading() -> None:
    assert "<h2>" not in entry(f"{MAYOR}\n\nNobody answered.\n\n{MAYOR}").content_html


def test_bullets_are_a_list() -> None:
    content = entry(f"{MAYOR}\n\n- the bridge\n- the road\n\n{FERRY}").content_html

    assert "<ul><li>the bridge</li><li>the road</li></ul>" in content


def test_a_broken_item_is_put_together() -> None:
    items = textwrap.fill(f"- {FERRY}", 72, subsequent_indent="  ")

    content = entry(f"{wrapped(MAYOR)}\n\n{items}\n- the road\n\n{wrapped(STORY)}").content_html

    assert f"<ul><li>{FERRY}</li><li>the road</li></ul>" in content


def test_a_numbered_list_keeps_its_first_number() -> None:
    assert (
        '<ol start="3"><li>the bridge</li><li>the road</li></ol>'
        in entry(f"{MAYOR}\n\n3. the bridge\n4. the road").content_html
    )


def test_numbers_that_do_not_go_up_one_by_one_stay_as_they_are() -> None:
    assert shown(entry(f"{MAYOR}\n\n1. Lopes\n1. Reis\n3. Sousa").content_html)[1:] == [
        "1. Lopes",
        "1. Reis",
        "3. Sousa",
    ]


def test_a_dash_that_opens_speech_is_no_list() -> None:
    row = "– I will not wait, said the fisherman, and pushed his boat into the water."

    assert row in shown(entry(f"{MAYOR}\n\n{row}\n\n{FERRY}").content_html)


def test_quoted_rows_are_a_block_quotation() -> None:
    assert (
        "<blockquote><p>The river rose.</p></blockquote>"
        in entry(f"{MAYOR}\n\n> The river rose.\n\n{FERRY}").content_html
    )


def test_rows_of_asterisks_are_a_rule() -> None:
    assert "<hr>" in entry(f"{MAYOR}\n\n* * *\n\n{FERRY}").content_html


def test_japanese_rows_are_joined_without_a_blank() -> None:
    row = "市長は月曜日に橋があと二週間閉鎖されると述べ運転手に忍耐を求めたと地元の新聞が報じた。" * 3

    text = "\n".join(row[start : start + 41] for start in range(0, len(row), 41))

    assert "".join(shown(entry(text).content_html)) == row
