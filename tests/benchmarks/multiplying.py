"""Make an archive many times as large, for measures at a size that would take hours to make article by article.

usage: python -m tests.benchmarks.multiplying HOME [--times 10]

HOME holds an archive made by `tests.benchmarks.archive`. Its articles, texts, annotations, quotes and who is named
where are copied so often under other ids, so that ids go on growing with time: each copy lies two years behind the
next. Then the full-text indexes are built anew and the counts reckoned. Stories and people over the archive are those
of the newest copy alone.
"""

from __future__ import annotations

import argparse
import sqlite3
import time
from pathlib import Path

from tuinews.store import search
from tuinews.store.connecting import connect
from tuinews.store.database import open_database

_YEARS_S = 730 * 86_400
_OF_ARTICLES = ("bodies", "annotations", "named", "tallies")
_TIMES = ("sort_at", "published_at", "added_at")


def main() -> None:
    """Multiply an archive and say how long it took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("home", type=Path)
    parser.add_argument("--times", type=int, default=10)
    options = parser.parse_args()
    path = options.home / "data" / "tuinews.db"
    started = time.perf_counter()
    open_database(path).close()  # brought up to date
    connection = connect(path)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("PRAGMA cache_size = -800000")
    connection.execute("PRAGMA journal_mode = OFF")  # nothing is lost when it is stopped: it is made anew
    connection.execute("BEGIN IMMEDIATE")
    triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    _copy(connection, options.times)
    print(f"copied after {time.perf_counter() - started:.0f} s", flush=True)
    _count(connection)
    for _, sql in triggers:
        connection.execute(sql)
    connection.execute("COMMIT")
    connection.execute("BEGIN IMMEDIATE")
    search.rebuild(connection)
    connection.execute("COMMIT")
    connection.execute("PRAGMA optimize")
    connection.execute("PRAGMA journal_mode = WAL")
    (count,) = connection.execute("SELECT count(*) FROM articles").fetchone()
    connection.close()
    print(f"{count:,} articles in {time.perf_counter() - started:.0f} s")


def _copy(connection: sqlite3.Connection, times: int) -> None:
    step = connection.execute("SELECT max(id) FROM articles").fetchone()[0]
    quotes = connection.execute("SELECT max(id) FROM quoted").fetchone()[0]
    for turn in range(1, times):
        back_s = (times - 1 - turn) * _YEARS_S
        replaced = {
            "id": f"id + {turn * step}",
            "identity": "randomblob(16)",
            "guid": f"guid || '#{turn}'",
            **{column: f"{column} - {back_s}" for column in _TIMES},
        }
        _insert(connection, "articles", f"id <= {step}", replaced)
        of_article = {"article_id": f"article_id + {turn * step}"}
        for table in _OF_ARTICLES:
            _insert(connection, table, f"article_id <= {step}", of_article)
        _insert(connection, "quoted", f"id <= {quotes}", of_article | {"id": f"id + {turn * quotes}"})
    back_s = (times - 1) * _YEARS_S
    connection.execute(
        f"UPDATE articles SET {', '.join(f'{column} = {column} - {back_s}' for column in _TIMES)} WHERE id <= {step}"
    )
    _give_the_rest_to_the_newest(connection, (times - 1) * step)


def _give_the_rest_to_the_newest(connection: sqlite3.Connection, further: int) -> None:
    tables = connection.execute(
        "SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c "
        "WHERE m.type = 'table' AND c.name = 'article_id'"
    ).fetchall()
    for (table,) in tables:
        if table not in (*_OF_ARTICLES, "quoted"):
            connection.execute(f"UPDATE {table} SET article_id = article_id + {further}")


def _insert(connection: sqlite3.Connection, table: str, where: str, replaced: dict[str, str]) -> None:
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    values = ", ".join(replaced.get(column, column) for column in columns)
    connection.execute(f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} FROM {table} WHERE {where}")


def _count(connection: sqlite3.Connection) -> None:
    for name, where in (("all", "1"), ("unread", "is_read = 0"), ("starred", "is_starred"), ("later", "is_later")):
        connection.execute(
            f"UPDATE counts SET n = (SELECT count(*) FROM articles WHERE is_gone = 0 AND {where}) WHERE name = ?",
            (name,),
        )
    connection.execute(
        "UPDATE feeds SET total = (SELECT count(*) FROM articles WHERE feed_id = feeds.id AND is_gone = 0), "
        "unread = (SELECT count(*) FROM articles WHERE feed_id = feeds.id AND is_gone = 0 AND is_read = 0)"
    )
    connection.execute("UPDATE names SET articles = (SELECT count(*) FROM named WHERE name_id = names.id)")


if __name__ == "__main__":
    main()
