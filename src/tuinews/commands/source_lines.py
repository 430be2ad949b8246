"""`stats --sources`: who is quoted by which feed in which month, as bars or JSON."""

from __future__ import annotations

import shutil
from collections.abc import Sequence

from tuinews import charts
from tuinews.commands.session import print_json, run, styled, tell
from tuinews.model.source_mix import Mix, QuoteSource
from tuinews.newsroom import Newsroom
from tuinews.newsroom.source_mix import source_mix
from tuinews.screen_text import fitted, line

SIGNS = "█▓▚▒░"
NAMES = ("people", "organisations", "documents", "unnamed sources", "nobody that can be told")
_WIDEST = 130


def show(newsroom: Newsroom, days: int | None, feed_id: int | None, *, is_json: bool) -> int:
    """Print the source mix of all feeds or of one."""
    mix = run(source_mix(newsroom, days, feed_id))
    groups = (("Altogether", (mix.whole,)), ("Feeds", mix.feeds), ("Months", mix.months), ("Quoted most", mix.speakers))
    if is_json:
        print_json({title.lower().replace(" ", "_"): [_facts(one) for one in some] for title, some in groups})
    elif not mix.whole.quotes:
        tell("Nobody is quoted in this time.")
    else:
        print("  ".join(f"{sign} {name}" for sign, name in zip(SIGNS, NAMES, strict=True)))
        for title, some in groups:
            _print(title, some)
    if mix.waiting:
        tell(f"{mix.waiting:,} older quotes are not counted yet; the open reader goes through them by and by.")
    return 0


def _print(title: str, some: Sequence[Mix]) -> None:
    if some:
        print(styled(title, "bold"))
    width = min(_WIDEST, shutil.get_terminal_size((100, 24)).columns)
    name = max(10, min(30, width // 4))
    for one in some:
        numbers = f"  {100 * one.named / one.quotes:3.0f} % named  {one.quotes:>7,}"
        cells = charts.shares(one.counts, max(4, width - name - len(numbers) - 3))
        bar = "".join(sign * wide for sign, wide in zip(SIGNS, cells, strict=True))
        print(f"  {fitted(line(one.title, 60), name)} {styled(bar, 'accent')}{styled(numbers, 'dim')}")


def _facts(one: Mix) -> dict[str, object]:
    counts = {source.name.lower(): one.counts[source] for source in QuoteSource}
    return {"title": one.title, "query": one.query, "quotes": one.quotes, "named": one.named, **counts}
