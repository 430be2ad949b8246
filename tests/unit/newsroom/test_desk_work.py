"""The child's side of the desk: what it does when there is nothing to do."""

from __future__ import annotations

import asyncio
import io

import pytest
from tests.garbage import old_garbage

from tuinews.model.subscriptions import SubscriptionList
from tuinews.newsroom import Newsroom, desk_work
from tuinews.newsroom.desk_work import DeskWork


async def test_garbage_goes_once_nothing_is_under_way(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk_work, "_REST_S", 0.0)
    work = DeskWork(newsroom, io.BytesIO())
    gone = old_garbage()

    work.start(1, "import_list", (SubscriptionList("", ()),), {})
    assert gone() is not None

    async with asyncio.timeout(20):
        while gone() is not None:
            await asyncio.sleep(0.01)
