"""The commands by name: how each is called and where it is found. Only the one that runs is imported."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import NamedTuple

from tuinews.commands import arguments

_Adder = Callable[[argparse.ArgumentParser], None]


class Command(NamedTuple):
    """One command of the command line."""

    name: str
    summary: str
    """A few words for the list of commands."""
    help: str
    """A sentence or two for its own help."""
    examples: tuple[str, ...]
    module: str
    function: str
    add_arguments: _Adder


_ALL = (
    Command(
        "add", "subscribe to a feed or site",
        "Subscribe. The feeds of a site are found and offered with their entries.",
        ("tuinews add https://example.org --folder World", "tuinews add https://github.com/owner/repo --all"),
        "subscriptions", "add", arguments.add,
    ),
    Command(
        "remove", "unsubscribe", "Unsubscribe. `tuinews undo` brings the feed back with its articles.",
        ("tuinews remove 12",), "subscriptions", "remove", arguments.remove,
    ),
    Command(
        "undo", "take back the last change", "Take back the last change, made here or in the reader.",
        ("tuinews undo", "tuinews undo --list"), "changes", "undo", arguments.undo,
    ),
    Command(
        "redo", "do an undone change again", "Do the change again that was undone last.",
        ("tuinews redo",), "changes", "redo", arguments.redo,
    ),
    Command(
        "feeds", "list the subscriptions", "List the subscriptions, with what went wrong where something did.",
        ("tuinews feeds --json",), "feed_list", "feeds", arguments.feeds,
    ),
    Command(
        "problems", "tell what is wrong with feeds",
        "Tell which feeds fail, since when, why and what to do, and which have been silent for long.",
        ("tuinews problems", "tuinews problems --json"), "trouble", "problems", arguments.feeds,
    ),
    Command(
        "edit", "change a feed's address, title, folder, full texts or stories",
        "Change a feed's address, title or folder, when its pages are fetched, or whether it folds. Its articles stay.",
        ("tuinews edit 12 --url https://example.org/new.xml", "tuinews edit 12 --full-text always"),
        "feed_settings", "edit", arguments.edit,
    ),
    Command(
        "refresh", "fetch what is new", "Fetch the feeds that are due, or the ones named, and count what is new.",
        ("tuinews refresh --force", "tuinews refresh --quiet"), "refresh_start", "start_refresh", arguments.refresh,
    ),
    Command(
        "digest", "tell what is new, to read or mail",
        "Print what has come, by folder and story, as text, Markdown, HTML or JSON; first what certain people said.",
        ("tuinews digest --since 1d", "tuinews digest folder:World --format html --person Haddad"),
        "digest", "digest", arguments.digest,
    ),
    Command(
        "import", "take over an OPML or newsboat list", "Subscribe to everything in an OPML or newsboat urls file.",
        ("tuinews import feeds.opml", "tuinews import newsboat"), "lists", "import_file", arguments.import_list,
    ),
    Command(
        "export", "write the subscriptions as OPML", "Write the subscriptions as OPML, or everything as JSON.",
        ("tuinews export feeds.opml",), "lists", "export", arguments.export,
    ),
    Command(
        "list", "list articles", "List articles, newest first: all, or those that match.",
        ("tuinews list is:unread ceasefire --limit 10",), "articles", "list_articles", arguments.list_articles,
    ),
    Command(
        "search", "find articles, people and quotes",
        "Search everything: the best articles first, each with the words around its hits, then people and quotes.",
        ("tuinews search ceasefire since:30d", "tuinews search 'said:haddad about:bridge' --json"),
        "searching", "search", arguments.search,
    ),
    Command(
        "people", "who is in the news",
        "List people: words are of their names, fields say which articles are counted.",
        ("tuinews people --sort quotes", "tuinews people haddad since:30d --json"),
        "people", "people", arguments.people,
    ),
    Command(
        "person", "who someone is and what they said",
        "Tell who a person is: roles, names, company, outlets, and what they said, the latest first; or follow them.",
        ('tuinews person "Amina Haddad"', "tuinews person 42 --follow"), "people", "person", arguments.person,
    ),
    Command(
        "verify", "look a quotation up",
        "Tell whether a quotation stands in the archive, word by word or in part, and who said it where. "
        "Exit code 0: word by word; 1: in part or not.",
        ('tuinews verify "the bridge is tired, not dangerous"', "xclip -o | tuinews verify --json"),
        "verifying", "verify", arguments.verify,
    ),
    Command(
        "smart", "list, add and remove smart folders",
        "List the smart folders, each with its query and unread count; keep one, or remove it.",
        ("tuinews smart add Bridges 'bridge OR tunnel' is:unread", "tuinews smart remove Bridges"),
        "keeping", "smart", arguments.kept_queries,
    ),
    Command(
        "mute", "list, add and remove mute rules",
        "List the mute rules, each with its query and how many articles it hides; keep one, or remove it.",
        ("tuinews mute add Football 'title:football OR tag:sport' --dry-run",), "keeping", "mute", arguments.mute,
    ),
    Command(
        "stories", "list events that several articles tell of",
        "List the events that several articles tell of, newest first; keep a feed out of stories, or let it in.",
        ("tuinews stories --json", "tuinews stories off Courier"), "feed_stories", "stories", arguments.stories,
    ),
    Command(
        "quotes", "list who said what",
        "List quotes, newest first: who said what, where and when. Print all of a search's quotes for other programs.",
        ("tuinews quotes --speaker haddad --about bridge --since 30d", "tuinews quotes said:haddad --markdown"),
        "quoting", "quotes_command", arguments.quotes,
    ),
    Command(
        "show", "print an article", "Print one article as text, Markdown, HTML or JSON.",
        ("tuinews show 42 --format md", "tuinews show 42 --full-text"), "articles", "show", arguments.show,
    ),
    Command(
        "save", "write articles to a file",
        "Write articles to a file: Markdown, HTML, text, JSON or an EPUB book, as its name ends.",
        ("tuinews save week.epub is:starred since:7d", "tuinews save story.md 42"), "outward", "save", arguments.save,
    ),
    Command(
        "send", "send articles to a service or command",
        "Send the addresses of articles to a [[send]] of the configuration: Wallabag, Instapaper or a command.",
        ("tuinews send Wallabag 42 43",), "outward", "send", arguments.send,
    ),
    Command(
        "annotate", "find people and quotes in files",
        "Find the people and quotes of article files. Nothing is stored.",
        ("tuinews annotate article.txt", "tuinews annotate --jsonl corpus.jsonl"),
        "analysis", "annotate", arguments.annotate,
    ),
    Command(
        "extract", "find the article in web pages", "Find title, byline, date and text of pages. Nothing is stored.",
        ("tuinews extract page.html --url https://example.org/a --json",), "analysis", "extract", arguments.extract,
    ),
    Command(
        "stats", "count articles, reading, sources",
        "Show what came, what was read and when, who was quoted most, and which feeds are noisy, large or never read.",
        ("tuinews stats --since 90d", "tuinews stats --feed Courier --sources"), "counting", "stats", arguments.stats,
    ),
    Command(
        "keep", "say how much of a feed is kept",
        "Show what is kept of which feed, or give a feed rules of its own.",
        ("tuinews keep", "tuinews keep Courier --days 30 --articles 500"), "room", "keep", arguments.keep,
    ),
    Command(
        "vacuum", "let old articles go, give room back",
        "Let go what the rules of retention take, forget what was deleted, and write the archive's file anew.",
        ("tuinews vacuum --dry-run", "tuinews vacuum"), "room", "vacuum", arguments.vacuum,
    ),
    Command(
        "backup", "copy the archive", "Copy the archive to a file, while the reader may be open; the copy is checked.",
        ("tuinews backup", "tuinews backup ~/news.db", "tuinews backup --list"),
        "safekeeping", "backup", arguments.backup,
    ),
    Command(
        "restore", "put a backup back", "Put a backup in the archive's place; what was there is kept as a backup, too.",
        ("tuinews restore", "tuinews restore latest"), "safekeeping", "restore", arguments.restore,
    ),
    Command(
        "doctor", "check that all is well",
        "Check the configuration, the archive, the terminal and the versions. What is made of the rest is mended.",
        ("tuinews doctor", "tuinews doctor --repair"), "upkeep", "doctor", arguments.doctor,
    ),
    Command(
        "paths", "tell where things are kept", "Print where the configuration, the archive, the cache and the log are.",
        ("tuinews paths",), "upkeep", "paths", arguments.json,
    ),
    Command(
        "config", "read and change settings",
        "Show a setting or all, set one, write a commented file, check it with the themes, or edit it.",
        ("tuinews config set view.measure 80",), "upkeep", "config", arguments.config,
    ),
    Command(
        "keys", "list the keys", "List every action with its keys and the name to rebind it by.",
        ("tuinews keys",), "upkeep", "keys", arguments.json,
    ),
    Command(
        "tour", "learn the main keys in three minutes",
        "Open the reader in the Welcome feed and try the main keys, one after the other.",
        ("tuinews tour",), "", "", arguments.nothing,
    ),
    Command(
        "help", "read the manual", "Print a topic of the manual, or what a command, a setting, an action or a key is.",
        ("tuinews help themes", "tuinews help view.measure"), "manual", "help_command", arguments.help_topic,
    ),
    Command(
        "man", "print the manual page", "Print the whole manual as a page for man.",
        ("tuinews man | man -l -",), "manual", "man", arguments.nothing,
    ),
    Command(
        "completions", "print completions for a shell", "Print what completes commands and options in your shell.",
        ("tuinews completions fish > ~/.config/fish/completions/tuinews.fish",),
        "manual", "completions", arguments.completions,
    ),
)  # fmt: skip

COMMANDS: dict[str, Command] = {command.name: command for command in _ALL}
