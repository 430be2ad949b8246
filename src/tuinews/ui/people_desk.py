"""People and quotes of the article shown: the panel, the jumps, what is highlighted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuinews.keymap import Place

if TYPE_CHECKING:
    from tuinews.ui.people_panel import PeoplePanel
    from tuinews.ui.reader_screen import ReaderScreen

_HIGHLIGHT_WORDS = {
    "both": "People and quotes stand out.",
    "people": "People stand out.",
    "quotes": "Quotes stand out.",
    "off": "Nothing stands out.",
}


class PeopleDesk:
    """Ties the people panel and the article together."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self._panel: PeoplePanel | None = None
        self._quote: int | None = None
        self._has_selection = False
        self._is_moving = False

    # ---------------------------------------------------------------------------------------- the panel

    @property
    def is_open(self) -> bool:
        """Whether the panel is open, though a narrow screen may not show it just now."""
        return self._screen.panes.has_people

    def toggle(self) -> None:
        """Open the panel and go to it, or close it."""
        panes = self._screen.panes
        if not self.is_open:
            self.go_to()
            return
        panes.has_people = False
        self._screen.going.go_to(Place.ARTICLE if panes.place is Place.PEOPLE else panes.place)
        self._screen.article.select_person(None)

    def go_to(self) -> None:
        """Go to the people, opening the panel where it is closed."""
        from tuinews.ui.people_panel import PeoplePanel
        from tuinews.ui.status_bar import PaneTitle

        screen = self._screen
        if self._panel is None:
            self._panel = PeoplePanel(id="people")
            screen.add_pane(Place.PEOPLE, PaneTitle("People"), self._panel)
        self._panel.show(screen.reading.reading)
        screen.panes.has_people = True
        screen.going.go_to(Place.PEOPLE)

    @property
    def panel(self) -> PeoplePanel | None:
        """The panel, once it has been opened."""
        return self._panel

    def article_changed(self) -> None:
        """Show the people of another article."""
        self._quote = None
        self._has_selection = False
        if self._panel is not None and self.is_open:
            self._panel.show(self._screen.reading.reading)

    def move(self, step: int) -> None:
        """Move the cursor in the panel; the text goes along."""
        if self._panel is not None:
            self._is_moving = True
            self._panel.move(step)

    def top(self) -> None:
        """Go to the first person."""
        if self._panel is not None:
            self._panel.top()

    def bottom(self) -> None:
        """Go to the last person."""
        if self._panel is not None:
            self._panel.bottom()

    def open(self) -> None:
        """Go from a person in the panel to where the text names them."""
        if self._panel is not None:
            self._panel.open()

    # ----------------------------------------------------------------------------------- in the article

    def person_highlighted(self, index: int | None, quote: int | None) -> None:
        """Let a person's mentions and quotes stand out in the text, or what someone else says."""
        self._has_selection = True
        if index is not None:
            self._screen.article.select_person(index)
        else:
            self._screen.article.select_quote(quote)
        if self._is_moving:
            self._is_moving = False
            self._go_along(index, quote)

    def _go_along(self, index: int | None, quote: int | None) -> None:
        """Scroll the text to the first place of the person the cursor came to."""
        reading = self._screen.reading.reading
        if reading is None or reading.annotation is None:
            return
        found = reading.annotation
        places = [mention.start for mention in found.mentions if mention.person == index]
        if index is None and quote is not None:
            places = [found.quotes[quote].start]
        if places:
            self._screen.article.jump_to(places[0])

    def person_chosen(self, index: int | None, offset: int, quote: int | None) -> None:
        """Go to where the text names a person or lets someone speak."""
        screen = self._screen
        self.person_highlighted(index, quote)
        screen.article.jump_to(offset)
        screen.going.go_to(Place.ARTICLE)

    def person_selected(self, index: int | None) -> None:
        """Follow a person selected in the text, in the panel too."""
        self._has_selection = index is not None
        if self._panel is not None:
            self._panel.select_person(index)

    def quote_selected(self, index: int) -> None:
        """Remember the quote under the cursor, and show its speaker in the panel."""
        self._quote = index
        self._has_selection = True
        reading = self._screen.reading.reading
        if self._panel is not None and self.is_open and reading is not None and reading.annotation is not None:
            speaker = reading.annotation.quotes[index].speaker
            self._panel.select_person(None if speaker is None else speaker.person)

    def open_quote(self) -> None:
        """Show who speaks the quote under the cursor."""
        quote = self._quote
        if quote is not None:
            self.go_to()
            self.quote_selected(quote)

    def clear_selection(self) -> bool:
        """Take away what is selected in the text; return whether anything was."""
        if not self._has_selection:
            return False
        self._has_selection = False
        self._quote = None
        self._screen.article.select_person(None)
        self._screen.article.select_quote(None)
        return True

    def next_quote(self, step: int) -> None:
        """Go to the next or previous quote."""
        if self._screen.article.next_quote(step):
            self._screen.reading.engage()
        else:
            self._screen.note("There is no further quote." if step > 0 else "There is no earlier quote.")

    def next_mention(self, step: int) -> None:
        """Go to the next or previous mention of a person."""
        if self._screen.article.next_mention(step):
            self._screen.reading.engage()
        else:
            self._screen.note("There is no further mention." if step > 0 else "There is no earlier mention.")

    def cycle_highlight(self) -> None:
        """Let people and quotes, people, quotes or nothing stand out."""
        self._screen.note(_HIGHLIGHT_WORDS.get(self._screen.article.cycle_highlight(), ""))

    def toggle_hidden(self) -> None:
        """Show or hide the lines that the importer took for site furniture."""
        lines = self._screen.article.toggle_hidden()
        self._screen.note(f"{lines} lines." if lines else "This article has no hidden lines.")
