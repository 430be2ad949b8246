"""The people panel: opening it, and moving in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuinews.keymap import Place

if TYPE_CHECKING:
    from tuinews.ui.people_panel import PeoplePanel
    from tuinews.ui.reader_screen import ReaderScreen


class PeopleDesk:
    """Keeps the people panel with the article shown."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self._panel: PeoplePanel | None = None

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
        if self._panel is not None and self.is_open:
            self._panel.show(self._screen.reading.reading)

    def move(self, step: int) -> None:
        """Move the cursor in the panel; the text goes along."""
        if self._panel is not None:
            self._screen.voices.go_along()
            self._panel.move(step)

    def top(self) -> None:
        """Go to the first person."""
        if self._panel is not None:
            self._panel.top()

    def bottom(self) -> None:
        """Go to the last person."""
        if self._panel is not None:
            self._panel.bottom()

    def person(self) -> int | None:
        """Return the person under the cursor of the panel; None for anyone else who speaks."""
        return None if self._panel is None else self._panel.person

    def open(self) -> None:
        """Go from a person in the panel to where the text names them."""
        if self._panel is not None:
            self._panel.open()
