"""The archive: one SQLite file, and the only place with SQL."""
