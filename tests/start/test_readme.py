"""The README tells what the program does now: its tables are compared with the program's own."""

from pathlib import Path

from tuinews.commands.table import COMMANDS
from tuinews.config import SETTINGS, default_of
from tuinews.keymap import ACTIONS, Action, shown_keys
from tuinews.query.fields import FIELDS

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


def section(name: str) -> list[str]:
    """Return the rows of a marked table."""
    inside = README.split(f"<!-- {name} -->")[1].split(f"<!-- /{name} -->")[0]
    return inside.strip().splitlines()[2:]


def test_every_key_is_in_the_readme() -> None:
    def keys(action: Action) -> str:
        return " ".join("`" + key.replace("|", "\\|") + "`" for key in shown_keys(action) if key) or "by name in `:`"

    assert section("keys") == [f"| {keys(action)} | {action.help} | `{action.id}` |" for action in ACTIONS]


def test_every_command_is_in_the_readme() -> None:
    rows = section("commands")

    assert rows[1:] == [f"| `tuinews {command.name}` | {command.help} |" for command in COMMANDS.values()]


def test_every_setting_is_in_the_readme_with_its_default() -> None:
    def shown(value: object) -> str:
        return str(value).lower() if isinstance(value, bool) else str(value)

    assert section("settings") == [
        f"| `{setting.key}` | `{shown(default_of(setting))}` | {setting.help} |" for setting in SETTINGS
    ]


def test_the_readme_has_the_two_commands() -> None:
    assert "tuinews seeds/000_5ee86fa0d0c39a38.txt" in README
    assert "-m pytest" in README.split("<!-- test command -->")[1].split("```")[1]


def test_every_field_of_the_query_language_is_in_the_readme() -> None:
    assert section("fields") == [f"| `{field.name}:` | {field.help} | `{field.example}` |" for field in FIELDS.values()]
