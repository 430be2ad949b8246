"""An article as Markdown or HTML, for saving and piping; hidden furniture is left out."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from types import MappingProxyType
from typing import Final, TypeAlias

from tuinews.model.bodies import Block, BlockKind, Body, Run, RunStyle

Writing: TypeAlias = Callable[[str], str]
Tags: TypeAlias = Callable[[Run], tuple[str, str]]

_HTML_TAGS: Final = MappingProxyType(
    {
        RunStyle.STRONG: "strong",
        RunStyle.EMPHASIS: "em",
        RunStyle.CODE: "code",
        RunStyle.STRIKE: "s",
        RunStyle.SUPER: "sup",
        RunStyle.SUB: "sub",
    }
)
_MARKDOWN_SIGNS: Final = MappingProxyType(
    {
        RunStyle.STRONG: ("**", "**"),
        RunStyle.EMPHASIS: ("*", "*"),
        RunStyle.CODE: ("<code>", "</code>"),
        RunStyle.STRIKE: ("~~", "~~"),
        RunStyle.SUPER: ("<sup>", "</sup>"),
        RunStyle.SUB: ("<sub>", "</sub>"),
    }
)
_SPECIAL: Final = re.compile(r"([\\`*_\[\]<]|~(?=~)|&(?=#?\w{1,31};))")
_ROW_SIGN: Final = re.compile(r"^( *)([#>+=-])", re.MULTILINE)
_ROW_NUMBER: Final = re.compile(r"^( *\d{1,9})([.)])", re.MULTILINE)
_FENCE: Final = re.compile("`+")
_ORDERED: Final = re.compile(r"(\d{1,9})\.")


def to_html(title: str, body: Body) -> str:
    """Return an article as a whole HTML page."""
    language = f' lang="{html.escape(body.language)}"' if body.language else ""
    rows = ["<!DOCTYPE html>", f"<html{language}>", "<head>", '<meta charset="utf-8">']
    rows += [f"<title>{_escaped(title)}</title>", "</head>", "<body>", "<article>"]
    if title:
        rows.append(f"<h1>{_escaped(title)}</h1>")
    rows += _html_blocks(body)
    return "\n".join([*rows, "</article>", "</body>", "</html>", ""])


def to_markdown(title: str, body: Body) -> str:
    """Return an article as Markdown (CommonMark with pipe tables and ~~strikes~~)."""
    pieces = [f"# {markdown_escaped(title)}"] if title else []
    previous: Block | None = None
    for block in _shown(body):
        is_same_list = previous is not None and _is_same_list(body, previous, block)
        text = "\n".join(_markdown_block(body, block, is_same_list=is_same_list))
        prefix = "> " * block.quote_depth
        if prefix:
            text = "\n".join((prefix + row).rstrip() for row in text.split("\n"))
        if is_same_list and block.marker:
            pieces[-1] += "\n" + text
        else:
            pieces.append(text)
        previous = block
    return "\n\n".join(pieces) + "\n"


def _shown(body: Body) -> Iterator[Block]:
    return (block for block in body.blocks if not block.is_hidden)


def _is_same_list(body: Body, previous: Block, block: Block) -> bool:
    return body.text[previous.end : block.start] == "\n"


# ---------------------------------------------------------------------------------------------------- HTML


def _html_blocks(body: Body) -> Iterator[str]:
    lists = list[str]()
    quotes = 0
    previous: Block | None = None
    for block in _shown(body):
        is_same_list = previous is not None and _is_same_list(body, previous, block)
        if lists and not (is_same_list and block.kind is BlockKind.ITEM):
            yield "".join(f"</li></{name}>" for name in reversed(lists))
            lists.clear()
        if block.quote_depth != quotes and not lists:
            yield "</blockquote>" * (quotes - block.quote_depth) + "<blockquote>" * (block.quote_depth - quotes)
            quotes = block.quote_depth
        yield _html_item(body, block, lists) if block.kind is BlockKind.ITEM else _html_block(body, block)
        previous = block
    yield "".join(f"</li></{name}>" for name in reversed(lists)) + "</blockquote>" * quotes


def _html_block(body: Body, block: Block) -> str:
    text = body.text[block.start : block.end]
    match block.kind:
        case BlockKind.HEADING:
            return f"<h{block.level}>{_html_line(body, block)}</h{block.level}>"
        case BlockKind.CODE:
            return f"<pre>\n{_escaped(text)}</pre>"
        case BlockKind.TABLE:
            return _html_table(body, block)
        case BlockKind.IMAGE:
            return f'<img src="{html.escape(block.href)}" alt="{html.escape(text)}">'
        case BlockKind.CAPTION:
            return f"<figcaption>{_html_line(body, block)}</figcaption>"
        case BlockKind.RULE:
            return "<hr>"
        case _:
            return f"<p>{_html_line(body, block)}</p>"


def _html_item(body: Body, block: Block, lists: list[str]) -> str:
    """Return a list item, left open for what may still come in it; `lists` are the lists that are open."""
    pieces = []
    level = max(1, block.level)
    while len(lists) > level:
        pieces.append(f"</li></{lists.pop()}>")
    name = "ul" if block.marker in ("", "•") else "ol"
    is_next = len(lists) == level
    if is_next and not block.marker:
        return "".join([*pieces, f"<p>{_html_line(body, block)}</p>"])
    if is_next and lists[-1] != name and level > 1:
        pieces.append(f"</li></{lists.pop()}>")
        is_next = False
    if is_next:
        pieces.append("</li>")
    while len(lists) < level:
        lists.append(name)
        pieces.append(f"<{name}>" if len(lists) == level else f"<{name}><li>")
    number = _ORDERED.fullmatch(block.marker)
    value = f' value="{number[1]}"' if number and lists[-1] == "ol" else ""
    return "".join([*pieces, f"<li{value}>{_html_line(body, block)}"])


def _html_table(body: Body, block: Block) -> str:
    rows = []
    for number, cells in enumerate(_cells(body, block)):
        name = "th" if number < block.level else "td"
        told = "".join(f"<{name}>{_inline(body, block, span, _escaped, _html_tags)}</{name}>" for span in cells)
        rows.append(f"<tr>{told}</tr>")
    return "<table>\n" + "\n".join(rows) + "\n</table>"


def _html_line(body: Body, block: Block) -> str:
    return _inline(body, block, (block.start, block.end), _escaped, _html_tags).replace("\n", "<br>\n")


def _html_tags(run: Run) -> tuple[str, str]:
    if run.style is RunStyle.LINK:
        return f'<a href="{html.escape(run.href)}">', "</a>"
    name = _HTML_TAGS[run.style]
    return f"<{name}>", f"</{name}>"


def _escaped(text: str) -> str:
    return html.escape(text, quote=False)


# ------------------------------------------------------------------------------------------------ Markdown


def _markdown_block(body: Body, block: Block, *, is_same_list: bool) -> list[str]:
    text = body.text[block.start : block.end]
    match block.kind:
        case BlockKind.HEADING:
            return ["#" * block.level + " " + _markdown_line(body, block).replace("\n", " ")]
        case BlockKind.CODE:
            fence = "`" * max(3, 1 + max(map(len, _FENCE.findall(text)), default=0))
            return [fence, *text.split("\n"), fence]
        case BlockKind.TABLE:
            return _markdown_table(body, block)
        case BlockKind.IMAGE:
            return [f"![{markdown_escaped(text)}]({_target(block.href)})"]
        case BlockKind.CAPTION:
            return [f"*{_markdown_line(body, block)}*"]
        case BlockKind.RULE:
            return ["---"]
        case BlockKind.ITEM if block.marker or is_same_list:
            return _markdown_item(body, block)
        case _:
            return _markdown_line(body, block).replace("\n", "\\\n").split("\n")


def _markdown_item(body: Body, block: Block) -> list[str]:
    indent = "    " * (max(1, block.level) - 1)
    first, *others = _markdown_line(body, block).split("\n")
    if block.marker == "•":
        marker = "- "
    elif _ORDERED.fullmatch(block.marker):
        marker = f"{block.marker} "
    else:
        marker = f"- {block.marker} " if block.marker else "    "
    return [indent + marker + first, *(f"{indent}    {row}" for row in others)]


def _markdown_table(body: Body, block: Block) -> list[str]:
    rows = [
        [_inline(body, block, span, markdown_escaped, _markdown_tags).replace("|", r"\|") for span in cells]
        for cells in _cells(body, block)
    ]
    width = max(map(len, rows))
    rows = [row + [""] * (width - len(row)) for row in rows]
    if not block.level:
        rows.insert(0, [""] * width)
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return [lines[0], "|" + " --- |" * width, *lines[1:]]


def _markdown_line(body: Body, block: Block) -> str:
    text = _inline(body, block, (block.start, block.end), markdown_escaped, _markdown_tags)
    return _ROW_NUMBER.sub(r"\1\\\2", _ROW_SIGN.sub(r"\1\\\2", text))


def _markdown_tags(run: Run) -> tuple[str, str]:
    return ("[", f"]({_target(run.href)})") if run.style is RunStyle.LINK else _MARKDOWN_SIGNS[run.style]


def _target(href: str) -> str:
    return f"<{href}>" if set(href) & set("() ") else href


def markdown_escaped(text: str) -> str:
    """Return a text with a backslash before each sign that Markdown would take for one of its own."""
    return _SPECIAL.sub(r"\\\1", text)


# ------------------------------------------------------------------------------------------------- inlines


def _cells(body: Body, block: Block) -> Iterator[list[tuple[int, int]]]:
    """Return for each row of a table the spans of its cells in the text."""
    place = block.start
    for row in body.text[block.start : block.end].split("\n"):
        spans = []
        for cell in row.split("\t"):
            spans.append((place, place + len(cell)))
            place += len(cell) + 1
        yield spans


def _inline(body: Body, block: Block, span: tuple[int, int], writing: Writing, tags: Tags) -> str:
    """Return a stretch of a block with the tags of its runs; runs that overlap are closed and opened again."""
    start, end = span
    runs = [run for run in block.runs if run.start < end and run.end > start]
    if not runs:
        return writing(body.text[start:end])
    cuts = sorted({start, end, *(max(start, run.start) for run in runs), *(min(end, run.end) for run in runs)})
    pieces, open_runs = list[str](), list[Run]()
    for here, there in pairwise(cuts):
        wanted = sorted((run for run in runs if run.start <= here and run.end >= there), key=_outer_first)
        shared = 0
        while shared < min(len(open_runs), len(wanted)) and open_runs[shared] == wanted[shared]:
            shared += 1
        pieces += [tags(run)[1] for run in reversed(open_runs[shared:])]
        pieces += [tags(run)[0] for run in wanted[shared:]]
        pieces.append(writing(body.text[here:there]))
        open_runs = wanted
    pieces += [tags(run)[1] for run in reversed(open_runs)]
    return "".join(pieces)


def _outer_first(run: Run) -> tuple[int, int, str, str]:
    return run.start, -run.end, run.style.value, run.href
