"""`backup` and `restore`."""

from __future__ import annotations

import argparse

from tuinews.commands.session import print_json, shell_word
from tuinews.commands.tables import print_columns
from tuinews.newsroom import back_up, utc_now
from tuinews.newsroom.back_up import Backup
from tuinews.paths import find_paths
from tuinews.screen_text import block


def backup(options: argparse.Namespace) -> int:
    """Copy the archive, or list the copies there are."""
    archive = find_paths(options.data_dir).archive
    if options.list:
        _list(back_up.every_backup(archive), as_json=options.json)
        return 0
    made = back_up.back_up(archive, options.file, utc_now)
    if options.json:
        print_json(_facts(made))
    else:
        is_known = any(made.path == one.path for one in back_up.every_backup(archive))
        # By its name alone only what lies where backups are looked for is found, from any folder.
        called = made.path.name if is_known else shell_word(str(made.path.absolute()))
        said = f"Backed up to {made.path} ({_size(made.bytes)}). `tuinews restore {called}` puts it back."
        print(block(said))
    return 0


def restore(options: argparse.Namespace) -> int:
    """Put a backup in the place of the archive, or list the backups."""
    archive = find_paths(options.data_dir).archive
    if not options.file:
        _list(back_up.every_backup(archive), as_json=options.json)
        return 0
    done = back_up.restore(archive, options.file, utc_now)
    if options.json:
        before = str(done.before) if done.before else None
        facts = {"restored": str(done.source), "before": before}
        print_json({**facts, "articles": done.articles, "feeds": done.feeds})
        return 0
    print(block(f"The archive is that of {done.source.name} now: {done.articles:,} articles, {done.feeds:,} feeds."))
    if done.before is not None:
        said = f"What was there before is in {done.before}; `tuinews restore {done.before.name}` brings it back."
        print(block(said))
    return 0


def _list(known: tuple[Backup, ...], *, as_json: bool) -> None:
    if as_json:
        print_json([_facts(one) for one in known])
    elif not known:
        print("There is no backup. `tuinews backup` makes one.")
    else:
        rows = [(f"{one.made_at.astimezone():%Y-%m-%d %H:%M}", _size(one.bytes), str(one.path)) for one in known]
        print_columns(("made", "size", "file"), rows, flexible=(2,), numbers=(1,), is_prose=True)


def _facts(made: Backup) -> dict[str, object]:
    return {"path": str(made.path), "made_at": made.made_at.isoformat(), "bytes": made.bytes}


def _size(size: int) -> str:
    return f"{size / 1000:,.0f} kB" if size < 1_000_000 else f"{size / 1_000_000:,.1f} MB"
