"""Smart folders, mute rules, tags, several articles at once, orders and days, on the screen."""

from __future__ import annotations

from datetime import timedelta

from tests.ui.frame.newsdesk import NOW, Reader, Story, reading, stock

from tuinews.model.scopes import Scope, ScopeKind
from tuinews.model.subscriptions import SmartFolder
from tuinews.newsroom import Newsroom, curate, read
from tuinews.ui.session import session_of, values_of

TITLES = ["Trams return", "Bridge costs rise", "Storm ahead", "Bridge closes"]


async def filter_by(reader: Reader, query: str, found: str) -> None:
    await reader.press("slash")
    await reader.type(query)
    await reader.sees(found)


async def test_a_filter_is_kept_as_a_smart_folder(newsroom: Newsroom) -> None:
    stock(newsroom, "Courier", TITLES)

    async with reading(newsroom) as reader:
        await filter_by(reader, "bridge", "2 found")
        await reader.press("ctrl+s")
        await reader.sees("Keep as a smart folder", "2 articles, 2 unread.")
        await reader.type("Bridges")
        await reader.press("enter")

        await reader.until(lambda: any("Bridges" in line and "2" in line for line in reader.lines()))
        await reader.sees("Smart folder Bridges kept · u undoes")


async def test_a_smart_folders_count_falls_as_its_articles_are_read(newsroom: Newsroom) -> None:
    stock(newsroom, "Courier", TITLES)
    await curate.keep_smart_folder(newsroom, SmartFolder(0, "Bridges", "bridge"))

    async with reading(newsroom) as reader:
        await reader.until(lambda: reader.line_with("  Bridges").split()[1] == "2")
        await reader.press("j", "m")

        await reader.until(lambda: reader.line_with("  Bridges").split()[1] == "1")


async def test_a_smart_folder_is_opened_changed_and_removed(newsroom: Newsroom) -> None:
    stock(newsroom, "Courier", TITLES)
    await curate.keep_smart_folder(newsroom, SmartFolder(0, "Bridges", "bridge"))

    async with reading(newsroom, size=(160, 40)) as reader:
        await reader.press("1", "j", "j", "j", "j", "j", "j", "enter")
        await reader.sees("Bridges · 2 unread", "● Bridge closes")
        await reader.sees_no("● Storm ahead")
        await reader.press("1", "e")
        await reader.sees("Edit smart folder")
        await reader.press("tab", "end")
        await reader.type(" OR storm")
        await reader.sees("3 articles, 3 unread.")
        await reader.press("enter")
        await reader.sees("● Storm ahead")
        await reader.press("d")
        await reader.sees("Smart folder Bridges removed")
        await reader.sees("All · 4 unread")


async def test_a_smart_folder_with_a_wrong_query_says_so(newsroom: Newsroom) -> None:
    stock(newsroom, "Courier", TITLES)
    newsroom.database.write(
        lambda connection: connection.execute("INSERT INTO smart_folders (name, query) VALUES ('Odd', 'is:red')")
    )

    async with reading(newsroom) as reader:
        await reader.press("1", "j", "j", "j", "j", "j", "j", "enter")

        await reader.sees("`is:` takes unread")


async def test_muting_says_first_what_it_would_hide(newsroom: Newsroom) -> None:
    stock(newsroom, "Courier", TITLES)

    async with reading(newsroom) as reader:
        await filter_by(reader, "bridge", "2 found")
        await reader.press("ctrl+g")
        await reader.sees("Mute what this finds", "Would hide 2 of the last 4.")
        await reader.type("No bridges")
        await reader.press("enter")
        await reader.sees("Mute rule No bridges kept", "Nothing here holds")
        await reader.press("escape")

        await reader.sees("Muted", "● Storm ahead", "All · 2 unread")
        await reader.press("u")
        await reader.sees("● Bridge closes")


async def test_without_mute_rules_the_key_that_makes_one_is_named_and_no_other(newsroom: Newsroom) -> None:
    async with reading(newsroom) as reader:
        await reader.press("ctrl+r")

        await reader.sees("There are no mute rules; ctrl+g makes one.", "Esc leaves")
        assert not reader.shows("d removes")


async def test_mute_rules_are_listed_and_removed(newsroom: Newsroom) -> None:
    stock(newsroom, "Courier", TITLES)
    await curate.keep_mute_rule(newsroom, curate.MuteRule(0, "No bridges", "bridge"))

    async with reading(newsroom) as reader:
        await reader.press("ctrl+r")
        await reader.sees("No bridges", "bridge · hides 2")
        await reader.press("d")

        await reader.sees("● Bridge closes")


async def test_what_is_done_is_done_to_all_chosen_articles(newsroom: Newsroom) -> None:
    stock(newsroom, "Courier", TITLES)

    async with reading(newsroom) as reader:
        await reader.press("v", "v")
        await reader.sees("2 chosen")
        await reader.press("s")

        await reader.sees("★ Trams return", "★ Bridge costs rise", "2 articles starred · u undoes")
        assert not reader.shows("✓")


async def test_a_range_of_articles_is_chosen_and_let_go(newsroom: Newsroom) -> None:
    stock(newsroom, "Courier", TITLES)

    async with reading(newsroom) as reader:
        await reader.press("v", "j", "V")
        await reader.sees("3 chosen")
        await reader.press("A")
        await reader.sees("3 articles marked read")
        await reader.press("v", "escape")

        assert not reader.shows("✓")


async def test_tags_are_given_with_completion(newsroom: Newsroom) -> None:
    stock(newsroom, "Courier", TITLES)

    async with reading(newsroom) as reader:
        await reader.press("t")
        await reader.sees("Tags")
        await reader.type("to quote")
        await reader.press("enter")
        await reader.sees("1 article tagged to quote")
        await reader.press("j", "t")
        await reader.type("to")
        await reader.press("tab", "enter")
        await reader.until(lambda: reader.shows("1 article tagged to quote"))

    listing = await read.whole(newsroom, Scope(words='tag:"to quote"'))
    assert len(listing.ids) == 2


async def test_an_archived_article_leaves_the_list_and_the_cursor_stays(newsroom: Newsroom) -> None:
    stock(newsroom, "Courier", TITLES)

    async with reading(newsroom) as reader:
        await reader.press("j", "e")

        await reader.sees("1 article archived · u undoes", "Archived")
        await reader.sees_no("● Bridge costs rise")
        await reader.until(lambda: "▌" in reader.line_with("● Storm ahead"))
        await reader.press("u")
        await reader.sees("● Bridge costs rise")


async def test_a_deleted_article_is_gone_until_it_is_undone(newsroom: Newsroom) -> None:
    stock(newsroom, "Courier", TITLES)

    async with reading(newsroom) as reader:
        await reader.press("d")
        await reader.sees("1 article deleted")
        await reader.sees_no("● Trams return")
        await reader.press("u")

        await reader.sees("● Trams return")


async def test_what_is_older_is_marked_read(newsroom: Newsroom) -> None:
    stock(newsroom, "Courier", TITLES)

    async with reading(newsroom) as reader:
        await reader.press("j", "M")

        await reader.sees("2 articles marked read", "● Bridge costs rise", "All · 2 unread")


async def test_the_order_of_a_list_is_chosen_and_kept_for_it(newsroom: Newsroom) -> None:
    stock(newsroom, "Courier", TITLES)

    async with reading(newsroom) as reader:
        await reader.press("S", "5")
        await reader.sees("by title")
        await reader.until(lambda: "▌" in reader.line_with("● Bridge closes"))
        await reader.press("1", "j", "enter")
        await reader.sees_no("by title")
        await reader.press("1", "g", "enter")
        await reader.sees("by title")
        session = reader.app.reader.lists.orders

    kept = session_of(values_of(session_of({})._replace(orders=session)))
    assert kept.orders == session


async def test_a_day_is_jumped_to(newsroom: Newsroom) -> None:
    stories = [Story(f"Day {days}", published=NOW - timedelta(days=days)) for days in range(400)]
    stock(newsroom, "Courier", stories)

    async with reading(newsroom, size=(140, 24)) as reader:
        await reader.press("at")
        await reader.type("2026-01-05")
        await reader.press("enter")

        await reader.until(lambda: "▌" in reader.line_with("● Day 321") if reader.shows("● Day 321") else False)


async def test_a_day_that_is_none_is_asked_for_again(newsroom: Newsroom) -> None:
    stock(newsroom, "Courier", TITLES)

    async with reading(newsroom) as reader:
        await reader.press("at")
        await reader.type("soon")
        await reader.press("enter")

        await reader.sees("Please give a day such as today")


async def test_several_changes_are_undone_at_once(newsroom: Newsroom) -> None:
    stock(newsroom, "Courier", TITLES)

    async with reading(newsroom) as reader:
        await reader.press("s", "j", "s", "j", "s")
        await reader.sees("★ Storm ahead")
        await reader.press("ctrl+l")
        await reader.sees("Last changes", "1 article starred")
        await reader.press("j", "enter")

        await reader.sees("● Storm ahead", "● Bridge costs rise", "★ Trams return")


async def test_the_archived_folder_can_be_opened(newsroom: Newsroom) -> None:
    stock(newsroom, "Courier", TITLES)

    async with reading(newsroom) as reader:
        await reader.press("e")
        await reader.sees("Archived")
        reader.app.reader.going.open_scope(Scope(ScopeKind.ARCHIVED))

        await reader.sees("Archived · 1 article", "● Trams return")


async def test_days_have_headings_that_the_cursor_passes_over(newsroom: Newsroom) -> None:
    stories = [Story(f"Day {days}.{n}", published=NOW - timedelta(days=days)) for days in range(3) for n in range(2)]
    stock(newsroom, "Courier", stories)

    async with reading(newsroom) as reader:
        await reader.press("S", "8")
        await reader.sees("Today", "Yesterday", "Friday 20 November", "All · 6 unread")
        await reader.press("g", "j", "j")
        await reader.until(lambda: "▌" in reader.line_with("● Day 1."))
        await reader.press("G", "g")
        await reader.until(lambda: "▌" in reader.line_with("● Day 0."))
        await reader.press("S", "8")
        await reader.sees_no("Yesterday")


async def test_a_long_list_has_headings_all_the_way_down(newsroom: Newsroom) -> None:
    stories = [Story(f"Day {days}", published=NOW - timedelta(days=days)) for days in range(250)]
    stock(newsroom, "Courier", stories)

    async with reading(newsroom, size=(140, 24)) as reader:
        await reader.press("S", "8")
        await reader.until(lambda: reader.app.reader.headlines.count == 500)
        await reader.press("G")

        await reader.sees("Wednesday 18 March", "● Day 249")
