"""Pictures of the frame: a change of how it looks must be seen and meant."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import cast

from tests.ui.frame.newsdesk import NOW, InlineDesk, Story, fail, stock
from textual.pilot import Pilot

from tuinews.newsroom import Newsroom, catching_up
from tuinews.newsroom.desk import Desk
from tuinews.newsroom.starting import ensure_welcome
from tuinews.ui.app import TuinewsApp
from tuinews.ui.start import Targets, read_opening

Snap = Callable[..., bool]


def shelves(newsroom: Newsroom) -> None:
    """Fill the archive with a few outlets in folders, one of them failing."""
    stories = [
        Story("Ferry returns after the longest winter anyone on the island remembers", author="Ada Okafor"),
        Story("Bridge closes"),
        "港に新しい灯台",
        Story("", "A story without a title begins with its first words."),
    ]
    stock(newsroom, "Harbour News", stories, folder=("World",))
    fail(newsroom, stock(newsroom, "Hill News", ["Cows come down"], folder=("World",)), "The server did not answer.")
    stock(newsroom, "Letters", ["To the editor"])
    newsroom.database.write(
        lambda connection: connection.execute("UPDATE articles SET is_read = 1, is_starred = 1 WHERE title LIKE 'Bri%'")
    )


def finish(newsroom: Newsroom) -> None:
    """Make every text and annotation now, so that no count appears while the picture is taken."""

    async def complete_all() -> None:
        await catching_up.catch_up_some(newsroom, 100)

    asyncio.run(complete_all())


def pressed(newsroom: Newsroom, *keys: str) -> tuple[TuinewsApp, Callable[[Pilot[None]], object]]:
    """Return the reader, and what presses keys in it and waits."""
    finish(newsroom)
    app = TuinewsApp(newsroom, cast(Desk, InlineDesk(newsroom)), read_opening(newsroom, Targets()))

    async def press(pilot: Pilot[None]) -> None:
        await pilot.pause()
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
        # A second turn for what the last key started in the archive's threads.
        await pilot.pause(0.1)
        await pilot.pause()

    return app, press


def test_three_panes_with_an_empty_list(newsroom: Newsroom, snap_compare: Snap) -> None:
    shelves(newsroom)
    app, press = pressed(newsroom, "1", "j", "j", "j", "j", "enter")

    assert snap_compare(app, terminal_size=(140, 30), run_before=press)


def test_the_start_card(newsroom: Newsroom, snap_compare: Snap) -> None:
    ensure_welcome(newsroom)
    newsroom.database.write(
        lambda connection: connection.execute("UPDATE articles SET published_at = ?", (int(NOW.timestamp()) - 7200,))
    )
    app, press = pressed(newsroom)

    assert snap_compare(app, terminal_size=(59, 30), run_before=press)


def test_the_starter_set(newsroom: Newsroom, snap_compare: Snap) -> None:
    ensure_welcome(newsroom)
    app, press = pressed(newsroom, "s", "space")

    assert snap_compare(app, terminal_size=(70, 30), run_before=press)
