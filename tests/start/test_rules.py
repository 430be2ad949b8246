"""What must never stand in the source: it would let a stranger's text run or steer, or stop the program on a system."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "tuinews"
FORBIDDEN = {
    "a shell": r"shell\s*=\s*True|\bos\.(?:system|popen)\(|subprocess\.getoutput",
    "code made of text": r"(?<![\w.])(?:eval|exec)\(",
    "the escaping of markup, which lets some through": r"markup import escape|markup\.escape\(",
    "notifications with markup": r"\.notify\((?!.*markup=False)",
    "feedparser on anything but a stream": r"feedparser\.parse\((?!stream)",
    "XML with the entities of others": r"xml\.(?:sax(?!\.saxutils)|dom)\b|resolve_entities\s*=\s*True",
    "random names in shared folders": r"tempfile\.mktemp\(",
    "dates in a form that Windows does not write": r"%-[a-zA-Z]\b",
    "at once what Windows has not": r"^(?:import|from) (?:fcntl|termios|resource|pty|tty|pwd|grp|curses|readline)\b",
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_the_source_never_uses(what: str) -> None:
    found = [
        f"{path.relative_to(SOURCE)}:{number}: {row.strip()}"
        for path in SOURCE.rglob("*.py")
        for number, row in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(FORBIDDEN[what], row)
    ]

    assert found == []


def test_objects_are_unpickled_only_from_a_child_of_our_own() -> None:
    users = {
        path.name for path in SOURCE.rglob("*.py") if re.search(r"pickle\.loads?\(", path.read_text(encoding="utf-8"))
    }

    assert users == {"frames.py"}


def test_the_network_is_asked_in_one_place_alone() -> None:
    pattern = re.compile(
        r"^\s*(?:import|from) (?:httpx|httpcore|urllib\.request|http\.client|requests|aiohttp)\b", re.MULTILINE
    )
    users = {path.parent.name for path in SOURCE.rglob("*.py") if pattern.search(path.read_text(encoding="utf-8"))}

    assert users == {"fetch"}


def test_text_in_widgets_is_never_read_as_markup() -> None:
    pattern = re.compile(
        r"(?<!class )\b(?:Static|Button|OptionList|Collapsible|Tab|SelectionList)\((?!Content\()(?!.*markup=False)"
    )
    found = [
        f"{path.relative_to(SOURCE)}: {row.strip()}"
        for path in (SOURCE / "ui").rglob("*.py")
        for row in path.read_text(encoding="utf-8").splitlines()
        if pattern.search(row)
    ]

    assert found == []


def test_work_in_the_background_is_begun_where_its_faults_are_told() -> None:
    starters = {
        path.name for path in SOURCE.rglob("*.py") if re.search(r"\brun_worker\(|@work\b", path.read_text("utf-8"))
    }

    assert starters == {"work_screen.py", "working.py"}


def test_every_line_to_type_in_holds_nothing_that_steers_a_terminal() -> None:
    makers = {
        path.name
        for path in SOURCE.rglob("*.py")
        if re.search(r"(?<!\w)Input\(|\(Input\)", path.read_text(encoding="utf-8"))
    }

    assert makers == {"typed_line.py"}


def test_nothing_stands_beside_the_folders_of_the_project() -> None:
    made_by_building = {"build", "dist"}

    beside = {path.name for path in SOURCE.parents[1].iterdir() if not path.name.startswith(".")}

    assert beside - made_by_building <= {
        "CHANGELOG.md", "LICENSE", "README.md", "pyproject.toml", "screenshots", "seeds", "src", "tests",
    }  # fmt: skip
