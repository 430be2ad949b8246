"""`doctor`, `paths`, `config` and `keys`."""

from __future__ import annotations

import argparse
import difflib
import importlib.metadata
import os
import platform
import shutil
import sqlite3
import sys
import textwrap
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from tuinews import __version__
from tuinews.commands.session import print_json, styled, tell
from tuinews.commands.tables import print_columns, room_for_tables
from tuinews.config import SETTINGS, Config, Setting, load_config
from tuinews.errors import NotNowError, StoreError, TuinewsError, UsageError
from tuinews.keymap import keymap, shown_keys
from tuinews.newsroom import back_up, configure, editing, utc_now
from tuinews.newsroom.examine_archive import examine, repair
from tuinews.paths import Paths, find_paths
from tuinews.screen_text import block, line
from tuinews.store.connecting import check_place, is_damage
from tuinews.theme_files import read_theme, theme_paths
from tuinews.theme_tables import AUTO, TABLES

_FINDING_AT = 20
"""The column where the doctor's findings begin."""


@dataclass(frozen=True, slots=True)
class _Check:
    """One thing the doctor looked at."""

    what: str
    is_well: bool
    finding: str


def doctor(options: argparse.Namespace) -> int:
    """Check everything that can be checked from here."""
    places = find_paths(options.data_dir)
    checks = [
        _check("configuration", lambda: _check_config(places)),
        _check("archive", lambda: _check_archive(places, wants_repair=options.repair)),
        _check("folders", lambda: _check_folders(places)),
        _check("terminal", _check_terminal),
        _check("versions", _check_versions),
    ]
    if options.json:
        print_json([asdict(check) for check in checks])
    else:
        for check in checks:
            mark = styled("ok ", "accent") if check.is_well else styled("BAD", "failed", "bold")
            first, *rest = textwrap.wrap(
                line(check.finding, 2_000), max(room_for_tables() - _FINDING_AT, 30), break_on_hyphens=False
            )
            print(f"{mark}  {check.what:<13}  {first}", *(" " * _FINDING_AT + row for row in rest), sep="\n")
    return 0 if all(check.is_well for check in checks) else 1


def _check(what: str, look: Callable[[], str]) -> _Check:
    try:
        return _Check(what, True, look())
    except TuinewsError as error:
        return _Check(what, False, error.message)


def _check_config(places: Paths) -> str:
    config = load_config(places.config_file)
    keymap(config.key_choices, str(places.config_file))
    if config.sites and os.name == "posix" and places.config_file.stat().st_mode & 0o077:
        raise UsageError(
            f"{places.config_file} says who you are at sites, and others on this machine can read it: "
            f"chmod 600 {places.config_file}"
        )
    if config.warnings:
        return f"{places.config_file}: " + " ".join(config.warnings)
    return f"{places.config_file}" if places.config_file.exists() else "none; the defaults are in force"


def _check_archive(places: Paths, *, wants_repair: bool) -> str:
    archive = places.archive
    check_place(archive)
    if not archive.exists():
        return f"none yet; it will be {archive}"
    repaired: tuple[str, ...] = ()
    try:
        found = examine(archive)
        if found.left and wants_repair:
            repaired, found = _repair(archive), examine(archive)
    except NotNowError:
        raise  # nothing is known to be wrong with it
    except StoreError as error:
        if not wants_repair or not is_damage(error.__cause__):
            raise StoreError(f"{error.message} {_ways_out(places)}") from error
        repaired, found = _repair(archive), examine(archive)
    if found.left:
        ways = f" {_ways_out(places)}" * (not found.is_only_lent)
        raise UsageError(f"{archive}: {'; '.join(found.left).rstrip('.')}.{ways}")
    size_mb = archive.stat().st_size / 1e6
    return "; ".join((f"{archive}, {size_mb:.1f} MB, whole", *repaired, *found.mended))


def _repair(archive: Path) -> tuple[str, ...]:
    done = repair(archive, utc_now())
    return (*done.done, *((f"the damaged one is {done.aside}",) if done.aside else ()))


def _ways_out(places: Paths) -> str:
    known = back_up.every_backup(places.archive)
    newest = f"; the newest backup is of {known[0].made_at.astimezone():%Y-%m-%d %H:%M}" if known else ""
    return f"`tuinews doctor --repair` saves what can be read, `tuinews restore` puts a backup back{newest}."


def _check_folders(places: Paths) -> str:
    for folder in (places.config_dir, places.data_dir, places.cache_dir, places.state_dir):
        there = _existing(folder)
        if not there.is_dir():
            raise UsageError(f"{there} is a file, so there can be no folder {folder}.")
        if not os.access(there, os.W_OK):
            raise UsageError(f"{folder} cannot be written. Please check its permissions.")
    free_mb = shutil.disk_usage(_existing(places.data_dir)).free / 1e6
    if free_mb < 100:
        raise UsageError(f"Only {free_mb:.0f} MB are free where the archive is.")
    return f"writable, {free_mb / 1000:.1f} GB free"


def _existing(folder: Path) -> Path:
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder


def _check_terminal() -> str:
    term, colour = os.environ.get("TERM", "none"), os.environ.get("COLORTERM", "")
    size = shutil.get_terminal_size()
    encoding = (sys.stdout.encoding or "").lower()
    if "utf" not in encoding:
        raise UsageError(
            f"The locale's encoding is {encoding or 'unknown'}; please use UTF-8, or letters will be lost."
        )
    no_colour = ", NO_COLOR" if os.environ.get("NO_COLOR") else ""
    return f"{term}{', ' + colour if colour else ''}{no_colour}, {size.columns}x{size.lines}, {encoding}"


def _check_versions() -> str:
    names = ("textual", "feedparser", "readability-lxml", "lxml", "httpx")
    missing = [name for name in names if not _version_of(name)]
    if missing:
        raise UsageError(f"Missing: {', '.join(missing)}. Please install tuinews again.")
    libraries = ", ".join(f"{name} {_version_of(name)}" for name in names)
    return f"tuinews {__version__}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {libraries}"


def _version_of(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return ""


def paths(options: argparse.Namespace) -> int:
    """Print where things are kept."""
    places = find_paths(options.data_dir)
    named = {
        "config": places.config_file,
        "themes": places.themes_dir,
        "data": places.data_dir,
        "archive": places.archive,
        "cache": places.cache_dir,
        "state": places.state_dir,
        "log": places.log_file,
    }
    if options.json:
        print_json({name: str(path) for name, path in named.items()})
    else:
        for name, path in named.items():
            print(block(f"{name:<8} {path}"))
    return 0


def config(options: argparse.Namespace) -> int:
    """Show, set, write or check the configuration."""
    places = find_paths(options.data_dir)
    match options.what:
        case "init":
            return _config_init(places)
        case "set":
            return _config_set(places, options.key, options.value)
        case "edit":
            return _config_edit(places)
        case "check":
            return _config_check(places)
        case "newsboat":
            from tuinews.newsroom import newsboat

            print(newsboat.configuration(options.key), end="")
            return 0
        case _:
            return _config_get(places, options)


def _config_init(places: Paths) -> int:
    configure.init_config(places.config_file)
    print(line(f"Wrote {places.config_file}; every line in it is optional.", 5000))
    return 0


def _config_edit(places: Paths) -> int:
    if not places.config_file.exists():
        configure.init_config(places.config_file)
    editing.edit(places.config_file)
    return _config_check(places)


def _config_get(places: Paths, options: argparse.Namespace) -> int:
    in_force = load_config(places.config_file)
    chosen = [configure.find_setting(options.key)] if options.key else list(SETTINGS)
    if options.json:
        print_json({setting.key: getattr(in_force, setting.field) for setting in chosen})
    elif options.key:
        print(block(_shown(in_force, chosen[0])))
    else:
        print_columns(
            ("setting", "value", "what it does"),
            [(setting.key, _shown(in_force, setting), setting.help) for setting in chosen],
            flexible=(2,),
            is_prose=True,
        )
    return 0


def _shown(in_force: Config, setting: Setting) -> str:
    return configure.shown_value(getattr(in_force, setting.field))


def _config_set(places: Paths, key: str, value: str | None) -> int:
    if not key or value is None:
        raise UsageError("config set needs a setting and a value: tuinews config set view.measure 80.", topic="config")
    in_force = configure.set_setting(places, key, value)
    print(block(f"{key} = {_shown(in_force, configure.find_setting(key))}"))
    if key == "view.theme" and (fault := _unknown_theme(places, in_force.view_theme)):
        tell(f"tuinews: {fault}")  # it is kept: a theme of one's own may be written after it was chosen
    return 0


def _unknown_theme(places: Paths, name: str) -> str:
    """Return the sentence on a theme that is not there, empty where it is."""
    known = {AUTO, *(table.name for table in TABLES), *theme_paths(places.themes_dir)}
    if name in known:
        return ""
    near = difflib.get_close_matches(name, known, 1, 0.4)
    hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(sorted(known))}."
    return f"there is no theme {name}; {hint}"


def _config_check(places: Paths) -> int:
    in_force = load_config(places.config_file)
    keymap(in_force.key_choices, str(places.config_file))
    faults = [f"{places.config_file}: {sentence}" for sentence in in_force.warnings]
    for path in theme_paths(places.themes_dir).values():
        faults += [f"{path}: {sentence}" for sentence in read_theme(path).warnings]
    if fault := _unknown_theme(places, in_force.view_theme):
        faults.append(f"{places.config_file}: {fault}")
    for fault in faults:
        tell(fault)
    if not faults:
        print(
            f"{places.config_file} is in order."
            if places.config_file.exists()
            else "There is no config.toml; the defaults are in force."
        )
    return 1 if faults else 0


def keys(options: argparse.Namespace) -> int:
    """List the keys in force."""
    places = find_paths(options.data_dir)
    actions = keymap(load_config(places.config_file).key_choices, str(places.config_file))
    if options.json:
        print_json(
            [
                {"action": action.id, "keys": shown_keys(action), "places": action.places, "help": action.help}
                for action in actions
            ]
        )
        return 0
    print_columns(
        ("keys", "action", "what it does"),
        [(" ".join(shown_keys(action)), action.id, action.help) for action in actions],
        flexible=(2,),
        is_prose=True,
    )
    return 0
