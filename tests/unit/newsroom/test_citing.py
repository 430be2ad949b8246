"""Citing quotes, and writing them to files."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tuinews.config import Config, parse_config
from tuinews.errors import ConfigError, UsageError
from tuinews.model.annotations import Certainty, QuoteKind, SpeakerType
from tuinews.model.statements import QuoteKey, Statement
from tuinews.newsroom import quote_files
from tuinews.newsroom.cite import citation

ONE = Statement(
    key=QuoteKey(0, 7, 10, 1),
    words="“The bridge is tired,”",
    end=32,
    speaker="Amina Haddad",
    outlet="Courier & Sons",
    title="Bridge costs rise",
    url="https://courier.example/bridge_1",
    published=datetime(2026, 11, 20, 12, tzinfo=UTC),
    role="Mayor",
    type=SpeakerType.PERSON,
    certainty=Certainty.CERTAIN,
)


async def several(*statements: Statement) -> AsyncIterator[Statement]:
    for one in statements:
        yield one


async def as_text(form: str, *statements: Statement) -> str:
    return "".join([piece async for piece in quote_files.written(several(*statements), form)])


def test_a_plain_citation_names_speaker_role_outlet_day_and_address() -> None:
    assert citation(ONE, Config()) == (
        "“The bridge is tired,” — Amina Haddad, Mayor, Courier & Sons, 2026-11-20, https://courier.example/bridge_1"
    )


def test_what_is_not_known_leaves_no_comma_behind() -> None:
    bare = ONE._replace(role="", speaker="", published=None, url="")

    assert citation(bare, Config()) == "“The bridge is tired,” — unattributed, Courier & Sons"


def test_reported_speech_has_no_quotation_marks() -> None:
    reported = ONE._replace(words="that the bridge was tired", kind=QuoteKind.INDIRECT)

    assert citation(reported, Config()).startswith("that the bridge was tired — ")


@pytest.mark.parametrize("words", ['"The bridge is tired"', "«The bridge is tired»", "„The bridge is tired“"])
def test_marks_of_every_kind_become_one_kind(words: str) -> None:
    assert citation(ONE._replace(words=words), Config()).startswith("“The bridge is tired” — ")


def test_markdown_links_the_outlet() -> None:
    found = citation(ONE, Config(cite_form="markdown"))

    assert found.startswith("> “The bridge is tired,”\n>\n> — Amina Haddad, Mayor, [Courier & Sons](<https://courier")


def test_markdown_of_others_is_not_taken_for_ours() -> None:
    found = citation(ONE._replace(words="“[a](b) *c*”"), Config(cite_form="markdown"))

    assert r"“\[a\](b) \*c\*”" in found


def test_bibtex_escapes_what_tex_would_read() -> None:
    found = citation(ONE, Config(cite_form="bibtex"))

    assert found.startswith("@misc{haddad2026bridge,\n  author = {Amina Haddad},\n")
    assert r"howpublished = {Courier \& Sons}" in found
    assert found.endswith("url = {https://courier.example/bridge_1}\n}")


def test_only_web_addresses_are_cited() -> None:
    assert "javascript" not in citation(ONE._replace(url="javascript:alert(1)"), Config())


@pytest.mark.parametrize(
    ("template", "complaint"),
    [
        ("{quote} {wer}", "names {wer}; there are quote, name"),
        ("{quote", "has a brace without its other half"),
        ("{name}", "must hold {quote}"),
        ("{quote!r}", "names {quote!r}"),
        ("{quote.__class__}", "names {quote.__class__}"),
    ],
)
def test_a_template_that_cannot_be_filled_is_refused_with_its_line(template: str, complaint: str) -> None:
    with pytest.raises(ConfigError) as refused:
        parse_config(f'[cite]\nplain = "{template}"')

    assert refused.value.message.startswith(f"config.toml, line 2: cite.plain {complaint}")


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@SUM(A1)", " =1+1", "\u200b=1+1", "＝1+1"])
async def test_no_cell_of_a_table_is_a_formula(words: str) -> None:
    table = await as_text("csv", ONE._replace(words=words))

    cell = table.splitlines()[1].split(",")[2]
    assert cell.startswith("'")


async def test_a_page_shows_no_markup_of_others() -> None:
    page = await as_text("html", ONE._replace(words="“<script>alert(1)</script>”", url="javascript:alert(1)"))

    assert "<script>" not in page
    assert "href" not in page


async def test_likely_speakers_are_called_so() -> None:
    assert "Amina Haddad (likely), Mayor" in await as_text("markdown", ONE._replace(certainty=Certainty.LIKELY))


@pytest.mark.parametrize("form", ["json", "csv", "markdown", "html"])
async def test_no_quotes_make_an_empty_file_of_the_form(form: str) -> None:
    assert await as_text(form)


async def test_a_file_is_replaced_only_when_that_is_wanted(tmp_path: Path) -> None:
    target = tmp_path / "quotes.md"
    target.write_text("mine")

    with pytest.raises(UsageError, match="already"):
        await quote_files.write_file(several(ONE), target, may_replace=False)

    assert target.read_text() == "mine"
    assert await quote_files.write_file(several(ONE), target, may_replace=True) == 1
    assert "The bridge is tired" in target.read_text()
    assert [path.name for path in tmp_path.iterdir()] == ["quotes.md"]


async def test_what_cannot_be_written_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be written: no such file"):
        await quote_files.write_file(several(ONE), tmp_path / "nowhere" / "quotes.md", may_replace=False)
    with pytest.raises(UsageError, match=r"must end in \.md"):
        await quote_files.write_file(several(ONE), tmp_path / "quotes.exe", may_replace=False)


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("", "quotes.md"),
        ('said:"Grace Oyelaran" about:bridge', "quotes-said-grace-oyelaran-about-bridge.md"),
        ("../../etc/passwd", "quotes-etc-passwd.md"),
        ("x" * 300, "quotes.md"),
    ],
)
def test_file_names_hold_words_of_the_query_only(query: str, name: str) -> None:
    assert quote_files.file_name(query) == name
