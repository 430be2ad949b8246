"""What the rules of retention let go now, shown before it goes."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget

from tuinews.newsroom.expire import Due
from tuinews.ui.dialogs.pick_list import PickList, PickRow
from tuinews.ui.dialogs.window import Window, text


class LeavingDialog(Window[bool]):
    """Gives back whether the articles may go."""

    DEFAULT_CSS = """
    LeavingDialog #picks {
        max-height: 28vh;
        margin-top: 1;
    }
    LeavingDialog.short #picks {
        max-height: 4;
        margin-top: 0;
    }
    LeavingDialog.short.due #picks {
        max-height: 1;
    }
    """

    def __init__(self, due: Due, undo_key: str) -> None:
        keys = "Enter lets them go · Esc keeps them" if due.plan.articles else "Esc leaves"
        super().__init__("Old articles", keys)
        self.set_class(due.plan.articles > 0, "due")
        self._due = due
        self._undo_key = undo_key
        rows = [
            PickRow(one.feed_title, f"{one.articles:,} · {one.bytes / 1_000_000:,.1f} MB") for one in due.plan.feeds
        ]
        self._list = PickList(rows, empty="Nothing goes: everything is within the bounds that are set.")

    def content(self) -> Iterable[Widget]:
        """Return how many go and why, and the feeds they are from."""
        return [text(self._words(), id="words"), self._list]

    def _words(self) -> str:
        plan = self._due.plan
        if not plan.articles:
            return "How long articles are kept is set by retention.days, .articles, .feed_mb and .total_mb."
        share = 100 * plan.articles / max(1, plan.of)
        held = ": more than a fifth at once, so check the clock" * self._due.is_too_much
        return (
            f"{plan.articles:,} of {plan.of:,} articles ({share:,.0f} %) go by your rules of retention{held}. "
            "Starred, tagged, corrected and read-later ones stay. "
            f"{self._undo_key} brings them back until a vacuum. From now on they go after each refresh."
        )

    def press(self, key: str) -> bool:
        """Let them go on Enter."""
        if key == "enter":
            self.dismiss(self._due.plan.articles > 0)
            return True
        return self._list.press(key)
