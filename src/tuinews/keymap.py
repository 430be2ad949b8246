"""Every action of the reader, once: its name, its keys, its words.

The footer, the help, the command palette, the README's table and the check of the [keys] table are all made from
`ACTIONS`. A key means one thing everywhere. Keys are named as Textual names them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from tuinews.errors import ConfigError


class Place(StrEnum):
    """Where an action's keys work."""

    ANYWHERE = "anywhere"
    FEEDS = "feeds"
    HEADLINES = "headlines"
    ARTICLE = "article"
    PEOPLE = "people"


class Action(NamedTuple):
    """Something the user can do with a key."""

    id: str
    """`place.verb`, the name to rebind it by."""
    keys: str
    """Comma-separated, as Textual names them."""
    label: str
    """Two or three words for the footer and the palette."""
    help: str
    """One sentence for the help."""
    places: tuple[Place, ...] = (Place.ANYWHERE,)
    footer: tuple[Place, ...] = ()
    """In which panes' footers it stands."""


_LISTS = (Place.FEEDS, Place.HEADLINES, Place.ARTICLE, Place.PEOPLE)
_ARTICLES = (Place.HEADLINES, Place.ARTICLE)

ACTIONS: tuple[Action, ...] = (
    # Moving
    Action("move.down", "j,down", "Down", "Move down a row, or scroll the article.", _LISTS),
    Action("move.up", "k,up", "Up", "Move up a row, or scroll the article.", _LISTS),
    Action("move.right", "l,right", "Pane right", "Go to the pane on the right; in the feeds, open the folder first.", _LISTS),
    Action("move.left", "h,left", "Pane left", "Go to the pane on the left; in the feeds, close the folder first.", _LISTS),
    Action("move.page_down", "pagedown", "Page down", "Move down a page.", _LISTS),
    Action("move.page_up", "pageup,b", "Page up", "Move up a page.", _LISTS),
    Action("move.half_down", "ctrl+d", "Half a page down", "Move down half a page.", _LISTS),
    Action("move.half_up", "ctrl+u", "Half a page up", "Move up half a page.", _LISTS),
    Action("move.top", "g,home", "Top", "Go to the top.", _LISTS),
    Action("move.bottom", "G,end", "Bottom", "Go to the end.", _LISTS),
    Action("move.open", "enter", "Open", "Open the folder, headline, person or quote under the cursor.", _LISTS, (Place.FEEDS, Place.HEADLINES, Place.PEOPLE)),
    Action("move.back", "escape", "Back", "Close what is open, clear the filter, leave zen, or go a pane left.", _LISTS),
    Action("focus.feeds", "1", "Feeds", "Go to the feeds."),
    Action("focus.headlines", "2", "Headlines", "Go to the headlines."),
    Action("focus.article", "3", "Article", "Go to the article."),
    Action("focus.people", "4", "People", "Go to the people of the article."),
    # Reading
    Action("article.read_on", "space", "Read on", "Read on: a page down, and at the end the next unread article.", _ARTICLES, _ARTICLES),
    Action("feed.toggle", "space", "Fold", "Open or close the folder.", (Place.FEEDS,)),
    Action("article.scroll_down", "J", "Scroll article", "Scroll the article down from any pane."),
    Action("article.scroll_up", "K", "Scroll article up", "Scroll the article up from any pane."),
    Action("article.next_unread", "n", "Next unread", "Go to the next unread article.", footer=(Place.FEEDS, Place.HEADLINES, Place.ARTICLE)),
    Action("article.previous_unread", "N", "Previous unread", "Go to the previous unread article."),
    Action("article.next", "right_square_bracket", "Next article", "Go to the next article, read or not."),
    Action("article.previous", "left_square_bracket", "Previous article", "Go to the previous article, read or not."),
    Action("article.coverage", "c", "Coverage", "Show the other coverage of the same story, and what only each has."),
    Action("list.unfold", "C", "Unfold story", "Show every article of the story in the list, or only one again.", (Place.HEADLINES,)),
    Action("article.zen", "z", "Zen", "Show the article alone, or everything again."),
    Action("article.full_text", "x", "Full text", "Fetch the article's page and read its whole text.", footer=(Place.ARTICLE,)),
    Action("article.source", "backslash", "Feed/page/source", "Turn over: the feed's text, the page's text, the source as it came."),
    Action("article.hidden", "full_stop", "Hidden lines", "Show or hide the lines the importer took for site furniture."),
    Action("article.pictures", "I", "Pictures", "Fetch and show the pictures of the article, or hide them again."),
    Action("article.changes", "equals_sign", "What changed", "Show what has changed in the article since it came."),
    # People and quotes
    Action("people.panel", "p", "People", "Show or hide the people of the article.", footer=(Place.ARTICLE, Place.PEOPLE)),
    Action("article.quotes_only", "Q", "Quotes only", "Read the article as its quotes, each with its sentence and its speaker.", _ARTICLES),
    Action("quote.next", "right_curly_bracket", "Next quote", "Go to the next quote.", footer=(Place.ARTICLE,)),
    Action("quote.previous", "left_curly_bracket", "Previous quote", "Go to the previous quote."),
    Action("person.next", "right_parenthesis", "Next mention", "Go to the next mention of a person."),
    Action("person.previous", "left_parenthesis", "Previous mention", "Go to the previous mention of a person."),
    Action("quote.cite", "Y", "Cite quote", "Copy the quote with who said it, where and when.", (Place.ARTICLE,)),
    Action("quote.speaker", "e", "Set speaker", "Say who speaks the quote, or who the person is, under the cursor.", (Place.ARTICLE,)),
    Action("quote.not_speech", "d", "No speech", "Say that the quote is no speech, or the person none; u undoes it.", (Place.ARTICLE,)),
    Action("person.same", "e", "Who it is", "Say that a person is another one, or give them another name.", (Place.PEOPLE,), (Place.PEOPLE,)),
    Action("person.not", "d", "No person", "Say that this is no person; u undoes it.", (Place.PEOPLE,), (Place.PEOPLE,)),
    Action("people.view", "P", "People view", "Show who is in the news: mentions, quotes, trend; a person's page, whom to follow."),
    Action("person.card", "i", "Who is this", "Show who the person under the cursor is, from the archive.", (Place.ARTICLE, Place.PEOPLE), (Place.PEOPLE,)),
    Action("person.follow", "f", "Follow", "Follow the person under the cursor, or no longer; u undoes it.", (Place.ARTICLE, Place.PEOPLE), (Place.PEOPLE,)),
    Action("article.highlight", "H", "Highlight", "Highlight people and quotes, people, quotes, or nothing.", footer=(Place.ARTICLE,)),
    Action("quote.same", "tilde", "Same words", "Show where else the quote under the cursor stands, or look up a quotation that you type."),
    # Marks
    Action("article.toggle_read", "m", "Read/unread", "Mark the article read, or unread again.", footer=(Place.HEADLINES,)),
    Action("article.star", "s", "Star", "Star the article, or take the star away.", footer=(Place.HEADLINES, Place.ARTICLE)),
    Action("article.later", "L", "Read later", "Keep the article to read later, or no longer."),
    Action("view.mark_read", "A", "All read", "Mark every article of this list read; u undoes it.", footer=(Place.FEEDS,)),
    Action("view.mark_everything", "", "Everything read", "Mark every article of every feed read; u undoes it."),
    Action("view.mark_older", "M", "Older read", "Mark every article of this list read that is older than this one.", (Place.HEADLINES,)),
    Action("article.tag", "t", "Tags", "Give the article tags, or take them."),
    Action("article.archive", "e", "Archive", "Take the article out of the lists, or back; search still finds it.", (Place.HEADLINES,)),
    Action("article.delete", "d", "Delete", "Delete the article; it does not come back with a refresh.", (Place.HEADLINES,)),
    Action("list.choose", "v", "Choose", "Choose the headline and go to the next; m s L t A e d w W then act on all chosen.", (Place.HEADLINES,)),
    Action("list.choose_range", "V", "Choose range", "Choose every headline from the one chosen last to this one.", (Place.HEADLINES,)),
    Action("edit.undo", "u,ctrl+z", "Undo", "Undo the last change."),
    Action("edit.redo", "U", "Redo", "Do the undone change again."),
    Action("edit.changes", "ctrl+l", "Last changes", "List the last changes, to undo several at once."),
    # Feeds
    Action("feed.add", "a", "Add", "Add a feed or site, or open a file, an OPML file or an address.", footer=(Place.FEEDS,)),
    Action("feed.refresh", "r", "Refresh feed", "Refresh the feed or folder under the cursor.", footer=(Place.FEEDS,)),
    Action("feed.refresh_all", "R", "Refresh all", "Refresh all feeds."),
    Action("feed.edit", "e", "Edit feed", "Give the feed another title, folder or address, or choose when its full texts are fetched; give the smart folder another query.", (Place.FEEDS,)),
    Action("feed.remove", "d", "Remove feed", "Remove the feed or smart folder; u brings it back, a feed with its articles.", (Place.FEEDS,)),
    Action("feed.next_unread", "ctrl+n", "Next unread feed", "Go to the next feed that has unread articles."),
    Action("feed.previous_unread", "", "Previous unread feed", "Go to the previous feed that has unread articles."),
    Action("feed.problems", "exclamation_mark", "Problems", "List the feeds that need attention: why, since when, and what can be done."),
    # Elsewhere
    Action("list.filter", "slash", "Filter", "Filter the headlines as you type.", (Place.FEEDS, Place.HEADLINES), (Place.HEADLINES,)),
    Action("list.tag", "", "Filter by tag", "Filter the headlines by a tag, which is completed as you type."),
    Action("article.find", "slash", "Find", "Find words in the article; n and N go to the next and the previous.", (Place.ARTICLE, Place.PEOPLE)),
    Action("smart.keep", "ctrl+s", "Keep as folder", "Keep what the list is filtered by as a smart folder."),
    Action("mute.add", "ctrl+g", "Mute", "Keep what the list is filtered by out of the lists; says first how much that is."),
    Action("mute.rules", "ctrl+r", "Mute rules", "List the mute rules, to change or remove one."),
    Action("app.search", "F", "Search", "Search everything: articles, people and quotes."),
    Action("app.quotes", "quotation_mark", "Quotes", "Show who said what in all articles, and look for words and speakers."),
    Action("app.statistics", "number_sign", "Statistics", "Show what came, what was read and when, who was quoted most."),
    Action("app.sources", "percent_sign", "Who is quoted", "Show who is quoted by which feed and month, named against unnamed sources."),
    Action("app.old_articles", "X", "Old articles", "Show what the rules of retention let go now, and let it go."),
    Action("list.sort", "S", "Sort", "Order the list: newest, oldest, unread, feed, title, most people or longest first."),
    Action("list.day", "at", "Jump to a day", "Go to the headlines of a day."),
    Action("article.browser", "o", "Browser", "Open the article in the browser."),
    Action("article.links", "O", "Links", "List the article's links; a number opens one."),
    Action("article.media", "D", "Media", "List the audio, films and files that come with the article, to play or download."),
    Action("article.pipe", "vertical_line", "Pipe", "Give the article, or the quote under the cursor, to a command and see what it prints."),
    Action("article.save", "w", "Save", "Save the article, or all that are chosen, as Markdown, HTML, text, JSON or EPUB."),
    Action("article.send", "W", "Send", "Send the article's address to a service or command of your configuration."),
    Action("article.copy_url", "y", "Copy address", "Copy the article's address."),
    Action("view.theme", "T", "Theme", "Choose the theme."),
    Action("view.still", "ctrl+t", "Be still", "Stop all motion and timers, or let them run again."),
    Action("app.settings", "E", "Settings", "Change the settings; what can apply at once does."),
    Action("app.edit_config", "ctrl+e", "Edit settings file", "Open the configuration in your editor ($EDITOR)."),
    Action("view.narrower", "less_than_sign", "Narrower", "Make the focused pane narrower."),
    Action("view.wider", "greater_than_sign", "Wider", "Make the focused pane wider."),
    Action("app.help", "question_mark,f1", "Help", "Show the keys of this pane, searchable.", footer=(Place.FEEDS, Place.HEADLINES, Place.ARTICLE, Place.PEOPLE)),
    Action("app.palette", "colon,ctrl+p", "Commands", "Find and run any command."),
    Action("keys.prefix", "comma", "Count or macro", "Begin a count (a number, then a key that is done so often) or a macro (its key)."),
    Action("app.back", "q", "Back/quit", "Go back one level; at the top level, quit."),
    Action("app.up", "", "Up/quit", "Go back one level, from the headlines to the feeds; there, quit."),
    Action("app.quit", "", "Quit", "Quit from anywhere, as ctrl+q does."),
)  # fmt: skip

_BY_ID = {action.id: action for action in ACTIONS}


def find_action(action_id: str) -> Action:
    """Return an action by its name; raises KeyError when there is none."""
    return _BY_ID[action_id]


class KeyChoices(NamedTuple):
    """What the user wants of the keys."""

    preset: str = "default"
    rebound: Mapping[str, str] = MappingProxyType({})
    """Action id to its keys, comma-separated; none for an action without keys."""
    macros: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    """Key to the actions that it does after the macro prefix, each with a count before it or not."""
    lines: Mapping[str, int] = MappingProxyType({})
    """Where each of these stands in the file, by action id or "macros.KEY"."""


_NO_CHOICES = KeyChoices()


def keymap(choices: KeyChoices = _NO_CHOICES, file: str = "config.toml") -> tuple[Action, ...]:
    """Return the actions with the user's keys in place of their own.

    Raises:
        ConfigError: an action does not exist, or a key would mean two things in one place.
    """
    if choices == _NO_CHOICES:
        return ACTIONS
    for action_id, keys in choices.rebound.items():
        _check_name(action_id, "[keys]", _place_in(file, choices, action_id), choices.lines.get(action_id, 0), file)
        _check_keys(action_id, _as_named(keys), choices, file)
    for key, steps in choices.macros.items():
        for step in steps:
            name, line = step.split(" ")[-1], choices.lines.get(f"macros.{key}", 0)
            _check_name(name, "[macros]", _place_in(file, choices, f"macros.{key}"), line, file)
    wanted = {**_preset(choices.preset), **{name: _as_named(keys) for name, keys in choices.rebound.items()}}
    actions = tuple(action._replace(keys=wanted.get(action.id, action.keys)) for action in ACTIONS)
    taken: dict[tuple[Place, str], Action] = {}
    for action in actions:
        for key in filter(None, action.keys.split(",")):
            for place in _reach(action):
                other = taken.setdefault((place, key.strip()), action)
                if other.id != action.id:
                    raise _clash(key.strip(), (other, action), place, choices, file)
    return actions


def _preset(name: str) -> Mapping[str, str]:
    if name == "default":
        return {}
    from tuinews.key_presets import PRESETS

    return PRESETS[name]


def _check_name(action_id: str, table: str, place: str, line: int, file: str) -> None:
    """Raise ConfigError unless there is such an action."""
    if action_id in _BY_ID:
        return
    import difflib

    near = difflib.get_close_matches(action_id, list(_BY_ID), 1, 0.6)
    hint = f"did you mean {near[0]}?" if near else "`tuinews keys` lists them."
    raise ConfigError(
        f"{place}: {table} names {action_id}, but there is no such action; {hint}", file=file, line=line, key=action_id
    )


def _check_keys(action_id: str, keys: str, choices: KeyChoices, file: str) -> None:
    """Raise ConfigError where an action is given a key that no keyboard has, or one that is always something else."""
    for key in filter(None, keys.split(",")):
        if key in _WAYS_OUT and action_id != "app.quit":
            problem = f"{key}, which always leads out"
        elif not _is_key(key):
            problem = f'the key {key}, which there is not; keys are written as they are typed: "s", "F5", "ctrl+b"'
        else:
            continue
        raise ConfigError(
            f"{_place_in(file, choices, action_id)}: [keys] gives {action_id} {problem}.",
            file=file,
            line=choices.lines.get(action_id, 0),
            key=action_id,
        )


def _is_key(key: str) -> bool:
    *modifiers, name = key.split("+")
    if not name or not _MODIFIERS.issuperset(modifiers):
        return False
    if len(name) == 1 or name in _KEY_WORDS or name in _NAMED.values() or name in {"space", "tab"}:
        return True
    try:
        return bool(unicodedata.lookup(name.replace("_", " ")))
    except KeyError:
        return False


def _clash(key: str, rivals: tuple[Action, Action], place: Place, choices: KeyChoices, file: str) -> ConfigError:
    # The line to change is that of the rebound action; where both are, that of the later.
    named = max((action.id for action in rivals), key=lambda name: choices.lines.get(name, 0))
    loser = next(action.id for action in rivals if action.id != named)
    return ConfigError(
        f"{_place_in(file, choices, named)}: [keys] gives {_KEY_WORDS.get(key, key)} to both {rivals[0].id} and "
        f'{rivals[1].id} ({place.value}). Give {loser} other keys, too, or none: "{loser}" = "".',
        file=file,
        line=choices.lines.get(named, 0),
        key=named,
    )


def _place_in(file: str, choices: KeyChoices, name: str) -> str:
    line = choices.lines.get(name, 0)
    return f"{file}, line {line}" if line else file


def _reach(action: Action) -> tuple[Place, ...]:
    return (
        tuple(place for place in Place if place is not Place.ANYWHERE)
        if Place.ANYWHERE in action.places
        else action.places
    )


_KEY_WORDS = {
    "right_square_bracket": "]", "left_square_bracket": "[", "right_curly_bracket": "}", "left_curly_bracket": "{",
    "right_parenthesis": ")", "left_parenthesis": "(", "full_stop": ".", "slash": "/", "question_mark": "?",
    "equals_sign": "=", "colon": ":", "less_than_sign": "<", "greater_than_sign": ">", "pagedown": "PgDn", "pageup": "PgUp",
    "escape": "Esc", "enter": "Enter", "up": "↑", "down": "↓", "left": "←", "right": "→", "home": "Home",
    "end": "End", "quotation_mark": '"', "vertical_line": "|", "backslash": "\\", "at": "@", "asterisk": "*",
    "exclamation_mark": "!", "number_sign": "#", "comma": ",", "minus": "-", "plus": "+", "underscore": "_",
    "semicolon": ";", "apostrophe": "'", "percent_sign": "%", "dollar_sign": "$", "ampersand": "&", "tilde": "~",
    "circumflex_accent": "^", "grave_accent": "`", "delete": "Del", "insert": "Ins", "backspace": "Backspace",
    **{f"f{number}": f"F{number}" for number in range(1, 13)},
}  # fmt: skip
_MODIFIERS = frozenset({"ctrl", "alt", "shift", "meta", "super", "hyper"})
_WAYS_OUT = frozenset({"ctrl+q", "ctrl+c"})
"""Textual's own: whatever else goes wrong, these lead out."""
_NAMED = {"solidus": "slash", "reverse_solidus": "backslash", "commercial_at": "at", "hyphen_minus": "minus",
          "plus_sign": "plus", "low_line": "underscore", " ": "space"}  # fmt: skip
_WORDS_FOR_KEYS = {
    "esc": "escape", "del": "delete", "ins": "insert", "pgup": "pageup", "pgdn": "pagedown", "return": "enter",
}  # fmt: skip


def key_name(key: str) -> str:
    """Return Textual's name of a key that is written as it is typed: "]", "PgDn", "ctrl+D"."""
    before, plus, last = key.rpartition("+") if len(key) > 1 else ("", "", key)
    if len(last) == 1 and not last.isalnum():
        name = unicodedata.name(last, last).lower().replace("-", "_").replace(" ", "_")
        return f"{before.lower()}{plus}{_NAMED.get(name, name)}"
    if len(key) > 1:
        lowered = last if len(last) == 1 and "shift" in before else last.lower()
        return f"{before.lower()}{plus}{_WORDS_FOR_KEYS.get(lowered, lowered)}"
    return key


def _as_named(keys: str) -> str:
    # A comma parts keys, so the key itself is written as a word.
    return ",".join(key_name(key.strip()) for key in keys.split(",") if key.strip())


def shown_keys(action: Action) -> tuple[str, ...]:
    """Return an action's keys as people write them: "j", "↓", "ctrl+d"."""
    return tuple(shown_key(key.strip()) for key in action.keys.split(","))


def shown_key(key: str) -> str:
    """Return a key as people write it."""
    return _KEY_WORDS.get(key, key)
