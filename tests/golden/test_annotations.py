"""Annotations of whole articles: no change goes unnoticed, and none without a new VERSION.

After a change that is meant to alter results, raise `tuinews.annotator.VERSION`, run these tests with
TUINEWS_WRITE_GOLDEN=1 in the environment, and read the difference before keeping it.
"""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tuinews.annotator import VERSION
from tuinews.newsroom.analyse import annotate_text

HERE = Path(__file__).parent / "annotations"
SEEDS = Path(__file__).parents[2] / "seeds"
ARTICLES = [*sorted(HERE.glob("*.txt")), *sorted(SEEDS.glob("*.txt"))]


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_an_annotation_changes_only_with_the_annotators_version(path: Path) -> None:
    found = {"version": VERSION, **annotation_of(path)}
    golden = HERE / f"{path.stem}.expected.json"
    if os.environ.get("TUINEWS_WRITE_GOLDEN"):
        golden.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

    known = json.loads(golden.read_text(encoding="utf-8"))

    if found != known and known["version"] == VERSION:
        pytest.fail(f"The annotation of {path.name} changed and VERSION is still {VERSION}: raise it.")
    assert found == known


def annotation_of(path: Path) -> dict[str, Any]:
    """Return people and quotes, the text of a quote in place of its length, so that a difference can be read."""
    text = path.read_text(encoding="utf-8")
    return annotate_text(text, with_reported=True)
