"""How long telling a language takes, and what is told of texts that are known to be in one language.

usage: python -m tests.benchmarks.language FILE.jsonl …     (lines with "text")
"""

from __future__ import annotations

import json
import sys
import timeit
from collections import Counter
from pathlib import Path

from tuinews.annotator.language import tell_language

_WORDS = 700


def main(files: list[str]) -> None:
    """Print a row for each file, and the time for a text of some 700 words."""
    longest = ""
    for name in files:
        with Path(name).open(encoding="utf-8") as lines:
            texts = [text for text in (json.loads(line).get("text") for line in lines) if text]
        told = Counter(tell_language(text) or "open" for text in texts)
        print(f"{name}: {len(texts)} texts", *(f"{language} {count}" for language, count in told.most_common()))
        longest = max([longest, *texts], key=len)
    text = " ".join(longest.split()[:_WORDS])
    best = min(timeit.repeat(lambda: tell_language(text), number=50, repeat=10)) / 50
    print(f"{len(text.split())} words: {1000 * best:.2f} ms")


if __name__ == "__main__":
    main(sys.argv[1:])
