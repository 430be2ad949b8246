"""The feeds that need attention: which, why, since when, and what can be done about the one under the cursor."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from textual import events, on
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tuinews.errors import FailureKind
from tuinews.keymap import Place
from tuinews.model.problems import Failure, Problem, Problems
from tuinews.newsroom.advice import advise, may_be_elsewhere, new_address, site_of, stale_words
from tuinews.newsroom.diagnose import day
from tuinews.screen_text import block, line, short_url
from tuinews.ui.dialogs.pick_list import PickList, PickRow
from tuinews.ui.dialogs.window import Window, text
from tuinews.ui.keys import KeyTable
from tuinews.ui.row_list import RowList

NONE = "Nothing needs attention."
_OFFLINE = "There is no network. The feeds are asked again as soon as there is one."
_NARROW = 90
_LABEL_WIDTHS = (24, 38)
_MOST_FEEDS_SHOWN = 3
_ROOM_FOR_DETAILS = 18
_SHORT_FRAME = 4
"""A short window's border, title and keys."""
_LEAST_DETAILS = 4

_OPENS = "opens the site"

MEND = "mend"
"""What Enter asks for: the remedy at hand, whatever it is for this feed."""
_ACTIONS = ("feed.refresh", "feed.refresh_all", "feed.edit", "feed.remove", "article.browser", "edit.undo", "edit.redo")


class ProblemsWindow(Window[None]):
    """A list of problems over the details of one; it stays open while they are put right."""

    DEFAULT_CSS = """
    ProblemsWindow > #box {
        height: 90%;
    }
    ProblemsWindow RowList {
        height: 1fr;
        max-height: 100%;
    }
    ProblemsWindow #details {
        height: auto;
        max-height: 50%;
        margin-top: 1;
        scrollbar-size-vertical: 1;
    }
    ProblemsWindow.short > #box {
        height: 100%;
    }
    ProblemsWindow.short #details {
        height: 1fr;
        max-height: 100%;
        margin-top: 0;
    }
    ProblemsWindow #cause {
        color: $title;
    }
    ProblemsWindow #facts, ProblemsWindow #offline {
        color: $meta;
    }
    """
    WIDTH = 110
    WIDEST = 164
    AUTO_FOCUS = "RowList"

    def __init__(
        self,
        found: Problems,
        keys: KeyTable,
        clock: Callable[[], datetime],
        on_action: Callable[[str, Problem | None], object],
        *,
        feed_id: int | None = None,
        is_offline: bool = False,
    ) -> None:
        super().__init__("Feeds that need attention", "")
        self._keys = keys
        self._clock = clock
        self._on_action = on_action
        self._is_offline = is_offline
        self._first_feed = feed_id
        self._found = found
        self._rows: list[Problem | None] = []
        self._list = PickList(is_filling=True, label_width=_LABEL_WIDTHS[1], key_width=1, empty=NONE)

    def content(self) -> Iterable[Widget]:
        """Return the list, the details, and a word about the network where there is none."""
        yield self._list
        with VerticalScroll(id="details", can_focus=False) as details:
            yield text("", id="cause")
            yield text("", id="remedy")
            yield text("", id="facts")
        del details
        offline = text(_OFFLINE, id="offline")
        offline.display = self._is_offline
        yield offline

    def on_mount(self) -> None:
        """Show what was found, with the cursor on the feed that was asked about."""
        self._fit()
        self.show(self._found, self._first_feed)

    def on_resize(self, event: events.Resize) -> None:
        """Give the names and the keys the room there is."""
        self._fit()
        self.show_hint(self._hint_for(self.selected))

    def _fit(self) -> None:
        if not self.is_short:
            wanted = len(self._found.failing) + len(self._found.stale) + _ROOM_FOR_DETAILS
            share = 1 if self.has_class("low") else 0.9
            for box in self.query("#box"):  # none where all is being taken away
                box.styles.height = min(wanted, int(self.app.size.height * share))
        self._fit_list()
        self._list.set_label_width(_LABEL_WIDTHS[self.app.size.width >= _NARROW])

    def _fit_list(self) -> None:
        """On a short screen leave to the details what the list does not need, and some lines in any case."""
        room = self.app.size.height - _SHORT_FRAME - _LEAST_DETAILS
        self._list.styles.height = max(2, min(len(self._rows), room)) if self.is_short else "1fr"

    @property
    def selected(self) -> Problem | None:
        """The problem under the cursor."""
        return self._rows[self._list.cursor] if self._rows else None

    def show(self, found: Problems, feed_id: int | None = None) -> None:
        """Show problems; the cursor stays on its feed, or near it where that one is mended."""
        self._found = found
        if not self.query("#hint"):
            return  # not there yet, or going away
        if feed_id is None and self.selected is not None:
            feed_id = self.selected.feed.id
        now = self._clock()
        rows: list[PickRow] = []
        self._rows = []
        for heading, problems in ((_heading(found), found.failing), ("Long silent", found.stale)):
            if not problems:
                continue
            blank = [PickRow("", is_heading=True)] if rows else []
            rows += [*blank, PickRow(heading, is_heading=True), *(_row(problem, now) for problem in problems)]
            self._rows += [None] * (len(blank) + 1)
            self._rows += problems
        self._fit_list()
        places = [index for index, problem in enumerate(self._rows) if problem and problem.feed.id == feed_id]
        self._list.show_picks(rows, places[0] if places else min(self._list.cursor, max(0, len(rows) - 1)))
        self._show_details()

    def _show_details(self) -> None:
        problem = self.selected
        words = details(problem, self._clock()) if problem is not None else {}
        for name in ("cause", "remedy", "facts"):
            self.query_one(f"#{name}", Static).update(Content(block(words.get(name, ""))))
        self.show_hint(self._hint_for(problem))

    def _hint_for(self, problem: Problem | None) -> str:
        if problem is None:
            return "Esc leaves"
        key = self._keys.first_key
        parts = [f"Enter {remedy_at_hand(problem)}"]
        if self.is_short:
            return " · ".join((*parts, "Esc leaves"))
        every = [f"{key('feed.refresh_all')} all"] if self.app.size.width >= _NARROW else []
        parts += [f"{key('feed.refresh')} again", *every, f"{key('feed.edit')} edit"]
        # Where Enter opens the site, its key need not be told as well.
        site = [f"{key('article.browser')} site"] if remedy_at_hand(problem) != _OPENS else []
        parts += [f"{key('feed.remove')} remove", *site, "Esc leaves"]
        return " · ".join(parts)

    def press(self, key: str) -> bool:
        """Move, or ask for something to be done about the feed under the cursor."""
        if key == "enter":
            self._ask(MEND)
        elif self._list.press(key):
            return True
        else:
            action = self._keys.find(Place.FEEDS, key)
            if action is None:
                return False
            if action.id in {"app.back", "feed.problems"}:
                self.dismiss(None)
            elif action.id in _ACTIONS:
                self._ask(action.id)
            else:
                return False
        return True

    def _ask(self, action_id: str) -> None:
        problem = self.selected
        if problem is not None or action_id in {"feed.refresh_all", "edit.undo", "edit.redo"}:
            self._on_action(action_id, problem)

    @on(RowList.CursorMoved)
    def _moved(self) -> None:
        self._show_details()

    @on(RowList.Chosen)
    def _clicked(self, event: RowList.Chosen) -> None:
        event.stop()
        self._show_details()


def details(problem: Problem, now: datetime) -> Mapping[str, str]:
    """Return what is told of one feed: the cause, what can be done, and the facts."""
    feed, failure = problem.feed, problem.failure
    fine = f"Last fetched {day(feed.last_success_at)}." if feed.last_success_at else "It has never been fetched."
    if failure is None:
        newest = f"Its newest article is of {day(problem.newest_at)}." if problem.newest_at else ""
        return {
            "cause": f"{line(feed.title, 120)}: {stale_words(problem, now)}",
            "remedy": "It is fetched without error, so perhaps nothing was written; or it lives on at another address.",
            "facts": f"{newest} {fine}\n{short_url(feed.url, 200)}",
        }
    advice = advise(feed, failure, now)
    since = f"Failing since {day(feed.failing_since)}. " if feed.failing_since else ""
    # What was named is listed below the advice, so that long addresses keep their ends.
    names = [f"   {line(link.title, 60) or 'a feed'} · {short_url(link.url, 120)}" for link in failure.feeds]
    more = len(names) - _MOST_FEEDS_SHOWN
    names = names[:_MOST_FEEDS_SHOWN] + ([f"   and {more} more"] if more > 0 else [])
    remedy = "The page names these feeds instead:\n" + "\n".join(names) if len(names) > 1 else advice.remedy
    return {
        "cause": f"{line(feed.title, 120)}: {advice.cause}",
        "remedy": remedy,
        "facts": f"{since}{fine}\n{short_url(feed.url, 200)}",
    }


def remedy_at_hand(problem: Problem) -> str:
    """Return what Enter does about a problem, in a word or two."""
    failure = problem.failure or Failure(FailureKind.NOT_FOUND)
    if failure.feeds:
        return "takes that feed" if len(failure.feeds) == 1 else "takes one"
    if new_address(failure):
        return "follows it"
    if not site_of(problem.feed):
        return "tries it again"
    if may_be_elsewhere(problem.feed, failure):
        return "looks for it"
    return _OPENS


def _heading(found: Problems) -> str:
    count = len(found.failing)
    return f"{count:,} {'feed fails' if count == 1 else 'feeds fail'}"


def _row(problem: Problem, now: datetime) -> PickRow:
    title = line(problem.feed.title, 200)
    if problem.failure is None:
        return PickRow(title, stale_words(problem, now), "·")
    never = "" if problem.feed.last_success_at else " · never worked"
    return PickRow(title, advise(problem.feed, problem.failure, now).cause + never, "⚠")
