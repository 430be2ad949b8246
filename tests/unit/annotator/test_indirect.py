"""Indirect speech: what is reported without quotation marks, and by whom."""

import pytest

from tuinews.annotator import annotate
from tuinews.model.annotations import Certainty, QuoteKind


def reported_in(text: str) -> list[tuple[str, str | None]]:
    """Return each stretch of indirect speech with the name of its speaker."""
    quotes = [quote for quote in annotate(text).quotes if quote.kind is QuoteKind.INDIRECT]
    return [(text[quote.start : quote.end], quote.speaker and quote.speaker.name) for quote in quotes]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Paulo Reis said that the bridge would open in May.", "that the bridge would open in May"),
        ("Paulo Reis said the bridge would open in May.", "the bridge would open in May"),
        ("Paulo Reis told reporters that the bridge would open in May.", "that the bridge would open in May"),
        ("The bridge would open in the first week of May, Paulo Reis said.", None),
        ("According to Paulo Reis, the bridge would open in May.", "the bridge would open in May"),
        ("The bridge would open in May, according to Paulo Reis.", "The bridge would open in May"),
    ],
)
def test_a_verb_of_speech_reports_what_follows_or_precedes_it(text: str, content: str | None) -> None:
    expected = content or "The bridge would open in the first week of May"

    assert reported_in(text) == [(expected, "Paulo Reis")]


def test_indirect_speech_stops_where_the_sentence_only_tells_who_said_it() -> None:
    text = "He wrote that his mother had given the money to the group, the sources said."

    assert reported_in(text)[0][0] == "that his mother had given the money to the group"


def test_quoted_words_inside_indirect_speech_stay_a_quote_of_their_own() -> None:
    text = "Paulo Reis said that the old bridge was “an accident waiting to happen” and that it would close."

    kinds = [quote.kind for quote in annotate(text).quotes]

    assert kinds == [QuoteKind.INDIRECT, QuoteKind.SPEECH, QuoteKind.INDIRECT]


@pytest.mark.parametrize(
    "text",
    [
        "Paulo Reis said nothing.",
        "Paulo Reis asked the council to close the old bridge at once.",
        "The workers continued to build the bridge in the rain.",
        "The council put off a decision, after a meeting in which Mayor Amina Haddad twice asked for quiet.",
        "A report on the state of the bridge is due in May.",
    ],
)
def test_what_reports_no_words_is_not_indirect_speech(text: str) -> None:
    assert reported_in(text) == []


def test_a_pronoun_makes_indirect_speech_at_most_likely() -> None:
    text = "Paulo Reis, 43, opened the bridge on Monday. He said that it would last for a hundred years."

    [quote] = annotate(text).quotes

    assert quote.speaker is not None
    assert (quote.speaker.name, quote.speaker.certainty) == ("Paulo Reis", Certainty.LIKELY)
