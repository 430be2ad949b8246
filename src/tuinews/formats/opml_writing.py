"""Writing lists of feeds as OPML 2.0: whatever `opml` reads comes back. http://opml.org/spec2.opml"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from tuinews.model.subscriptions import FolderOutline, SmartFolder, Subscription, SubscriptionList
from tuinews.screen_text import line

LONGEST_NAME: Final = 500
HIDDEN: Final = "tuinewsHidden"
OWN_TITLE: Final = "tuinewsOwnTitle"
"""Says that the title is the feed's and not one that the user gave, which OPML has no way to tell."""
NAMESPACE: Final = "https://github.com/tuinews/tuinews/opml"
SMART_FOLDER: Final = "smartFolder"
"""An element of ours in the head, where other programs pass it over; in the body it would be a folder to them."""
ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
# Legal, but a list may be written to a terminal.
_STEERING: Final = re.compile("[\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

_NAMESPACED: Final = re.compile(r"\{([^{}]+)\}([\w.-]+)")
_ATTRIBUTE_NAME: Final = re.compile(r"[A-Za-z_][\w.-]*")

Attributes = tuple[tuple[str, str], ...]


def write_opml(subscriptions: SubscriptionList) -> str:
    """Return a list of feeds as OPML 2.0, from which `read_opml` makes the same list, each folder in one piece."""
    feeds = in_tree_order((*subscriptions.subscriptions, *_of_empty_folders(subscriptions)))
    kept = {folder.path: folder.attributes for folder in subscriptions.folders}
    prefixes = _prefixes(feeds, subscriptions.folders)
    declared = "".join(f" xmlns:{prefix}={quoteattr(uri)}" for uri, prefix in prefixes.items())
    rows = ['<?xml version="1.0" encoding="UTF-8"?>', f'<opml version="2.0"{declared}>', "  <head>"]
    rows.append(f"    <title>{_escaped(line(subscriptions.title, LONGEST_NAME))}</title>")
    rows += [f"    <{name}>{_escaped(value)}</{name}>" for name, value in subscriptions.head if _is_name(name)]
    rows += [_smart_folder(folder) for folder in subscriptions.smart_folders]
    rows += ["  </head>", "  <body>"]
    folder: tuple[str, ...] = ()
    for subscription in feeds:
        rows += _folder_change(folder, subscription.folder, kept, prefixes)
        folder = subscription.folder
        if subscription.url:
            rows.append(f"{_indent(folder)}<outline{_attributes(subscription, prefixes)}/>")
    rows += [*_folder_change(folder, (), kept, prefixes), "  </body>", "</opml>", ""]
    return "\n".join(rows)


def in_tree_order(subscriptions: Sequence[Subscription]) -> tuple[Subscription, ...]:
    """Return feeds with those of one folder together, at the place of the first of them; else their order stays."""
    return tuple(_walk(subscriptions, 0))


def category_of(tags: Sequence[str]) -> str:
    """Return tags as an outline's category."""
    return ",".join(tag.replace("%", "%25").replace(",", "%2C") for tag in tags)


def tags_of(category: str) -> tuple[str, ...]:
    """Return the tags in an outline's category."""
    names = (line(name, LONGEST_NAME).strip("/") for name in category.split(","))
    return tuple(dict.fromkeys(name.replace("%2C", ",").replace("%25", "%") for name in names if name))


def _walk(subscriptions: Sequence[Subscription], depth: int) -> Iterator[Subscription]:
    groups: dict[object, list[Subscription]] = {}
    for place, subscription in enumerate(subscriptions):
        is_here = len(subscription.folder) == depth
        groups.setdefault(place if is_here else subscription.folder[depth], []).append(subscription)
    for name, group in groups.items():
        if isinstance(name, str):
            yield from _walk(group, depth + 1)
        else:
            yield from group


def _of_empty_folders(subscriptions: SubscriptionList) -> Iterator[Subscription]:
    """Yield what holds the place of a feed in each folder without any."""
    filled = {feed.folder[:depth] for feed in subscriptions.subscriptions for depth in range(1, len(feed.folder) + 1)}
    return (Subscription("", folder=folder.path) for folder in subscriptions.folders if folder.path not in filled)


def _smart_folder(folder: SmartFolder) -> str:
    facts = {"xmlns": NAMESPACE, "name": folder.name, "query": folder.query, "origin": folder.origin}
    return f"    <{SMART_FOLDER}{_written({name: value for name, value in facts.items() if value}, (), {})}/>"


def _prefixes(feeds: Sequence[Subscription], folders: Sequence[FolderOutline]) -> dict[str, str]:
    """Return a prefix for each namespace of the attributes kept from elsewhere."""
    prefixes = dict[str, str]()
    for attributes in (*(feed.attributes for feed in feeds), *(folder.attributes for folder in folders)):
        for name, _ in attributes:
            if match := _NAMESPACED.fullmatch(name):
                prefixes.setdefault(match[1], f"ns{len(prefixes) + 1}")
    return prefixes


def _attributes(subscription: Subscription, prefixes: dict[str, str]) -> str:
    title = subscription.title or subscription.own_title
    written = {"text": title or subscription.url, "title": subscription.own_title or title, "xmlUrl": subscription.url}
    if not any(name == "type" for name, _ in subscription.attributes):
        written = {"type": "rss"} | written
    if subscription.site_url:
        written["htmlUrl"] = subscription.site_url
    if subscription.tags:
        written["category"] = category_of(subscription.tags)
    if subscription.is_hidden:
        written[HIDDEN] = "true"
    if subscription.own_title and not subscription.title:
        written[OWN_TITLE] = "true"
    # The category as it was written stands for the tags only while those are what it says.
    kept = tuple(
        (name, value)
        for name, value in subscription.attributes
        if name != "category" or tags_of(value) == subscription.tags
    )
    return _written(written, kept, prefixes)


def _written(written: dict[str, str], kept: Attributes, prefixes: dict[str, str]) -> str:
    for name, value in kept:
        if match := _NAMESPACED.fullmatch(name):
            written[f"{prefixes[match[1]]}:{match[2]}"] = value
        elif _is_name(name):
            written[name] = value
    return "".join(f" {name}={quoteattr(_plain(value))}" for name, value in written.items())


def _folder_change(
    old: tuple[str, ...], new: tuple[str, ...], kept: dict[tuple[str, ...], Attributes], prefixes: dict[str, str]
) -> list[str]:
    shared = 0
    while shared < min(len(old), len(new)) and old[shared] == new[shared]:
        shared += 1
    closed = [f"{_indent(old[:depth])}</outline>" for depth in range(len(old) - 1, shared - 1, -1)]
    opened = []
    for depth in range(shared, len(new)):
        names = {"text": new[depth], "title": new[depth]}
        attributes = _written(names, kept.get(new[: depth + 1], ()), prefixes)
        opened.append(f"{_indent(new[:depth])}<outline{attributes}>")
    return closed + opened


def _indent(folder: tuple[str, ...]) -> str:
    return "  " * (len(folder) + 2)


def _is_name(name: str) -> bool:
    return bool(_ATTRIBUTE_NAME.fullmatch(name))


def _escaped(text: str) -> str:
    return escape(_plain(text))


def _plain(text: str) -> str:
    return _STEERING.sub("", ILLEGAL.sub("", text))
