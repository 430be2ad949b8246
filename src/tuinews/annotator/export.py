"""Annotations as plain data for `tuinews annotate --jsonl` and `--json`."""

from __future__ import annotations

from tuinews.model.annotations import Annotation, Quote, QuoteKind


def to_json(annotation: Annotation, text: str) -> dict[str, object]:
    """Return the people and quotes of a line of `annotate --jsonl`; indirect speech is left out."""
    return {
        "people": [
            {"start": mention.start, "end": mention.end, "name": annotation.people[mention.person].name}
            for mention in annotation.mentions
        ],
        "quotes": [_quote(quote, text) for quote in annotation.quotes if quote.kind != QuoteKind.INDIRECT],
    }


def _quote(quote: Quote, text: str) -> dict[str, object]:
    speaker = quote.speaker
    return {
        "start": quote.start,
        "end": quote.end,
        "text": text[quote.start : quote.end],
        "kind": quote.kind.value,
        "speaker": speaker
        and {
            "name": speaker.name,
            "type": speaker.type.value,
            "start": speaker.start,
            "end": speaker.end,
            "how": speaker.how.value,
            "certainty": speaker.certainty.value,
        },
    }
