"""The child's side of the desk: what it does when there is nothing to do."""

from __future__ import annotations

import asyncio
import gc
import io
import weakref

import pytest

from tuinews.model.subscriptions import SubscriptionList
from tuinews.newsroom import Newsroom, desk_work
from tuinews.newsroom.desk_work import DeskWork


class _Ring:
    """Holds itself, so that only a look for garbage finds that nobody else does."""

    def __init__(self) -> None:
        self.itself = self


async def test_garbage_goes_once_nothing_is_under_way(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk_work, "_REST_S", 0.0)
    work = DeskWork(newsroom, io.BytesIO())
    ring = _Ring()
    gc.collect()  # what outlives it is old
    gone = weakref.ref(ring)
    del ring

    work.start(1, "import_list", (SubscriptionList("", ()),), {})
    assert gone() is not None

    async with asyncio.timeout(20):
        while gone() is not None:
            await asyncio.sleep(0.01)
