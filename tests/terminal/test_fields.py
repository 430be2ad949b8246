"""Whatever a field of the archive holds, however it came there: no screen lets it reach the terminal as a command.

The archive is filled past everything that cleans what comes in, so only the last edge before the screen is left. A
new field of text is covered when it is added to `HOSTILE`, a new screen when its keys are added to `SCREENS`.
"""

from __future__ import annotations

import contextlib
import re
import sqlite3
import zlib
from datetime import timedelta
from pathlib import Path

import pytest
from tests.terminal.screen import Terminal
from tests.terminal.stories import READER
from tests.terminal.test_hostile import OWN_COMMANDS
from tests.ui.frame.newsdesk import NOW, Story, open_archive, stock

from tuinews.newsroom.complete import complete
from tuinews.newsroom.index_people import index_people
from tuinews.store import bodies, feeds

pytestmark = pytest.mark.terminal

ATTACK = (
    "\x1b]0;taken\x07\x1b]52;c;dGFrZW4=\x07\x1b[2J\x1bc\x1b[?1049l\x1b]8;;http://taken.example\x07\x9b2J"
    "\x9d52;c;dGFrZW4=\x9c\x90q\x9c\x07\x7f\x0e\u202e\u2066[/] [@click=app.quit]x[/] [bold red"
)
HOSTILE = {
    "feeds": ("title", "user_title", "site_url", "failure"),
    "folders": ("name",),
    "articles": ("title", "authors", "snippet", "outlet", "url", "guid", "language", "image_url"),
    "smart_folders": ("name", "query", "origin"),
    "mute_rules": ("name", "query"),
    "journal": ("label",),
    "article_tags": ("tag",),
    "names": ("name",),
    "people": ("name",),
    "person_keys": ("form",),
    "printed_roles": ("role",),
    "topics": ("word",),
}
# Stands in a text that is annotated, where the attack is afterwards: as long, so that people and quotes stay in place.
PLACE = "z" * len(ATTACK)
TEXT = (
    f"“We stay {PLACE} here,” said Captain Ruth Adeyemi, harbour {PLACE} master. Adeyemi {PLACE} smiled, and the "
    f"pilot Nell Okoro said: “Nobody {PLACE} sails from this harbour before the storm is over.”"
)
PANES = frozenset({"Smart", "a.example/x", "People", "Quoted here", "Headlines", "The source as it came"})
"""What shows a pane; everything else shows a window, and is gone after Escape."""
SCREENS = (
    (("1", "g", "j", "j", "j", "j", "j", "j", "j", "j", "j", "1", "g"), "Smart"),
    (("2", "G", "Enter"), "a.example/x"),
    (("3", "O"), "a number or Enter opens"),
    (("p", "4", "j"), "People"),
    (("p", "2", "g", "3"), "Quoted here"),
    (("3", "}", "e"), "Who says “"),
    (("3", "}", "~"), "The same words"),
    (("3", "Q"), "Esc leaves"),
    (("2", "g", "c"), "Coverage of one story"),
    (("2", "t"), "work, to quote"),
    (("2", "S"), "Newest first"),
    (("2", "w"), "Save the article as"),
    (("2", "|"), "a command, for"),
    (("F", "s", "t", "o", "r", "y"), "Search"),
    (("F", "t", "a", "k", "e", "n", "Tab", "Tab"), "Search"),
    (("#",), "Statistics ·"),
    (("!",), "Feeds that need attention"),
    (("X",), "Old articles"),
    (("C-l",), "Last changes"),
    (("C-r",), "Mute rules"),
    (("1", "g", "j", "j", "j", "j", "j", "j", "j", "j", "e"), "Edit feed"),
    ((":", "s", "m", "a"), "Commands"),
    (("?",), "search the help"),
    (("P", "j", "k", "s"), "People ·"),
    (('"', "j", "k"), "Quotes ·"),
    (("%", "j"), "Who is quoted ·"),
    (("E",), "search the settings"),
    (("3", "\\"), "The source as it came"),
    (("2", "s", "L", "m", "d", "u"), "Headlines"),
)
"""Keys, and what shows that what they open is there."""
_COMMAND = re.compile(rb"\x1b[\]P_^Xk]([^\x07\x1b]*)")
_CONTROL = re.compile(
    rb"\x1b\[[0-9;?]*J|\x1bc|\xc2[\x80-\x9f]|[\x00\x0e\x0f\x7f]|\xe2\x80[\xaa-\xae]|\xe2\x81[\xa6-\xa9]"
)


async def fill(home: Path) -> None:
    """Make an archive with an attack in every field."""
    newsroom = open_archive(home)
    newsroom.database.write(feeds.ensure_builtin, feeds.WELCOME_URL, NOW)  # or its articles would stand on top
    weekly = [Story(f"Story {n}", TEXT, published=NOW - timedelta(weeks=n)) for n in range(4)]  # no versions of one
    stock(newsroom, "Courier", weekly, folder=("World",))
    stock(newsroom, "Gazette", [Story("Other", TEXT)])
    async for _ in complete(newsroom, (1, 2, 3, 4, 5)):
        pass
    async for _ in index_people(newsroom):
        pass
    newsroom.close()
    with contextlib.closing(sqlite3.connect(newsroom.paths.archive)) as connection:
        from tuinews.store import functions

        functions.register(connection)
        connection.execute("INSERT INTO smart_folders (name, query, position) VALUES ('Smart', 'story', 1)")
        connection.execute("INSERT INTO mute_rules (name, query) VALUES ('Muted', 'zebra')")
        connection.execute("INSERT INTO article_tags (tag, article_id) VALUES ('work', 1)")
        connection.execute(
            "INSERT INTO journal (at, label, kind, payload, article_ids) VALUES (1, 'Done', 'mark', ?, x'')",
            ('{"mark": "read", "value": true}',),
        )
        connection.execute("UPDATE feeds SET failing_since = 5, failures_in_row = 3 WHERE title LIKE 'Gazette%'")
        for table, columns in HOSTILE.items():
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0], f"{table} holds nothing to attack"
            for column in columns:
                connection.execute(f"UPDATE OR IGNORE {table} SET {column} = {column} || ?", (ATTACK,))
        connection.execute("UPDATE feeds SET user_title = '' WHERE id = 1")
        connection.commit()
    newsroom = open_archive(home)
    newsroom.database.write(_attack_texts)
    newsroom.close()


def _attack_texts(connection: sqlite3.Connection) -> None:
    """Attack two articles in what they came as, which is read again, and three in what was already made of it."""
    ids = [row[0] for row in connection.execute("SELECT id FROM articles ORDER BY sort_at")]
    for one in ids[:2]:
        text = TEXT.replace(PLACE, ATTACK)
        html = f'<p>{text}</p><p><a href="https://a.example/x">More {ATTACK}</a></p>'
        bodies.replace_html(connection, one, zlib.compress(html.encode()), "")
        bodies.forget(connection, one)
    for one in ids[2:]:
        body, _ = bodies.get(connection, one)
        assert body is not None
        assert PLACE in body.text
        sha = bodies.save(connection, one, body._replace(text=body.text.replace(PLACE, ATTACK)))
        connection.execute("UPDATE annotations SET text_sha = ? WHERE article_id = ?", (sha, one))


async def test_no_field_of_the_archive_steers_the_terminal_on_any_screen(terminal: Terminal) -> None:
    home = terminal.folder / "filled"
    await fill(home)
    terminal.start((150, 45), READER, {"TUINEWS_HOME": str(home)})
    terminal.sees("Story 1")
    for keys, shown in SCREENS:
        terminal.press(*keys)
        terminal.sees(shown)
        if shown not in PANES:
            terminal.press("Escape")
            terminal.sees_no_more(shown)
    terminal.press("C-q")

    assert terminal.ends() == 0
    output = terminal.output()
    assert set(_COMMAND.findall(output)) <= OWN_COMMANDS
    assert _CONTROL.findall(output) == []
    assert terminal.clipboard() == ""
    assert terminal.tell("pane_title") == "title"


async def test_what_is_copied_is_the_address_and_nothing_else(terminal: Terminal) -> None:
    home = terminal.folder / "filled"
    newsroom = open_archive(home)
    stock(newsroom, "Courier", ["Story"])
    newsroom.database.write(
        lambda c: c.execute("UPDATE articles SET url = ?", (f"https://a.example/x{ATTACK}",)) and None
    )
    newsroom.close()
    terminal.start((110, 30), READER, {"TUINEWS_HOME": str(home)})
    terminal.sees("Story")

    terminal.press("2", "G")
    terminal.sees("Nothing was")
    terminal.press("y")

    terminal.waits(lambda: terminal.clipboard().startswith("https://a.example/x"), "an address in the clipboard")
    assert re.fullmatch(r"[ -~]+", terminal.clipboard().strip("\n"))
