"""Speech over paragraphs: none but the last has a closing mark, and all are one speaker's."""

import pytest

from tuinews.annotator import annotate
from tuinews.model.annotations import Certainty, How, Speaker

MAYOR = "Mayor Patricia Dunne defended the plan. “We have spent four years on it,” she said.\n\n"


def speakers_in(text: str) -> list[Speaker | None]:
    return [quote.speaker for quote in annotate(text).quotes]


def names_in(text: str) -> list[str | None]:
    return [speaker and speaker.name for speaker in speakers_in(text)]


@pytest.mark.parametrize(("opening", "closing"), ["“”", '""'])
def test_whom_the_last_paragraph_names_says_all_of_it(opening: str, closing: str) -> None:
    text = MAYOR + (
        f"{opening}I have lived here for seventy years and I have never seen the like.\n\n"
        f"{opening}They talk of progress, but who is it for?\n\n"
        f"{opening}It is not for us,{closing} said Margaret Hale, a retired teacher."
    )

    speakers = speakers_in(text)[1:]

    assert [speaker and speaker.name for speaker in speakers] == ["Margaret Hale"] * 3
    assert [speaker and speaker.how for speaker in speakers] == [How.IMPLICIT, How.IMPLICIT, How.EXPLICIT]
    assert {speaker and speaker.certainty for speaker in speakers} == {Certainty.CERTAIN}


def test_whoever_was_named_first_says_the_next_paragraph_whoever_is_named_after_it() -> None:
    text = (
        "“They came in their hundreds,” said Nadia Karim. “We gave them water.\n\n“Then the lorries came.”\n\n"
        "Maria Lopez was blunt. “This is the worst I have seen,” she said."
    )

    assert names_in(text) == ["Nadia Karim", "Nadia Karim", "Nadia Karim", "Maria Lopez"]


def test_a_pronoun_in_the_last_paragraph_says_who_speaks_in_the_first() -> None:
    text = MAYOR + "Margaret Hale rose.\n\n“I have lived here for years.\n\n“It is not for us,” she told the meeting."

    assert names_in(text)[1:] == ["Margaret Hale", "Margaret Hale"]


def test_a_closed_paragraph_before_another_speaker_is_none_of_theirs() -> None:
    text = "“The bridge is safe,” said Paulo Reis. “I built it.”\n\n“It is not,” said Ana Duarte."

    assert names_in(text) == ["Paulo Reis", "Paulo Reis", "Ana Duarte"]


def test_a_missing_mark_gives_nobody_the_words_of_somebody_named_before_them() -> None:
    text = "“The bridge is safe,” said Paulo Reis. “I built it myself.\n\n“It is not safe at all,” said Ana Duarte."

    assert names_in(text) == ["Paulo Reis", "Paulo Reis", "Ana Duarte"]


def test_a_transcript_is_no_speech_of_one() -> None:
    text = (
        "John Wallace asked Mike Pence on Sunday.\n\n“WALLACE: Will she be there tomorrow?\n\n"
        "“PENCE: She will not be at the debate tomorrow.\n\n“WALLACE: Thank you, Governor.”"
    )

    assert names_in(text)[-3:] == ["John Wallace", "Mike Pence", "John Wallace"]
