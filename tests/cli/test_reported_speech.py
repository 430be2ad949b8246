"""Speech that is reported in other words than the speaker's: shown beside quotes, left out where that is asked."""

from __future__ import annotations

import json

import pytest
from tests.cli.shell import Shell

from tuinews import annotator
from tuinews.config import Config
from tuinews.model.annotations import (
    Annotation,
    Certainty,
    How,
    Mention,
    Person,
    Quote,
    QuoteKind,
    Speaker,
    SpeakerType,
)
from tuinews.model.bodies import Block, BlockKind, Body
from tuinews.model.entries import Entry
from tuinews.newsroom import analyse
from tuinews.newsroom.offload import Offload

TEXT = "Lund said that it was late. “Go home,” she said."
LUND = Speaker("Mia Lund", SpeakerType.PERSON, How.EXPLICIT, Certainty.CERTAIN, 0)
FOUND = Annotation(
    1,
    (Person("Mia Lund"),),
    (Mention(0, 4, 0),),
    (Quote(10, 26, QuoteKind.INDIRECT, LUND, "said"), Quote(28, 38, QuoteKind.SPEECH, LUND, "said")),
)

pytestmark = pytest.mark.usefixtures("_found")


@pytest.fixture
def _found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the text be read with reported speech in it, whatever the annotator finds."""

    async def found(config: Config, offload: Offload, target: str, stdin: bytes = b"") -> list[analyse.Analysed]:
        body = Body(TEXT, (Block(BlockKind.PARAGRAPH, 0, len(TEXT)),))
        return [analyse.Analysed("Late", Entry(title="Late"), body, FOUND)]

    def annotate(text: str, language: str = "") -> Annotation:
        return FOUND

    monkeypatch.setattr(analyse, "analyse", found)
    monkeypatch.setattr(annotator, "annotate", annotate)


def kinds(quotes: list[dict[str, object]]) -> list[object]:
    return [quote["kind"] for quote in quotes]


def test_reported_speech_is_marked_in_the_text(shell: Shell) -> None:
    assert "said ‹that it was late› {Mia Lund}. “Go home,” {Mia Lund}" in shell("annotate", "story.txt").out


def test_reported_speech_is_counted_beside_the_quotes(shell: Shell) -> None:
    said = shell("annotate", "story.txt")

    assert said.out.splitlines()[-1] == "Mia Lund  1 mention · 1 quote · 1 reported"


def test_json_has_reported_speech_in_its_place_with_its_kind(shell: Shell) -> None:
    (article,) = shell("annotate", "--json", "story.txt").json

    assert kinds(article["quotes"]) == ["indirect", "speech"]
    assert article["quotes"][0]["text"] == "that it was late"
    assert article["quotes"][0]["speaker"]["name"] == "Mia Lund"


def test_html_sets_reported_speech_apart_from_quotes(shell: Shell) -> None:
    assert "<span class=reported>that it was late</span>" in shell("annotate", "--html", "story.txt").out


@pytest.mark.parametrize("form", [[], ["--json"], ["--html"]])
def test_direct_only_leaves_it_out_of_every_form(shell: Shell, form: list[str]) -> None:
    said = shell("annotate", "--direct-only", *form, "story.txt")

    assert not any(mark in said.out for mark in ("‹", "indirect", "<span class=reported>", "1 reported"))
    assert "Go home" in said.out


def test_lines_of_a_corpus_have_direct_speech_alone(shell: Shell) -> None:
    said = shell("annotate", "--jsonl", stdin=json.dumps({"id": "a", "text": TEXT}))

    assert kinds(said.json["quotes"]) == ["speech"]


def test_lines_of_a_corpus_have_reported_speech_where_it_is_asked_for(shell: Shell) -> None:
    said = shell("annotate", "--jsonl", "--indirect", stdin=json.dumps({"id": "a", "text": TEXT}))

    assert kinds(said.json["quotes"]) == ["indirect", "speech"]


def test_leaving_out_and_asking_for_at_once_is_refused(shell: Shell) -> None:
    assert shell("annotate", "--direct-only", "--indirect", "story.txt").exit_code == 2
