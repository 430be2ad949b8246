"""Every error that a user can meet leads to a page of the manual."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

import tuinews
from tuinews import manual
from tuinews.errors import TuinewsError, UsageError

# A process of ours that ended, a search that a newer one took the place of: there is nothing to read up.
_OUR_OWN = {"DeskClosedError", "SupersededError", "TuinewsError"}
_PARTS = ("tuinews.newsroom", "tuinews.store", "tuinews.fetch", "tuinews.query", "tuinews.formats")


def every_kind(kind: type[TuinewsError] = TuinewsError) -> Iterator[type[TuinewsError]]:
    yield kind
    for below in kind.__subclasses__():
        yield from every_kind(below)


def test_every_kind_of_error_names_a_topic_that_there_is() -> None:
    for part in pkgutil.walk_packages(tuinews.__path__, "tuinews."):
        if part.name.startswith(_PARTS):
            importlib.import_module(part.name)

    kinds = [kind for kind in every_kind() if kind.__name__ not in _OUR_OWN and kind.__module__.startswith("tuinews")]

    assert len(kinds) > 6
    assert {kind.__name__: kind.topic for kind in kinds if kind.topic not in manual.TOPICS} == {}
    assert UsageError("What?", topic="people").topic == "people"
