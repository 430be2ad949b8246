"""Saving from the screen: one article or all that are chosen, in a file whose name is asked for."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tuinews.errors import TuinewsError, UsageError
from tuinews.newsroom.mark import articles_in_words
from tuinews.newsroom.save_articles import MOST, FileThereError, file_name, save_articles
from tuinews.paths import shown_path
from tuinews.ui.faults import told
from tuinews.ui.whole_articles import whole_article

if TYPE_CHECKING:
    from tuinews.ui.dialogs.save import SaveDialog
    from tuinews.ui.reader_screen import ReaderScreen


class Saving:
    """Writes articles to files."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen

    def save(self) -> None:
        """Ask for a file name and save what is meant there."""
        from tuinews.ui.dialogs.save import SaveDialog

        screen = self._screen
        targets = screen.marking.targets()
        if not targets:
            screen.note("Choose an article first.")
            return
        row = screen.headlines.row(targets[0])
        if row is None and screen.reading.reading is not None:
            row = screen.reading.reading.article.row
        title = row.title if row and len(targets) == 1 else f"news {screen.newsroom.clock().astimezone():%Y-%m-%d}"
        config = screen.config
        first = Path(config.save_folder) / file_name(title, f".{config.save_form}")
        dialog = SaveDialog(
            len(targets),
            str(first),
            lambda path, overwrites: screen.start(partial(self._save, dialog, targets, path, overwrites), "save"),
        )
        screen.app.push_screen(dialog)

    async def _save(self, dialog: SaveDialog, targets: tuple[int, ...], path: Path, overwrites: bool) -> None:
        screen = self._screen
        try:
            readings = []
            for number, article_id in enumerate(targets[:MOST], 1):
                if (reading := await whole_article(screen, article_id)) is not None:
                    readings.append(reading)
                if len(targets) > 5:
                    dialog.show_hint(f"Reading {number:,} of {len(targets):,} … · Esc leaves")
            count = save_articles(screen.newsroom, readings, path, overwrites=overwrites)
        except FileThereError as error:
            dialog.ask_again(path, error.message)
            return
        except UsageError as error:
            dialog.show_error(told(error))
            return
        except TuinewsError as error:
            dialog.show_error(told(error))
            raise
        dialog.close()
        screen.selecting.clear()
        where = shown_path(path)
        screen.note(f"Saved {articles_in_words(count)} as {where}." if count > 1 else f"Saved as {where}.")
