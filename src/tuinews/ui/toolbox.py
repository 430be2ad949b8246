"""The ways to other programs, made when the first of them is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuinews.ui.media import Media
from tuinews.ui.piping import Piping
from tuinews.ui.saving import Saving
from tuinews.ui.sending import Sending

if TYPE_CHECKING:
    from tuinews.ui.reader_screen import ReaderScreen


class Toolbox:
    """Keeps the parts that have to do with other programs and with files."""

    def __init__(self, screen: ReaderScreen) -> None:
        self.media = Media(screen)
        self.piping = Piping(screen)
        self.saving = Saving(screen)
        self.sending = Sending(screen)
