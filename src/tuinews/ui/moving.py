"""Moving: the same keys in every pane, and the ways from pane to pane."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widget import Widget

from tuinews.keymap import Place
from tuinews.ui.row_list import RowList

if TYPE_CHECKING:
    from tuinews.ui.reader_screen import ReaderScreen


class Moving:
    """Moves the cursor, the text and the focus."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen

    def _list(self) -> RowList | None:
        """Return the list that has the focus: the feeds, the headlines or the start card."""
        screen = self._screen
        if screen.card is not None and screen.card.has_focus:
            return screen.card
        if screen.panes.place is Place.FEEDS:
            return screen.feeds
        return screen.headlines if screen.panes.place is Place.HEADLINES else None

    def rows(self, step: int) -> None:
        """Move by rows, or scroll the article by lines."""
        screen = self._screen
        rows = self._list()
        if rows is not None:
            if not rows.move(step):
                self._cross_to_the_card(rows, step)
        elif screen.panes.place is Place.ARTICLE and screen.config.access_linear:
            screen.access.move_line(step)
        elif screen.panes.place is Place.ARTICLE:
            screen.article.scroll_lines(step)
        else:
            screen.people_desk.move(step)

    def _cross_to_the_card(self, rows: RowList, step: int) -> None:
        """Go on from the last headline to the start card under it, and back."""
        screen = self._screen
        if screen.card is not None and screen.card.display:
            target: Widget | None = None
            if rows is screen.headlines and step > 0:
                target = screen.card
            elif rows is screen.card and step < 0:
                target = screen.headlines
            if target is not None:
                screen.set_focus(target)

    def pages(self, pages: float) -> None:
        """Move by pages."""
        screen = self._screen
        rows = self._list()
        if rows is not None:
            rows.move_pages(pages)
        elif screen.panes.place is Place.ARTICLE:
            screen.article.scroll_pages(pages)
        else:
            screen.people_desk.move(10 if pages > 0 else -10)

    def top(self) -> None:
        """Go to the top; in the headlines, let in what has arrived."""
        screen = self._screen
        rows = self._list()
        if rows is screen.headlines and screen.arrivals.count:
            screen.lists.reopen(at_top=True)
        elif rows is not None:
            if not rows.go_to(0):
                rows.scroll_to(y=0, animate=False)
        elif screen.panes.place is Place.ARTICLE:
            screen.article.scroll_top()
        else:
            screen.people_desk.top()

    def bottom(self) -> None:
        """Go to the end."""
        screen = self._screen
        rows = self._list()
        if rows is not None:
            rows.go_to(rows.count - 1)
        elif screen.panes.place is Place.ARTICLE:
            screen.article.scroll_bottom()
        else:
            screen.people_desk.bottom()

    def open(self) -> None:
        """Open what is under the cursor."""
        screen = self._screen
        rows = self._list()
        if rows is screen.card and screen.card is not None:
            screen.beginning.begin_with(screen.card.key_of(screen.card.cursor))
        elif rows is screen.feeds:
            failed = screen.feeds.failed_feed()
            if failed is not None:
                screen.mending.show(failed.id)
            else:
                self._open_feed_row()
        elif rows is screen.headlines:
            screen.reading_on.open_selected()
        elif screen.panes.place is Place.ARTICLE:
            screen.voices.open_selected()
        else:
            screen.people_desk.open()

    def _open_feed_row(self) -> None:
        screen = self._screen
        row = screen.feeds.selected
        failed = screen.feeds.failed_feed()
        if row.scope is None:
            return
        screen.going.open_scope(row.scope, failing=failed)
        if failed is None:
            screen.going.go_to(Place.HEADLINES)
        elif not screen.panes.arrangement.has(Place.ARTICLE):
            screen.going.go_to(Place.ARTICLE)

    def sideways(self, step: int) -> None:
        """Go to the pane beside this one; in the feeds, open or close the folder first."""
        screen = self._screen
        place = screen.panes.place
        if place is Place.FEEDS:
            if step > 0 and not screen.feeds.fold(False):
                self._open_feed_row()
            elif step < 0 and not screen.feeds.fold(True):
                screen.feeds.go_to_parent()
            return
        if place is Place.HEADLINES and step > 0:
            screen.reading_on.open_selected()
            return
        target = screen.panes.neighbour(step)
        if target is not None:
            screen.going.go_to(target)

    def next_pane(self, step: int) -> None:
        """Give the focus to the next pane on the screen, round and round."""
        screen = self._screen
        shown = [place for place in Place if screen.panes.arrangement.has(place)]
        if screen.panes.arrangement.is_single or len(shown) < 2:
            shown = [Place.FEEDS, Place.HEADLINES, Place.ARTICLE]
        index = shown.index(screen.panes.place) if screen.panes.place in shown else 0
        screen.going.go_to(shown[(index + step) % len(shown)])

    def back(self) -> None:
        """Take back the last thing that opened: note, filter, people, zen; else go a pane left. Never quit."""
        screen = self._screen
        is_reading = screen.panes.place is Place.ARTICLE
        if is_reading and screen.finding.end():
            return
        if screen.people_desk.is_open and screen.panes.place in {Place.PEOPLE, Place.ARTICLE}:
            screen.people_desk.toggle()
        elif self._clear_chosen():
            return
        elif screen.filtering.is_on and not is_reading:
            screen.filtering.end()
        elif screen.panes.is_zen:
            screen.going.toggle_zen()
        else:
            target = screen.panes.neighbour(-1)
            if target is not None:
                screen.going.go_to(target)

    def _clear_chosen(self) -> bool:
        """Choose nothing any more in the pane with the focus; return whether anything was."""
        screen = self._screen
        if screen.panes.place is Place.ARTICLE:
            return screen.voices.clear_selection()
        return screen.panes.place is Place.HEADLINES and screen.selecting.clear()

    def back_or_quit(self) -> None:
        """Go back one level; at the top level quit."""
        screen = self._screen
        if screen.filtering.is_on or screen.finding.is_on or screen.people_desk.is_open or screen.panes.is_zen:
            self.back()
        elif screen.panes.place is Place.ARTICLE:
            screen.going.go_to(Place.HEADLINES)
        elif screen.panes.place is Place.HEADLINES and screen.panes.arrangement.is_single:
            screen.going.go_to(Place.FEEDS)
        else:
            screen.keeping.quit()

    def up_or_quit(self) -> None:
        """Go back one level, from the headlines to the feeds; from there quit."""
        screen = self._screen
        if screen.panes.place is Place.HEADLINES and not (screen.filtering.is_on or screen.panes.is_zen):
            screen.going.go_to(Place.FEEDS)
        else:
            self.back_or_quit()
