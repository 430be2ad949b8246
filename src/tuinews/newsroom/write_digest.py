"""A digest as text, Markdown, HTML or JSON: to read in the morning or to mail."""

from __future__ import annotations

import html
import re
import textwrap
from collections.abc import Iterator
from typing import Final

from tuinews.model.articles import ArticleRow
from tuinews.newsroom.compile_digest import Digest, DigestFolder, DigestStory, Statement
from tuinews.screen_text import line, many
from tuinews.web_address import without_login

_WIDTH: Final = 76
_SPECIAL: Final = re.compile(r"([\\`*_\[\]<>#|])")
_STYLE: Final = (
    "body{font:16px/1.5 Georgia,serif;max-width:40em;margin:2em auto;padding:0 1em}h2{border-bottom:1px solid #ccc}"
    "small{color:#666}li{margin:.5em 0}blockquote{margin:.5em 0;padding-left:1em;border-left:3px solid #bbb}"
)


def heading(digest: Digest) -> str:
    """Return what a digest is called."""
    articles = many(digest.articles, "new article")
    return f"{articles} since {digest.since.astimezone():%d %B %Y, %H:%M}".replace("since 0", "since ")


def as_text(digest: Digest) -> str:
    """Return a digest as plain text, its rows short enough for mail; none begins with "~"."""
    rows = [heading(digest), "=" * len(heading(digest)), ""]
    if digest.statements:
        rows += ["Statements", "----------", ""]
        for said in digest.statements:
            rows += [
                *_wrapped(f"{said.speaker}: {said.words}", "* ", "  "),
                *_wrapped(f"{_title(said.row)}, {_facts(said.row)}", "    "),
                "",
            ]
    for folder in digest.folders:
        name = _name(folder, digest)
        # Mailers run what follows "~!" at the beginning of a row, and a list of feeds names folders. CVE-2021-32749
        name = f" {name}" if name.startswith("~") else name
        rows += [name, "-" * len(name), ""]
        for story in folder.stories:
            rows += [*_wrapped(_title(story.lead), "* ", "  "), *_wrapped(_facts(story.lead), "  ")]
            if story.lead.url:
                rows.append(f"  {line(without_login(story.lead.url), 4000)}")
            rows += _wrapped(line(story.lead.snippet, 200), "  ") if story.lead.snippet else []
            rows += [row for other in story.others for row in _wrapped(_also(other), "  + ", "    ")]
            rows.append("")
    return "\n".join([*rows, *_end(digest)]).rstrip() + "\n"


def as_markdown(digest: Digest) -> str:
    """Return a digest as Markdown."""
    rows = [f"# {heading(digest)}", ""]
    if digest.statements:
        rows += ["## Statements", ""]
        for said in digest.statements:
            rows += [f"> {_escaped(said.words)}", ">", f"> — **{_escaped(said.speaker)}**, {_link(said.row)}", ""]
    for folder in digest.folders:
        rows += [f"## {_escaped(_name(folder, digest))}", ""]
        for story in folder.stories:
            rows.append(f"- **{_link(story.lead)}**  ")
            rows.append(f"  {_escaped(_facts(story.lead))}")
            if story.lead.snippet:
                rows.append(f"  {_escaped(line(story.lead.snippet, 200))}")
            rows += [f"    - {_link(other)} ({_escaped(other.feed_title)})" for other in story.others]
        rows.append("")
    return "\n".join([*rows, *map(_escaped, _end(digest))]).rstrip() + "\n"


def as_html(digest: Digest) -> str:
    """Return a digest as an HTML page that loads nothing."""
    title = html.escape(heading(digest))
    head = f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>{title}</title><style>{_STYLE}</style></head>'
    return "\n".join([head, f"<body><h1>{title}</h1>", *_html_rows(digest), "</body></html>", ""])


def _html_rows(digest: Digest) -> Iterator[str]:
    if digest.statements:
        yield "<h2>Statements</h2>"
        yield from map(_html_statement, digest.statements)
    for folder in digest.folders:
        yield f"<h2>{html.escape(_name(folder, digest))}</h2><ul>"
        yield from map(_html_story, folder.stories)
        yield "</ul>"
    for row in _end(digest):
        yield f"<p>{html.escape(row)}</p>"


def _html_statement(said: Statement) -> str:
    words, name = html.escape(said.words), html.escape(said.speaker)
    return f"<blockquote><p>{words}</p><footer>{name}, {_anchor(said.row)}</footer></blockquote>"


def _html_story(story: DigestStory) -> str:
    others = "".join(f"<li>{_anchor(one)} <small>{html.escape(one.feed_title)}</small></li>" for one in story.others)
    more = f"<ul>{others}</ul>" if others else ""
    snippet = html.escape(line(story.lead.snippet, 200))
    facts = f"<br><small>{html.escape(_facts(story.lead))}</small>"
    return f"<li><b>{_anchor(story.lead)}</b>{facts}<br>{snippet}{more}</li>"


def as_json(digest: Digest) -> dict[str, object]:
    """Return a digest for JSON."""
    return {
        "since": digest.since.isoformat(),
        "until": digest.until.isoformat(),
        "articles": digest.articles,
        "whole": digest.is_whole,
        "statements": [
            {"speaker": said.speaker, "words": said.words, **_row_json(said.row)} for said in digest.statements
        ],
        "folders": [
            {
                "folder": folder.name or None,
                "stories": [
                    {**_row_json(story.lead), "others": [_row_json(one) for one in story.others]}
                    for story in folder.stories
                ],
            }
            for folder in digest.folders
        ],
    }


def _row_json(row: ArticleRow) -> dict[str, object]:
    published = row.published.isoformat() if row.published else None
    return {"id": row.id, "title": row.title, "feed": row.feed_title, "url": row.url or None, "published": published}


def _end(digest: Digest) -> list[str]:
    if not digest.articles:
        return ["Nothing new."]
    return [] if digest.is_whole else ["There is more; --limit says how much of it a digest holds."]


def _name(folder: DigestFolder, digest: Digest) -> str:
    return line(folder.name) or ("Other feeds" if len(digest.folders) > 1 else "Articles")


def _title(row: ArticleRow) -> str:
    return line(row.title) or "Untitled"


def _facts(row: ArticleRow) -> str:
    day = f"{row.published.astimezone():%d %B, %H:%M}".lstrip("0") if row.published else ""
    return " · ".join(filter(None, (line(row.feed_title), line(", ".join(row.authors), 100), day)))


def _also(row: ArticleRow) -> str:
    return f"{_title(row)} ({line(row.feed_title)})"


def _wrapped(words: str, first: str = "", rest: str | None = None) -> list[str]:
    hang = first if rest is None else rest
    return textwrap.wrap(
        words, _WIDTH, initial_indent=first, subsequent_indent=hang, break_long_words=False, break_on_hyphens=False
    )


def _escaped(words: str) -> str:
    return _SPECIAL.sub(r"\\\1", words)


def _link(row: ArticleRow) -> str:
    words = _escaped(_title(row))
    return f"[{words}](<{row.url}>)" if row.url else words


def _anchor(row: ArticleRow) -> str:
    words = html.escape(_title(row))
    return f'<a href="{html.escape(row.url)}">{words}</a>' if row.url else words
