"""The reader's screen: the only place where widgets' messages are handled and workers are started.

What the actions do stands in parts of one job each (`Headlines`, `ReadingDesk`, `Marking`, …), which call back here.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.geometry import Spacing

from tuinews.keymap import Place, keymap
from tuinews.ui.article_list import ArticleList
from tuinews.ui.feed_tree import FeedPane
from tuinews.ui.frame import Slot
from tuinews.ui.frame_screen import FrameScreen
from tuinews.ui.headlines import Headlines
from tuinews.ui.keys import KeyTable
from tuinews.ui.panes import Panes
from tuinews.ui.parts import part
from tuinews.ui.row_list import RowList
from tuinews.ui.start_card import StartCard
from tuinews.ui.status_bar import Footer, PaneTitle, TopLine
from tuinews.ui.tidying import Tidying

if TYPE_CHECKING:
    from tuinews.newsroom import Newsroom
    from tuinews.newsroom.desk import Desk
    from tuinews.ui.access import Access
    from tuinews.ui.adding import Adding
    from tuinews.ui.arrivals import Arrivals
    from tuinews.ui.article_view import ArticleView
    from tuinews.ui.beginning import Beginning
    from tuinews.ui.changes import Changes
    from tuinews.ui.choosing import Choosing
    from tuinews.ui.comparing import Comparing
    from tuinews.ui.correcting import Correcting
    from tuinews.ui.curating import Curating
    from tuinews.ui.dressing import Dressing
    from tuinews.ui.filtering import Filtering
    from tuinews.ui.finding import Finding
    from tuinews.ui.folding import Folding
    from tuinews.ui.full_texts import FullTexts
    from tuinews.ui.going import Going
    from tuinews.ui.keeping import Keeping
    from tuinews.ui.late_answer import LateAnswer
    from tuinews.ui.marking import Marking
    from tuinews.ui.mending import Mending
    from tuinews.ui.moving import Moving
    from tuinews.ui.opening import OpeningTargets
    from tuinews.ui.outward import Outward
    from tuinews.ui.people_desk import PeopleDesk
    from tuinews.ui.people_panel import PeoplePanel
    from tuinews.ui.pressing import Pressing
    from tuinews.ui.progress import Progress
    from tuinews.ui.reading import ReadingDesk
    from tuinews.ui.reading_on import ReadingOn
    from tuinews.ui.refreshing import Refreshing
    from tuinews.ui.rows import Rows
    from tuinews.ui.searching import Searching
    from tuinews.ui.selecting import Selecting
    from tuinews.ui.shelving import Shelving
    from tuinews.ui.signs import Signs
    from tuinews.ui.site_search import SiteSearch
    from tuinews.ui.sorting import Sorting
    from tuinews.ui.start import Opening
    from tuinews.ui.stocktaking import Stocktaking
    from tuinews.ui.tailoring import Tailoring
    from tuinews.ui.tour import Tour
    from tuinews.ui.type_ahead import TypeAhead
    from tuinews.ui.upkeep import Upkeep
    from tuinews.ui.voices import Voices
    from tuinews.ui.windows import Windows

_PREVIEW_S = 0.15
_READING_ACTIONS = ("move", "article", "quote", "person", "focus")
"""Actions of these places show that somebody reads the list."""


class ReaderScreen(FrameScreen):
    """Feeds, headlines and the article."""

    article: ArticleView
    """The article pane's content, there after the first paint."""
    access: Access
    pressing: Pressing
    tailoring: Tailoring
    opening_targets: OpeningTargets

    signs: Signs = part("signs", "Signs")
    changes: Changes = part("changes", "Changes")
    going: Going = part("going", "Going")
    folding: Folding = part("folding", "Folding")
    rows: Rows = part("rows", "Rows")
    arrivals: Arrivals = part("arrivals", "Arrivals")
    reading: ReadingDesk = part("reading", "ReadingDesk")
    reading_on: ReadingOn = part("reading_on", "ReadingOn")
    progress: Progress = part("progress", "Progress")
    full_texts: FullTexts = part("full_texts", "FullTexts")
    people_desk: PeopleDesk = part("people_desk", "PeopleDesk")
    voices: Voices = part("voices", "Voices")
    correcting: Correcting = part("correcting", "Correcting")
    marking: Marking = part("marking", "Marking")
    selecting: Selecting = part("selecting", "Selecting")
    shelving: Shelving = part("shelving", "Shelving")
    sorting: Sorting = part("sorting", "Sorting")
    adding: Adding = part("adding", "Adding")
    choosing: Choosing = part("choosing", "Choosing")
    site_search: SiteSearch = part("site_search", "SiteSearch")
    upkeep: Upkeep = part("upkeep", "Upkeep")
    stocktaking: Stocktaking = part("stocktaking", "Stocktaking")
    curating: Curating = part("curating", "Curating")
    mending: Mending = part("mending", "Mending")
    filtering: Filtering = part("filtering", "Filtering")
    finding: Finding = part("finding", "Finding")
    searching: Searching = part("searching", "Searching")
    moving: Moving = part("moving", "Moving")
    outward: Outward = part("outward", "Outward")
    comparing: Comparing = part("comparing", "Comparing")
    windows: Windows = part("windows", "Windows")
    beginning: Beginning = part("beginning", "Beginning")
    keeping: Keeping = part("keeping", "Keeping")
    refreshing: Refreshing = part("refreshing", "Refreshing")
    type_ahead: TypeAhead = part("type_ahead", "TypeAhead")

    def __init__(self, newsroom: Newsroom, desk: Desk, opening: Opening, dressing: Dressing) -> None:
        left, config = opening.session, newsroom.config
        panes = Panes(left.place, left.widths, measure=config.view_measure, is_linear=config.access_linear)
        super().__init__(KeyTable(keymap(config.key_choices)), panes, newsroom.paths.log_file)
        self.newsroom = newsroom
        self.desk = desk
        self.config = config
        self._opening = opening
        self.ground = opening.ground
        self.dressing = dressing
        self.feeds = FeedPane(opening.first.tree, left.folded, id="feeds")
        self.headlines = ArticleList(newsroom.clock, is_two_line=self.config.view_two_line, id="headlines")
        has_subscriptions = any(not feed.is_builtin for feed in opening.first.tree.feeds)
        self.card = None if has_subscriptions else StartCard(id="card")
        self._frame.slots[Place.FEEDS] = [Slot(self.feeds)]
        self._frame.slots[Place.HEADLINES] = [Slot(self.headlines)]
        if self.card is not None:
            self._frame.slots[Place.HEADLINES].append(Slot(self.card, self.card.lines))
        self.tour: Tour | None = None
        self.tidying = Tidying()
        self.is_begun = False
        """Whether everything is there; what is pressed before waits."""
        self._early: list[Callable[[], object]] = []
        self.lists = Headlines(self, left.scope, left.orders)

    # ----------------------------------------------------------------------------------------- starting

    def compose(self) -> ComposeResult:
        """Yield the lines, the titles and the lists, filled with what was read before."""
        left = self._opening.session
        found = self.panes.boxes(self.app.size)
        for place, rows in ((Place.FEEDS, self.feeds), (Place.HEADLINES, self.headlines)):
            if place in found.panes:
                rows.fit(found.panes[place].shrink(Spacing(top=found.title_height)).size)
        self.feeds.select(left.scope)
        self.lists.show_first(self._opening.first.listing, self._opening.first.rows, left.article_id)
        yield self.top
        yield from self._titles.values()
        yield self.feeds
        yield self.headlines
        if self.card is not None:
            yield self.card
        yield self.footer

    def on_mount(self) -> None:
        """Show where the reader is; what the first paint does not need comes after it."""
        self.signs.update()
        for place, title in self._titles.items():
            title.set_focused(place is self.panes.place)
        self.call_after_refresh(self._after_first_paint)

    def _after_first_paint(self) -> None:
        if not self.is_attached:
            return  # whoever leaves as soon as there is something to see needs no more of it
        from tuinews.ui.access import Access
        from tuinews.ui.article_view import ArticleView
        from tuinews.ui.opening import OpeningTargets
        from tuinews.ui.pressing import Pressing
        from tuinews.ui.tailoring import Tailoring
        from tuinews.ui.type_ahead import early_keys

        opening = self._opening
        self.pressing = Pressing(self, self.config.key_choices)
        self.access = Access(self)
        self.tailoring = Tailoring(self)
        self.opening_targets = OpeningTargets(self, opening.targets)
        self.article = ArticleView(
            id="article",
            measure=self.config.view_measure,
            highlight=opening.session.highlight or self.config.view_highlight,
            clock=self.newsroom.clock,
            keys=self.keys.names(),
        )
        self.add_pane(Place.ARTICLE, None, self.article)
        self.watch(self.article, "scroll_y", self.signs.update_titles, init=False)
        if opening.session.article_id is not None and not opening.targets.names:
            self.reading.show_first(opening.session.article_id)
        self.lists.begin()
        self.refreshing.show_state()
        self.going.go_to(self.panes.place)
        self.is_begun = True
        for act in self._early:
            act()
        self._early.clear()
        for event in early_keys(opening.ground.typed):
            self.app.post_message(event)
        self.call_after_refresh(self._after_first_article)

    def _after_first_article(self) -> None:
        from tuinews.ui.known_people import KnownPeople
        from tuinews.ui.refreshing import EVERY_S

        if not self.is_attached:
            return
        self.tidying.begin()
        self.keeping.begin(self._opening.first.newest)
        if self._opening.targets.is_tour:
            from tuinews.ui.tour import Tour

            self.tour = Tour(self)
            self.tour.begin()
        if self._opening.targets.names:
            self.opening_targets.start()
        if self.card is not None:
            self.start(self.beginning.offer_newsboat, "newsboat")
        if self.config.refresh_on_start and not self.config.access_still:
            self.refreshing.refresh_due()
        KnownPeople(self).begin()
        self.access.keep(self.set_interval(EVERY_S, self.keeping.each_minute), self.headlines.ages)
        self.tailoring.begin()

    # --------------------------------------------------------------------------------------------- keys

    def on_key(self, event: events.Key) -> None:
        """Do what a key means in the focused pane; what is typed into the filter never comes here."""
        if self.late_answer is not None and self.late_answer.takes(event):
            event.stop()
            return
        if event.key == "ctrl+c":
            return  # Textual's: it copies what is selected, or says how to quit
        is_typed = any(line.has_focus and not line.takes(event.key) for line in (self.filtering, self.finding))
        if is_typed and not self.type_ahead.is_holding:
            return
        event.stop()
        event.prevent_default()
        if self.type_ahead.is_holding:
            self.type_ahead.keep(event)
        else:
            self.when_begun(partial(self._press, event.key))

    def when_begun(self, act: Callable[[], object]) -> None:
        """Do something now, or as soon as everything is there: the article pane comes after the first paint."""
        if self.is_begun:
            act()
        else:
            self._early.append(act)

    def _press(self, key: str) -> None:
        self.note("")
        if self.filtering.completes(key):
            return
        if key in {"tab", "shift+tab"}:
            self.moving.next_pane(1 if key == "tab" else -1)
        elif self.card is not None and self.beginning.is_active() and self.card.has_key(key):
            self.beginning.begin_with(key)
            self.type_ahead.hold()
        else:
            self.pressing.press(key)

    def do(self, action_id: str) -> None:
        """Do an action of the keymap."""
        if action_id.startswith(_READING_ACTIONS):
            self.arrivals.touch()
        with self.telling(), self.type_ahead.holding(action_id):
            self._handlers[action_id]()
        if self.tour is not None:
            self.tour.saw(action_id)

    @cached_property
    def _handlers(self) -> dict[str, Callable[[], object]]:
        from tuinews.ui.actions import handlers

        return handlers(self)

    @cached_property
    def late_answer(self) -> LateAnswer | None:
        """Takes from the keys what the terminal answers late."""
        if not self.ground.is_late:
            return None
        from tuinews.ui.late_answer import LateAnswer

        return LateAnswer(self)

    def known_actions(self) -> set[str]:
        """Return the names of the actions that can be done here."""
        return set(self._handlers)

    # ----------------------------------------------------------------------------------------- messages

    def on_resize(self) -> None:
        """Say where the reader is in the words that fit now."""
        self._name_shape()
        self.signs.update()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Follow a focus that the mouse gave."""
        for place, slots in self._frame.slots.items():
            is_there = event.widget.has_focus and any(slot.widget is event.widget for slot in slots)
            if is_there and place is not self.panes.place:
                self.panes.go_to(place)
                self.settle()
                self.signs.update()

    @on(ArticleList.RowsWanted)
    def _fill_rows(self, event: ArticleList.RowsWanted) -> None:
        self.when_begun(lambda: self.rows.fill(event.ids))  # to read beside the first paint would slow it down

    @on(RowList.CursorMoved, "#headlines")
    def _follow_headline(self) -> None:
        self.when_begun(self.reading.follow_cursor)

    @on(RowList.Chosen, "#headlines")
    def _open_headline(self) -> None:
        self.arrivals.touch()
        self.when_begun(self.reading_on.open_selected)

    @on(RowList.CursorMoved, "#feeds")
    def _preview_scope(self) -> None:
        if self.panes.arrangement.has(Place.HEADLINES):
            self.later("preview", _PREVIEW_S, self.going.preview)

    @on(RowList.Chosen, "#feeds")
    def _open_feed_row(self) -> None:
        if not self.feeds.toggle_fold():
            self.when_begun(self.moving.open)

    @on(RowList.Chosen, "#card")
    def _begin(self, event: RowList.Chosen) -> None:
        assert self.card is not None
        self.when_begun(partial(self.beginning.begin_with, self.card.key_of(event.index)))

    def on_input_changed(self) -> None:
        """Follow what is typed into the filter or the find line."""
        (self.finding if self.finding.has_focus else self.filtering).typed()

    def on_input_submitted(self) -> None:
        """Go to what was found."""
        (self.finding if self.finding.has_focus else self.filtering).leave()

    @on(TopLine.ProblemsPressed)
    def _problems_pressed(self) -> None:
        self.when_begun(partial(self.do, "feed.problems"))

    @on(PaneTitle.Pressed)
    def _title_pressed(self, event: PaneTitle.Pressed) -> None:
        if event.is_remark and event.title is self.headlines_title:
            self.when_begun(partial(self.do, "move.top" if self.arrivals.count else "list.sort"))
            return
        place = next(place for place, title in self._titles.items() if title is event.title)
        self.when_begun(partial(self.going.go_to, place))

    @on(Footer.Pressed)
    def _footer_pressed(self, event: Footer.Pressed) -> None:
        self.when_begun(partial(self.do, event.action_id))

    # By name, so that the first paint need not import the article pane.

    def on_article_view_person_selected(self, event: ArticleView.PersonSelected) -> None:
        """Follow a person selected in the text."""
        self.voices.person_selected(event.index)

    def on_article_view_quote_selected(self, event: ArticleView.QuoteSelected) -> None:
        """Follow a quote selected in the text."""
        self.voices.quote_selected(event.index)

    def on_article_view_resized(self) -> None:
        """Let the pictures have the room that there is now."""
        self.reading.picturing.follow_size()

    def on_article_view_link_clicked(self, event: ArticleView.LinkClicked) -> None:
        """Open a link that was clicked."""
        self.outward.open_link(event.href, event.words)

    def on_people_panel_person_chosen(self, event: PeoplePanel.PersonChosen) -> None:
        """Go to where the text names a person."""
        self.voices.person_chosen(event.index, event.offset, event.quote)

    def on_people_panel_person_highlighted(self, event: PeoplePanel.PersonHighlighted) -> None:
        """Let a person stand out in the text."""
        self.voices.person_highlighted(event.index, event.quote)
