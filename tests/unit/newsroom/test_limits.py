"""Every bound of a fetch is a setting."""

from tuinews.config import parse_config
from tuinews.fetch.limits import Limits
from tuinews.newsroom.ingest import limits_of

WRITTEN = """
[fetch]
max_feed_mb = 1
max_unpacked_mb = 2
max_page_mb = 3
max_file_mb = 4
connect_timeout_s = 5
first_byte_timeout_s = 6
timeout_s = 7
max_redirects = 8
"""
MB = 1 << 20


def test_what_the_configuration_says_reaches_the_fetcher() -> None:
    assert limits_of(parse_config(WRITTEN)) == Limits(
        max_wire_bytes=1 * MB,
        max_body_bytes=2 * MB,
        max_page_bytes=3 * MB,
        max_file_bytes=4 * MB,
        connect_timeout_s=5.0,
        first_byte_timeout_s=6.0,
        total_timeout_s=7.0,
        max_redirects=8,
    )


def test_the_fetcher_alone_has_the_same_bounds_as_by_default() -> None:
    assert limits_of(parse_config("")) == Limits()
