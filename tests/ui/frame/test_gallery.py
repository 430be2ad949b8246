"""Each screen in each theme and at three sizes: a change of looks must be seen and meant, and all words be legible.

`--snapshot-update` draws what is there now; the diff is read before it is accepted, the picture seen in a browser.
"""

from __future__ import annotations

import asyncio
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from tests.ui.frame.gallery import LARGE, hold, seen
from tests.ui.frame.newsdesk import NOW, Story, fail, open_archive, reading, stock
from tests.ui.frame.test_pictures import finish
from textual.widgets import Input

from tuinews.newsroom import Newsroom, follow, look_up

PANES: dict[str, tuple[str, ...]] = {
    "headlines": (),
    "feeds": ("1",),
    "article": ("enter", "right_curly_bracket"),
    "article with people": ("enter", "p"),
    "article alone": ("enter", "z", "right_parenthesis"),
    "filter": ("slash", "f", "e"),
    "nothing found": ("slash", *"zebra"),
}
WINDOWS: dict[str, tuple[str, ...]] = {
    "help": ("question_mark",),
    "commands": ("colon",),
    "search": ("F", *"ferry"),
    "settings": ("E",),
    "problems": ("exclamation_mark",),
    "statistics": ("number_sign",),
    "sources": ("percent_sign",),
    "quotes": ("quotation_mark",),
    "people": ("P",),
    "person": ("P", "right", "enter"),
    "sort": ("S",),
    "add": ("a",),
    "themes": ("T",),
    "tags": ("t",),
    "save": ("w",),
    "pipe": ("vertical_line",),
    "last changes": ("ctrl+l",),
    "quotes of an article": ("Q",),
    "who is this": ("3", "right_parenthesis", "i"),
    "same words": ("right_curly_bracket", "tilde"),
    "day": ("at",),
    "who speaks": ("3", "right_curly_bracket", "e"),
    "edit feed": ("1", "G", "e"),
}
"""Opened one after the other in one reader."""
_SOME = 8
SETS = [
    *({name: keys} for name, keys in PANES.items()),
    *(dict([*WINDOWS.items()][at : at + _SOME]) for at in range(0, len(WINDOWS), _SOME)),
]


def fill(newsroom: Newsroom) -> None:
    text = (
        "“The ferry is back,” said Ada Okafor, the mayor.\nThe winter was long, she said.\n"
        "“We waited,” said Tomas Wray, a pilot. “We are glad.”"
    )
    stories = [
        Story("Ferry returns after the longest winter", text, author="Mia Lund", url="https://harbour.example/ferry"),
        "Bridge closes",
        "港に新しい灯台",
        "أخبار اليوم من الميناء",
    ]
    stock(newsroom, "Harbour News", stories, folder=("World",))
    old = Story("Cows come down", published=NOW - timedelta(days=1))
    fail(newsroom, stock(newsroom, "Hill News", [old]), "The server did not answer.")
    newsroom.database.write(
        lambda connection: connection.execute("UPDATE articles SET is_read = 1, is_starred = 1 WHERE title LIKE 'Bri%'")
    )
    # The archive itself counts by the machine's clock from when on it is known what was opened.
    newsroom.database.write(
        lambda connection: connection.execute(
            "UPDATE counts SET n = ? WHERE name = 'readings_since'", (int(NOW.timestamp()),)
        )
    )
    finish(newsroom)

    async def follow_okafor() -> None:
        (okafor,) = await look_up.called(newsroom, "Ada Okafor")
        await follow.follow(newsroom, okafor.id)

    asyncio.run(follow_okafor())


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive to be copied: to fill one takes longer than to look at it."""
    folder = tmp_path_factory.mktemp("gallery")
    newsroom = open_archive(folder)
    fill(newsroom)
    newsroom.close()
    return folder


@pytest.mark.parametrize("screens", SETS, ids=lambda one: next(iter(one)))
async def test_a_screen_in_each_theme_and_size(
    filled: Path, tmp_path: Path, screens: dict[str, tuple[str, ...]], request: pytest.FixtureRequest
) -> None:
    newsroom = open_archive(Path(shutil.copytree(filled, tmp_path / "archive")))
    galleries = {}

    async with reading(newsroom, size=LARGE) as reader:
        for name, keys in screens.items():
            await reader.press(*keys)
            await reader.settle()
            assert (reader.app.screen is not reader.app.reader) is (name in WINDOWS)
            assert not any(one.cursor_blink for one in reader.app.screen.query(Input))
            galleries[name] = await seen(reader, name)
            while reader.app.screen is not reader.app.reader:
                await reader.press("escape")
    newsroom.close()

    hold(galleries, update=request.config.option.update_snapshots)
