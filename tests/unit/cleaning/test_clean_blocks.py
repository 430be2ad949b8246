"""HTML to blocks: which element becomes what, and what is left out."""

import pytest

from tuinews.cleaning import clean
from tuinews.cleaning.html import CUT_NOTICE
from tuinews.cleaning.writer import LONGEST_TEXT
from tuinews.model.bodies import Block, BlockKind, Body

BASE = "https://news.example/world/story.html"


def text_of(body: Body, block: Block) -> str:
    return body.text[block.start : block.end]


def blocks(html: str) -> list[tuple[str, str]]:
    body = clean(html, BASE)
    return [(block.kind.value, text_of(body, block)) for block in body.blocks]


def text(html: str) -> str:
    return clean(html, BASE).text


# ------------------------------------------------------------------------------- paragraphs and white space


def test_paragraphs_are_joined_by_an_empty_line() -> None:
    assert text("<p>One.</p>\n<p>Two.</p>") == "One.\n\nTwo."


def test_white_space_collapses_as_in_a_browser() -> None:
    assert text("<p>  a\n\t b <b> c</b>d <i> e</i> </p>") == "a b cd e"


def test_a_hard_space_is_a_space() -> None:
    assert text("<p>a&nbsp;b&nbsp;&nbsp; c</p>") == "a b c"


def test_a_paragraph_of_hard_spaces_is_none() -> None:
    assert text("<p>a</p><p>&nbsp;</p><p>b</p>") == "a\n\nb"


def test_a_single_break_is_a_new_line_and_two_are_a_new_paragraph() -> None:
    assert text("<p>a<br>b<br><br/>c</p>") == "a\nb\n\nc"


def test_breaks_around_a_paragraph_say_nothing() -> None:
    assert text("<p><br>a<br></p><br><p>b</p>") == "a\n\nb"


def test_divisions_separate_like_paragraphs() -> None:
    assert text("<div>a<div>b</div>c</div>") == "a\n\nb\n\nc"


@pytest.mark.parametrize("html", ["<p>a<p>b", "<p>a<div>b</div>", "a<p>b</p>", "<p>a</p>b", "<h2>a<p>b"])
def test_an_open_paragraph_ends_where_a_block_begins(html: str) -> None:
    assert text(html) == "a\n\nb"


def test_headings_have_their_level() -> None:
    body = clean("<h1>a</h1><h4>b<br>c</h4>")

    assert [(block.kind, block.level) for block in body.blocks] == [(BlockKind.HEADING, 1), (BlockKind.HEADING, 4)]
    assert body.text == "a\n\nb c"


def test_character_references_are_read() -> None:
    assert text("<p>caf&eacute; &amp;amp; &#8220;x&#x201d; &unknown; AT&T</p>") == "café &amp; “x” &unknown; AT&T"


# -------------------------------------------------------------------------------------------- bare text


def test_bare_text_with_empty_lines_has_paragraphs() -> None:
    assert text("One.\n\n  \nTwo & <b>three</b>.") == "One.\n\nTwo & three."


def test_bare_text_in_long_lines_has_a_paragraph_a_line() -> None:
    line = "The council met on Monday and voted to keep the old bridge open to all who go on foot or ride a bicycle."

    assert text(f"{line}\r\n{line}") == f"{line}\n\n{line}"


def test_bare_text_in_short_lines_keeps_them() -> None:
    assert text("Roses are red,\nviolets are blue.\n\nThe end.") == "Roses are red,\nviolets are blue.\n\nThe end."


def test_bare_text_that_was_wrapped_at_a_column_flows_again() -> None:
    rows = ["The council met on Monday and voted to keep the old bridge open"] * 4

    assert text("\n".join([*rows, "to walkers."])) == " ".join([*rows, "to walkers."])


def test_line_ends_between_tags_mean_nothing() -> None:
    assert text("<p>One\ntwo</p>\n\n\n<p>three</p>") == "One two\n\nthree"


def test_a_text_wrapped_in_cdata_twice_is_read() -> None:
    assert text("<![CDATA[<p>One</p>]]>") == "One"


# ------------------------------------------------------------------------------------------------ lists


def markers(html: str) -> list[tuple[str, int, str]]:
    body = clean(html)
    return [(block.marker, block.level, text_of(body, block)) for block in body.blocks]


def test_items_of_a_list_are_joined_by_a_line_end() -> None:
    assert text("<p>x</p><ul><li>a<li>b</ul><p>y</p>") == "x\n\na\nb\n\ny"


def test_items_have_marker_and_depth() -> None:
    html = "<ul><li>a<ol><li>b</li><li>c</li></ol></li><li>d</li></ul>"

    assert markers(html) == [("•", 1, "a"), ("1.", 2, "b"), ("2.", 2, "c"), ("•", 1, "d")]
    assert text(html) == "a\nb\nc\nd"


def test_an_ordered_list_counts_as_it_is_told() -> None:
    html = (
        "<ol start=3 type=a><li>x<li value=7>y<li>z</ol><ol reversed start=2><li>x<li>y</ol>"
        "<ol type=I start=4><li>x</ol>"
    )

    assert [marker for marker, _, _ in markers(html)] == ["c.", "g.", "h.", "2.", "1.", "IV."]


def test_the_second_paragraph_of_an_item_has_no_marker() -> None:
    assert markers("<ul><li><p>a</p><p>b</p></li><li>c</li></ul>") == [("•", 1, "a"), ("", 1, "b"), ("•", 1, "c")]


def test_two_lists_are_two() -> None:
    assert text("<ul><li>a</ul><ul><li>b</ul>") == "a\n\nb"


def test_an_item_outside_a_list_is_an_item() -> None:
    assert markers("<li>a<li>b") == [("•", 1, "a"), ("•", 1, "b")]


def test_a_heading_in_an_item_leaves_the_marker_to_its_text() -> None:
    assert markers("<ul><li><h3>a</h3>b</ul>") == [("", 3, "a"), ("•", 1, "b")]


def test_terms_stand_out_and_definitions_are_set_in() -> None:
    body = clean("<dl><dt>Term<dd>Meaning</dl><p>after</p>")

    assert [block.kind.value for block in body.blocks] == ["paragraph", "item", "paragraph"]
    assert body.blocks[0].runs[0].style.value == "strong"


# ----------------------------------------------------------------------------------- quotes, code, tables


def test_quotes_count_their_depth() -> None:
    body = clean("<blockquote>a<blockquote><p>b</p></blockquote>c</blockquote>d")

    assert [block.quote_depth for block in body.blocks] == [1, 2, 1, 0]


def test_a_short_quote_gets_its_marks() -> None:
    assert text("<p>He said <q>yes</q>.</p>") == "He said “yes”."


def test_code_keeps_its_lines_and_blanks() -> None:
    html = "<pre><code>\ndef f():\n    return 1 &lt; 2  \n\n</code></pre>"

    assert blocks(html) == [("code", "def f():\n    return 1 < 2")]


def test_code_in_divisions_a_line_is_one_block() -> None:
    assert blocks("<pre><div>a</div><div>b</div></pre>") == [("code", "a\nb")]


def test_a_table_of_data_is_one_block_with_a_row_a_line() -> None:
    html = "<table><thead><tr><th>A<th>B</thead><tr><td>1<td><b>2</b></tr><tr><td>3<td>4<br>5</table>"
    body = clean(html)

    assert body.text == "A\tB\n1\t2\n3\t4 5"
    assert (body.blocks[0].kind, body.blocks[0].level) == (BlockKind.TABLE, 1)
    assert [(run.start, run.end) for run in body.blocks[0].runs] == [(6, 7)]


def test_cells_that_span_leave_the_others_in_their_columns() -> None:
    html = "<table><tr><td rowspan=2>a<td>b<tr><td>c<tr><td colspan=2>d</table>"

    assert text(html) == "a\tb\n\tc\nd\t"


def test_a_caption_stands_before_its_table() -> None:
    html = "<table><caption>Cap</caption><tr><td>a<td>b<tr><td>c<td>d</table>"

    assert blocks(html) == [("caption", "Cap"), ("table", "a\tb\nc\td")]


@pytest.mark.parametrize(
    "html",
    [
        "<table><tr><td><p>a</p><p>b</p></td></tr></table>",
        "<table><tr><td>a<td><table><tr><td>b</table></table>",
        "<table role=presentation><tr><td>a<td>b</table>",
        "<table><tr><td>a</tr><tr><td>b</table>",
        "<table><tr><td><table><tr><td>a</table><tr><td>b</table>",
        "<table><tr><td>a<td>b</tr><tr><td><br></table>",
    ],
)
def test_a_table_that_only_lays_out_dissolves(html: str) -> None:
    assert blocks(html) == [("paragraph", "a"), ("paragraph", "b")]


def test_an_end_tag_does_not_reach_out_of_its_cell() -> None:
    html = "<div><table><tr><td>a</div><td>b<tr><td>c<td>d</table>e</div>"

    assert blocks(html) == [("table", "a\tb\nc\td"), ("paragraph", "e")]


def test_a_rule_stands_between_blocks_only() -> None:
    assert [kind for kind, _ in blocks("<hr><p>a</p><hr><hr><p>b</p><hr>")] == ["paragraph", "rule", "paragraph"]


# ------------------------------------------------------------------------------------------------ images


def images(html: str) -> list[tuple[str, str]]:
    body = clean(html, BASE)
    return [(text_of(body, block), block.href) for block in body.blocks if block.kind is BlockKind.IMAGE]


def test_an_image_has_its_text_and_whole_address() -> None:
    assert images('<img src="i.jpg" alt="A &amp; B">') == [("A & B", "https://news.example/world/i.jpg")]


def test_an_image_amid_a_sentence_follows_the_paragraph() -> None:
    assert [kind for kind, _ in blocks('<p>a <img src="i.jpg"> b</p>')] == ["paragraph", "image"]


@pytest.mark.parametrize(
    "image",
    [
        '<img src="https://a.example/x.gif" width="1" height="1">',
        '<img src="https://pixel.wp.com/b.gif?x=1">',
        '<img src="http://feeds.feedburner.com/~r/news/~4/abc">',
        '<img src="data:image/png;base64,QUFB">',
        '<img src="javascript:alert(1)">',
        '<img src="https://a.example/icon.png" width="16" height="16">',
        "<img>",
    ],
)
def test_trackers_icons_and_nothing_are_no_images(image: str) -> None:
    assert blocks(f"<p>x {image}</p>") == [("paragraph", "x")]


def test_an_image_that_loads_late_has_its_real_address() -> None:
    assert images('<img src="data:image/gif;base64,R0" data-src="/i.jpg">') == [("", "https://news.example/i.jpg")]
    assert images('<img srcset="/s.jpg 300w, /l.jpg 900w">') == [("", "https://news.example/s.jpg")]


def test_a_picture_that_stands_for_a_letter_stays_in_its_line() -> None:
    assert (
        text('<p>Hi <img class="wp-smiley" src="/s.png" alt=":)"> there <img src="/e.png" alt="😀"></p>')
        == "Hi :) there 😀"
    )


def test_a_file_name_is_no_description() -> None:
    assert images('<img src="/i.jpg" alt="DSC_0012.jpg">') == [("", "https://news.example/i.jpg")]


def test_what_the_caption_says_is_not_said_twice() -> None:
    html = '<figure><img src="/i.jpg" alt="The old bridge"><figcaption>The old bridge in May.</figcaption></figure>'

    assert blocks(html) == [("image", ""), ("caption", "The old bridge in May.")]


# -------------------------------------------------------------------------------------- what is left out


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<SCRIPT SRC=x>alert(1)</SCRIPT >",
        "<style>p { color: red }</style>",
        "<iframe src='https://a.example/'>frame</iframe>",
        "<noscript>Enable it</noscript>",
        "<svg><text>drawn</text></svg>",
        "<form><label>Mail</label><input><button>Send</button></form>",
        "<select><option>a</select>",
        "<textarea>typed</textarea>",
        "<video>Your browser is old</video>",
        "<!-- comment --><!doctype html><?pi?>",
        "<div hidden>secret</div>",
        "<span style='display: none'>secret</span>",
        "<template>t</template>",
    ],
)
def test_active_and_hidden_elements_leave_nothing(html: str) -> None:
    assert text(f"<p>a</p>{html}<p>b</p>") == "a\n\nb"


def test_a_form_around_a_whole_article_is_kept() -> None:
    assert "bridge" in text("<form><input><p>" + "The old bridge. " * 30 + "</p></form>")


def test_an_unclosed_picture_does_not_swallow_the_article() -> None:
    assert text("<p>a</p><svg><p>b</p>") == "a\n\nb"


def test_a_script_closed_as_in_xml_does_not_swallow_the_article() -> None:
    assert text('<p>a</p><script src="x.js" /><p>b</p>') == "a\n\nb"


def test_an_unclosed_script_is_not_shown() -> None:
    assert text("<p>a</p><script>alert(1)") == "a"


def test_a_tag_cut_at_the_end_is_dropped() -> None:
    assert text('<p>a</p><a href="https://a.exam') == "a"


@pytest.mark.parametrize(("html", "shown"), [("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"), ("a <3 b", "a <3 b"), ("<", "<")])
def test_a_lone_angle_bracket_is_text(html: str, shown: str) -> None:
    assert text(html) == shown


def test_brackets_in_attributes_do_not_end_the_tag() -> None:
    assert text("<p title='a > b' data-x=\"<p>\">c</p>") == "c"


@pytest.mark.parametrize("escape", ["\x1b]0;pwned\x07", "&#27;[2J", "\x9b2J", "&#x9d;0;x", "\u202e", "&#x202e;"])
def test_nothing_reaches_the_terminal_that_it_would_obey(escape: str) -> None:
    shown = text(f"<p>a{escape}z</p>")

    assert shown.isprintable()
    assert shown[0] + shown[-1] == "az"


# ---------------------------------------------------------------------------------- depth, length, marks


def test_no_depth_loses_the_article() -> None:
    assert text("<div>" * 100_000 + "<b>" * 100_000 + "<p>core</p>") == "core"


def test_a_text_over_a_million_characters_is_cut_and_says_so() -> None:
    body = clean("<p>word</p>" * (LONGEST_TEXT // 4 + 10))

    assert sum(block.end - block.start for block in body.blocks) <= LONGEST_TEXT
    assert body.notices == (CUT_NOTICE,)


def test_one_endless_word_is_cut() -> None:
    assert len(clean("<p>" + "x" * (LONGEST_TEXT + 100)).text) == LONGEST_TEXT


def test_marks_of_hidden_furniture_count_only_where_they_are_ours() -> None:
    html = "<p>a</p><div data-tuinews-hidden><p>b</p><ul><li>c</ul></div><p>d</p>"

    assert [block.is_hidden for block in clean(html, trusted_marks=True).blocks] == [False, True, True, False]
    assert not any(block.is_hidden for block in clean(html).blocks)


def test_the_language_of_the_page_is_told() -> None:
    assert clean('<html lang="de-AT"><body><p>x</p></body></html>').language == "de-AT"
