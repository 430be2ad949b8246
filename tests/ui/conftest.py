"""What all tests of the screen need."""

from collections.abc import Iterator

import pytest
from tests.ui.frame.newsdesk import close_opened


@pytest.fixture(autouse=True)
def _archives_are_closed() -> Iterator[None]:
    yield
    close_opened()
