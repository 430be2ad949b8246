"""newsboat's `urls` file: one feed or query a line, with tags. https://newsboat.org/releases/2.40/docs/newsboat.html#_first_steps"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from tuinews.errors import FormatError
from tuinews.formats.addresses import NotAFeedError, feed_address
from tuinews.formats.decoding import decode_markup
from tuinews.formats.newsboat_filter import UntranslatableError, translate_filter
from tuinews.model.sources import Document
from tuinews.model.subscriptions import SmartFolder, Subscription, SubscriptionList
from tuinews.screen_text import line, short_url

_TITLE: Final = "newsboat"
_LONGEST_WORD: Final = 200
_LONGEST_QUERY: Final = 4_000
_MAX_REASONS: Final = 1_000
_OPTION: Final = re.compile(
    r"(?:un)?bind-key|macro|color|browser|player|pager|include|highlight|(?:auto|show|max|reload|article|feed|save|text|"
    r"keep|download|notify|bookmark|confirm|mark|ignore|define|cache|refresh|urls|external|html|user|use|proxy)(?:-\w+)*"
)
_QUERY: Final = re.compile("query:", re.IGNORECASE)


def read_urls(document: Document) -> SubscriptionList:
    """Return the feeds of a `urls` file; lines that are no web feed are listed with their reasons.

    Raises:
        FormatError: No line of it names a feed.
    """
    found = _Lines()
    for number, row in enumerate(decode_markup(document).splitlines(), 1):
        words = split_words(row)
        if not words:
            continue
        try:
            found.take(words, number)
        except NotAFeedError as reason:
            found.skipped.append(f"Line {number}: {reason}")
    is_list = found.subscriptions or found.smart_folders or found.untranslated
    if not is_list and looks_like_config(decode_markup(document)):
        raise FormatError(
            "This is newsboat's configuration. `tuinews config newsboat FILE` says it in tuinews's words."
        )
    if not is_list and not any("exec:" in reason for reason in found.skipped):
        raise FormatError("This is no list of feeds: no line of it starts with the address of a feed.")
    return SubscriptionList(
        _TITLE,
        tuple(found.subscriptions.values()),
        tuple(found.skipped[:_MAX_REASONS]),
        tuple(found.repeated[:_MAX_REASONS]),
        smart_folders=tuple(found.smart_folders),
        untranslated=tuple(found.untranslated[:_MAX_REASONS]),
    )


def looks_like_config(text: str) -> bool:
    """Return whether a text is newsboat's `config` rather than its `urls` file: most of its lines begin as there."""
    first = [words[0] for row in text.splitlines() if (words := split_words(row))]
    return bool(first) and sum(_OPTION.fullmatch(word) is not None for word in first) > len(first) // 2


@dataclass(slots=True)
class _Lines:
    """What the lines of a file have told so far."""

    subscriptions: dict[str, Subscription] = field(default_factory=dict)
    smart_folders: list[SmartFolder] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)
    untranslated: list[str] = field(default_factory=list)

    def take(self, words: list[str], number: int) -> None:
        """Take in the words of a line; raises NotAFeedError when they tell of no feed on the web."""
        if _QUERY.match(words[0]):
            self._take_query(words[0], number)
            return
        subscription = _subscription(words)
        if there := self.subscriptions.get(subscription.url):
            self.repeated.append(f"Line {number}: {short_url(subscription.url, 80)} is in the list twice.")
            self.subscriptions[subscription.url] = there._replace(
                title=there.title or subscription.title,
                tags=tuple(dict.fromkeys((*there.tags, *subscription.tags))),
                is_hidden=there.is_hidden or subscription.is_hidden,
            )
        else:
            self.subscriptions[subscription.url] = subscription

    def _take_query(self, told: str, number: int) -> None:
        _, name, expression = (*told.split(":", 2), "", "")[:3]
        shown = line(name, _LONGEST_WORD) or "query"
        try:
            query = translate_filter(expression)
        except UntranslatableError as reason:
            self.untranslated.append(f"Line {number}: “{shown}” cannot be a smart folder: {reason}.")
        else:
            self.smart_folders.append(SmartFolder(0, shown, query, origin=line(told, _LONGEST_QUERY)))


def _subscription(words: list[str]) -> Subscription:
    # "!" before an address or among the tags hides the feed.
    url = feed_address(words[0].removeprefix("!"))
    tags = [tag for tag in words[1:] if tag != "!"]
    titles = [tag[1:] for tag in tags if tag.startswith("~")]
    names = (line(tag.removeprefix("!"), _LONGEST_WORD) for tag in tags if not tag.startswith("~"))
    return Subscription(
        url=url,
        title=line(titles[0], _LONGEST_WORD) if titles else "",
        tags=tuple(dict.fromkeys(filter(None, names))),
        is_hidden=words[0].startswith("!") or any(tag.startswith("!") for tag in words[1:]),
    )


def split_words(row: str) -> list[str]:
    """Split a line at blanks as newsboat does: quotes keep words together, "#" starts a comment."""
    words, place = list[str](), 0
    while True:
        while place < len(row) and row[place] in " \t\r\n\v\f\ufeff":
            place += 1
        if place >= len(row) or row[place] == "#":
            return words
        if row[place] == '"':
            word, place = _quoted(row, place + 1)
        else:
            start = place
            while place < len(row) and row[place] not in " \t\r\n\v\f":
                place += 1
            word = row[start:place]
        words.append(word)


def _quoted(row: str, place: int) -> tuple[str, int]:
    """Return the text of a quoted word and the place after its closing quote."""
    kept = []
    while place < len(row) and row[place] != '"':
        char = row[place]
        if char == "\\" and place + 1 < len(row):
            place += 1
            char = {"n": "\n", "r": "\r", "t": "\t", "v": "\v"}.get(row[place], row[place])
        kept.append(char)
        place += 1
    return "".join(kept), place + 1
