"""The ways out: a link whose words name another place is shown before it is opened."""

from __future__ import annotations

import webbrowser

import pytest
from tests.ui.frame.newsdesk import reading, stock

from tuinews.newsroom import Newsroom


async def test_a_link_that_leads_elsewhere_than_its_words_is_shown_first(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", lambda address: opened.append(address) or True)
    stock(newsroom, "Courier", ["Story"])

    async with reading(newsroom) as reader:
        outward = reader.app.reader.outward
        outward.open_link("https://evil.example/login", "https://bank.example/login")
        await reader.sees("leads to evil.example, not to bank.example")
        assert opened == []

        outward.open_link("https://evil.example/login", "https://bank.example/login")
        await reader.until(lambda: opened == ["https://evil.example/login"])


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "-oProxy=id", "ftp://a.example/"])
async def test_only_web_addresses_are_opened(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", lambda address: opened.append(address) or True)
    stock(newsroom, "Courier", ["Story"])

    async with reading(newsroom) as reader:
        reader.app.reader.outward.open_link(address, "read on")

        await reader.sees("Not opened")
    assert opened == []
