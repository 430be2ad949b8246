"""`annotate` and `extract`: the analysis alone, with nothing stored."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import stat
import sys
from collections.abc import Callable, Iterator
from typing import TextIO, TypeVar

from tuinews.commands.prose import marked_lines, page_lines, page_width
from tuinews.commands.session import as_json, complain, is_colourful, print_json, run, settings, tell
from tuinews.config import Config
from tuinews.errors import TuinewsError, UsageError
from tuinews.newsroom import analyse, export
from tuinews.newsroom.annotate_many import annotate_many
from tuinews.newsroom.offload import Offload, WorkerOffload
from tuinews.newsroom.targets import STDIN, is_web_address
from tuinews.screen_text import short_url

T = TypeVar("T")


def annotate(options: argparse.Namespace) -> int:
    """Print the people and quotes of files."""
    if options.jsonl:
        return _annotate_lines(options.files, with_reported=options.indirect)
    if not options.files:
        raise UsageError("annotate needs a file: tuinews annotate article.txt (- is standard input).")
    config = settings(options.data_dir)
    with _workers() as offload:

        def analysed(target: str) -> list[analyse.Analysed]:
            return run(analyse.analyse(config, offload, target, _stdin_for(target, config)))

        found, exit_code = _each(options.files, analysed)
    articles = [article for several in found for article in several]
    if options.direct_only:
        articles = [analyse.direct_only(article) for article in articles]
    if options.json:
        print_json([export.analysis_facts(article) for article in articles])
    elif options.html and articles:
        sys.stdout.write(export.analysis_page(articles))
    elif not options.html:
        for number, article in enumerate(articles):
            rows = marked_lines(article, in_colour=is_colourful(), width=page_width(config.view_measure))
            print(*([""] if number else []), *rows, sep="\n")
    return exit_code


def extract(options: argparse.Namespace) -> int:
    """Print the article of web pages."""
    if options.jsonl:
        return _extract_lines(options)
    if not options.targets:
        raise UsageError("extract needs a page: tuinews extract page.html, or an address.")
    if options.url and len(options.targets) > 1:
        raise UsageError("--url names the address of one file; please give one file with it.")
    config = settings(options.data_dir)
    with _workers() as offload:

        def extracted(target: str) -> dict[str, object]:
            return run(analyse.extract(config, offload, target, options.url, _stdin_for(target, config)))

        found, exit_code = _each(options.targets, extracted)
    for page in found:
        for notice in page.pop("notices"):  # type: ignore[attr-defined]
            tell(f"tuinews: {notice}")
    if options.json:
        print_json(found)
    else:
        for number, page in enumerate(found):
            print(*([""] if number else []), *page_lines(page, page_width(config.view_measure)), sep="\n")
    return exit_code


def _each(targets: list[str], read: Callable[[str], T]) -> tuple[list[T], int]:
    """Read every target; return what was found and the exit code: 1 when only some could be read, 2 when none."""
    found, faults = list[T](), 0
    for target in targets:
        try:
            found.append(read(target))
        except TuinewsError as error:
            complain(error, _shown(target))
            faults += 1
    if not faults:
        return found, 0
    return found, 1 if found else 2


def _shown(target: str) -> str:
    """Return what a person calls a target: an address without its password."""
    if target == STDIN:
        return "standard input"
    return short_url(target, 200) if is_web_address(target) else target


@contextlib.contextmanager
def _workers() -> Iterator[Offload]:
    offload = WorkerOffload(1)
    try:
        yield offload
    finally:
        offload.close()


def _stdin_for(target: str, config: Config) -> bytes:
    return analyse.read_stdin(config) if target == STDIN else b""


def _annotate_lines(files: list[str], *, with_reported: bool) -> int:
    with _input(files) as lines:
        texts = ((record.get("id"), str(record["text"])) for record in _records(lines, "text"))
        if _is_file(lines):
            run(_annotate_many(texts, with_reported=with_reported))
        else:  # whoever writes into a pipe may wait for each answer
            for key, text in texts:
                _print_line({"id": key, **analyse.annotate_text(text, with_reported=with_reported)})
    return 0


async def _annotate_many(texts: Iterator[tuple[object, str]], *, with_reported: bool) -> None:
    async with contextlib.aclosing(annotate_many(texts, with_reported=with_reported)) as found:
        async for key, facts in found:
            _print_line({"id": key, **facts})


def _is_file(lines: TextIO) -> bool:
    """Say whether lines come from a file, where all of them are there."""
    try:
        return stat.S_ISREG(os.fstat(lines.fileno()).st_mode)
    except (OSError, ValueError):  # standard input that is none
        return False


def _extract_lines(options: argparse.Namespace) -> int:
    with _workers() as offload, _input(options.targets) as lines:
        for record in _records(lines, "html"):
            page = run(analyse.extract_html(offload, str(record["html"]), str(record.get("url") or "")))
            wanted = {key: page[key] for key in ("title", "byline", "published", "text")}
            _print_line({"id": record.get("id"), **wanted})
    return 0


def _print_line(value: object) -> None:
    sys.stdout.write(as_json(value) + "\n")


def _records(lines: TextIO, field: str) -> Iterator[dict[str, object]]:
    """Yield the objects of JSON lines, each with text in `field`; raises UsageError at the first that is none."""
    for number, text in enumerate(lines, 1):
        if not text.strip():
            continue
        try:
            record = json.loads(text)
        except (ValueError, RecursionError):
            record = None
        if not isinstance(record, dict) or not isinstance(record.get(field), str):
            raise UsageError(f'Line {number} is no JSON object with "id" and "{field}".')
        yield record


@contextlib.contextmanager
def _input(files: list[str]) -> Iterator[TextIO]:
    if len(files) > 1:
        raise UsageError("--jsonl reads one file, or standard input.")
    if not files or files[0] == STDIN:
        # A byte order mark is none of the first line's.
        sys.stdin.reconfigure(encoding="utf-8-sig", errors="replace")  # type: ignore[union-attr]
        yield sys.stdin
        return
    try:
        lines = open(files[0], encoding="utf-8-sig", errors="replace")  # noqa: SIM115
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "that is no file name"
        raise UsageError(f"{files[0]} cannot be read: {reason}.") from error
    with lines:
        yield lines
