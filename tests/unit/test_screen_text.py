"""What a terminal gets to see of foreign text."""

import pytest

from tuinews.screen_text import block, display_host, line, short_url

PERSIAN = "می\u200cخواهم"
SINHALA = "ශ්\u200dරී ලංකා"
MALAYALAM = "അവന്\u200d പറഞ്ഞു"
FAMILY = "👨\u200d👩\u200d👧"
BURNING_HEART = "❤\ufe0f\u200d🔥"


# ------------------------------------------------------------------------------------------ sequences


def test_a_window_title_sequence_goes_with_its_payload() -> None:
    assert line("Budget \x1b]0;pwned\x07vote") == "Budget vote"


def test_a_clipboard_sequence_goes_with_its_payload() -> None:
    assert line("Budget \x1b]52;c;cHduZWQ=\x1b\\vote") == "Budget vote"


def test_an_unterminated_sequence_loses_only_its_introducer() -> None:
    assert line("Vote \x1b]0;today in parliament") == "Vote 0;today in parliament"


def test_a_sequence_does_not_swallow_the_next_line() -> None:
    assert block("Vote \x1b]0;today\nShe said no.\x07") == "Vote 0;today\nShe said no."


def test_a_colour_sequence_leaves_no_rubbish() -> None:
    assert line("\x1b[1;31mRed\x1b[0m line") == "Red line"


def test_an_eight_bit_sequence_goes_like_its_seven_bit_twin() -> None:
    assert line("a\x9b2Jb\x9d0;x\x9cc") == "abc"


def test_a_device_control_string_goes_whole() -> None:
    assert line("a\x1bP+q544e\x1b\\b") == "ab"


def test_a_sequence_put_together_by_cleaning_does_not_survive() -> None:
    assert "\x1b" not in line("\x1b\x1b[31m[31mx")


def test_delete_and_bell_and_nul_go() -> None:
    assert line("a\x7fb\x07c\x00d") == "abcd"


# ------------------------------------------------------------------------------------------------ rows


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\t", "\xa0"])
def test_every_line_end_becomes_one_blank_in_a_line(end: str) -> None:
    assert line(f"one{end}two") == "one two"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_every_line_end_becomes_a_line_feed_in_a_block(end: str) -> None:
    assert block(f"one{end}two") == "one\ntwo"


def test_a_tab_in_a_block_reaches_the_next_stop() -> None:
    assert block("a\tb\n\tc") == "a   b\n    c"


def test_blanks_in_a_block_stay_for_indentation() -> None:
    assert block("if x:\n    say()") == "if x:\n    say()"


def test_blanks_in_a_line_collapse() -> None:
    assert line("  one   two  ") == "one two"


def test_a_long_line_ends_in_an_ellipsis() -> None:
    assert line("The minister resigned", 12) == "The ministe…"


def test_a_line_that_fits_exactly_is_not_cut() -> None:
    assert line("minister", 8) == "minister"


def test_a_cut_does_not_split_a_letter_from_its_accent() -> None:
    assert line("Me\u0301xico", 3) == "M…"


def test_a_cut_does_not_split_a_family() -> None:
    assert line(f"ab{FAMILY}", 5) == "ab…"


def test_a_row_without_room_is_empty() -> None:
    assert line("abc", 0) == ""


def test_text_after_a_long_invisible_head_is_still_shown() -> None:
    assert line("\u200b" * 100_000 + "Vote") == "Vote"


# -------------------------------------------------------------------------------------------- invisible


def test_overrides_and_isolates_go() -> None:
    assert line("invoice\u202egpj.exe\u202c \u2066x\u2069") == "invoicegpj.exe x"


def test_tag_characters_go() -> None:
    assert line("Vote" + "".join(chr(0xE0000 + ord(c)) for c in "obey")) == "Vote"


def test_hangul_fillers_and_soft_hyphens_go() -> None:
    assert line("\u3164par\xadlia\u200bment\uffa0\u115f") == "parliament"


def test_a_lone_surrogate_becomes_the_replacement_character() -> None:
    assert line("a\ud800b\udc00") == "a\ufffdb\ufffd"


def test_two_halves_of_a_pair_become_their_character() -> None:
    assert line("\ud83d\ude00 ok") == "😀 ok"


def test_at_most_four_marks_stay_on_a_letter() -> None:
    assert line("Z" + "\u0301" * 50 + "algo") == "Z" + "\u0301" * 4 + "algo"


def test_a_flood_of_thai_marks_is_cut_too() -> None:
    assert line("ก" + "\u0e49" * 50) == "ก" + "\u0e49" * 4


def test_joiners_do_not_hide_a_flood_of_marks() -> None:
    assert line("a" + "\u0301\u200d" * 50) == "a" + "\u0301" * 4


def test_a_mark_without_a_base_goes() -> None:
    assert line("\u0301\u0301Vote \u0301now") == "Vote now"


def test_a_burmese_syllable_with_all_its_signs_stays_whole() -> None:
    assert line("မြို့တော် ကျွန်ုပ်") == "မြို့တော် ကျွန်ုပ်"


# -------------------------------------------------------------------------------------- what scripts need


@pytest.mark.parametrize("text", [PERSIAN, SINHALA, MALAYALAM, FAMILY, BURNING_HEART, "1\ufe0f\u20e3", "👍🏽", "🇪🇸"])
def test_what_a_script_needs_stays(text: str) -> None:
    assert line(text) == text


def test_a_non_joiner_between_latin_letters_goes() -> None:
    assert line("pass\u200cword") == "password"


def test_a_joiner_between_latin_letters_goes() -> None:
    assert line("pass\u200dword\ufe0f") == "password"


def test_a_joiner_that_joins_nothing_goes() -> None:
    assert line("👨\u200d said") == "👨 said"


def test_a_direction_mark_stays_in_a_hebrew_row() -> None:
    assert line("שלום C++\u200e עולם") == "שלום C++\u200e עולם"


def test_a_direction_mark_in_a_latin_row_goes() -> None:
    assert block("Vote\u200f now\nשלום C++\u200e") == "Vote now\nשלום C++\u200e"


def test_quotation_marks_and_dashes_are_untouched() -> None:
    text = "“It’s ‘fine’,” she said – «ja» — „nein“ 「はい」…"

    assert line(text) == text


# ---------------------------------------------------------------------------------------------- addresses


def test_the_host_is_the_part_after_the_last_at_sign() -> None:
    assert display_host("https://www.bank.example@evil.example/login") == "evil.example"


def test_a_backslash_ends_the_host_as_it_does_in_a_browser() -> None:
    assert display_host("https://evil.example\\@bank.example/") == "evil.example"


def test_a_host_in_look_alike_letters_shows_its_punycode() -> None:
    assert display_host("https://аpple.com/") == "аpple.com (xn--pple-43d.com)"


def test_a_sharp_s_keeps_its_own_host() -> None:
    assert display_host("https://faß.de/") == "faß.de (xn--fa-hia.de)"


def test_an_unusual_port_is_shown() -> None:
    assert display_host("http://example.org:8080/x") == "example.org:8080"


def test_an_address_without_a_host_has_none_to_show() -> None:
    assert display_host("javascript:alert(1)") == ""


def test_a_short_address_shows_host_and_path() -> None:
    assert short_url("https://user:secret@example.org/2024/vote/") == "example.org/2024/vote"


def test_a_long_address_keeps_its_last_words() -> None:
    shown = short_url("https://example.org/2024/01/02/politics/parliament-votes-on-budget", 36)

    assert (shown[:13], shown[-15:]) == ("example.org/…", "votes-on-budget")


def test_a_host_too_long_keeps_its_end() -> None:
    shown = short_url("https://www.bank.example.a-very-long-prefix.evil.example/x", 20)

    assert shown.endswith(".evil.example")


def test_a_password_is_hidden_in_every_scheme() -> None:
    assert short_url("ftp://ana:secret@example.org/pub") == "ftp://example.org/pub"


# --------------------------------------------------------------------------------------------------- size


@pytest.mark.parametrize(
    "piece",
    [
        "The minister said no. ",
        "“It’s fine,” Peña said – ",
        "\x1b]0;x",
        "\x9d",
        "a\u0301",
        "\u200d",
        "\u0301",
        "\u200f",
        "ن\u200c",
    ],
    ids=["ascii", "curly", "osc", "c1", "accent", "joiner", "mark", "direction", "persian"],
)
def test_a_megabyte_of_anything_is_cleaned(piece: str) -> None:
    # Work that grew with the square of the length would take hours here.
    assert len(block(piece * (1_000_000 // len(piece)))) <= 1_000_000
