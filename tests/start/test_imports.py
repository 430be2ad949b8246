"""What is loaded before it is needed: nothing. The import linter proves direction, these prove laziness."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.ui.frame.newsdesk import open_archive, stock

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


# The article pane is the first that is loaded when the lists have been painted.
BEFORE_PAINT = """
import asyncio, json, sys
class Watch:
    def find_spec(self, name, path=None, target=None):
        if name == "tuinews.ui.article_view":
            print("MODULES", json.dumps(sorted(sys.modules)), file=sys.__stdout__, flush=True)
sys.meta_path.insert(0, Watch())
import tuinews.__main__
from tuinews.reader import Desk, InlineOffload, find_paths, load_config, open_newsroom
from tuinews.ui.start import Targets, read_opening
home = sys.argv[1]
paths = find_paths(home)
newsroom, desk = open_newsroom(paths, load_config(paths.config_file), InlineOffload()), Desk(home)
opening = read_opening(newsroom, Targets())
from tuinews.ui.app import TuinewsApp
async def main():
    async with TuinewsApp(newsroom, desk, opening).run_test(size=(140, 40)) as pilot:
        await pilot.pause()
asyncio.run(main())
desk.close()
newsroom.close()
"""

WAITING = {
    "argparse",
    "hashlib",
    "tomllib",
    "tuinews.annotator",
    "tuinews.model.annotations",
    "tuinews.model.bodies",
    "tuinews.model.entries",
    "tuinews.model.events",
    "tuinews.newsroom.correct",
    "tuinews.query",
    "tuinews.store.bodies",
    "tuinews.store.pages",
    "tuinews.store.schema",
    "tuinews.ui.actions",
    "tuinews.ui.pressing",
    "tuinews.web_address",
}
"""What the first paint does without: to load all of it takes longer than to paint."""
MOST_BEFORE_PAINT = 100
"""So many modules of ours: each takes a fifth of a millisecond and more."""


def test_the_first_paint_waits_for_nothing_that_it_does_not_show(tmp_path: Path) -> None:
    newsroom = open_archive(tmp_path)
    stock(newsroom, "World", ["A first headline", "A second one"])
    newsroom.close()

    done = subprocess.run([sys.executable, "-c", BEFORE_PAINT, tmp_path], capture_output=True, text=True, check=True)
    loaded = set(json.loads(done.stdout.removeprefix("MODULES ")))

    own = {name for name in loaded if name.startswith("tuinews.")}
    assert not loaded & WAITING
    assert len(own) <= MOST_BEFORE_PAINT, sorted(own)
    assert {name for name in own if name.startswith("tuinews.newsroom.")} == {
        f"tuinews.newsroom.{name}" for name in ("child", "desk", "frames", "offload", "opening", "read")
    }


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


PRELOADED = """
import asyncio, sys
from tuinews.ui import preloading
from tuinews.ui.tidying import Tidying
preloading._QUIET_S, preloading._BETWEEN_S = {quiet_s}, 0
async def main():
    tidying = Tidying()
    tidying.wait()
    try:
        await asyncio.wait_for(preloading.load_windows(tidying), {patience_s})
    except TimeoutError:
        pass
asyncio.run(main())
"""


def test_in_a_pause_every_window_is_loaded_and_no_parser_no_network_and_no_decoder() -> None:
    loaded = modules_after(PRELOADED.format(quiet_s=0, patience_s=60))

    assert {"tuinews.ui.people_screen", "tuinews.ui.dialogs.tags", "tuinews.ui.settings_screen"} <= loaded
    assert not roots(loaded) & (HEAVY - {"markdown_it", "tomlkit"} | {"PIL"})


def test_while_keys_are_pressed_no_window_is_loaded() -> None:
    loaded = modules_after(PRELOADED.format(quiet_s=60, patience_s=0.2))

    assert "tuinews.ui.people_screen" not in loaded


BROKEN = ["class Part(1): pass", "Part = unknown", "import nowhere_at_all", "x = (", "raise RuntimeError", "1 / 0"]


def test_a_window_that_cannot_be_loaded_keeps_no_other_from_it_and_ends_nothing(tmp_path: Path) -> None:
    for number, content in enumerate(BROKEN):
        (tmp_path / f"broken{number}.py").write_text(content)
    names = [*(f"broken{number}" for number in range(len(BROKEN))), "tuinews.ui.people_screen"]
    code = PRELOADED.format(quiet_s=0, patience_s=60).replace(
        "async def main", f"sys.path.insert(0, {str(tmp_path)!r})\npreloading._names = lambda: {names}\nasync def main"
    )

    assert "tuinews.ui.people_screen" in modules_after(code)
