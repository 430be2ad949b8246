"""`edit`."""

from __future__ import annotations

import argparse

from tuinews.commands.session import find_feed, opened, print_json, run, tell
from tuinews.errors import UsageError
from tuinews.model.subscriptions import Feed
from tuinews.newsroom import Newsroom, mark, readdress
from tuinews.newsroom.change import Change
from tuinews.newsroom.cover import feeds_off
from tuinews.newsroom.name_folders import folder_path
from tuinews.newsroom.read import full_text_choices
from tuinews.screen_text import line
from tuinews.web_address import without_login


def edit(options: argparse.Namespace) -> int:
    """Change feeds."""
    _check(options)
    with opened(options.data_dir) as newsroom:
        chosen = [find_feed(newsroom, name) for name in options.feeds]
        if any(feed.is_builtin for feed in chosen) and (options.full_text is not None or options.url is not None):
            raise UsageError("Welcome and Files are no subscriptions; they have no address and no pages to fetch.")
        label = _edit(newsroom, chosen, options).label
        chosen = [find_feed(newsroom, str(feed.id)) for feed in chosen]
        choices, off = full_text_choices(newsroom), feeds_off(newsroom)
    if options.json:
        print_json(
            [_facts(feed) | {"full_text": choices.get(feed.id), "stories": feed.id not in off} for feed in chosen]
        )
        return 0
    if not label:
        tell(line(f"{chosen[0].title} has this address already.", 300))
        return 0
    print(line(f"{label}. `tuinews undo` takes it back.", 300))
    if options.url is not None:
        tell(f"`tuinews refresh {chosen[0].id}` fetches it from its new address.")
    return 0


def _check(options: argparse.Namespace) -> None:
    if all(wanted is None for wanted in (options.url, *_settings(options))):
        raise UsageError("edit needs something to change: --url, --title, --folder, --full-text or --stories.")
    if len(options.feeds) > 1 and (options.url is not None or options.title is not None):
        raise UsageError("--url and --title are for one feed; please give one feed with them.")


def _edit(newsroom: Newsroom, chosen: list[Feed], options: argparse.Namespace) -> Change:
    """Make one change of all that is wanted, so that one undo takes all of it back."""
    if all(wanted is None for wanted in _settings(options)):
        return run(readdress.change_address(newsroom, chosen[0], options.url))
    wanted = mark.FeedEdit(
        title=None if options.title is None else line(options.title),
        folders=None if options.folder is None else tuple(map(folder_path, options.folder)),
        full_text="" if options.full_text == "default" else options.full_text,
        address=options.url,
        stories=None if options.stories is None else options.stories == "on",
    )
    return run(mark.edit_feeds(newsroom, chosen, wanted))


def _settings(options: argparse.Namespace) -> tuple[str | None, ...]:
    return (options.title, options.folder, options.full_text, options.stories)


def _facts(feed: Feed) -> dict[str, object]:
    return {
        "id": feed.id,
        "title": feed.title,
        "url": without_login(feed.url),
        "folder": "/".join(feed.folder),
        "folders": ["/".join(path) for path in feed.places],
    }
