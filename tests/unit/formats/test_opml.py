"""OPML, both ways."""

import pytest
from tests.documents import file_document

from tuinews.errors import FormatError
from tuinews.formats.opml import MAX_FOLDER_DEPTH, read_opml, write_opml
from tuinews.formats.opml_writing import in_tree_order
from tuinews.model.subscriptions import Element, FolderOutline, OtherOutline, Subscription, SubscriptionList


def opml(body: str, head: str = '<?xml version="1.0" encoding="UTF-8"?>') -> str:
    return f'{head}<opml version="2.0"><head><title>Mine</title></head><body>{body}</body></opml>'


def outline(url: str, title: str = "Feed") -> str:
    return f'<outline type="rss" text="{title}" xmlUrl="{url}"/>'


def read(body: str | bytes) -> SubscriptionList:
    return read_opml(file_document(body, "feeds.opml"))


def only(outline: str) -> Subscription:
    (subscription,) = read(opml(outline)).subscriptions
    return subscription


def test_nested_outlines_are_folders() -> None:
    found = read(
        opml(f'<outline text="News"><outline text="World">{outline("https://a.example/f")}</outline></outline>')
    )

    assert found.title == "Mine"
    assert found.subscriptions[0].folder == ("News", "World")


def test_names_of_attributes_and_elements_may_be_written_in_any_case() -> None:
    found = read(
        opml('<OUTLINE TEXT="a" XMLURL="https://a.example/1"/><Outline Title="b" xmlurl="https://a.example/2"/>')
    )

    assert [(one.title, one.url) for one in found.subscriptions] == [
        ("a", "https://a.example/1"),
        ("b", "https://a.example/2"),
    ]


def test_a_feed_without_type_is_a_feed() -> None:
    assert only('<outline text="a" xmlUrl="https://a.example/1"/>').url == "https://a.example/1"


def test_categories_are_tags() -> None:
    assert only('<outline text="a" xmlUrl="https://a.example/1" category="/tech,world news"/>').tags == (
        "tech",
        "world news",
    )


def test_the_site_is_kept() -> None:
    told = '<outline text="a" xmlUrl="https://a.example/1" htmlUrl="https://a.example/"/>'

    assert only(told).site_url == "https://a.example/"


@pytest.mark.parametrize(
    ("told", "url"),
    [
        ("feed:https://a.example/f", "https://a.example/f"),
        ("feed://a.example/f", "http://a.example/f"),
        (" https://a.example/f ", "https://a.example/f"),
        ("https://user:secret@a.example/f", "https://user:secret@a.example/f"),
    ],
)
def test_addresses_are_read_as_they_are_meant(told: str, url: str) -> None:
    assert only(outline(told)).url == url


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ("exec:id", "runs a program"),
        ("|id", "runs a program"),
        ("filter:sort:https://a.example/f", "runs a program"),
        ("file:///etc/passwd", "is a file"),
        ("/etc/passwd", "is a file"),
        ("javascript:x", "is no web address"),
        ("ftp://a.example/f", "is no web address"),
        ("", "is no web address"),
    ],
)
def test_what_is_no_feed_on_the_web_is_skipped_with_its_reason(told: str, reason: str) -> None:
    found = read(opml(outline(told, "Odd") + outline("https://a.example/f")))

    assert len(found.subscriptions) == 1
    assert found.skipped[0].startswith("Odd: ")
    assert reason in found.skipped[0]


def test_a_password_is_not_told_with_the_reason() -> None:
    found = read(opml(outline("ftp://user:s3cret@a.example/f")))

    assert "s3cret" not in found.skipped[0]


def test_a_feed_that_is_listed_twice_is_taken_once() -> None:
    found = read(opml(outline("https://a.example/f") + outline("https://A.EXAMPLE/f")))

    assert len(found.subscriptions) == 1
    assert found.repeated == ("Feed: it is in the list twice.",)


def test_a_feed_in_two_folders_is_one_feed_in_both() -> None:
    feed = outline("https://a.example/f", "Harbour")
    found = read(opml(f'<outline text="World">{feed}</outline><outline text="Sea">{feed}</outline>'))

    assert [one.folder for one in found.subscriptions] == [("World",)]
    assert (found.others, found.repeated) == ((OtherOutline(("Sea",), 1, "https://a.example/f"),), ())


def test_what_is_commented_out_is_left_out_with_all_that_is_in_it() -> None:
    commented = f'<outline text="old" isComment="true">{outline("https://a.example/1")}</outline>'
    found = read(opml(f"<!-- {outline('https://a.example/0')} -->{commented}{outline('https://a.example/2')}"))

    assert [one.url for one in found.subscriptions] == ["https://a.example/2"]


@pytest.mark.parametrize(
    "told",
    [
        '<outline text="Friends" type="include" url="https://a.example/other.opml"/>',
        '<outline text="Friends" type="link" url="https://a.example/other.opml"/>',
    ],
)
def test_a_list_elsewhere_is_no_feed_and_kept(told: str) -> None:
    found = read(opml(told + outline("https://a.example/f")))

    assert len(found.subscriptions) == 1
    assert found.skipped == ("Friends: it is a list of feeds somewhere else, not a feed.",)
    assert told in write_opml(found)


def test_a_link_to_a_page_is_no_feed_and_kept() -> None:
    told = '<outline text="Kim" type="link" url="https://a.example/kim"/>'
    found = read(opml(told))

    assert (found.subscriptions, found.skipped) == ((), ("Kim: it is a link to a page, not a feed.",))
    assert told in write_opml(found)


def test_the_episodes_in_a_feed_are_neither_folders_nor_lost() -> None:
    episode = '<outline text="Episode 1" type="podcast-episode" played="1"/>'
    found = read(opml(outline("https://a.example/f").replace("/>", f">{episode}</outline>")))

    assert (found.folders, found.others) == ((), ())
    assert f'xmlUrl="https://a.example/f">{episode}</outline>' in write_opml(found)


def test_a_language_is_kept_in_the_namespace_of_xml() -> None:
    written = write_opml(read(opml('<outline text="a" xmlUrl="https://a.example/1" xml:lang="de"/>')))

    assert ' xml:lang="de"/>' in written
    assert only(written.partition("<body>")[2].partition("</body>")[0]).attributes[0][1] == "de"


def test_folders_of_one_name_in_one_place_become_one_and_that_is_told() -> None:
    folder = '<outline text="World">{}</outline>'
    found = read(opml(folder.format(outline("https://a.example/1")) + folder.format(outline("https://a.example/2"))))

    assert [one.folder for one in found.subscriptions] == [("World",), ("World",)]
    assert found.repeated == ("World: two folders of this name in one place are one folder now.",)


@pytest.mark.parametrize(("address", "is_kept"), [("file:///a", True), ("exec:id", False), ("javascript:x", False)])
def test_what_is_refused_is_kept_unless_a_program_would_run_it(address: str, is_kept: bool) -> None:
    for told in (outline(address), outline(address).replace("<outline", '<outline isComment="true"')):
        assert (address in write_opml(read(opml(told)))) is is_kept


def test_tags_of_a_feed_in_several_places_are_all_its_own_and_each_place_says_its_own() -> None:
    told = [f'<outline type="rss" text="a" xmlUrl="https://a.example/1" category="{tags}"/>' for tags in "yxy"]
    found = read(opml(told[0] + "".join(f'<outline text="{n}">{feed}</outline>' for n, feed in enumerate(told[1:]))))

    assert found.subscriptions[0].tags == ("y", "x")
    written = write_opml(found)
    assert [part[0] for part in written.split('category="')[1:]] == ["y", "x", "y"]


@pytest.mark.parametrize(
    ("told", "title", "own_title"),
    [
        ('text="Mine" title="Theirs"', "Mine", "Theirs"),
        ('text="Same" title="Same"', "Same", ""),
        ('text="Only"', "Only", ""),
        ('title="Only"', "Only", ""),
        ('text="Theirs" title="Theirs" tuinewsOwnTitle="true"', "", "Theirs"),
        ('text="https://a.example/1" title="Theirs"', "", "Theirs"),
    ],
)
def test_the_users_title_is_told_from_the_feeds_own(told: str, title: str, own_title: str) -> None:
    found = only(f'<outline {told} xmlUrl="https://a.example/1"/>')

    assert (found.title, found.own_title) == (title, own_title)


def test_attributes_of_folders_are_kept() -> None:
    feed = outline("https://a.example/f")
    found = read(opml(f'<outline text="News" icon="sea"><outline text="World" title="All">{feed}</outline></outline>'))

    assert found.folders == (
        FolderOutline(("News",), (("icon", "sea"),)),
        FolderOutline(("News", "World"), (("title", "All"),)),
    )
    assert read(write_opml(found)) == found


def test_the_head_is_kept_with_its_title() -> None:
    head = "<title>Mine</title><ownerName>Kim</ownerName><windowTop>61</windowTop><dateModified>x</dateModified>"
    found = read(f"<opml version='2.0'><head>{head}</head><body>{outline('https://a.example/f')}</body></opml>")

    assert [(one.name, one.content) for one in found.head] == [
        ("title", ("Mine",)),
        ("ownerName", ("Kim",)),
        ("windowTop", ("61",)),
        ("dateModified", ("x",)),
    ]


def test_a_category_is_written_as_it_was_while_its_tags_are_the_same() -> None:
    found = read(opml('<outline text="a" xmlUrl="https://a.example/1" category="/Boston/Weather, /New York"/>'))

    assert found.subscriptions[0].tags == ("Boston/Weather", "New York")
    assert 'category="/Boston/Weather, /New York"' in write_opml(found)
    changed = found.subscriptions[0]._replace(tags=("Boston/Weather",))
    assert 'category="Boston/Weather"' in write_opml(found._replace(subscriptions=(changed,)))


def test_a_folder_is_written_in_one_piece() -> None:
    scattered = [("https://a.example/1", ("News",)), ("https://a.example/2", ()), ("https://a.example/3", ("News",))]
    feeds = tuple(Subscription(url, folder=folder) for url, folder in scattered)
    written = write_opml(SubscriptionList("", feeds))

    assert written.count('text="News"') == 1
    assert [one.url[-1] for one in read(written).subscriptions] == ["1", "3", "2"]


def test_attributes_that_we_do_not_know_are_kept() -> None:
    told = '<outline text="a" xmlUrl="https://a.example/1" xmlns:f="urn:f" f:priority="9" filterMode="hide"/>'

    assert only(told).attributes == (("{urn:f}priority", "9"), ("filterMode", "hide"))


def test_bare_ampersands_and_html_entities_are_repaired() -> None:
    found = read(opml(outline("https://a.example/?a=1&b=2", "Q&A caf&eacute; &amp; more")))

    assert found.subscriptions[0].url == "https://a.example/?a=1&b=2"
    assert found.subscriptions[0].title == "Q&A café & more"


def test_a_byte_order_mark_and_two_byte_text_are_read() -> None:
    text = opml(outline("https://a.example/f", "Café"), '<?xml version="1.0" encoding="utf-16"?>')

    assert read(b"\xff\xfe" + text.encode("utf-16-le")).subscriptions[0].title == "Café"


def test_escape_sequences_in_names_are_dropped() -> None:
    assert only(outline("https://a.example/f", "F\x1b]0;pwned\x07 &#x9b;2J")).title.isprintable()


def test_a_broken_file_names_the_place_and_gives_nothing() -> None:
    body = opml(outline("https://a.example/f")).replace("<body>", "<body>\n  <outline")

    with pytest.raises(FormatError, match=r"line 2, column \d+.*nothing of it was read"):
        read(body)


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("<?xml version='1.0'?>\n\n<opml>\n<body>\n<outline text='a'></body></opml>", "line 5, column 21"),
        ("<opml><body><outline text='a'></body></opml>", "line 1, column 33"),
        ("\ufeff\n<opml><body><outline text='a'></body></opml>", "line 2, column 33"),
        ("<opml><body><outline text='Q&A &eacute;\x00 x'></body></opml>", "line 1, column 47"),
        ("<?xml version='1.0'?><opml><body></opml>", "line 1, column 36"),
    ],
)
def test_the_place_is_that_in_the_file_although_it_was_repaired(body: str, place: str) -> None:
    with pytest.raises(FormatError, match=place):
        read(body)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("", "empty"),
        ('<opml version="1.0"><head/></opml>', "no body"),
        ('<rss version="2.0"><channel/></rss>', "not OPML"),
        ('<!DOCTYPE opml [<!ENTITY a "x">]>' + opml("", ""), "entities"),
    ],
)
def test_what_is_no_list_is_refused_with_a_sentence(body: str, message: str) -> None:
    with pytest.raises(FormatError, match=message):
        read(body)


def test_a_list_without_feeds_is_empty() -> None:
    assert read(opml('<outline text="only a folder"/>')).subscriptions == ()


def test_fifty_thousand_nested_folders_are_folded_into_twenty() -> None:
    body = opml('<outline text="f">' * 50_000 + outline("https://a.example/f") + "</outline>" * 50_000)

    assert read(body).subscriptions[0].folder == ("f",) * MAX_FOLDER_DEPTH


def test_what_is_written_is_what_was_read() -> None:
    subscriptions = SubscriptionList(
        'Mine & "yours"',
        head=(Element("title", (), ('Mine & "yours"',)),),
        subscriptions=(
            Subscription("https://a.example/f", "A <b> & c", "https://a.example/", ("News", "World"), ("x, y", "50%")),
            Subscription("https://b.example/f?a=1&b=2", is_hidden=True),
            Subscription(
                "https://c.example/f", "C", folder=("News",), attributes=(("{urn:f}p", "9"), ("type", "atom"))
            ),
        ),
    )

    assert read(write_opml(subscriptions)) == subscriptions._replace(
        subscriptions=in_tree_order(subscriptions.subscriptions)
    )
