"""A record as plain values."""

from __future__ import annotations

from typing import Any


def as_facts(record: object) -> Any:
    """Return a record as plain values for JSON: records become objects, tuples lists; the rest stays."""
    if isinstance(record, tuple):
        names: tuple[str, ...] | None = getattr(record, "_fields", None)
        if names is None:
            return [as_facts(value) for value in record]
        return {name: as_facts(value) for name, value in zip(names, record, strict=True)}
    return record
