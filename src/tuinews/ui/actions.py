"""What each action of the keymap does on the reader's screen."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from tuinews.keymap import Place
from tuinews.ui.covering import Covering

if TYPE_CHECKING:
    from tuinews.ui.known_people import KnownPeople
    from tuinews.ui.quoting import Quoting
    from tuinews.ui.reader_screen import ReaderScreen
    from tuinews.ui.toolbox import Toolbox

Handlers = dict[str, Callable[[], object]]


def handlers(screen: ReaderScreen) -> Handlers:
    """Return, for every action of the keymap, what to call."""
    return {
        **_moving(screen),
        **_reading(screen),
        **_people(screen),
        **_quoting(screen),
        **_marking(screen),
        **_feeds(screen),
        **_looking(screen),
        **_tools(screen),
    }


def _moving(screen: ReaderScreen) -> Handlers:
    moving = screen.moving
    return {
        "move.down": partial(moving.rows, 1),
        "move.up": partial(moving.rows, -1),
        "move.right": partial(moving.sideways, 1),
        "move.left": partial(moving.sideways, -1),
        "move.page_down": partial(moving.pages, 1.0),
        "move.page_up": partial(moving.pages, -1.0),
        "move.half_down": partial(moving.pages, 0.5),
        "move.half_up": partial(moving.pages, -0.5),
        "move.top": moving.top,
        "move.bottom": moving.bottom,
        "move.open": moving.open,
        "move.back": moving.back,
        "focus.feeds": partial(screen.going.go_to, Place.FEEDS),
        "focus.headlines": partial(screen.going.go_to, Place.HEADLINES),
        "focus.article": partial(screen.going.go_to, Place.ARTICLE),
        "focus.people": screen.people_desk.go_to,
        "feed.toggle": screen.feeds.toggle_fold,
        "app.back": moving.back_or_quit,
        "app.up": moving.up_or_quit,
        "app.quit": screen.keeping.quit,
    }


def _reading(screen: ReaderScreen) -> Handlers:
    reading, voices = screen.reading_on, screen.voices
    return {
        "article.read_on": reading.read_on,
        "article.scroll_down": partial(reading.scroll, 1),
        "article.scroll_up": partial(reading.scroll, -1),
        "article.next_unread": partial(reading.go_to_unread, 1),
        "article.previous_unread": partial(reading.go_to_unread, -1),
        "article.next": partial(reading.step, 1),
        "article.previous": partial(reading.step, -1),
        "article.zen": screen.going.toggle_zen,
        "article.full_text": screen.full_texts.fetch,
        "article.source": screen.full_texts.turn_over,
        "article.hidden": voices.toggle_hidden,
        "article.highlight": voices.cycle_highlight,
        "people.panel": screen.people_desk.toggle,
        "quote.next": partial(voices.next_quote, 1),
        "quote.previous": partial(voices.next_quote, -1),
        "person.next": partial(voices.next_mention, 1),
        "person.previous": partial(voices.next_mention, -1),
        "quote.speaker": screen.correcting.edit,
        "quote.not_speech": screen.correcting.deny,
        "person.same": screen.correcting.edit,
        "person.not": screen.correcting.deny,
        "article.browser": screen.outward.open_in_browser,
        "article.links": screen.outward.show_links,
        "article.copy_url": screen.outward.copy_address,
        "article.changes": screen.comparing.show,
        "quote.same": partial(_verify, screen),
    }


def _verify(screen: ReaderScreen) -> None:
    from tuinews.ui.verifying import Verifying  # what is seldom used is not there before the first paint

    Verifying(screen).begin()


def _people(screen: ReaderScreen) -> Handlers:
    found: list[KnownPeople] = []

    def known() -> KnownPeople:
        if not found:
            from tuinews.ui.known_people import KnownPeople

            found.append(KnownPeople(screen))
        return found[0]

    return {
        "people.view": lambda: known().show(),
        "person.card": lambda: known().show_card(),
        "person.follow": lambda: known().follow(),
    }


def _quoting(screen: ReaderScreen) -> Handlers:
    found: list[Quoting] = []

    def quoting() -> Quoting:
        if not found:
            from tuinews.ui.quoting import Quoting

            found.append(Quoting(screen))
        return found[0]

    return {
        "app.quotes": lambda: quoting().show(),
        "app.sources": lambda: screen.stocktaking.show_sources(quoting()),
        "quote.cite": lambda: quoting().cite(),
        "article.quotes_only": lambda: quoting().show_only(),
    }


def _marking(screen: ReaderScreen) -> Handlers:
    marking = screen.marking
    return {
        "article.toggle_read": marking.toggle_read,
        "article.star": marking.toggle_star,
        "article.later": marking.toggle_later,
        "view.mark_read": marking.mark_all_read,
        "view.mark_everything": marking.mark_everything_read,
        "view.mark_older": marking.mark_older_read,
        "article.tag": screen.shelving.tag,
        "article.archive": screen.shelving.archive,
        "article.delete": screen.shelving.delete,
        "list.unfold": screen.folding.toggle,
        "article.coverage": Covering(screen).show,
        "list.choose": screen.selecting.toggle,
        "list.choose_range": screen.selecting.extend,
        "edit.changes": marking.show_changes,
        "edit.undo": marking.undo,
        "edit.redo": marking.redo,
    }


def _feeds(screen: ReaderScreen) -> Handlers:
    return {
        "feed.add": screen.adding.ask_what_to_add,
        "feed.refresh": screen.going.refresh_here,
        "feed.refresh_all": screen.refreshing.refresh_all,
        "feed.edit": partial(screen.going.with_feed, screen.upkeep.edit, screen.curating.edit),
        "feed.next_unread": partial(screen.going.to_unread_feed, 1),
        "feed.previous_unread": partial(screen.going.to_unread_feed, -1),
        "feed.problems": screen.mending.show,
        "feed.remove": partial(screen.going.with_feed, screen.upkeep.remove, screen.curating.remove),
    }


def _looking(screen: ReaderScreen) -> Handlers:
    return {
        "list.filter": screen.filtering.begin,
        "list.tag": partial(screen.filtering.begin, "tag:"),
        "article.find": screen.finding.begin,
        "list.day": screen.sorting.jump_to_day,
        "smart.keep": screen.curating.keep_filter,
        "mute.add": screen.curating.mute_filter,
        "mute.rules": screen.curating.show_rules,
        "app.search": screen.searching.begin,
        "app.statistics": screen.stocktaking.show_statistics,
        "app.old_articles": screen.stocktaking.show_leaving,
        "list.sort": screen.sorting.choose,
        "view.theme": screen.windows.choose_theme,
        "view.narrower": partial(screen.going.widen, -1),
        "view.wider": partial(screen.going.widen, 1),
        "app.help": screen.windows.show_help,
        "app.palette": screen.windows.show_palette,
        "view.still": lambda: screen.access.toggle_still(),
        "app.settings": lambda: screen.tailoring.show_settings(),
        "app.edit_config": lambda: screen.tailoring.edit(),
        "keys.prefix": lambda: screen.pressing.begin(),
    }


def _tools(screen: ReaderScreen) -> Handlers:
    found: list[Toolbox] = []

    def toolbox() -> Toolbox:
        if not found:
            from tuinews.ui.toolbox import Toolbox  # what is seldom used is not there before the first paint

            found.append(Toolbox(screen))
        return found[0]

    return {
        "article.pictures": lambda: screen.reading.picturing.toggle(),
        "article.media": lambda: toolbox().media.show(),
        "article.pipe": lambda: toolbox().piping.pipe(),
        "article.save": lambda: toolbox().saving.save(),
        "article.send": lambda: toolbox().sending.send(),
    }
