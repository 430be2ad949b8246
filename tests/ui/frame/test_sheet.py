"""How the pictures of the screens are drawn, and how it is told what changed on one."""

from __future__ import annotations

from xml.etree import ElementTree

from tests.ui.frame.gallery import FOLDER, changed, told
from tests.ui.frame.screen_cells import Cell, Look
from tests.ui.frame.sheet import Sheet
from tests.ui.frame.test_gallery import PANES, WINDOWS
from tests.ui.frame.test_gallery_moments import MOMENTS
from tests.ui.frame.test_gallery_windows import SMALL_WINDOWS

PLAIN = Look("#eeeeee", "#111111")
RED = Look("#ff0000", "#111111")
THEMES = ("dark", "light")
SVG = "{http://www.w3.org/2000/svg}"


def line(text: str, look: Look = PLAIN) -> list[Cell]:
    return [Cell(sign, look) for sign in text]


def drawn(dark: list[list[Cell]], light: list[list[Cell]] | None = None, columns: int = 12) -> str:
    sheet = Sheet("page", THEMES)
    sheet.add((columns, len(dark)), {"dark": dark, "light": dark if light is None else light})
    return sheet.svg


def rows(svg: str) -> list[str]:
    return [row.partition(", ")[2] for row in told(svg) if ", row " in row]


def parts(svg: str) -> list[tuple[str, int, int]]:
    """Return the words of the first row with the columns they begin at and take."""
    row = ElementTree.fromstring(svg).find(f"{SVG}defs/{SVG}g/{SVG}g")
    assert row is not None
    found = ((one.text or "", one.attrib["x"], one.attrib["textLength"]) for one in row.iter(f"{SVG}text"))
    return [(text, int(x) // 10, int(length) // 10) for text, x, length in found]


def test_a_picture_holds_each_sign_and_each_look() -> None:
    svg = drawn([line("  <b> & "), line("one ") + line("two ", RED)], columns=8)

    assert rows(svg) == ["row 1: |  <b> & |", "row 1: 1*8", "row 2: |one two |", "row 2: 1*4 2*4"]
    assert ".light{--ink2:#ff0000;--ground2:#111111}" in svg.splitlines()


def test_blanks_of_another_look_are_another_picture() -> None:
    kept, now = drawn([line("one    ")]), drawn([line("one ") + line("   ", RED)])

    assert changed(kept, now).splitlines()[-2:] == ["-12x1, row 1: 1*12", "+12x1, row 1: 1*4 2*3 1*5"]


def test_a_picture_names_its_screen_themes_and_sizes() -> None:
    sheet = Sheet("page", THEMES)
    for size in ((4, 1), (2, 2)):
        looks = [line("x" * size[0])] * size[1]
        sheet.add(size, {"dark": looks, "light": looks})

    labels = [one.text for one in ElementTree.fromstring(sheet.svg).iter(f"{SVG}text") if one.get("class") == "label"]

    assert labels == ["page, dark, 4 x 1", "page, dark, 2 x 2", "page, light, 4 x 1", "page, light, 2 x 2"]


def test_each_theme_shows_the_rows_that_stand_once() -> None:
    picture = ElementTree.fromstring(drawn([line("one"), line("two")]))

    shown = {
        group.get("class"): [use.get("href") for use in group.iter(f"{SVG}use")] for group in picture.iter(f"{SVG}g")
    }

    assert shown["dark"] == shown["light"] == ["#12x2"]
    assert len(picture.findall(f"{SVG}defs/{SVG}g/{SVG}g")) == 2


def test_a_row_whose_words_differ_stands_once_for_each_theme() -> None:
    svg = drawn([line("common"), line("dark")], [line("common"), line("light", RED)])

    assert [row for row in told(svg) if "|" in row or "<use" in row] == [
        "12x2, row 1: |common      |",
        "12x2-dark, row 2: |dark        |",
        "12x2-light, row 2: |light       |",
        '<use href="#12x2" x="20" y="40"/>',
        '<use href="#12x2-dark" x="20" y="40"/>',
        '<use href="#12x2" x="20" y="40"/>',
        '<use href="#12x2-light" x="20" y="40"/>',
    ]


def test_signs_of_other_fonts_keep_to_their_columns() -> None:
    assert parts(drawn([line("a 港に b")])) == [("a ", 0, 2), ("港に", 2, 4), (" b", 6, 2)]
    assert parts(drawn([line("★ star──")])) == [("★", 0, 1), (" star", 1, 5), ("──", 6, 2)]
    assert parts(drawn([line("cafe\u0301 …")])) == [("cafe\u0301 …", 0, 6)]


def test_words_from_right_to_left_stay_together() -> None:
    assert parts(drawn([line("a أخبار اليوم b")])) == [("a ", 0, 2), ("أخبار اليوم", 2, 11), (" b", 13, 2)]


def test_what_a_terminal_colours_itself_has_its_number_and_its_traits() -> None:
    marked = Look("color(3)", "default", ("bold", "dim", "italic", "underline", "reverse", "strike"))

    assert (
        ".dark{--ink1:var(--ground);--ground1:var(--color3);--font1:italic bold;--line1:underline line-through;"
        "--dim1:.6;/* reverse */}"
    ) in drawn([line("x", marked)]).splitlines()


def test_a_colour_that_changes_in_one_theme_changes_its_line_alone() -> None:
    kept = drawn([line("one")])
    now = drawn([line("one")], [line("one", RED)])

    assert changed(kept, now).splitlines() == [
        "-.light{--ink1:#eeeeee;--ground1:#111111}",
        "+.light{--ink1:#ff0000;--ground1:#111111}",
    ]


def test_a_word_that_changes_is_told_with_its_row_and_size() -> None:
    kept, now = drawn([line("one"), line("two")]), drawn([line("one"), line("too")])

    assert changed(kept, now).splitlines() == ["-12x2, row 2: |two         |", "+12x2, row 2: |too         |"]


def test_a_picture_that_is_drawn_otherwise_is_told_by_its_lines() -> None:
    kept = drawn([line("one")])

    assert changed(kept, kept) == ""
    assert changed(kept, kept.replace(' textLength="30"', "")).count("\n") == 1


def test_a_long_difference_is_cut_and_counted() -> None:
    kept, now = drawn([line("one")] * 90), drawn([line("two")] * 90)

    assert changed(kept, now).splitlines()[-1] == "… and 140 lines more"


def test_each_picture_that_is_kept_is_of_a_screen() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {
        f"{name.replace(' ', '-')}.svg" for name in [*PANES, *WINDOWS, *MOMENTS, *SMALL_WINDOWS]
    }
