"""Write the corpus anew from what the other tests know: `python -m tests.fuzz.seeds`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from tests.documents import atom, rss
from tests.hostile.inputs import FEEDS, LISTS, MARKUP, SEQUENCES, TEXTS
from tests.terminal.test_hostile import PAGE, TEXT

MOST_BYTES = 3_000
CORPUS = Path(__file__).parent / "corpus"
QUERIES = (
    'is:unread -title:"a b" OR (feed:x said:ann since:30d)', "words:>800 people:2+ lang:en before:2026-10-31",
    '"' + "(" * 50, "東京 OR -é*", "person:“Ann” about:bridge tag:a/b",
)  # fmt: skip
ADDRESSES = (
    "HTTPS://user:pw@EXAMPLE.org:443/a/../b?utm_source=x&y=1#z", "//[::1]:8080/é b", "\\\\host\\x",
    "javascript:alert(1)", "http://xn--bcher-kva.example/", "http:\\\\a.example\\b?c=\\",
)  # fmt: skip
ATOM = atom(
    "<entry><id>1</id><title type='html'>A &lt;b&gt;b&lt;/b&gt;</title><updated>2026-01-05T10:00:00Z</updated>"
    "<link rel='enclosure' href='https://a.example/x.mp3' length='5'/><content type='xhtml'><div>x</div></content>"
    "</entry>"
)
RSS = rss(
    "<item><guid isPermaLink='false'>1</guid><title>T</title><pubDate>Mon, 05 Jan 2026 10:00:00 GMT</pubDate>"
    "<content:encoded><![CDATA[<p>Body</p>]]></content:encoded><dc:creator>Ann</dc:creator></item>"
)
MAIL = (
    "From: =?utf-8?q?Ann_L=C3=B6w?= <ann@a.example>\nSubject: News\nDate: Mon, 05 Jan 2026 10:00:00 +0000\n"
    "MIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\nWords said "
    "“no,” Ann.\n--b\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\nPHA+V29yZHM8L3A+\n--b--\n"
)
MARKDOWN = (
    "---\ntitle: A\ndate: 2026-01-05\n---\n# H\n\n- a\n  1. b\n\n> “q,” said Ann.\n\n"
    "| a | b |\n|---|---|\n| [x](y) | `c` |\n"
)
RTF = r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 A;}}\pard \'93No,\'94 said \b Ann\b0\u8217?s \par{\*\x y}\bin3 abc}"
CONFIG = '[view]\nmeasure = 60\n[keys]\n"article.star" = "x"\n[[site]]\nhost = "a.example"\nheaders = { A = "b" }\n'
URLS = 'https://a.example/f "World" "~Own title" !hidden\n"query:Q:unread = \\"yes\\" and age < 5" tag\n# c\nexec:x\n'


def seeds() -> dict[str, Iterable[bytes]]:
    """Return the corpus of each target."""
    small = [one for one in FEEDS if len(one.body) <= MOST_BYTES]
    json_feeds = [one.body for one in small if "json" in one.media_type]
    xml_feeds = [one.body for one in small if "json" not in one.media_type] + [ATOM.encode(), RSS.encode()]
    texts = [one.body[:MOST_BYTES] for one in TEXTS]
    markup = ["".join(MARKUP) + "".join(SEQUENCES.values()), PAGE, "<table><tr><td>a<td>b<ul><li>c<pre>d\n e</pre><br>"]
    return {
        "feed": xml_feeds,
        "well_formed": [ATOM.encode(), RSS.encode(), *xml_feeds[-20:]],
        "jsonfeed": json_feeds,
        "page": [PAGE.encode(), *(body for body in xml_feeds if b"<html" in body)],
        "file": [*texts, PAGE.encode(), MAIL.encode(), RTF.encode(), MARKDOWN.encode()],
        "text": [*texts, TEXT.encode()[:MOST_BYTES]],
        "markdown": [MARKDOWN.encode()],
        "email": [MAIL.encode()],
        "rtf": [RTF.encode()],
        "subscriptions": [*(one.body for one in LISTS if len(one.body) <= MOST_BYTES), URLS.encode()],
        "cleaning": [one.encode() for one in markup],
        "screen": [one.encode() for one in (*SEQUENCES.values(), "👩\u200d👧 e\u0301 ك\u200cا ক্ষ")],
        "address": [one.encode() for one in ADDRESSES],
        "query": [one.encode() for one in QUERIES],
        "annotator": [TEXT.encode()[:600], "“No,” said Ann Löw, the mayor. She added: 'It’s late.'\n\n".encode() * 3],
        "config": [CONFIG.encode()],
    }


def main() -> None:
    """Write every seed to a file named by what it holds."""
    for name, bodies in seeds().items():
        folder = CORPUS / name
        folder.mkdir(parents=True, exist_ok=True)
        for body in bodies:
            (folder / hashlib.sha256(body).hexdigest()[:12]).write_bytes(body)


if __name__ == "__main__":
    main()
