"""A computer that goes to sleep in the middle of a refresh: what it waited for is dead when it wakes."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.durability.conftest import titles
from tests.newsstand import Answer, Ending, Newsstand, rss

from tuinews.store import integrity
from tuinews.store.database import open_database

TUINEWS = (sys.executable, "-m", "tuinews", "--data-dir")


def test_a_refresh_that_was_asleep_ends_in_a_sentence_and_keeps_what_came(tmp_path: Path, newsstand: Newsstand) -> None:
    home = tmp_path / "home"
    awake = newsstand.feed("/awake", "Awake", ["Came before"])
    half = rss("Asleep", ["Came too late"])
    cut = f"HTTP/1.1 200 OK\r\nContent-Length: {len(half)}\r\n\r\n".encode() + half[:40]
    asleep = newsstand.serve_in_turn("/asleep", Answer(raw=cut, ending=Ending.RESET), Answer(half))
    feeds = tmp_path / "feeds"
    feeds.write_text(f"{awake}\n{asleep}\n", encoding="utf-8")
    (home / "config").mkdir(parents=True)
    (home / "config" / "config.toml").write_text("[fetch]\nhost_gap_s = 0.0\n", encoding="utf-8")
    subprocess.run((*TUINEWS, str(home), "import", str(feeds)), check=True, capture_output=True)

    with newsstand.hold("/asleep"):
        refresh = subprocess.Popen(
            (*TUINEWS, str(home), "refresh"),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            start_new_session=True,
        )
        newsstand.wait_for("/asleep")
        newsstand.wait_for("/awake")
        os.killpg(refresh.pid, signal.SIGSTOP)
        os.waitid(os.P_PID, refresh.pid, os.WSTOPPED | os.WNOWAIT)
    # Whoever answers now finds nobody; a second program works meanwhile.
    beside = subprocess.run((*TUINEWS, str(home), "list"), capture_output=True, check=False)
    os.killpg(refresh.pid, signal.SIGCONT)
    out, err = refresh.communicate(timeout=20)

    assert beside.returncode == 0
    assert refresh.returncode == 1, err
    assert "broke off" in err + out or "cut off" in err + out, err
    assert "Traceback" not in err
    assert titles(home) == {"Came before"}
    with contextlib.closing(open_database(home / "data" / "tuinews.db")) as database:
        assert database.read(integrity.problems) == ()
    again = subprocess.run((*TUINEWS, str(home), "refresh", "--force"), capture_output=True, check=False)
    assert again.returncode == 0
    assert titles(home) == {"Came before", "Came too late"}
