"""Templates for citing a quote: what they may name, and how a quote is put into one.

A field of a template stands in braces; a brace itself is written twice. A field that is empty takes the words before
it along, so that no comma is left standing alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter

FIELDS = ("quote", "name", "role", "outlet", "title", "author", "date", "year", "url", "link", "key")

PLAIN = "{quote} — {name}, {role}, {outlet}, {date}, {url}"
MARKDOWN = "> {quote}\\n>\\n> — {name}, {role}, {link}, {date}"
BIBTEX = (
    "@misc{{{key},\\n  author = {{{name}}},\\n  title = {{{title}}},\\n  howpublished = {{{outlet}}},\\n"
    "  year = {{{year}}},\\n  note = {{{quote}, {date}}},\\n  url = {{{url}}}\\n}}"
)


def problem_of(template: str) -> str:
    """Return what is wrong with a template, in words that follow its name; empty when nothing is."""
    try:
        pieces = list(Formatter().parse(template))
    except ValueError:
        return "has a brace without its other half; a brace of its own is written twice"
    names = [name for _, name, _, _ in pieces if name is not None]
    for _, name, form, conversion in pieces:
        if name is not None and (name not in FIELDS or form or conversion):
            shown = name + (f"!{conversion}" if conversion else "") + (f":{form}" if form else "")
            return f"names {{{shown}}}; there are {', '.join(FIELDS)}"
    return "" if "quote" in names else "must hold {quote}"


def fill(template: str, values: Mapping[str, str]) -> str:
    """Return a template with these values in it; `\\n` is a line break."""
    filled = list[str]()
    for before, name, _, _ in Formatter().parse(template.replace("\\n", "\n")):
        if name is None:
            filled.append(before)
        elif values[name]:
            filled += [before, values[name]]
    return "".join(filled)
