"""Lines made visible: people, quotes, the gutter, the selection."""

from __future__ import annotations

from typing import Any

from rich.cells import cell_len
from rich.style import Style
from tests.ui.article.manuscript import Manuscript, flood
from tests.ui.article.setting import line_of, look_of, row_of, rows, set_lines, style_of, tones

from tuinews.model.annotations import QuoteKind
from tuinews.model.bodies import BlockKind, RunStyle
from tuinews.ui.page import make_page
from tuinews.ui.render import Highlight, Selection, paint, place_at
from tuinews.ui.themes import THEMES

WIDE, NARROW = 100, 50


def ink(words: str, *, width: int = WIDE, is_last: bool = False, **look: Any) -> Style:
    manuscript = flood()
    return style_of(manuscript, look_of(manuscript, width, **look), words, is_last=is_last)


def row_with(words: str, *, width: int = WIDE, **look: Any) -> str:
    manuscript = flood()
    return row_of(manuscript, look_of(manuscript, width, **look), words)


def gutter(row: str) -> str:
    return row[make_page(len(row), 72, wants_gutter=True).gutter_left :].strip()


# ---------------------------------------------------------------------------------------- people, quotes


def test_a_person_has_one_style_wherever_named() -> None:
    assert ink("Lindqvist") == ink("Lindqvist", is_last=True)


def test_two_people_have_two_colours() -> None:
    assert ink("Tomasz Lindqvist").color != ink("Ana Petrović").color


def test_two_people_differ_without_colour_too() -> None:
    styles = tones("ansi", has_colours=False)

    one, other = ink("Tomasz Lindqvist", styles=styles), ink("Ana Petrović", styles=styles)

    assert (one.bold, one.italic, one.underline) != (other.bold, other.italic, other.underline)


def test_without_colour_no_style_has_one() -> None:
    manuscript, styles = flood(), tones("ansi", has_colours=False)
    look = look_of(manuscript, WIDE, styles=styles, selection=Selection(quote=1))

    painted = [
        stretch.style for line in set_lines(manuscript.body(), look.page.measure) for stretch in paint(line, look)
    ]

    assert all(style is None or (style.color is None and style.bgcolor is None) for style in painted)


def test_a_name_looks_the_same_within_strong_text() -> None:
    manuscript = Manuscript().paragraph("Ana Petrović met ", ("Ana Petrović", RunStyle.STRONG), " again.")
    manuscript.names("Ben Castle").names("Ana Petrović")
    look = look_of(manuscript, WIDE)

    assert style_of(manuscript, look, "Ana") == style_of(manuscript, look, "Ana", is_last=True)


def test_a_quote_stands_on_a_tint() -> None:
    assert ink("“We lost the piano").bgcolor != ink("The river rose").bgcolor


def test_a_quote_leans_where_there_are_no_tints() -> None:
    assert ink("“We lost the piano", styles=tones("ansi")).italic


def test_indirect_speech_is_quieter_than_direct() -> None:
    assert ink("the council had promised").bgcolor != ink("“We lost the piano").bgcolor


def test_people_alone_can_stand_out() -> None:
    assert ink("“We lost the piano", highlight=Highlight.PEOPLE) == ink("The river rose")


def test_quotes_alone_can_stand_out() -> None:
    assert ink("Tomasz Lindqvist", highlight=Highlight.QUOTES) == ink("The river rose")


def test_nothing_need_stand_out() -> None:
    assert gutter(row_with("“We lost the piano", highlight=Highlight.OFF)) == ""


# ------------------------------------------------------------------------------------ gutter and bars


def test_the_gutter_names_who_speaks_beside_the_first_line() -> None:
    assert gutter(row_with("“We lost the piano")) == "Petrović"


def test_the_gutter_names_nobody_beside_later_lines() -> None:
    assert gutter(row_with("the floor,”", width=66)) == ""


def test_the_gutter_marks_a_likely_speaker() -> None:
    assert gutter(row_with("“I have read them")).endswith("Lindqvist ·")


def test_the_gutter_questions_an_unknown_speaker() -> None:
    assert gutter(row_with("“And who would")).endswith("?")


def test_the_gutter_names_an_organisation() -> None:
    assert gutter(row_with("“not a priority")) == "Water company"


def test_reported_speech_is_dimmer_than_a_quote_in_every_theme() -> None:
    story = flood()
    for name in (*(theme.name for theme in THEMES), ""):
        styles = tones(name or "tuinews-dark", has_colours=bool(name))
        look = look_of(story, WIDE, styles=styles)
        reported, direct = (
            style_of(story, look, words) for words in ("the council had promised", "“We lost the piano")
        )
        assert reported.dim or reported.color != direct.color, name
        assert reported != direct


def test_the_gutter_names_who_is_reported_more_quietly() -> None:
    line, _ = line_of(flood(), look_of(flood(), WIDE), "the council had promised")
    in_text, in_gutter = (one for one in paint(line, look_of(flood(), WIDE)) if one.text == "Petrović")

    assert in_text.style is not None
    assert not in_text.style.italic
    assert in_gutter.style is not None
    assert in_gutter.style.italic


def test_who_is_quoted_and_reported_in_one_line_is_named_once_and_as_quoted() -> None:
    manuscript = Manuscript().paragraph("Petrović said it was late. “Two.”").names("Ana Petrović", "Petrović")
    manuscript.says("Ana Petrović", "it was late", kind=QuoteKind.INDIRECT).says("Ana Petrović", "“Two.”")
    strip = paint(line_of(manuscript, look_of(manuscript, WIDE), "“Two")[0], look_of(manuscript, WIDE))

    assert gutter(strip.text) == "Petrović"
    assert not any(segment.style.italic for segment in strip if segment.style and "Petrović" in segment.text[:9])


def test_one_speaker_is_named_once_beside_a_line() -> None:
    manuscript = Manuscript().paragraph("“One,” said Ana Petrović. “Two.”").names("Ana Petrović")
    manuscript.says("Ana Petrović", "“One,”").says("Ana Petrović", "“Two.”")

    assert gutter(rows(manuscript, look_of(manuscript, WIDE))[0]) == "Petrović"


def test_two_speakers_of_a_line_are_both_named() -> None:
    manuscript = Manuscript().paragraph("“Yes,” said Moyo. “No,” said Lee.").names("Moyo").names("Lee")
    manuscript.says("Moyo", "“Yes,”").says("Lee", "“No,”")

    assert gutter(rows(manuscript, look_of(manuscript, WIDE))[0]) == "Moyo Lee"


def test_a_name_too_long_for_the_gutter_is_cut() -> None:
    manuscript = Manuscript().paragraph("“Soon,” it said.").says("Verwaltungsgerichtshof Nord", "“Soon,”")

    assert gutter(rows(manuscript, look_of(manuscript, WIDE))[0]) == "Verwaltungsgeri…"


def test_a_narrow_pane_has_bars_in_place_of_the_gutter() -> None:
    assert row_with("“We lost", width=NARROW).startswith(" ▎ ")


def test_a_bar_of_an_unsure_speaker_is_broken() -> None:
    manuscript = Manuscript().paragraph("“Who would know,” asked one resident.").says("", "“Who would know,”")

    assert rows(manuscript, look_of(manuscript, NARROW))[0].startswith(" ┊ “Who")


def test_a_line_without_speech_has_no_bar() -> None:
    assert row_with("Mayor Tomasz", width=NARROW).startswith("   Mayor")


def test_text_never_touches_an_edge() -> None:
    manuscript = flood()
    for width in (18, 24, 35, 40, 59, 80, 140):
        painted = rows(manuscript, look_of(manuscript, width))

        assert all(row[0] in " ▎┊▏" and cell_len(row) == width for row in painted), width


def test_a_wide_pane_centres_its_text() -> None:
    page = make_page(200, 72, wants_gutter=True)

    assert (page.left, page.measure) == (64, 72)


def test_the_gutter_begins_where_there_is_room_for_it() -> None:
    assert make_page(62, 72, wants_gutter=True).gutter == 0
    assert make_page(63, 72, wants_gutter=True).gutter > 0


# ------------------------------------------------------------------------------------------- selection


def test_a_selected_quote_brightens() -> None:
    assert ink("“We lost the piano", selection=Selection(quote=0)) != ink("“We lost the piano")


def test_a_selected_quote_brightens_its_speaker() -> None:
    assert ink("Ana Petrović", selection=Selection(quote=0)) != ink("Ana Petrović")


def test_a_selected_quote_brightens_what_else_its_speaker_said() -> None:
    chosen = Selection(quote=1)

    assert ink("“I have read", selection=chosen).bgcolor == ink("“No minute", selection=chosen).bgcolor


def test_a_selected_quote_has_a_bar() -> None:
    assert row_with("“We lost the piano", selection=Selection(quote=0)).lstrip().startswith("▌")


def test_others_recede_from_a_selected_person() -> None:
    assert ink("Tomasz Lindqvist", selection=Selection(person=0)) != ink("Tomasz Lindqvist")


def test_a_selected_person_brightens_all_their_quotes() -> None:
    chosen = Selection(person=1)

    assert ink("“No minute", selection=chosen).bgcolor == ink("“I have read", selection=chosen).bgcolor


def test_the_mention_gone_to_is_reversed() -> None:
    assert ink("Tomasz Lindqvist", selection=Selection(person=1, mention=1)).reverse


def test_selection_shows_without_colour() -> None:
    styles = tones("ansi", has_colours=False)

    assert ink("“We lost", styles=styles, selection=Selection(quote=0)) != ink("“We lost", styles=styles)


# ---------------------------------------------------------------------------------------------- safety


def test_no_control_character_reaches_the_screen() -> None:
    manuscript = Manuscript().paragraph("One \x1b[31mtwo\x9b31m \u202ethree\u2066 four\x07.")
    painted = "".join(rows(manuscript, look_of(manuscript, WIDE)))

    assert not any(char < " " or "\x7f" <= char <= "\x9f" or char in "\u202e\u2066" for char in painted)


def test_markup_is_text() -> None:
    manuscript = Manuscript().paragraph("[bold]x[/] [@click=app.quit]y[/]")

    assert "[bold]x[/] [@click=app.quit]y[/]" in rows(manuscript, look_of(manuscript, WIDE))[0]


# ----------------------------------------------------------------------------------------- places


def test_every_cell_leads_to_its_character() -> None:
    manuscript = Manuscript().paragraph("a東b ", ("link", RunStyle.LINK, "https://news.example/"), " c")
    look = look_of(manuscript, NARROW)
    line = set_lines(manuscript.body(), look.page.measure)[0]

    places = [place_at(line, look, look.page.left + cell)[0] for cell in range(13)]

    assert places == [0, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]


def test_a_click_on_a_link_number_is_about_the_link() -> None:
    manuscript = Manuscript().paragraph("see ", ("this", RunStyle.LINK, "https://news.example/"))
    look = look_of(manuscript, NARROW)
    line = set_lines(manuscript.body(), look.page.measure)[0]

    _, target = place_at(line, look, look.page.left + 9)

    assert target is not None
    assert target.href == "https://news.example/"


def test_a_click_in_the_gutter_is_about_the_quote() -> None:
    manuscript = Manuscript().paragraph("“One,” said Moyo.").names("Moyo").says("Moyo", "“One,”")
    look = look_of(manuscript, WIDE)
    line = set_lines(manuscript.body(), look.page.measure)[0]

    _, target = place_at(line, look, look.page.gutter_left + 1)

    assert target is not None
    assert target.quote == 0


def test_code_stands_on_a_tint_as_wide_as_the_measure() -> None:
    manuscript = Manuscript().block(BlockKind.CODE, "x = 1")
    look = look_of(manuscript, WIDE)
    line = set_lines(manuscript.body(), look.page.measure)[0]
    tinted = sum(
        len(part.text) for part in paint(line, look) if part.style and part.style.bgcolor != look.tones.page.bgcolor
    )

    assert tinted == look.page.measure


def test_indirect_speech_has_its_speaker_in_the_gutter_too() -> None:
    manuscript = Manuscript().paragraph("Moyo said that it was late.").names("Moyo")
    manuscript.says("Moyo", "that it was late", kind=QuoteKind.INDIRECT)

    assert gutter(rows(manuscript, look_of(manuscript, WIDE))[0]) == "Moyo"
