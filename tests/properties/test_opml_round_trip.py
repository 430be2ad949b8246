"""Lists of feeds survive being written and read."""

from hypothesis import given
from hypothesis import strategies as st
from tests.documents import file_document

from tuinews.formats.opml import MAX_FOLDER_DEPTH, read_opml, write_opml
from tuinews.model import Subscription, SubscriptionList
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
    ),
    max_size=8,
    unique_by=lambda subscription: subscription.url,
)


@given(NAMES, SUBSCRIPTIONS)
def test_writing_and_reading_is_identity(title: str, subscriptions: list[Subscription]) -> None:
    told = SubscriptionList(title, tuple(subscriptions))

    assert read_opml(file_document(write_opml(told), "feeds.opml")) == told
