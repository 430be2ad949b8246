"""The screen: what the reader sees and presses. Textual lives here and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tuinews.newsroom import Newsroom
    from tuinews.newsroom.desk import Desk
    from tuinews.terminal_ground import Asking
    from tuinews.ui.start import Targets


def run(
    newsroom: Newsroom,
    desk: Desk,
    *,
    targets: Targets,
    asking: Asking | None = None,
) -> int:
    """Run the reader until it is left and return the exit code.

    Args:
        newsroom: The open archive and settings.
        desk: The child process that fetches, parses and annotates.
        targets: What the user named on the command line, to be opened at once.
        asking: The question for the terminal's background, which is under way.

    Raises:
        ScreenError: a bug ended the reader; its text is the traceback.
        StoreError: the archive could no longer be read.
    """
    from tuinews.ui.start import start

    return start(newsroom, desk, targets, asking)
