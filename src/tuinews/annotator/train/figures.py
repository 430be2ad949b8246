"""What was measured of the models, in figures.json and in the tables of the model card."""

from __future__ import annotations

import json
from pathlib import Path

from tuinews.annotator.train.job import Figures

_FIGURES = "figures.json"
_CARD = "MODEL_CARD.md"
_END = "<!-- end -->"


def note_figures(folder: Path, model: str, figures: Figures) -> None:
    """Put the figures of a model beside those of the others, and into the model card."""
    path = folder / _FIGURES
    known = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    known[model] = figures
    path.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    card = folder / _CARD
    if card.exists():
        card.write_text(card_with_figures(card.read_text(encoding="utf-8"), known), encoding="utf-8")


def card_with_figures(card: str, figures: dict[str, Figures]) -> str:
    """Return a model card with the figures of each model between its two marks."""
    for model, measured in figures.items():
        table = "\n".join(["| figure | value |", "|---|---|", *_rows(measured, "")])
        before, mark, after = card.partition(f"<!-- figures: {model} -->\n")
        _, end, rest = after.partition(_END)
        if end:
            card = f"{before}{mark}{table}\n{end}{rest}"
    return card


def _rows(figures: Figures, above: str) -> list[str]:
    rows: list[str] = []
    for name, value in sorted(figures.items()):
        label = f"{above}{name}"
        rows += _rows(value, f"{label}, ") if isinstance(value, dict) else [f"| {label} | {value} |"]
    return rows
