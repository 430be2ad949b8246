"""Changing the configuration file: one setting at a time, with everything else in it left as it stands."""

from __future__ import annotations

import contextlib
import os
import re
import shlex
from pathlib import Path

from tuinews import screen_text
from tuinews.config import SETTINGS, Config, Setting, checked, default_of, load_config, parse_config
from tuinews.config_example import commented_default
from tuinews.errors import ConfigError, UsageError
from tuinews.keymap import keymap
from tuinews.paths import Paths
from tuinews.placing import flush_folder

_TRUTHS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


def find_setting(key: str) -> Setting:
    """Return a setting by its name; raises UsageError with the nearest name when there is none."""
    for setting in SETTINGS:
        if setting.key == key:
            return setting
    import difflib

    keys = [setting.key for setting in SETTINGS]
    # People leave out the table: "theme" for "view.theme".
    near = [known for known in keys if known.partition(".")[2] == key] or difflib.get_close_matches(key, keys, 1, 0.4)
    hint = f" Did you mean {near[0]}?" if near else " `tuinews config` lists them."
    raise UsageError(f"There is no setting {key}.{hint}", topic="config")


def typed_value(setting: Setting, text: str) -> object:
    """Return what a typed text means as the value of a setting; raises ConfigError when it does not fit."""
    if not text.isascii() and text != text.encode("utf-8", "replace").decode("utf-8"):
        raise ConfigError(f"{setting.key}: {screen_text.line(text, 60)} is no UTF-8.", key=setting.key)
    kind = type(default_of(setting))
    value: object = text
    if kind is tuple:
        try:
            value = shlex.split(text)
        except ValueError:
            raise ConfigError(f"{setting.key}: a quotation mark is missing its other half.", key=setting.key) from None
    elif kind is bool:
        value = _TRUTHS.get(text.lower(), text)
    elif kind in (int, float):
        with contextlib.suppress(ValueError):
            value = kind(text)
    return checked(setting, value)


def shown_value(value: object) -> str:
    """Return the value of a setting as it is typed."""
    if isinstance(value, tuple):
        return shlex.join(value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def set_setting(paths: Paths, key: str, text: str) -> Config:
    """Set one setting in the file, keeping its comments, and return the configuration in force from then on.

    Raises:
        UsageError: there is no such setting, or the file cannot be written.
        ConfigError: the value does not fit, or the file is broken and was left as it is.
    """
    setting = find_setting(key)
    value = typed_value(setting, text)
    load_config(paths.config_file)  # one that cannot be read is not written over
    content = paths.config_file.read_text(encoding="utf-8") if paths.config_file.exists() else ""
    value = list(value) if isinstance(value, tuple) else value
    changed = _in_place(content, key, value) or _added(content, key, value, paths.config_file)
    config = parse_config(changed, str(paths.config_file))
    keymap(config.key_choices, str(paths.config_file))  # a preset may clash with keys that the file gives
    write_config(paths.config_file, changed)
    return config


def init_config(path: Path) -> None:
    """Write the commented file; raises UsageError when there is one."""
    if path.exists():
        raise UsageError(f"{path} is there already and was left as it is.", topic="config")
    write_config(path, commented_default())


def write_config(path: Path, content: str) -> None:
    """Put a whole new file in the place of the old one; raises UsageError when it cannot be written."""
    target = path.resolve()  # the file behind a link, as dotfile folders have it
    fresh = target.with_suffix(".new")
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh.unlink(missing_ok=True)
        # It may hold headers and cookies of sites: for its owner alone, unless the owner has said otherwise.
        with open(os.open(fresh, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            fresh.chmod(target.stat().st_mode & 0o777)
        fresh.replace(target)
        flush_folder(target.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            fresh.unlink()
        raise UsageError(f"{path} cannot be written: {error.strerror}.", topic="config") from error


def _in_place(content: str, key: str, value: object) -> str:
    """Return the file with a setting's commented-out default made its value; empty when there is no such line."""
    import tomlkit

    section, name = key.split(".", 1)
    commented = re.compile(rf"#\s*{re.escape(name)}\s*=")
    here, lines = "", content.splitlines(keepends=True)
    for number, line in enumerate(lines):
        if head := re.match(r"\s*\[\s*([\w.]+)\s*\]", line):
            here = head[1]
        elif here == section and re.match(rf"\s*{re.escape(name)}\s*=", line):
            return ""
        elif here == section and commented.match(line):
            if re.search(rf"^\s*{re.escape(name)}\s*=", "".join(_rest_of_section(lines[number + 1 :])), re.MULTILINE):
                return ""
            lines[number] = f"{name} = {tomlkit.item(value).as_string()}\n"
            return "".join(lines)
    return ""


def _rest_of_section(lines: list[str]) -> list[str]:
    rest = []
    for line in lines:
        if re.match(r"\s*\[", line):
            break
        rest.append(line)
    return rest


def _added(content: str, key: str, value: object, file: Path) -> str:
    import tomlkit

    document = tomlkit.parse(content)
    section, name = key.split(".", 1)
    table = document.setdefault(section, tomlkit.table())
    if not isinstance(table, dict):
        raise ConfigError(f"In {file}, {section} is no table; please write [{section}] in its place.", key=key)
    table[name] = value
    return tomlkit.dumps(document)
