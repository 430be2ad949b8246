"""A window over the reader: a title, a content, and the keys that leave it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Generic, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from tuinews.screen_text import block
from tuinews.ui.dialogs.clearing import Box
from tuinews.ui.dialogs.hint import HintLine
from tuinews.ui.dialogs.working import WorkingScreen
from tuinews.ui.thrift import forget_paints, forget_windows
from tuinews.ui.window_keys import NamesKeys

T = TypeVar("T")

_SHARE = 70
"""Of a hundred columns of the screen, how many a window takes that may be wide."""


def _fit(window: Window[T]) -> None:
    """Tell a window's style sheet how large the screen is."""
    size = window.app.size
    window.set_class(window.is_short, "short")
    window.set_class(size.height < window.LOW, "low")
    for box in window.query("#box"):  # none before it is composed
        _widen(box, window)


def _widen(box: Widget, window: Window[T]) -> None:
    """Give a window's box its columns, and those beside it that are too few to show anything."""
    if not window.has_class("whole"):
        screen = window.app.size.width
        columns = max(window.WIDTH, min(screen * _SHARE // 100, window.WIDEST))
        box.styles.width = columns if screen >= columns + 2 * window.SIDE else "100%"


def text(words: str, *, classes: str = "", id: str | None = None) -> Static:  # noqa: A002 - Textual's own name
    """Return a widget that shows foreign words as they are, never as markup."""
    return Static(Content(block(words)), classes=classes, id=id)


class Window(WorkingScreen[T | None], Generic[T]):
    """A window that Esc closes; it gives back what was chosen, or None."""

    DEFAULT_CSS = """
    Window {
        align: center middle;
    }
    Window > #box {
        max-width: 100%;
        height: auto;
        max-height: 90%;
        padding: 1 2;
        background: $background;
        border: round $rule;
    }
    Window.whole {
        /* Nothing of what is behind is worth painting: it costs more than the window itself. */
        background: $background;
        &:ansi {
            background: ansi_default;
        }
    }
    Window.whole > #box {
        width: 100%;
        max-width: 164;
        height: 100%;
        max-height: 100%;
    }
    Window.low > #box {
        max-height: 100%;
    }
    Window.tall.low > #box {
        height: 100%;
    }
    Window.short > #box {
        height: auto;
        max-height: 100%;
        padding: 0 1;
    }
    Window.short .window-title, Window.short #words {
        margin-bottom: 0;
    }
    Window.short .window-hint {
        margin-top: 0;
    }
    Window .window-title {
        color: $title;
        text-style: bold;
        margin-bottom: 1;
    }
    Window .window-hint {
        color: $meta;
        margin-top: 1;
    }
    Window .window-error {
        color: $failed;
        margin-top: 1;
        display: none;
    }
    Window Input {
        background: $panel;
        padding: 0 1;
    }
    Window RowList {
        height: auto;
        max-height: 60vh;
    }
    """
    AUTO_FOCUS = "Input, RowList"
    SHORT: ClassVar[int] = 18
    """On a screen of fewer lines a window gives its margins to its content."""
    LOW: ClassVar[int] = 30
    """On a screen of fewer lines a window may take all of them."""
    WIDTH: ClassVar[int] = 76
    """The columns that a window takes, its frame among them."""
    WIDEST: ClassVar[int] = 0
    """On a wide screen a window whose rows may be longer takes its share of the columns, but no more than these."""
    SIDE: ClassVar[int] = 12
    """Fewer columns on both sides are of no use to what is behind: the window takes them, too."""

    def __init__(self, title: str, hint: str) -> None:
        super().__init__()
        self._window_title = title
        self._hint = hint
        self._error = ""
        self._left_with: tuple[T | None, ...] = ()
        """The result that it was closed with while another window stood over it."""

    def content(self) -> Iterable[Widget]:
        """Return what stands between the title and the keys."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """Yield title, content, the place for an error, and the keys."""
        _fit(self)
        with Box(id="box") as box:
            _widen(box, self)
            yield text(self._window_title, classes="window-title", id="title")
            yield from self.content()
            error = text(self._error, classes="window-error", id="error")
            error.display = bool(self._error)
            yield error
            yield HintLine(self._named(self._hint), classes="window-hint", id="hint")

    @property
    def is_short(self) -> bool:
        """Whether the screen has few lines."""
        return self.app.size.height < self.SHORT

    def on_resize(self, event: events.Resize) -> None:
        """Follow the screen's size; what subclasses do comes before."""
        _fit(self)

    def show_error(self, sentence: str) -> None:
        """Show what went wrong, in one sentence."""
        self._error = sentence
        self._put("#error", sentence)
        for error in self.query("#error"):
            error.display = bool(sentence)

    def show_title(self, words: str) -> None:
        """Show another title."""
        if words != self._window_title:
            self._window_title = words
            self._put("#title", words)

    def show_hint(self, words: str) -> None:
        """Show other words in the place of the keys."""
        if words != self._hint:
            self._hint = words
            for hint in self.query("#hint").results(HintLine):  # none before it is composed
                hint.say(self._named(words))

    def _named(self, hint: str) -> str:
        return self.app.name_keys(hint) if isinstance(self.app, NamesKeys) else hint

    def _put(self, selector: str, words: str) -> None:
        """Show words, which lays the window out anew; before it is composed there is nothing to do."""
        for widget in self.query(selector).results(Static):
            widget.update(Content(block(words)))

    def close(self, result: T | None = None) -> None:
        """Close the window, if it is still there."""
        self.dismiss(result)

    def dismiss(self, result: T | None = None) -> AwaitComplete:
        """Close the window with a result, under another one as soon as that is closed.

        Nothing happens when it is closed already: a key may come after its end.
        """
        if self.is_active:
            self.workers.cancel_node(self)  # else one of them may go on while what it shows is taken away
            return super().dismiss(result)
        if self in self.app.screen_stack:  # Textual would close the one above in its place
            self._left_with = (result,)
        return AwaitComplete()

    def on_screen_resume(self) -> None:
        """Close if that was asked for while another window stood here."""
        for result in self._left_with:
            self.dismiss(result)

    def on_key(self, event: events.Key) -> None:
        """Close on Esc; everything else is for the content."""
        if not self.is_active:  # Textual calls one current that still shows under another
            event.stop()
            return
        line = self.focused
        if isinstance(line, Input) and event.is_printable and event.character:
            event.stop()  # it was on its way here before the line was given the focus
            line.insert_text_at_cursor(event.character)
        elif event.key == "escape":
            event.stop()
            self.leave()
        elif self.press(event.key):
            event.stop()
            event.prevent_default()

    def on_unmount(self) -> None:
        """Let go of what was painted."""
        forget_windows()
        forget_paints()

    def leave(self) -> None:
        """Close with nothing chosen."""
        self.dismiss(None)

    def press(self, key: str) -> bool:
        """Do what a key means in this window; return whether it means anything."""
        return False
