"""Make the pictures of this folder from the running program.

usage: python screenshots/make.py [NAME …]

Each picture is the real reader on a real archive made for the occasion, driven by keys, drawn to SVG by Textual and
to PNG by rsvg-convert (Debian: librsvg2-bin) with a local monospace font (Debian: fonts-firacode).
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tuinews.config import Config
from tuinews.model.entries import Entry, FeedInfo
from tuinews.model.scopes import Scope
from tuinews.model.subscriptions import Subscription
from tuinews.newsroom import Newsroom, complete, starting
from tuinews.newsroom.desk import Desk
from tuinews.newsroom.offload import InlineOffload
from tuinews.newsroom.opening import open_newsroom
from tuinews.newsroom.prepare import make_draft
from tuinews.paths import find_paths
from tuinews.store import articles, feeds, marks, saving
from tuinews.ui.app import TuinewsApp
from tuinews.ui.start import Targets, read_opening

HERE = Path(__file__).parent
SEED = HERE.parent / "seeds" / "000_5ee86fa0d0c39a38.txt"


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: what is opened, in which size, after which keys."""

    name: str
    size: tuple[int, int] = (140, 40)
    keys: Sequence[str] = ()
    targets: tuple[str, ...] = ()
    theme: str = "tuinews-dark"
    is_first_start: bool = False


SHOTS = (
    Shot("article", targets=(str(SEED),), keys=("z",), size=(110, 40)),
    Shot("panes", size=(150, 44), keys=("2", "j", "enter")),
    Shot("people", targets=(str(SEED),), keys=("p",), size=(140, 40)),
    Shot("quote", targets=(str(SEED),), keys=("z", *["right_curly_bracket"] * 5), size=(110, 40)),
    Shot("narrow", size=(80, 24), keys=("2", "j", "enter")),
    Shot("light", size=(150, 44), keys=("2", "j", "enter"), theme="tuinews-light"),
    Shot("first-start", is_first_start=True),
    Shot("help", size=(140, 40), keys=("question_mark",)),
    Shot("who-is-in-the-news", size=(140, 40), keys=("P",)),
    Shot("person", size=(140, 40), keys=("P", "right", "right", "right", "enter")),
    Shot("quotes", size=(140, 40), keys=("quotation_mark",)),
    Shot("same-words", size=(140, 40), keys=("2", "j", "j", "j", "enter", "right_curly_bracket", "tilde", "down")),
    Shot("sources", size=(140, 40), keys=("percent_sign",)),
    Shot("search", size=(140, 40), keys=("F", *"ferry")),
    Shot("statistics", size=(140, 40), keys=("number_sign",)),
    Shot("settings", size=(110, 40), keys=("E",)),
)

# (folder, outlet, [(hours ago, title, byline, paragraphs)]), written for these pictures.
OUTLETS: tuple[tuple[str, str, tuple[tuple[float, str, str, tuple[str, ...]], ...]], ...] = (
    (
        "World",
        "The Harwick Courier",
        (
            (
                0.6,
                "Ferry crews end strike as island council agrees to winter timetable",
                "Ingrid Solheim",
                (
                    "HARWICK – Ferry crews voted on Saturday to end a nine-day strike after the island council agreed "
                    "to keep the winter timetable, with the first boat due to sail before dawn on Monday.",
                    "“We asked for one thing, and that was to be able to tell our families when we come home,” said "
                    "Marta Lindqvist, who speaks for the crews. “Today we got it in writing.”",
                    "Council leader Tomás Okafor said the agreement would cost less than the replacement buses. “It "
                    "is cheaper to run a boat than to explain why there is none,” he told reporters on the quay.",
                    "Shopkeepers were relieved. Grace Oyelaran, who owns the bakery on Pier Street, had sold half her "
                    "usual bread. “The island ate porridge for a week,” she said.",
                    "A source close to the operator said the timetable would be looked at again “before the first "
                    "warm weekend.” The company declined to comment.",
                ),
            ),
            (
                5,
                "Lighthouse to be lit by hand for one night in honour of its last keeper",
                "Ingrid Solheim",
                ("The lighthouse will be lit by hand on Friday.", "“One night is enough,” said Piet van der Berg."),
            ),
            (26, "Storm closes schools on the north shore", "Staff", ("Schools stay closed on Thursday.",)),
        ),
    ),
    (
        "World",
        "Elmsford Gazette",
        (
            (
                1.5,
                "Parliament votes on river law after night of amendments",
                "Noor Rahman",
                ("Members voted at dawn.", "“Nobody slept, and it shows,” said Hugh Penrose, the deputy speaker."),
            ),
            (
                3,
                "Boats to Harwick sail again on Monday",
                "Noor Rahman",
                (
                    "The boats to Harwick sail again on Monday, after nine days.",
                    "“We asked for one thing, and that was to tell our families when we come home at night,” Marta "
                    "Lindqvist said on behalf of the crews.",
                ),
            ),
            (8, "Bridge engineer says five more years are safe", "Amina Haddad", ("The bridge will hold.",)),
            (30, "Where the market stalls went", "Julian Ferreira", ("The stalls have moved.",)),
        ),
    ),
    (
        "World",
        "Capital Wire",
        (
            (3, "Talks on fishing quotas resume in the capital", "Wire", ("Talks resumed on Sunday.",)),
            (4, "Central bank keeps rate, governor warns of long winter", "Wire", ("The bank kept its rate.",)),
        ),
    ),
    (
        "Science",
        "The Long Read",
        (
            (
                6,
                "The long read: rivers that change their minds",
                "Lena Brandt",
                ("Rivers move.", "“They do,” she said."),
            ),
            (50, "What the ice remembers", "Lena Brandt", ("Ice keeps its diary.",)),
        ),
    ),
    ("Technology", "Terminal Notes", ((7, "A calmer screen, one cell at a time", "Yuki Tanaka", ("Cells matter.",)),)),
)


def stock(newsroom: Newsroom) -> None:
    """Fill the archive with the outlets."""
    now = datetime.now(UTC)
    for folder, outlet, stories in OUTLETS:
        url = f"https://{outlet.lower().replace(' ', '-')}.example/feed"
        feed, _ = newsroom.database.write(feeds.add, Subscription(url, folder=(folder,)), now)
        newsroom.database.write(feeds.describe, feed.id, FeedInfo(title=outlet))
        drafts = tuple(
            make_draft(
                Entry(
                    guid=title,
                    url=f"{url}/{title.lower().replace(' ', '-')}",
                    title=title,
                    authors=(byline,),
                    published=now - timedelta(hours=hours),
                    content_html="".join(f"<p>{paragraph}</p>" for paragraph in paragraphs),
                ),
                url,
            )
            for hours, title, byline, paragraphs in stories
        )
        added, _ = newsroom.database.write(saving.save_drafts, feed.id, drafts, now)
        newsroom.database.write(feeds.note_success, feed.id, now=now, next_at=now + timedelta(hours=1), validators=None)
        if outlet == "The Long Read":
            newsroom.database.write(marks.set_mark, added[-1:], "starred", True)
        newsroom.database.write(marks.set_mark, added[:1], "read", True)
    failed = newsroom.database.read(feeds.every)[-1]
    newsroom.database.write(
        feeds.note_failure, failed.id, now=now, next_at=now, message="The server did not answer within 30 s."
    )


async def complete_all(newsroom: Newsroom) -> None:
    """Annotate every article, as the reader would in the background."""
    for article_id in newsroom.database.read(articles.ids, Scope(), datetime.now(UTC)):
        await complete.complete_one(newsroom, article_id)


async def shoot(shot: Shot) -> None:
    """Make one picture."""
    with tempfile.TemporaryDirectory() as home:
        config = Config(view_theme=shot.theme, fetch_full_text="never")
        newsroom = open_newsroom(find_paths(home), config, InlineOffload())
        starting.ensure_welcome(newsroom)
        if not shot.is_first_start:
            stock(newsroom)
            await complete_all(newsroom)
        desk = Desk(home)
        app = TuinewsApp(newsroom, desk, read_opening(newsroom, Targets(shot.targets)))
        async with app.run_test(size=shot.size) as pilot:
            await _settled(pilot)
            for key in shot.keys:
                await pilot.press(key)
                await pilot.pause()
            await _settled(pilot)
            svg = app.export_screenshot(title="tuinews")
        desk.close()
        newsroom.close()
    _write(shot.name, svg)


async def _settled(pilot) -> None:  # type: ignore[no-untyped-def]
    for _ in range(6):
        await pilot.pause(0.25)


def _write(name: str, svg: str) -> None:
    # Textual's pictures fetch their font from the web; these must look the same without a network.
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL).replace("Fira Code,", "Fira Code, JetBrains Mono,")
    # librsvg drops a blank at the beginning of a text unless told to keep it.
    svg = svg.replace("<svg ", '<svg xml:space="preserve" ', 1)
    target = HERE / f"{name}.svg"
    target.write_text(svg, encoding="utf-8")
    if shutil.which("rsvg-convert"):
        subprocess.run(
            ["rsvg-convert", "--zoom", "1.25", "-o", str(target.with_suffix(".png")), str(target)], check=True
        )
    print(target.name)


def main() -> None:
    """Make all pictures, or those that are named."""
    os.environ.setdefault("COLORTERM", "truecolor")
    wanted = set(sys.argv[1:])
    for shot in SHOTS:
        if not wanted or shot.name in wanted:
            asyncio.run(shoot(shot))


if __name__ == "__main__":
    main()
