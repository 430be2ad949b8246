"""HTML to blocks over one plain text: an allow-list of what is shown, everything else dropped or dissolved.

The HTML is walked token by token, not as a tree: there is no depth at which an article gets lost, nothing recurses,
and the time is linear in the length. Where tags do not match, the rules are those of browsers in outline: a paragraph
ends where any block begins, a list item where the next begins, and an end tag closes what is open above its start.
"""

from __future__ import annotations

from dataclasses import replace
from html import escape
from types import MappingProxyType
from typing import Final

from tuinews import entities
from tuinews.cleaning.bare import as_paragraphs
from tuinews.cleaning.context import ListState, is_number
from tuinews.cleaning.drafts import assemble
from tuinews.cleaning.images import read_image
from tuinews.cleaning.links import absolute
from tuinews.cleaning.tables import Table
from tuinews.cleaning.tags import CELLS, HEADINGS, LISTS, TABLE_PARTS
from tuinews.cleaning.tokens import attributes
from tuinews.cleaning.walker import Walker
from tuinews.model.bodies import BlockKind, Body, RunStyle
from tuinews.screen_text import line
from tuinews.web_address import web_address

CUT_NOTICE: Final = "Cut here: the page is very long."

_MAX_LIST_DEPTH: Final = 20
_MAX_QUOTE_DEPTH: Final = 10
_LONGEST_LANGUAGE: Final = 35


def clean_html(source: str, base_url: str, *, trusts_marks: bool) -> Body:
    """Return the blocks of an article's HTML."""
    walker = Walker(base_url, _OPENERS, _ENDINGS, trusts_marks=trusts_marks)
    walker.walk(as_paragraphs(source))
    text, blocks = assemble(walker.writer.drafts)
    return Body(text, blocks, walker.language, (CUT_NOTICE,) if walker.writer.is_full else ())


# ------------------------------------------------------------------------------------- what start tags mean


def _open_heading(walker: Walker, name: str, told: str) -> None:
    walker.close_paragraph()
    context = replace(walker.writer.context, kind=BlockKind.HEADING, level=HEADINGS[name], list=None)
    walker.open(name, told, context)


def _open_quote(walker: Walker, name: str, told: str) -> None:
    walker.close_paragraph()
    context = walker.writer.context
    depth = min(context.quote_depth + 1, _MAX_QUOTE_DEPTH)
    walker.open(name, told, replace(context, kind=BlockKind.PARAGRAPH, level=0, quote_depth=depth, list=None))


def _open_code(walker: Walker, name: str, told: str) -> None:
    walker.close_paragraph()
    walker.open(name, told, replace(walker.writer.context, kind=BlockKind.CODE, level=0))


def _open_caption(walker: Walker, name: str, told: str) -> None:
    walker.close_paragraph()
    walker.open(name, told, replace(walker.writer.context, kind=BlockKind.CAPTION, level=0))


def _open_list(walker: Walker, name: str, told: str) -> None:
    walker.close_paragraph()
    outer = walker.writer.context
    around = outer.list
    state = ListState(
        group=around.group if around is not None else _next_group(walker),
        depth=min(around.depth + 1, _MAX_LIST_DEPTH) if around is not None else 1,
        is_ordered=name == "ol",
    )
    if name == "ol" and told:
        given = attributes(told)
        start = given.get("start", "").strip()
        state.number = int(start) if is_number(start) else 1
        state.style = given.get("type", "1")[:1] or "1"
        state.step = -1 if "reversed" in given else 1
    walker.open(name, told, replace(outer, kind=BlockKind.PARAGRAPH, level=0, list=state))


def _open_item(walker: Walker, name: str, told: str) -> None:
    walker.close_paragraph()
    state = walker.writer.context.list or walker.loose_list
    if 0 <= state.item_height < len(walker.frames) and walker.frames[state.item_height].name == "li":
        walker.close_to(state.item_height)
    walker.writer.flush()
    if not state.group:
        state.group = _next_group(walker)
    state.item_height = len(walker.frames)
    state.marker = state.next_marker(attributes(told).get("value", "") if told else "")
    walker.open(name, told, replace(walker.writer.context, kind=BlockKind.ITEM, level=state.depth, list=state))


def _next_group(walker: Walker) -> int:
    walker.groups += 1
    return walker.groups


def _open_term(walker: Walker, name: str, told: str) -> None:
    walker.close_paragraph()
    if walker.frames and walker.frames[-1].name in ("dt", "dd"):
        walker.close_to(len(walker.frames) - 1)
    context = walker.writer.context
    if name == "dt":
        walker.open(name, told, replace(context, kind=BlockKind.PARAGRAPH, level=0, list=None))
        walker.writer.open_run("dt", RunStyle.STRONG)
    else:
        depth = context.list.depth if context.list is not None else 0
        walker.open(name, told, replace(context, kind=BlockKind.ITEM, level=depth + 1, list=None))


def _open_table(walker: Walker, name: str, told: str) -> None:
    walker.close_paragraph()
    walker.writer.flush()
    role = attributes(told).get("role", "") if told else ""
    table = Table(len(walker.frames), len(walker.writer.drafts), role in ("presentation", "none"))
    walker.tables.append(table)
    walker.open(name, told, replace(walker.writer.context, kind=BlockKind.PARAGRAPH, level=0, list=None))


def _open_in_table(walker: Walker, name: str, told: str) -> None:
    walker.writer.flush()
    if not walker.tables:
        return
    table = walker.tables[-1]
    walker.close_to(table.cell_height if table.cell_height >= 0 else len(walker.frames))
    if name not in CELLS:
        table.is_in_head = name == "thead" or (name == "tr" and table.is_in_head)
        if name == "tr":
            table.open_row()
        return
    given = attributes(told) if told else {}
    table.cell_height = len(walker.frames)
    table.open_cell(len(walker.writer.drafts), given, is_header=name == "th")
    walker.open(name, told, replace(walker.writer.context, kind=BlockKind.PARAGRAPH, level=0, list=None))


def _open_link(walker: Walker, name: str, told: str) -> None:
    walker.writer.close_run(name)
    href = entities.unescape(attributes(told).get("href", "")) if told else ""
    if address := absolute(href, walker.base_url):
        walker.writer.open_run(name, RunStyle.LINK, address)


def _place_image(walker: Walker, _name: str, told: str) -> None:
    context = walker.writer.context
    if context.is_dropped or context.kind is BlockKind.CODE:
        return
    image = read_image(attributes(told), walker.base_url)
    if not isinstance(image, str):
        walker.writer.place_image(image)
    elif image:
        walker.writer.write(escape(image))


def _break_line(walker: Walker, _name: str, _told: str) -> None:
    walker.writer.break_line()


def _place_rule(walker: Walker, _name: str, _told: str) -> None:
    walker.close_paragraph()
    walker.writer.place_rule()


def _write_opening(walker: Walker, name: str, _told: str) -> None:
    walker.writer.write("“" if name == "q" else "(")


def _count_control(walker: Walker, _name: str, _told: str) -> None:
    walker.controls += 1


def _set_base(walker: Walker, _name: str, told: str) -> None:
    address = web_address(entities.unescape(attributes(told).get("href", "")), walker.base_url)
    if address and not walker.has_own_base:
        walker.base_url, walker.has_own_base = address, True


def _open_document(walker: Walker, name: str, told: str) -> None:
    walker.language = walker.language or line(attributes(told).get("lang", ""), _LONGEST_LANGUAGE)
    walker.open_block(name, told)


_ENDINGS: Final = MappingProxyType({"q": "”", "rt": ")"})
_OPENERS: Final = MappingProxyType(
    {
        **dict.fromkeys(HEADINGS, _open_heading),
        **dict.fromkeys(LISTS, _open_list),
        **dict.fromkeys(TABLE_PARTS, _open_in_table),
        **dict.fromkeys(("dt", "dd"), _open_term),
        **dict.fromkeys(("pre", "listing"), _open_code),
        **dict.fromkeys(("figcaption", "caption"), _open_caption),
        **dict.fromkeys(("q", "rt"), _write_opening),
        "blockquote": _open_quote,
        "li": _open_item,
        "table": _open_table,
        "a": _open_link,
        "img": _place_image,
        "br": _break_line,
        "hr": _place_rule,
        "input": _count_control,
        "base": _set_base,
        "html": _open_document,
    }
)
