"""The commands by name: how each is called and where it is found. Only the one that runs is imported."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import NamedTuple

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


def _json(parser: argparse.ArgumentParser, what: str = "JSON") -> None:
    parser.add_argument("--json", action="store_true", help=f"print {what} instead of text")


def _number(text: str) -> int:
    """Read a count or an id: whole and positive, and no larger than the archive can hold."""
    if not (text.isascii() and text.isdecimal() and len(text) <= 18 and int(text)):
        raise argparse.ArgumentTypeError(f"a whole number from 1 was expected, not {text}")
    return int(text)


def _add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("urls", nargs="+", metavar="URL", help="a feed, or a site that has one")
    parser.add_argument("--folder", default="", metavar="NAME", help='the folder to put it in ("World/Europe" nests)')
    parser.add_argument("--title", default="", help="your own title for it")
    parser.add_argument("--all", action="store_true", help="every feed of a site that has several")
    parser.add_argument("--tag", action="append", default=[], metavar="TAG", help="a tag; may be given again")
    _json(parser)


def _remove(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("feeds", nargs="+", metavar="FEED", help="a feed's id, address or title")
    _json(parser)


def _undo(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--list", action="store_true", help="list the last changes instead")
    parser.add_argument("--limit", type=_number, default=20, metavar="N", help="list at most N changes (20)")
    _json(parser)


def _redo(parser: argparse.ArgumentParser) -> None:
    _json(parser)


def _keep(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("feed", nargs="?", default="", metavar="FEED", help="a feed's id, address or title")
    parser.add_argument("--days", type=_bound, metavar="N", help="days its articles are kept; 0 is for ever")
    parser.add_argument("--articles", type=_bound, metavar="N", help="newest articles that are kept; 0 is all")
    parser.add_argument("--mb", type=_bound, metavar="N", help="megabytes it may take; 0 sets no bound")
    parser.add_argument("--unread", choices=("yes", "no"), help="whether unread articles may go, too")
    parser.add_argument("--default", action="store_true", help="let the feed follow the configuration again")
    _json(parser)


def _stats(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--since", default="30d", metavar="DAY", help="from when on: 30d (as without it), 1y, 2026, all"
    )
    parser.add_argument("--feed", default="", metavar="FEED", help="one feed only, by id, address or title")
    parser.add_argument("--sources", action="store_true", help="who is quoted by which feed in which month instead")
    _json(parser)


def _vacuum(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--dry-run", action="store_true", help="only tell what would go")
    parser.add_argument("--all", action="store_true", help="let go even more than a fifth of the articles at once")
    _json(parser)


def _backup(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", default="", help="where to; a new file among the backups when left out")
    parser.add_argument("--list", action="store_true", help="list the backups there are")
    _json(parser)


def _restore(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", default="", help="a backup by name or path, or latest; lists them without")
    _json(parser)


def _doctor(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--repair", action="store_true", help="mend a damaged archive: save all that can be read")
    _json(parser)


def _bound(text: str) -> int:
    """Read a bound on what is kept: whole, 0 for none."""
    if not (text.isascii() and text.isdecimal() and len(text) <= 9):
        raise argparse.ArgumentTypeError(f"a whole number from 0 was expected, not {text}")
    return int(text)


def _feeds(parser: argparse.ArgumentParser) -> None:
    _json(parser, "a JSON array")


def _edit(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("feeds", nargs="+", metavar="FEED", help="a feed's id, address or title")
    parser.add_argument("--url", metavar="URL", help="its new address; articles and marks stay")
    parser.add_argument("--title", help="your own title for it; empty for the feed's own")
    parser.add_argument(
        "--folder", metavar="NAME", help='the folder to put it in; empty for none ("World/Europe" nests)'
    )
    parser.add_argument(
        "--full-text",
        choices=("always", "cut", "never", "default"),
        help="fetch the pages of its articles always, when the feed's text is cut, never, or as configured",
    )
    parser.add_argument(
        "--stories",
        choices=("on", "off"),
        help="let its articles fold with those of other feeds, or stand by themselves",
    )
    _json(parser)


def _refresh(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "feeds", nargs="*", metavar="FEED", help="feeds by id, address or title; all when none is given"
    )
    parser.add_argument("--force", action="store_true", help="ask every feed, due or not")
    indexing = parser.add_mutually_exclusive_group()
    indexing.add_argument(
        "--index",
        action="store_true",
        default=None,
        help="then find people and quotes in all articles that wait for it, however many",
    )
    indexing.add_argument(
        "--no-index",
        action="store_false",
        dest="index",
        help="leave finding people and quotes to the reader and to later runs",
    )
    parser.add_argument(
        "--full-text", action="store_true", help="then fetch the pages of new articles whose feeds want it"
    )
    parser.add_argument("--quiet", action="store_true", help="print nothing but what went wrong, for cron and systemd")
    _json(parser, "the counts as JSON")


def _digest(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("query", nargs="*", metavar="QUERY", help="words and fields that the articles must match")
    parser.add_argument(
        "--since", default="1d", metavar="DAY", help="what came since then: 1d (without it), 12h, today"
    )
    parser.add_argument("--format", choices=("text", "md", "html", "json"), default="text")
    parser.add_argument(
        "--person", action="append", default=[], metavar="NAME", help="begin with what they said; may be given again"
    )
    parser.add_argument("--limit", type=_number, default=200, metavar="N", help="at most N articles (200)")
    parser.add_argument("--unless-empty", action="store_true", help="print nothing when nothing is new, for mail")
    parser.add_argument("--json", action="store_const", const="json", dest="format", help="the same as --format json")


def _save(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="where to; its end says the form: .md .html .txt .json .epub")
    parser.add_argument("query", nargs="+", metavar="ID|QUERY", help="articles by their ids, or words and fields")
    parser.add_argument("--limit", type=_number, default=50, metavar="N", help="at most N articles (50)")
    parser.add_argument("--overwrite", action="store_true", help="even if there is such a file")


def _send(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="a [[send]] of the configuration")
    parser.add_argument("ids", nargs="+", type=_number, metavar="ID", help="articles by their ids")
    _json(parser)


def _import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="an OPML file or newsboat's urls file; `newsboat` finds yours")
    _json(parser, "the counts as JSON")


def _export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", nargs="?", default="-", metavar="FILE", help="where to write; standard output without it"
    )
    _json(parser, "everything (feeds, articles, marks) as JSON")


def _people(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("query", nargs="*", metavar="QUERY", help="words of names, and fields such as since:30d")
    sorts = ("rising", "recent", "mentions", "quotes", "last", "name")
    parser.add_argument("--sort", choices=sorts, default="mentions", help="the order (mentions)")
    parser.add_argument("--limit", type=_number, default=50, metavar="N", help="at most N people (50)")
    _json(parser)


def _person(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="+", metavar="NAME", help="a name, or a number that `tuinews people` lists")
    parser.add_argument("--limit", type=_number, default=20, metavar="N", help="at most N statements (20)")
    _json(parser)


def _search(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("query", nargs="+", metavar="QUERY", help="words and fields; the README has the grammar")
    parser.add_argument("--limit", type=_number, default=20, metavar="N", help="at most N articles (20)")
    _json(parser, "a JSON object: articles, people and quotes")


def _verify(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", nargs="*", metavar="WORDS", help="the quotation; without it, standard input")
    _json(parser, "a JSON object: the verdict and where the words stand")


def _list(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("query", nargs="*", metavar="QUERY", help="words and fields: ceasefire is:unread feed:NAME")
    parser.add_argument("--limit", type=_number, default=50, metavar="N", help="at most N articles (50)")
    _json(parser, "a JSON array")


def _kept_queries(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=("list", "add", "remove"), nargs="?", default="list", metavar="list|add|remove")
    parser.add_argument("name", nargs="?", default="", help="a name; to remove one, its name or number")
    parser.add_argument("query", nargs="*", metavar="QUERY", help="words and fields")
    _json(parser)


def _mute(parser: argparse.ArgumentParser) -> None:
    _kept_queries(parser)
    parser.add_argument("--dry-run", action="store_true", help="only tell what the rule would hide")


def _stories(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what", nargs="?", choices=("list", "on", "off"), default="list", help="on and off are for feeds"
    )
    parser.add_argument("feeds", nargs="*", metavar="FEED", help="feeds by id, address or title")
    parser.add_argument("--limit", type=_number, default=20, metavar="N", help="how many stories to list")
    _json(parser)


def _quotes(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("query", nargs="*", metavar="QUERY", help="words of the quote or its speaker, and fields")
    parser.add_argument("--speaker", default="", metavar="NAME", help="who speaks")
    parser.add_argument("--about", default="", metavar="WORDS", help="words and phrases of the quote itself")
    parser.add_argument("--since", default="", metavar="DAY", help="from this day on: 30d, 2026-10, today")
    parser.add_argument("--feed", default="", metavar="FEED", help="a feed's title or a part of it, its id or address")
    parser.add_argument("--limit", type=_number, metavar="N", help="at most N quotes (50 as text, else all)")
    forms = parser.add_mutually_exclusive_group()
    forms.add_argument("--json", action="store_const", const="json", dest="form", help="a JSON array")
    forms.add_argument("--csv", action="store_const", const="csv", dest="form", help="a table for a spreadsheet")
    forms.add_argument("--markdown", action="store_const", const="markdown", dest="form", help="a Markdown page")
    forms.add_argument("--html", action="store_const", const="html", dest="form", help="an HTML page")


def _show(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", type=_number, metavar="ID", help="an article's id, as `tuinews list` prints it")
    parser.add_argument("--format", choices=("text", "md", "html", "json"), default="text")
    parser.add_argument("--full-text", action="store_true", help="fetch the article's page first, unless it is here")
    parser.add_argument(
        "--source", choices=("feed", "page", "raw"), help="the feed's text, the page's, or the source as it came"
    )
    parser.add_argument("--json", action="store_const", const="json", dest="format", help="the same as --format json")
    parser.add_argument("--diff", action="store_true", help="print what has changed in it since it came")


def _annotate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="*", metavar="FILE", help="article files; - is standard input")
    forms = parser.add_mutually_exclusive_group()
    forms.add_argument("--json", action="store_true", help="a JSON array: text, people and quotes of each file")
    forms.add_argument("--html", action="store_true", help="an HTML page with people and quotes marked")
    forms.add_argument("--jsonl", action="store_true", help='read {"id","text"} lines, write a line each')
    speech = parser.add_mutually_exclusive_group()
    speech.add_argument("--direct-only", action="store_true", help="leave out reported speech (X said that …)")
    speech.add_argument("--indirect", action="store_true", help="with --jsonl: reported speech too, of kind indirect")


def _extract(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("targets", nargs="*", metavar="FILE|URL", help="web pages")
    parser.add_argument("--url", default="", help="the address a file came from")
    forms = parser.add_mutually_exclusive_group()
    forms.add_argument("--json", action="store_true", help="a JSON array, one object a page")
    forms.add_argument("--jsonl", action="store_true", help='read {"id","url","html"} lines, write a line each')


def _config(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what",
        choices=("init", "get", "set", "check", "edit"),
        nargs="?",
        default="get",
        metavar="init|get|set|check|edit",
        help="write a commented file; show settings (when left out); set one; check the file and the themes; edit it",
    )
    parser.add_argument("key", nargs="?", default="", help="a setting, such as view.measure")
    parser.add_argument("value", nargs="?", default=None, help="its new value")
    _json(parser)


def _help(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("word", nargs="*", metavar="TOPIC|WORD", help="a topic, a command, a setting, an action, a key")


def _nothing(parser: argparse.ArgumentParser) -> None:
    """Add nothing: the command takes no argument of its own."""


def _completions(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("shell", choices=("bash", "zsh", "fish"), help="for which shell")


_ALL = (
    Command(
        "add", "subscribe to a feed or site",
        "Subscribe. The feeds of a site are found and offered with their entries.",
        ("tuinews add https://example.org --folder World", "tuinews add https://github.com/owner/repo --all"),
        "subscriptions", "add", _add,
    ),
    Command(
        "remove", "unsubscribe", "Unsubscribe. `tuinews undo` brings the feed back with its articles.",
        ("tuinews remove 12",), "subscriptions", "remove", _remove,
    ),
    Command(
        "undo", "take back the last change", "Take back the last change, made here or in the reader.",
        ("tuinews undo", "tuinews undo --list"), "changes", "undo", _undo,
    ),
    Command(
        "redo", "do an undone change again", "Do the change again that was undone last.",
        ("tuinews redo",), "changes", "redo", _redo,
    ),
    Command(
        "feeds", "list the subscriptions", "List the subscriptions, with what went wrong where something did.",
        ("tuinews feeds --json",), "feed_list", "feeds", _feeds,
    ),
    Command(
        "problems", "tell what is wrong with feeds",
        "Tell which feeds fail, since when, why and what to do, and which have been silent for long.",
        ("tuinews problems", "tuinews problems --json"), "trouble", "problems", _feeds,
    ),
    Command(
        "edit", "change a feed's address, title, folder, full texts or stories",
        "Change a feed's address, title or folder, when its pages are fetched, or whether it folds. Its articles stay.",
        ("tuinews edit 12 --url https://example.org/new.xml", "tuinews edit 12 --full-text always"),
        "feed_settings", "edit", _edit,
    ),
    Command(
        "refresh", "fetch what is new", "Fetch the feeds that are due, or the ones named, and count what is new.",
        ("tuinews refresh --force", "tuinews refresh --quiet"), "refreshing", "refresh_command", _refresh,
    ),
    Command(
        "digest", "tell what is new, to read or mail",
        "Print what has come, by folder and story, as text, Markdown, HTML or JSON; first what certain people said.",
        ("tuinews digest --since 1d", "tuinews digest folder:World --format html --person Haddad"),
        "digest", "digest", _digest,
    ),
    Command(
        "import", "take over an OPML or newsboat list", "Subscribe to everything in an OPML or newsboat urls file.",
        ("tuinews import feeds.opml", "tuinews import newsboat"), "lists", "import_file", _import,
    ),
    Command(
        "export", "write the subscriptions as OPML", "Write the subscriptions as OPML, or everything as JSON.",
        ("tuinews export feeds.opml",), "lists", "export", _export,
    ),
    Command(
        "list", "list articles", "List articles, newest first: all, or those that match.",
        ("tuinews list is:unread ceasefire --limit 10",), "articles", "list_articles", _list,
    ),
    Command(
        "search", "find articles, people and quotes",
        "Search everything: the best articles first, each with the words around its hits, then people and quotes.",
        ("tuinews search ceasefire since:30d", "tuinews search 'said:haddad about:bridge' --json"),
        "searching", "search", _search,
    ),
    Command(
        "people", "who is in the news",
        "List people: words are of their names, fields say which articles are counted.",
        ("tuinews people --sort quotes", "tuinews people haddad since:30d --json"), "people", "people", _people,
    ),
    Command(
        "person", "who someone is and what they said",
        "Tell who a person is: roles, names, company, outlets, and what they said, the latest first.",
        ('tuinews person "Amina Haddad"', "tuinews person 42 --json"), "people", "person", _person,
    ),
    Command(
        "verify", "look a quotation up",
        "Tell whether a quotation stands in the archive, word by word or in part, and who said it where. "
        "Exit code 0: word by word; 1: in part or not.",
        ('tuinews verify "the bridge is tired, not dangerous"', "xclip -o | tuinews verify --json"),
        "verifying", "verify", _verify,
    ),
    Command(
        "smart", "list, add and remove smart folders",
        "List the smart folders, each with its query and unread count; keep one, or remove it.",
        ("tuinews smart add Bridges 'bridge OR tunnel' is:unread", "tuinews smart remove Bridges"),
        "keeping", "smart", _kept_queries,
    ),
    Command(
        "mute", "list, add and remove mute rules",
        "List the mute rules, each with its query and how many articles it hides; keep one, or remove it.",
        ("tuinews mute add Football 'title:football OR tag:sport' --dry-run",), "keeping", "mute", _mute,
    ),
    Command(
        "stories", "list events that several articles tell of",
        "List the events that several articles tell of, newest first; keep a feed out of stories, or let it in.",
        ("tuinews stories --json", "tuinews stories off Courier"), "feed_stories", "stories", _stories,
    ),
    Command(
        "quotes", "list who said what",
        "List quotes, newest first: who said what, where and when. Print all of a search's quotes for other programs.",
        ("tuinews quotes --speaker haddad --about bridge --since 30d", "tuinews quotes said:haddad --markdown"),
        "quoting", "quotes_command", _quotes,
    ),
    Command(
        "show", "print an article", "Print one article as text, Markdown, HTML or JSON.",
        ("tuinews show 42 --format md", "tuinews show 42 --full-text"), "articles", "show", _show,
    ),
    Command(
        "save", "write articles to a file",
        "Write articles to a file: Markdown, HTML, text, JSON or an EPUB book, as its name ends.",
        ("tuinews save week.epub is:starred since:7d", "tuinews save story.md 42"), "outward", "save", _save,
    ),
    Command(
        "send", "send articles to a service or command",
        "Send the addresses of articles to a [[send]] of the configuration: Wallabag, Instapaper or a command.",
        ("tuinews send Wallabag 42 43",), "outward", "send", _send,
    ),
    Command(
        "annotate", "find people and quotes in files",
        "Find the people and quotes of article files. Nothing is stored.",
        ("tuinews annotate article.txt", "tuinews annotate --jsonl corpus.jsonl"), "analysis", "annotate", _annotate,
    ),
    Command(
        "extract", "find the article in web pages", "Find title, byline, date and text of pages. Nothing is stored.",
        ("tuinews extract page.html --url https://example.org/a --json",), "analysis", "extract", _extract,
    ),
    Command(
        "stats", "count articles, reading, sources",
        "Show what came, what was read and when, who was quoted most, and which feeds are noisy, large or never read.",
        ("tuinews stats --since 90d", "tuinews stats --feed Courier --sources"), "counting", "stats", _stats,
    ),
    Command(
        "keep", "say how much of a feed is kept",
        "Show what is kept of which feed, or give a feed rules of its own.",
        ("tuinews keep", "tuinews keep Courier --days 30 --articles 500"), "room", "keep", _keep,
    ),
    Command(
        "vacuum", "let old articles go, give room back",
        "Let go what the rules of retention take, forget what was deleted, and write the archive's file anew.",
        ("tuinews vacuum --dry-run", "tuinews vacuum"), "room", "vacuum", _vacuum,
    ),
    Command(
        "backup", "copy the archive", "Copy the archive to a file, while the reader may be open; the copy is checked.",
        ("tuinews backup", "tuinews backup ~/news.db", "tuinews backup --list"), "safekeeping", "backup", _backup,
    ),
    Command(
        "restore", "put a backup back", "Put a backup in the archive's place; what was there is kept as a backup, too.",
        ("tuinews restore", "tuinews restore latest"), "safekeeping", "restore", _restore,
    ),
    Command(
        "doctor", "check that all is well",
        "Check the configuration, the archive, the terminal and the versions. What is made of the rest is mended.",
        ("tuinews doctor", "tuinews doctor --repair"), "upkeep", "doctor", _doctor,
    ),
    Command(
        "paths", "tell where things are kept", "Print where the configuration, the archive, the cache and the log are.",
        ("tuinews paths",), "upkeep", "paths", _json,
    ),
    Command(
        "config", "read and change settings",
        "Show a setting or all, set one, write a commented file, check it with the themes, or edit it.",
        ("tuinews config set view.measure 80",), "upkeep", "config", _config,
    ),
    Command(
        "keys", "list the keys", "List every action with its keys and the name to rebind it by.",
        ("tuinews keys",), "upkeep", "keys", _json,
    ),
    Command(
        "tour", "learn the main keys in three minutes",
        "Open the reader in the Welcome feed and try the main keys, one after the other.",
        ("tuinews tour",), "", "", _nothing,
    ),
    Command(
        "help", "read the manual", "Print a topic of the manual, or what a command, a setting, an action or a key is.",
        ("tuinews help themes", "tuinews help view.measure"), "manual", "help_command", _help,
    ),
    Command(
        "man", "print the manual page", "Print the whole manual as a page for man.",
        ("tuinews man | man -l -",), "manual", "man", _nothing,
    ),
    Command(
        "completions", "print completions for a shell", "Print what completes commands and options in your shell.",
        ("tuinews completions fish > ~/.config/fish/completions/tuinews.fish",), "manual", "completions", _completions,
    ),
)  # fmt: skip

COMMANDS: dict[str, Command] = {command.name: command for command in _ALL}
