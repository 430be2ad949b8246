"""`import` and `export`."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from tuinews.commands.session import opened, print_json, run, tell
from tuinews.errors import FormatError, UsageError
from tuinews.model.facts import as_facts
from tuinews.model.subscriptions import SubscriptionList
from tuinews.newsroom import Newsroom, starting, subscribe
from tuinews.newsroom.export import everything
from tuinews.newsroom.offload import WorkerOffload
from tuinews.placing import mark_of_its_own, put_in_place
from tuinews.screen_text import line


def import_file(options: argparse.Namespace) -> int:
    """Take over a subscription list."""
    path = options.file
    if path == "newsboat" and not Path(path).exists():
        found = starting.newsboat_urls()
        if found is None:
            raise UsageError(
                "No newsboat urls file was found in its usual places. Please name it: tuinews import FILE."
            )
        path = found[0]
    with opened(options.data_dir, WorkerOffload(1)) as newsroom:
        wanted = _read_list(newsroom, path)
        imported = run(subscribe.import_list(newsroom, wanted))
    if options.json:
        print_json(as_facts(imported))
        return 0
    print(", ".join(subscribe.counts_of(imported)))
    for reason in (*imported.skipped, *imported.repeated, *imported.untranslated):
        tell(line(reason))
    if imported.added or imported.smart_folders:
        tell("`tuinews refresh` fetches the feeds; `tuinews undo` takes the import back.")
        if wanted.title == "newsboat":
            tell("`tuinews help newsboat` tells what is where, `tuinews config newsboat` says your settings here.")
    return 0


def _read_list(newsroom: Newsroom, path: str) -> SubscriptionList:
    try:
        return run(subscribe.read_list(newsroom, path))
    except FormatError as error:
        raise FormatError(f"{path}: {error.message}") from error


def export(options: argparse.Namespace) -> int:
    """Write the subscriptions, or everything."""
    with opened(options.data_dir) as newsroom:
        whole = options.passwords
        if options.json:
            pieces = everything(newsroom, with_passwords=whole)
        else:
            pieces = iter([run(subscribe.export_list(newsroom, with_passwords=whole))])
        if not whole and (held := run(subscribe.passwords_held(newsroom))):
            addresses = "The password of 1 address was" if held == 1 else f"The passwords of {held:,} addresses were"
            tell(f"{addresses} left out; --passwords writes them, too.")
        if options.file == "-":
            sys.stdout.writelines(pieces)
            return 0
        _write(options.file, pieces, 0o600 if whole else 0o666)
    return 0


def _write(name: str, pieces: Iterator[str], mode: int) -> None:
    """Write a new file whole or not at all: a part of a list is no copy of it."""
    beside = os.path.join(os.path.dirname(name), f".tuinews-{mark_of_its_own()}.part")
    try:
        if os.path.lexists(name):
            raise FileExistsError
        with open(beside, "x", encoding="utf-8", opener=partial(os.open, mode=mode)) as target:
            target.writelines(pieces)
            target.flush()
            os.fsync(target.fileno())
        put_in_place(Path(beside), Path(name))
    except FileExistsError:
        raise UsageError(f"{name} is there already and was left as it was. Please name another file.") from None
    except OSError as error:
        raise UsageError(f"{name} cannot be written: {error.strerror}.") from error
    finally:
        with contextlib.suppress(OSError):
            os.unlink(beside)
