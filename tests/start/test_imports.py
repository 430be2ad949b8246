"""What is loaded before it is needed: nothing. The import linter proves direction, these prove laziness."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {"httpx", "httpcore", "lxml", "feedparser", "readability", "markdown_it", "charset_normalizer", "tomlkit"}


def modules_after(code: str) -> set[str]:
    """Return the top-level modules loaded by a fresh interpreter that ran `code`."""
    program = f"import json, sys\n{code}\nprint('MODULES', json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    (line,) = (line for line in done.stdout.splitlines() if line.startswith("MODULES "))
    return set(json.loads(line.removeprefix("MODULES ")))


def roots(modules: set[str]) -> set[str]:
    return {name.partition(".")[0] for name in modules}


@pytest.mark.parametrize(
    "arguments", [["--version"], ["--help"], ["refresh", "--help"], ["annotate", "--help"], ["paths"]]
)
def test_a_command_that_needs_little_loads_little(arguments: list[str]) -> None:
    code = f"from tuinews.cli import main\ntry:\n    main({arguments!r})\nexcept SystemExit:\n    pass"

    assert not roots(modules_after(code)) & (HEAVY | {"textual", "rich"})


def test_the_use_cases_of_the_screen_load_no_parser_and_no_network() -> None:
    code = "import tuinews.newsroom.read, tuinews.newsroom.mark, tuinews.newsroom.desk"

    assert not roots(modules_after(code)) & (HEAVY | {"textual", "rich", "xml", "html5lib"})


def test_the_ways_to_other_programs_load_no_parser_no_network_and_no_decoder() -> None:
    code = "import tuinews.ui.toolbox, tuinews.ui.picturing, tuinews.ui.picture_lines, tuinews.ui.notifying"

    assert not roots(modules_after(code)) & (HEAVY - {"markdown_it"} | {"PIL"})


PAINTED = """
import asyncio, tempfile
from pathlib import Path
from tuinews.config import Config
from tuinews.newsroom import starting
from tuinews.newsroom.opening import open_newsroom
from tuinews.newsroom.desk import Desk
from tuinews.newsroom.offload import InlineOffload
from tuinews.paths import find_paths
from tuinews.ui.app import TuinewsApp
from tuinews.ui.start import Targets, read_opening
async def main():
    home = tempfile.mkdtemp()
    newsroom = open_newsroom(find_paths(home), Config(), InlineOffload())
    starting.ensure_welcome(newsroom)
    desk = Desk(home)
    async with TuinewsApp(newsroom, desk, read_opening(newsroom, Targets())).run_test(size=(140, 40)) as pilot:
        await pilot.pause()
    desk.close()
    newsroom.close()
asyncio.run(main())
"""


def test_the_painted_reader_has_loaded_no_parser_and_no_network() -> None:
    loaded = modules_after(PAINTED)

    assert not roots(loaded) & (HEAVY - {"markdown_it"} | {"PIL"})
    assert not loaded & {"tuinews.tools", "tuinews.ui.toolbox", "tuinews.ui.picturing", "tuinews.ui.graphics"}


def test_the_seed_article_is_in_the_wheel_settings() -> None:
    import tomllib

    project = Path(__file__).parents[2]
    settings = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))

    assert settings["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"] == {"seeds": "tuinews/seeds"}
    assert list((project / "seeds").glob("*.txt"))
