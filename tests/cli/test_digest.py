"""`digest`, `save`, `send` and a quiet refresh: what cron and a mailer make of the archive."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from xml.etree import ElementTree

from tests.cli.shell import Shell
from tests.newsstand import Item, Newsstand
from tests.ui.frame.newsdesk import open_archive

from tuinews.newsroom import follow, look_up

STATEMENT = (
    "The ferry is back. “It is finally safe to cross the river Lune again,” said Mia Lund, the mayor of the town."
)


def subscribe(shell: Shell, newsstand: Newsstand) -> None:
    """Have two feeds, one of them in a folder."""
    local = newsstand.feed("/local", "Courier", [Item("Ferry <returns>", STATEMENT, url="https://x.example/1?a&b")])
    other = newsstand.feed("/other", "Gazette", ["Budget *passed*"])
    assert shell("add", local, "--folder", "World/Home").exit_code == 0
    assert shell("add", other).exit_code == 0


def test_a_digest_has_what_is_new_by_folder(shell: Shell, newsstand: Newsstand) -> None:
    subscribe(shell, newsstand)

    text = shell("digest").out

    assert text.startswith("2 new articles since ")
    assert text.index("World/Home\n----------") < text.index("Other feeds\n-----------")
    assert "* Ferry <returns>\n  Courier" in text
    assert "https://x.example/1?a&b" in text


def test_a_digest_begins_with_what_certain_people_said(shell: Shell, newsstand: Newsstand) -> None:
    subscribe(shell, newsstand)  # nobody has looked for people yet

    said = shell("digest", "--person", "lund", "--json").json["statements"]

    assert [(one["speaker"], one["title"]) for one in said] == [("Mia Lund", "Ferry <returns>")]
    assert "Statements\n----------\n\n* Mia Lund: “It is finally safe" in shell("digest", "--person", "Mia Lund").out


def test_a_digest_begins_with_what_people_said_who_are_followed(shell: Shell, newsstand: Newsstand, home: Path) -> None:
    subscribe(shell, newsstand)
    shell("refresh", "--index")

    async def begin() -> None:
        newsroom = open_archive(home)
        (lund,) = await look_up.called(newsroom, "Mia Lund")
        await follow.follow(newsroom, lund.id)
        newsroom.close()

    asyncio.run(begin())

    assert [one["speaker"] for one in shell("digest", "--json").json["statements"]] == ["Mia Lund"]


def test_no_row_of_a_digest_is_a_command_to_a_mailer(shell: Shell, newsstand: Newsstand) -> None:
    # mailutils runs what follows "~!" at the beginning of a row, CVE-2021-32749.
    said = "“" + "We go on with the ferry ~!touch /tmp/pwned " * 12 + "now,” said Mia Lund, the mayor of the town."
    feed = newsstand.feed("/local", "~!feed", [Item("~!title", said, url="https://x.example/~!1")])
    assert shell("add", feed, "--folder", "~!touch x").exit_code == 0

    text = shell("digest", "--person", "lund").out

    assert "~!touch" in text
    assert [row for row in text.splitlines() if row.startswith(("~", ".", "From "))] == []


def test_a_digest_is_well_formed_html_and_escaped_markdown(shell: Shell, newsstand: Newsstand) -> None:
    subscribe(shell, newsstand)

    page, markdown = shell("digest", "--format", "html").out, shell("digest", "--format", "md").out

    body = page.partition("<body>")[2].partition("</body>")[0].replace("<br>", "<br/>")
    ElementTree.fromstring(f"<body>{body}</body>")
    assert '<a href="https://x.example/1?a&amp;b">Ferry &lt;returns&gt;</a>' in page
    assert r"[Budget \*passed\*]" in markdown


def test_a_digest_follows_a_query_and_is_empty_for_mail_when_nothing_is_new(shell: Shell, newsstand: Newsstand) -> None:
    subscribe(shell, newsstand)

    assert shell("digest", "folder:World", "--json").json["articles"] == 1
    assert "\nArticles\n--------\n" in shell("digest", "budget").out  # there are no others beside these
    assert shell("digest", "zebra").out.endswith("Nothing new.\n")
    assert shell("digest", "zebra", "--unless-empty").out == ""
    assert shell("digest", "--since", "1h", "--json").json["articles"] == 2


def test_a_time_that_is_none_is_refused(shell: Shell) -> None:
    said = shell("digest", "--since", "soon")

    assert said.exit_code == 2
    assert "soon is no time" in said.err


def test_a_quiet_refresh_says_nothing_but_what_went_wrong(shell: Shell, newsstand: Newsstand) -> None:
    subscribe(shell, newsstand)

    quiet = shell("refresh", "--quiet", "--force")
    newsstand.serve("/other", b"", status=500)
    failed = shell("refresh", "--quiet", "--force")

    assert (quiet.exit_code, quiet.out, quiet.err) == (0, "", "")
    assert (failed.exit_code, failed.out) == (1, "")
    assert "Gazette" in failed.err
    assert shell("refresh", "--quiet", "--json", "--force").json["failed"] == 1


def test_articles_are_saved_by_number_and_by_query(shell: Shell, newsstand: Newsstand) -> None:
    subscribe(shell, newsstand)

    assert shell("save", "all.epub", "since:30d").exit_code == 0
    assert Path("all.epub").read_bytes().startswith(b"PK")
    assert shell("save", "one.md", "1").exit_code == 0
    again = shell("save", "one.md", "1")
    assert again.exit_code == 2
    assert "left as it is" in again.err
    assert shell("save", "one.md", "1", "--overwrite").exit_code == 0
    assert "one of .md" in shell("save", "one.doc", "1").err


def test_articles_are_sent_to_a_command_of_the_configuration(shell: Shell, newsstand: Newsstand, home: Path) -> None:
    subscribe(shell, newsstand)
    target = home.parent / "sent"
    code = f"import sys; open({str(target)!r}, 'a').write(sys.argv[1] + sys.stdin.read())"
    with (home / "config" / "config.toml").open("a") as config:
        config.write(f"[[send]]\nname = 'Marks'\ncommand = {[sys.executable, '-c', code, '{url}']!r}\n")
    ferry = shell("list", "ferry", "--json").json[0]["id"]

    assert shell("send", "marks", str(ferry)).out == "sent 1\n"
    assert target.read_text().startswith("https://x.example/1?a&b")
    assert "“It is finally safe to cross the river" in target.read_text()
    assert "no [[send]] named Nowhere in config.toml. There is: Marks." in shell("send", "Nowhere", str(ferry)).err
