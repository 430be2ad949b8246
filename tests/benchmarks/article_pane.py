"""How long the article pane holds the event loop: a usual article, and one of a million characters.

usage: python -m tests.benchmarks.article_pane
"""

from __future__ import annotations

import asyncio
import gc
from pathlib import Path
from time import perf_counter

from textual.app import App, ComposeResult

import tuinews.ui
from tests.ui.article.manuscript import NOW, Manuscript, long_story
from tuinews.ui.article_view import ArticleView
from tuinews.ui.themes import THEMES


class Stage(App[None]):
    """An app with nothing but the article pane."""

    CSS_PATH = Path(tuinews.ui.__file__).parent / "article.tcss"

    def compose(self) -> ComposeResult:
        """Yield the pane in our first theme."""
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name
        yield ArticleView(clock=lambda: NOW)


def talkative(paragraphs: int) -> Manuscript:
    """Return a story with a person and a quote in each paragraph."""
    story = long_story(0)
    for number in range(paragraphs):
        words = "The water went down as slowly as it had come, and what it left behind was carried out. " * 2
        story.paragraph(f"“We counted {number} chairs,” said Ana Petrović. {words}")
    story.names("Ana Petrović")
    for number in range(paragraphs):
        story.says("Ana Petrović", f"“We counted {number} chairs,”")
    return story


async def longest_hold(view: ArticleView, story: Manuscript) -> tuple[float, float, float]:
    """Return the milliseconds of the call, until all is set, and of the longest hold of the event loop."""
    reading = story.reading()
    gc.collect()
    gc.disable()
    begun = perf_counter()
    view.show(reading)
    called = last = perf_counter()
    worst = called - begun
    while not view.is_set:
        await asyncio.sleep(0)
        now = perf_counter()
        worst, last = max(worst, now - last), now
    gc.enable()
    return 1000 * (called - begun), 1000 * (last - begun), 1000 * worst


async def main() -> None:
    """Print the times of both articles, and of painting a screen."""
    async with Stage().run_test(size=(100, 50)) as pilot:
        view = pilot.app.query_one(ArticleView)
        for name, story in (("800 words", talkative(22)), ("1,000,000 characters", talkative(4600))):
            await longest_hold(view, story)
            await pilot.pause()
            call, whole, worst = await longest_hold(view, story)
            begun = perf_counter()
            for row in range(view.size.height):
                view.render_line(row)
            painted = 1000 * (perf_counter() - begun)
            print(
                f"{name:>20}: show {call:.1f} ms, all set after {whole:.0f} ms, "
                f"longest hold {worst:.1f} ms, first screen painted in {painted:.1f} ms"
            )
            await pilot.pause()


if __name__ == "__main__":
    asyncio.run(main())
