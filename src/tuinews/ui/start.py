"""Starting the screen: what it shows first is read before Textual paints, so that the first paint has headlines."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from typing import TYPE_CHECKING, NamedTuple

from tuinews.errors import StoreError
from tuinews.keymap import Place
from tuinews.model.scopes import Scope, ScopeKind
from tuinews.newsroom import read
from tuinews.store.feeds import WELCOME_URL
from tuinews.terminal_ground import Asking, Ground
from tuinews.ui.session import Session, session_of

if TYPE_CHECKING:
    from tuinews.newsroom import Newsroom
    from tuinews.newsroom.desk import Desk
    from tuinews.newsroom.read import FirstScreen
    from tuinews.ui.making import Making


_TALL = 40
"""How many headlines are read where the terminal does not tell its size."""


class ScreenError(RuntimeError):
    """A bug ended the reader; the text is its traceback, for the log."""


class Targets(NamedTuple):
    """What the user named on the command line."""

    names: tuple[str, ...] = ()
    stdin: bytes = b""
    subscribe: bool = False
    is_tour: bool = False
    """Whether the tour is wanted, in the Welcome feed."""


class Opening(NamedTuple):
    """All that the first paint needs."""

    session: Session
    first: FirstScreen
    targets: Targets
    ground: Ground = Ground()
    """What the terminal told of its background."""


def read_opening(newsroom: Newsroom, targets: Targets) -> Opening:
    """Read where the reader was left, and what to show there."""
    session = session_of(read.load_session(newsroom))
    article_id, height = None if targets.names else session.article_id, _height(newsroom)
    first = read.first_screen(newsroom, session.scope, article_id, height)
    if targets.is_tour:
        session = session._replace(article_id=None, place=Place.HEADLINES)
    if (session == Session() or targets.is_tour) and not targets.names:
        welcome = next((feed for feed in first.tree.feeds if feed.url == WELCOME_URL), None)
        if welcome is not None and (targets.is_tour or all(feed.is_builtin for feed in first.tree.feeds)):
            session = session._replace(scope=Scope(ScopeKind.FEED, welcome.id))
            first = read.first_screen(newsroom, session.scope, None, height)
    return Opening(session, first, targets)


def _height(newsroom: Newsroom) -> int:
    """Return how many headlines fit on the terminal."""
    try:
        lines = os.get_terminal_size(sys.__stdout__.fileno() if sys.__stdout__ else -1).lines
    except (OSError, ValueError):
        lines = 0
    return (lines // 2 if newsroom.config.view_two_line else lines) or _TALL


def _tell_lost(making: Making) -> bool:
    """Try for the last time to store what could not be; say what is lost, and return whether anything is."""
    if not making.end_now():
        return False
    with contextlib.suppress(OSError):  # the terminal may be gone
        print(f"tuinews: {making.lost}", file=sys.stderr)
    return True


def start(newsroom: Newsroom, desk: Desk, targets: Targets, asking: Asking | None = None) -> int:
    """Run the reader and return the exit code.

    Raises:
        ScreenError: a bug ended it.
        StoreError: the archive could no longer be read.
    """
    from rich.console import Console

    from tuinews.ui.app import TuinewsApp

    opening = read_opening(newsroom, targets)
    if asking is not None:
        opening = opening._replace(ground=asking.answer())
    app = TuinewsApp(newsroom, desk, opening)
    faults = io.StringIO()
    # Textual prints the traceback of a bug to this console when it has left the screen; users are spared it.
    app.error_console = Console(file=faults, markup=False, highlight=False, width=160)
    app.run()
    app.reader.keeping.left()
    if app.return_code and app.is_leaving:  # all was stored before; a bug in going spoils nothing but itself
        from tuinews.newsroom.log import open_log

        open_log(newsroom.paths.log_file).error("a fault while the reader closed", exc_info=app._exception)
    elif app.return_code or faults.getvalue():  # a fault of the thread that reads keys leaves no code
        app.reader.keeping.rescue()
        _tell_lost(app.reader.marking.making)
        # While the screen goes down Textual prints nothing more, but it keeps what was raised.
        if isinstance(app._exception, StoreError):
            raise app._exception  # no bug: it says itself what has come over the archive
        raise ScreenError(faults.getvalue() or "The screen ended without a reason.") from app._exception
    return 1 if _tell_lost(app.reader.marking.making) else 0
