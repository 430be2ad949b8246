"""The feeds pane: smart folders, folders that fold, counts, feeds that fail."""

from __future__ import annotations

from tests.newsstand import Newsstand
from tests.ui.frame.newsdesk import fail, reading, stock

from tuinews.model.scopes import Scope, ScopeKind
from tuinews.model.subscriptions import Feed, FeedTree, Folder
from tuinews.newsroom import Newsroom
from tuinews.store import feeds, outlines
from tuinews.ui.feed_rows import feeds_in, rows_of, scope_label, unread_feed

COUNTS = ((ScopeKind.ALL, 3), (ScopeKind.UNREAD, 2))


def tree(*feeds: Feed, folders: tuple[Folder, ...] = ()) -> FeedTree:
    return FeedTree(folders, feeds, COUNTS)


def feed(number: int, title: str, folder: tuple[str, ...] = (), unread: int = 0) -> Feed:
    return Feed(number, f"https://{number}.example", title, folder=folder, unread=unread)


def test_smart_folders_come_first() -> None:
    rows = rows_of(tree(feed(1, "Harbour News")), frozenset())

    assert [row.label for row in rows[:6]] == ["All", "Unread", "Today", "Starred", "Read later", "Files"]


def test_a_folder_sums_what_is_unread_in_it_and_below() -> None:
    folders = (Folder(1, None, "World"), Folder(2, 1, "Asia"))
    rows = rows_of(tree(feed(1, "A", ("World",), 3), feed(2, "B", ("World", "Asia"), 4), folders=folders), frozenset())

    assert next(row.number for row in rows if row.label == "World") == 7


def test_a_feed_in_several_folders_stands_in_each_and_counts_once_around_them() -> None:
    folders = (Folder(1, None, "World"), Folder(2, 1, "Asia"), Folder(3, None, "Sea"))
    both = feed(1, "A", ("World",), 3)._replace(further=(("World", "Asia"), ("Sea",)))
    shown = tree(both, feed(2, "B", ("World",), 4), folders=folders)
    rows = rows_of(shown, frozenset())

    assert [(row.label, row.number) for row in rows[-7:]] == [
        ("World", 7), ("Asia", 3), ("A", 3), ("A", 3), ("B", 4), ("Sea", 3), ("A", 3),
    ]  # fmt: skip
    for number, names in ((1, ["A", "B"]), (2, ["A"]), (3, ["A"])):
        assert [one.title for one in feeds_in(Scope(ScopeKind.FOLDER, number), shown)] == names


def test_the_next_unread_feed_is_never_one_that_was_just_left() -> None:
    folders = (Folder(1, None, "World"), Folder(2, None, "Sea"))
    both = feed(1, "A", ("World",), 1)._replace(further=(("Sea",),))
    shown = tree(both, feed(2, "B", ("World",), 1), feed(3, "C", ("Sea",), 1), folders=folders)
    here, met = Scope(ScopeKind.FEED, 1), []
    for _ in range(3):
        here = unread_feed(shown, here, 1) or here
        met.append(here.id)

    assert met == [2, 3, 1]


def test_a_closed_folder_hides_what_is_in_it() -> None:
    folders = (Folder(1, None, "World"),)
    rows = rows_of(tree(feed(1, "Harbour News", ("World",)), folders=folders), frozenset({1}))

    assert "Harbour News" not in [row.label for row in rows]


def test_a_folder_without_feeds_is_not_shown() -> None:
    rows = rows_of(tree(feed(1, "Harbour News"), folders=(Folder(1, None, "Empty"),)), frozenset())

    assert "Empty" not in [row.label for row in rows]


def test_a_scope_is_called_what_its_row_is_called() -> None:
    shown = tree(feed(1, "Harbour News"))

    for row in rows_of(shown, frozenset()):
        if row.scope is not None:
            assert scope_label(row.scope, shown) == row.label


async def test_counts_stand_beside_feeds_and_folders(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["One", "Two"], folder=("World",))

    async with reading(newsroom) as reader:
        await reader.sees("Harbour News")

        assert "2" in reader.line_with("Harbour News").split("│")[0]
        assert "2" in reader.line_with("▾ World").split("│")[0]


async def test_the_cursor_stays_on_a_feed_in_the_folder_where_it_was_put(newsroom: Newsroom) -> None:
    feed_id = stock(newsroom, "Harbour News", ["One", "Two"], folder=("World",))
    newsroom.database.write(outlines.set_places, feed_id, [("Sea",)])

    async with reading(newsroom) as reader:
        await reader.press("1", "G", "A")
        await reader.sees("2 articles marked read")
        await reader.press("k", "space")

        await reader.sees("▸ Sea", "▾ World")


async def test_folders_of_a_feed_are_edited_with_a_semicolon_between_them(newsroom: Newsroom) -> None:
    feed_id = stock(newsroom, "Harbour News", ["One"], folder=("World",))

    async with reading(newsroom) as reader:
        await reader.press("1", "G", "e")
        await reader.sees("Edit feed")
        await reader.press("tab", "end")
        await reader.type("; Sea/Ships")
        await reader.press("enter")
        await reader.sees("▾ Ships")

    edited = newsroom.database.read(feeds.get, feed_id)
    assert edited is not None
    assert edited.places == (("World",), ("Sea", "Ships"))


async def test_a_folder_whose_name_holds_a_slash_stays_when_only_the_title_is_edited(newsroom: Newsroom) -> None:
    feed_id = stock(newsroom, "Harbour News", ["One"], folder=("AC/DC; live",))

    async with reading(newsroom) as reader:
        await reader.press("1", "G", "e")
        await reader.sees("Edit feed")
        await reader.press("end")
        await reader.type(" mine")
        await reader.press("enter")
        await reader.sees("Harbour News mine")

    edited = newsroom.database.read(feeds.get, feed_id)
    assert edited is not None
    assert edited.places == (("AC/DC; live",),)


async def test_space_folds_a_folder_and_opens_it_again(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["One"], folder=("World",))

    async with reading(newsroom) as reader:
        await reader.press("1", "G", "k", "space")
        await reader.sees("▸ World")
        await reader.press("space")

        await reader.sees("▾ World")


async def test_h_closes_the_folder_around_a_feed_in_two_steps(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["One"], folder=("World",))

    async with reading(newsroom) as reader:
        await reader.press("1", "G", "h", "h")

        await reader.sees("▸ World")


async def test_moving_in_the_feeds_shows_their_headlines(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns"])
    stock(newsroom, "Hill News", ["Cows come down"])

    async with reading(newsroom) as reader:
        await reader.press("1", "G")

        await reader.sees("Hill News · 1 unread")
        await reader.sees_no("● Ferry returns")


async def test_reading_an_article_lowers_the_counts(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["One", "Two"])

    async with reading(newsroom) as reader:
        await reader.sees("All · 2 unread")
        await reader.press("enter")

        await reader.sees("All · 1 unread")


async def test_a_failing_feed_says_so_in_its_row(newsroom: Newsroom) -> None:
    fail(newsroom, stock(newsroom, "Harbour News", ["One"]), "The server did not answer within 30 s.")

    async with reading(newsroom, size=(160, 40)) as reader:
        await reader.sees("⚠ Harbour News")

        assert "failed" in reader.line_with("⚠ Harbour News")


async def test_enter_on_a_failing_feed_tells_since_when_why_and_what_to_do(newsroom: Newsroom) -> None:
    fail(newsroom, stock(newsroom, "Harbour News", ["One"]), "The server did not answer within 30 s.")

    async with reading(newsroom, size=(160, 40)) as reader:
        await reader.press("1", "G", "enter")

        await reader.sees("Harbour News: The server did not answer within 30 s", "Failing since 22 November 2026")
        await reader.sees("It is tried again.", "r again", "d remove")


async def test_right_on_a_failing_feed_shows_its_headlines_and_why_it_fails(newsroom: Newsroom) -> None:
    fail(newsroom, stock(newsroom, "Harbour News", ["One"]), "The server did not answer within 30 s.")

    async with reading(newsroom, size=(160, 40)) as reader:
        await reader.press("1", "G", "right")

        await reader.sees("Harbour News cannot be fetched since", "● One")
        await reader.sees("The server did not answer within 30 s.", "r tries again and d removes it")


async def test_d_removes_a_feed_and_the_toast_offers_it_back(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns"])
    stock(newsroom, "Hill News", ["Cows come down"])

    async with reading(newsroom) as reader:
        await reader.press("1", "G", "d")
        await reader.sees("Hill News removed · u undoes")
        await reader.press("u")

        await reader.sees("Hill News")


async def test_e_gives_a_feed_another_title(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns"])

    async with reading(newsroom) as reader:
        await reader.press("1", "G", "e")
        await reader.press("ctrl+u")
        await reader.type("Waterside")
        await reader.press("enter")

        await reader.sees("Waterside")


async def test_e_puts_a_feed_into_a_folder(newsroom: Newsroom) -> None:
    stock(newsroom, "Harbour News", ["Ferry returns"])

    async with reading(newsroom) as reader:
        await reader.press("1", "G", "e", "tab")
        await reader.type("World")
        await reader.press("enter")

        await reader.sees("▾ World")


async def test_r_fetches_the_feed_under_the_cursor(newsroom: Newsroom, newsstand: Newsstand) -> None:
    newsstand.feed("/feed", "Harbour News", ["Ferry returns", "Fresh from the press"])
    stock(newsroom, "Harbour News", [], url=newsstand.url("/feed"))

    async with reading(newsroom) as reader:
        await reader.press("1", "G", "r")

        await reader.sees("Fresh from the press")


async def test_a_thousand_feeds_are_rows_like_ten(newsroom: Newsroom) -> None:
    for number in range(60):
        stock(newsroom, f"Feed number {number}", [])

    async with reading(newsroom) as reader:
        await reader.press("1", "G")

        await reader.sees("Feed number 59")


async def test_a_feeds_title_is_never_taken_for_markup(newsroom: Newsroom) -> None:
    stock(newsroom, "[red]Harbour[/]", ["Ferry returns"], url="https://harbour.example/feed")

    async with reading(newsroom) as reader:
        await reader.sees("[red]Harbour[/]")
