"""People and quotes in the text: what is selected, the jumps, what stands out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuinews.keymap import Place
from tuinews.model.annotations import How

if TYPE_CHECKING:
    from tuinews.ui.reader_screen import ReaderScreen

_HIGHLIGHT_WORDS = {
    "both": "People and quotes stand out.",
    "people": "People stand out.",
    "quotes": "Quotes stand out.",
    "off": "Nothing stands out.",
}


class Voices:
    """Ties what is selected in the text to the people panel, and the other way round."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self._is_going_along = False

    def go_along(self) -> None:
        """Let the text follow the next move of the panel's cursor."""
        self._is_going_along = True

    def person_highlighted(self, index: int | None, quote: int | None) -> None:
        """Let a person's mentions and quotes stand out in the text, or what someone else says."""
        if index is not None:
            self._screen.article.select_person(index)
        else:
            self._screen.article.select_quote(quote)
        if self._is_going_along:
            self._is_going_along = False
            self._show_first_place(index, quote)

    def _show_first_place(self, index: int | None, quote: int | None) -> None:
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
        panel = self._screen.people_desk.panel
        if panel is not None:
            panel.select_person(index)

    def quote_selected(self, index: int) -> None:
        """Show the speaker of the quote under the cursor in the panel, and say so when it was the reader's word."""
        desk, reading = self._screen.people_desk, self._screen.reading.reading
        if reading is None or reading.annotation is None:
            return
        speaker = reading.annotation.quotes[index].speaker
        if desk.panel is not None and desk.is_open:
            desk.panel.select_person(None if speaker is None else speaker.person)
        if speaker is not None and speaker.how is How.CORRECTED:
            self._screen.note(f"{speaker.name} speaks, set by you.")

    def select_quote_at(self, offset: int) -> None:
        """Let the quote stand out that begins at an offset of the text, where there is one."""
        reading = self._screen.reading.reading
        found = reading.annotation.quotes if reading is not None and reading.annotation is not None else ()
        index = next((index for index, quote in enumerate(found) if quote.start == offset), None)
        if index is not None:
            self._screen.article.select_quote(index)

    def open_selected(self) -> None:
        """Show in the panel who speaks the quote, or who the person is, under the cursor."""
        chosen = self._screen.article.selection
        if chosen.quote >= 0:
            self._screen.people_desk.go_to()
            self.quote_selected(chosen.quote)
        elif chosen.person >= 0:
            self._screen.people_desk.go_to()
            self.person_selected(chosen.person)

    def clear_selection(self) -> bool:
        """Take away what is selected in the text; return whether anything was."""
        chosen = self._screen.article.selection
        if chosen.quote < 0 and chosen.person < 0:
            return False
        self._screen.article.select_person(None)
        return True

    def next_quote(self, step: int) -> None:
        """Go to the next or previous quote."""
        if self._screen.article.next_quote(step):
            self._screen.progress.engage()
        else:
            self._screen.note("There is no further quote." if step > 0 else "There is no earlier quote.")

    def next_mention(self, step: int) -> None:
        """Go to the next or previous mention of a person."""
        if self._screen.article.next_mention(step):
            self._screen.progress.engage()
        else:
            self._screen.note("There is no further mention." if step > 0 else "There is no earlier mention.")

    def cycle_highlight(self) -> None:
        """Let people and quotes, people, quotes or nothing stand out."""
        self._screen.note(_HIGHLIGHT_WORDS.get(self._screen.article.cycle_highlight(), ""))

    def toggle_hidden(self) -> None:
        """Show or hide the lines that the importer took for site furniture."""
        lines = self._screen.article.toggle_hidden()
        shown = "1 line." if lines == 1 else f"{lines} lines."
        self._screen.note(shown if lines else "This article has no hidden lines.")
