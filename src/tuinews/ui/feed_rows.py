"""The rows of the feeds pane: smart folders, folders and feeds, flattened in the order they are shown."""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import NamedTuple

from tuinews.model.scopes import Scope, ScopeKind
from tuinews.model.subscriptions import Feed, FeedTree, Folder
from tuinews.store.feeds import FILES_URL

SMART_LABELS = {
    ScopeKind.ALL: "All",
    ScopeKind.UNREAD: "Unread",
    ScopeKind.TODAY: "Today",
    ScopeKind.STARRED: "Starred",
    ScopeKind.LATER: "Read later",
    ScopeKind.FILES: "Files",
    ScopeKind.ARCHIVED: "Archived",
    ScopeKind.MUTED: "Muted",
}
_ONLY_WHEN_FILLED = {ScopeKind.ARCHIVED, ScopeKind.MUTED}


class FeedRow(NamedTuple):
    """One row of the feeds pane; a gap has no scope."""

    scope: Scope | None
    label: str = ""
    depth: int = 0
    number: int = 0
    is_folder: bool = False
    is_folded: bool = False
    feed: Feed | None = None
    inside: tuple[str, ...] = ()
    """The folder that it stands in: a feed may stand in several."""


GAP = FeedRow(None)


def rows_of(tree: FeedTree, folded: Set[int]) -> list[FeedRow]:
    """Return the rows of a feed tree in which the folders of `folded` are closed."""
    counts = dict(tree.counts)
    rows = [
        FeedRow(Scope(kind), label, number=counts.get(kind, 0))
        for kind, label in SMART_LABELS.items()
        if counts.get(kind) or kind not in _ONLY_WHEN_FILLED
    ]
    rows += [FeedRow(Scope(ScopeKind.SMART, one.id), one.name, number=one.unread) for one in tree.smart]
    by_folder: dict[tuple[str, ...], list[Feed]] = {}
    for feed in tree.feeds:
        if feed.url != FILES_URL:
            for place in feed.places:
                by_folder.setdefault(place, []).append(feed)
    inside = list(_inside(tree.folders, None, (), by_folder, folded))
    return [*rows, GAP, *inside] if inside else rows


def unread_feed(tree: FeedTree, here: Scope, step: int) -> Scope | None:
    """Return the feed after or before a scope that has unread articles, in closed folders too, round the ends."""
    # By scope, so that a feed in several folders is met once, in the first of them.
    rows = list({row.scope: row for row in rows_of(tree, frozenset()) if row.scope is not None}.values())
    place = next((index for index, row in enumerate(rows) if row.scope == Scope(here.kind, here.id)), 0)
    around = rows[place + 1 :] + rows[:place] if step > 0 else rows[:place][::-1] + rows[place + 1 :][::-1]
    return next((row.scope for row in around if row.feed is not None and row.number), None)


def scope_label(scope: Scope, tree: FeedTree) -> str:
    """Return what a scope is called: "All", a folder's or a feed's name."""
    if scope.kind in SMART_LABELS:
        return SMART_LABELS[scope.kind]
    if scope.kind is ScopeKind.SMART:
        return next((one.name for one in tree.smart if one.id == scope.id), "")
    if scope.kind is ScopeKind.FOLDER:
        return next((folder.name for folder in tree.folders if folder.id == scope.id), "")
    return next((feed.title for feed in tree.feeds if feed.id == scope.id), "")


def folder_paths(tree: FeedTree) -> dict[int, tuple[str, ...]]:
    """Return each folder's names from the outside in."""
    by_id = {folder.id: folder for folder in tree.folders}
    paths: dict[int, tuple[str, ...]] = {}
    for folder in tree.folders:
        names: list[str] = []
        here: Folder | None = folder
        while here is not None:
            names.insert(0, here.name)
            here = by_id.get(here.parent_id) if here.parent_id is not None else None
        paths[folder.id] = tuple(names)
    return paths


def feeds_in(scope: Scope, tree: FeedTree) -> tuple[Feed, ...]:
    """Return the feeds whose articles a scope shows; every feed for a smart folder."""
    if scope.kind is ScopeKind.FEED:
        return tuple(feed for feed in tree.feeds if feed.id == scope.id)
    if scope.kind is ScopeKind.FOLDER:
        path = folder_paths(tree).get(scope.id, ())
        return tuple(feed for feed in tree.feeds if path and any(place[: len(path)] == path for place in feed.places))
    return tree.feeds


def _inside(
    folders: tuple[Folder, ...],
    parent: int | None,
    path: tuple[str, ...],
    by_folder: dict[tuple[str, ...], list[Feed]],
    folded: Set[int],
) -> Iterator[FeedRow]:
    """Yield the rows of a folder's content: feeds without a folder before folders at the top, after them below."""
    feeds = [
        FeedRow(Scope(ScopeKind.FEED, feed.id), feed.title, len(path), feed.unread, feed=feed, inside=path)
        for feed in by_folder.get(path, ())
    ]
    if not path:
        yield from feeds
    for folder in folders:
        here = (*path, folder.name)
        # A folder from which every feed was removed stays in the archive, for an undo may fill it again.
        if folder.parent_id == parent and any(names[: len(here)] == here for names in by_folder):
            unread = sum(
                {
                    feed.id: feed.unread
                    for names, some in by_folder.items()
                    if names[: len(here)] == here
                    for feed in some
                }.values()
            )
            is_folded = folder.id in folded
            scope = Scope(ScopeKind.FOLDER, folder.id)
            yield FeedRow(scope, folder.name, len(path), unread, is_folder=True, is_folded=is_folded)
            if not is_folded:
                yield from _inside(folders, folder.id, here, by_folder, folded)
    if path:
        yield from feeds
