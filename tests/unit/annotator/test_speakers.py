"""Who says a quote, what that rests on, and how sure it is."""

import pytest

from tuinews.annotator import annotate
from tuinews.model.annotations import Certainty, How, QuoteKind, Speaker, SpeakerType


def speakers_in(text: str) -> list[Speaker | None]:
    return [quote.speaker for quote in annotate(text).quotes if quote.kind is QuoteKind.SPEECH]


def names_in(text: str) -> list[str | None]:
    return [speaker and speaker.name for speaker in speakers_in(text)]


@pytest.mark.parametrize(
    "text",
    [
        "“The bridge is safe,” Paulo Reis said.",
        "“The bridge is safe,” said Paulo Reis, an engineer.",
        "“The bridge is safe,” the engineer, Paulo Reis, told reporters.",
        "“The bridge is safe.” Paulo Reis said.",
        "Paulo Reis said: “The bridge is safe.”",
        "Paulo Reis, who built it, said that “the bridge is safe.”",
        "Speaking on Monday, Paulo Reis told reporters the bridge was “safe and sound”.",
        "Paulo Reis said this:\n\n“The bridge is safe.”",
        "“The bridge is safe,” according to Paulo Reis.",
        "According to Paulo Reis, the bridge is “safe and sound”.",
        "The bridge is “safe and sound” again, Paulo Reis said.",
        "“Is the bridge safe?” Paulo Reis asked.",
        "“The bridge is safe.” — Paulo Reis",
        "Paulo Reis opened the bridge, calling it “safe and sound”.",
    ],
)
def test_a_verb_of_speech_ties_a_quote_to_its_speaker(text: str) -> None:
    assert names_in(text) == ["Paulo Reis"]


def test_both_parts_of_an_interrupted_quote_have_the_speaker() -> None:
    text = "“I came,” Paulo Reis said, “and I saw nothing at all.”"

    assert names_in(text) == ["Paulo Reis", "Paulo Reis"]


def test_each_of_two_speakers_in_a_sentence_has_a_quote() -> None:
    text = "Ana Duarte said “nothing was decided,” and Pedro Lima said “everything was.”"

    assert names_in(text) == ["Ana Duarte", "Pedro Lima"]


def test_a_family_name_gives_the_full_name() -> None:
    text = "Amina Okafor arrived late. “I am tired of this,” Okafor said."

    assert names_in(text) == ["Amina Okafor"]


@pytest.mark.parametrize(("pronoun", "name"), [("she", "Ana Duarte"), ("he", "Pedro Lima")])
def test_a_pronoun_goes_by_gender(pronoun: str, name: str) -> None:
    text = f"Ana Duarte met Pedro Lima on Friday. “Nothing was decided,” {pronoun} said."

    [speaker] = speakers_in(text)

    assert speaker is not None
    assert (speaker.name, speaker.how) == (name, How.PRONOUN)


def test_a_pronoun_nobody_fits_has_no_speaker() -> None:
    assert names_in("“Nothing was decided,” she said.") == [None]


def test_a_role_gives_who_holds_it() -> None:
    text = "Prime Minister Kofi Mensah met Ama Owusu. “We will rebuild it,” the premier said."

    [speaker] = speakers_in(text)

    assert speaker is not None
    assert (speaker.name, speaker.how) == ("Kofi Mensah", How.ROLE)


def test_the_mention_of_a_role_is_what_the_decision_rests_on() -> None:
    text = "Prime Minister Kofi Mensah met Ama Owusu. “We will rebuild it,” the premier said."

    [speaker] = speakers_in(text)

    assert speaker is not None
    assert text[speaker.start : speaker.end] == "the premier"


def test_the_group_is_the_organisation_named_before() -> None:
    text = "Riverwatch counted the fish on Monday. “We found nine of them,” the group said in a statement."

    [speaker] = speakers_in(text)

    assert speaker is not None
    assert (speaker.name, speaker.type) == ("Riverwatch", SpeakerType.ORGANISATION)


def test_an_unnamed_source_keeps_its_description() -> None:
    text = "A source close to the talks said a deal was “within reach”. Both sides were “tired of it”, the source said."

    assert names_in(text) == ["A source close to the talks", "A source close to the talks"]


def test_a_spokesman_is_not_the_one_he_speaks_for() -> None:
    text = "“Stop the pumps now,” said a spokesman for Mayor Ivan Kolar."

    [speaker] = speakers_in(text)

    assert speaker is not None
    assert (speaker.name, speaker.type) == ("a spokesman for Mayor Ivan Kolar", SpeakerType.UNNAMED)


def test_a_report_is_a_document() -> None:
    [speaker] = speakers_in("The report called the dam “an accident waiting to happen.”")

    assert speaker is not None
    assert speaker.type == SpeakerType.DOCUMENT


def test_a_paragraph_that_is_only_a_quote_goes_on_with_the_speaker() -> None:
    text = "“We cannot go on,” Ana Duarte said.\n\n“We have tried it all.”"

    speakers = speakers_in(text)

    assert [speaker and (speaker.name, speaker.how) for speaker in speakers] == [
        ("Ana Duarte", How.EXPLICIT),
        ("Ana Duarte", How.IMPLICIT),
    ]


def test_a_sentence_about_somebody_new_leaves_the_speaker_unsure() -> None:
    text = "“We cannot go on,” Ana Duarte said. Pedro Lima shook his head. “We have hardly begun.”"

    first, second = speakers_in(text)

    assert first is not None
    assert second is not None
    assert (first.certainty, second.certainty) == (Certainty.CERTAIN, Certainty.LIKELY)


def test_a_transcript_names_its_speaker_inside_the_marks() -> None:
    text = "Ana Duarte met the press.\n\n“DUARTE: We cannot go on like this.”"

    assert names_in(text) == ["Ana Duarte"]


def test_a_quote_nobody_is_near_has_no_speaker() -> None:
    assert names_in("“We cannot go on like this.”") == [None]


def test_who_is_whoever_is_named_before_it() -> None:
    text = "So did the left's Heidi Reichinnek, who wrote on X: “Who orders, pays. That is all.”"

    assert names_in(text) == ["Heidi Reichinnek"]


def test_an_organisation_keeps_its_name_over_a_verb() -> None:
    text = (
        "Ms. Rahman was freed.\n\n“It was never necessary,” the Committee to Protect Journalists said in a statement."
    )

    assert names_in(text) == ["Committee to Protect Journalists"]


def test_a_verb_that_opens_a_sentence_is_nobody() -> None:
    text = "The rector opened the hall at noon.\n\nTell the youth to be “creators of wealth” in the town."

    assert "Tell" not in names_in(text)


def test_they_are_neither_a_city_nor_a_month() -> None:
    text = "He left New York with some friends in May. They had guns to “shoot any thief” who came."

    assert names_in(text) == ["some friends"]


def test_a_verb_beside_the_quote_makes_it_certain() -> None:
    [speaker] = speakers_in("“The bridge is safe,” Paulo Reis said.")

    assert speaker is not None
    assert speaker.certainty == Certainty.CERTAIN


def test_a_quote_without_a_verb_of_speech_is_at_most_likely() -> None:
    text = "Paulo Reis wore the motto of the town as a badge.\n\n“We will be safe and sound for ever. I promise you.”"

    [speaker] = speakers_in(text)

    assert speaker is None or speaker.certainty == Certainty.LIKELY


def test_a_speaker_points_at_the_person() -> None:
    text = "Ama Owusu listened. “The bridge is safe,” Paulo Reis said."
    annotation = annotate(text)

    speaker = annotation.quotes[0].speaker

    assert speaker is not None
    assert speaker.person is not None
    assert annotation.people[speaker.person].name == "Paulo Reis"


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("“The bridge is safe,” Paulo Reis insisted.", "insisted"),
        ("“The bridge is safe,” according to Paulo Reis.", "according to"),
        ("“The bridge is safe.”", ""),
    ],
)
def test_the_cue_is_the_verb_that_reports(text: str, cue: str) -> None:
    assert [quote.cue for quote in annotate(text).quotes] == [cue]
