"""An archive of an earlier version becomes the same as a new one."""

import sqlite3
from pathlib import Path

from tuinews.store import schema
from tuinews.store.database import open_database


def tables(path: Path) -> set[tuple[str, ...]]:
    connection = sqlite3.connect(path)
    rows = set(connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master"))
    connection.close()
    return rows


def test_an_archive_of_version_1_gets_what_is_new(tmp_path: Path) -> None:
    old, new = tmp_path / "old.db", tmp_path / "new.db"
    first = (Path(__file__).parent / "schemas" / "1.sql").read_text(encoding="utf-8")
    connection = sqlite3.connect(old)
    connection.executescript(first + "PRAGMA user_version = 1;")
    connection.close()

    for path in (old, new):
        open_database(path).close()

    assert tables(old) == tables(new)
    assert (tmp_path / f"old-before-schema-{schema.VERSION}.db").exists()
