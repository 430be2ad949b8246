"""Every input of the corpus, and what was found by fuzzing before, leaves every target whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.targets import TARGETS

CORPUS = Path(__file__).parent / "corpus"


@pytest.mark.parametrize("name", TARGETS)
def test_a_target_takes_every_input_of_its_corpus(name: str) -> None:
    inputs = sorted((CORPUS / name).glob("*"))

    assert inputs
    for path in inputs:
        TARGETS[name](path.read_bytes())
