"""The first start: the Welcome feed, the start card, and what it offers."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.newsstand import Newsstand
from tests.ui.frame.newsdesk import reading, stock

from tuinews.newsroom import Newsroom
from tuinews.newsroom.starting import ensure_welcome


async def test_the_first_start_shows_the_first_welcome_article(newsroom: Newsroom) -> None:
    ensure_welcome(newsroom)

    async with reading(newsroom) as reader:
        await reader.sees("Welcome · 3 unread")

        assert reader.app.reader.reading.article_id is not None


async def test_the_start_card_says_how_to_begin(newsroom: Newsroom) -> None:
    ensure_welcome(newsroom)

    async with reading(newsroom) as reader:
        await reader.sees("a  add a site or feed", "o  open a file", "s  pick from a starter set")


async def test_without_newsboat_nothing_is_offered_from_it(
    newsroom: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    ensure_welcome(newsroom)

    async with reading(newsroom) as reader:
        await reader.sees("s  pick from a starter set")

        assert not reader.shows("newsboat")


async def test_newsboats_feeds_are_offered_with_their_count(
    newsroom: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    (tmp_path / ".newsboat").mkdir()
    (tmp_path / ".newsboat" / "urls").write_text("https://a.example/feed\nhttps://b.example/feed\n")
    ensure_welcome(newsroom)

    async with reading(newsroom) as reader:
        await reader.sees("i  take newsboat's 2 feeds")
        await reader.press("i")

        await reader.sees("2 feeds ticked")


async def test_hidden_feeds_of_newsboat_are_fetched_at_once_and_its_settings_are_told_of(
    newsroom: Newsroom, newsstand: Newsstand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    newsstand.feed("/shown", "Harbour News", ["Ferry returns"])
    newsstand.feed("/hidden", "Hill News", ["Snow falls"])
    (tmp_path / ".newsboat").mkdir()
    (tmp_path / ".newsboat" / "urls").write_text(f"{newsstand.url('/shown')}\n{newsstand.url('/hidden')} !\n")
    ensure_welcome(newsroom)

    async with reading(newsroom, size=(160, 45)) as reader:
        await reader.sees("i  take newsboat's 2 feeds")
        await reader.press("i")
        await reader.sees("2 feeds ticked")
        await reader.press("enter")

        await reader.sees("2 added (1 hidden)", "`tuinews config newsboat`")
        await reader.sees("Ferry returns", "Snow falls")


async def test_the_starter_set_is_ticked_by_hand(newsroom: Newsroom) -> None:
    ensure_welcome(newsroom)

    async with reading(newsroom) as reader:
        await reader.press("s")
        await reader.sees("A starter set", "Enter takes BBC News World")
        await reader.press("space")

        await reader.sees("1 feed ticked")


async def test_the_card_is_reached_with_the_arrows(newsroom: Newsroom) -> None:
    ensure_welcome(newsroom)

    async with reading(newsroom) as reader:
        await reader.press("down", "down", "down", "enter")

        await reader.sees("Add a feed, a site, a file or a list")


async def test_in_the_article_the_cards_keys_mean_what_they_always_mean(newsroom: Newsroom) -> None:
    ensure_welcome(newsroom)

    async with reading(newsroom) as reader:
        await reader.press("enter", "s")

        await reader.sees("★")


async def test_with_a_subscription_there_is_no_card(newsroom: Newsroom) -> None:
    ensure_welcome(newsroom)
    stock(newsroom, "Harbour News", ["Ferry returns"])

    async with reading(newsroom) as reader:
        await reader.sees("● Ferry returns")

        assert not reader.shows("add a site or feed")
