"""`edit`."""

from __future__ import annotations

import argparse

from tuinews.commands.session import find_feed, opened, print_json, run
from tuinews.errors import UsageError
from tuinews.newsroom import mark
from tuinews.screen_text import line


def edit(options: argparse.Namespace) -> int:
    """Change feeds."""
    if options.title is None and options.folder is None and options.full_text is None:
        raise UsageError("edit needs something to change: --title, --folder or --full-text.")
    if options.title is not None and len(options.feeds) > 1:
        raise UsageError("--title names one feed; please give one feed with it.")
    choice = "" if options.full_text == "default" else options.full_text
    with opened(options.data_dir) as newsroom:
        chosen = [find_feed(newsroom, name) for name in options.feeds]
        if options.full_text is not None and any(feed.is_builtin for feed in chosen):
            raise UsageError("Welcome and Files are no subscriptions; they have no pages to fetch.")
        labels = []
        for feed in chosen:
            title = feed.title if options.title is None else line(options.title)
            folder = feed.folder if options.folder is None else _folder(options.folder)
            labels.append(run(mark.edit_feed(newsroom, feed, title=title, folder=folder, full_text=choice)).label)
    if options.json:
        print_json([{"id": feed.id, "url": feed.url} for feed in chosen])
        return 0
    for label in labels:
        print(f"{label}. `tuinews undo` takes it back.")
    return 0


def _folder(words: str) -> tuple[str, ...]:
    return tuple(name for name in (line(part) for part in words.split("/")) if name)
