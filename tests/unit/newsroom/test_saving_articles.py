"""Articles written to files: in every form, under safe names, never over another file unasked."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from tests.ui.frame.newsdesk import NOW, Story, open_archive, stock

from tuinews.errors import UsageError
from tuinews.model.articles import Reading
from tuinews.newsroom import Newsroom, complete, read
from tuinews.newsroom.save_articles import FileThereError, file_name, save_articles
from tuinews.newsroom.write_article import written, written_quote
from tuinews.newsroom.write_book import write_book

TEXT = "The ferry is back & running.\n“It is finally safe,” said Mia Lund, the mayor.\nLund crossed first."


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    opened = open_archive(tmp_path / "home")
    yield opened
    opened.close()


async def stocked(newsroom: Newsroom) -> tuple[int, int]:
    stories = [Story("Ferry <returns>", TEXT, "Ann Other", "https://x.example/1?a=1&b=2"), Story("Bridge closes")]
    stock(newsroom, "Harbour News", stories)
    async for _ in complete.complete(newsroom, (1, 2)):
        pass
    return 2, 1


async def loaded(newsroom: Newsroom) -> list[Reading]:
    found = [await read.load(newsroom, article_id) for article_id in await stocked(newsroom)]
    return [reading for reading in found if reading is not None]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Ferry returns: at last!", "ferry-returns-at-last.md"),
        ("../../etc/passwd", "etc-passwd.md"),
        (".hidden", "hidden.md"),
        ("-rf", "rf.md"),
        ("CON", "article-con.md"),
        ("///", "article.md"),
        ("漢字の題", "漢字の題.md"),
        ("a\x00b\nc", "a-b-c.md"),
    ],
)
def test_a_name_made_of_a_title_is_safe(title: str, name: str) -> None:
    assert file_name(title) == name


def test_a_long_title_makes_a_name_that_fits() -> None:
    assert len(file_name("word " * 400).encode()) < 100
    assert len(file_name("漢" * 400).encode()) < 100


async def test_each_form_holds_title_source_and_text(newsroom: Newsroom) -> None:
    ids = await stocked(newsroom)
    reading = await read.load(newsroom, ids[0])
    assert reading is not None

    text, markdown, page = (written(reading, form) for form in ("text", "md", "html"))

    assert text.startswith(
        "Ferry <returns>\n\nHarbour News · Ann Other · 22 November 2026\nhttps://x.example/1?a=1&b=2\n"
    )
    assert markdown.startswith("# Ferry \\<returns>\n\nHarbour News · Ann Other")
    assert "<h1>Ferry &lt;returns&gt;</h1>" in page
    facts = json.loads(written(reading, "json"))
    assert facts["people"][0]["name"] == "Mia Lund"
    assert facts["quotes"][0]["speaker"]["name"] == "Mia Lund"


async def test_a_quote_is_given_with_its_speaker_and_source(newsroom: Newsroom) -> None:
    ids = await stocked(newsroom)
    reading = await read.load(newsroom, ids[0])
    assert reading is not None
    assert reading.annotation is not None
    quote = reading.annotation.quotes[0]

    assert written_quote(reading, quote, "text").startswith(
        "“It is finally safe,” – Mia Lund\nFerry <returns>, Harbour"
    )
    assert written_quote(reading, quote, "md").startswith("> “It is finally safe,”\n>\n> — Mia Lund")
    assert json.loads(written_quote(reading, quote, "json"))["speaker"] == "Mia Lund"
    assert "<footer>Mia Lund, Ferry &lt;returns&gt;" in written_quote(reading, quote, "html")


@pytest.mark.parametrize(
    "hostile", [r"\<img src=https://track.example/x>", r"\[x](https://track.example) `b`", "![x](<y>)"]
)
async def test_no_name_and_no_quote_becomes_markup_in_markdown(newsroom: Newsroom, hostile: str) -> None:
    said = f"“{hostile} is what the ferry brings,” said Mia Lund, the mayor."
    stock(newsroom, f"Feed {hostile}", [Story(f"Title {hostile}", said, f"Ann {hostile}")])
    async for _ in complete.complete(newsroom, (1,)):
        pass
    reading = await read.load(newsroom, 1)
    assert reading is not None
    assert reading.annotation is not None
    quotes = [written_quote(reading, quote, "md") for quote in reading.annotation.quotes]

    for markdown in (written(reading, "md"), *quotes):
        # An even number of backslashes before a sign leaves it its meaning.
        assert not re.search(r"(?<!\\)(?:\\\\)*[<\[`](?!https://x)", markdown), markdown
    assert quotes


async def test_a_book_is_well_formed_and_opens_with_its_type(newsroom: Newsroom) -> None:
    readings = [found for one in await stocked(newsroom) if (found := await read.load(newsroom, one))]

    book = zipfile.ZipFile(io.BytesIO(write_book(readings, "Two", NOW)))

    first = book.infolist()[0]
    assert (first.filename, first.compress_type, book.read(first)) == ("mimetype", 0, b"application/epub+zip")
    pages = {name: ElementTree.fromstring(book.read(name)) for name in book.namelist() if name.endswith("ml")}
    assert {"article-1.xhtml", "article-2.xhtml", "contents.xhtml", "META-INF/container.xml"} <= set(pages)
    assert "Ferry <returns>" in "".join(pages["article-1.xhtml"].itertext())
    listed = {item.get("href") for item in ElementTree.fromstring(book.read("book.opf")).iter() if item.get("href")}
    assert listed <= set(book.namelist())


async def test_nothing_is_overwritten_unasked(newsroom: Newsroom, tmp_path: Path) -> None:
    readings = await loaded(newsroom)
    path = tmp_path / "a.md"
    path.write_text("mine")

    with pytest.raises(FileThereError, match=r"a\.md is there already"):
        save_articles(newsroom, readings, path)
    assert path.read_text() == "mine"

    assert save_articles(newsroom, readings, path, overwrites=True) == 2
    assert "Bridge closes" in path.read_text()
    assert [one.name for one in tmp_path.iterdir() if "part" in one.name] == []


async def test_an_ending_that_says_no_form_is_refused(newsroom: Newsroom, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"one of \.md, \.html"):
        save_articles(newsroom, await loaded(newsroom), tmp_path / "a.exe")


async def test_a_name_that_no_file_can_have_is_refused(newsroom: Newsroom, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be written: File name too long"):
        save_articles(newsroom, await loaded(newsroom), tmp_path / ("x" * 300 + ".md"))
