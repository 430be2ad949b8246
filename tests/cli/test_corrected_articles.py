"""What the reader corrected on the screen, the shell shows and takes back."""

from __future__ import annotations

import asyncio
from pathlib import Path

from tests.cli.shell import Shell

from tuinews.config import Config
from tuinews.model.entries import Entry
from tuinews.model.subscriptions import Subscription
from tuinews.newsroom import complete, correct, read, utc_now
from tuinews.newsroom.offload import InlineOffload
from tuinews.newsroom.opening import open_newsroom
from tuinews.newsroom.prepare import make_draft
from tuinews.paths import find_paths
from tuinews.store import feeds, saving

HTML = "<p>“It is finally safe,” said Mia Lund, the mayor. “We waited,” said Ruth Moyo, a baker.</p>"


async def _correct_an_article(home: Path) -> int:
    """Put an article into the archive and say of its first quote that it is no speech; return its id."""
    newsroom = open_newsroom(find_paths(str(home)), Config(), InlineOffload())
    feed, _ = newsroom.database.write(feeds.add, Subscription("http://example.org/feed"), utc_now())
    draft = make_draft(Entry(guid="1", title="The bridge", content_html=HTML), "")
    (article_id,), _ = newsroom.database.write(saving.save_drafts, feed.id, (draft,), utc_now())
    await complete.complete_one(newsroom, article_id)
    reading = await read.load(newsroom, article_id)
    assert reading is not None
    await correct.not_speech(newsroom, reading, 0)
    newsroom.close()
    return article_id


def test_show_and_list_have_the_corrections_and_undo_takes_them_back(shell: Shell, home: Path) -> None:
    article_id = str(asyncio.run(_correct_an_article(home)))

    assert [quote["text"] for quote in shell("show", article_id, "--json").json["quotes"]] == ["“We waited,”"]
    assert shell("list", "--json").json[0]["quotes"] == 1

    assert shell("undo").out == "Undone: “It is finally safe” is no speech\n"
    assert len(shell("show", article_id, "--json").json["quotes"]) == 2
    assert shell("list", "--json").json[0]["quotes"] == 2
