"""Garbage that only a full look for it finds."""

from __future__ import annotations

import gc
import weakref


class _Ring:
    """Holds itself, so that only a look for garbage finds that nobody else does."""

    def __init__(self) -> None:
        self.itself = self


def old_garbage() -> weakref.ref[_Ring]:
    """Make something, let it grow old and let go of it; what is returned gives None once it is gone."""
    ring = _Ring()
    gc.collect()  # what outlives it is old
    return weakref.ref(ring)
