"""`backup` and `restore`."""

from __future__ import annotations

import argparse
from pathlib import Path

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
        command = _restoring(made.path, archive)
        print(block(f"Backed up to {made.path} ({_size(made.bytes)}). {command} puts it back."))
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
        ways = f"; {_restoring(done.before, archive)} brings it back" if done.is_before_whole else ", damaged as it was"
        print(block(f"What was there before is in {done.before}{ways}."))
    return 0


def _restoring(copy: Path, archive: Path) -> str:
    """Return the command that puts a copy back; by its name alone only one that lies among the backups is found."""
    is_known = any(copy == one.path for one in back_up.every_backup(archive))
    return f"`tuinews restore {copy.name if is_known else shell_word(str(copy.absolute()))}`"


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
