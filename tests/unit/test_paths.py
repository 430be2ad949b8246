"""A file that a user names: one that cannot be is refused in a sentence, before anything is tried with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tuinews.errors import UsageError
from tuinews.paths import is_there, named_file

IMPOSSIBLE = ["x" * 300 + ".md", "a/" * 3000 + "b.md", "a\0b.md", "\ud800.md"]


@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_a_name_that_no_file_can_have_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match=r"cannot be used: .*\.$") as refused:
        named_file(name)

    assert len(refused.value.message) < 200


@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_a_file_that_cannot_be_is_not_there(name: str) -> None:
    assert not is_there(Path(name))


def test_a_file_is_named_with_or_without_being_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "a.md").touch()

    assert [is_there(named_file(name)) for name in ("~/a.md", "~/b.md", "~/c/d.md", "~/a.md/e.md")] == [
        True, False, False, False,
    ]  # fmt: skip
    assert named_file("~nobody-of-that-name/a.md") == Path("~nobody-of-that-name/a.md")
