"""Extraction beside pages whose article is known: how much of it is found, how much else, how many pages are right.

usage: python -m tests.benchmarks.extraction FOLDER

FOLDER holds gold.json ({id: {"url", "text"}}) and ID.html.gz for each: the form of the public
article-extraction-benchmark, whose measure this is (word 4-grams; precision and recall averaged over the pages). The
pages are also told in two halves, so that a rule that suits only some of them shows.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
import time
from collections import Counter
from pathlib import Path
from statistics import mean

from tuinews.cleaning import clean
from tuinews.errors import FormatError
from tuinews.formats import parse
from tuinews.model.bodies import BlockKind
from tuinews.model.sources import Document, Source, SourceKind

_NO_PROSE = {BlockKind.IMAGE, BlockKind.CAPTION, BlockKind.RULE}


def article_text(html: bytes, url: str) -> str:
    """Return the text of a page's article, "" when it has none."""
    try:
        (entry,) = parse(Document(Source(SourceKind.PAGE, url), url, html, "text/html", "utf-8")).entries
    except FormatError:
        return ""
    body = clean(entry.content_html, entry.url)
    return "\n\n".join(body.text[b.start : b.end] for b in body.blocks if b.kind not in _NO_PROSE and not b.is_hidden)


def score(gold: str, found: str) -> tuple[float | None, float | None, bool]:
    """Return precision and recall of one page, None where undefined, and whether its words are all right."""
    wanted, told = _four_grams(gold), _four_grams(found)
    hits = sum((wanted & told).values())
    precision = hits / sum(told.values()) if told else None
    recall = hits / sum(wanted.values()) if wanted else None
    return precision, recall, _words(gold) == _words(found)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def _four_grams(text: str) -> Counter[tuple[str, ...]]:
    words = _words(text)
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3))) if words else Counter()


def show(name: str, scores: list[tuple[float | None, float | None, bool]]) -> None:
    """Print the figures of some pages."""
    precision = mean(p for p, _, _ in scores if p is not None)
    recall = mean(r for _, r, _ in scores if r is not None)
    f1 = 2 * precision * recall / (precision + recall)
    exact = mean(is_exact for _, _, is_exact in scores)
    print(f"{name:12} F1 {f1:.4f}  precision {precision:.4f}  recall {recall:.4f}  exact {exact:.3f}")


def main() -> None:
    """Measure the pages of a folder."""
    folder = Path(sys.argv[1])
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    scores, seconds = [], 0.0
    for key, page in sorted(gold.items()):
        html = gzip.decompress((folder / f"{key}.html.gz").read_bytes())
        started = time.process_time()
        found = article_text(html, page["url"])
        seconds += time.process_time() - started
        scores.append(score(page["text"], found))
    show("all pages", scores)
    show("one half", scores[::2])
    show("other half", scores[1::2])
    print(f"{1000 * seconds / len(scores):.0f} ms of processor time a page")


if __name__ == "__main__":
    main()
