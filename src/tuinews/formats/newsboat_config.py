"""newsboat's `config` file, said as a configuration of ours as far as that can be done, to be read over and used.

https://newsboat.org/releases/2.40/docs/newsboat.html#_newsboat_configuration_commands
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from tuinews.config import SETTINGS
from tuinews.formats.newsboat import split_words
from tuinews.formats.newsboat_filter import UntranslatableError, translate_filter
from tuinews.keymap import KeyChoices, key_name, keymap, shown_key
from tuinews.screen_text import line
from tuinews.tools import TERMINAL_BROWSERS

_SETTINGS: Final = {
    "reload-time": "refresh.interval_min",
    "refresh-on-startup": "refresh.on_start",
    "reload-threads": "refresh.connections",
    "download-timeout": "fetch.timeout_s",
    "text-width": "view.measure",
    "max-items": "retention.articles",
    "keep-articles-days": "retention.days",
    "save-path": "save.folder",
    "download-path": "media.folder",
}
_ACTIONS: Final = {
    "open": "move.open", "quit": "app.up", "hard-quit": "app.quit", "reload": "feed.refresh",
    "reload-all": "feed.refresh_all", "mark-feed-read": "view.mark_read", "mark-all-feeds-read": "view.mark_everything",
    "save": "article.save", "next-unread": "article.next_unread", "prev-unread": "article.previous_unread",
    "next": "article.next", "prev": "article.previous", "open-in-browser": "article.browser",
    "open-in-browser-and-mark-read": "article.browser", "help": "app.help", "toggle-source-view": "article.source",
    "toggle-article-read": "article.toggle_read", "show-urls": "article.links", "goto-url": "article.links",
    "next-feed": "feed.next_unread", "prev-feed": "feed.previous_unread",
    "set-tag": "list.tag", "open-search": "app.search", "enqueue": "article.media", "edit-urls": "feed.edit",
    "set-filter": "list.filter", "select-filter": "list.filter", "clear-filter": "move.back",
    "bookmark": "article.send", "edit-flags": "article.tag", "next-unread-feed": "feed.next_unread",
    "prev-unread-feed": "feed.previous_unread", "delete-article": "article.delete", "pipe-to": "article.pipe",
    "sort": "list.sort", "rev-sort": "list.sort", "up": "move.up", "down": "move.down", "pageup": "move.page_up",
    "pagedown": "move.page_down", "halfpageup": "move.half_up", "halfpagedown": "move.half_down",
    "home": "move.top", "end": "move.bottom", "cmdline": "app.palette", "macro-prefix": "keys.prefix",
}  # fmt: skip
_NEEDLESS: Final = {
    "article-sort-order": "each list keeps the order that it is given, and begins with the newest",
    "articlelist-format": "a row shows what there is room for",
    "auto-reload": "the open reader asks each feed when it is due",
    "bookmark-autopilot": "W asks nothing where there is one [[send]]",
    "cache-file": "`tuinews paths` says where the archive is",
    "cleanup-on-quit": "`[retention]` says what goes, and nothing else does",
    "confirm-exit": "nothing asks; the reader comes back to where it was left",
    "datetime-format": "times are told as from now, and dates where that is long ago",
    "delete-read-articles-on-quit": "`[retention]` says what goes, and nothing else does",
    "download-retries": "a feed that fails is tried again by itself, ever more rarely",
    "error-log": "`tuinews paths` says where the log is, `!` lists what fails",
    "external-url-viewer": "links are listed in the reader, and open by [[open]]",
    "feed-sort-order": "feeds stand in the order of the list that they came with, by folders",
    "feedlist-format": "a row shows what there is room for",
    "goto-first-unread": "`n` goes to the next unread article, ctrl+n to the next feed that has one",
    "goto-next-feed": "`n` goes to the next unread article, ctrl+n to the next feed that has one",
    "html-renderer": "articles are read in the reader",
    "mark-as-read-on-hover": 'marks.read = "dwell" marks what is shown for marks.dwell_s',
    "pager": "articles are read in the reader",
    "proxy": "HTTPS_PROXY and the other usual variables are obeyed",
    "use-proxy": "HTTPS_PROXY and the other usual variables are obeyed",
    "user-agent": "tuinews says its own name; [[site]] has headers for single sites",
    "show-read-feeds": "feeds with nothing unread recede; the folder Unread has the rest",
    "show-read-articles": "the folder Unread has what is not read",
    "color": "`tuinews help themes` tells how to make a theme",
    "highlight": "people and quotes stand out; `/` finds words",
    "include": "translate that file, too",
    "urls-source": "there is no account to follow",
}
_KEYS: Final = {"SPACE": "space", "PPAGE": "pageup", "NPAGE": "pagedown"}
_SECRET: Final = re.compile("pass|token|login|auth|proxy")
"""Names of settings whose value nobody else should read: the translation is printed, kept and shown around."""
_SHELL_SIGNS: Final = frozenset("|;&$`<>(){}*?")


def translate_config(text: str) -> str:
    """Return a newsboat configuration as TOML of ours; what cannot be said so stands in comments at its end."""
    told = _Told()
    for number, row in enumerate(text.splitlines(), 1):
        words = split_words(row)
        if words:
            told.take(words[0], words[1:], number)
    return told.toml()


@dataclass(slots=True)
class _Told:
    """What the lines have told so far."""

    settings: dict[str, str] = field(default_factory=dict)
    keys: dict[str, list[str]] = field(default_factory=lambda: _preset())
    macros: dict[str, list[str]] = field(default_factory=dict)
    programs: list[str] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    def take(self, name: str, words: Sequence[str], number: int) -> None:
        """Take in one line."""
        try:
            done = bool(words) and self._take(name, words)
        except (UntranslatableError, ValueError) as reason:
            self.left.append(f"line {number}, {line(name, 60)}: {reason}")
            return
        if not done:
            why = _NEEDLESS.get(name, "there is nothing like it")
            said = name if _SECRET.search(name) else " ".join((name, *words))
            self.left.append(f"line {number}, {line(said, 80)}: {why}")

    def _take(self, name: str, words: Sequence[str]) -> bool:
        match name:
            case "bind-key" if len(words) > 1 and words[1] in _ACTIONS:
                self._bind(_key(words[0]), _ACTIONS[words[1]])
            case "unbind-key" if words[0] != "-a":
                self._bind(_key(words[0]), "")
            case "macro" if len(words) > 1:
                return self._take_macro(words[0], words[1:])
            case "browser" | "player" | "bookmark-cmd" | "notify-program":
                self._take_program(name, words[0])
            case "ignore-article" if len(words) > 1:
                query = translate_filter(words[1])
                feed = "" if words[0] == "*" else f" feed:{json.dumps(words[0], ensure_ascii=False)}"
                self.commands.append(
                    f"tuinews mute add {_quoted(f'Ignored {len(self.commands) + 1}')} {_quoted(query + feed)}"
                )
            case "define-filter" if len(words) > 1:
                self.commands.append(f"tuinews smart add {_quoted(words[0])} {_quoted(translate_filter(words[1]))}")
            case _ if name in _SETTINGS:
                return self._take_setting(_SETTINGS[name], words[0])
            case _:
                return False
        return True

    def _take_setting(self, key: str, value: str) -> bool:
        setting = next(one for one in SETTINGS if one.key == key)
        if value in {"yes", "no", "true", "false"}:
            self.settings[key] = "true" if value in {"yes", "true"} else "false"
        elif setting.low is None:
            self.settings[key] = _text(value.partition("%")[0].rstrip("/") or "~")
        elif not int(value):
            return False  # no bound, which is what we have unless told
        else:
            bound = max(int(setting.low), int(value))
            self.settings[key] = str(bound if setting.high is None else min(bound, int(setting.high)))
        return True

    def _take_program(self, name: str, command: str) -> None:
        if set(command.replace("%u", "").replace("%t", "")) & _SHELL_SIGNS:
            raise ValueError(f"“{line(command, 80)}” wants a shell; put it into a script and name that")
        command = command.replace("'%u'", "%u").replace("%u", "{url}").replace("%t", "").replace("%F", "{url}").strip()
        command = command if "{url}" in command or name == "notify-program" else f"{command} {{url}}"
        terminal = "\nterminal = true" if command.split()[0].rpartition("/")[2] in TERMINAL_BROWSERS else ""
        match name:
            case "browser":
                self.programs.append(f"[[open]]\ncommand = {_text(command)}{terminal}")
            case "player":
                for kind in ("audio/*", "video/*"):
                    self.programs.append(f"[[open]]\ntype = {_text(kind)}\ncommand = {_text(command)}\nterminal = true")
            case "bookmark-cmd":
                self.programs.append(f'[[send]]\nname = "Bookmarks"\ncommand = {_text(command)}')
            case _:
                self.settings |= {"notify.by": '"command"', "notify.command": _text(command)}

    def _bind(self, key: str, action: str) -> None:
        for keys in self.keys.values():
            if key in keys:
                keys.remove(key)
        if action:
            self.keys[action].append(key)

    def _take_macro(self, key: str, words: Sequence[str]) -> bool:
        steps = [step.split() for step in " ".join(words).split(" -- ")[0].split(";")]
        if not all(step and step[0] in _ACTIONS for step in steps):
            raise ValueError("a macro does actions; for a program on the address, give [[open]] a `match`, or use `|`")
        self.macros[shown_key(_key(key))] = [_ACTIONS[step[0]] for step in steps]
        return True

    def toml(self) -> str:
        """Return all of it."""
        rows = ["# From newsboat's configuration. Read it over before you use it.", "", "[keys]", 'preset = "newsboat"']
        before = _preset()
        rows += [f"{_text(name)} = {_list(keys)}" for name, keys in self.keys.items() if keys != before[name]]
        tables: dict[str, list[str]] = {}
        for key, value in self.settings.items():
            table, name = key.split(".", 1)
            tables.setdefault(table, []).append(f"{name} = {value}")
        for table, lines in tables.items():
            rows += ["", f"[{table}]", *lines]
        if self.macros:
            rows += ["", "[macros]", *(f"{_text(key)} = {_list(steps)}" for key, steps in self.macros.items())]
        # The first rule that is met opens: those of players before the browser's, which every address meets.
        for program in sorted(self.programs, key=lambda program: "\ntype =" not in program):
            rows += ["", program]
        for title, remarks in (("To be said in the shell:", self.commands), ("Not taken over:", self.left)):
            if remarks:
                rows += ["", f"# {title}", *(f"#   {line(remark, 300)}" for remark in remarks)]
        return "\n".join(rows) + "\n"


def _preset() -> dict[str, list[str]]:
    return {action.id: [key for key in action.keys.split(",") if key] for action in keymap(KeyChoices("newsboat"))}


def _key(told: str) -> str:
    """Return our name of a key as newsboat writes it."""
    if len(told) == 2 and told[0] == "^":
        return f"ctrl+{told[1].lower()}"
    return _KEYS.get(told) or key_name(told.lower() if len(told) > 1 else told)


def _text(words: str) -> str:
    # JSON's texts are TOML's basic ones.
    return json.dumps(line(words, 1_000), ensure_ascii=False)


def _list(words: Sequence[str]) -> str:
    return json.dumps(list(words), ensure_ascii=False)


def _quoted(words: str) -> str:
    """Return words as one of a shell's."""
    clean = line(words, 500).replace("'", "'\\''")
    return f"'{clean}'"
