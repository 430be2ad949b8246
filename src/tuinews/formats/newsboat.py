"""newsboat's `urls` file: one feed a line, with tags. https://newsboat.org/releases/2.40/docs/newsboat.html#_first_steps"""

from __future__ import annotations

from typing import Final

from tuinews.errors import FormatError
from tuinews.formats.addresses import NotAFeedError, feed_address
from tuinews.formats.decoding import decode_markup
from tuinews.model import Document, Subscription, SubscriptionList
from tuinews.screen_text import line

_TITLE: Final = "newsboat"
_LONGEST_WORD: Final = 200
_MAX_REASONS: Final = 1_000


def read_urls(document: Document) -> SubscriptionList:
    """Return the feeds of a `urls` file; lines that are no web feed are listed with their reasons.

    Raises:
        FormatError: No line of it names a feed.
    """
    found, skipped = list[Subscription](), list[str]()
    for number, row in enumerate(decode_markup(document).splitlines(), 1):
        words = _words(row)
        if not words:
            continue
        try:
            found.append(_subscription(words))
        except NotAFeedError as reason:
            skipped.append(f"Line {number}: {reason}")
    if not found and not any("query:" in reason or "exec:" in reason for reason in skipped):
        raise FormatError("This is no list of feeds: no line of it starts with the address of a feed.")
    return SubscriptionList(_TITLE, tuple(found), tuple(skipped[:_MAX_REASONS]))


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


def _words(row: str) -> list[str]:
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
