"""Subscribing, refreshing, unsubscribing, and lists of feeds in and out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.shell import Said, Shell
from tests.documents import file_document
from tests.newsstand import HTML, Ending, Item, Newsstand

from tuinews.formats.opml import read_opml
from tuinews.model.subscriptions import SmartFolder

Write = Callable[..., str]


@pytest.fixture
def address(newsstand: Newsstand) -> str:
    """A feed with two entries."""
    newsstand.feed("/news", "The Example", ["First story", "Second story"])
    return newsstand.url("/news")


def test_adding_a_feed_tells_its_title_and_entries(shell: Shell, address: str) -> None:
    said = shell("add", address)

    assert (said.exit_code, said.out, said.err) == (0, "Added The Example, 2 entries.\n", "")


def test_adding_a_feed_asks_its_server_once(shell: Shell, newsstand: Newsstand, address: str) -> None:
    shell("add", address)

    assert len(newsstand.requests("/news")) == 1


def test_adding_a_feed_twice_says_that_it_is_there(shell: Shell, address: str) -> None:
    shell("add", address)

    said = shell("add", address)

    assert said.exit_code == 0
    assert said.out.startswith("Already there: The Example")
    assert len(shell("feeds", "--json").json) == 1


def test_folder_title_and_tags_are_kept(shell: Shell, address: str) -> None:
    shell("add", address, "--folder", "World/Europe", "--title", "Mine", "--tag", "a", "--tag", "b")

    (feed,) = shell("feeds", "--json").json

    assert (feed["title"], feed["folder"], feed["tags"]) == ("Mine", "World/Europe", ["a", "b"])


def test_a_site_with_several_feeds_offers_them(shell: Shell, newsstand: Newsstand) -> None:
    links = "".join(f'<link rel="alternate" type="application/rss+xml" title="{n}" href="/{n}">' for n in ("a", "b"))
    newsstand.serve("/", f"<!doctype html><html><head>{links}</head><body>Hi</body></html>".encode(), media_type=HTML)

    newsstand.feed("/a", "The Courier", ["One"])
    newsstand.feed("/b", "The Courier", ["Two", "Three"])

    said = shell("add", "--json", newsstand.url("/"))

    assert said.exit_code == 2
    choices = said.json[0]["choices"]
    assert [(one["url"], one["title"], one["entries"]) for one in choices] == [
        (newsstand.url("/a"), "a", 1),
        (newsstand.url("/b"), "b", 2),
    ]
    assert f"\n  tuinews add {newsstand.url('/b')}   b (2 entries)\n" in said.err


def test_all_feeds_of_a_site_are_taken_on_request(shell: Shell, newsstand: Newsstand) -> None:
    links = "".join(f'<link rel="alternate" type="application/rss+xml" title="{n}" href="/{n}">' for n in ("a", "b"))
    newsstand.serve("/", f"<!doctype html><html><head>{links}</head><body>Hi</body></html>".encode(), media_type=HTML)
    newsstand.feed("/a", "The Courier", ["One"])
    newsstand.feed("/b", "The Sport", ["Two"])

    said = shell("add", "--all", newsstand.url("/"))

    assert (said.exit_code, said.out) == (0, "Added The Courier, 1 entry.\nAdded The Sport, 1 entry.\n")
    assert len(newsstand.requests("/a")) == len(newsstand.requests("/b")) == 1


def test_a_feed_of_comments_beside_the_only_other_one_is_left_out(shell: Shell, newsstand: Newsstand) -> None:
    links = "".join(
        f'<link rel="alternate" type="application/rss+xml" title="{title}" href="{path}">'
        for title, path in (("Harbour » Comments Feed", "/comments/feed/"), ("Harbour » Feed", "/feed/"))
    )
    newsstand.serve("/", f"<!doctype html><html><head>{links}</head><body>Hi</body></html>".encode(), media_type=HTML)
    newsstand.feed("/feed/", "Harbour News", ["One"])
    newsstand.feed("/comments/feed/", "Comments on Harbour News", ["Two"])

    assert shell("add", newsstand.url("/")).out == "Added Harbour News, 1 entry.\n"


def test_a_password_in_an_address_is_said_to_be_kept(shell: Shell, newsstand: Newsstand) -> None:
    address = newsstand.feed("/news", "The Example", ["One"])

    said = shell("add", address.replace("http://", "http://me:secret@"))

    assert "[[site]]" in said.err
    assert "secret" not in said.err + said.out


@pytest.mark.parametrize("text", ["file:///etc/hosts", "http://[::1", "http://host:99999/", "http://", "two words"])
def test_what_is_no_web_address_is_refused(shell: Shell, text: str) -> None:
    said = shell("add", text)

    assert said.exit_code == 2
    assert "is no web address" in said.err


@pytest.mark.parametrize(
    ("body", "media_type", "sentence"),
    [
        (b"", "application/xml", "The address gives an empty answer, not a feed."),
        (b"\x89PNG\r\n\x1a\n123", "image/png", "The address gives a PNG image, not a feed."),
        (b"<!doctype html><html><body>Hi</body></html>", HTML, "is a web page that names no feed"),
    ],
)
def test_an_address_without_a_feed_is_one_sentence(
    shell: Shell, newsstand: Newsstand, body: bytes, media_type: str, sentence: str
) -> None:
    newsstand.serve("/x", body, media_type=media_type)

    said = shell("add", newsstand.url("/x"))

    assert (said.exit_code, said.out) == (2, "")
    assert sentence in said.err
    assert said.err.count("\n") == 1


def test_a_server_that_does_not_answer_is_given_up(shell: Shell, newsstand: Newsstand) -> None:
    newsstand.serve_raw("/x", b"", ending=Ending.HANG)

    said = shell("add", newsstand.url("/x"))

    assert said.exit_code == 2
    assert "did not answer within 1 s" in said.err


def test_what_could_be_added_is_added(shell: Shell, newsstand: Newsstand, address: str) -> None:
    said = shell("add", newsstand.url("/none"), address, "--json")

    assert said.exit_code == 1
    assert "has nothing at this address (404)" in said.json[0]["error"]
    assert said.json[1]["title"] == "The Example"


def test_the_log_has_what_failed(shell: Shell, newsstand: Newsstand, home: Path) -> None:
    shell("add", newsstand.url("/none"))

    assert "nothing at this address (404)" in (home / "state" / "tuinews.log").read_text(encoding="utf-8")


# ------------------------------------------------------------------------------------------------ refresh


def test_a_refresh_counts_what_it_did(shell: Shell, newsstand: Newsstand, address: str) -> None:
    shell("add", address)
    newsstand.feed("/news", "The Example", ["Third story", "First story", "Second story"])

    said = shell("refresh", "--force")

    assert (said.exit_code, said.out) == (0, "new 1  updated 0  unchanged 0  failed 0\n")


def test_a_refresh_asks_only_feeds_that_are_due(shell: Shell, newsstand: Newsstand, address: str) -> None:
    shell("add", address)

    said = shell("refresh")

    assert len(newsstand.requests("/news")) == 1
    assert "No feed is due" in said.err


def test_a_failing_feed_costs_neither_another_nor_its_articles(
    shell: Shell, newsstand: Newsstand, address: str
) -> None:
    newsstand.feed("/other", "The Other", ["A story"])
    shell("add", address, newsstand.url("/other"))
    newsstand.serve("/news", b"broken", status=500)
    newsstand.feed("/other", "The Other", ["A story", "Another story"])

    said = shell("refresh", "--force", "--json")

    assert said.exit_code == 1
    assert (said.json["new"], said.json["failed"]) == (1, 1)
    assert "The Example: The server at" in said.err
    assert len(shell("list", "--json").json) == 4


def test_the_list_of_feeds_says_what_went_wrong(shell: Shell, newsstand: Newsstand, address: str) -> None:
    shell("add", address)
    newsstand.serve("/news", b"broken", status=500)
    shell("refresh", "--force")

    said = shell("feeds")

    assert "failed" in said.out
    assert "has a fault of its own (500)" in " ".join(said.out.split())


def test_a_feed_to_refresh_must_exist(shell: Shell) -> None:
    said = shell("refresh", "nowhere")

    assert (said.exit_code, said.err) == (
        2,
        "tuinews: There is no feed nowhere. `tuinews feeds` lists them. `tuinews help shell` tells more.\n",
    )


# -------------------------------------------------------------------------------------- remove and undo


def test_undo_brings_a_removed_feed_back_with_its_articles(shell: Shell, address: str) -> None:
    shell("add", address)
    before = shell("list", "--json").json
    removed = shell("remove", "The Example")
    without = shell("list", "--json").json

    undone = shell("undo")

    assert removed.out == "The Example removed. `tuinews undo` brings it back.\n"
    assert without == []
    assert undone.out == "Undone: The Example removed\n"
    assert shell("list", "--json").json == before


def test_with_nothing_to_undo_undo_says_so(shell: Shell) -> None:
    assert shell("undo").out == "There is nothing to undo.\n"


def test_a_name_that_fits_several_feeds_removes_none(shell: Shell, write: Write) -> None:
    shell("import", write("urls", 'http://127.0.0.1:9/a "~News A"\nhttp://127.0.0.1:9/b "~News B"\n'))

    said = shell("remove", "news")

    assert said.exit_code == 2
    assert "could be any of 2 feeds (1 News A, 2 News B)" in said.err
    assert len(shell("feeds", "--json").json) == 2


# ------------------------------------------------------------------------------------ import and export

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


def people_counts(shell: Shell) -> list[object]:
    return [row["people"] for row in shell("list", "--json").json]


def test_a_refresh_finds_people_and_quotes_once_its_counts_are_told(shell: Shell, newsstand: Newsstand) -> None:
    shell("add", newsstand.feed("/news", "The Example", []))
    newsstand.feed("/news", "The Example", [Item("Bridge", "<p>“It is safe,” said Mia Lund.</p>")])

    said = shell("refresh", "--force")

    assert said.out.startswith("new 1")
    assert people_counts(shell) == [1]


def test_a_refresh_may_leave_people_and_quotes_to_the_next_one(shell: Shell, newsstand: Newsstand) -> None:
    shell("add", newsstand.feed("/news", "The Example", []))
    newsstand.feed("/news", "The Example", [Item("Bridge", "<p>“It is safe,” said Mia Lund.</p>")])
    shell("refresh", "--force", "--no-index")
    before = people_counts(shell)

    shell("refresh")

    assert (before, people_counts(shell)) == ([None], [1])


def fetched_with_a_limit(shell: Shell, newsstand: Newsstand, *options: str, limit: int) -> Said:
    """Refresh a feed that has three new articles where `limit` of them are completed at once."""
    shell("config", "set", "refresh.index_most", str(limit))
    shell("add", newsstand.feed("/news", "The Example", []))
    items = [Item(f"Bridge {number}", "<p>“It is safe,” said Mia Lund.</p>") for number in range(3)]
    newsstand.feed("/news", "The Example", items)
    return shell("refresh", "--force", *options)


def test_a_refresh_that_brings_many_articles_leaves_their_people_and_quotes_and_says_so(
    shell: Shell, newsstand: Newsstand
) -> None:
    said = fetched_with_a_limit(shell, newsstand, limit=2)

    assert said.out.startswith("new 3")
    assert said.err == (
        "3 new articles are read for people and quotes when the reader shows them; "
        "`tuinews refresh --index` does it now.\n"
    )
    assert people_counts(shell) == [None, None, None]


def test_as_many_new_articles_as_are_allowed_are_all_completed(shell: Shell, newsstand: Newsstand) -> None:
    assert fetched_with_a_limit(shell, newsstand, limit=3).err == ""
    assert people_counts(shell) == [1, 1, 1]


def test_what_a_refresh_left_is_caught_up_by_later_ones_or_at_once(shell: Shell, newsstand: Newsstand) -> None:
    fetched_with_a_limit(shell, newsstand, limit=2)
    newsstand.feed("/other", "Another", [])
    shell("add", newsstand.url("/other"))
    newsstand.feed("/other", "Another", [Item("New", "<p>“It is new,” said Ada Lund.</p>")])

    shell("refresh", "--force")
    caught_up = [count is not None for count in people_counts(shell)]
    shell("refresh", "--index")

    assert sum(caught_up) == 2
    assert people_counts(shell) == [1, 1, 1, 1]


def test_a_run_that_finds_nothing_new_leaves_a_great_backlog_alone(shell: Shell, newsstand: Newsstand) -> None:
    fetched_with_a_limit(shell, newsstand, limit=2)

    shell("refresh", "--force")

    assert people_counts(shell) == [None, None, None]


def test_index_completes_however_many_articles_there_are(shell: Shell, newsstand: Newsstand) -> None:
    assert fetched_with_a_limit(shell, newsstand, "--index", limit=0).err == ""
    assert people_counts(shell) == [1, 1, 1]


def test_no_index_completes_none_and_says_nothing(shell: Shell, newsstand: Newsstand) -> None:
    assert fetched_with_a_limit(shell, newsstand, "--no-index", limit=2).err == ""
    assert people_counts(shell) == [None, None, None]


def test_a_feed_named_twice_within_five_minutes_is_left_in_peace(shell: Shell, newsstand: Newsstand) -> None:
    shell("add", newsstand.feed("/news", "The Example", ["One"]))

    said = shell("refresh", "example")

    assert "less than five minutes ago" in said.err
    assert len(newsstand.requests("/news")) == 1


def test_a_feed_that_is_gone_is_never_due(shell: Shell, newsstand: Newsstand) -> None:
    shell("add", newsstand.feed("/news", "The Example", ["One"]))
    newsstand.serve("/news", status=410)
    shell("refresh", "--force")

    assert "never" in shell("feeds").out
    assert (
        next(feed for feed in shell("feeds", "--json").json if feed["title"] == "The Example")["next_refresh"] is None
    )
    assert [problem["next_refresh"] for problem in shell("problems", "--json").json] == [None]


def test_a_feed_that_is_too_long_says_how_much_was_kept(shell: Shell, newsstand: Newsstand) -> None:
    url = newsstand.feed("/news", "The Example", [])
    shell("add", url)
    newsstand.feed("/news", "The Example", [f"Story {number}" for number in range(1_200)])

    said = shell("refresh", "--force", "--no-index")

    assert "The Example: It has 1,200 entries; the newest 1,000 were kept." in said.err


def test_smart_folders_are_listed_beside_the_feeds(shell: Shell, newsstand: Newsstand) -> None:
    shell("add", newsstand.feed("/news", "The Example", ["One"]))
    shell("smart", "add", "Bridges", "bridge")

    listed = shell("feeds", "--json").json

    assert [(one["kind"], one["title"], one.get("query")) for one in listed] == [
        ("feed", "The Example", None),
        ("smart folder", "Bridges", "bridge"),
    ]


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
