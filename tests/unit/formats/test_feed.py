"""RSS, Atom and RDF: what becomes of a feed, whichever reader reads it."""

from datetime import UTC, datetime

import pytest
from tests.documents import atom, rss
from tests.unit.formats.feed_bodies import item, only, parse

# ------------------------------------------------------------------------------------------------ titles


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("&lt;b&gt;Bold&lt;/b&gt; &amp;amp; brave", "Bold & brave"),
        ("<![CDATA[<i>It</i> &amp; it]]>", "It & it"),
        ("1 &amp;lt; 2 and 3 &amp;gt; 2", "1 < 2 and 3 > 2"),
        ("1 &lt; 2", "1 < 2"),
        ("Use &amp;lt;antirez&amp;gt; today", "Use <antirez> today"),
        ("&lt;antirez&gt; replied", "<antirez> replied"),
        ("AT&amp;T", "AT&T"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;News", "News"),
        ("one&lt;br/&gt;two", "one two"),
        ("a\n\tb", "a b"),
        ("[bold]x[/bold]", "[bold]x[/bold]"),
    ],
)
def test_a_title_loses_tags_and_keeps_its_words(written: str, shown: str) -> None:
    assert only(item(f"<title>{written}</title>")).title == shown


def test_bare_ampersands_get_no_semicolon() -> None:
    body = rss("<item><title>AT&T & Q&A</title><description><![CDATA[R&D &amp; x]]></description></item>")

    entry = only(body)

    assert (entry.title, entry.summary_html) == ("AT&T & Q&A", "R&D &amp; x")


def test_an_atom_title_of_type_text_is_taken_literally() -> None:
    entry = only(atom("<entry><title>The &lt;b&gt; tag &amp;amp; you</title></entry>"))

    assert entry.title == "The <b> tag &amp; you"


def test_an_atom_title_of_type_html_loses_its_tags() -> None:
    assert only(atom('<entry><title type="html">&lt;b&gt;Big&lt;/b&gt; news</title></entry>')).title == "Big news"


def test_a_title_is_cut_at_two_thousand_characters() -> None:
    assert len(only(item(f"<title>{'T' * 100_000}</title>")).title) == 2_000


@pytest.mark.parametrize("escape", ["&#27;", "\x1b", "&amp;#27;", "&#x9b;", "&#157;"])
def test_no_escape_sequence_gets_through(escape: str) -> None:
    title = only(item(f"<title>A{escape}]0;pwned&#7;Z</title>")).title

    assert title.isprintable()
    assert title.startswith("A")


# ---------------------------------------------------------------------------------------------- identity


def test_the_guid_is_the_identity() -> None:
    assert only(item("<guid isPermaLink='false'>id-1</guid><link>https://a.example/1</link>")).guid == "id-1"


def test_without_a_guid_the_link_is_the_identity() -> None:
    assert only(item("<guid> </guid><link>https://a.example/1</link>")).guid == "https://a.example/1"


def test_without_guid_and_link_the_content_is_the_identity() -> None:
    first, again = (only(item("<title>T</title><description>D</description>")).guid for _ in range(2))
    other = only(item("<title>T</title><description>E</description>")).guid

    assert first == again != other


def twins(*facts: tuple[str, str]) -> list[str]:
    items = "".join(
        f"<item><guid isPermaLink='false'>same</guid><link>{link}</link><title>{title}</title></item>"
        for link, title in facts
    )
    return [entry.guid for entry in parse(rss(items)).entries]


def test_entries_that_share_a_guid_are_told_apart_by_link_then_title() -> None:
    one, two = "https://a.example/1", "https://a.example/2"

    assert twins((one, "A"), (two, "B")) == [f"same|{one}", f"same|{two}"]
    assert twins((one, "A"), (one, "B")) == ["same|A", "same|B"]
    assert twins((one, "A"), (two, "B"), (two, "C")) == [f"same|{one}", f"same|{two}|B", f"same|{two}|C"]


def test_one_more_entry_with_the_same_guid_makes_no_entry_another() -> None:
    before = twins(("https://a.example/2", "B"), ("https://a.example/1", "A"))

    assert twins(("https://a.example/3", "C"), ("https://a.example/2", "B"), ("https://a.example/1", "A"))[1:] == before


def test_an_entry_that_is_told_twice_is_one() -> None:
    assert twins(("https://a.example/1", "A"), ("http://a.example/1/", "A")) == ["same"]


def test_a_link_is_the_identity_without_its_tracking() -> None:
    first, later = (
        only(item(f"<title>T</title><link>https://a.example/1?utm_source={source}</link>")).guid for source in "ab"
    )

    assert first == later == "https://a.example/1"


def test_a_long_guid_is_kept_as_its_digest() -> None:
    one = only(item(f"<guid isPermaLink='false'>{'g' * 501}a</guid>")).guid
    other = only(item(f"<guid isPermaLink='false'>{'g' * 501}b</guid>")).guid

    assert one.startswith("sha256:")
    assert one != other


# ------------------------------------------------------------------------------------------------- links


def test_a_permalink_guid_is_the_link_where_there_is_no_other() -> None:
    assert only(item("<guid>https://a.example/1</guid>")).url == "https://a.example/1"


def test_a_guid_that_is_no_address_is_no_link() -> None:
    assert only(item("<guid>abc-123</guid>")).url == ""


def test_relative_links_start_from_the_feed() -> None:
    assert only(item("<link>/story</link>")).url == "https://news.example/story"


def test_links_lose_their_tracking() -> None:
    assert only(item("<link>https://a.example/1?utm_source=rss&amp;id=2</link>")).url == "https://a.example/1?id=2"


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "steam://run/1"])
def test_links_that_are_no_web_address_are_dropped(link: str) -> None:
    assert only(item(f"<title>T</title><link>{link}</link>")).url == ""


def test_a_link_of_a_megabyte_is_dropped_and_its_entry_kept() -> None:
    entry = only(item(f"<title>T</title><link>https://a.example/{'u' * 1_000_000}</link>"))

    assert (entry.title, entry.url) == ("T", "")


def test_xml_base_is_what_links_and_content_start_from() -> None:
    body = atom('<entry><link href="a.html"/><content type="html">&lt;img src="b.png"&gt;</content></entry>').replace(
        "<feed ", '<feed xml:base="https://a.example/dir/" '
    )

    entry = only(body)

    assert entry.url == "https://a.example/dir/a.html"
    assert entry.content_html.startswith('<base href="https://a.example/dir/">')


# ------------------------------------------------------------------------------------------------- dates


def test_a_date_of_nine_thousand_years_is_no_date() -> None:
    assert only(item("<title>T</title><pubDate>Fri, 31 Dec 9999 23:59:59 GMT</pubDate>")).published is None


def test_the_update_stands_in_for_a_missing_date() -> None:
    entry = only(atom("<entry><title>T</title><updated>2026-01-05T10:00:00Z</updated></entry>"))

    assert (entry.published, entry.updated) == (datetime(2026, 1, 5, 10, tzinfo=UTC), None)


def test_a_date_in_an_odd_form_is_still_read() -> None:
    entry = only(item("<title>T</title><pubDate>Δευ, 05 Ιαν 2026 10:00:00 GMT</pubDate>"))

    assert entry.published == datetime(2026, 1, 5, 10, tzinfo=UTC)


# --------------------------------------------------------------------------------- authors, tags, media


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("jane@a.example (Jane Doe)", "Jane Doe"),
        ("Jane Doe &lt;jane@a.example&gt;", "Jane Doe"),
        ("jane@a.example", "jane@a.example"),
        ("By Jane Doe", "Jane Doe"),
    ],
)
def test_an_author_is_a_name(written: str, name: str) -> None:
    assert only(item(f"<author>{written}</author>")).authors == (name,)


def test_an_author_of_a_broken_feed_is_a_name_too() -> None:
    parsed = parse(rss("<item><title>A & B</title><author>jane@a.example (Jane Doe)</author></item>"))

    assert parsed.entries[0].authors == ("Jane Doe",)


def test_each_creator_is_an_author_once() -> None:
    entry = only(item("<dc:creator>Ann</dc:creator><dc:creator>Ben</dc:creator><author>Ann</author>"))

    assert entry.authors == ("Ann", "Ben")


def test_an_enclosure_keeps_only_a_length_that_can_be_meant() -> None:
    enclosures = only(
        item(
            "<enclosure url='https://a.example/1.mp3' type='audio/mpeg' length='12'/>"
            "<enclosure url='https://a.example/2.mp3' length='-5'/>"
            "<enclosure url='https://a.example/3.mp3' length='99999999999999999999'/>"
            "<enclosure url='file:///etc/passwd' length='1'/>"
        )
    ).enclosures

    assert [(one.url[-5:], one.length_bytes) for one in enclosures] == [("1.mp3", 12), ("2.mp3", None), ("3.mp3", None)]


def test_ten_thousand_categories_are_cut() -> None:
    tags = only(item("".join(f"<category>c{number}</category>" for number in range(10_000)))).tags

    assert tags[:2] == ("c0", "c1")
    assert len(tags) == 50


def test_the_picture_is_the_thumbnail() -> None:
    entry = only(item("<media:group><media:thumbnail url='https://a.example/i.jpg'/></media:group>"))

    assert entry.image_url == "https://a.example/i.jpg"


# ------------------------------------------------------------------------------------------------- texts


def test_full_text_and_summary_are_told_apart() -> None:
    entry = only(item("<description>Short</description><content:encoded>&lt;p&gt;Long&lt;/p&gt;</content:encoded>"))

    assert (entry.summary_html, entry.content_html) == ("Short", "<p>Long</p>")


def test_a_summary_that_repeats_the_content_is_left_out() -> None:
    entry = only(item("<description>Same</description><content:encoded>Same</content:encoded>"))

    assert (entry.summary_html, entry.content_html) == ("", "Same")


def test_atom_text_becomes_html_that_says_the_same() -> None:
    assert only(atom("<entry><content>1 &lt; 2</content></entry>")).content_html == "1 &lt; 2"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("&amp;lt;p&amp;gt;A &amp;lt;em&amp;gt;b&amp;lt;/em&amp;gt;&amp;lt;/p&amp;gt;", "<p>A <em>b</em></p>"),
        ('&amp;lt;a href="/x"&amp;gt;A&amp;lt;/a&amp;gt;', '<a href="/x">A</a>'),
        ("A&amp;lt;br/&amp;gt;B&amp;lt;br&amp;gt;C", "A<br/>B<br>C"),
        ("The &amp;lt;br&amp;gt; tag", "The &lt;br&gt; tag"),
        ("1 &amp;lt; 2", "1 &lt; 2"),
        ("&lt;p&gt;Write &amp;lt;b&amp;gt;x&amp;lt;/b&amp;gt;&lt;/p&gt;", "<p>Write &lt;b&gt;x&lt;/b&gt;</p>"),
    ],
)
def test_html_that_was_escaped_twice_is_html(written: str, meant: str) -> None:
    assert only(item(f"<description>{written}</description>")).summary_html == meant


def test_a_hundred_thousand_escaped_tags_do_not_stall_the_reader() -> None:
    entry = only(item(f"<description>{'&amp;lt;p&amp;gt;' * 100_000}</description>"))  # quadratic it would take minutes

    assert len(entry.summary_html) == 900_000


def test_inline_xhtml_keeps_its_tags() -> None:
    body = atom(
        '<entry><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>A <em>b</em></p></div>'
        "</content></entry>"
    )

    assert only(body).content_html == "<p>A <em>b</em></p>"
