"""Plain text files as people have them: what becomes title, byline, date and story, and what is hidden."""

from datetime import UTC, datetime

import pytest
from tests.text_files import FERRY, MAYOR, SAFE, STORY, document, entry, hidden, parsed, shown

from tuinews.errors import FormatError
from tuinews.formats.text import parse_text

# ------------------------------------------------------------------------------------- the comment form


def test_a_comment_form_at_the_end_is_hidden_and_not_lost() -> None:
    text = f"{STORY}\n\nLEAVE A REPLY\n\nPlease enter your comment!\nPlease enter your name here\n"

    content = entry(text).content_html

    form = ["LEAVE A REPLY", "Please enter your comment!", "Please enter your name here"]
    assert hidden(content) == [("comment form", form)]


def test_an_article_without_title_and_date_says_so_and_counts_what_is_hidden() -> None:
    text = f"{STORY}\n\nLEAVE A REPLY\n\nPlease enter your comment!\nPlease enter your name here\n"

    assert parsed(text).warnings == (
        "title derived from the text",
        "no date",
        "3 lines hidden (. shows them)",
    )


def test_nothing_of_the_story_is_hidden_with_the_form() -> None:
    content = entry(f"{STORY}\n\nLEAVE A REPLY\n\nPlease enter your comment!").content_html

    assert shown(content) == STORY.split("\n\n")


# ------------------------------------------------------------------------------------------------ titles


def test_a_derived_title_is_the_first_clause_of_the_first_sentence() -> None:
    first = entry(
        f"The leader of the miners travelled to the capital on Wednesday as hopes grew that {FERRY}\n\n{SAFE}"
    )

    assert first.title == "The leader of the miners travelled to the capital on Wednesday…"
    assert first.title_is_derived


def test_a_derived_title_removes_nothing_from_the_text() -> None:
    first = entry(f"The bridge stays closed.\n\n{MAYOR}")

    assert first.title == "The bridge stays closed"
    assert shown(first.content_html)[0] == "The bridge stays closed."


def test_a_short_row_over_a_story_is_its_title_and_not_said_twice() -> None:
    first = entry(f"Bridge stays closed for two more weeks\n\n{STORY}")

    assert (first.title, first.title_is_derived) == ("Bridge stays closed for two more weeks", False)
    assert shown(first.content_html)[0] == MAYOR


def test_a_row_that_repeats_the_title_is_left_out() -> None:
    title = "Bridge stays closed for two more weeks"

    first = entry(f"{title}\n\nBy Ana Lopes\n\n{title}\n\n{STORY}")

    assert title not in shown(first.content_html)


def test_a_first_paragraph_is_no_title() -> None:
    assert entry(STORY).title_is_derived


def test_a_menu_is_no_title() -> None:
    first = entry(f"Skip to main content\n\nHome > News > Local\n\nBridge stays closed for two more weeks\n\n{STORY}")

    assert first.title == "Bridge stays closed for two more weeks"


def test_a_headline_in_capitals_is_a_title_and_no_name() -> None:
    first = entry(f"BRIDGE STAYS CLOSED\n\n{STORY}")

    assert (first.title, first.authors) == ("BRIDGE STAYS CLOSED", ())


def test_a_name_in_capitals_over_a_story_is_its_author() -> None:
    first = entry(f"SIMÃO VAN DER MERWE\n\n{STORY}")

    assert (first.title_is_derived, first.authors) == (True, ("Simão van der Merwe",))


def test_a_caption_is_no_title() -> None:
    first = entry(f"The old bridge seen from the harbour last week. Photo: Rui Reis\n\n{STORY}")

    assert first.title_is_derived


def test_a_title_underlined_with_equals_signs_is_a_title() -> None:
    assert entry(f"Closed\n======\n\n{STORY}").title == "Closed"


def test_a_title_broken_with_the_text_is_put_together() -> None:
    first = entry(
        f"Bridge over the river stays closed for two more weeks, and\ndrivers take the long way round\n\n{STORY}"
    )

    assert first.title == "Bridge over the river stays closed for two more weeks, and drivers take the long way round"


def test_without_a_story_the_only_row_is_title_and_text() -> None:
    first = entry("Bridge closed again")

    assert (first.title, first.title_is_derived) == ("Bridge closed again", True)
    assert shown(first.content_html) == ["Bridge closed again"]


def test_a_text_of_signs_is_named_after_its_file() -> None:
    told = parse_text(document("***\n", "/home/ana/budget_notes-2024.txt"))

    assert told.entries[0].title == "Budget notes 2024"
    assert told.warnings[0] == "title derived from the file name"


# ---------------------------------------------------------------------------------------------- addresses

ADDRESS = "https://www.portoalto.example/news/2023/05/12/bridge-stays-closed-as-ana-lopes-waits-184130.html"


def test_an_address_on_the_first_row_is_the_source() -> None:
    first = entry(f"{ADDRESS}\r\n\r\n{STORY}")

    assert (first.url, first.outlet) == (ADDRESS, "portoalto.example")
    assert shown(first.content_html)[0] == MAYOR


def test_an_address_gives_title_and_date() -> None:
    told = parsed(f"{ADDRESS}\n\n{STORY}")

    assert told.entries[0].title == "Bridge stays closed as Ana Lopes waits"
    assert told.entries[0].published == datetime(2023, 5, 12, tzinfo=UTC)
    assert told.warnings == ("title derived from the address",)


def test_a_number_in_an_address_is_no_date() -> None:
    assert entry(f"https://portoalto.example/184130/2003781903\n\n{STORY}").published is None


def test_a_title_in_the_text_goes_before_the_address() -> None:
    first = entry(f"{ADDRESS}\n\nCouncil keeps the bridge closed\n\n{STORY}")

    assert (first.title, first.title_is_derived) == ("Council keeps the bridge closed", False)


def test_an_address_glued_to_the_first_word_lets_it_go() -> None:
    first = entry(f"https://www.portoalto.example/2003781903Police closed the bridge. {MAYOR}\n\n{FERRY}")

    assert first.url == "https://www.portoalto.example/2003781903"
    assert shown(first.content_html)[0] == f"Police closed the bridge. {MAYOR}"


def test_tracking_goes_from_the_address_and_the_row_as_it_was_is_kept() -> None:
    told = f"{ADDRESS}?utm_source=mail"

    first = entry(f"{told}\n\n{STORY}")

    assert first.url == ADDRESS
    assert hidden(first.content_html) == [("address", [told])]


def test_the_rest_of_an_address_is_hidden() -> None:
    first = entry(f"20mines-reopen-%E2%80%93-after-strike.html\n\n{STORY}")

    assert hidden(first.content_html)[0][0] == "address"


# --------------------------------------------------------------------------------------- stated headers


def test_pairs_over_a_story_are_read() -> None:
    pairs = "Title: Bridge: closed\nAuthor: Ana Lopes and Rui Reis\nDate: 12 May 2023\nSource: The Porto Alto News\n"

    first = entry(f"{pairs}URL: {ADDRESS}\n\n{STORY}")

    assert (first.title, first.title_is_derived) == ("Bridge: closed", False)
    assert first.authors == ("Ana Lopes", "Rui Reis")
    assert first.published == datetime(2023, 5, 12, tzinfo=UTC)
    assert (first.outlet, first.url) == ("The Porto Alto News", ADDRESS)


def test_front_matter_is_read() -> None:
    names = "authors:\n  - Ana Lopes\n  - Rui Reis\nlang: pt\n"

    first = entry(
        f"---\ntitle: 'Bridge: closed'\ndate: 2023-05-12T10:00:00+02:00\n{names}tags: [roads, rivers]\n---\n\n{STORY}"
    )

    assert (first.title, first.authors, first.language) == ("Bridge: closed", ("Ana Lopes", "Rui Reis"), "pt")
    assert first.published == datetime(2023, 5, 12, 8, tzinfo=UTC)
    assert first.tags == ("roads", "rivers")


def test_prose_between_rules_is_no_front_matter() -> None:
    first = entry(f"---\n{MAYOR}\n---\n\n{FERRY}")

    assert MAYOR in shown(first.content_html)


def test_a_colon_in_the_prose_sets_no_field() -> None:
    first = entry(f"{MAYOR}\n\nAuthor: nobody knows who wrote on the wall of the bridge that night.\n\n{FERRY}")

    assert first.authors == ()


# ----------------------------------------------------------------------------------------------- bylines


@pytest.mark.parametrize(
    ("row", "authors"),
    [
        ("By Ana Lopes", ("Ana Lopes",)),
        ("By Ben Smith", ("Ben Smith",)),
        ("BY VAN JONES AND ANA LOPES", ("Van Jones", "Ana Lopes")),
        ("BY ANA LOPES", ("Ana Lopes",)),
        ("By Ana Lopes and Rui de Oliveira, Reuters", ("Ana Lopes", "Rui de Oliveira")),
        ("Written by Ana Lopes", ("Ana Lopes",)),
        ("By Ana Lopes | 12 May 2023", ("Ana Lopes",)),
        ("ANA LOPES", ("Ana Lopes",)),
        ("Ana Lopes, Associated Press", ("Ana Lopes",)),
        ("Por Ana Lopes", ("Ana Lopes",)),
        ("By Staff Reporter", ("Staff Reporter",)),
    ],
)
def test_a_byline_under_the_title_names_the_authors(row: str, authors: tuple[str, ...]) -> None:
    first = entry(f"Bridge stays closed for two more weeks\n\n{row}\n\n{STORY}")

    assert first.authors == authors
    assert hidden(first.content_html)[0] == ("byline", [row])


@pytest.mark.parametrize(
    "row",
    [
        "By Monday Morning the river had risen",
        "By Ana’s account the bridge held",
        "WORLD NEWS",
        "CAPE TOWN",
        "By the way",
    ],
)
def test_a_row_that_names_nobody_is_no_byline(row: str) -> None:
    assert entry(f"Bridge stays closed for two more weeks\n\n{row}\n\n{STORY}").authors == ()


def test_the_signature_of_an_agency_names_the_author() -> None:
    assert entry(f"{STORY}\n\n— Ana Lopes / GNA").authors == ("Ana Lopes",)


def test_a_reporting_line_names_the_author() -> None:
    assert entry(f"{STORY}\n\n(Reporting by Ana Lopes in Lisbon; Editing by Rui Reis)").authors == ("Ana Lopes",)


def test_the_speaker_of_a_closing_quotation_is_no_author() -> None:
    assert entry(f"{STORY}\n\n“A bridge is a promise.”\n\n— Ana Lopes").authors == ()


# ------------------------------------------------------------------------------------------------- dates


@pytest.mark.parametrize(
    "row",
    [
        "12 May 2023",
        "Published: May 12, 2023",
        "Friday, 12 May 2023",
        "2023-05-12",
        "12 de maio de 2023",
        "Posted on 12.5.2023",
    ],
)
def test_a_row_with_a_date_dates_the_article(row: str) -> None:
    first = entry(f"Bridge stays closed for two more weeks\n\n{row}\n\n{STORY}")

    assert first.published == datetime(2023, 5, 12, tzinfo=UTC)


@pytest.mark.parametrize("row", ["on Monday", "May 2023", "3/4/2023", "30 February 2023", "12 May"])
def test_a_date_is_never_invented(row: str) -> None:
    first = entry(f"Bridge stays closed for two more weeks\n\n{row}\n\n{STORY}")

    assert first.published is None


def test_a_dateline_with_a_year_dates_the_article_and_stays_in_it() -> None:
    first = entry(f"PORTO ALTO, May 12 2023 (IPS) - {MAYOR}\n\n{FERRY}")

    assert first.published == datetime(2023, 5, 12, tzinfo=UTC)
    assert shown(first.content_html)[0].startswith("PORTO ALTO, May 12 2023 (IPS) - The mayor")


def test_a_dateline_is_no_part_of_a_derived_title() -> None:
    assert entry(f"PORTO ALTO, May 12 (IPS) - {MAYOR}\n\n{FERRY}").title.startswith("The mayor of Porto Alto said")


def test_published_and_updated_are_told_apart() -> None:
    first = entry(f"Bridge stays closed for long\n\nPublished: 12 May 2023 | Updated: 14 May 2023, 09:30\n\n{STORY}")

    assert first.published == datetime(2023, 5, 12, tzinfo=UTC)
    assert first.updated == datetime(2023, 5, 14, 9, 30, tzinfo=UTC)


# ------------------------------------------------------------------------------------------------ quotes


@pytest.mark.parametrize(
    "text",
    [
        '“It’s safe,” she said. "It isn\'t," he said. ‘Maybe,’ they said.',
        "“The bridge is old,” she said. “It was built by hand.\n\n“My father carried the stones.”",
        "«O rio subiu», disse. « La rivière », dit-elle, „der Fluss“, sagte er.",
    ],
)
def test_quotation_marks_stay_as_they_are(text: str) -> None:
    assert "\n\n".join(shown(entry(text).content_html)) == text


# ------------------------------------------------------------------------------------------- odd files


def test_an_empty_file_is_refused_by_name() -> None:
    with pytest.raises(FormatError, match=r"^notes\.txt is empty\.$"):
        parsed("")


def test_a_file_of_blanks_is_empty() -> None:
    with pytest.raises(FormatError, match="is empty"):
        parsed("\ufeff \n\n\t\u200b\n")


def test_a_binary_file_is_refused() -> None:
    with pytest.raises(FormatError, match="does not look like text"):
        parsed(bytes(range(256)) * 20)


def test_an_archive_is_called_by_its_kind() -> None:
    with pytest.raises(FormatError, match=r"does not look like text: notes\.txt is a ZIP archive"):
        parsed(b"PK\x03\x04" + bytes(60))


def test_a_file_name_with_escapes_is_clean_in_the_message() -> None:
    with pytest.raises(FormatError, match=r"^two lines\.txt is empty"):
        parse_text(document(b"", "/tmp/two\nlines\x1b[31m.txt"))


def test_escape_sequences_do_not_reach_the_article() -> None:
    first = entry("Title\x1b]0;pwned\x07 of some length\n\n\x1b[2JShe said no. \u202egnp.exe")

    assert not set(first.title + first.content_html) & set("\x1b\x07\u202e")


def test_markup_in_the_text_is_shown_as_it_is() -> None:
    content = entry("She wrote <b>no</b> & [/bold] on the wall.").content_html

    assert content == "<p>She wrote &lt;b&gt;no&lt;/b&gt; &amp; [/bold] on the wall.</p>"


def test_rtf_is_read_whatever_its_name() -> None:
    first = entry(rb"{\rtf1\ansi\ansicpg1252 \'93It is safe,\'94 said Ana Lopes of the bridge.\par She left.}")

    assert shown(first.content_html) == ["“It is safe,” said Ana Lopes of the bridge.", "She left."]


def test_five_megabytes_are_read() -> None:
    first = entry((MAYOR + "\n\n") * (5_000_000 // len(MAYOR)))

    assert first.content_html.count("<p>") > 20_000


def test_of_very_many_lines_the_first_are_read_and_that_is_said() -> None:
    told = parsed("short\n" * 400_000)

    assert told.warnings[-1] == "only the first 300,000 lines were read"


def test_a_row_of_a_megabyte_is_read() -> None:
    assert len(entry("word " * 200_000).content_html) > 900_000


def test_a_text_from_the_web_keeps_its_address() -> None:
    first = entry(STORY, "https://portoalto.example/notes.txt")

    assert (first.url, first.outlet) == ("https://portoalto.example/notes.txt", "portoalto.example")
