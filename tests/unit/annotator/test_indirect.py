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
        "Paulo Reis told his wife the truth about the old bridge.",
        "Paulo Reis told her to close the bridge that was old.",
        "Paulo Reis announced a set of actions on the old bridge in May.",
        "Paulo Reis has denied any wrongdoing in the building of the bridge.",
        "The council joined the fight against the new bridge over the river.",
        "Amina Haddad cited disparaging remarks Paulo Reis had made about the bridge.",
        "Paulo Reis has hit back at claims that the old bridge would close in May.",
        "The bridge was fifth in a ranking of the world by five points.",
        "A search of the river bed revealed 14 more piers that could be part of the bridge.",
        "A group claimed responsibility for a fire that left the bridge in ruins.",
        "With the prices of steel at their highest, Paulo Reis said.",
        "As the bridge is painted in spring, the last coat is slowly added.",
    ],
)
def test_what_reports_no_words_is_not_indirect_speech(text: str) -> None:
    assert reported_in(text) == []


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Paulo Reis claimed the bridge had been closed for a year.", "the bridge had been closed for a year"),
        ("The report notes that the bridge has been closed since May.", "that the bridge has been closed since May"),
        ("AFP reports that the bridge has been closed since May.", "that the bridge has been closed since May"),
        ("Paulo Reis also notes the flood reduced the number of bridges.", "the flood reduced the number of bridges"),
        ("Paulo Reis, who joined the council in 2019, said the plan was a mistake.", "the plan was a mistake"),
        ("Paulo Reis said it was a shame that the bridge had closed.", "it was a shame that the bridge had closed"),
        ("Paulo Reis said the bridge was safe, even as Ana Duarte had it closed.", "the bridge was safe"),
        ("Paulo Reis said arson could not be ruled out.", "arson could not be ruled out"),
        ("Paulo Reis said Lisbon was aware of the problem.", "Lisbon was aware of the problem"),
        ("Paulo Reis said at least 100 people were hurt.", "at least 100 people were hurt"),
        ("Mayor Amina Haddad's spokesman, Paulo Reis, said Sfax was aware of it.", "Sfax was aware of it"),
        ("Towns say they have no money left, with Paulo Reis warning of “a fall”.", "they have no money left"),
        ("Paulo Reis told AFP the group's leader was expected in Sfax.", "the group's leader was expected in Sfax"),
        ("Paulo Reis told the court he had never seen it.", "he had never seen it"),
        ("Paulo Reis said this week that the bridge had closed.", "that the bridge had closed"),
        ("Paulo Reis expressed concern that the bridge had closed.", "that the bridge had closed"),
        ("HARLAN, Ky. (AP) — The bridge would open in May, according to Paulo Reis.", "The bridge would open in May"),
    ],
)
def test_what_is_reported_is_a_clause_of_its_own(text: str, content: str) -> None:
    assert [told for told, _ in reported_in(text)] == [content]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Analysts at Barclays and UBS said the market would recover.", "Analysts at Barclays and UBS"),
        ("Dr Amina Haddad came at noon. The doctor said that nobody was in danger.", "Amina Haddad"),
        ("Prof. Amina Haddad came at noon. The professor said that nobody was in danger.", "Amina Haddad"),
        ("Amina Haddad came at noon. The doctor said that nobody was in danger.", "The doctor"),
    ],
)
def test_whoever_is_described_is_who_said_it(text: str, speaker: str) -> None:
    assert reported_in(text)[-1][1] == speaker


def test_a_pronoun_makes_indirect_speech_at_most_likely() -> None:
    text = "Paulo Reis, 43, opened the bridge on Monday. He said that it would last for a hundred years."

    [quote] = annotate(text).quotes

    assert quote.speaker is not None
    assert (quote.speaker.name, quote.speaker.certainty) == ("Paulo Reis", Certainty.LIKELY)


def test_who_somebody_is_stays_outside_of_what_they_are_reported_to_say() -> None:
    before = (
        "According to James Doyle, an emeritus professor at the University of California, Davis, it could be a cone."
    )
    after = "Rates will stay high for longer, the governor of the central bank, Ana Ruiz, said."

    assert reported_in(before) == [("it could be a cone", "James Doyle")]
    assert reported_in(after) == [("Rates will stay high for longer", "Ana Ruiz")]
