"""Where tuinews keeps its files: the platform's own folders, or one folder for everything."""

import os
from pathlib import Path
from typing import NamedTuple

import platformdirs

from tuinews.errors import UsageError
from tuinews.screen_text import line

APP = "tuinews"


class Paths(NamedTuple):
    """The folders of one tuinews home; none needs to exist."""

    config_dir: Path
    data_dir: Path
    cache_dir: Path
    state_dir: Path

    @property
    def config_file(self) -> Path:
        """The configuration, written only on request."""
        return self.config_dir / "config.toml"

    @property
    def themes_dir(self) -> Path:
        """The user's own themes."""
        return self.config_dir / "themes"

    @property
    def archive(self) -> Path:
        """The SQLite file that holds feeds, articles and everything the user did."""
        return self.data_dir / "tuinews.db"

    @property
    def log_file(self) -> Path:
        """The log, with the tracebacks users never see."""
        return self.state_dir / "tuinews.log"


def shown_path(path: Path) -> str:
    """Return a path as people write it, with "~" for their home."""
    try:
        return str(Path("~") / path.expanduser().relative_to(Path.home()))
    except (ValueError, RuntimeError):
        return str(path)


def find_paths(data_dir: str | None = None) -> Paths:
    """Return the folders in force: `data_dir`, else TUINEWS_HOME, else the platform's own."""
    home = data_dir or os.environ.get("TUINEWS_HOME")
    if home:
        root = Path(home).expanduser().absolute()
        return Paths(root / "config", root / "data", root / "cache", root / "state")
    return Paths(
        platformdirs.user_config_path(APP, appauthor=False),
        platformdirs.user_data_path(APP, appauthor=False),
        platformdirs.user_cache_path(APP, appauthor=False),
        platformdirs.user_state_path(APP, appauthor=False),
    )


def named_file(name: str) -> Path:
    """Return the file that a user names, there or not.

    Raises:
        UsageError: no file can have that name, or nobody may look whether there is one.
    """
    path = os.path.expanduser(name)
    try:
        os.stat(path)
    except (FileNotFoundError, NotADirectoryError):
        pass
    except OSError as error:
        raise UsageError(f"{line(name, 80)} cannot be used: {error.strerror or 'no reason given'}.") from error
    except ValueError as error:
        raise UsageError(f"{line(name, 80)} cannot be used: no file can have this name.") from error
    return Path(path)


def is_there(path: Path) -> bool:
    """Return whether there is a file or a folder, as far as can be seen: a name that cannot be is not there."""
    return os.path.exists(path)  # Path.exists raises for a name that is too long
