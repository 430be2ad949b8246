"""Lists of feeds survive being written and read."""

from typing import Any
from xml.etree import ElementTree
from xml.sax.saxutils import quoteattr

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.documents import file_document

from tuinews.formats.opml import MAX_FOLDER_DEPTH, read_opml, write_opml
from tuinews.formats.opml_elements import plain
from tuinews.formats.opml_writing import in_tree_order
from tuinews.model.subscriptions import Element, FolderOutline, Subscription, SubscriptionList
from tuinews.screen_text import line

NAMES = st.text(max_size=20).map(lambda text: line(text, 500))
FULL_NAMES = NAMES.filter(bool)
TAGS = FULL_NAMES.map(lambda name: name.strip("/ ")).filter(bool)
KEYS = st.sampled_from(["description", "version", "filterActionRead", "{urn:freshrss}priority", "{urn:x}y"])
SUBSCRIPTIONS = st.lists(
    st.builds(
        Subscription,
        url=st.integers(0, 10_000).map(lambda number: f"https://a.example/{number}?a=1&b=<2>".replace("<2>", "%3C")),
        title=NAMES,
        site_url=st.sampled_from(["", "https://a.example/?x=1&y=2"]),
        folder=st.lists(FULL_NAMES, max_size=MAX_FOLDER_DEPTH // 5).map(tuple),
        tags=st.lists(TAGS, max_size=4, unique=True).map(tuple),
        is_hidden=st.booleans(),
        attributes=st.dictionaries(KEYS, NAMES, max_size=3).map(lambda told: tuple(told.items())),
        own_title=NAMES,
        content=st.just(()),
    ).filter(lambda subscription: not subscription.title or subscription.title != subscription.own_title),
    max_size=8,
    unique_by=lambda subscription: subscription.url,
)
HEADS = st.dictionaries(st.sampled_from(["ownerName", "ownerEmail", "dateCreated", "docs"]), FULL_NAMES, max_size=4)


@settings(deadline=None)
@given(NAMES, SUBSCRIPTIONS, HEADS, st.dictionaries(KEYS, NAMES, min_size=1, max_size=3))
def test_writing_and_reading_is_identity(
    title: str, subscriptions: list[Subscription], heads: dict[str, str], of_folder: dict[str, str]
) -> None:
    feeds = in_tree_order(subscriptions)
    folders = dict.fromkeys(feed.folder for feed in feeds if len(feed.folder) == 1)
    kept = tuple(FolderOutline(folder, tuple(of_folder.items())) for folder in folders)
    head = [Element(name, (), (value,)) for name, value in (({"title": title} if title else {}) | heads).items()]
    told = SubscriptionList(title, feeds, folders=kept, head=tuple(head))

    assert read_opml(file_document(write_opml(told), "feeds.opml")) == told


# An outline is its attributes and the outlines in it; feeds are few, so that the same stands in several places.
ATTRIBUTES = st.dictionaries(
    st.sampled_from(["note", "my:icon", "xml:lang", "description"]), st.text(max_size=9), max_size=2
)
NUMBERED = st.integers(0, 5)
FEEDS = st.builds(
    lambda number, text, more: ({"type": "rss", "text": text, "xmlUrl": f"https://{number}.example/"} | more, []),
    NUMBERED,
    st.sampled_from(["Harbour", "Sea & land", "“Ö”"]),
    ATTRIBUTES | st.just({"category": "/a/b,c"}),
)
LEAVES = st.builds(
    lambda told, more: (told | more, []),
    st.sampled_from(
        [
            {"text": "A page", "type": "link", "url": "https://a.example/"},
            {"text": "Friends", "type": "include", "url": "https://a.example/x.opml"},
            {"text": "On disk", "xmlUrl": "file:///home/kim/feed"},
            {"text": "", "xmlUrl": ""},
            {"text": "---"},
            {"text": "Old", "isComment": "true"},
        ]
    ),
    ATTRIBUTES,
)
OUTLINES = st.recursive(
    FEEDS | LEAVES,
    lambda inner: st.builds(
        lambda number, more, inside: ({"text": f"Folder {number}"} | more, inside),
        NUMBERED,
        ATTRIBUTES,
        st.lists(inner, max_size=4),
    ),
    max_leaves=8,
)


def xml(outline: Any) -> str:
    attributes, inside = outline
    told = "".join(f" {name}={quoteattr(plain(value))}" for name, value in attributes.items())
    return f"<outline{told}>{''.join(map(xml, inside))}</outline>"


def whole(outlines: list[Any]) -> list[Any]:
    """Return what a list says: folders of one name in one place are one, and a feed is once in each."""
    found: list[Any] = []
    for attributes, inside in outlines:
        told = {clark(name): plain(value) for name, value in attributes.items() if name not in {"title", "type"}}
        twin = next((one for one in found if is_twin(one, told, inside)), None)
        if twin is None:
            found.append((told, list(inside)))
        elif inside:
            twin[0].update(twin[0] if len(twin[0]) > 1 else told)
            twin[1].extend(inside)
    return [(sorted(told.items()), whole(inside)) for told, inside in found]


def is_twin(one: Any, told: dict[str, str], inside: list[Any]) -> bool:
    address = told.get("xmlUrl", "")
    if address.startswith("http"):
        return one[0].get("xmlUrl") == address
    # Of a name alone nobody knows whether it is a note or a folder; it is the folder of which the same list tells.
    return bool(inside) and (bool(one[1]) or len(one[0]) == 1) and one[0].get("text") == told["text"]


def clark(name: str) -> str:
    return name.replace("my:", "{urn:my}").replace("xml:", "{http://www.w3.org/XML/1998/namespace}")


def outlines_of(element: ElementTree.Element) -> list[Any]:
    return [(dict(one.attrib), outlines_of(one)) for one in element.findall("outline")]


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(OUTLINES, max_size=4))
def test_no_outline_of_any_list_is_lost(outlines: list[Any]) -> None:
    told = f'<opml xmlns:my="urn:my"><body>{"".join(map(xml, outlines))}</body></opml>'

    body = ElementTree.fromstring(write_opml(read_opml(file_document(told, "feeds.opml")))).find("body")

    assert body is not None
    assert whole(outlines_of(body)) == whole(outlines)
