"""Whom pronouns, family names and descriptions mean."""

import pytest

from tuinews.annotator import annotate
from tuinews.model.annotations import Certainty, How, QuoteKind, Speaker, SpeakerType


def last_speaker(text: str) -> Speaker:
    """Return the speaker of the last direct quote of a text."""
    quotes = [quote for quote in annotate(text).quotes if quote.kind is QuoteKind.SPEECH]
    assert quotes
    speaker = quotes[-1].speaker
    assert speaker is not None
    return speaker


def test_a_pronoun_means_whoever_was_said_to_speak_in_the_sentence_before() -> None:
    text = (
        "Senator Paulo Reis met Pedro Lima on Monday. Reis said the plan would fail.\n\n"
        "“It was never going to work,” he said."
    )

    assert (last_speaker(text).name, last_speaker(text).how) == ("Paulo Reis", How.PRONOUN)


ANOTHER_SPOKE = (
    "Margaret Osei arrived on Monday.\n\n"
    "Press secretary Karen Miller gave no reason. “Totally different,” Miller said.\n\n"
)


@pytest.mark.parametrize(
    "paragraph",
    [
        "Osei seemed amused. “My phone has not stopped,” she told a local station.",
        "Senator Osei, for her part, seemed amused. “My phone has not stopped,” she told a local station.",
    ],
)
def test_a_pronoun_means_whom_its_paragraph_began_with_though_another_spoke_before(paragraph: str) -> None:
    assert last_speaker(ANOTHER_SPOKE + paragraph).name == "Margaret Osei"


@pytest.mark.parametrize(
    "paragraph",
    [
        "Osei was late. “I hope she is well,” she said.",  # the words are about her
        "Osei is “someone I have always trusted,” she said.",  # of one sentence she is the matter, not the speaker
        "Osei asked about it. Miller replied with a smile. “There was no other way,” she said.",
    ],
)
def test_a_pronoun_means_whoever_speaks_when_its_paragraph_only_begins_with_another(paragraph: str) -> None:
    assert last_speaker(ANOTHER_SPOKE + paragraph).name == "Karen Miller"


def test_a_pronoun_means_nobody_of_the_other_gender() -> None:
    text = "Mary Okafor thanked James Reis.\n\n“We are glad he came,” she said."

    assert last_speaker(text).name == "Mary Okafor"


def test_a_pronoun_can_mean_a_source_without_a_name() -> None:
    text = (
        "“I ran for the door,” Mary Okafor said.\n\nAnother witness said people hid in the aisles.\n\n"
        "“They were screaming,” she told the radio."
    )

    assert (last_speaker(text).name, last_speaker(text).type) == ("Another witness", SpeakerType.UNNAMED)


def test_a_family_name_alone_that_was_not_found_speaks_for_the_full_name() -> None:
    text = (
        "Halden boss Nicola Frame, whose side are fifth, said she had told her players to enjoy it.\n\n"
        "\"Jordan said to me on Thursday, 'Gaffer, I'm getting two,'\" Frame laughed. \"I said, 'Get one first.'\""
    )

    assert (last_speaker(text).name, last_speaker(text).type) == ("Nicola Frame", SpeakerType.PERSON)


def test_the_family_name_alone_stays_with_its_main_person_when_a_relative_is_named() -> None:
    text = (
        "Senator James Reis spoke first. Reis was calm. His wife, Heidi Reis, and his "
        "father, Rafael Reis, listened.\n\n"
        "“I am not in the habit of losing,” Reis said."
    )

    assert last_speaker(text).name == "James Reis"


def test_a_newly_introduced_namesake_takes_over_the_family_name() -> None:
    text = (
        "Prime Minister Han Duck-soo spoke first. Han was calm.\n\n"
        "Justice Minister Han Dong-hoon answered the questions of the assembly.\n\n"
        "“There is no legal problem,” Han said."
    )

    assert last_speaker(text).name == "Han Dong-hoon"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("“We will appeal,” Liberal leader Peter Dutton said.", "Peter Dutton"),
        ("“We will appeal,” said his lawyer, Maria Santos.", "Maria Santos"),
        ("“We will appeal,” said Maria Santos, the lawyer for the family.", "Maria Santos"),
    ],
)
def test_a_description_beside_a_name_is_that_person(text: str, name: str) -> None:
    assert last_speaker(text).name == name


def test_a_role_means_the_person_who_was_introduced_with_it() -> None:
    text = (
        "Italian Prime Minister Giulia Conti flew to Tunis on Monday.\n\n"
        "“We have an agreement,” the premier told reporters."
    )

    assert (last_speaker(text).name, last_speaker(text).how) == ("Giulia Conti", How.ROLE)


@pytest.mark.parametrize("title", ["the Prime Minister", "the PM", "the prime minister"])
def test_a_title_in_capitals_is_a_role_too(title: str) -> None:
    text = f"Prime Minister Amina Haddad came to Sousse. “Nobody will stop us,” {title} said."

    assert last_speaker(text).name == "Amina Haddad"


def test_the_letters_after_a_name_are_no_part_of_it_and_part_it_from_nothing() -> None:
    text = "Prosecutor Ruth Abernathy KC told the court: “This was fear.”"

    assert last_speaker(text).name == "Ruth Abernathy"


def test_no_is_a_sentence_of_its_own() -> None:
    text = "Is it hers? No. My mother asked me that. “Is it you?” she said."

    assert last_speaker(text).name == "My mother"


def test_what_is_said_in_a_language_not_trained_on_is_at_most_likely() -> None:
    text = (
        "Le président de la région était hier à Lyon avec les élus de la ville pour une visite "
        "des nouvelles écoles.\n\n"
        "« Nous allons construire trois écoles dans cette ville avant la fin de l’année », a déclaré Paul Durand."
    )
    annotation = annotate(text)

    speakers = [quote.speaker for quote in annotation.quotes if quote.speaker]

    assert annotation.language == "fr"
    assert all(speaker.certainty is Certainty.LIKELY for speaker in speakers)


@pytest.mark.parametrize(
    ("subject", "name"),
    [
        ("the charity’s founder, Dame Judith Farrow,", "Judith Farrow"),
        ("her colleague, the postdoctoral researcher Wei Lin,", "Wei Lin"),
        ("his brother, Samuel Okafor,", "Samuel Okafor"),
    ],
)
def test_who_is_named_in_commas_after_what_they_are_speaks(subject: str, name: str) -> None:
    assert last_speaker(f"Ruth Marsh was there. “He was the nicest of men,” {subject} told the court.").name == name


def test_according_to_somebody_is_said_by_them_and_he_goes_on_so() -> None:
    text = (
        "“I see no petals,” said Peter Crane of Yale.\n\n"
        "According to James Doyle, an emeritus professor, it could be a cone. “We have been here before,” he warned."
    )

    assert last_speaker(text).name == "James Doyle"


def test_a_pronoun_means_whoever_a_paragraph_begins_with_by_what_they_are() -> None:
    text = (
        "The accountant, Inspector Claire Reis told the court, had said on arrest: “I meant to pay it back.”\n\n"
        "Reis’s neighbour, Laura Marsh, wept in the gallery. “I knew nothing,” she told reporters outside."
    )

    assert last_speaker(text).name == "Laura Marsh"
