"""What an OPML list has told so far: feeds, further places of them, folders, and what is only kept for export."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

from tuinews.formats.addresses import NotAFeedError, feed_address
from tuinews.formats.opml_elements import LONGEST_VALUE, MAX_DEPTH, Attributes, kept_attributes
from tuinews.formats.opml_writing import HIDDEN, LONGEST_NAME, OWN_TITLE, category_of, shown_titles, tags_of
from tuinews.model.subscriptions import (
    Element,
    FolderOutline,
    OtherOutline,
    SmartFolder,
    Subscription,
    SubscriptionList,
)
from tuinews.screen_text import line

_LONGEST_QUERY: Final = 2_000
_MAX_REASONS: Final = 1_000
_MAX_FOLDERS_KEPT: Final = 1_000
_MAX_KEPT: Final = 20_000
_NAMES: Final = frozenset({"text", "title"})
_OF_FEEDS: Final = frozenset({*_NAMES, "type", "xmlurl", "htmlurl", "category", HIDDEN.lower(), OWN_TITLE.lower()})


class Collected:
    """The feeds, folders and other outlines found so far."""

    def __init__(self) -> None:
        self.folder: tuple[str, ...] = ()
        self._found: list[Subscription] = []
        self._content: list[list[Element]] = []
        self._others: list[OtherOutline] = []
        self._content_of_others: dict[int, list[Element]] = {}
        self._others_of: defaultdict[int, list[int]] = defaultdict(list)
        self._index_by_key: dict[str, int] = {}
        self._places: dict[int, list[tuple[str, ...]]] = {}
        self._folders: dict[tuple[str, ...], Attributes] = {}
        self._reopened: set[tuple[str, ...]] = set()
        self._smart: list[SmartFolder] = []
        self._skipped: list[str] = []
        self._repeated: list[str] = []
        self._kept = 0

    def as_list(self, heads: tuple[Element, ...]) -> SubscriptionList:
        """Return all of it as a list."""
        title = next((one for one in heads if one.name.lower() == "title"), None)
        words = "".join(part for part in title.content if isinstance(part, str)) if title else ""
        if self._kept > _MAX_KEPT:
            self._skipped.insert(0, f"Of the outlines that are no feeds the first {_MAX_KEPT:,} are kept.")
        return SubscriptionList(
            line(words, LONGEST_NAME),
            tuple(
                feed._replace(content=tuple(content)) if content else feed
                for feed, content in zip(self._found, self._content, strict=True)
            ),
            tuple(self._skipped[:_MAX_REASONS]),
            tuple(self._repeated[:_MAX_REASONS]),
            tuple(FolderOutline(path, kept) for path, kept in self._folders.items() if kept),
            heads,
            tuple(self._smart),
            others=tuple(
                one._replace(content=tuple(self._content_of_others[index]))
                if self._content_of_others.get(index)
                else one
                for index, one in enumerate(self._others)
            ),
        )

    def has_room(self) -> bool:
        """Return whether one more outline can be kept, and count it."""
        self._kept += 1
        return self._kept <= _MAX_KEPT

    def keep(self, attributes: Attributes, content: tuple[str | Element, ...] = ()) -> None:
        """Keep an outline that is no feed."""
        if attributes and self.has_room():
            elements = tuple(part for part in content if isinstance(part, Element))
            self._others.append(OtherOutline(self.folder, len(self._found), "", attributes, elements))

    def open_folder(self, title: str, kept: Attributes) -> None:
        """Go into a folder."""
        self.folder = (*self.folder, title)
        if self.folder in self._folders:
            told = f"{'/'.join(self.folder)}: two folders of this name in one place are one folder now."
            if self.folder not in self._reopened:
                self._reopened.add(self.folder)
                self._repeated.append(told)
        self._keep_folder(kept)

    def close_folder(self) -> None:
        """Go back to the folder around this one."""
        self.folder = self.folder[:-1]

    def _keep_folder(self, kept: Attributes) -> None:
        is_full = len(self._folders) >= _MAX_FOLDERS_KEPT
        self._folders[self.folder] = self._folders.get(self.folder) or (() if is_full else kept)

    def keep_smart_folder(self, attributes: Mapping[str, str]) -> None:
        """Take a smart folder of ours from the head."""
        name, query, origin = (line(attributes.get(key, ""), _LONGEST_QUERY) for key in ("name", "query", "origin"))
        if name and query and len(self._smart) < _MAX_FOLDERS_KEPT:
            self._smart.append(SmartFolder(0, name[:LONGEST_NAME], query, origin=origin))

    def take_leaf(self, title: str, attributes: Mapping[str, str], told: Mapping[str, str]) -> None:
        """Take an outline in which nothing is and that names no feed: a link, a note, or a folder to be filled."""
        kind, url = told.get("type", "").lower(), told.get("url", "").strip()
        if kind == "include" or (kind == "link" and _is_list(url)):
            self._skipped.append(f"{title or 'An outline'}: it is a list of feeds somewhere else, not a feed.")
        elif kind == "link" and url:
            self._skipped.append(f"{title or 'An outline'}: it is a link to a page, not a feed.")
        elif title and not said_of_folder(title, attributes) and (*self.folder, title) not in self._folders:
            if len(self.folder) < MAX_DEPTH and self.has_room():
                self.folder = (*self.folder, title)
                self._keep_folder(())
                self._others.append(OtherOutline(self.folder, len(self._found)))
                self.close_folder()
            return
        self.keep(kept_attributes(attributes))

    def take_feed(
        self,
        title: str,
        told_address: str,
        attributes: Mapping[str, str],
        told: Mapping[str, str],
        content: list[Element],
    ) -> None:
        """Take a feed, or one more place of it; one that is none on the web is kept unless it runs something."""
        try:
            address = feed_address(told_address)
        except NotAFeedError as reason:
            self._skipped.append(f"{title}: {reason}" if title else str(reason))
            if not reason.runs:
                self.keep(kept_attributes(attributes))
            return
        index = self._index_by_key.setdefault(_key(address), len(self._found))
        places = self._places.setdefault(index, [])
        if self.folder in places:
            self._repeated.append(f"{title or address}: it is in the list twice.")
            return
        places.append(self.folder)
        if index < len(self._found):
            self._take_place(index, title, attributes, told, content)
            return
        user_title, own_title = _titles(title, told)
        tags = tags_of(told.get("category", ""))
        self._content.append(content)
        self._found.append(
            Subscription(
                url=address,
                title=user_title if user_title not in (address, told_address) else "",
                site_url=told.get("htmlurl", "").strip(),
                folder=self.folder,
                tags=tags,
                is_hidden=told.get(HIDDEN.lower(), "").lower() == "true",
                attributes=_of_feed(attributes, told),
                own_title=own_title,
            )
        )

    def _take_place(
        self, index: int, title: str, attributes: Mapping[str, str], told: Mapping[str, str], content: list[Element]
    ) -> None:
        """Take one more place of a feed, with what this outline says otherwise; the feed has the tags of all."""
        feed = self._found[index]
        text, own = shown_titles(feed)
        said = {"text": title, "title": line(told.get("title", ""), LONGEST_NAME), "htmlUrl": told.get("htmlurl", "")}
        usual = {"text": text, "title": own, "htmlUrl": feed.site_url}
        kept = {name: value for name, value in said.items() if value.strip() and value.strip() != usual[name]}
        category = line(told.get("category", ""), LONGEST_VALUE)
        if category != category_of(feed.tags):
            kept["category"] = category
        tags = tags_of(category)
        if new := tuple(tag for tag in tags if tag not in feed.tags):
            self._add_tags(index, new)
        own_attributes = _unknown(attributes, _OF_FEEDS)
        self._content_of_others[len(self._others)] = content
        self._others_of[index].append(len(self._others))
        self._others.append(OtherOutline(self.folder, len(self._found), feed.url, (*own_attributes, *kept.items())))

    def _add_tags(self, index: int, new: tuple[str, ...]) -> None:
        """Give a feed the tags of one more outline; the outlines before it go on saying what they said."""
        feed = self._found[index]
        before = ("category", category_of(feed.tags))
        self._found[index] = feed._replace(tags=feed.tags + new, attributes=_with(feed.attributes, before))
        for place in self._others_of[index]:
            other = self._others[place]
            self._others[place] = other._replace(attributes=_with(other.attributes, before))


def _with(attributes: Attributes, one: tuple[str, str]) -> Attributes:
    return attributes if any(name == one[0] for name, _ in attributes) else (*attributes, one)


def _is_list(url: str) -> bool:
    try:
        return urlsplit(url[:_LONGEST_QUERY]).path.lower().endswith(".opml")
    except ValueError:
        return False


def _titles(text: str, told: Mapping[str, str]) -> tuple[str, str]:
    """Return the user's title and the feed's own: `text` is what is shown, `title` what the feed calls itself.

    Most programs write the same twice, and then it is the user's, for it may be.
    """
    title = line(told.get("title", ""), LONGEST_NAME)
    if told.get(OWN_TITLE.lower(), "").lower() == "true":
        return "", title or text
    return text, title if title != text else ""


def _key(address: str) -> str:
    parts = urlsplit(address)
    return parts._replace(netloc=parts.netloc.lower(), fragment="").geturl()


def _of_feed(attributes: Mapping[str, str], told: Mapping[str, str]) -> Attributes:
    kept = _unknown(attributes, _OF_FEEDS)
    category = line(told.get("category", ""), LONGEST_VALUE)
    if category and category != category_of(tags_of(category)):
        kept = (*kept, ("category", category))
    return kept


def _unknown(attributes: Mapping[str, str], known: frozenset[str]) -> Attributes:
    return tuple(
        (name, value)
        for name, value in kept_attributes(attributes)
        if name.lower() not in known or (name.lower() == "type" and value.lower() not in {"", "rss"})
    )


def said_of_folder(name: str, attributes: Mapping[str, str]) -> Attributes:
    """Return what is said of a folder besides its name."""
    kept = _unknown(attributes, _NAMES)
    title = line({key.lower(): value for key, value in attributes.items()}.get("title", ""), LONGEST_NAME)
    return (*kept, ("title", title)) if title and title != name else kept
