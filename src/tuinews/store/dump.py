"""Everything in the archive as plain facts, for export."""

from __future__ import annotations

import json
import sqlite3

from tuinews.model.articles import Whereabouts
from tuinews.store import corrections, folders, outlines, packing
from tuinews.store.functions import plain_text
from tuinews.store.rows import from_lines, to_moment
from tuinews.store.whereabouts import THERE


def feed_facts(connection: sqlite3.Connection) -> list[dict[str, object]]:
    """Return every subscription."""
    paths, places = folders.paths(connection), outlines.places(connection)
    return [
        {"id": row[0], "url": row[1], "title": row[2] or row[3], "site_url": row[4], "folder": paths.get(row[5], ()),
         "further_folders": [paths.get(one, ()) for one in places.get(row[0], ())],
         "tags": json.loads(row[6]), "kind": row[7]}
        for row in connection.execute(
            "SELECT id, url, user_title, title, site_url, folder_id, tags, kind FROM feeds "
            "WHERE removed_at IS NULL ORDER BY id"
        )
    ]  # fmt: skip


def kept_queries(connection: sqlite3.Connection, table: str) -> list[dict[str, object]]:
    """Return every smart folder or mute rule; `table` is "smart_folders" or "mute_rules"."""
    rows = connection.execute(f"SELECT name, query FROM {table} ORDER BY position, id")
    return [{"name": name, "query": query} for name, query in rows]


def article_facts(connection: sqlite3.Connection, after: int, limit: int) -> list[dict[str, object]]:
    """Return up to `limit` articles with ids above `after`: facts, marks, the HTML as it came and the clean text."""
    rows = connection.execute(
        "SELECT a.id, a.feed_id, a.guid, a.url, a.title, a.authors, a.published_at, a.added_at, a.is_read, "
        "a.is_starred, a.is_later, b.packed, b.text, a.is_gone, (SELECT json_group_array(tag) FROM article_tags t "
        "WHERE t.article_id = a.id) FROM articles a JOIN bodies b ON b.article_id = a.id "
        f"WHERE a.id > ? AND a.is_gone IN ({THERE}) ORDER BY a.id LIMIT ?",
        (after, limit),
    )
    return [{**_facts(row), "corrections": _corrections(connection, row[0])} for row in rows]


def _corrections(connection: sqlite3.Connection, article_id: int) -> list[dict[str, object]]:
    """Return what the reader said of an article's people and quotes."""
    told = map(corrections.to_facts, corrections.of(connection, article_id))
    return [{"about": kind, **facts} for kind, facts in told]


def _facts(row: tuple[object, ...]) -> dict[str, object]:
    names = ("id", "feed_id", "guid", "url", "title", "authors", "published", "added", "read", "starred", "later")
    facts: dict[str, object] = dict(zip(names, row, strict=False))
    facts["authors"] = from_lines(str(row[5]))
    for name in ("published", "added"):
        moment = to_moment(facts[name])  # type: ignore[arg-type]
        facts[name] = moment.isoformat() if moment else None
    for name in ("read", "starred", "later"):
        facts[name] = bool(facts[name])
    facts["html"] = packing.unpack(row[11]).decode("utf-8", "replace")  # type: ignore[arg-type]
    facts["archived"], facts["muted"] = row[13] == Whereabouts.ARCHIVED, row[13] == Whereabouts.MUTED
    facts["tags"] = json.loads(str(row[14]))
    facts["text"] = plain_text(row[12], row[11])
    return facts
