"""Quotes for other programs: Markdown, CSV, JSON and HTML, and files that they are written to."""

from __future__ import annotations

import csv
import html
import io
import os
import re
import tempfile
from collections.abc import AsyncIterator, Callable
from pathlib import Path

from tuinews.errors import UsageError
from tuinews.model.statements import Statement
from tuinews.newsroom.json_text import json_text
from tuinews.placing import flush_folder, put_in_place
from tuinews.screen_text import line
from tuinews.web_address import web_address

_LONGEST = 100_000
_MOST_LETTERS = 60
_STEP = 500

COLUMNS = (
    "speaker", "role", "quote", "kind", "certainty", "outlet", "title", "published", "url", "article", "start", "end"
)  # fmt: skip


def facts(one: Statement) -> dict[str, object]:
    """Return a statement as plain values, in the order of `COLUMNS`."""
    values = (
        one.speaker or None,
        one.role or None,
        one.words,
        one.kind.value,
        one.certainty.value if one.certainty else None,
        one.outlet,
        one.title,
        one.published.isoformat() if one.published else None,
        one.url or None,
        one.article_id,
        one.start,
        one.end,
    )
    return dict(zip(COLUMNS, values, strict=True))


def who_says(one: Statement) -> str:
    """Return who says something in words: "Amina Haddad, Minister", "unattributed"; likely ones are called so."""
    if not one.speaker:
        return "unattributed"
    sure = " (likely)" if one.certainty is not None and one.certainty.value == "likely" else ""
    return ", ".join(filter(None, (line(one.speaker) + sure, line(one.role))))


# ------------------------------------------------------------------------------------------------- forms


def _json(one: Statement, number: int) -> str:
    return ("[\n" if not number else ",\n") + json_text(facts(one))


def _csv(one: Statement, number: int) -> str:
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    if not number:
        writer.writerow(COLUMNS)
    writer.writerow(["" if value is None else _cell(value) for value in facts(one).values()])
    return target.getvalue()


def _cell(value: object) -> object:
    """Return a value for a cell; what a spreadsheet would take for a formula gets an apostrophe before it.

    OWASP, "CSV injection": a formula may read other cells and send them away.
    """
    if not isinstance(value, str):
        return value
    clean = line(value, _LONGEST)
    return (
        f"'{clean}" if clean.startswith(("=", "+", "-", "@", "\t", "\r", "|", "%", "＝", "＋", "－", "＠")) else clean
    )


def _markdown(one: Statement, number: int) -> str:
    address = web_address(one.url)
    title = f"[{_escaped(one.title)}](<{address.replace('>', '%3E')}>)" if address else _escaped(one.title)
    where = ", ".join(filter(None, (title, _escaped(one.outlet), _day(one))))
    reported = " (reported)" if one.kind.value == "indirect" else ""
    head = "# Quotes\n\n" if not number else "\n"
    return f"{head}> {_escaped(one.words)}\n>\n> — {_escaped(who_says(one))}{reported}: {where}\n"


def _escaped(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>#|~])", r"\\\1", line(text, _LONGEST))


def _day(one: Statement) -> str:
    return f"{one.published.astimezone():%Y-%m-%d}" if one.published else "no date"


def _html(one: Statement, number: int) -> str:
    address = web_address(one.url)
    title = html.escape(line(one.title))
    linked = f'<a href="{html.escape(address)}">{title}</a>' if address else title
    where = ", ".join((linked, html.escape(line(one.outlet)), _day(one)))
    reported = ' class="reported"' if one.kind.value == "indirect" else ""
    return (
        f"{_HTML_HEAD if not number else ''}<figure{reported}><blockquote>{html.escape(line(one.words, _LONGEST))}"
        f"</blockquote>\n<figcaption><b>{html.escape(who_says(one))}</b> · {where}</figcaption></figure>\n"
    )


_HTML_HEAD = (
    '<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>Quotes</title>\n'
    "<style>body{font:18px/1.5 Georgia,serif;max-width:38em;margin:2em auto;padding:0 1em}"
    "blockquote{margin:0;background:#fbf3d9;padding:.3em .6em}.reported blockquote{background:none;font-style:italic}"
    "figure{margin:1.2em 0}figcaption{color:#555;font-size:.85em}</style>\n"
)

_FORMS: dict[str, tuple[Callable[[Statement, int], str], str, str]] = {
    # how one is written, what ends a file, what a file without any holds
    "json": (_json, "\n]\n", "[]\n"),
    "csv": (_csv, "", ",".join(COLUMNS) + "\r\n"),
    "markdown": (_markdown, "", "# Quotes\n"),
    "html": (_html, "</html>\n", _HTML_HEAD + "</html>\n"),
}
ENDINGS = {".md": "markdown", ".markdown": "markdown", ".csv": "csv", ".json": "json", ".html": "html", ".htm": "html"}


async def written(statements: AsyncIterator[Statement], form: str) -> AsyncIterator[str]:
    """Yield statements in a form, piece by piece."""
    write, end, empty = _FORMS[form]
    number = 0
    async for one in statements:
        yield write(one, number)
        number += 1
    yield end if number else empty


# ------------------------------------------------------------------------------------------------- files


def file_name(query: str) -> str:
    """Return a safe name for a file of a query's quotes: letters and digits of the query, nothing else."""
    words = re.findall(r"\w+", line(query).casefold())
    name = ""
    for word in words:
        if len(name) + len(word) + 1 > _MOST_LETTERS:
            break
        name += f"-{word}"
    return f"quotes{name}.md"


def form_of(path: Path) -> str:
    """Return the form that the ending of a file's name stands for; raises UsageError when it stands for none."""
    form = ENDINGS.get(path.suffix.lower())
    if form is None:
        raise UsageError(f"The name {line(path.name, 80)} must end in .md, .csv, .json or .html.", topic="people")
    return form


async def write_file(
    statements: AsyncIterator[Statement],
    path: Path,
    *,
    may_replace: bool,
    tell: Callable[[int], object] = lambda count: None,
) -> int:
    """Write statements to a file and return how many; whatever stood there stays until all are written.

    Args:
        tell: Is told now and then how many are written.

    Raises:
        UsageError: there is such a file and it may not be replaced, or the file cannot be written.
    """
    form, count = form_of(path), 0

    async def counted() -> AsyncIterator[Statement]:
        nonlocal count
        async for one in statements:
            count += 1
            if count % _STEP == 0:
                tell(count)
            yield one

    if path.exists() and (path.is_dir() or not may_replace):
        what = "a folder" if path.is_dir() else "a file"
        raise UsageError(f"There is {what} {line(path.name, 80)} already.", topic="people")
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".tuinews-", suffix=".part")
        with os.fdopen(handle, "w", encoding="utf-8", errors="replace", newline="") as file:
            async for piece in written(counted(), form):
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        _put_in_place(temporary, path, may_replace=may_replace)
    except OSError as error:
        _drop(temporary)
        reason = (
            "there is one already" if isinstance(error, FileExistsError) else (error.strerror or "it failed").lower()
        )
        raise UsageError(f"{line(path.name, 80)} cannot be written: {reason}.", topic="people") from error
    except BaseException:
        _drop(temporary)
        raise
    return count


def _put_in_place(temporary: str, path: Path, *, may_replace: bool) -> None:
    umask = os.umask(0)
    os.umask(umask)
    os.chmod(temporary, 0o666 & ~umask)
    if may_replace:
        os.replace(temporary, path)
        flush_folder(path.parent)
    else:
        put_in_place(Path(temporary), path)


def _drop(temporary: str) -> None:
    if temporary and os.path.exists(temporary):
        os.unlink(temporary)
