"""Writing lists of feeds as OPML 2.0: whatever `opml` reads comes back. http://opml.org/spec2.opml"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple, Protocol, TypeVar
from xml.sax.saxutils import escape

from tuinews.formats.opml_elements import (
    Attributes,
    Prefixes,
    plain,
    written,
    written_attributes,
    written_content,
)
from tuinews.model.subscriptions import Element, OtherOutline, SmartFolder, Subscription, SubscriptionList
from tuinews.screen_text import line

LONGEST_NAME: Final = 500
HIDDEN: Final = "tuinewsHidden"
OWN_TITLE: Final = "tuinewsOwnTitle"
"""Says that the title is the feed's and not one that the user gave, which OPML has no way to tell."""
NAMESPACE: Final = "https://github.com/tuinews/tuinews/opml"
SMART_FOLDER: Final = "smartFolder"
"""An element of ours in the head, where other programs pass it over; in the body it would be a folder to them."""


class _InFolder(Protocol):
    @property
    def folder(self) -> tuple[str, ...]: ...


_Placed = TypeVar("_Placed", bound=_InFolder)


class _Row(NamedTuple):
    """An outline as it is written; empty for the place of an empty folder."""

    folder: tuple[str, ...]
    text: str


def write_opml(subscriptions: SubscriptionList) -> str:
    """Return a list of feeds as OPML 2.0, from which `read_opml` makes the same list, each folder in one piece."""
    prefixes = _prefixes(subscriptions)
    kept = {folder.path: folder.attributes for folder in subscriptions.folders}
    rows = ['<?xml version="1.0" encoding="UTF-8"?>', f'<opml version="2.0"{prefixes.declared()}>', "  <head>"]
    if not any(element.name.lower() == "title" for element in subscriptions.head):
        rows.append(f"    <title>{escape(plain(line(subscriptions.title, LONGEST_NAME)))}</title>")
    rows += [f"    {told}" for element in subscriptions.head if (told := written(element, prefixes))]
    rows += [_smart_folder(folder) for folder in subscriptions.smart_folders]
    rows += ["  </head>", "  <body>"]
    folder: tuple[str, ...] = ()
    for row in in_tree_order(tuple(_rows(subscriptions, prefixes))):
        rows += _folder_change(folder, row.folder, kept, prefixes)
        folder = row.folder
        if row.text:
            rows.append(_indent(folder) + row.text)
    rows += [*_folder_change(folder, (), kept, prefixes), "  </body>", "</opml>", ""]
    return "\n".join(rows)


def in_tree_order(outlines: Sequence[_Placed]) -> tuple[_Placed, ...]:
    """Return outlines with those of one folder together, at the place of the first of them; else their order stays."""
    return tuple(_walk(outlines, 0))


def category_of(tags: Sequence[str]) -> str:
    """Return tags as an outline's category."""
    return ",".join(tag.replace("%", "%25").replace(",", "%2C") for tag in tags)


def tags_of(category: str) -> tuple[str, ...]:
    """Return the tags in an outline's category."""
    names = (line(name, LONGEST_NAME).strip("/") for name in category.split(","))
    return tuple(dict.fromkeys(name.replace("%2C", ",").replace("%25", "%") for name in names if name))


def shown_titles(feed: Subscription) -> tuple[str, str]:
    """Return what is written as a feed's text and as its title."""
    title = feed.title or feed.own_title
    return title or feed.url, feed.own_title or title


def _walk(outlines: Sequence[_Placed], depth: int) -> Iterator[_Placed]:
    groups: dict[object, list[_Placed]] = {}
    for place, outline in enumerate(outlines):
        is_here = len(outline.folder) == depth
        groups.setdefault(place if is_here else outline.folder[depth], []).append(outline)
    for name, group in groups.items():
        if isinstance(name, str):
            yield from _walk(group, depth + 1)
        else:
            yield from group


def _rows(told: SubscriptionList, prefixes: Prefixes) -> Iterator[_Row]:
    """Yield the outlines in the order of the list."""
    feeds = {feed.url: feed for feed in told.subscriptions}
    in_places = {one.url for one in told.others if one.url}
    others = iter(sorted(told.others, key=lambda one: one.after))
    other = next(others, None)
    for number, feed in enumerate(told.subscriptions):
        while other is not None and other.after <= number:
            yield _other_row(other, feeds, prefixes)
            other = next(others, None)
        attributes = _of_feed(feed, feed.attributes, is_one_of_several=feed.url in in_places)
        yield _Row(feed.folder, _outline(attributes, feed.content, prefixes))
    while other is not None:
        yield _other_row(other, feeds, prefixes)
        other = next(others, None)


def _other_row(other: OtherOutline, feeds: dict[str, Subscription], prefixes: Prefixes) -> _Row:
    feed = feeds.get(other.url)
    if other.url and feed is not None:
        attributes = _of_feed(feed, other.attributes, is_one_of_several=True)
        return _Row(other.folder, _outline(attributes, other.content, prefixes))
    is_folder = bool(other.url) or not other.attributes
    return _Row(other.folder, "" if is_folder else _outline(dict(other.attributes), other.content, prefixes))


def _smart_folder(folder: SmartFolder) -> str:
    facts = {"xmlns": NAMESPACE, "name": folder.name, "query": folder.query, "origin": folder.origin}
    told = written_attributes(((name, value) for name, value in facts.items() if value), Prefixes())
    return f"    <{SMART_FOLDER}{told}/>"


def _prefixes(told: SubscriptionList) -> Prefixes:
    """Return a prefix for each namespace of what is kept from elsewhere."""
    prefixes = Prefixes()
    prefixes.add_elements(told.head)
    for feed in told.subscriptions:
        prefixes.add_attributes(feed.attributes)
        prefixes.add_elements(feed.content)
    for other in told.others:
        prefixes.add_attributes(other.attributes)
        prefixes.add_elements(other.content)
    for folder in told.folders:
        prefixes.add_attributes(folder.attributes)
    return prefixes


def _of_feed(feed: Subscription, kept: Attributes, *, is_one_of_several: bool) -> dict[str, str]:
    """Return the attributes of one outline of a feed; `kept` are those that this outline had."""
    text, title = shown_titles(feed)
    facts = {"text": text, "title": title, "xmlUrl": feed.url}
    if not any(name == "type" for name, _ in kept):
        facts = {"type": "rss"} | facts
    facts |= {"htmlUrl": feed.site_url, "category": category_of(feed.tags)}
    facts |= {HIDDEN: "true" if feed.is_hidden else ""}
    facts |= {OWN_TITLE: "true" if feed.own_title and not feed.title else ""}
    for name, value in kept:
        # A category as it was written stands for the tags only while those are what it says; where a feed stands in
        # several places, each may have some of them.
        tags = tags_of(value) if name == "category" else ()
        if name != "category" or tags == feed.tags or (is_one_of_several and set(tags) <= set(feed.tags)):
            facts[name] = value
    told = {name for name, _ in kept} - {"category"} | {"type", "text", "title", "xmlUrl"}
    return {name: value for name, value in facts.items() if value or name in told}


def _outline(attributes: dict[str, str], content: Sequence[str | Element], prefixes: Prefixes) -> str:
    opened = f"<outline{written_attributes(attributes.items(), prefixes)}"
    inside = written_content(content, prefixes)
    return f"{opened}>{inside}</outline>" if inside else f"{opened}/>"


def _folder_change(
    old: tuple[str, ...], new: tuple[str, ...], kept: dict[tuple[str, ...], Attributes], prefixes: Prefixes
) -> list[str]:
    shared = 0
    while shared < min(len(old), len(new)) and old[shared] == new[shared]:
        shared += 1
    closed = [f"{_indent(old[:depth])}</outline>" for depth in range(len(old) - 1, shared - 1, -1)]
    opened = []
    for depth in range(shared, len(new)):
        names = (("text", new[depth]), ("title", new[depth]))
        attributes = written_attributes((*names, *kept.get(new[: depth + 1], ())), prefixes)
        opened.append(f"{_indent(new[:depth])}<outline{attributes}>")
    return closed + opened


def _indent(folder: tuple[str, ...]) -> str:
    return "  " * (len(folder) + 2)
