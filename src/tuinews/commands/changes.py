"""`undo` and `redo`: the last changes taken back, done again and listed."""

from __future__ import annotations

import argparse

from tuinews.commands.session import opened, print_json, run, tell
from tuinews.commands.tables import print_columns
from tuinews.newsroom import mark
from tuinews.newsroom.mark import JournalEntry
from tuinews.screen_text import line


def undo(options: argparse.Namespace) -> int:
    """Take back the last change, or list the last ones."""
    with opened(options.data_dir) as newsroom:
        if options.list:
            _list_changes(run(mark.last_changes(newsroom, options.limit)), as_json=options.json)
            return 0
        label = run(mark.undo(newsroom)).label
    if options.json:
        print_json({"undone": label or None})
    else:
        print(f"Undone: {line(label)}" if label else "There is nothing to undo.")
    return 0


def redo(options: argparse.Namespace) -> int:
    """Do the change again that was undone last."""
    with opened(options.data_dir) as newsroom:
        label = run(mark.redo(newsroom)).label
    if options.json:
        print_json({"redone": label or None})
    else:
        print(f"Done again: {line(label)}" if label else "There is nothing to do again.")
    return 0


def _list_changes(changes: tuple[JournalEntry, ...], *, as_json: bool) -> None:
    when = {change.id: change.at.astimezone() if change.at else None for change in changes}
    if as_json:
        print_json(
            [
                {"id": one.id, "at": at.isoformat() if (at := when[one.id]) else None, "change": one.label,
                 "undone": one.is_undone}
                for one in changes
            ]
        )  # fmt: skip
    elif not changes:
        tell("There is nothing to undo.")
    else:
        print_columns(
            ("when", "", "change"),
            [(f"{when[one.id]:%Y-%m-%d %H:%M}", "undone" if one.is_undone else "", one.label) for one in changes],
            flexible=(2,),
        )
