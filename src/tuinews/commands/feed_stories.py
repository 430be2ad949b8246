"""`stories`."""

from __future__ import annotations

import argparse

from tuinews.commands.gathering import SOME, gather, tell_waiting
from tuinews.commands.session import find_feed, opened, print_json, run
from tuinews.commands.tables import print_columns
from tuinews.errors import UsageError
from tuinews.newsroom import cover
from tuinews.screen_text import line


def stories(options: argparse.Namespace) -> int:
    """List the stories, or say whose articles fold."""
    if options.what in {"on", "off"} and not options.feeds:
        raise UsageError(f"Which feed? tuinews stories {options.what} FEED; `tuinews feeds` lists them.")
    with opened(options.data_dir) as newsroom:
        if options.what in {"on", "off"}:
            chosen = [find_feed(newsroom, name).id for name in options.feeds]
            label = run(cover.set_stories(newsroom, chosen, is_on=options.what == "on")).label
            if options.json:
                print_json({"done": label})
            else:
                print(f"{label}. `tuinews undo` takes it back." if label else "Nothing changed.")
            return 0
        waiting = gather(newsroom, SOME)
        found = run(cover.latest_stories(newsroom, options.limit))
    if options.json:
        print_json([[{"id": row.id, "feed": row.feed_title, "title": row.title} for row in story] for story in found])
    elif found:
        rows = [(str(story[0].id), f"{len(story)} articles", line(story[0].title, 200)) for story in found]
        print_columns(("ID", "STORY", "NEWEST TITLE"), rows, flexible=(2,), numbers=(0,))
    else:
        print("No event has more than one article yet.")
    tell_waiting(waiting)
    return 0
