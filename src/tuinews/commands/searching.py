"""`search`."""

from __future__ import annotations

import argparse
import textwrap

from tuinews.commands.articles import row_facts
from tuinews.commands.queries import checked_query
from tuinews.commands.session import opened, print_json, run, styled, tell
from tuinews.commands.tables import room_for_tables
from tuinews.model.found import HIT_BEGINS, HIT_ENDS, Found, FoundArticle, FoundPerson, FoundQuote
from tuinews.newsroom import find
from tuinews.screen_text import line


def search(options: argparse.Namespace) -> int:
    """Search everything."""
    query = checked_query(options.query)
    with opened(options.data_dir) as newsroom:
        found = run(find.find(newsroom, query, options.limit))
    if options.json:
        print_json(_facts(found))
    elif not any(found):
        tell("Nothing was found.")
    else:
        _print(found)
    return 0


def _print(found: Found) -> None:
    for article in found.articles:
        row = article.row
        when = f"{row.published.astimezone():%Y-%m-%d}" if row.published else "no date"
        print(styled(line(row.title), "bold"))
        print(styled(f"  {row.id}  {when}  {line(row.feed_title, 60)}", "dim"))
        print(*(f"  {_shown(words)}" for words in _wrapped(article.snippet)), sep="\n")
    _print_group("People", [f"{line(one.name)}  {_counted(one)}" for one in found.people])
    _print_group(
        "Quotes",
        [f"{line_with_hits(one.words)}  {line(one.speaker) or '?'} ({one.article_id})" for one in found.quotes],
    )


def _print_group(title: str, lines: list[str]) -> None:
    if lines:
        print(styled(title, "accent", "bold"))
        for text in lines:
            wrapped = textwrap.wrap(text, max(room_for_tables() - 4, 30), break_on_hyphens=False)
            print("  " + _shown("\n    ".join(wrapped)))


def _counted(person: FoundPerson) -> str:
    articles = "1 article" if person.articles == 1 else f"{person.articles:,} articles"
    quotes = "1 quote" if person.quotes == 1 else f"{person.quotes:,} quotes"
    return f"{articles}, {quotes}"


def _wrapped(snippet: str) -> list[str]:
    return textwrap.wrap(line_with_hits(snippet), max(room_for_tables() - 2, 30), break_on_hyphens=False)


def line_with_hits(marked: str) -> str:
    """Return foreign words cleaned piece by piece, so that only our own marks of hits are in them."""
    pieces = [line(piece, 2_000) or (" " if piece.isspace() else "") for piece in _pieces(marked)]
    return "".join(_spaced(piece, clean) for piece, clean in zip(_pieces(marked), pieces, strict=True))


def _pieces(marked: str) -> list[str]:
    pieces = [""]
    for character in marked:
        if character in (HIT_BEGINS, HIT_ENDS):
            pieces += [character, ""]
        else:
            pieces[-1] += character
    return pieces


def _spaced(piece: str, clean: str) -> str:
    """Return a cleaned piece with the blanks at its edges that cleaning took, or a mark as it is."""
    if piece in (HIT_BEGINS, HIT_ENDS) or not clean.strip():
        return piece if piece in (HIT_BEGINS, HIT_ENDS) else clean
    return (" " if piece[0].isspace() else "") + clean.strip() + (" " if piece[-1].isspace() else "")


def _shown(words: str) -> str:
    """Return words with their hits in bold, or in brackets where there is no colour."""
    begins, ends = ("\x1b[1m", "\x1b[0m") if styled("x", "bold") != "x" else ("[", "]")
    return words.replace(HIT_BEGINS, begins).replace(HIT_ENDS, ends)


def _facts(found: Found) -> dict[str, object]:
    return {
        "articles": [_article_facts(article) for article in found.articles],
        "people": [person._asdict() for person in found.people],
        "quotes": [_quote_facts(quote) for quote in found.quotes],
    }


def _article_facts(article: FoundArticle) -> dict[str, object]:
    return row_facts(article.row) | {"snippet": _plain(article.snippet), "score": round(article.score, 3)}


def _quote_facts(quote: FoundQuote) -> dict[str, object]:
    facts = quote._asdict() | {"words": _plain(quote.words)}
    facts["published"] = quote.published.isoformat() if quote.published else None
    return facts


def _plain(marked: str) -> str:
    return marked.replace(HIT_BEGINS, "").replace(HIT_ENDS, "")
