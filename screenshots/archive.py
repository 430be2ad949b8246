"""The archive that the pictures and the recording are made from: outlets, a news day, and the two months before it."""

from __future__ import annotations

import io
import math
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from tuinews.model.entries import Entry, FeedInfo
from tuinews.model.scopes import Scope
from tuinews.model.subscriptions import Subscription
from tuinews.newsroom import Newsroom, complete, fetch_pictures, starting
from tuinews.newsroom.prepare import make_draft
from tuinews.store import articles, feeds, marks, people_weeks, saving, statistics, story_queue

SETTINGS = '[fetch]\nfull_text = "never"\n\n[refresh]\non_start = false\n\n[view]\ntheme = "tuinews-dark"\n'
"""Nothing is fetched: the outlets are not there."""
PICTURE = "https://the-harwick-courier.example/lighthouse.png"
_DAYS = 56
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


_SPEAKERS = (
    ("Marta Lindqvist", "who speaks for the ferry crews", 5),
    ("Tomás Okafor", "the council leader", 7),
    ("Amina Haddad", "the mayor of Elmsford", 6),
    ("Piet van der Berg", "the chief engineer", 4),
    ("Grace Oyelaran", "who owns the bakery on Pier Street", 2),
    ("Hugh Penrose", "the deputy speaker", 3),
    ("Ingeborg Falk", "the harbour master", 3),
    ("Ravi Menon", "a hydrologist at the river institute", 2),
)
"""Who says how much in the two months before."""
_MATTERS = ("the winter timetable", "the Mill Lane bridge", "the fishing quotas", "the river law", "the night buses",
            "the school roof", "the new lighthouse lamp", "the flood gauges", "the market square")  # fmt: skip
_HEADLINES = (
    "Council looks again at {}", "What {} would cost", "A long evening about {}", "{} back on the table",
    "Residents ask about {}", "Report on {} comes a week late", "Five questions about {}",
)  # fmt: skip
_SAYINGS = (
    "We will decide this once, and in the open", "Nobody has counted what it costs to wait",
    "I have read every page, and I would read it again", "It is not a question of money but of mornings",
    "The figures are right; it is the calendar that is wrong", "We asked early so that nobody need ask late",
    "I would rather explain it twice than repair it once", "There is a plan, and there is a winter",
)  # fmt: skip


def _history(now: datetime) -> Iterator[tuple[str, Entry]]:
    """Yield an outlet's name and an article for each of the two months' articles, the same every time."""
    dice = random.Random(4)
    outlets, weights = [outlet for _, outlet, _ in OUTLETS], (9, 7, 5, 2, 1)
    names = [one for one in _SPEAKERS for _ in range(one[2])]
    for day in range(2, _DAYS):
        is_weekend = (now - timedelta(days=day)).weekday() > 4
        for number in range(dice.randint(1, 3) if is_weekend else dice.randint(3, 7)):
            outlet, matter = dice.choices(outlets, weights)[0], dice.choice(_MATTERS)
            paragraphs = [f"There was more to say on {dice.choice(('Monday', 'Tuesday', 'Friday'))} about {matter}."]
            for name, role, _ in dice.sample(names, dice.randint(1, 2)):
                paragraphs.append(f"“{dice.choice(_SAYINGS)},” said {name}, {role}. “{dice.choice(_SAYINGS)}.”")
            if dice.random() < 0.25:
                paragraphs.append("A source close to the talks said they were “further apart than they look.”")
            headline = dice.choice(_HEADLINES).format(matter)
            yield (
                outlet,
                Entry(
                    guid=f"{outlet} {day} {number}",
                    title=headline[0].upper() + headline[1:],
                    authors=(dice.choice(("Ingrid Solheim", "Noor Rahman", "Lena Brandt")),),
                    published=now - timedelta(days=day, hours=dice.random() * 9),
                    content_html="".join(f"<p>{paragraph}</p>" for paragraph in paragraphs),
                ),
            )


async def fill(newsroom: Newsroom) -> None:
    """Fill an archive with the Welcome feed, the news day and the two months before, read for people and stories."""
    newsroom.paths.config_dir.mkdir(parents=True, exist_ok=True)
    newsroom.paths.config_file.write_text(SETTINGS, encoding="utf-8")
    starting.ensure_welcome(newsroom)
    _stock(newsroom)
    _remember(newsroom)
    fetch_pictures.keep(newsroom, PICTURE, lighthouse())
    for article_id in newsroom.database.read(articles.ids, Scope(), datetime.now(UTC)):
        await complete.complete_one(newsroom, article_id)
    newsroom.database.write(people_weeks.roll, datetime.now(UTC))
    newsroom.database.write(story_queue.place_next, datetime.now(UTC), 1000)


def _remember(newsroom: Newsroom) -> None:
    """Add the two months before, most of them read in the mornings and evenings."""
    now, dice = datetime.now(UTC), random.Random(9)
    by_title = {feed.title: feed.id for feed in newsroom.database.read(feeds.every)}
    for outlet, entry in _history(now):
        url = f"https://{outlet.lower().replace(' ', '-')}.example/feed"
        added, _ = newsroom.database.write(saving.save_drafts, by_title[outlet], (make_draft(entry, url),), now)
        newsroom.database.write(marks.set_mark, added, "read", True)
        if dice.random() < 0.6:
            read_at = now - timedelta(
                days=dice.randint(1, 27), hours=now.hour - dice.choice((6, 7, 7, 8, 12, 20, 21, 21))
            )
            newsroom.database.write(statistics.note_opened, list(added), int(read_at.timestamp()))


def lighthouse() -> bytes:
    """Return a picture of a lighthouse at dusk, drawn for this."""
    from PIL import Image, ImageDraw, ImageFilter

    width, height = 960, 540
    sky = Image.new("RGB", (1, height))
    stops = ((0.0, (18, 24, 58)), (0.45, (92, 64, 120)), (0.66, (236, 124, 92)), (0.72, (252, 196, 120)))
    for y in range(height):
        at = y / height
        low = max((stop for stop in stops if stop[0] <= at), key=lambda stop: stop[0])
        high = min((stop for stop in stops if stop[0] > at), key=lambda stop: stop[0], default=low)
        share = (at - low[0]) / (high[0] - low[0]) if high is not low else 0.0
        sky.putpixel(
            (0, y), tuple(round(one + (other - one) * share) for one, other in zip(low[1], high[1], strict=True))
        )
    image = sky.resize((width, height))
    beam = Image.new("L", (width, height), 0)
    ImageDraw.Draw(beam).polygon([(664, 150), (0, 40), (0, 190)], fill=110)
    ImageDraw.Draw(beam).polygon([(676, 150), (960, 100), (960, 190)], fill=70)
    image.paste((255, 236, 190), mask=beam.filter(ImageFilter.GaussianBlur(14)))
    draw, horizon = ImageDraw.Draw(image), 392
    for y in range(horizon, height):
        depth = (y - horizon) / (height - horizon)
        draw.line((0, y, width, y), fill=(round(190 - 150 * depth), round(110 - 78 * depth), round(104 - 44 * depth)))
        for x in range(0, width, 24):
            swell = 10 * math.sin(x / 37 + y / 5) + 8 * math.sin(x / 11 - y / 3)
            if swell > 9:
                draw.line((x, y, x + 14, y), fill=(246, 186, 130) if depth < 0.4 else (120, 84, 110))
    draw.polygon(
        [(520, 430), (580, 372), (700, 352), (840, 366), (960, 410), (960, 470), (540, 470)], fill=(24, 22, 38)
    )
    draw.polygon([(648, 168), (692, 168), (706, 362), (634, 362)], fill=(232, 222, 212))
    for top in (206, 270, 334):
        wider = (top - 206) // 14
        corners = [(645 - wider, top), (695 + wider, top), (698 + wider, top + 30), (642 - wider, top + 30)]
        draw.polygon(corners, fill=(176, 52, 54))
    draw.rectangle((644, 160, 696, 168), fill=(30, 28, 44))
    draw.rectangle((654, 136, 686, 160), fill=(255, 240, 190))
    draw.polygon([(648, 136), (670, 114), (692, 136)], fill=(30, 28, 44))
    packed = io.BytesIO()
    image.save(packed, "PNG")
    return packed.getvalue()


def _stock(newsroom: Newsroom) -> None:
    """Add the outlets and their news of the day."""
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
                    content_html=_picture_of(title) + "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs),
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


def _picture_of(title: str) -> str:
    return f'<img src="{PICTURE}" alt="The lighthouse of Harwick at dusk">' if title.startswith("Lighthouse") else ""
