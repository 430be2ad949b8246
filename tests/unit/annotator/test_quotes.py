"""What counts as a quotation, for every kind of mark, and where it begins and ends."""

import pytest

from tuinews.annotator import annotate
from tuinews.model.annotations import QuoteKind


def quotes_in(text: str) -> list[str]:
    return [text[quote.start : quote.end] for quote in annotate(text).quotes if quote.kind is QuoteKind.SPEECH]


@pytest.mark.parametrize(
    "quote",
    [
        "“We are ready to sail,”",
        '"We are ready to sail,"',
        "'We are ready to sail,'",
        "‘We are ready to sail,’",
        "«We are ready to sail,»",
        "« We are ready to sail, »",
        "»We are ready to sail,«",
        "„We are ready to sail,“",
        "„We are ready to sail,”",
    ],
)
def test_speech_is_found_in_every_kind_of_mark(quote: str) -> None:
    text = f"{quote} said Amina Okafor."

    found = quotes_in(text)

    assert found == [quote]


@pytest.mark.parametrize(
    "text",
    [
        "O'Brien's dog chased the teachers' union's bus.",
        "It was the '90s, and rock 'n' roll was everywhere.",
        "The workers' boats and the owners' houses burned.",
        "He’s sure they’ll say it isn’t so.",
    ],
)
def test_an_apostrophe_does_not_open_a_quote(text: str) -> None:
    assert quotes_in(text) == []


def test_feet_and_inches_do_not_open_a_quote() -> None:
    text = "The goalkeeper is 6'2\" tall, his brother 5'11\" at most, said Tom Reis."

    assert quotes_in(text) == []


def test_a_plural_possessive_does_not_close_a_single_quote() -> None:
    text = "'It is the workers' fault and nobody else's,' Tom Reis said."

    assert quotes_in(text) == ["'It is the workers' fault and nobody else's,'"]


def test_single_marks_inside_double_ones_stay_inside() -> None:
    text = "“She told me, ‘Go home, all of you,’ and so we went,” Tom Reis said."

    assert quotes_in(text) == ["“She told me, ‘Go home, all of you,’ and so we went,”"]


def test_the_same_straight_marks_nest() -> None:
    text = '"I said "never again" to them," Tom Reis said.'

    assert quotes_in(text) == ['"I said "never again" to them,"']


def test_an_opening_mark_without_a_close_runs_to_the_end_of_its_paragraph() -> None:
    text = "“The water rose,” Tom Reis said. “Then the lights went out.\n\n“Nobody slept that night.”\n\nIt was May."

    assert quotes_in(text) == ["“The water rose,”", "“Then the lights went out.", "“Nobody slept that night.”"]


def test_a_stray_closing_mark_is_no_quote() -> None:
    assert quotes_in("The ferry” left at noon, said the captain.") == []


def test_a_nickname_is_not_speech() -> None:
    assert quotes_in('Robert "Bobby" Marsh said he would run again.') == []


def test_a_title_is_not_speech() -> None:
    assert quotes_in("Her second novel, “The Long Winter of Salt”, won the prize.") == []


@pytest.mark.parametrize("text", ["The so-called “experts” have left.", "The word “dune” comes from Dutch."])
def test_a_word_at_arms_length_is_not_speech(text: str) -> None:
    assert quotes_in(text) == []


def test_a_short_fragment_with_a_verb_of_speech_is_speech() -> None:
    assert quotes_in("Tom Reis called the plan “reckless” on Monday.") == ["“reckless”"]


def test_single_marks_beside_double_ones_are_scare_quotes() -> None:
    text = "The ‘lost decades’ are over. “We have grown up,” Tom Reis said."

    assert quotes_in(text) == ["“We have grown up,”"]


def test_speech_in_single_marks_runs_over_paragraphs() -> None:
    text = "‘We waited.\n\n‘Then we left,’ Ama Owusu said."

    assert quotes_in(text) == ["‘We waited.", "‘Then we left,’"]
