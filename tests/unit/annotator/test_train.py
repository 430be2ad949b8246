"""The training: the same bytes from the same corpora, copies marked right, a true card."""

import json
from pathlib import Path

import pytest

from tuinews.annotator.people.name_finder import load_name_finder
from tuinews.annotator.people.name_table import MODELS
from tuinews.annotator.people.sorted_table import SortedTable, table_lines
from tuinews.annotator.sentences import split_tokens
from tuinews.annotator.train.__main__ import main
from tuinews.annotator.train.corpora import PEOPLE_DEV, PEOPLE_TRAIN, PeopleText, without_eponyms
from tuinews.annotator.train.figures import card_with_figures
from tuinews.annotator.train.renaming import Renamer

PEOPLE = ("Amina Okafor", "Pedro Lima", "Ann Frost", "Dan Levi", "Maria Santos", "Yusuf Darwish")
SENTENCES = (
    "The judge {} spoke in Lagos on Monday.",
    "On Friday {} left the Harbour Bank for Paris.",
    "“We are glad,” said {}, who lives in Quito.",
    "The United Nations thanked {} for the report on Kenya.",
)


def write_corpora(folder: Path) -> None:
    for name in (*PEOPLE_TRAIN, *PEOPLE_DEV, "quotes/train", "quotes/dev"):
        path = folder / f"{name}.jsonl"
        path.parent.mkdir(parents=True, exist_ok=True)
        make = quotes_of if name.startswith("quotes") else record_of
        records = [make(number) for number in range(24)]
        path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")


def record_of(number: int) -> dict[str, object]:
    name = PEOPLE[number % len(PEOPLE)]
    before, after = SENTENCES[number % len(SENTENCES)].split("{}")
    again = f"\nLater {name.split()[1]} went home."
    second = len(before) + len(name) + len(after) + len("\nLater ")
    spans = [(len(before), len(before) + len(name)), (second, second + len(name.split()[1]))]
    return {
        "id": str(number),
        "text": f"{before}{name}{after}{again}",
        "people": [{"start": start, "end": end} for start, end in spans],
    }


def quotes_of(number: int) -> dict[str, object]:
    name = PEOPLE[number % len(PEOPLE)]
    said = "“We are glad to be back in Quito,”"
    text = f"{said} said {name} on Monday.\nThe book “Harbour Lights” was on the table."
    start = len(said) + len(" said ")
    source = {"start": start, "end": start + len(name), "type": "name", "head": name.split()[1]}
    return {"id": str(number), "text": text, "quotes": [{"start": 0, "end": len(said), "source": source}]}


def test_training_twice_gives_the_same_bytes_and_a_model_that_finds_names(tmp_path: Path) -> None:
    pytest.importorskip("pycrfsuite")
    pytest.importorskip("scipy")
    write_corpora(tmp_path / "corpora")

    for out in ("first", "second"):
        assert main(["--corpora", str(tmp_path / "corpora"), "--out", str(tmp_path / out)]) == 0

    for file in ("people.txt", "words.txt", "speech.weights", "speakers.weights", "figures.json", "MODEL_CARD.md"):
        assert (tmp_path / "first" / file).read_bytes() == (tmp_path / "second" / file).read_bytes()
    figures = json.loads((tmp_path / "first" / "figures.json").read_text(encoding="utf-8"))
    assert figures["people"][PEOPLE_DEV[0]]["f1"] > 95
    tokens = split_tokens("The judge Ann Frost spoke in Lagos on Monday.")
    found = load_name_finder(tmp_path / "first").find(tokens)
    assert [(tokens[span.first].text, tokens[span.last].text) for span in found] == [("Ann", "Frost")]


def test_a_model_can_be_built_alone(tmp_path: Path) -> None:
    write_corpora(tmp_path / "corpora")

    main(["--corpora", str(tmp_path / "corpora"), "--out", str(tmp_path / "out"), "--only", "words"])

    assert SortedTable.read(tmp_path / "out" / "words.txt").get("judge") != ""
    assert (tmp_path / "out" / "people.txt").read_bytes() == (MODELS / "people.txt").read_bytes()


def test_the_card_shows_the_figures_of_the_shipped_models() -> None:
    card = (MODELS / "MODEL_CARD.md").read_text(encoding="utf-8")
    figures = json.loads((MODELS / "figures.json").read_text(encoding="utf-8"))

    assert card_with_figures(card, figures) == card
    assert f"| {PEOPLE_DEV[0]}, f1 | {figures['people'][PEOPLE_DEV[0]]['f1']} |" in card


def test_the_marks_of_a_copy_are_on_the_new_names() -> None:
    names = SortedTable(table_lines({"zora": "50f", "bram": "50m", "quill": "05u", "thorn": "05u"}))
    text = "Ann Frost met Dan Levi. Frost smiled at the Frost Prize; the Marsh Foundation paid Levi."
    people = [(0, 9), (14, 22), (24, 29), (83, 87)]

    for seed in range(200):
        copy = Renamer(names, seed).rename(PeopleText(text, people))

        found = [copy.text[start:end] for start, end in copy.people]
        assert all(name and name == name.strip() and "\n" not in name for name in found)
        assert all("Frost" not in name and "Levi" not in name for name in found)
        assert len(found) in (4, 5)
        assert "Frost Prize" not in copy.text


def test_a_bare_family_name_that_stands_for_a_government_is_no_person() -> None:
    text = "The Okafor administration thanked Okafor, and Ann Frost campaign posters."

    kept = without_eponyms(PeopleText(text, [(4, 10), (34, 40), (46, 55)]))

    assert kept.people == [(34, 40), (46, 55)]
