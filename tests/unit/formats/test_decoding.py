"""Bytes to text where charsets contradict one another."""

import codecs

import pytest
from tests.documents import page_document

from tuinews.formats.decoding import decode_markup

TEXT = "<p>Café — naïve</p>"


@pytest.mark.parametrize(
    "body",
    [
        codecs.BOM_UTF8 + TEXT.encode(),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
    ],
)
def test_wide_characters_are_told_by_mark_or_zeros(body: bytes) -> None:
    assert decode_markup(page_document(body)) == TEXT


def test_valid_utf8_wins_over_what_is_declared() -> None:
    body = '<meta charset="iso-8859-1">' + TEXT

    assert TEXT in decode_markup(page_document(body.encode(), charset="iso-8859-1"))


def test_latin1_means_what_windows_makes_of_it() -> None:
    body = '<?xml version="1.0" encoding="iso-8859-1"?>“Café”'.encode("cp1252")

    assert decode_markup(page_document(body)).endswith("“Café”")


def test_the_declaration_of_the_page_is_used() -> None:
    body = '<meta http-equiv="content-type" content="text/html; charset=Shift_JIS"><p>日本語</p>'.encode("shift_jis")

    assert "日本語" in decode_markup(page_document(body))


def test_the_carrier_comes_before_the_page() -> None:
    body = '<meta charset="iso-8859-1">Новости'.encode("koi8-r")

    assert decode_markup(page_document(body, charset="koi8-r")).endswith("Новости")


def test_a_seven_bit_charset_is_used_where_it_is_declared() -> None:
    body = b'<meta charset="iso-2022-jp">' + "日本語".encode("iso-2022-jp")

    assert decode_markup(page_document(body)).endswith("日本語")


@pytest.mark.parametrize(
    "charset", ["rot13", "utf-7", "punycode", "unicode_escape", "utf-16", "no-such-charset", "\x00"]
)
def test_a_charset_that_is_none_of_the_web_is_not_used(charset: str) -> None:
    assert decode_markup(page_document(b"+ADw-b+AD4- \xe9", charset=charset)) == "+ADw-b+AD4- é"


@pytest.mark.parametrize(
    ("name", "codec"),
    [
        ("ibm866", "cp866"),
        ("cskoi8r", "koi8-r"),
        ("437", "cp437"),
        ("windows_1251", "cp1251"),
        ("maclatin2", "mac_latin2"),
    ],
)
def test_old_charsets_are_known_by_all_their_names(name: str, codec: str) -> None:
    word = bytes(range(0xE0, 0xE8))
    body = f'<?xml version="1.0" encoding="{name}"?><p>'.encode() + word + b"</p>"

    assert decode_markup(page_document(body)).endswith(f"<p>{word.decode(codec)}</p>")


@pytest.mark.parametrize("codec", ["cp037", "cp500", "cp875"])
def test_a_mainframes_charset_is_read(codec: str) -> None:
    text = f'<?xml version="1.0" encoding="{codec}"?><rss><channel><title>Café</title></channel></rss>'
    text = text.replace("é", "e") if codec == "cp875" else text

    assert decode_markup(page_document(text.encode(codec))) == text


def test_a_charset_that_nobody_declares_is_told_by_its_letters() -> None:
    text = "<rss><channel><title>Новости дня: погода в столице и на юге страны</title></channel></rss>"

    assert decode_markup(page_document(text.encode("koi8-r"))) == text


def test_a_few_broken_bytes_do_not_spoil_utf8() -> None:
    assert decode_markup(page_document("äöü".encode() + b"\xff")) == "äöü\ufffd"
