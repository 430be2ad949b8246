"""Load time, memory, size and speed of the annotator, on texts of one's own.

usage: python -m tests.benchmarks.annotator CORPUS.jsonl [...]   (each line an object with a "text")
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path

import tuinews.annotator

PACKAGE = Path(tuinews.annotator.__file__).parent
MEASURED = """
import resource, sys, time
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
started = time.process_time()
from tuinews.annotator import annotate
annotate("Ann Frost met Dan Levi. “We are glad,” she said.")
seconds = time.process_time() - started
print(seconds, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024)
"""


def load() -> tuple[float, float]:
    """Return the processor seconds to the first short annotation in a new process, and the megabytes it takes."""
    out = subprocess.run([sys.executable, "-c", MEASURED], check=True, capture_output=True, text=True).stdout
    seconds, megabytes = out.split()
    return float(seconds), float(megabytes)


def speeds(texts: list[str]) -> dict[str, float]:
    """Return the words annotated in each second of processor time, people alone and all."""
    from tuinews.annotator import annotate
    from tuinews.annotator.names import load_lexicon
    from tuinews.annotator.people.naming import find_names
    from tuinews.annotator.sentences import split_tokens

    words = sum(len(text.split()) for text in texts)
    lexicon = load_lexicon()
    find_names(split_tokens("Ann Frost"), lexicon)
    started = time.process_time()
    for text in texts:
        find_names(split_tokens(text), lexicon)
    people_done = time.process_time()
    for text in texts:
        annotate(text)
    done = time.process_time()
    return {"people": words / (people_done - started), "all": words / (done - people_done)}


def main() -> None:
    """Print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", nargs="+", type=Path)
    options = parser.parse_args()
    figures = sorted(load() for _ in range(5))
    print(f"load {figures[2][0]:.3f} s, memory over a bare Python {figures[2][1]:.1f} MB (median of 5)")
    files = [path for path in PACKAGE.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    print(f"in the package: {sum(path.stat().st_size for path in files) / 1e6:.2f} MB")
    for path in options.corpora:
        with path.open(encoding="utf-8") as lines:
            texts = [json.loads(line)["text"] for line in lines]
        print(path.name, ", ".join(f"{what}: {speed:,.0f} words/s" for what, speed in speeds(texts).items()))


if __name__ == "__main__":
    main()
