"""Lists of feeds go into an archive and come out of it again with all that they say."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from typing import Any
from xml.etree import ElementTree

import pytest
from tests.documents import file_document
from tests.ui.frame.newsdesk import stock

from tuinews.formats.newsboat import read_urls
from tuinews.formats.opml import read_opml
from tuinews.model.scopes import Scope, ScopeKind
from tuinews.model.subscriptions import Feed, SmartFolder
from tuinews.newsroom import Newsroom, curate, list_feeds, mark, subscribe
from tuinews.query import parse
from tuinews.store import articles, feeds, folders, moving, outlines, schema_outlines, search

RICH = """<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0" xmlns:my="urn:my">
  <head>
    <title>Kim's reading</title>
    <dateCreated>Mon, 01 Jan 2024 00:00:00 GMT</dateCreated>
    <ownerName>Kim &amp; Co</ownerName>
    <ownerEmail>kim@example.org</ownerEmail>
    <docs>http://opml.org/spec2.opml</docs>
    <expansionState>1, 3</expansionState>
    <windowTop>61</windowTop>
    <my:sync state="2"><my:device>desk</my:device><my:device>phone</my:device></my:sync>
  </head>
  <body>
    <outline text="First" title="First" type="rss" xmlUrl="https://a.example/first"/>
    <outline text="Later" title="Later"></outline>
    <outline text="World" title="World" my:icon="globe">
      <outline text="Harbour" title="Harbour News" type="rss" xmlUrl="https://a.example/h" category="sea,/ships"/>
      <outline text="A note on Asia" created="yesterday"/>
      <outline text="Asia" title="Asia">
        <outline text="Ferry" title="Ferry" type="rss" xmlUrl="https://a.example/f" xml:lang="en"/>
        <outline text="Harbour (Asia)" title="Harbour News" my:p="9" xmlUrl="https://a.example/h" category="asia"/>
      </outline>
      <outline text="Friends" type="include" url="https://a.example/friends.opml"/>
    </outline>
    <outline text="A page" type="link" url="https://a.example/page"/>
    <outline text="---"/>
    <outline text="Old" title="Old" isComment="true"><outline text="Gone" type="rss" xmlUrl="https://a.example/gone"/></outline>
    <outline text="On my disk" type="rss" xmlUrl="file:///home/kim/feed.xml"/>
    <outline text="Harbour" title="Harbour News" type="rss" xmlUrl="https://a.example/h"/>
    <outline text="---"/>
    <outline text="Podcast" title="Podcast" type="rss" xmlUrl="https://a.example/p">
      <outline text="Episode 1" type="podcast-episode" played="1"/>
    </outline>
  </body>
</opml>
"""


def tree(element: ElementTree.Element) -> Any:
    """Return an element with all that is in it, without the blanks that set it apart."""
    attributes = element.attrib if element.tag != "opml" else {}
    return element.tag, attributes, (element.text or "").strip(), [tree(inner) for inner in element]


def shape(element: ElementTree.Element) -> Any:
    """Return the outlines with the attributes that a list may not lose; title and type are added where they miss."""
    told = {name: value for name, value in element.attrib.items() if name not in {"title", "type"}}
    return sorted(told.items()), [shape(inner) for inner in element]


async def take(newsroom: Newsroom, content: str) -> Any:
    return await subscribe.import_list(newsroom, read_opml(file_document(content, "feeds.opml")))


async def test_an_export_says_all_that_the_list_said(newsroom: Newsroom) -> None:
    imported = await take(newsroom, RICH)
    exported = await subscribe.export_list(newsroom)

    assert (imported.added, imported.places, imported.repeated) == (4, 2, ())
    given, back = tree(ElementTree.fromstring(RICH)), tree(ElementTree.fromstring(exported))
    assert back[3][0] == given[3][0]
    assert shape(ElementTree.fromstring(exported)) == shape(ElementTree.fromstring(RICH))


async def test_an_export_imported_elsewhere_or_again_is_the_same(newsroom: Newsroom) -> None:
    await take(newsroom, RICH)
    exported = await subscribe.export_list(newsroom)

    again = await take(newsroom, exported)

    assert (again.added, again.already_there, again.places, again.kept) == (0, 4, 0, 0)
    assert await subscribe.export_list(newsroom) == exported
    assert len(await mark.last_changes(newsroom, 9)) == 1
    await mark.undo(newsroom)
    await take(newsroom, exported)
    assert await subscribe.export_list(newsroom) == exported


async def test_an_import_is_undone_and_done_again_with_everything(newsroom: Newsroom) -> None:
    before = await subscribe.export_list(newsroom)
    await take(newsroom, RICH)
    after = await subscribe.export_list(newsroom)

    await mark.undo(newsroom)
    assert await subscribe.export_list(newsroom) == before
    await mark.redo(newsroom)
    assert await subscribe.export_list(newsroom) == after


async def test_the_first_list_that_says_whose_it_is_has_the_word(newsroom: Newsroom) -> None:
    def list_of(name: str, head: str) -> str:
        return f'<opml><head>{head}</head><body><outline text="a" xmlUrl="https://{name}.example/"/></body></opml>'

    await take(newsroom, list_of("a", "<title>tuinews subscriptions</title>"))
    await take(newsroom, list_of("b", "<title>Kim's</title><ownerName>Kim</ownerName>"))
    await take(newsroom, list_of("c", "<title>Lee's</title><ownerId>https://lee.example/</ownerId>"))

    exported = await subscribe.export_list(newsroom)

    assert "<title>Kim's</title>\n    <ownerName>Kim</ownerName>\n  </head>" in exported


async def test_a_list_in_a_namespace_and_one_with_elements_in_elements_keep_their_heads(newsroom: Newsroom) -> None:
    head = "<title>T</title><ownerName>Kim</ownerName><note>a <b>bold</b> word</note>"
    await take(newsroom, f'<opml xmlns="http://opml.org/spec2"><head>{head}</head><body/></opml>')

    assert "<ownerName>Kim</ownerName>\n    <note>a <b>bold</b> word</note>" in await subscribe.export_list(newsroom)


# ---------------------------------------------------------------------------------- several folders

BOTH = (
    '<opml><body><outline text="World"><outline text="A" xmlUrl="https://a.example/"/>'
    '<outline text="B" xmlUrl="https://b.example/"/><outline text="Asia"><outline text="A" xmlUrl="https://a.example/"/>'
    '</outline></outline><outline text="Sea"><outline text="A" xmlUrl="https://a.example/" category="water"/></outline>'
    "</body></opml>"
)


def feed_of(newsroom: Newsroom, name: str) -> Feed:
    found = newsroom.database.read(feeds.by_url, f"https://{name}.example/")
    assert found is not None
    return found


def folder_id(newsroom: Newsroom, *path: str) -> int:
    return next(one for one, names in newsroom.database.read(folders.paths).items() if names == path)


def articles_of(newsroom: Newsroom, scope: Scope) -> tuple[int, int]:
    """Return how many unread articles a list has, counted and listed."""
    unread = scope._replace(unread_only=True)
    return tuple(newsroom.database.read(one, unread, newsroom.clock()) for one in (articles.count, _listed))  # type: ignore[return-value]


def _listed(connection: sqlite3.Connection, scope: Scope, today: datetime) -> int:
    return len(articles.ids(connection, scope, today))


def found(newsroom: Newsroom, query: str) -> int:
    now = newsroom.clock()
    return len(newsroom.database.read(search.find_articles, parse(query), now, now, 10))


async def test_a_feed_in_several_folders_is_found_in_each_and_counted_once(newsroom: Newsroom) -> None:
    await take(newsroom, BOTH)
    for name in ("a", "b"):
        stock(newsroom, name.upper(), ["One", "Two"], url=f"https://{name}.example/", is_placed=False)

    feed = feed_of(newsroom, "a")
    assert feed.places == (("World",), ("World", "Asia"), ("Sea",))
    assert feed.tags == ("water",)
    for path, count in ((("World",), 4), (("World", "Asia"), 2), (("Sea",), 2)):
        scope = Scope(ScopeKind.FOLDER, folder_id(newsroom, *path))
        assert articles_of(newsroom, scope) == (count, count)
        assert found(newsroom, f"folder:{'/'.join(path)}") == count
    assert articles_of(newsroom, Scope(ScopeKind.UNREAD)) == (4, 4)


async def test_folders_of_a_feed_are_given_and_taken_and_come_back_with_an_undo(newsroom: Newsroom) -> None:
    await take(newsroom, BOTH)
    given = await subscribe.export_list(newsroom)

    await mark.edit_feeds(newsroom, (feed_of(newsroom, "a"),), mark.FeedEdit(folders=(("Sea",), ("New",))))
    assert feed_of(newsroom, "a").places == (("Sea",), ("New",))
    changed = await subscribe.export_list(newsroom)
    assert changed.count("https://a.example/") == 2
    await mark.edit_feeds(newsroom, (feed_of(newsroom, "a"),), mark.FeedEdit(title="Mine"))
    assert feed_of(newsroom, "a").places == (("Sea",), ("New",))

    await mark.undo(newsroom)
    await mark.undo(newsroom)
    assert await subscribe.export_list(newsroom) == given
    await mark.redo(newsroom)
    assert await subscribe.export_list(newsroom) == changed


async def test_a_smart_folder_of_a_folder_counts_a_feed_that_comes_into_it(newsroom: Newsroom) -> None:
    stock(newsroom, "A", ["One", "Two"], url="https://a.example/", is_placed=False)
    await curate.keep_smart_folder(newsroom, SmartFolder(0, "By the sea", "folder:sea"))

    async def unread() -> int:
        await curate.recount(newsroom)
        return newsroom.database.read(feeds.smart_folders)[0].unread

    before = await unread()
    await mark.edit_feeds(newsroom, (feed_of(newsroom, "a"),), mark.FeedEdit(folders=((), ("Sea",))))
    given = await unread()
    await mark.undo(newsroom)

    assert (before, given, await unread()) == (0, 2, 0)


async def test_a_removed_feed_leaves_every_folder_and_comes_back_to_each(newsroom: Newsroom) -> None:
    await take(newsroom, BOTH)
    given = await subscribe.export_list(newsroom)

    await mark.remove_feed(newsroom, feed_of(newsroom, "a").id)
    assert "https://a.example/" not in await subscribe.export_list(newsroom)
    assert newsroom.database.read(folders.feeds_inside, [folder_id(newsroom, "Sea")]) == [1]

    await mark.undo(newsroom)
    assert await subscribe.export_list(newsroom) == given


@pytest.mark.parametrize(("folder", "places"), [((), [("World",), ("Sea",)]), (("Mine",), [("Mine",)])])
def test_a_feed_that_becomes_one_with_another_leaves_its_folders_to_one_that_has_none(
    newsroom: Newsroom, folder: tuple[str, ...], places: list[tuple[str, ...]]
) -> None:
    moved = stock(newsroom, "A", [], folder=("World",), url="https://a.example/", is_placed=False)
    newsroom.database.write(outlines.set_places, moved, [("Sea",)])
    stock(newsroom, "B", [], folder=folder, url="https://b.example/", is_placed=False)

    assert newsroom.database.write(moving.move_feed, moved, "https://b.example/", newsroom.clock())

    assert feed_of(newsroom, "b").places == tuple(places)


async def test_a_feed_that_is_there_stays_where_the_user_has_it(newsroom: Newsroom) -> None:
    await take(newsroom, BOTH)
    await mark.edit_feeds(newsroom, (feed_of(newsroom, "a"),), mark.FeedEdit(folders=(("Mine",),)))

    again = await take(newsroom, BOTH)

    assert (again.added, again.places) == (0, 0)
    assert feed_of(newsroom, "a").places == (("Mine",),)


async def test_a_list_of_which_only_some_is_taken_keeps_its_order(newsroom: Newsroom) -> None:
    wanted = read_opml(file_document(RICH))
    some = wanted.only(tuple(feed for feed in wanted.subscriptions if not feed.url.endswith(("/h", "/first"))))

    await subscribe.import_list(newsroom, some)
    exported = await subscribe.export_list(newsroom)

    texts = [one.get("text") for one in ElementTree.fromstring(exported).iter("outline")]
    assert texts == [
        "Later", "World", "A note on Asia", "Asia", "Ferry", "Friends", "A page", "---", "Old", "Gone",
        "On my disk", "---", "Podcast", "Episode 1",
    ]  # fmt: skip


async def test_no_outline_of_an_export_holds_a_password_unless_they_are_asked_for(newsroom: Newsroom) -> None:
    feed = '<outline text="A" xmlUrl="https://ann:s3cret@a.example/" htmlUrl="https://ann:s3cret@a.example/home"/>'
    kept = (
        '<outline text="B" xmlUrl="ftp://ann:s3cret@b.example/"/>'
        '<outline text="C" isComment="true"><outline text="D" xmlUrl="https://ann:s3cret@d.example/"/></outline>'
    )
    await take(newsroom, f'<opml><body>{feed}<outline text="Sea">{feed}</outline>{kept}</body></opml>')

    exported = await subscribe.export_list(newsroom)

    assert "s3cret" not in exported
    assert exported.count('xmlUrl="https://a.example/"') == 2
    assert await subscribe.passwords_held(newsroom) == 3
    assert (await subscribe.export_list(newsroom, with_passwords=True)).count("s3cret") == 6


# ------------------------------------------------------------------------------------------- newsboat


async def test_every_tag_of_a_newsboat_feed_is_found_and_goes_out_again(newsroom: Newsroom) -> None:
    urls = 'https://a.example/ sea "big ships" "~Harbour"\nhttps://b.example/ !sea\nhttps://a.example/ rope\n'
    await subscribe.import_list(newsroom, read_urls(file_document(urls, "urls")))
    for name in ("a", "b"):
        stock(newsroom, name.upper(), ["One", "Two"], url=f"https://{name}.example/", is_placed=False)

    assert [found(newsroom, query) for query in ("tag:sea", 'tag:"big ships"', "tag:rope", "tag:none")] == [4, 2, 2, 0]
    assert [feed.is_hidden for feed in list_feeds.every_feed(newsroom)] == [False, True]
    assert 'text="Harbour"' in (exported := await subscribe.export_list(newsroom))
    assert 'category="sea,big ships,rope"' in exported


async def test_a_smart_folder_takes_what_a_hidden_feed_brings_and_counts_it(newsroom: Newsroom) -> None:
    await subscribe.import_list(newsroom, read_urls(file_document("https://b.example/ ! sea\n", "urls")))
    await curate.keep_smart_folder(newsroom, SmartFolder(0, "Sea", "tag:sea"))
    stock(newsroom, "B", ["One", "Two"], url="https://b.example/", is_placed=False)

    listed = newsroom.database.read(feeds.tree, newsroom.today())
    (sea,) = listed.smart
    ids = newsroom.database.read(articles.ids, Scope(ScopeKind.SMART, sea.id), newsroom.today())

    assert "https://b.example/" not in {feed.url for feed in listed.feeds}
    assert len(ids) == sea.unread == 2


# ---------------------------------------------------------------------------------------- old archives


def test_what_an_archive_of_version_13_kept_of_a_list_is_still_there() -> None:
    old = sqlite3.connect(":memory:")
    old.executescript("""
        CREATE TABLE feeds (id INTEGER PRIMARY KEY, folder_id INTEGER);
        CREATE TABLE folders (id INTEGER PRIMARY KEY, parent_id INTEGER, name TEXT, position INTEGER);
        CREATE TABLE folder_outlines (folder_id INTEGER PRIMARY KEY, attributes TEXT NOT NULL);
        CREATE TABLE session (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        INSERT INTO folders VALUES (1, NULL, 'World', 1), (2, NULL, 'Later', 2), (3, 2, 'Much', 3);
        INSERT INTO feeds VALUES (5, 1);
        INSERT INTO session VALUES ('opml.head', '[["ownerName","Kim"],["docs","x"]]');
    """)
    old.executescript(schema_outlines.SCRIPT)

    assert old.execute("SELECT folder_id, feed_id, position, outline FROM outlines").fetchall() == [(3, None, 5, "[]")]
    assert old.execute("SELECT value FROM session").fetchone() == ('[["ownerName",[],["Kim"]],["docs",[],["x"]]]',)
    old.close()
