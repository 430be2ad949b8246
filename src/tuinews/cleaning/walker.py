"""Walking through the tokens of an article's HTML with a stack of what is open."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final, NamedTuple, TypeAlias

from tuinews.cleaning.context import Context, ListState
from tuinews.cleaning.tables import Table, finish_table
from tuinews.cleaning.tags import BLOCKS, CELLS, CONCEALABLE, CONTROLS, HEADINGS, RAW, SKIPPED, STYLES, TABLE_PARTS
from tuinews.cleaning.tokens import TOKEN, attributes
from tuinews.cleaning.writer import Writer
from tuinews.model.bodies import BlockKind

HIDDEN_MARK: Final = "data-tuinews-hidden"

_LONGEST_FORM_TEXT: Final = 300
_CONCEALED: Final = re.compile(
    r"\bhidden\b(?!\s*=\s*[\"']?until)|display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE
)

Opener: TypeAlias = Callable[["Walker", str, str], None]
"""What a start tag does, given its name and its attributes as written."""


class _Frame(NamedTuple):
    """An open element: what to go back to at its end."""

    name: str
    context: Context
    run_height: int
    is_block: bool


class Walker:
    """Goes through the tokens and tells the writer what each means where it stands."""

    def __init__(
        self, base_url: str, openers: Mapping[str, Opener], endings: Mapping[str, str], *, trusts_marks: bool
    ) -> None:
        self.writer = Writer()
        self.language = ""
        self.base_url = base_url
        self.has_own_base = False
        self.controls = 0
        self.groups = 0
        """How many lists there were that stand in no other."""
        self.frames: list[_Frame] = []
        self.tables: list[Table] = []
        self.loose_list = ListState(0, 1)
        self._openers = openers
        self._endings = endings
        self._trusts_marks = trusts_marks
        self._scopes: list[dict[str, int]] = [{}]
        """How many elements of each name are open, anew in each table cell: no end tag reaches out of one."""
        self._forms: list[tuple[int, int]] = []
        """For each open form, how many drafts and controls there were before it."""
        self._gone: dict[str, bool] = {}
        """Elements whose end tag does not come any more."""

    def walk(self, source: str) -> None:
        """Read the whole of an article's HTML."""
        writer, place = self.writer, 0
        while not writer.is_full and (match := TOKEN.search(source, place)):
            start = match.start()
            if start > place:
                writer.write(source[place:start])
            place = match.end()
            if name := match[2]:
                name = name.lower()
                if match[1]:
                    self._end(name)
                elif name in RAW or name in SKIPPED:
                    place = self._skip(name, match[3], source, place)
                else:
                    self._start(name, match[3])
        if not writer.is_full:
            writer.write(source[place:])
        self.close_to(0)
        writer.flush()

    def open(self, name: str, told: str, context: Context, *, is_block: bool = True) -> None:
        """Open an element with the context of its content."""
        if is_block:
            self.writer.flush()
        if told:
            context = self._marked(name, told, context)
        self.frames.append(_Frame(name, self.writer.context, self.writer.run_height, is_block))
        self._scopes[-1][name] = self._scopes[-1].get(name, 0) + 1
        self.writer.context = context
        if name in CELLS or name == "table":
            self._scopes.append({})
        elif name == "form":
            # No form stands in another; one that does all the same is not looked at again.
            self._forms.append((len(self.writer.drafts), self.controls if not self._forms else -1))

    def open_block(self, name: str, told: str) -> None:
        """Open an element that only starts a new block; in code, a new row."""
        self.close_paragraph()
        is_code = self.writer.context.kind is BlockKind.CODE
        if is_code:
            self.writer.break_row()
        self.open(name, told, self.writer.context, is_block=not is_code)

    def close_to(self, height: int) -> None:
        """Close the innermost elements until only `height` are open."""
        while len(self.frames) > height:
            self._close()

    def close_paragraph(self) -> None:
        """Close the paragraph or heading that is open, because no block stands inside one."""
        if self.frames and (self.frames[-1].name == "p" or self.frames[-1].name in HEADINGS):
            self._close()

    def _start(self, name: str, told: str) -> None:
        if style := STYLES.get(name):
            self.writer.open_run(name, style)
        elif opener := self._openers.get(name):
            opener(self, name, told)
        elif name in BLOCKS:
            self.open_block(name, told)
        elif name == "span" and told and _CONCEALED.search(told):
            self.open(name, told, self.writer.context, is_block=False)

    def _end(self, name: str) -> None:
        if name in STYLES or name == "a":
            self.writer.close_run(name)
        elif name in TABLE_PARTS or name == "table":
            self._end_in_table(name)
        elif self._scopes[-1].get(name, 0) > 0:
            while self.frames[-1].name != name:
                self._close()
            self._close()
        elif name == "p" or name in HEADINGS:
            self.writer.flush()
        elif name in self._endings:
            self.writer.write(self._endings[name])
        elif name == "br":
            self.writer.break_line()

    def _end_in_table(self, name: str) -> None:
        if self.tables:
            table = self.tables[-1]
            if table.cell_height >= 0:
                self.close_to(table.cell_height)
            if name == "table":
                self.close_to(table.height)
            elif name == "thead":
                table.is_in_head = False

    def _close(self) -> None:
        frame = self.frames.pop()
        writer = self.writer
        if frame.is_block:
            writer.flush()
        writer.close_runs_above(frame.run_height)
        leaving, writer.context = writer.context, frame.context
        name = frame.name
        if name in CELLS:
            self._scopes.pop()
            self.tables[-1].close_cell(len(writer.drafts))
        elif name == "table":
            self._scopes.pop()
            finish_table(self.tables.pop(), writer.drafts, writer.context)
        elif name == "li" and leaving.list is not None:
            leaving.list.item_height = -1
        elif name == "form":
            self._close_form()
        self._scopes[-1][name] -= 1

    def _close_form(self) -> None:
        """Drop what stands in a form with controls, unless it wraps an article, as whole pages of some sites."""
        first, controls = self._forms.pop()
        drafts = self.writer.drafts
        if 0 <= controls < self.controls and sum(len(draft.text) for draft in drafts[first:]) <= _LONGEST_FORM_TEXT:
            del drafts[first:]

    def _marked(self, name: str, told: str, context: Context) -> Context:
        if self._trusts_marks and HIDDEN_MARK in told and HIDDEN_MARK in attributes(told):
            return replace(context, is_hidden=True)
        if name in CONCEALABLE and _CONCEALED.search(told) and _is_concealed(attributes(told)):
            return replace(context, is_dropped=True)
        return context

    def _skip(self, name: str, told: str, source: str, place: int) -> int:
        """Return the place behind the end of an element whose content is not shown."""
        self.controls += name in CONTROLS
        if told.endswith((" /", '"/', "'/")) or name in self._gone or name == "embed":
            return place
        end = re.compile(rf"</{name}(?![\w-])[^>]*+>?", re.IGNORECASE).search(source, place)
        if end is not None:
            return end.end()
        self._gone[name] = True
        # What follows an unclosed script is script; behind an unclosed picture the article goes on.
        return len(source) if name in RAW else place


def _is_concealed(given: dict[str, str]) -> bool:
    is_hidden = "hidden" in given and given["hidden"].lower() != "until-found"
    return is_hidden or bool(_CONCEALED.search(given.get("style", "")))
