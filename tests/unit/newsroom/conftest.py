"""A newsroom on a real archive, with everything running in this process."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tuinews.config import Config
from tuinews.newsroom import Newsroom
from tuinews.newsroom.offload import InlineOffload
from tuinews.newsroom.opening import open_newsroom
from tuinews.paths import find_paths

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    paths = find_paths(str(tmp_path / "home"))
    opened = open_newsroom(paths, Config(fetch_host_gap_s=0.0), InlineOffload(), clock=lambda: NOW)
    yield opened
    opened.close()
