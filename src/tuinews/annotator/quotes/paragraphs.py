"""Speech that goes on in the next paragraph: one that is not closed, before one that is opened anew."""

from __future__ import annotations

from collections.abc import Mapping

from tuinews.annotator.quotes.surroundings import LABEL, Surroundings


def find_runs(around: Surroundings) -> Mapping[int, tuple[int, ...]]:
    """Return the stretches that are one speech over paragraphs, by the first of them.

    The rule is that of printed prose: a paragraph of speech that goes on has no closing mark, and the next opens with a
    mark again. A transcript, which names who speaks inside the marks, is no such run.
    """
    runs: dict[int, tuple[int, ...]] = {}
    run: list[int] = []
    for number in sorted(around.places):
        if run and not _goes_on(around, run[-1], number):
            _keep(run, runs)
            run = []
        run.append(number)
    _keep(run, runs)
    return runs


def _goes_on(around: Surroundings, number: int, following: int) -> bool:
    text, here, there = around.scene.text, around.scene.quoted[number], around.scene.quoted[following]
    is_next = there.line == here.line + 1 and around.facts(following).opens_line
    is_same_mark = text[here.start] == text[there.start]
    return here.is_open and is_next and is_same_mark and not LABEL.match(text, there.start)


def _keep(run: list[int], runs: dict[int, tuple[int, ...]]) -> None:
    if len(run) > 1:
        runs[run[0]] = tuple(run)
