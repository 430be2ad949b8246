"""Mail messages and pages saved as messages become articles."""

from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from tests.text_files import FERRY, MAYOR, STORY, document, hidden, shown

from tuinews.errors import FormatError
from tuinews.formats.email import parse_email
from tuinews.model.entries import Entry

LAYOUT = (
    "<table><tr><td><table><tr><td><table><tr><td><table><tr><td>{}</td></tr></table></td></tr></table></table></table>"
)


def message(plain: str = "", markup: str = "", **headers: str) -> bytes:
    mail = EmailMessage()
    for name, told in {"From": "Ana Lopes <ana@portoalto.example>", "Subject": "Bridge closed", **headers}.items():
        mail[name.replace("_", "-")] = told
    if plain:
        mail.set_content(plain)
    if markup and plain:
        mail.add_alternative(markup, subtype="html")
    elif markup:
        mail.set_content(markup, subtype="html")
    return mail.as_bytes()


def entry(body: bytes) -> Entry:
    return parse_email(document(body, "/home/ana/letter.eml")).entries[0]


def test_the_headers_give_title_author_date_and_outlet() -> None:
    first = entry(message(STORY, Date="Fri, 12 May 2023 10:30:00 +0200"))

    assert (first.title, first.title_is_derived) == ("Bridge closed", False)
    assert (first.authors, first.outlet) == (("Ana Lopes",), "portoalto.example")
    assert first.published == datetime(2023, 5, 12, 8, 30, tzinfo=UTC)


def test_encoded_words_in_headers_are_read() -> None:
    first = entry(
        b"From: =?utf-8?q?Zo=C3=AB?= <z@a.example>\nSubject: =?cp1252?q?It=92s?= =?utf-8?b?IHNhZmU=?=\n\n"
        + STORY.encode()
    )

    assert (first.title, first.authors) == ("It’s safe", ("Zoë",))


def test_a_private_address_is_no_outlet() -> None:
    assert entry(message(STORY, From="Ana Lopes <ana@gmail.com>")).outlet == ""


def test_a_mailing_list_is_the_outlet() -> None:
    assert entry(message(STORY, List_Id="The Morning Tide <tide.example.org>")).outlet == "The Morning Tide"


def test_html_is_preferred_where_it_reads_well() -> None:
    first = entry(message(STORY, "<h1>Closed</h1>" + "".join(f"<p>{row}</p>" for row in STORY.split("\n\n"))))

    assert "<h1>Closed</h1>" in first.content_html


def test_plain_text_is_preferred_to_a_page_laid_out_in_tables() -> None:
    first = entry(message(STORY, LAYOUT.format(STORY)))

    assert "<table" not in first.content_html


def test_a_plain_stub_is_not_preferred() -> None:
    first = entry(message("View this message in your browser.", LAYOUT.format(STORY)))

    assert "<table" in first.content_html


def test_a_script_in_the_html_counts_as_no_text() -> None:
    first = entry(message(STORY, f"<script>{'var x; ' * 2_000}</script><p>Hello</p>"))

    assert MAYOR in first.content_html


def test_a_sender_cannot_hide_text_with_our_mark() -> None:
    assert "data-tuinews-hidden" not in entry(message("", '<p Data-TuiNews-Hidden="x">Secret</p>')).content_html


def test_an_attachment_is_not_the_message() -> None:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "ana@portoalto.example", "Bridge"
    mail.set_content(STORY)
    mail.add_attachment("not this", filename="notes.txt")

    assert "not this" not in entry(mail.as_bytes()).content_html


def test_soft_breaks_are_undone() -> None:
    head = b"From: a@b.example\nSubject: Bridge\nContent-Type: text/plain; format=flowed\n\n"

    first = entry(head + b"The river rose \nand the bridge \nstayed closed.\n\nNobody crossed.\n")

    assert shown(first.content_html) == ["The river rose and the bridge stayed closed.", "Nobody crossed."]


def test_the_signature_is_hidden() -> None:
    first = entry(message(f"{STORY}\n\n-- \nAna Lopes\nPorto Alto News\n"))

    assert ("signature", ["--", "Ana Lopes", "Porto Alto News"]) in hidden(first.content_html)


def test_a_page_saved_as_a_message_keeps_its_address() -> None:
    head = b"From: <Saved by Blink>\nSnapshot-Content-Location: https://portoalto.example/bridge\nSubject: Bridge\n"

    first = entry(head + b"MIME-Version: 1.0\nContent-Type: text/html\n\n<p>" + FERRY.encode() + b"</p>")

    assert (first.url, first.outlet) == ("https://portoalto.example/bridge", "portoalto.example")


def test_a_wrong_charset_does_not_spoil_the_text() -> None:
    head = b"From: a@b.example\nContent-Type: text/plain; charset=us-ascii\nContent-Transfer-Encoding: 8bit\n\n"

    assert "the café" in entry(head + "She left the café by the bridge.".encode()).content_html


@pytest.mark.parametrize(
    "headers", [b"Date: nonsense", b"Date: Fri, 99 Foo 20233", b"Subject: =?x?q?=?=", b"From: <<<@@,,;"]
)
def test_broken_headers_are_survived(headers: bytes) -> None:
    assert MAYOR in entry(headers + b"\n\n" + STORY.encode()).content_html


def test_a_message_without_subject_gets_a_derived_title() -> None:
    assert entry(b"From: a@b.example\n\n" + STORY.encode()).title_is_derived


def test_a_message_without_text_is_refused() -> None:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "ana@portoalto.example", "Picture"
    mail.set_content(b"\x89PNG", maintype="image", subtype="png")

    with pytest.raises(FormatError, match=r"letter\.eml is a mail message without any text"):
        entry(mail.as_bytes())
