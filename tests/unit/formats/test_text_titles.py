"""Headlines over plain text files that quote somebody: title or speech."""

import pytest
from tests.text_files import MAYOR, STORY, entry, shown


@pytest.mark.parametrize(
    "headline",
    ["Nurse told police she 'panicked', murder trial hears", "Minister says ‘no deal’ is near as talks go on"],
)
def test_a_headline_with_words_in_single_marks_is_the_title(headline: str) -> None:
    first = entry(f"{headline}\n\n{STORY}")

    assert (first.title, first.title_is_derived) == (headline, False)
    assert shown(first.content_html)[0] == MAYOR


def test_a_sentence_of_speech_is_no_title_though_its_full_stop_is_missing() -> None:
    speech = "“We stay here,” Ann Frost told reporters in Leeds"

    assert shown(entry(f"{speech}\n\n{STORY}").content_html)[0] == speech
