"""The manual: topics to read, in the shell and in the reader, and one place to ask what a word stands for.

What the program knows of itself (actions, settings, fields of queries) is written from its own tables, so no key and
no setting can be without a line here.
"""

from __future__ import annotations

import difflib
import importlib.resources
import textwrap
from collections.abc import Sequence
from typing import NamedTuple

from tuinews.config import SETTINGS, Setting, default_of
from tuinews.errors import UsageError
from tuinews.keymap import ACTIONS, Action, shown_keys
from tuinews.newsroom.configure import shown_value
from tuinews.query.fields import FIELDS
from tuinews.sites import KEYS as SITE_KEYS
from tuinews.tools import KEYS

TOPICS = (
    "start", "reading", "people", "feeds", "queries", "keys", "config", "themes", "access", "tools", "network",
    "archive", "files", "shell", "newsboat",
)  # fmt: skip
"""The topics, in the order to read them."""


class Topic(NamedTuple):
    """One page of the manual."""

    name: str
    title: str
    text: str
    """Paragraphs apart by blank lines; "- " begins a point, four blanks a line to copy."""


def topic(name: str, actions: Sequence[Action] = ACTIONS) -> Topic:
    """Return a page; raises KeyError when there is none of that name."""
    if name not in TOPICS:
        raise KeyError(name)
    page = (importlib.resources.files(__package__) / f"{name}.md").read_text(encoding="utf-8")
    title, _, text = page.removeprefix("# ").partition("\n")
    return Topic(name, title.strip(), "\n\n".join(filter(None, (text.strip(), _tables(name, actions)))))


def topics(actions: Sequence[Action] = ACTIONS) -> tuple[Topic, ...]:
    """Return every page."""
    return tuple(topic(name, actions) for name in TOPICS)


def look_up(word: str, actions: Sequence[Action] = ACTIONS) -> str:
    """Return what there is to know of a topic, a setting, an action or a key, or where a word stands.

    Raises:
        UsageError: the manual has nothing on it; names what is nearest.
    """
    if word in TOPICS:
        page = topic(word, actions)
        return f"{page.title}\n\n{page.text}"
    settings = [setting for setting in SETTINGS if word in {setting.key, setting.key.partition(".")[2]}]
    found = [about_setting(setting) for setting in settings]
    found += [about_action(action) for action in actions if word == action.id or word in shown_keys(action)]
    if found:
        return "\n\n".join(found)
    holding = _holding(word, actions)
    if holding:
        return f"“{word}” stands in:\n\n" + "\n".join(holding)
    names = [*TOPICS, *(setting.key for setting in SETTINGS), *(action.id for action in actions)]
    near = difflib.get_close_matches(word, names, 1, 0.5)
    hint = f"Did you mean {near[0]}?" if near else "`tuinews help` lists the topics."
    raise UsageError(f"The manual has nothing on {word}. {hint}")


def about_setting(setting: Setting) -> str:
    """Return what a setting does, what it takes, and what it is when nothing is said."""
    takes = f" One of: {', '.join(setting.choices)}." if setting.choices else ""
    takes = f" From {setting.low} to {setting.high}." if setting.low is not None else takes
    shown = shown_value(default_of(setting)) or "empty"
    return f"{setting.key} (setting, {shown} when nothing is said): {setting.help}{takes}"


def about_action(action: Action) -> str:
    """Return what an action does, where, and with which keys."""
    keys = " ".join(filter(None, shown_keys(action))) or "no key"
    return f"{keys} ({action.id}, {', '.join(action.places)}): {action.help}"


def wrapped(text: str, width: int) -> list[str]:
    """Return a page's text as lines of at most `width` signs; lines to copy stay as they are."""
    lines: list[str] = []
    for row in text.split("\n"):
        if row.startswith("    ") or not row:
            lines.append(row)
        else:
            indent = "  " if row.startswith("- ") else ""
            lines += textwrap.wrap(row, width, subsequent_indent=indent, break_on_hyphens=False)
    return lines


def _tables(name: str, actions: Sequence[Action]) -> str:
    if name == "keys":
        return "\n".join(f"- {about_action(action)}" for action in actions)
    if name == "config":
        return "\n".join(f"- {about_setting(setting)}" for setting in SETTINGS)
    if name == "tools":
        return "\n".join(f"- [[{kind}]] {key}: {does}" for kind, keys in KEYS.items() for key, does in keys.items())
    if name == "network":
        return "\n".join(f"- [[site]] {key}: {does}" for key, does in SITE_KEYS.items())
    if name == "queries":
        return "\n".join(f"- {spec.name}: {spec.help}, for example {spec.example}" for spec in FIELDS.values())
    return ""


def _holding(word: str, actions: Sequence[Action]) -> list[str]:
    """Return the paragraphs that hold a word, each after its topic."""
    wanted = word.casefold()
    return [
        f"- {page.name}: {paragraph.removeprefix('- ')}"
        for page in topics(actions)
        for paragraph in page.text.split("\n")
        if wanted in paragraph.casefold()
    ][:12]
