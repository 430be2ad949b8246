"""People and quotes as plain data, with the speech that is reported in other words than the speaker's."""

from __future__ import annotations

from typing import Any, cast

from tuinews.annotator import export as annotator_export
from tuinews.model.annotations import Annotation, QuoteKind


def annotation_facts(annotation: Annotation, text: str) -> dict[str, object]:
    """Return people and quotes for JSON, reported speech in its place among the quotes."""
    direct = annotator_export.to_json(annotation, text)
    reported = tuple(quote for quote in annotation.quotes if quote.kind is QuoteKind.INDIRECT)
    if not reported:
        return direct
    # The line of a corpus has direct speech alone; so reported speech goes through it as such.
    told = tuple(quote._replace(kind=QuoteKind.SPEECH) for quote in reported)
    found = annotator_export.to_json(annotation._replace(mentions=(), quotes=told), text)
    quotes = [
        *cast("list[dict[str, Any]]", direct["quotes"]),
        *({**quote, "kind": QuoteKind.INDIRECT.value} for quote in cast("list[dict[str, Any]]", found["quotes"])),
    ]
    return {**direct, "quotes": sorted(quotes, key=lambda quote: quote["start"])}
