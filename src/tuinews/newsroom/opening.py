"""Opening the newsroom: the archive, and who tidies up after each of its transactions."""

from __future__ import annotations

import sqlite3

from tuinews.config import Config
from tuinews.newsroom import Clock, Newsroom, start_of_day, utc_now
from tuinews.newsroom.offload import Offload
from tuinews.paths import Paths
from tuinews.store.database import open_database
from tuinews.store.settling import settle
from tuinews.store.upgrading import Upgrading, unheard


def open_newsroom(
    paths: Paths,
    config: Config,
    offload: Offload,
    clock: Clock = utc_now,
    upgrading: Upgrading = unheard,
    *,
    is_light: bool = False,
) -> Newsroom:
    """Open the archive and return the newsroom; raises StoreError when the archive cannot be opened.

    Args:
        paths: where everything is.
        config: the settings.
        offload: where foreign input is read.
        clock: tells the time.
        upgrading: hears which step of how many an older archive is at as it is brought up to date.
        is_light: it stays open for long and writes little: nothing is kept in memory for many writes to come.
    """

    def settle_(connection: sqlite3.Connection) -> None:
        settle(connection, start_of_day(clock()))

    database = open_database(paths.archive, settle_, upgrading, is_light=is_light)
    return Newsroom(config, paths, database, offload, clock)
