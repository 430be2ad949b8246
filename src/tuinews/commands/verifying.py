"""`verify`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

from tuinews.commands.prose import wrapped
from tuinews.commands.session import opened, print_json, run, styled, tell
from tuinews.commands.tables import room_for_tables
from tuinews.errors import UsageError
from tuinews.model.sayings import MARKS, Occurrence, Piece, Said, Verdict, Verified
from tuinews.newsroom import verify as verifying
from tuinews.screen_text import line

_SENTENCES = {
    Verdict.EXACT: "In your archive, word by word",
    Verdict.PARTIAL: "In your archive only in part",
    Verdict.ABSENT: "Not in your archive.",
}


def verify(options: argparse.Namespace) -> int:
    """Tell whether a quotation stands in the archive; 0 when it does word by word, else 1."""
    asked = " ".join(options.words) or ("" if sys.stdin is None or sys.stdin.isatty() else sys.stdin.read())
    if not any(character.isalnum() for character in asked):
        raise UsageError('Nothing to look for. Give the words: tuinews verify "what somebody said".')
    with opened(options.data_dir) as newsroom:
        known = run(verifying.verify(newsroom, asked))
    if options.json:
        print_json(_facts(known))
    else:
        _print(known)
    return 0 if known.verdict is Verdict.EXACT else 1


def _print(known: Verified) -> None:
    count = len(known.found) + len(known.unquoted)
    places = "" if not count else ", in 1 place:" if count == 1 else f", in {count:,} places:"
    print(styled(_SENTENCES[known.verdict] + places, "bold"))
    width = max(room_for_tables() - 2, 30)
    for one in known.found:
        print()
        print(*_lines(one.said, _marked(one), width), sep="\n")
    for said in known.unquoted:
        print()
        print(*_lines(said, line(f"{said.before}{said.text}{said.after}", 2_000), width), sep="\n")
        print(styled("  Not taken for a quote there.", "dim"))
    if known.unread:
        articles = "1 article has" if known.unread == 1 else f"{known.unread:,} articles have"
        tell(f"{articles} not been looked through for quotes yet; `tuinews refresh --index` does it.")


def _lines(said: Said, words: str, width: int) -> Iterator[str]:
    yield from wrapped(words, width, "  ", "  ")
    when = f"{said.published.astimezone():%Y-%m-%d}" if said.published else "no date"
    speaker = line(said.speaker, 80) or ("unattributed" if said.quote_id else "")
    facts = (speaker, line(said.feed_title, 60), when, line(said.article_title, 100), str(said.article_id))
    yield styled("  — " + " · ".join(filter(None, facts)), "dim")


def _marked(one: Occurrence) -> str:
    """Return the sentence, with what the quotation lacks in {+ +} and what only the quotation has in [- -]."""
    if not one.pieces:
        return line(f"{one.said.before}{one.said.text}{one.said.after}", 2_000)
    return line("".join(_piece(piece) for piece in one.pieces), 2_000)


def _piece(piece: Piece) -> str:
    before, after = MARKS[piece.kind]
    return f"{before}{piece.text}{after}"


def _facts(known: Verified) -> dict[str, object]:
    return {
        "verdict": known.verdict.value,
        "found": [_said_facts(one.said) | {"compared": _compared(one)} for one in known.found],
        "unquoted": [_said_facts(said) for said in known.unquoted],
        "unread": known.unread,
    }


def _said_facts(said: Said) -> dict[str, object]:
    facts = said._asdict()
    facts["published"] = said.published.isoformat() if said.published else None
    return facts


def _compared(one: Occurrence) -> list[dict[str, str]]:
    return [{"kind": piece.kind.value, "text": piece.text} for piece in one.pieces]
