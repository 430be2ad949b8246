"""Blocks set into lines."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from tests.ui.article.manuscript import Manuscript, Part
from tests.ui.article.setting import page_text, set_lines, whole_column

from tuinews.model.bodies import Block, BlockKind, Body, Run, RunStyle
from tuinews.ui.layout import hidden_lines, links_of
from tuinews.ui.pieces import Column

LINK, STRONG = RunStyle.LINK, RunStyle.STRONG


def page(*parts: Part, kind: BlockKind = BlockKind.PARAGRAPH, measure: int = 30, **facts: object) -> list[str]:
    return page_text(Manuscript().block(kind, *parts, **facts).body(), measure)


def test_paragraphs_stand_a_line_apart() -> None:
    body = Manuscript().paragraph("One.").paragraph("Two.").body()

    assert page_text(body, 30) == ["One.", "", "Two."]


def test_a_list_item_hangs_from_its_marker() -> None:
    assert page("the northern gauge and the southern", kind=BlockKind.ITEM, level=1, marker="•", measure=20) == [
        " • the northern",
        "   gauge and the",
        "   southern",
    ]


def test_numbers_of_a_list_are_set_from_the_right() -> None:
    manuscript = Manuscript()
    for marker in ("9.", "10."):
        manuscript.block(BlockKind.ITEM, "point", level=1, marker=marker)

    assert page_text(manuscript.body(), 30) == ["  9. point", " 10. point"]


def test_a_list_within_a_list_is_set_in() -> None:
    manuscript = Manuscript().block(BlockKind.ITEM, "one", level=1, marker="•")
    manuscript.block(BlockKind.ITEM, "deeper", level=2, marker="◦")

    assert page_text(manuscript.body(), 30) == [" • one", "    ◦ deeper"]


def test_a_block_quote_stands_behind_a_bar() -> None:
    assert page("the water stood in the nave", quote_depth=1, measure=16) == ["│ the water", "│ stood in the", "│ nave"]


def test_a_quote_within_a_quote_has_two_bars() -> None:
    assert page("so my father said", quote_depth=2) == ["│ │ so my father said"]


def test_quotes_nested_without_end_leave_room_for_their_words() -> None:
    assert max(cell_len(row) for row in page("so my father said to me", quote_depth=90, measure=24)) <= 24


def test_an_item_in_a_quote_on_a_narrow_page_rather_drops_the_bar_than_overhangs() -> None:
    assert page("ab ab ab ab abc", kind=BlockKind.ITEM, level=1, marker="•", quote_depth=1, measure=14) == [
        "• ab ab ab ab",
        "  abc",
    ]


def test_a_long_marker_on_a_narrow_page_takes_its_room_from_the_text() -> None:
    assert max(map(len, page("ab ab ab ab", kind=BlockKind.ITEM, level=1, marker="1888.", measure=14))) <= 14


def test_code_is_not_filled() -> None:
    assert page("if x:\n    y()", kind=BlockKind.CODE) == [" if x:", "     y()"]


def test_a_long_line_of_code_goes_on_set_in() -> None:
    assert page("total = first_reading + second_reading", kind=BlockKind.CODE, measure=28) == [
        " total = first_reading +",
        "   second_reading",
    ]


def test_a_rule_is_a_centred_ornament() -> None:
    assert page("", kind=BlockKind.RULE, measure=21) == ["       ·  ·  ·"]


def test_an_image_is_told_by_its_words_and_a_link_number() -> None:
    assert page("A heron", kind=BlockKind.IMAGE, href="https://news.example/h.jpg") == ["[image: A heron][1]"]


def test_an_image_without_words_is_told_all_the_same() -> None:
    assert page("", kind=BlockKind.IMAGE, href="https://news.example/h.jpg") == ["[image][1]"]


def test_a_caption_stands_right_below_its_image() -> None:
    body = Manuscript().block(BlockKind.IMAGE, "A heron").block(BlockKind.CAPTION, "On Monday").body()

    assert page_text(body, 30) == ["[image: A heron]", "On Monday"]


def test_a_link_is_followed_by_its_number() -> None:
    assert page("the ", ("report", LINK, "https://news.example/r"), " says") == ["the report[1] says"]


def test_a_link_number_is_not_torn_from_its_link() -> None:
    assert page("the long ", ("report", LINK, "https://news.example/r"), " says", measure=15) == [
        "the long",
        "report[1] says",
    ]


def test_two_links_to_one_address_share_a_number() -> None:
    href = "https://news.example/r"

    assert page(("one", LINK, href), " and ", ("two", LINK, href)) == ["one[1] and two[1]"]


def test_links_are_numbered_as_they_are_listed() -> None:
    body = (
        Manuscript()
        .paragraph(("b", LINK, "https://b.example/"), " ", ("a", LINK, "https://a.example/"))
        .block(BlockKind.TABLE, "x\t", ("c", LINK, "https://c.example/"), "\n1\t2", level=1)
        .body()
    )

    assert page_text(body, 30)[0] == "b[1] a[2]"
    assert links_of(body, shows_hidden=False) == [
        ("b", "https://b.example/"),
        ("a", "https://a.example/"),
        ("c", "https://c.example/"),
    ]


def test_raised_figures_are_set_as_such() -> None:
    assert page("m", ("3", RunStyle.SUPER), " and CO", ("2", RunStyle.SUB)) == ["m³ and CO₂"]


def test_raised_letters_stay_what_they_are() -> None:
    assert page("the 19", ("th", RunStyle.SUPER), " century") == ["the 19th century"]


def test_a_text_from_the_right_is_set_from_the_right() -> None:
    assert page("שלום עולם", measure=20) == ["שלום עולם".rjust(20)]


def test_hidden_blocks_become_one_line() -> None:
    body = (
        Manuscript()
        .paragraph("One.")
        .paragraph("Share\nTweet", is_hidden=True)
        .paragraph("Menu", is_hidden=True)
        .body()
    )

    assert page_text(body, 40) == ["One.", "", "   · 3 lines hidden · . shows them ·"]


def test_hidden_blocks_can_be_shown() -> None:
    body = Manuscript().paragraph("One.").paragraph("Share\nTweet", is_hidden=True).paragraph("Two.").body()

    shown = page_text(body, 50, shows_hidden=True)

    assert shown == ["One.", "", "   · 2 lines of site furniture · . hides them ·", "", "Share", "Tweet", "", "Two."]


def test_hidden_lines_are_counted() -> None:
    assert hidden_lines(Manuscript().paragraph("Share\nTweet", is_hidden=True).paragraph("One.").body()) == 2


def test_the_columns_of_a_table_are_aligned_by_cell_width() -> None:
    table = "City\tPeople\n東京\t14,000,000\nUlm\t130,000"

    assert page(table, kind=BlockKind.TABLE, level=1) == [
        "City       People",
        "─────────────────",
        "東京   14,000,000",
        "Ulm       130,000",
    ]


def test_a_table_too_wide_for_the_page_is_set_row_by_row() -> None:
    table = "Street\tWhat was damaged\nMill Lane\tThe bakery and its ovens"

    assert page(table, kind=BlockKind.TABLE, level=1, measure=30) == [
        "Mill Lane",
        "  What was damaged: The bakery",
        "  and its ovens",
    ]


def test_a_table_of_headings_alone_shows_them() -> None:
    assert page("A heading\tthat is far too wide for it", kind=BlockKind.TABLE, level=1, measure=20)[0] == "A heading"


def test_an_enormous_paragraph_has_no_short_lines_amid_its_text() -> None:
    words = "water " * 20_000

    lines = page(words.strip(), measure=66)

    assert {len(line) for line in lines[:-1]} == {65}


def test_every_place_of_the_text_leads_to_its_row_and_back() -> None:
    manuscript = Manuscript().paragraph("One ", ("two", LINK, "https://news.example/"), " three four five six.")
    manuscript.block(BlockKind.TABLE, "a\tb\nccc\tddd").paragraph("Seven eight nine ten eleven.")
    column = whole_column(manuscript.body(), 16)

    for row, line in enumerate(column.lines):
        for place in range(line.start, line.end) if line.piece.source >= 0 else ():
            offset = line.piece.to_text(place)
            if line.piece.from_text(offset) == place:
                assert column.row_of(offset) == row


def test_the_offset_of_a_blank_row_is_that_of_the_text_below() -> None:
    manuscript = Manuscript().paragraph("One.").paragraph("Two.")

    assert whole_column(manuscript.body(), 30).offset_of(1) == manuscript.text.index("Two.")


def test_a_column_can_be_stopped_before_it_is_set() -> None:
    manuscript = Manuscript()
    for number in range(500):
        manuscript.paragraph(f"Paragraph {number}.")
    column = Column(iter(set_lines(manuscript.body(), 30)))

    column.grow(0.0, 10**9)

    assert 0 < len(column.lines) < 900
    assert not column.is_done


@st.composite
def styled_bodies(draw: st.DrawFn) -> Body:
    text = draw(st.text(alphabet="ab é“”東\n\t", min_size=1, max_size=60))
    kind = draw(st.sampled_from(list(BlockKind)))
    runs = []
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        style = draw(st.sampled_from(list(RunStyle)))
        runs.append(Run(start, end, style, f"https://{start}.example/" if style is LINK else ""))
    return Body(text, (Block(kind, 0, len(text), draw(st.integers(0, 3)), "•", draw(st.integers(0, 3)), tuple(runs)),))


@given(styled_bodies(), st.integers(14, 40))
def test_no_row_is_wider_than_the_measure(body: Body, measure: int) -> None:
    assert max((cell_len(row) for row in page_text(body, measure)), default=0) <= measure
