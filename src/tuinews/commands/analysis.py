"""`annotate` and `extract`: the analysis alone, with nothing stored."""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
from collections.abc import Iterator
from typing import TextIO

from tuinews.commands.session import is_colourful, print_json, run, styled, tell, warn
from tuinews.config import load_config
from tuinews.errors import TuinewsError, UsageError
from tuinews.newsroom import analyse, export
from tuinews.newsroom.offload import WorkerOffload
from tuinews.paths import find_paths
from tuinews.screen_text import block, line


def annotate(options: argparse.Namespace) -> int:
    """Print the people and quotes of files."""
    if options.jsonl:
        return _annotate_lines(options.files)
    if not options.files:
        raise UsageError("annotate needs a file: tuinews annotate article.txt (- is standard input).")
    found, exit_code = list[analyse.Analysed](), 0
    for target in options.files:
        try:
            found += _analysed(options, target)
        except TuinewsError as error:
            tell(error.message)
            exit_code = 2 if len(options.files) == 1 else 1
    if options.json:
        print_json([export.analysis_facts(article) for article in found])
    elif options.html:
        sys.stdout.write(export.analysis_page(found))
    else:
        for article in found:
            _print_marked(article)
    return exit_code


def _analysed(options: argparse.Namespace, target: str) -> list[analyse.Analysed]:
    config = load_config(find_paths(options.data_dir).config_file)
    warn(config)
    offload = WorkerOffload(1)
    try:
        return run(analyse.analyse(config, offload, target, _stdin_for(target)))
    finally:
        offload.close()


def _stdin_for(target: str) -> bytes:
    return sys.stdin.buffer.read() if target == "-" else b""


def _annotate_lines(files: list[str]) -> int:
    with _input(files) as lines:
        for number, record in _records(lines, "text"):
            text = record["text"]
            if not isinstance(text, str):
                raise UsageError(f"Line {number}: text is no string.")
            result = {"id": record.get("id"), **analyse.annotate_text(text)}
            sys.stdout.write(json.dumps(result, ensure_ascii=False) + "\n")
    return 0


def _records(lines: TextIO, field: str) -> Iterator[tuple[int, dict[str, object]]]:
    for number, text in enumerate(lines, 1):
        if not text.strip():
            continue
        try:
            record = json.loads(text)
        except ValueError:
            record = None
        if not isinstance(record, dict) or field not in record:
            raise UsageError(f'Line {number} is no JSON object with "id" and "{field}".')
        yield number, record


@contextlib.contextmanager
def _input(files: list[str]) -> Iterator[TextIO]:
    if len(files) > 1:
        raise UsageError("--jsonl reads one file, or standard input.")
    if not files or files[0] == "-":
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
        yield sys.stdin
        return
    try:
        with open(files[0], encoding="utf-8", errors="replace") as lines:
            yield lines
    except OSError as error:
        raise UsageError(f"{files[0]} cannot be read: {error.strerror}.") from error


def _print_marked(article: analyse.Analysed) -> None:
    print(styled(line(article.title), "bold"))
    print()
    print(block(export.marked_text(article)) if not is_colourful() else export.coloured_text(article))
    print()
    for person in export.people_lines(article):
        print(styled(line(person), "dim"))
    print()


def extract(options: argparse.Namespace) -> int:
    """Print the article of web pages."""
    if options.jsonl:
        return _extract_lines(options)
    if not options.targets:
        raise UsageError("extract needs a page: tuinews extract page.html, or an address.")
    config = load_config(find_paths(options.data_dir).config_file)
    offload = WorkerOffload(1)
    found, exit_code = list[dict[str, object]](), 0
    try:
        for target in options.targets:
            try:
                found.append(run(analyse.extract(config, offload, target, options.url, _stdin_for(target))))
            except TuinewsError as error:
                tell(f"{target}: {error.message}")
                exit_code = 2 if len(options.targets) == 1 else 1
    finally:
        offload.close()
    if options.json:
        print_json(found)
    else:
        for page in found:
            facts = [str(page[key]) for key in ("byline", "published") if page[key]]
            print(styled(line(str(page["title"])), "bold"))
            print(
                *([styled(line(" · ".join(facts)), "dim")] if facts else []), "", block(str(page["text"])), "", sep="\n"
            )
    return exit_code


def _extract_lines(options: argparse.Namespace) -> int:
    offload = WorkerOffload(1)
    try:
        with _input(options.targets) as lines:
            for _, record in _records(lines, "html"):
                page = run(analyse.extract_html(offload, str(record["html"]), str(record.get("url") or "")))
                result = {
                    "id": record.get("id"),
                    **{key: page[key] for key in ("title", "byline", "published", "text")},
                }
                sys.stdout.write(json.dumps(result, ensure_ascii=False) + "\n")
    finally:
        offload.close()
    return 0
