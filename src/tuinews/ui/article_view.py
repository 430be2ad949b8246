"""The article pane: the page, and the people and quotes on it to be asked about."""

from __future__ import annotations

from textual import events
from textual.message import Message

from tuinews.ui.article_page import ArticlePage
from tuinews.ui.pieces import Target
from tuinews.ui.render import NOTHING, Highlight, Selection, place_at


class ArticleView(ArticlePage):
    """A widget that shows an article and answers who says what in it.

    Its messages tell what the reader did in the article; the methods by which others select something send none.
    """

    class PersonSelected(Message):
        """The reader asked about a person, or about nobody any more."""

        def __init__(self, index: int | None) -> None:
            super().__init__()
            self.index = index

    class QuoteSelected(Message):
        """The reader asked about a quote."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    class LinkClicked(Message):
        """The reader wants to open an address."""

        def __init__(self, href: str, words: str) -> None:
            super().__init__()
            self.href = href
            self.words = words
            """What the text says in its place."""

    class Resized(Message):
        """The pictures that are shown have another room."""

    def on_resize(self) -> None:
        """Tell where pictures are shown; the text has been set anew."""
        if self.pictures:
            self.post_message(self.Resized())

    # ------------------------------------------------------------------------------------- highlighting

    @property
    def highlight(self) -> str:
        """What stands out: both, people, quotes or off."""
        return self._highlight.value

    @highlight.setter
    def highlight(self, highlight: str) -> None:
        self._highlight = Highlight.of(highlight)
        self.repaint()

    def cycle_highlight(self) -> str:
        """Let the next thing stand out, in the order both, people, quotes, off; return which."""
        order = list(Highlight)
        self.highlight = order[(order.index(self._highlight) + 1) % len(order)]
        return self.highlight

    # ---------------------------------------------------------------------------------------- selecting

    @property
    def selection(self) -> Selection:
        """The person or quote the reader asked about."""
        return self._selection

    def select_person(self, index: int | None) -> None:
        """Brighten a person's mentions and quotes, or nobody's."""
        is_known = index is not None and 0 <= index < len(self._cast.people)
        self._select(Selection(person=index) if is_known and index is not None else NOTHING)

    def select_quote(self, index: int | None) -> None:
        """Brighten a quote and all that its speaker says and is, or nothing."""
        is_known = index is not None and 0 <= index < len(self._cast.quotes)
        self._select(Selection(quote=index) if is_known and index is not None else NOTHING)

    def jump_to(self, offset: int) -> None:
        """Bring a place in the text into sight."""
        self.reveal(offset)

    def next_quote(self, step: int) -> bool:
        """Go to the next quote (`step` 1) or the previous one (-1) and select it; return whether there is one."""
        index = self._cast.quote_near(self._origin(), step)
        if index < 0:
            return False
        self._select(Selection(quote=index))
        self.reveal(self._cast.quotes[index].start)
        self.post_message(self.QuoteSelected(index))
        return True

    def next_mention(self, step: int) -> bool:
        """Go to the next mention (`step` 1) or the previous one (-1), of the selected person when there is one."""
        person = self._selected_person()
        index = self._cast.mention_near(self._origin(), step, person)
        if index < 0:
            return False
        mention = self._cast.mentions[index]
        self._select(Selection(person=mention.person, mention=index))
        self.reveal(mention.start)
        self.post_message(self.PersonSelected(mention.person))
        return True

    def _select(self, selection: Selection) -> None:
        self._left_at = -1
        if selection != self._selection:
            self._selection = selection
            self.repaint()

    def _selected_person(self) -> int:
        """Return the person asked about, as such or as the speaker of a quote; -1 when there is none."""
        chosen = self._selection
        if chosen.quote >= 0:
            voice = self._cast.voice_of(chosen.quote)
            return voice.person if voice else -1
        return chosen.person

    def _origin(self) -> int:
        """Return the offset from which the next and the previous are counted: what is selected, if it is in sight."""
        chosen = self._selection
        offset = self._left_at
        if chosen.quote >= 0:
            offset = self._cast.quotes[chosen.quote].start
        elif chosen.mention >= 0:
            offset = self._cast.mentions[chosen.mention].start
        if offset >= 0 and (self.press.is_waiting or not self.size.height or self.is_in_sight(offset)):
            return offset
        return self.position - 1

    # -------------------------------------------------------------------------------------------- mouse

    def on_click(self, event: events.Click) -> None:
        """Open the link, or select the person or quote, under the mouse."""
        event.stop()
        if event.chain > 1:
            event.prevent_default()  # Textual would select the whole article
            return
        place = event.get_content_offset(self)
        row = self.scroll_offset.y + place.y if place else -1
        if place is None or self.text_selection or not 0 <= row < len(self.press.shown.lines):
            return
        _, target = place_at(self.press.shown.lines[row], self.look, place.x)
        if target is None:
            if self._selection != NOTHING:
                self._select(NOTHING)
                self.post_message(self.PersonSelected(None))
        elif target.href:
            self.post_message(self.LinkClicked(target.href, self._words_of(target.href)))
        elif target.is_hidden_lines:
            self.toggle_hidden()
        else:
            self._ask_about(target, is_elsewhere=self.press.shown.lines[row].piece.source < 0)

    def _words_of(self, href: str) -> str:
        return next((label for label, address in self.links() if address == href), "")

    def _ask_about(self, target: Target, *, is_elsewhere: bool) -> None:
        """Select a person or quote, and go there when it was named outside the text."""
        if target.person >= 0:
            self._select(Selection(person=target.person))
            self.post_message(self.PersonSelected(target.person))
        elif target.quote >= 0:
            self._select(Selection(quote=target.quote))
            self.post_message(self.QuoteSelected(target.quote))
        if is_elsewhere and target.quote >= 0:
            self.reveal(self._cast.quotes[target.quote].start)
