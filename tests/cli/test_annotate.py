"""`annotate`: people and quotes of files, and of lines."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.shell import STORY, Shell

Write = Callable[..., str]
BOM = "\ufeff"


def test_people_and_speakers_are_marked_in_the_text(shell: Shell, write: Write) -> None:
    said = shell("annotate", write("story.txt"))

    assert said.exit_code == 0
    assert "“It is finally safe,” {Mia Lund} said [Mia Lund]" in said.out


def test_the_people_are_listed_below_the_text(shell: Shell, write: Write) -> None:
    said = shell("annotate", write("story.txt"))

    assert said.out.splitlines()[-1] == "Mia Lund  2 mentions · 1 quote · mayor"


def test_no_line_is_wider_than_the_measure(shell: Shell, write: Write) -> None:
    said = shell("annotate", write("story.txt"))

    assert max(map(len, said.out.splitlines())) <= 72


def test_json_has_the_text_that_the_offsets_point_into(shell: Shell, write: Write) -> None:
    (article,) = shell("annotate", "--json", write("story.txt")).json
    mention = article["people"][0]

    assert article["title"] == "Bridge over the Lune reopens"
    assert article["text"][mention["start"] : mention["end"]] == "Mia Lund"
    first = next(quote for quote in article["quotes"] if quote["kind"] == "speech")
    assert first["speaker"]["name"] == "Mia Lund"


def test_html_marks_people_and_escapes_the_rest(shell: Shell, write: Write) -> None:
    said = shell("annotate", "--html", write("story.txt", STORY.replace("safe", "<safe>")))

    assert "<b class=person>Mia Lund</b>" in said.out
    assert "&lt;safe&gt;" in said.out


def test_standard_input_is_a_file_called_dash(shell: Shell) -> None:
    assert "[Mia Lund]" in shell("annotate", "-", stdin=STORY).out


def test_escape_sequences_of_a_file_reach_no_terminal(shell: Shell, write: Write) -> None:
    said = shell("annotate", write("story.txt", STORY.replace("Monday", "\x1b]0;gone\x07Monday\x9b31m")))

    assert "on Monday after" in " ".join(said.out.split())
    assert not set(said.out) & set("\x1b\x07\x9b")


def test_one_unreadable_file_of_two_is_exit_code_one(shell: Shell, write: Write) -> None:
    said = shell("annotate", "absent.txt", write("story.txt"))

    assert said.exit_code == 1
    assert said.err == "tuinews: There is no file absent.txt. `tuinews help files` tells more.\n"
    assert "Mia Lund" in said.out


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "story.txt: The file is empty."),
        (b"\0\1\2\3\xff" * 400, "story.txt: This file does not look like text."),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "story.txt: This is a PNG image, not a feed or an article."),
        (b"%PDF-1.7\n", "story.txt: This is a PDF document, not a feed or an article."),
    ],
    ids=["empty", "binary", "image", "pdf"],
)
def test_what_is_no_article_is_one_sentence(shell: Shell, write: Write, content: bytes, sentence: str) -> None:
    said = shell("annotate", write("story.txt", content))

    assert (said.exit_code, said.out) == (2, "")
    assert said.err == f"tuinews: {sentence} `tuinews help files` tells more.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "cp1252"])
def test_the_encoding_is_told_by_the_bytes(shell: Shell, write: Write, encoding: str) -> None:
    said = shell("annotate", write("story.txt", STORY.replace("mayor", "maïor").encode(encoding)))

    assert "“It is finally safe,”" in said.out
    assert "maïor" in said.out


def test_a_file_larger_than_the_limit_is_not_read(shell: Shell, write: Write) -> None:
    shell("config", "set", "fetch.max_file_mb", "1")

    said = shell("annotate", write("story.txt", STORY * 9_000))

    assert said.exit_code == 2
    assert said.err == "tuinews: The file story.txt is larger than 1 MB, not read. `tuinews help files` tells more.\n"


def test_a_folder_is_no_article(shell: Shell) -> None:
    said = shell("annotate", ".")

    assert (said.exit_code, said.err) == (
        2,
        "tuinews: . is a folder, not a file to read. `tuinews help files` tells more.\n",
    )


def test_nothing_is_stored(shell: Shell, write: Write) -> None:
    shell("annotate", write("story.txt"))

    assert shell("list", "--json").json == []


# ------------------------------------------------------------------------------------------------ --jsonl


def lines_of(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_a_line_has_the_shape_of_the_contract(shell: Shell) -> None:
    said = shell("annotate", "--jsonl", stdin='{"id": "a", "text": "“Yes,” said Anna Berg."}\n')

    assert lines_of(said.out) == [
        {
            "id": "a",
            "people": [{"start": 12, "end": 21, "name": "Anna Berg"}],
            "quotes": [
                {
                    "start": 0,
                    "end": 6,
                    "text": "“Yes,”",
                    "kind": "speech",
                    "speaker": {
                        "name": "Anna Berg",
                        "type": "person",
                        "start": 12,
                        "end": 21,
                        "how": "explicit",
                        "certainty": "certain",
                    },
                }
            ],
        }
    ]


def test_a_line_comes_out_for_every_line_that_goes_in(shell: Shell, write: Write) -> None:
    lines = f'{BOM}{{"id": 1, "text": ""}}\r\n\n{{"id": 2, "text": "Rain."}}\n'

    said = shell("annotate", "--jsonl", write("corpus.jsonl", lines))

    assert lines_of(said.out) == [{"id": 1, "people": [], "quotes": []}, {"id": 2, "people": [], "quotes": []}]


def corpus(copies: int) -> str:
    """Return lines of more text than one process takes alone, each of its own."""
    text = "“The pier is open,” said Anna Berg. " + "the boats come and go in the rain, one by one. " * 90
    return "".join(json.dumps({"id": number, "text": f"{number}. {text}"}) + "\n" for number in range(copies))


def test_a_corpus_is_annotated_in_its_order_as_its_lines_alone_are(shell: Shell, write: Write) -> None:
    lines = corpus(40)

    said = shell("annotate", "--jsonl", write("corpus.jsonl", lines))

    assert [line["id"] for line in lines_of(said.out)] == list(range(40))
    assert said.out == shell("annotate", "--jsonl", stdin=lines).out


def test_what_stands_before_a_broken_line_of_a_corpus_is_annotated(shell: Shell, write: Write) -> None:
    said = shell("annotate", "--jsonl", write("corpus.jsonl", corpus(40) + "{\n" + corpus(1)))

    assert (said.exit_code, len(said.out.splitlines())) == (2, 40)
    assert "Line 41 is no JSON object" in said.err


def test_whoever_reads_a_corpus_may_leave_early(
    home: Path, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    program = [sys.executable, "-m", "tuinews", "annotate", "--jsonl", write("corpus.jsonl", corpus(80))]
    tuinews = subprocess.Popen([*program, "--data-dir", str(home)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert tuinews.stdout is not None

    first = tuinews.stdout.readline()
    tuinews.stdout.close()
    _, err = tuinews.communicate(timeout=60)

    assert first.startswith(b'{"id": 0')
    assert (tuinews.returncode, err) == (0, b"")


def test_offsets_count_code_points_of_the_text_as_it_is(shell: Shell) -> None:
    said = shell("annotate", "--jsonl", stdin='{"id": 1, "text": "\U0001f600\\r\\n\\u0000 “Yes,” said Anna Berg."}\n')

    (line,) = lines_of(said.out)

    assert line["people"] == [{"start": 17, "end": 26, "name": "Anna Berg"}]


def test_half_a_surrogate_pair_stops_nothing(shell: Shell) -> None:
    said = shell("annotate", "--jsonl", stdin='{"id": "\\ud800", "text": "“Yes,” said Anna Berg."}\n')

    assert said.exit_code == 0
    assert lines_of(said.out)[0]["id"] == "\ud800"


@pytest.mark.parametrize(
    "line",
    ["{", "[]", '{"id": 2}', '{"id": 2, "text": 5}', "[" * 50_000],
    ids=["broken", "array", "no text", "number", "deep"],
)
def test_a_line_that_is_no_record_is_named_by_its_number(shell: Shell, line: str) -> None:
    said = shell("annotate", "--jsonl", stdin=f'{{"id": 1, "text": ""}}\n{line}\n')

    assert said.exit_code == 2
    assert said.err == 'tuinews: Line 2 is no JSON object with "id" and "text". `tuinews help shell` tells more.\n'
    assert len(said.out.splitlines()) == 1
