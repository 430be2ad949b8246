"""Whole feeds and pages against what is known to be in them.

After a change that is meant to alter results, run these tests with TUINEWS_WRITE_GOLDEN=1 in the environment and
read the difference before keeping it.
"""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from tests.documents import NOW, feed_document, page_document

from tuinews import formats
from tuinews.cleaning import clean
from tuinews.model.entries import Entry, Parsed

HERE = Path(__file__).parent
FEEDS = sorted(path for path in (HERE / "feeds").iterdir() if not path.name.endswith(".expected.json"))
PAGES = sorted((HERE / "pages").glob("*.html"))


@pytest.mark.parametrize("path", FEEDS, ids=lambda path: path.name)
def test_a_feed_holds_what_is_known_to_be_in_it(path: Path) -> None:
    document = feed_document(path.read_bytes(), url=f"https://feeds.example/{path.name}", media_type="application/xml")

    assert told(formats.parse(document, now=NOW)) == expected(path, formats.parse(document, now=NOW))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_a_page_holds_what_is_known_to_be_in_it(path: Path) -> None:
    document = page_document(path.read_bytes(), url=f"https://news.example/pages/{path.name}")

    assert told(formats.parse(document, now=NOW)) == expected(path, formats.parse(document, now=NOW))


def expected(path: Path, parsed: Parsed) -> Any:
    golden = path.with_name(f"{path.name}.expected.json")
    if os.environ.get("TUINEWS_WRITE_GOLDEN"):
        golden.write_text(json.dumps(told(parsed), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return json.loads(golden.read_text(encoding="utf-8"))


def told(parsed: Parsed) -> Any:
    """Return what was parsed, and the cleaned text of each entry, as JSON would hold it; empty fields left out."""
    result = {
        "feed": full(parsed.feed._asdict()) if parsed.feed else None,
        "entries": [entry_told(entry) for entry in parsed.entries],
        "warnings": list(parsed.warnings),
    }
    return json.loads(json.dumps(full(result), default=str))


def entry_told(entry: Entry) -> dict[str, Any]:
    body = clean(entry.content_html or entry.summary_html, entry.url)
    facts = full(entry._asdict()) | {"blocks": []}
    facts.pop("content_html", None)
    for block in body.blocks:
        runs = [[body.text[run.start : run.end], run.style.value, run.href] for run in block.runs]
        written = {"kind": block.kind.value, "text": body.text[block.start : block.end], "runs": runs}
        told_block = written | {
            "marker": block.marker,
            "level": block.level,
            "quote": block.quote_depth,
            "href": block.href,
        }
        facts["blocks"].append(full(told_block))
    return facts


def full(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if value not in ("", None, (), [], 0)}
