"""Article bodies: the HTML as it came, and the text and blocks made from it once someone needs them."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Sequence
from typing import NamedTuple

from tuinews.model.bodies import Block, BlockKind, Body, Run, RunStyle
from tuinews.store import functions, packing
from tuinews.store.rows import text_digest, to_json


class PackedBody(NamedTuple):
    """What the cleaner needs of one article."""

    article_id: int
    html: str
    base_url: str
    is_trusted: bool
    notices: tuple[str, ...] = ()
    """Sentences for the reader about how it was found."""
    is_page: bool = False
    """It was found on the article's page, and did not come with the feed."""


def get(connection: sqlite3.Connection, article_id: int) -> tuple[Body | None, str]:
    """Return an article's body and its text's digest; None and "" while it has not been cleaned."""
    row = connection.execute(
        "SELECT b.text, b.packed, b.blocks, b.notices, b.text_sha, a.language "
        "FROM bodies b JOIN articles a ON a.id = b.article_id WHERE b.article_id = ?",
        (article_id,),
    ).fetchone()
    if row is None or row[0] is None:
        return None, ""
    stored, html, blocks, notices, text_sha, language = row
    text = functions.plain_text(stored, html) or ""
    return Body(text, _blocks_from_json(functions.unpacked(blocks)), language, tuple(json.loads(notices))), text_sha


def packed(connection: sqlite3.Connection, article_id: int) -> PackedBody | None:
    """Return the HTML that an article's text is made from, or None when there is no such article.

    It is the article's page where that was fetched and is shown, else what the feed or file gave: the one place that
    decides what the text of an article is, to be shown, searched and annotated.
    """
    made_from = packed_by_page if is_made_from_page(connection, article_id) else packed_by_feed
    return made_from(connection, article_id)


def is_made_from_page(connection: sqlite3.Connection, article_id: int) -> bool:
    """Return whether an article's text is made from its page."""
    row = connection.execute(
        "SELECT 1 FROM pages WHERE article_id = ? AND is_shown = 1 AND packed IS NOT NULL", (article_id,)
    ).fetchone()
    return row is not None


def packed_by_page(connection: sqlite3.Connection, article_id: int) -> PackedBody | None:
    """Return an article's HTML as it was found on its page, or None when that gave none."""
    row = connection.execute(
        "SELECT article_id, packed, base_url, notices FROM pages WHERE article_id = ? AND packed IS NOT NULL",
        (article_id,),
    ).fetchone()
    return PackedBody(row[0], _unpacked(row[1]), row[2], False, tuple(json.loads(row[3])), True) if row else None


def packed_by_feed(connection: sqlite3.Connection, article_id: int) -> PackedBody | None:
    """Return an article's HTML as its feed or file gave it, or None when there is no such article."""
    row = connection.execute(
        "SELECT article_id, packed, base_url, is_trusted FROM bodies WHERE article_id = ?", (article_id,)
    ).fetchone()
    return PackedBody(row[0], _unpacked(row[1]), row[2], bool(row[3])) if row else None


def _unpacked(content: bytes) -> str:
    return packing.unpack(content).decode("utf-8", "replace")


def uncleaned(connection: sqlite3.Connection, limit: int) -> tuple[int, ...]:
    """Return the ids of the newest articles whose text has not been made yet."""
    rows = connection.execute(
        "SELECT article_id FROM bodies WHERE text IS NULL ORDER BY article_id DESC LIMIT ?", (limit,)
    )
    return tuple(row[0] for row in rows)


def uncleaned_of(connection: sqlite3.Connection, article_ids: Sequence[int]) -> tuple[int, ...]:
    """Return those of these articles whose text has not been made yet, in the order given."""
    rows = connection.execute(
        "SELECT b.article_id FROM json_each(?) w JOIN bodies b ON b.article_id = w.value "
        "WHERE b.text IS NULL ORDER BY w.key",
        (to_json(article_ids),),
    )
    return tuple(row[0] for row in rows)


def count_uncleaned(connection: sqlite3.Connection) -> int:
    """Return how many articles have no text yet."""
    return int(connection.execute("SELECT count(*) FROM bodies WHERE text IS NULL").fetchone()[0])


def save(connection: sqlite3.Connection, article_id: int, body: Body) -> str:
    """Store an article's text and blocks; return the text's digest."""
    text_sha = text_digest(body.text)
    row = connection.execute("SELECT packed FROM bodies WHERE article_id = ?", (article_id,)).fetchone()
    if row is None:
        return text_sha
    html = packing.unpack(row[0])
    connection.execute(
        "UPDATE bodies SET packed = ?, text = ?, text_sha = ?, blocks = ?, notices = ? WHERE article_id = ?",
        (
            packing.pack(html),  # it came packed in haste, which saves time while a feed is fetched
            functions.pack_text(body.text, html),
            text_sha,
            functions.packed(_blocks_to_json(body.blocks)),
            to_json(body.notices),
            article_id,
        ),
    )
    if body.language:
        connection.execute(
            "UPDATE articles SET language = ? WHERE id = ? AND language = ''", (body.language, article_id)
        )
    return text_sha


def replace_html(connection: sqlite3.Connection, article_id: int, html: bytes, base_url: str) -> None:
    """Store other HTML of an article, packed, that says the same; the text made from the one before stays."""
    row = connection.execute("SELECT text, packed FROM bodies WHERE article_id = ?", (article_id,)).fetchone()
    text = functions.plain_text(*row) if row else None
    stored = None
    if text is not None:
        source = packing.unpack(html)
        html, stored = packing.pack(source), functions.pack_text(text, source)
    connection.execute(
        "UPDATE bodies SET packed = ?, text = ?, base_url = ? WHERE article_id = ?",
        (html, stored, base_url, article_id),
    )


def forget(connection: sqlite3.Connection, article_id: int) -> None:
    """Forget the text that was made from an article's HTML, because it is to be made from another."""
    connection.execute(
        "UPDATE bodies SET text = NULL, text_sha = '', blocks = '[]', notices = '[]' WHERE article_id = ?",
        (article_id,),
    )
    connection.execute("UPDATE articles SET people = NULL, quotes = NULL WHERE id = ?", (article_id,))


def save_original(connection: sqlite3.Connection, article_id: int, media_type: str, content: bytes) -> None:
    """Keep an opened file byte for byte."""
    connection.execute(
        "INSERT OR REPLACE INTO originals (article_id, media_type, packed) VALUES (?, ?, ?)",
        (article_id, media_type, zlib.compress(content)),
    )


def original(connection: sqlite3.Connection, article_id: int) -> bytes | None:
    """Return an opened file as it was, or None for articles that came from feeds."""
    row = connection.execute("SELECT packed FROM originals WHERE article_id = ?", (article_id,)).fetchone()
    return zlib.decompress(row[0]) if row else None


def _blocks_to_json(blocks: tuple[Block, ...]) -> str:
    return to_json(
        [
            [
                block.kind.value, block.start, block.end, block.level, block.marker, block.quote_depth,
                [[run.start, run.end, run.style.value, run.href] for run in block.runs], block.href,
                int(block.is_hidden),
            ]
            for block in blocks
        ]
    )  # fmt: skip


def _blocks_from_json(value: str) -> tuple[Block, ...]:
    return tuple(
        Block(
            BlockKind(kind), start, end, level, marker, quote_depth,
            tuple(Run(run_start, run_end, RunStyle(style), link) for run_start, run_end, style, link in runs),
            href, bool(is_hidden),
        )
        for kind, start, end, level, marker, quote_depth, runs, href, is_hidden in json.loads(value)
    )  # fmt: skip
