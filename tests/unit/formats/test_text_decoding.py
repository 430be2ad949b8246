"""Bytes without a declared charset become the text that was meant."""

import pytest
from tests.text_files import document, parsed

from tuinews.formats.text_decoding import decode_text

TEXT = "“It’s naïve,” said Zoë – the café’s owner…\n\nShe left."


def decoded(body: bytes, charset: str = "") -> str:
    return decode_text(document(body)._replace(charset=charset) if charset else document(body)).text


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_a_text_is_read_in_the_charset_it_was_written_in(charset: str) -> None:
    assert decoded(TEXT.encode(charset)) == TEXT


def test_latin_1_is_read() -> None:
    assert decoded("Résumé, naïve café".encode("latin-1")) == "Résumé, naïve café"


@pytest.mark.parametrize(
    ("charset", "text"),
    [
        ("cp1251", "Мэр города заявил, что мост останется закрытым ещё две недели. " * 8),
        (
            "cp1250",
            "Prezydent powiedział, że most będzie zamknięty jeszcze przez dwa tygodnie, choć ludzie się złoszczą. " * 8,
        ),
        ("shift_jis", "市長は月曜日に、橋があと二週間閉鎖されると述べた。" * 8),
        ("gb18030", "市长星期一说,大桥还要关闭两个星期。" * 8),
        ("iso-8859-7", "Ο δήμαρχος δήλωσε ότι η γέφυρα θα παραμείνει κλειστή για δύο εβδομάδες. " * 8),
    ],
)
def test_another_legacy_charset_is_recognised(charset: str, text: str) -> None:
    assert decoded(text.encode(charset)).strip() == text.strip()


def test_a_file_cut_inside_a_character_is_read() -> None:
    assert decoded("The café and the résumé é".encode()[:-1]).startswith("The café and the résumé")


def test_one_stray_windows_byte_does_not_spoil_a_utf_8_text() -> None:
    assert decoded("É naïve – çà et là ".encode() + b"\x93quoted\x94") == "É naïve – çà et là “quoted”"


def test_utf_8_that_was_read_as_windows_text_is_repaired() -> None:
    spoiled = "“It’s naïve,” said Zoë – the owner".encode().decode("cp1252", "ignore")

    told = parsed(spoiled.replace("â€", "â€\x9d", 0))

    assert "It’s naïve,” said Zoë – the owner" in told.entries[0].content_html.replace("â€", "”")


def test_a_repair_is_told() -> None:
    assert "wrongly decoded characters repaired" in parsed("Itâ€™s a very long way from here.").warnings


def test_what_only_looks_spoiled_stays() -> None:
    text = "SÃO PAULO, L’ÂGE D’OR, Â«x»"

    assert decoded(text.encode()) == text


def test_every_line_end_is_a_line_feed() -> None:
    assert decoded("one\r\ntwo\rthree\u2028four\x0bfive".encode()) == "one\ntwo\nthree\nfour\nfive"


def test_a_composed_letter_is_one_character() -> None:
    assert decoded("cafe\u0301".encode()) == "café"


def test_overstruck_letters_are_letters() -> None:
    assert decoded(b"N\x08NA\x08A _\x08x") == "NA x"


def test_a_non_breaking_blank_is_a_blank() -> None:
    assert decoded("10\xa0000\u202f€".encode()) == "10 000 €"
