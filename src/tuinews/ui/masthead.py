"""The head and the end of an article: its title and facts, and who was quoted, its links and the way on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import PurePath
from typing import Final
from urllib.parse import unquote

from rich.cells import cell_len

from tuinews import screen_text
from tuinews.model.annotations import QuoteKind
from tuinews.model.articles import Article
from tuinews.model.entries import Enclosure
from tuinews.ui.cast import Cast
from tuinews.ui.cells import cut, is_right_to_left, join_parts
from tuinews.ui.pieces import BLANK, Align, Line, Piece, Role, Span, Target, Trait
from tuinews.ui.wrapping import wrap

_WORDS_A_MINUTE: Final = 230
_SIGNS_A_MINUTE: Final = 500
"""Reading speed in scripts that set no blanks between words."""
_MOST_AUTHORS: Final = 4
_MOST_VOICES: Final = 40
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEK_DAYS: Final = 7


def set_head(
    article: Article,
    cast: Cast | None,
    now: datetime,
    measure: int,
    notes: Sequence[str] = (),
    changes_key: str = "",
) -> Iterator[Line]:
    """Yield the lines above an article's text.

    Args:
        article: whose head it is.
        cast: its people and quotes, where they are known.
        now: the moment that ages are told from.
        measure: characters in a line.
        notes: sentences about which text it is.
        changes_key: what shows how it has changed since it came.
    """
    row = article.row
    title = screen_text.line(row.title) or "(no title)"
    role = Role.DERIVED_TITLE if row.title_is_derived or not row.title else Role.TITLE
    yield from _rows(Piece(title, role, align=Align.RIGHT if is_right_to_left(title) else Align.LEFT), measure)
    yield BLANK
    facts = [_outlet(article), _byline(row.authors)]
    counts = _counts(article, cast)
    hint = f"{changes_key} shows what changed" if row.replaced and changes_key else ""
    dates = [*told_dates(article, now), hint, _length(article)]
    # Rather a short row of dates and one of counts than a count that hangs alone.
    rows = join_parts([*dates, *counts], measure)
    if len(rows) > 1:
        rows = [*join_parts(dates, measure), *join_parts(counts, measure)]
    for words in (*join_parts(facts, measure), *rows):
        yield from _rows(Piece(words, Role.META), measure)
    notices = [*notes, *(article.body.notices if article.body is not None else ())]
    if notices:
        yield BLANK
        for notice in notices:
            yield from _rows(Piece(screen_text.line(notice), Role.CAPTION), measure)
    yield BLANK
    yield BLANK


def set_end(
    cast: Cast, links: Sequence[str], enclosures: Sequence[Enclosure], measure: int, way_on: str
) -> Iterator[Line]:
    """Yield the lines below an article's text."""
    yield BLANK
    yield Line(Piece("■", Role.END_MARK, align=Align.CENTRE), 0, 1)
    if cast.voices:
        yield BLANK
        yield from _rows(Piece("Quoted here", Role.LABEL), measure)
        yield from _quoted(cast, measure)
    if links:
        yield BLANK
        yield from _rows(Piece("Links", Role.LABEL), measure)
        yield from _addresses(links, measure)
    if enclosures:
        yield BLANK
        yield from _rows(Piece("Attached", Role.LABEL), measure)
        yield from _attached(enclosures, measure)
    yield BLANK
    yield from _rows(Piece(way_on, Role.META, align=Align.CENTRE), measure)
    yield BLANK


def set_message(title: str, text: str, measure: int, height: int) -> Iterator[Line]:
    """Yield the lines of a message that stands in for an article, a third down the page."""
    measure = min(measure, 52)
    lines = [*_rows(Piece(title, Role.HEADING_3, align=Align.CENTRE), measure)]
    if text:
        lines.append(BLANK)
        lines += _rows(Piece(text, Role.META, align=Align.CENTRE), measure)
    for _ in range(max(1, (height - len(lines)) // 3)):
        yield BLANK
    yield from lines


def reading_minutes(text: str) -> int:
    """Return how many minutes a text takes to read, at least 1."""
    words = text.count(" ") + text.count("\n") + 1
    # Where a "word" is longer than any language's, there are no blanks to count.
    pace = len(text) / _SIGNS_A_MINUTE if len(text) > 20 * words else words / _WORDS_A_MINUTE
    return max(1, round(pace))


def when(moment: datetime, now: datetime) -> str:
    """Return a moment as an article's head tells it: "3 hours ago", "yesterday", "9 Aug", "9 Aug 2023"."""
    seconds = (now - moment).total_seconds()
    here, today = moment.astimezone(), now.astimezone()
    days = (today.date() - here.date()).days
    if 0 <= seconds < 60:
        return "just now"
    if 0 < seconds < 3600:
        return _plural(int(seconds // 60), "minute") + " ago"
    if 0 < seconds < 86400 and (days == 0 or seconds < 6 * 3600):
        return _plural(int(seconds // 3600), "hour") + " ago"
    if days == 1:
        return "yesterday"
    if 1 < days < _WEEK_DAYS:
        return f"{days} days ago"
    day = f"{here.day} {_MONTHS[here.month - 1]}"
    return day if here.year == today.year else f"{day} {here.year}"


def told_dates(article: Article, now: datetime) -> list[str]:
    """Return what an article's head says of when it was published, came and changed."""
    row = article.row
    if row.published is None:
        unknown = "date unclear" if row.is_date_unclear else "no date"
        updates = [f"updated {when(row.replaced, now)}"] if row.replaced else []
        return [unknown, f"added {when(row.added, now)}", *updates]
    dates = [when(row.published, now)]
    if row.replaced:
        return [*dates, f"updated {when(row.replaced, now)}"]
    updated = when(article.updated, now) if article.updated and article.updated > row.published else dates[0]
    return dates if updated == dates[0] else [*dates, f"updated {updated}"]


# --------------------------------------------------------------------------------------------------- head


def _outlet(article: Article) -> str:
    row = article.row
    name = screen_text.line(article.outlet or row.feed_title, 120)
    is_file = row.url.startswith("file:") or "://" not in row.url
    file = screen_text.line(unquote(PurePath(row.url).name), 80) if is_file else ""
    return " · ".join(filter(None, (name, file)))


def _byline(authors: tuple[str, ...]) -> str:
    names = [name for name in (screen_text.line(author, 120) for author in authors) if name]
    if not names:
        return ""
    if len(names) > _MOST_AUTHORS:
        return f"By {', '.join(names[: _MOST_AUTHORS - 1])} and {len(names) - _MOST_AUTHORS + 1} others"
    return "By " + (f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0])


def _length(article: Article) -> str:
    return f"{reading_minutes(article.body.text)} min read" if article.body and article.body.text else ""


def _counts(article: Article, cast: Cast | None) -> list[str]:
    row = article.row
    people = len(cast.people) if cast else row.people
    quotes = sum(quote.kind is not QuoteKind.INDIRECT for quote in cast.quotes) if cast else row.quotes
    return [
        "" if not people else "1 person" if people == 1 else f"{people:,} people",
        _plural(quotes, "quote") if quotes else "",
    ]


# ---------------------------------------------------------------------------------------------------- end


def _quoted(cast: Cast, measure: int) -> Iterator[Line]:
    voices = cast.voices[:_MOST_VOICES]
    counts = [cast.spoken(voice.quotes) for voice in voices]
    room = max(4, measure - max(map(len, counts)) - 3)
    column = min(room, max(cell_len(voice.shown) for voice in voices))
    for voice, count in zip(voices, counts, strict=True):
        name, cells = cut(voice.shown, column)
        shown = f"{name}{' ' * (column - cells)}   {count}"
        span = Span(0, len(name), person=voice.person)
        faint = Span(len(name), len(shown), Trait.FAINT)
        target = Target(person=voice.person, quote=voice.quotes[0])
        yield from _rows(Piece(shown, Role.BODY, spans=(span, faint), target=target), measure)
    if len(cast.voices) > _MOST_VOICES:
        yield from _rows(Piece(f"and {len(cast.voices) - _MOST_VOICES} others", Role.META), measure)


def _addresses(links: Sequence[str], measure: int) -> Iterator[Line]:
    width = len(str(len(links)))
    for number, href in enumerate(links, 1):
        room = max(8, measure - width - 3)
        yield from _rows(_address(href, screen_text.short_url(href, room), f"{number:>{width}}  "), measure)


def _attached(enclosures: Sequence[Enclosure], measure: int) -> Iterator[Line]:
    for enclosure in enclosures:
        facts = [screen_text.line(enclosure.media_type, 40), _size(enclosure.length_bytes)]
        words = " · ".join(filter(None, (*facts, screen_text.short_url(enclosure.url, max(8, measure)))))
        yield from _rows(_address(enclosure.url, words, ""), measure)


def _address(href: str, words: str, before: str) -> Piece:
    return Piece(words, Role.META, before=before, indent=len(before), target=Target(href=href))


def _size(length_bytes: int | None) -> str:
    if not length_bytes:
        return ""
    megabytes = length_bytes / (1 << 20)  # as where it is downloaded
    return f"{megabytes:.0f} MB" if megabytes >= 1 else f"{max(1, length_bytes >> 10)} kB"


def _rows(piece: Piece, measure: int) -> Iterator[Line]:
    for number, (start, end) in enumerate(wrap(piece.shown, measure - piece.indent, 0, len(piece.shown))):
        yield Line(piece, start, end, 0, number == 0)


def _plural(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
