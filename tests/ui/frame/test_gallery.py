"""Pictures of each screen in each theme, and of the reader at three sizes: a change of looks must be seen and meant.

The three sizes are taken in turn, so that every screen and every theme is seen at each, and the pictures stay few.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest
from tests.ui.frame.newsdesk import NOW, Story, fail, open_archive, stock
from tests.ui.frame.test_pictures import pressed

from tuinews.theme_tables import TABLES

Snap = Callable[..., bool]

SIZES = ((50, 16), (90, 24), (150, 34))
SCREENS: dict[str, tuple[str, ...]] = {
    "article": ("enter", "right_curly_bracket"),
    "people": ("enter", "p"),
    "settings": ("E",),
    "search": ("F", "f", "e", "r", "r", "y"),
}
THEMES = tuple(table.name for table in TABLES)
CASES = [
    (theme, screen, SIZES[(at + number) % len(SIZES)])
    for (number, theme), (at, screen) in product(enumerate(THEMES), enumerate(SCREENS))
] + [(theme, "headlines", size) for theme in THEMES for size in SIZES]


@pytest.mark.parametrize(
    ("theme", "screen", "size"), CASES, ids=[f"{theme}-{screen}-{size[0]}" for theme, screen, size in CASES]
)
def test_a_screen_in_a_theme(
    tmp_path: Path, snap_compare: Snap, theme: str, screen: str, size: tuple[int, int]
) -> None:
    newsroom = open_archive(tmp_path, view_theme=theme)
    text = (
        "“The ferry is back,” said Ada Okafor, the mayor.\nThe winter was long, she said.\n"
        "“We waited,” said Tomas Wray, a pilot. “We are glad.”"
    )
    stories = [
        Story("Ferry returns after the longest winter", text, author="Mia Lund"),
        "Bridge closes",
        "港に新しい灯台",
    ]
    stock(newsroom, "Harbour News", stories, folder=("World",))
    fail(
        newsroom,
        stock(newsroom, "Hill News", [Story("Cows come down", published=NOW - timedelta(days=1))]),
        "The server did not answer.",
    )
    newsroom.database.write(
        lambda connection: connection.execute("UPDATE articles SET is_read = 1, is_starred = 1 WHERE title LIKE 'Bri%'")
    )
    app, press = pressed(newsroom, *SCREENS.get(screen, ()))

    is_same = snap_compare(app, terminal_size=size, run_before=press)

    newsroom.close()
    assert is_same
