"""Lists of feeds survive being written and read."""

from hypothesis import given
from hypothesis import strategies as st
from tests.documents import file_document

from tuinews.formats.opml import MAX_FOLDER_DEPTH, read_opml, write_opml
from tuinews.formats.opml_writing import in_tree_order
from tuinews.model.subscriptions import FolderOutline, Subscription, SubscriptionList
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
    ).filter(lambda subscription: not subscription.title or subscription.title != subscription.own_title),
    max_size=8,
    unique_by=lambda subscription: subscription.url,
)
HEADS = st.dictionaries(st.sampled_from(["ownerName", "ownerEmail", "dateCreated", "docs"]), FULL_NAMES, max_size=4)


@given(NAMES, SUBSCRIPTIONS, HEADS, st.dictionaries(KEYS, NAMES, min_size=1, max_size=3))
def test_writing_and_reading_is_identity(
    title: str, subscriptions: list[Subscription], heads: dict[str, str], of_folder: dict[str, str]
) -> None:
    feeds = in_tree_order(subscriptions)
    folders = dict.fromkeys(feed.folder for feed in feeds if len(feed.folder) == 1)
    kept = tuple(FolderOutline(folder, tuple(of_folder.items())) for folder in folders)
    told = SubscriptionList(title, feeds, folders=kept, head=tuple(heads.items()))

    assert read_opml(file_document(write_opml(told), "feeds.opml")) == told
