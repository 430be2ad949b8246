"""The ways out of the reader: the browser and the clipboard."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tuinews.screen_text import display_host, short_url
from tuinews.web_address import is_same_site

if TYPE_CHECKING:
    from tuinews.ui.reader_screen import ReaderScreen


class Outward:
    """Opens and copies addresses."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self._warned = ""
        """The address of a link that was said to lead elsewhere than its words."""
        self._has_doubted = False

    def _address(self) -> str:
        screen = self._screen
        if screen.reading.reading is not None:
            return screen.reading.reading.article.row.url
        selected = screen.headlines.selected_id
        row = None if selected is None else screen.headlines.row(selected)
        return row.url if row is not None else ""

    def open_in_browser(self) -> None:
        """Open the article in the browser."""
        address = self._address()
        if address:
            self.open_address(address)
        else:
            self._screen.note("This article has no address.")

    def open_link(self, address: str, words: str) -> None:
        """Open a link of the text; one whose words name another place is shown first, and opened the second time."""
        from tuinews.web_address import named_host

        named = named_host(words)
        if not named or address == self._warned or is_same_site(named, address):
            self._warned = ""
            self.open_address(address)
        else:
            self._warned = address
            self._screen.tell(
                f"The link leads to {display_host(address)}, not to {named}. Once more opens it.", "warning"
            )

    def open_address(self, address: str) -> None:
        """Open a web address in the browser; any other kind is only named."""
        from tuinews.web_address import web_address

        safe = web_address(address)
        if not safe:
            self._screen.note(f"Not opened: {short_url(address)} is no web address.")
            return
        self._screen.start(partial(self._open, safe), "browser", exclusive=False)

    async def _open(self, address: str, media_type: str = "") -> None:
        from tuinews.ui.opening_with import open_with_browser, open_with_rule

        if self._screen.config.tools and await open_with_rule(self._screen, address, media_type):
            return
        if await open_with_browser(self._screen, address):
            self._screen.note(f"Opened {short_url(address)} in the browser.")
        else:
            copy_key = self._screen.keys.first_key("article.copy_url")
            self._screen.tell(f"No browser could be opened. {copy_key} copies the address.", "warning")

    def copy_address(self) -> None:
        """Copy the article's address to the clipboard."""
        from tuinews.web_address import web_address

        address = web_address(self._address())
        if address:
            self._screen.app.copy_to_clipboard(address)
            self._screen.note(self.copied(f"Copied {short_url(address)}."))
        else:
            self._screen.note("This article has no address.")

    def copied(self, sentence: str) -> str:
        """Return a sentence that says what was copied, the first time with why that may not have worked."""
        from tuinews.ui.clipboard import doubt

        remark = "" if self._has_doubted else doubt(self._screen.config.copy_command)
        self._has_doubted = self._has_doubted or bool(remark)
        return sentence + remark

    def show_links(self) -> None:
        """List the links of the article; a number opens one."""
        self._screen.start(self._show_links, "links")

    async def _show_links(self) -> None:
        from tuinews.ui.dialogs.links import LinksDialog

        links = self._screen.article.links()
        if not links:
            self._screen.note("This article has no links.")
            return
        address = await self._screen.app.push_screen_wait(LinksDialog(links))
        if address:
            self.open_address(address)
