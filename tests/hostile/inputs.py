"""Hostile and odd inputs, made here: what they are, and what has to become of them."""

from __future__ import annotations

import codecs
import gzip
import html
import json
from collections.abc import Sequence
from typing import Final, NamedTuple

ESC: Final = "\x1b"
SEQUENCES: Final = {
    "title": f"{ESC}]0;pwned\x07",
    "clipboard": f"{ESC}]52;c;cHduZWQ=\x07",
    "link": f"{ESC}]8;;https://evil.example/{ESC}\\click{ESC}]8;;{ESC}\\",
    "clear": f"{ESC}[2J{ESC}[H",
    "reset": f"{ESC}c",
    "device": f"{ESC}Pq#0{ESC}\\",
    "open": f"{ESC}]0;never closed",
    "c1": "\x9b2J\x9d0;pwned\x9c",
}
MARKUP: Final = (
    "[/]",
    "[/foo]",
    "[@click=app.quit]x[/]",
    "[link=https://evil.example]l[/link]",
    "[type=x, v={'a[0]'}]",
)
RTL_OVERRIDE: Final = "\u202e"


class Hostile(NamedTuple):
    """An input and what has to become of it."""

    name: str
    body: bytes
    entries: int | None
    """How many entries it gives; None when it has to be refused in a sentence."""
    shows: str = ""
    """What has to be shown of it."""
    hides: str = ""
    """What must not reach the reader."""
    media_type: str = "application/rss+xml"


def item(title: str = "Story", **fields: str) -> str:
    """Return an RSS item, its fields as they are written."""
    told = {"title": title, "link": "https://a.example/1", "description": "Body.", **fields}
    return "<item>" + "".join(f"<{name}>{value}</{name}>" for name, value in told.items() if value) + "</item>"


def rss(items: str | Sequence[str], head: str = '<?xml version="1.0" encoding="utf-8"?>', title: str = "Feed") -> str:
    """Return an RSS feed."""
    return f'{head}<rss version="2.0"><channel><title>{title}</title>{"".join(items)}</channel></rss>'


def _feed(name: str, body: str | bytes, entries: int | None, *, shows: str = "", hides: str = "") -> Hostile:
    return Hostile(name, body.encode() if isinstance(body, str) else body, entries, shows, hides)


def _json(name: str, told: object, entries: int | None, **kw: str) -> Hostile:
    body = told if isinstance(told, str) else json.dumps(told)
    return Hostile(name, body.encode(), entries, media_type="application/feed+json", **kw)


TWO: Final = rss([item("One", guid="1"), item("Two", guid="2")])
_VERSION: Final = "https://jsonfeed.org/version/1.1"
_LAUGHS: Final = (
    '<!DOCTYPE rss [<!ENTITY a "lol">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)
_XXE: Final = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
_PARAMETER: Final = '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/e.dtd" [<!ENTITY % p SYSTEM "http://127.0.0.1:9/p"> %p;]>'

_ATTRIBUTES: Final = " ".join(f"a{n}='1'" for n in range(5_000))

NO_FEEDS: Final = (
    _feed("nothing", "", None),
    _feed("white space", " \r\n\t\n", None),
    _feed("a login page", "<!doctype html><html><body><h1>Sign in</h1></body></html>", None),
    _feed("a picture", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), None),
    _feed(
        "a subscription list", '<opml version="2.0"><body><outline xmlUrl="https://a.example/"/></body></opml>', None
    ),
    _feed(
        "another kind of XML", "<?xml version='1.0'?><urlset><url><loc>https://a.example/</loc></url></urlset>", None
    ),
    _feed("the path of a file", "/etc/passwd", None, hides="root:"),
    _feed("the path of a device", "/dev/zero", None),
    _json("a JSON error", {"error": "rate limited"}, None),
    _json("JSON with items that are no list", {"version": _VERSION, "items": {"0": {}}}, None),
    _json("JSON with brackets without end", f'{{"version":"{_VERSION}","items":' + "[" * 100_000, None),
)
BOMBS: Final = (
    _feed("a billion laughs", rss([item("&j;")], _LAUGHS), None),
    _feed("an entity of a file", rss([item("&x;")], _XXE), None, hides="root:"),
    _feed("an external document type", rss([item()], _PARAMETER), None),
    _feed("an inclusion", rss([item(description='<xi:include href="file:///etc/passwd" parse="text"/>')]), 1, hides="root:"),
    _feed("fifty thousand nested elements", rss([item(description="<d>" * 50_000 + "x" + "</d>" * 50_000)]), 1),
    _feed("nested divisions", rss([item(description=html.escape("<div>" * 9_000 + "CORE" + "</div>" * 9_000))]), 1),
    _feed("an author that stalls patterns", rss([item(author=f"a@{'a.' * 16_000}!"), item("Two & a half")]), 2),
    _feed("five thousand attributes", rss([f"{item()}<x {_ATTRIBUTES}/>"]), 1),
    _feed("ten thousand categories", rss([item() .replace("</item>", "<category>c</category>" * 10_000 + "</item>")]), 1),
    _feed("a title of a megabyte", rss([item("T" * 1_000_000)]), 1, hides="T" * 10_001),
    _feed("an address of a megabyte", rss([item(link="https://a.example/" + "u" * 1_000_000)]), 1, hides="u" * 10_001),
    _feed("long guids that differ at the end", rss([item(guid="g" * 99_999 + end) for end in "ab"]), 2),
    _json("a number of five thousand digits", f'{{"version":"{_VERSION}","items":[{{"id":{"9" * 5_000}}}]}}', 1),
)  # fmt: skip
DAMAGED: Final = (
    _feed("cut inside an item", rss([item("One"), item("Two", guid="2")])[:-60], 2, shows="One"),
    _feed("CDATA without an end", rss([item("One")])[:-16] + "<item><description><![CDATA[open", 2, shows="One"),
    _feed("bare ampersands", rss([item("AT&T & Q&A", link="https://a.example/?a=1&b=2")]), 1, shows="AT&T & Q&A"),
    _feed("undeclared prefixes", rss([item() .replace("</item>", "<foo:bar>z</foo:bar></item>")]), 1),
    _feed("blanks before the declaration", "\n\n  " + TWO, 2),
    _feed("a warning before the feed", "<br />\n<b>Warning</b>: no in x.php<br />\n" + TWO, 2),
    _feed("a NUL in a title", rss([item("Nu\0l")]), 1, hides="\0"),
    _feed("items without anything", rss(["<item/>", "<item></item>", item("Three")]), 2, shows="Three"),
    _feed("guids that are empty", rss([item(guid=guid, link=f"https://a.example/{guid}x{len(guid)}") for guid in ("", " ")]), 2),
    _feed("neither guid nor link", rss([item(title, link="") for title in ("One", "Two")]), 2),
    _feed("one guid for all", rss([item(f"S{n}", guid="same", link=f"https://a.example/{n}") for n in range(3)]), 3),
    _json("fields of wrong types", {"version": _VERSION, "title": None, "items": [{"id": 7, "title": None}, "x", None]}, 1),
    _json("half surrogates", f'{{"version":"{_VERSION}","items":[{{"id":"1","title":"a\\udfffb"}}]}}', 1, hides="\udfff"),
    _feed("no entries at all", rss(""), 0),
)  # fmt: skip
_WORD: Final = rss([item("Café")], '<?xml version="1.0" encoding="%s"?>')
CHARSETS: Final = (
    _feed("UTF-8 with a mark", codecs.BOM_UTF8 + (_WORD % "utf-8").encode(), 1, shows="Café"),
    _feed("UTF-16 with a mark", codecs.BOM_UTF16_LE + (_WORD % "utf-16").encode("utf-16-le"), 1, shows="Café"),
    _feed("UTF-16 without a mark", (_WORD % "utf-16").encode("utf-16-be"), 1, shows="Café"),
    _feed("UTF-32", codecs.BOM_UTF32_LE + (_WORD % "utf-32").encode("utf-32-le"), 1, shows="Café"),
    _feed("Latin-1", (_WORD % "iso-8859-1").encode("latin-1"), 1, shows="Café"),
    _feed("Latin-1 called UTF-8", (_WORD % "utf-8").encode("latin-1"), 1, shows="Café"),
    _feed("Windows called Latin-1", (_WORD % "iso-8859-1").replace("Caf", "“Caf").encode("cp1252"), 1, shows="“Café"),
    _feed("a charset that does not exist", (_WORD % "x-no-such").encode(), 1, shows="Café"),
    _feed("Shift_JIS", rss([item("日本語ニュース")], '<?xml version="1.0" encoding="Shift_JIS"?>').encode("shift_jis"), 1, shows="日本語"),
    _feed("KOI8-R", rss([item("Новости")], '<?xml version="1.0" encoding="koi8-r"?>').encode("koi8-r"), 1, shows="Новости"),
    _feed("broken bytes", rss([item("good @ end")]).encode().replace(b"@", b"\xff\xc0\xaf\xed\xa0\x80"), 1, shows="good"),
    _feed("UTF-7", rss([item("+ADw-script+AD4-")], '<?xml version="1.0" encoding="utf-7"?>'), 1, hides="<script"),
)  # fmt: skip
_RAW: Final = rss([item(f"A{name}{code}Z", description=f"b{code}e", guid=name) for name, code in SEQUENCES.items()])
TERMINAL: Final = (
    _feed("escapes as they are", _RAW, len(SEQUENCES), shows="Aclear"),
    _feed("escapes as references", _RAW.replace(ESC, "&#27;").replace("\x07", "&#7;"), len(SEQUENCES), shows="Aclear"),
    _feed("escapes escaped twice", _RAW.replace(ESC, "&amp;#27;").replace("\x07", "&amp;#x07;"), len(SEQUENCES)),
    _feed("escapes everywhere", rss([item(**dict.fromkeys(("link", "guid", "author", "category", "pubDate"), SEQUENCES["title"]))], title="F" + SEQUENCES["title"]), 1),
    _json("escapes in JSON", {"version": _VERSION, "title": SEQUENCES["title"], "items": [{"id": name, "title": code, "content_html": code, "authors": [{"name": code}], "tags": [code]} for name, code in SEQUENCES.items()]}, len(SEQUENCES)),
    _feed("line ends of all kinds", rss([item("one\r\ntwo\u2028three\u2029four")]), 1, shows="one two three four"),
    _feed("text that runs backwards", rss([item(f"safe {RTL_OVERRIDE}gpj.exe"), item("مرحبا", guid="2")]), 2, shows="مرحبا", hides=RTL_OVERRIDE),
    _feed("letters that are not seen", rss([item("p\u200ba\u2060l\u00ad"), item("\u115f\u3164\u2800", guid="2")]), 2, shows="pal"),
    _feed("ten thousand accents on a letter", rss([item("Z" + "\u0300\u0301" * 5_000 + "algo")]), 1, hides="\u0301" * 10),
    *(_feed(f"markup {number}", rss([item(html.escape(code))]), 1, shows=code) for number, code in enumerate(MARKUP)),
    _feed("a script in a body", rss([item(description=html.escape("<script>alert(1)</script><iframe src='file:///etc/passwd'></iframe><p>Good text</p>"))]), 1, shows="Good text", hides="alert(1)"),
)  # fmt: skip
_LINKS: Final = (
    "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", " JaVaScRiPt:x", "ftp://a.example/", "-oProxy=id",
    "--help", "steam://run/1", "https://[bad", "https://a.example:99999/", "https://a.example\\@evil.example/",
)  # fmt: skip
_DATES: Final = (
    "Fri, 31 Dec 9999 23:59:59 GMT", "Mon, 01 Jan 0001 00:00:00 GMT", "Thu, 01 Jan 1970 00:00:00 GMT", "yesterday",
    "30 Feb 2026 10:00 GMT", "2026-01-05T10:00:00+99:99", "Mon, 05 Jan 292277026596 10:00:00 GMT", "-1", "五月 5 2026",
)  # fmt: skip
FACTS: Final = (
    _feed("links that are none", rss([item(f"L{n}", link=html.escape(link)) for n, link in enumerate(_LINKS)]), len(_LINKS)),
    _feed("dates that are none", rss([item(f"D{n}", pubDate=date) for n, date in enumerate(_DATES)]), len(_DATES)),
    _feed("enclosures that are none", rss([item() .replace("</item>", "<enclosure url='file:///etc/passwd' length='-5'/><enclosure/></item>")]), 1),
)  # fmt: skip
FEEDS: Final = (*NO_FEEDS, *BOMBS, *DAMAGED, *CHARSETS, *TERMINAL, *FACTS)

_TEXT: Final = "A headline of some length\n\n" + "A sentence of an article that somebody wrote for others. " * 12
TEXTS: Final = (
    Hostile("every escape", (_TEXT + "".join(SEQUENCES.values()) + "\n\nEND-MARKER\n").encode(), 1, "END-MARKER", "\x1b"),
    Hostile("overstrikes", (_TEXT + "N\x08NA\x08A\n\nEND-MARKER ok\rPWNED\x1b[K").encode(), 1, "END-MARKER", "\x08"),
    Hostile("cut inside a character", (_TEXT + "END-MARKER €").encode()[:-1], 1, "END-MARKER"),
    Hostile("Latin-1", (_TEXT + "END-MARKER Café résumé").encode("latin-1"), 1, "Café"),
    Hostile("UTF-16", codecs.BOM_UTF16_LE + (_TEXT + "END-MARKER").encode("utf-16-le"), 1, "END-MARKER"),
    Hostile("line ends of all kinds", b"one\r\ntwo\rthree\x0bfour\x0cfive\xc2\x85six END-MARKER", 1, "END-MARKER", "\x0b"),
    Hostile("a line of a megabyte", b"y" * 1_000_000, 1),
    Hostile("zeros", b"\0" * 100_000, None),
    Hostile("compressed", gzip.compress(_TEXT.encode() * 50, mtime=0), None),
    Hostile("nothing", b"", None),
)  # fmt: skip


def outline(address: str, name: str = "Feed") -> str:
    """Return a line of a subscription list."""
    return f'<outline type="rss" text="{name}" xmlUrl="{html.escape(address)}"/>'


def opml(body: str, head: str = '<?xml version="1.0"?>') -> str:
    """Return a subscription list."""
    return f'{head}<opml version="2.0"><head/><body>{body}</body></opml>'


_ONE: Final = outline("https://a.example/1")
LISTS: Final = (
    Hostile("fifty thousand nested folders", opml('<outline text="f">' * 50_000 + _ONE + "</outline>" * 50_000).encode(), 1),
    Hostile("five thousand feeds", opml("".join(outline(f"https://a.example/{n}") for n in range(5_000))).encode(), 5_000),
    Hostile("the same feed again", opml(_ONE * 3 + outline(" https://a.example/1 ")).encode(), 1),
    Hostile("addresses that run programs", opml("".join(map(outline, ("exec:id", "|id", "filter:id:https://a.example/", "file:///etc/passwd", "javascript:x", "-x", "", "https://a.example/1")))).encode(), 1),
    Hostile("escapes in names", opml(outline("https://a.example/1", "F\x9b2J") + outline("https://a.example/2", RTL_OVERRIDE + "abc")).encode(), 2, "abc", RTL_OVERRIDE),
    Hostile("a name of a megabyte", opml(outline("https://a.example/1", "N" * 1_000_000)).encode(), 1, "", "N" * 10_001),
    Hostile("a password in an address", opml(outline("https://user:s3cret@a.example/1", "")).encode(), 1),
    Hostile("a billion laughs", opml(_ONE, _LAUGHS.replace("rss", "opml")).encode(), None),
    Hostile("an entity of a file", opml(outline("https://a.example/1", "&x;"), _XXE.replace("rss", "opml")).encode(), None, "", "root:"),
    Hostile("nothing", b"", None),
    Hostile("a feed", TWO.encode(), None),
)  # fmt: skip
