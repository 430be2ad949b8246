"""Lists of feeds in and out: OPML, newsboat's, and exports of everything."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.shell import Shell
from tests.documents import file_document
from tests.newsstand import Newsstand

from tuinews.formats.opml import read_opml
from tuinews.model.subscriptions import SmartFolder

Write = Callable[..., str]


OPML = (
    '<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body><outline text="World">'
    '<outline type="rss" text="A" xmlUrl="http://127.0.0.1:9/a"/><outline type="rss" text="B" xmlUrl="http://127.0.0.1:9/b"/>'
    "</outline></body></opml>"
)


def test_an_opml_file_is_taken_over(shell: Shell, write: Write) -> None:
    said = shell("import", write("feeds.opml", OPML))

    assert said.out == "2 added\n"
    assert [(feed["title"], feed["folder"]) for feed in shell("feeds", "--json").json] == [
        ("A", "World"),
        ("B", "World"),
    ]


def test_an_export_imported_again_changes_nothing(shell: Shell, write: Write) -> None:
    shell("import", write("feeds.opml", OPML))
    exported = shell("export").out

    said = shell("import", write("again.opml", exported))

    assert said.out == "0 added, 2 already there\n"
    assert shell("export").out == exported


def test_a_list_imported_again_spends_no_undo(shell: Shell, write: Write) -> None:
    shell("import", write("urls", "http://127.0.0.1:9/a\nhttp://127.0.0.1:9/b\n"))
    shell("import", write("again.opml", OPML))

    assert shell("undo").out == "Undone: 2 feeds imported\n"


@pytest.mark.parametrize("form", [(), ("--json",)])
def test_passwords_are_exported_only_when_they_are_asked_for(shell: Shell, write: Write, form: tuple[str, ...]) -> None:
    shell("import", write("urls", "http://ann:s3cret@a.example/feed\n"))

    said = shell("export", *form)

    assert "http://a.example/feed" in said.out
    assert "s3cret" not in said.out + said.err
    assert "password of 1 address" in said.err
    assert "ann:s3cret@" in shell("export", "--passwords", *form).out


def test_a_file_that_is_there_is_never_exported_over(shell: Shell, write: Write) -> None:
    said = shell("export", write("feeds.opml", "mine"))

    assert said.exit_code == 2
    assert Path("feeds.opml").read_text(encoding="utf-8") == "mine"


def test_the_programs_of_a_newsboat_list_are_named_and_not_run(shell: Shell, write: Write) -> None:
    said = shell("import", write("urls", "http://127.0.0.1:9/a\nexec:touch ran\n"))

    assert said.out == "1 added, 1 not a feed\n"
    assert "Line 2: “exec:touch” runs a program" in said.err
    assert not Path("ran").exists()


def test_an_import_is_taken_back_by_undo(shell: Shell, write: Write) -> None:
    shell("import", write("feeds.opml", OPML))

    said = shell("undo")

    assert said.out == "Undone: 2 feeds imported\n"
    assert shell("feeds", "--json").json == []


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (OPML[:-60], "The OPML is broken at line 1, column "),
        ("", "The file is empty"),
        ("Only words, and no address.\n", "This is no list of feeds"),
        (b"\0\1\2\xff" * 99, "binary data"),
    ],
    ids=["broken", "empty", "words", "binary"],
)
def test_a_list_that_cannot_be_read_changes_nothing(
    shell: Shell, write: Write, content: str | bytes, sentence: str
) -> None:
    shell("import", write("feeds.opml", OPML))

    said = shell("import", write("bad.opml", content))

    assert (said.exit_code, said.out) == (2, "")
    assert said.err.startswith("tuinews: bad.opml: ")
    assert sentence in said.err
    assert len(shell("feeds", "--json").json) == 2


def test_everything_can_be_exported_as_json_without_steering_characters(shell: Shell, newsstand: Newsstand) -> None:
    newsstand.serve("/n", b"<rss version='2.0'><channel><title>N</title><item><title>T</title>"
                    b"<description>a \xc2\x9d31m b</description></item></channel></rss>")  # fmt: skip
    shell("add", newsstand.url("/n"))

    said = shell("export", "--json")

    assert said.json["articles"][0]["html"] == "a \x9d31m b"
    assert "\x9d" not in said.out


NEWSBOAT = r"""https://news.example/feed news "~The News"
"query:Today:age < 1 and tags # \"news\""
"query:Marked:flags # \"s\""
"""


def test_query_feeds_of_newsboat_become_smart_folders_or_are_told_why_not(
    shell: Shell, write: Callable[[str, str | bytes], str]
) -> None:
    said = shell("import", write("urls", NEWSBOAT))

    assert said.out == "1 added, 1 query became a smart folder, 1 query could not\n"
    assert "Line 3: “Marked” cannot be a smart folder: flags are newsboat's own." in said.err
    listed = shell("feeds").out
    assert "Smart folders" in listed
    assert "since:1d tag:news" in listed


def test_one_undo_takes_an_import_back_with_its_smart_folders(
    shell: Shell, write: Callable[[str, str | bytes], str]
) -> None:
    shell("import", write("urls", NEWSBOAT))

    assert shell("undo").out == "Undone: 1 feed and 1 smart folder imported\n"
    assert shell("feeds", "--json").json == []
    assert shell("import", "urls").out.startswith("1 added, 1 query became a smart folder")


def test_an_export_gives_back_what_was_imported(shell: Shell, write: Callable[[str, str | bytes], str]) -> None:
    given = """<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0">
  <head>
    <title>tuinews subscriptions</title>
    <ownerName>Kim</ownerName>
  </head>
  <body>
    <outline text="World" title="World" icon="globe">
      <outline text="Europe" title="Europe">
        <outline type="rss" text="Mine" title="Theirs" xmlUrl="https://a.example/f" category="/x/y" priority="9"/>
      </outline>
      <outline type="rss" text="Same" title="Same" xmlUrl="https://b.example/f" htmlUrl="https://b.example/"/>
    </outline>
    <outline type="rss" text="O" title="O" xmlUrl="https://c.example/f" tuinewsHidden="true" tuinewsOwnTitle="true"/>
  </body>
</opml>
"""
    shell("import", write("feeds.opml", given))

    assert shell("export").out == given


def test_smart_folders_and_empty_folders_go_out_with_the_feeds_and_come_in_again(
    shell: Shell, newsstand: Newsstand, tmp_path: Path
) -> None:
    shell("add", newsstand.feed("/news", "The Example", ["One"]), "--folder", "World")
    shell("smart", "add", "Bridges & more", 'bridge OR "a <lock>"')
    shell("export", str(tmp_path / "out.opml"))
    written = (tmp_path / "out.opml").read_text(encoding="utf-8")
    with_empty = written.replace("</body>", '<outline text="Later"><outline text="Much"/></outline></body>')
    (tmp_path / "in.opml").write_text(with_empty, encoding="utf-8")

    shell("import", str(tmp_path / "in.opml"), "--data-dir", str(tmp_path / "other"))
    smart = shell("smart", "--json", "--data-dir", str(tmp_path / "other")).json
    again = shell("export", "-", "--data-dir", str(tmp_path / "other")).out

    assert [(one["name"], one["query"]) for one in smart] == [("Bridges & more", 'bridge OR "a <lock>"')]
    assert [line.strip() for line in again.splitlines() if "Later" in line or "Much" in line] == [
        '<outline text="Later" title="Later">',
        '<outline text="Much" title="Much">',
    ]
    assert read_opml(file_document(again, "out.opml")).smart_folders == (
        SmartFolder(0, "Bridges & more", 'bridge OR "a <lock>"'),
    )
