"""`smart` and `mute`: kept queries."""

from __future__ import annotations

import argparse

from tuinews.commands.queries import checked_query
from tuinews.commands.session import opened, print_json, run, tell
from tuinews.commands.tables import print_columns
from tuinews.errors import UsageError
from tuinews.model.subscriptions import MuteRule, SmartFolder
from tuinews.newsroom import Newsroom, curate
from tuinews.newsroom.change import Change
from tuinews.screen_text import line


def smart(options: argparse.Namespace) -> int:
    """List, keep and remove smart folders."""
    with opened(options.data_dir) as newsroom:
        kept = run(curate.every_smart_folder(newsroom))
        if options.what == "add":
            query = _query(options, "smart")
            _say(run(curate.keep_smart_folder(newsroom, SmartFolder(0, options.name, query))), options)
        elif options.what == "remove":
            _say(run(curate.drop_smart_folder(newsroom, _find(kept, options.name, "smart"))), options)
        else:
            _list_smart(kept, options)
    return 0


def mute(options: argparse.Namespace) -> int:
    """List, keep and remove mute rules."""
    with opened(options.data_dir) as newsroom:
        if options.what == "add":
            _add_mute(newsroom, options)
        elif options.what == "remove":
            kept = run(curate.every_mute_rule(newsroom))
            _say(run(curate.drop_mute_rule(newsroom, _find(kept, options.name, "mute"))), options)
        else:
            _list_mute(run(curate.every_mute_rule(newsroom)), options)
    return 0


def _add_mute(newsroom: Newsroom, options: argparse.Namespace) -> None:
    query = _query(options, "mute")
    preview = run(curate.preview_mute(newsroom, query))
    if not options.dry_run:
        _say(run(curate.keep_mute_rule(newsroom, MuteRule(0, options.name, query))), options, preview)
    elif options.json:
        print_json({"would_hide": preview.matching, "of": preview.looked_at})
    else:
        print(f"Would hide {preview.matching:,} of the last {preview.looked_at:,} articles.")


def _query(options: argparse.Namespace, command: str) -> str:
    if not options.name or not options.query:
        raise UsageError(f"A name and a query are needed: tuinews {command} add NAME QUERY.")
    return checked_query(options.query)


def _find(kept: tuple[SmartFolder, ...] | tuple[MuteRule, ...], name: str, command: str) -> int:
    for one in kept:
        if name == str(one.id) or name.casefold() == one.name.casefold():
            return one.id
    raise UsageError(f"There is nothing called {name or 'so'}. `tuinews {command}` lists what there is.")


def _say(change: Change, options: argparse.Namespace, preview: curate.Preview | None = None) -> None:
    hides = f"; hides {preview.matching:,} of the last {preview.looked_at:,} articles" if preview else ""
    if options.json:
        facts = {"done": change.label}
        print_json(facts | ({"hides": preview.matching, "of": preview.looked_at} if preview else {}))
    else:
        print(line(f"{change.label}{hides}. `tuinews undo` takes it back.", 700))


def _list_smart(kept: tuple[SmartFolder, ...], options: argparse.Namespace) -> None:
    if options.json:
        print_json([folder._asdict() for folder in kept])
    elif not kept:
        tell("There are no smart folders. `tuinews smart add NAME QUERY` keeps one.")
    else:
        rows = [(str(one.id), f"{one.unread:,}", one.name, one.query) for one in kept]
        print_columns(("id", "unread", "name", "query"), rows, flexible=(2, 3), numbers=(0, 1))


def _list_mute(kept: tuple[MuteRule, ...], options: argparse.Namespace) -> None:
    if options.json:
        print_json([rule._asdict() for rule in kept])
    elif not kept:
        tell("There are no mute rules. `tuinews mute add NAME QUERY` keeps one.")
    else:
        rows = [(str(one.id), f"{one.hidden:,}", one.name, one.query) for one in kept]
        print_columns(("id", "hides", "name", "query"), rows, flexible=(2, 3), numbers=(0, 1))
