"""The configuration: one frozen object, read once from config.toml and handed down.

Every setting is a field of `Config`; its name in the file, its range and its line of help stand in `SETTINGS`. A key
the file does not have keeps its default, a key we do not know gives a warning with the nearest name, never a refusal.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from tuinews.config_lines import line_of_key, lines_of_table
from tuinews.errors import ConfigError
from tuinews.keymap import KeyChoices
from tuinews.model import citations
from tuinews.sites import Site, read_sites

if TYPE_CHECKING:
    from tuinews.tools import Tool


class Setting(NamedTuple):
    """One key of config.toml."""

    key: str
    """Its name in the file, "section.name"."""
    field: str
    help: str
    low: int | float | None = None
    high: int | float | None = None
    choices: tuple[str, ...] = ()
    is_template: bool = False
    """It is a template for citations."""


class Config(NamedTuple):
    """The settings in force."""

    refresh_on_start: bool = True
    refresh_interval_min: int = 60
    refresh_longest_min: int = 1440
    refresh_connections: int = 32
    refresh_index_most: int = 200
    fetch_timeout_s: int = 30
    fetch_connect_timeout_s: float = 10.0
    fetch_first_byte_timeout_s: float = 20.0
    fetch_max_feed_mb: int = 32
    fetch_max_unpacked_mb: int = 40
    fetch_max_page_mb: int = 5
    fetch_max_file_mb: int = 20
    fetch_max_redirects: int = 5
    fetch_private_addresses: bool = True
    fetch_host_gap_s: float = 1.0
    fetch_full_text: str = "cut"
    problems_stale_days: int = 200
    view_theme: str = "auto"
    view_measure: int = 72
    view_highlight: str = "both"
    view_two_line: bool = True
    view_glyphs: str = "unicode"
    view_motion: bool = True
    access_linear: bool = False
    access_still: bool = False
    marks_read: str = "open"
    marks_dwell_s: float = 2.0
    retention_days: int = 0
    retention_articles: int = 0
    retention_feed_mb: int = 0
    retention_total_mb: int = 0
    retention_unread: bool = False
    follow_command: tuple[str, ...] = ()
    pictures_show: str = "ask"
    pictures_drawing: str = "auto"
    pictures_rows: int = 16
    pictures_max_mb: int = 8
    pictures_cache_mb: int = 100
    media_folder: str = ""
    media_max_mb: int = 500
    notify_by: str = "off"
    notify_command: str = "notify-send"
    notify_most_an_hour: int = 4
    copy_command: str = ""
    save_folder: str = "~"
    save_form: str = "md"
    cite_form: str = "plain"
    cite_plain: str = citations.PLAIN
    cite_markdown: str = citations.MARKDOWN
    cite_bibtex: str = citations.BIBTEX
    keys_preset: str = "default"
    keys: Mapping[str, str] = MappingProxyType({})
    """Action id to its keys, comma-separated, from the [keys] table."""
    macros: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    """Key to the actions that it does after the macro prefix, from the [macros] table."""
    key_lines: Mapping[str, int] = MappingProxyType({})
    """The lines of both tables, for what is wrong in them."""
    sites: tuple[Site, ...] = ()
    """What single sites are sent besides, from the [[site]] tables."""
    tools: tuple[Tool, ...] = ()
    """Other programs, from the [[pipe]], [[open]], [[send]], [[hook]], [[filter]] and [[exec]] tables."""
    warnings: tuple[str, ...] = ()
    """Sentences about keys of the file that were not taken."""

    @property
    def key_choices(self) -> KeyChoices:
        """What the user wants of the keys."""
        return KeyChoices(self.keys_preset, self.keys, self.macros, self.key_lines)


SETTINGS: tuple[Setting, ...] = (
    Setting("refresh.on_start", "refresh_on_start", "Fetch due feeds when the reader starts."),
    Setting(
        "refresh.interval_min",
        "refresh_interval_min",
        "Minutes between two fetches of a lively feed; quieter ones are asked less often.",
        5,
        10080,
    ),
    Setting(
        "refresh.longest_min", "refresh_longest_min", "Minutes after which the quietest feed is asked again.", 5, 43200
    ),
    Setting("refresh.connections", "refresh_connections", "How many feeds are fetched at once.", 1, 128),
    Setting(
        "refresh.index_most",
        "refresh_index_most",
        "How many new articles `tuinews refresh` searches for people and quotes; more are left to the reader.",
        0,
        100_000,
    ),
    Setting("fetch.timeout_s", "fetch_timeout_s", "Seconds one whole fetch may take.", 1, 600),
    Setting("fetch.connect_timeout_s", "fetch_connect_timeout_s", "Seconds a connection may take to be made.", 1, 600),
    Setting(
        "fetch.first_byte_timeout_s",
        "fetch_first_byte_timeout_s",
        "Seconds a server may be silent, before its first byte and between two.",
        1,
        600,
    ),
    Setting("fetch.max_feed_mb", "fetch_max_feed_mb", "Megabytes a feed or page may have on the wire.", 1, 200),
    Setting("fetch.max_unpacked_mb", "fetch_max_unpacked_mb", "Megabytes a feed may unpack to.", 1, 1000),
    Setting("fetch.max_page_mb", "fetch_max_page_mb", "Megabytes a web page may unpack to.", 1, 200),
    Setting("fetch.max_file_mb", "fetch_max_file_mb", "Megabytes an opened file may have.", 1, 200),
    Setting("fetch.max_redirects", "fetch_max_redirects", "How many redirects are followed.", 0, 20),
    Setting(
        "fetch.private_addresses",
        "fetch_private_addresses",
        "Ask addresses in your own network where you name them yourself; off, the public internet alone is asked.",
    ),
    Setting("fetch.host_gap_s", "fetch_host_gap_s", "Seconds between two requests to one host.", 0, 600),
    Setting(
        "fetch.full_text",
        "fetch_full_text",
        "When an article's page is fetched for its whole text: always, when the feed's text is cut, or only by hand.",
        choices=("always", "cut", "never"),
    ),
    Setting(
        "problems.stale_days",
        "problems_stale_days",
        "Days without anything new after which a feed stands among the problems; 0 for never.",
        0,
        3650,
    ),
    Setting(
        "view.theme", "view_theme", "The colour theme, by name; auto follows the terminal's background, dark or light."
    ),
    Setting("view.measure", "view_measure", "Characters in a line of an article.", 40, 120),
    Setting(
        "view.highlight",
        "view_highlight",
        "What stands out in an article.",
        choices=("both", "people", "quotes", "off"),
    ),
    Setting("view.two_line", "view_two_line", "Show a second line under each headline."),
    Setting(
        "view.glyphs",
        "view_glyphs",
        "What lines and signs are drawn with: any character, or ASCII alone.",
        choices=("unicode", "ascii"),
    ),
    Setting("view.motion", "view_motion", "Let things move where it explains something."),
    Setting(
        "access.linear", "access_linear", "One column and the terminal's own cursor, for screen readers and braille."
    ),
    Setting("access.still", "access_still", "No motion and no timers: only a key changes what the screen shows."),
    Setting(
        "marks.read",
        "marks_read",
        "When an article counts as read: when opened, after a dwell, or only by hand.",
        choices=("open", "dwell", "hand"),
    ),
    Setting("marks.dwell_s", "marks_dwell_s", "Seconds of reading after which the dwell counts.", 0.5, 600),
    Setting("retention.days", "retention_days", "Days an article is kept after it came; 0 is for ever.", 0, 36500),
    Setting("retention.articles", "retention_articles", "Newest articles kept of each feed; 0 is all.", 0, 1_000_000),
    Setting("retention.feed_mb", "retention_feed_mb", "Megabytes each feed may take; 0 sets no bound.", 0, 1_000_000),
    Setting("retention.total_mb", "retention_total_mb", "Megabytes all feeds may take; 0 sets no bound.", 0, 1_000_000),
    Setting("retention.unread", "retention_unread", "Let unread articles go, too."),
    Setting(
        "follow.command",
        "follow_command",
        "The program and its arguments that tell on the desktop what people you follow said; it gets the text on "
        "standard input and in TUINEWS_TITLE and TUINEWS_TEXT. Only for those whose page says so.",
    ),
    Setting(
        "pictures.show",
        "pictures_show",
        "Show pictures when asked for, or always.",
        choices=("ask", "always"),
    ),
    Setting(
        "pictures.drawing",
        "pictures_drawing",
        "How pictures are drawn: as the terminal is known or says to do it best, or in one of these ways.",
        choices=("auto", "kitty", "sixel", "iterm2", "blocks"),
    ),
    Setting("pictures.rows", "pictures_rows", "Lines of the screen that a picture may take.", 4, 80),
    Setting("pictures.max_mb", "pictures_max_mb", "Megabytes a picture's file may have.", 1, 100),
    Setting("pictures.cache_mb", "pictures_cache_mb", "Megabytes of pictures kept on the disk.", 0, 10_000),
    Setting(
        "media.folder", "media_folder", "The folder enclosures are downloaded to; empty for one beside the archive."
    ),
    Setting("media.max_mb", "media_max_mb", "Megabytes a downloaded enclosure may have.", 1, 100_000),
    Setting(
        "notify.by",
        "notify_by",
        "How the desktop is told of new articles after a refresh: not, by a command, or by the terminal.",
        choices=("off", "command", "osc9", "osc99", "osc777"),
    ),
    Setting("notify.command", "notify_command", "The command that is given title and text as two words more."),
    Setting("notify.most_an_hour", "notify_most_an_hour", "How often an hour the desktop is told at most.", 1, 60),
    Setting(
        "copy.command",
        "copy_command",
        "A command that gets what is copied on standard input, as wl-copy does; empty leaves it to the terminal.",
    ),
    Setting("save.folder", "save_folder", "The folder that `w` offers to save articles in."),
    Setting(
        "save.form",
        "save_form",
        "The form that `w` offers: the end of the file's name says it.",
        choices=("md", "html", "txt", "json", "epub"),
    ),
    Setting("cite.form", "cite_form", "How a quote is cited.", choices=("plain", "markdown", "bibtex")),
    Setting("cite.plain", "cite_plain", "The citation as plain text; \\n breaks the line.", is_template=True),
    Setting("cite.markdown", "cite_markdown", "The citation in Markdown.", is_template=True),
    Setting(
        "cite.bibtex", "cite_bibtex", "The citation for BibTeX; a brace itself is written twice.", is_template=True
    ),
    Setting("keys.preset", "keys_preset", "The keymap to start from.", choices=("default", "newsboat", "arrows")),
)

_TOOL_TABLES = frozenset({"pipe", "open", "send", "hook", "filter", "exec"})

_TABLES = frozenset({setting.key.partition(".")[0] for setting in SETTINGS})
_TABLE_NAMES = {
    **{name: f"[{name}]" for name in (*_TABLES, "macros")},
    **{name: f"[[{name}]]" for name in (*_TOOL_TABLES, "site")},
}
"""How each table's head is written."""

_BY_KEY = {setting.key: setting for setting in SETTINGS}


def default_of(setting: Setting) -> Any:
    """Return a setting's default value."""
    return getattr(Config(), setting.field)


def load_config(path: Path) -> Config:
    """Return the configuration at `path`, or the defaults when there is none.

    Raises:
        ConfigError: the file cannot be read, is no TOML, or a value is of the wrong type or out of range.
    """
    try:
        if path.is_fifo():  # to read it is to wait, perhaps without an end
            raise ConfigError(f"The configuration {path} is a pipe and not a file.", file=str(path))
        content = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Config()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"The configuration {path} cannot be read.", file=str(path)) from error
    return parse_config(content, str(path))


def parse_config(content: str, file: str = "config.toml") -> Config:
    """Return the configuration that a TOML text stands for; raises ConfigError as `load_config` does."""
    import tomllib  # who has no configuration need not wait for it

    try:
        tables = tomllib.loads(content)
    except (ValueError, RecursionError) as error:  # tomllib lets brackets without end and endless numbers through
        raise ConfigError(f"The configuration {file} is no valid TOML: {error}.", file=file) from error
    values: dict[str, Any] = {}
    warnings: list[str] = []
    values |= _key_tables(tables, file, content) if "keys" in tables or "macros" in tables else {}
    for section, table in tables.items():
        if section == "site":
            values["sites"] = read_sites(table, file, content)
            continue
        if section in _TOOL_TABLES:
            from tuinews.tools import read_tools  # only for those who have such a table

            values["tools"] = values.get("tools", ()) + read_tools(section, table, file, content)
            continue
        if section == "macros":
            continue
        if section not in _TABLES or not isinstance(table, dict):
            warnings.append(_unknown_table(section, table, content))
            continue
        for name, value in table.items():
            key = f"{section}.{name}"
            setting = _BY_KEY.get(key)
            if setting is not None:
                values[setting.field] = checked(setting, value, file, content)
            elif section != "keys":
                warnings.append(_unknown(key, content))
    return Config()._replace(**values, warnings=tuple(warnings))


def _key_tables(tables: Mapping[str, Any], file: str, content: str) -> dict[str, Any]:
    from tuinews.key_tables import read_keys, read_macros

    keys = read_keys(tables.get("keys"), file, content)
    macros = read_macros(tables.get("macros"), file, content)
    return {"keys": keys.values, "macros": macros.values, "key_lines": {**keys.lines, **macros.lines}}


def checked(setting: Setting, value: Any, file: str = "config.toml", content: str = "") -> Any:
    """Return `value` when it fits the setting; raises ConfigError when it does not."""
    kind = type(default_of(setting))
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    if kind is tuple and isinstance(value, list) and all(isinstance(part, str) for part in value):
        value = tuple(value)
    problem = _problem(setting, value, kind)
    if problem:
        line = line_of_key(setting.key, content)
        place = f"{file}, line {line}" if line else file
        raise ConfigError(f"{place}: {setting.key} {problem}.", file=file, line=line, key=setting.key)
    return value


def _problem(setting: Setting, value: Any, kind: type) -> str:
    """Return what is wrong with a value, in words that follow the setting's name; empty when nothing is."""
    is_of_kind = type(value) is kind
    if not is_of_kind:
        return f"must be {_KIND_NAMES[kind]}, not {value!r}"
    if setting.is_template:
        return citations.problem_of(value)
    if setting.choices and value not in setting.choices:
        return f"must be one of {', '.join(setting.choices)}, not {value!r}"
    if setting.low is not None and setting.high is not None and not setting.low <= value <= setting.high:
        return f"must be between {setting.low} and {setting.high}, not {value!r}"
    return ""


_KIND_NAMES = {bool: "true or false", int: "a whole number", float: "a number", str: "a text", tuple: "a list of texts"}


def _unknown(key: str, content: str) -> str:
    near = difflib.get_close_matches(key, list(_BY_KEY), 1, 0.5)
    line = line_of_key(key, content)
    place = f"line {line}: " if line else ""
    return f"{place}there is no setting {key}" + (f"; did you mean {near[0]}?" if near else ".")


def _unknown_table(name: str, table: object, content: str) -> str:
    if not isinstance(table, dict | list):
        return _unknown(name, content)
    lines = lines_of_table(name, content)
    head = f"[[{name}]]" if isinstance(table, list) else f"[{name}]"
    near = difflib.get_close_matches(name, sorted(_TABLE_NAMES), 1, 0.6)
    hint = f"; did you mean {_TABLE_NAMES[near[0]]}?" if near else "."
    return f"{f'line {lines[0]}: ' if lines else ''}there is no table {head}{hint}"
