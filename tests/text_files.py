"""Sample stories as text files, and what an imported one shows and hides."""

import html
import re

from tuinews.formats.text import parse_text
from tuinews.model.entries import Entry, Parsed
from tuinews.model.sources import Document, Source, SourceKind

MAYOR = (
    "The mayor of Porto Alto said on Monday that the bridge over the river would stay closed for at least two more "
    "weeks, and asked drivers to be patient with the long detour through the hills."
)
SAFE = "“We will not open it before it is safe,” Ana Lopes told reporters after the meeting of the town council."
FERRY = "Fishermen have offered to carry people across the river for free until the works on the last pillar end."
STORY = f"{MAYOR}\n\n{SAFE}\n\n{FERRY}\n\n{MAYOR}\n\n{FERRY}"


def document(text: str | bytes, location: str = "/home/ana/notes.txt") -> Document:
    body = text.encode() if isinstance(text, str) else text
    return Document(Source(SourceKind.FILE, location), location, body)


def entry(text: str | bytes, location: str = "/home/ana/notes.txt") -> Entry:
    return parse_text(document(text, location)).entries[0]


def parsed(text: str | bytes) -> Parsed:
    return parse_text(document(text))


def hidden(content: str) -> list[tuple[str, list[str]]]:
    found = re.findall(r'<div data-tuinews-hidden="([^"]*)">(.*?)</div>', content)
    return [(reason, [html.unescape(row) for row in re.findall(r"<p>(.*?)</p>", inside)]) for reason, inside in found]


def shown(content: str) -> list[str]:
    visible = re.sub(r"<div data-tuinews-hidden.*?</div>", "", content)
    return [
        html.unescape(text) for text in re.findall(r"<(?:p|h2|li|figcaption)>(.*?)</(?:p|h2|li|figcaption)>", visible)
    ]
