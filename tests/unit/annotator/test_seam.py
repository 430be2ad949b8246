"""What holds for every text: offsets, order, no exception, the same answer twice."""

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuinews.annotator import VERSION, annotate
from tuinews.annotator.export import to_json
from tuinews.model.annotations import Annotation, QuoteKind

QUOTATION_MARKS = "\"'‘’‚‛“”„‟«»「」『』＂`"

MARKS = "“”‘’«»„\"'()-–—.,:;?!\n \t\x00\x1b\u202e\u0301😀"
WORDS = """Amina Okafor said he told Reis that president Mr. bin Al the report group A. 6'2" s' O'Neil SAID '' according
to “Yes,” ”No” Sir de la -- 1. DUARTE: “DUARTE:"""
PIECES = st.sampled_from([*MARKS, *WORDS.split(), *(f"{word} " for word in WORDS.split())])
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=60).map("".join))


@given(TEXTS)
@settings(deadline=None, max_examples=200)
def test_every_offset_lies_inside_the_text(text: str) -> None:
    annotation = annotate(text)

    assert all(0 <= start < end <= len(text) for start, end in spans_of(annotation))


@given(TEXTS)
@settings(deadline=None, max_examples=200)
def test_a_quote_begins_on_a_quotation_mark(text: str) -> None:
    annotation = annotate(text)

    direct = [quote for quote in annotation.quotes if quote.kind is QuoteKind.SPEECH]
    assert all(text[quote.start] in QUOTATION_MARKS for quote in direct)


@given(TEXTS)
@settings(deadline=None, max_examples=200)
def test_quotes_and_mentions_are_in_order_and_apart(text: str) -> None:
    annotation = annotate(text)

    for spans in (annotation.quotes, annotation.mentions):
        ends = [0, *(span.end for span in spans)]
        assert all(end <= span.start for end, span in zip(ends, spans, strict=False))


@given(TEXTS)
@settings(deadline=None, max_examples=100)
def test_every_person_has_a_mention(text: str) -> None:
    annotation = annotate(text)

    assert {mention.person for mention in annotation.mentions} == set(range(len(annotation.people)))


@given(TEXTS)
@settings(deadline=None, max_examples=50)
def test_the_same_text_gives_the_same_annotation(text: str) -> None:
    assert annotate(text) == annotate(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n\n",
        '"' * 10_000,
        " “" * 10_000,
        "“a ”" * 10_000,
        "'a s' " * 10_000,
        "said “x y z w,” " * 10_000,
        "John Smith " * 20_000,
        "Mr President " * 20_000,
        "a" * 1_000_000,
        "A" * 1_000_000,
        "A-" * 500_000,
        "A B C D " * 10_000,
        "San San de la " * 10_000,
        "al-Marsh " * 20_000,
        "A “B” " * 10_000,
        "Amina Okafor, 34, met SAN JOSE. " * 5_000,
        "\U0001f600 \x00\u202e" * 50_000,
        "He said that Amina Okafor went to Paris. " * 10_000,
    ],
    ids=lambda text: f"{text[:12]!r} x {len(text)}",
)
def test_a_hostile_text_comes_to_an_end(text: str) -> None:
    assert annotate(text).annotator_version == VERSION


def test_importing_the_seam_loads_none_of_its_parts() -> None:
    code = "import sys, tuinews.annotator; print([n for n in sys.modules if n.startswith('tuinews.annotator.')])"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_a_line_of_jsonl_has_the_promised_keys() -> None:
    text = "“The bridge is safe,” Paulo Reis said."

    line = to_json(annotate(text), text)

    assert line == {
        "people": [{"start": 22, "end": 32, "name": "Paulo Reis"}],
        "quotes": [
            {
                "start": 0,
                "end": 21,
                "text": "“The bridge is safe,”",
                "kind": "speech",
                "speaker": {
                    "name": "Paulo Reis",
                    "type": "person",
                    "start": 22,
                    "end": 32,
                    "how": "explicit",
                    "certainty": "certain",
                },
            }
        ],
    }


def test_a_quote_without_a_speaker_has_null_in_jsonl() -> None:
    text = "“We cannot go on like this.”"

    line = to_json(annotate(text), text)

    assert line["quotes"] == [{"start": 0, "end": 28, "text": text, "kind": "speech", "speaker": None}]


def spans_of(annotation: Annotation) -> list[tuple[int, int]]:
    """Return every stretch an annotation points at."""
    spans = [(span.start, span.end) for span in (*annotation.mentions, *annotation.quotes)]
    speakers = [quote.speaker for quote in annotation.quotes if quote.speaker]
    return spans + [(s.start, s.end) for s in speakers if s.start is not None and s.end is not None]
