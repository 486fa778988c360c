"""The driver of an app that a browser shows: it ends with its line, and draws no screen that nobody has."""

from __future__ import annotations

from textual.drivers.web_driver import WebDriver
from textual.messages import ExitApp

# Cells, the largest screen sold has a third of it. A size comes from the page: 100,000 by 100,000 cost 11 GB.
_WIDEST, _HIGHEST = 1_000, 500


class BrowserDriver(WebDriver):
    """Textual's driver for a page, which would outlive a server that was killed."""

    def start_application_mode(self) -> None:
        """Begin, in a size that can be drawn."""
        self._size = _possible(*(self._size or (0, 0)))
        super().start_application_mode()

    def run_input_thread(self) -> None:
        """Read keys until the line is closed; the app ends with it."""
        super().run_input_thread()
        if not self.exit_event.is_set():
            self._app.post_message(ExitApp())

    def on_meta(self, packet_type: str, payload: dict[str, object]) -> None:
        """Take what the server says; a size that is none is left out."""
        if packet_type == "resize":
            width, height = payload.get("width"), payload.get("height")
            if not isinstance(width, int) or not isinstance(height, int):
                return
            width, height = _possible(width, height)
            payload = {**payload, "width": width, "height": height}
        super().on_meta(packet_type, payload)


def _possible(width: int, height: int) -> tuple[int, int]:
    """Return a size that can be drawn: what is asked, within bounds, else the usual one."""
    if width < 1 or height < 1:
        return 80, 24
    return min(width, _WIDEST), min(height, _HIGHEST)
