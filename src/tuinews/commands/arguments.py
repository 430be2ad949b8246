"""What the commands take, each in a function that adds it to a parser."""

from __future__ import annotations

import argparse


def json(parser: argparse.ArgumentParser, what: str = "JSON") -> None:
    """Add `--json`."""
    parser.add_argument("--json", action="store_true", help=f"print {what} instead of text")


def number(text: str) -> int:
    """Read a count or an id: whole and positive, and no larger than the archive can hold."""
    if not (text.isascii() and text.isdecimal() and len(text) <= 18 and int(text)):
        raise argparse.ArgumentTypeError(f"a whole number from 1 was expected, not {text}")
    return int(text)


def add(parser: argparse.ArgumentParser) -> None:
    """Add what `add` takes."""
    parser.add_argument("urls", nargs="+", metavar="URL", help="a feed, or a site that has one")
    parser.add_argument("--folder", default="", metavar="NAME", help='the folder to put it in ("World/Europe" nests)')
    parser.add_argument("--title", default="", help="your own title for it")
    parser.add_argument("--all", action="store_true", help="every feed of a site that has several")
    parser.add_argument("--tag", action="append", default=[], metavar="TAG", help="a tag; may be given again")
    json(parser)


def remove(parser: argparse.ArgumentParser) -> None:
    """Add what `remove` takes."""
    parser.add_argument("feeds", nargs="+", metavar="FEED", help="a feed's id, address or title")
    json(parser)


def undo(parser: argparse.ArgumentParser) -> None:
    """Add what `undo` takes."""
    parser.add_argument("--list", action="store_true", help="list the last changes instead")
    parser.add_argument("--limit", type=number, default=20, metavar="N", help="list at most N changes (20)")
    json(parser)


def redo(parser: argparse.ArgumentParser) -> None:
    """Add what `redo` takes."""
    json(parser)


def keep(parser: argparse.ArgumentParser) -> None:
    """Add what `keep` takes."""
    parser.add_argument("feed", nargs="?", default="", metavar="FEED", help="a feed's id, address or title")
    parser.add_argument("--days", type=bound, metavar="N", help="days its articles are kept; 0 is for ever")
    parser.add_argument("--articles", type=bound, metavar="N", help="newest articles that are kept; 0 is all")
    parser.add_argument("--mb", type=bound, metavar="N", help="megabytes it may take; 0 sets no bound")
    parser.add_argument("--unread", choices=("yes", "no"), help="whether unread articles may go, too")
    parser.add_argument("--default", action="store_true", help="let the feed follow the configuration again")
    json(parser)


def stats(parser: argparse.ArgumentParser) -> None:
    """Add what `stats` takes."""
    parser.add_argument(
        "--since", default="30d", metavar="DAY", help="from when on: 30d (as without it), 1y, 2026, all"
    )
    parser.add_argument("--feed", default="", metavar="FEED", help="one feed only, by id, address or title")
    parser.add_argument("--sources", action="store_true", help="who is quoted by which feed in which month instead")
    json(parser)


def vacuum(parser: argparse.ArgumentParser) -> None:
    """Add what `vacuum` takes."""
    parser.add_argument("--dry-run", action="store_true", help="only tell what would go")
    parser.add_argument("--all", action="store_true", help="let go even more than a fifth of the articles at once")
    json(parser)


def backup(parser: argparse.ArgumentParser) -> None:
    """Add what `backup` takes."""
    parser.add_argument("file", nargs="?", default="", help="where to; a new file among the backups when left out")
    parser.add_argument("--list", action="store_true", help="list the backups there are")
    json(parser)


def restore(parser: argparse.ArgumentParser) -> None:
    """Add what `restore` takes."""
    parser.add_argument("file", nargs="?", default="", help="a backup by name or path, or latest; lists them without")
    json(parser)


def doctor(parser: argparse.ArgumentParser) -> None:
    """Add what `doctor` takes."""
    parser.add_argument("--repair", action="store_true", help="mend a damaged archive: save all that can be read")
    json(parser)


def bound(text: str) -> int:
    """Read a bound on what is kept: whole, 0 for none."""
    if not (text.isascii() and text.isdecimal() and len(text) <= 9):
        raise argparse.ArgumentTypeError(f"a whole number from 0 was expected, not {text}")
    return int(text)


def feeds(parser: argparse.ArgumentParser) -> None:
    """Add what `feeds` takes."""
    json(parser, "a JSON array")


def edit(parser: argparse.ArgumentParser) -> None:
    """Add what `edit` takes."""
    parser.add_argument("feeds", nargs="+", metavar="FEED", help="a feed's id, address or title")
    parser.add_argument("--url", metavar="URL", help="its new address; articles and marks stay")
    parser.add_argument("--title", help="your own title for it; empty for the feed's own")
    parser.add_argument(
        "--folder",
        action="append",
        metavar="NAME",
        help='the folder to put it in; empty for none ("World/Europe" nests); given again: one more that it is in',
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
    json(parser)


def refresh(parser: argparse.ArgumentParser) -> None:
    """Add what `refresh` takes."""
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
    json(parser, "the counts as JSON")


def digest(parser: argparse.ArgumentParser) -> None:
    """Add what `digest` takes."""
    parser.add_argument("query", nargs="*", metavar="QUERY", help="words and fields that the articles must match")
    parser.add_argument(
        "--since", default="1d", metavar="DAY", help="what came since then: 1d (without it), 12h, today"
    )
    parser.add_argument("--format", choices=("text", "md", "html", "json"), default="text")
    parser.add_argument(
        "--person", action="append", default=[], metavar="NAME", help="begin with what they said; may be given again"
    )
    parser.add_argument("--limit", type=number, default=200, metavar="N", help="at most N articles (200)")
    parser.add_argument("--unless-empty", action="store_true", help="print nothing when nothing is new, for mail")
    parser.add_argument("--json", action="store_const", const="json", dest="format", help="the same as --format json")


def save(parser: argparse.ArgumentParser) -> None:
    """Add what `save` takes."""
    parser.add_argument("file", metavar="FILE", help="where to; its end says the form: .md .html .txt .json .epub")
    parser.add_argument("query", nargs="+", metavar="ID|QUERY", help="articles by their ids, or words and fields")
    parser.add_argument("--limit", type=number, default=50, metavar="N", help="at most N articles (50)")
    parser.add_argument("--overwrite", action="store_true", help="even if there is such a file")


def send(parser: argparse.ArgumentParser) -> None:
    """Add what `send` takes."""
    parser.add_argument("name", metavar="NAME", help="a [[send]] of the configuration")
    parser.add_argument("ids", nargs="+", type=number, metavar="ID", help="articles by their ids")
    json(parser)


def import_list(parser: argparse.ArgumentParser) -> None:
    """Add what `import` takes."""
    parser.add_argument("file", metavar="FILE", help="an OPML file or newsboat's urls file; `newsboat` finds yours")
    json(parser, "the counts as JSON")


def export(parser: argparse.ArgumentParser) -> None:
    """Add what `export` takes."""
    parser.add_argument(
        "file", nargs="?", default="-", metavar="FILE", help="where to write; standard output without it"
    )
    parser.add_argument("--passwords", action="store_true", help="write addresses with the passwords in them")
    json(parser, "everything (feeds, articles, marks) as JSON")


def people(parser: argparse.ArgumentParser) -> None:
    """Add what `people` takes."""
    parser.add_argument("query", nargs="*", metavar="QUERY", help="words of names, and fields such as since:30d")
    sorts = ("rising", "recent", "mentions", "quotes", "last", "name")
    parser.add_argument("--sort", choices=sorts, default="mentions", help="the order (mentions)")
    parser.add_argument("--limit", type=number, default=50, metavar="N", help="at most N people (50)")
    json(parser)


def person(parser: argparse.ArgumentParser) -> None:
    """Add what `person` takes."""
    parser.add_argument("name", nargs="+", metavar="NAME", help="a name, or a number that `tuinews people` lists")
    parser.add_argument("--limit", type=number, default=20, metavar="N", help="at most N statements (20)")
    following = parser.add_mutually_exclusive_group()
    following.add_argument("--follow", action="store_true", help="follow them: a smart folder, first in the digest")
    following.add_argument("--no-follow", action="store_true", help="follow them no longer")
    json(parser)


def search(parser: argparse.ArgumentParser) -> None:
    """Add what `search` takes."""
    parser.add_argument("query", nargs="+", metavar="QUERY", help="words and fields; the README has the grammar")
    parser.add_argument("--limit", type=number, default=20, metavar="N", help="at most N articles (20)")
    json(parser, "a JSON object: articles, people and quotes")


def verify(parser: argparse.ArgumentParser) -> None:
    """Add what `verify` takes."""
    parser.add_argument("words", nargs="*", metavar="WORDS", help="the quotation; without it, standard input")
    json(parser, "a JSON object: the verdict and where the words stand")


def list_articles(parser: argparse.ArgumentParser) -> None:
    """Add what `list` takes."""
    parser.add_argument("query", nargs="*", metavar="QUERY", help="words and fields: ceasefire is:unread feed:NAME")
    parser.add_argument("--limit", type=number, default=50, metavar="N", help="at most N articles (50)")
    json(parser, "a JSON array")


def kept_queries(parser: argparse.ArgumentParser) -> None:
    """Add what `smart` and `mute` take."""
    parser.add_argument("what", choices=("list", "add", "remove"), nargs="?", default="list", metavar="list|add|remove")
    parser.add_argument("name", nargs="?", default="", help="a name; to remove one, its name or number")
    parser.add_argument("query", nargs="*", metavar="QUERY", help="words and fields")
    json(parser)


def mute(parser: argparse.ArgumentParser) -> None:
    """Add what `mute` takes."""
    kept_queries(parser)
    parser.add_argument("--dry-run", action="store_true", help="only tell what the rule would hide")


def stories(parser: argparse.ArgumentParser) -> None:
    """Add what `stories` takes."""
    parser.add_argument(
        "what", nargs="?", choices=("list", "on", "off"), default="list", help="on and off are for feeds"
    )
    parser.add_argument("feeds", nargs="*", metavar="FEED", help="feeds by id, address or title")
    parser.add_argument("--limit", type=number, default=20, metavar="N", help="how many stories to list")
    json(parser)


def quotes(parser: argparse.ArgumentParser) -> None:
    """Add what `quotes` takes."""
    parser.add_argument("query", nargs="*", metavar="QUERY", help="words of the quote or its speaker, and fields")
    parser.add_argument("--speaker", default="", metavar="NAME", help="who speaks")
    parser.add_argument("--about", default="", metavar="WORDS", help="words and phrases of the quote itself")
    parser.add_argument("--since", default="", metavar="DAY", help="from this day on: 30d, 2026-10, today")
    parser.add_argument("--feed", default="", metavar="FEED", help="a feed's title or a part of it, its id or address")
    parser.add_argument("--limit", type=number, metavar="N", help="at most N quotes (50 as text, else all)")
    forms = parser.add_mutually_exclusive_group()
    forms.add_argument("--json", action="store_const", const="json", dest="form", help="a JSON array")
    forms.add_argument("--csv", action="store_const", const="csv", dest="form", help="a table for a spreadsheet")
    forms.add_argument("--markdown", action="store_const", const="markdown", dest="form", help="a Markdown page")
    forms.add_argument("--html", action="store_const", const="html", dest="form", help="an HTML page")


def show(parser: argparse.ArgumentParser) -> None:
    """Add what `show` takes."""
    parser.add_argument("id", type=number, metavar="ID", help="an article's id, as `tuinews list` prints it")
    parser.add_argument("--format", choices=("text", "md", "html", "json"), default="text")
    parser.add_argument("--full-text", action="store_true", help="fetch the article's page first, unless it is here")
    parser.add_argument(
        "--source", choices=("feed", "page", "raw"), help="the feed's text, the page's, or the source as it came"
    )
    parser.add_argument("--json", action="store_const", const="json", dest="format", help="the same as --format json")
    parser.add_argument("--diff", action="store_true", help="print what has changed in it since it came")


def annotate(parser: argparse.ArgumentParser) -> None:
    """Add what `annotate` takes."""
    parser.add_argument("files", nargs="*", metavar="FILE", help="article files; - is standard input")
    forms = parser.add_mutually_exclusive_group()
    forms.add_argument("--json", action="store_true", help="a JSON array: text, people and quotes of each file")
    forms.add_argument("--html", action="store_true", help="an HTML page with people and quotes marked")
    forms.add_argument("--jsonl", action="store_true", help='read {"id","text"} lines, write a line each')
    speech = parser.add_mutually_exclusive_group()
    speech.add_argument("--direct-only", action="store_true", help="leave out reported speech (X said that …)")
    speech.add_argument("--indirect", action="store_true", help="with --jsonl: reported speech too, of kind indirect")


def extract(parser: argparse.ArgumentParser) -> None:
    """Add what `extract` takes."""
    parser.add_argument("targets", nargs="*", metavar="FILE|URL", help="web pages")
    parser.add_argument("--url", default="", help="the address a file came from")
    forms = parser.add_mutually_exclusive_group()
    forms.add_argument("--json", action="store_true", help="a JSON array, one object a page")
    forms.add_argument("--jsonl", action="store_true", help='read {"id","url","html"} lines, write a line each')


def config(parser: argparse.ArgumentParser) -> None:
    """Add what `config` takes."""
    parser.add_argument(
        "what",
        choices=("init", "get", "set", "check", "edit", "newsboat"),
        nargs="?",
        default="get",
        metavar="init|get|set|check|edit|newsboat",
        help="write a commented file; show settings (when left out); set one; check the file and the themes; edit it; "
        "print newsboat's configuration as one of tuinews",
    )
    parser.add_argument("key", nargs="?", default="", help="a setting, such as view.measure, or newsboat's file")
    parser.add_argument("value", nargs="?", default=None, help="its new value")
    json(parser)


def help_topic(parser: argparse.ArgumentParser) -> None:
    """Add what `help` takes."""
    parser.add_argument("word", nargs="*", metavar="TOPIC|WORD", help="a topic, a command, a setting, an action, a key")


def nothing(parser: argparse.ArgumentParser) -> None:
    """Add nothing."""
    """Add nothing: the command takes no argument of its own."""


def completions(parser: argparse.ArgumentParser) -> None:
    """Add what `completions` takes."""
    parser.add_argument("shell", choices=("bash", "zsh", "fish"), help="for which shell")
