"""Whole feeds: huge, empty, broken or hostile ones, and the two readers against each other."""

import sys
from datetime import UTC, datetime

import pytest
from tests.documents import FEED_URL, NOW, atom, rss
from tests.unit.formats.feed_bodies import item, only, parse

from tuinews.errors import FormatError
from tuinews.formats.feed import read_any_feed
from tuinews.formats.shaping import MAX_ENTRIES, shape_feed
from tuinews.formats.wellformed import read_feed


def test_the_newest_thousand_of_a_huge_feed_are_kept_in_its_order() -> None:
    stamps = "".join(
        f"<item><guid>{number}</guid><pubDate>{number % 28 + 1:02} Jan 2026 00:00:00 GMT</pubDate></item>"
        for number in range(MAX_ENTRIES + 500)
    )

    parsed = parse(rss(stamps))

    assert parsed.warnings == ("It has 1,500 entries; the newest 1,000 were kept.",)
    assert min(entry.published for entry in parsed.entries if entry.published) > datetime(2026, 1, 9, tzinfo=UTC)
    assert [int(entry.guid) for entry in parsed.entries] == sorted(int(entry.guid) for entry in parsed.entries)


def test_a_feed_without_entries_is_a_feed() -> None:
    parsed = parse(
        rss("", "<title>Quiet</title><link>https://a.example/</link><ttl>60</ttl><language>en_GB</language>")
    )

    assert parsed.entries == ()
    assert parsed.feed is not None
    assert (parsed.feed.title, parsed.feed.ttl_minutes, parsed.feed.language) == ("Quiet", 60, "en-GB")


def test_the_syndication_module_tells_the_rhythm() -> None:
    body = rss(
        "", "<title>T</title><sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>"
    )
    body = body.replace("<rss ", '<rss xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" ')

    parsed = parse(body)

    assert parsed.feed is not None
    assert parsed.feed.ttl_minutes == 30


@pytest.mark.parametrize("flaw", ["", "<title>Q&A</title>"])
def test_hours_and_days_to_be_left_alone_are_read_from_whole_and_broken_feeds(flaw: str) -> None:
    skips = (
        "<skipHours><hour>0</hour><hour> 13 </hour><hour>99</hour></skipHours>"
        "<skipDays><day>Saturday</day><day>sunday</day></skipDays>"
    )

    parsed = parse(rss(f"<item>{flaw}<guid>1</guid></item>", f"<title>T</title>{skips}"))

    assert parsed.feed is not None
    assert (parsed.feed.skipped_hours, parsed.feed.skipped_days) == ((0, 13), (5, 6))


@pytest.mark.parametrize(
    "broken",
    [
        rss("<item><title>Q&A</title></item><item><title>Two</title></item>"),
        rss("<item><title>One</title></item><item><title>Two</title></item>")[:-40],
        rss("<item><foo:bar>x</foo:bar><title>One</title></item><item><title>Two</title></item>"),
        rss("<item><title>O\x00ne</title></item><item><title>Two</title></item>"),
    ],
)
def test_a_broken_feed_loses_no_entry(broken: str) -> None:
    assert len(parse(broken).entries) == 2


def test_xml_that_is_no_feed_is_refused() -> None:
    with pytest.raises(FormatError, match="not a feed"):
        read_any_feed("<channels><x/></channels>")


@pytest.mark.parametrize("is_well_formed", [True, False])
def test_a_feed_that_declares_entities_is_refused(is_well_formed: bool) -> None:
    body = rss("<item><title>&a;</title></item>").replace("<rss", '<!DOCTYPE rss [<!ENTITY a "x">]><rss', 1)

    with pytest.raises(FormatError, match="entities"):
        parse(body if is_well_formed else body[:-9])


def test_a_feed_that_writes_about_entities_is_read() -> None:
    text = "<![CDATA[<!DOCTYPE x [<!ENTITY a 'b'>]>]]>"

    assert "ENTITY" in only(item(f"<description>{text}</description>")).summary_html


def test_a_bare_document_type_is_fine() -> None:
    body = rss("<item><title>One &eacute;</title></item>").replace(
        "<rss", '<!DOCTYPE rss SYSTEM "http://x/rss.dtd"><rss', 1
    )

    assert only(body).title == "One é"


def test_the_body_is_never_taken_for_the_name_of_a_file() -> None:
    opened = list[object]()
    is_watching = True

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if is_watching and event == "open":
            opened.append(arguments[0])

    sys.addaudithook(watch)
    with pytest.raises(FormatError):
        read_any_feed("/etc/hostname")
    is_watching = False

    assert b"/etc/hostname" not in opened
    assert "/etc/hostname" not in opened


def test_a_long_author_does_not_stall_the_reader() -> None:
    author = f"a@{'a.' * 100_000}!"
    broken = rss(f"<item><author>{author}</author></item>")[:-20]

    assert len(parse(broken).entries) == 1  # quadratic it would take minutes


def test_deep_nesting_does_not_stop_the_reader() -> None:
    parsed = parse(rss("<item><title>One</title></item><item><x>" + "<d>" * 5_000 + "</d>" * 5_000 + "</x></item>"))

    assert parsed.entries[0].title == "One"


# -------------------------------------------------------------------------- the two readers against each other

USUAL = [
    rss("<item><title>T</title><link>https://a.example/1</link><guid isPermaLink='false'>1</guid></item>"),
    rss("<item><title>A &amp;amp; B</title><description>&lt;p&gt;x&lt;/p&gt;</description></item>"),
    rss("<item><guid>https://a.example/1</guid><dc:creator>Ann</dc:creator><dc:date>2026-01-05</dc:date></item>"),
    rss("<item><title>T</title><content:encoded><![CDATA[<p>x</p>]]></content:encoded></item>"),
    rss("<item><enclosure url='https://a.example/a.mp3' type='audio/mpeg' length='1'/><category>c</category></item>"),
    rss("<item><media:content url='https://a.example/i.jpg' medium='image'/><title>T</title></item>"),
    rss("<item><title>T</title><source url='https://b.example/'>B</source></item>", "<title>F</title><link>/</link>"),
    atom("<entry><id>x:1</id><title>T</title><link href='/1'/><summary>s &lt; t</summary></entry>"),
    atom("<entry><id>https://a.example/1</id><title type='html'>A &amp;amp; B</title></entry>"),
    atom("<entry><id>1</id><title/><content type='html'>&lt;p&gt;x&lt;/p&gt;</content><category term='c'/></entry>"),
    atom("<entry><id>1</id><author><name>Ann</name><email>a@a.example</email></author></entry>", "<title>F</title>"),
    atom(
        "<entry><id>1</id><link rel='enclosure' href='/a.mp3'/><link href='/1'/>"
        "<published>2026-01-05</published></entry>"
    ),
]


@pytest.mark.parametrize("body", USUAL)
def test_both_readers_make_the_same_of_a_usual_feed(body: str) -> None:
    ours = read_feed(body)

    assert ours is not None
    assert shape_feed(ours, FEED_URL, NOW) == shape_feed(read_any_feed(body), FEED_URL, NOW)


@pytest.mark.parametrize(
    "body",
    [
        rss("<item><description><p>inline</p></description></item>"),
        rss("<item><pubDate>gestern</pubDate></item>"),
        rss("<item xml:base='https://a.example/'/>"),
        rss("<item><pubdate>Mon, 05 Jan 2026 10:00:00 GMT</pubdate></item>"),
        rss("<item><title>don&#146;t</title></item>"),
        rss("<item><summary>S</summary><description>D</description></item>"),
        rss("<item/>") + "<more/>",
        "<?xml version='1.0'?><feed version='0.3' xmlns='http://purl.org/atom/ns#'/>",
        "<rss><channel><item></channel></rss>",
    ],
)
def test_an_unusual_feed_is_left_to_feedparser(body: str) -> None:
    assert read_feed(body) is None
