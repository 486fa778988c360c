"""A small app for session tests: counts keys, keeps its place in $PLACE, copies with y, hangs with h."""

import os
import signal
import time
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from tui_reader.terminal.clipboard import send
from tui_reader.ui.by_hand import show_by_hand
from tui_reader.ui.driver import TerminalDriver
from tui_reader.ui.session import SessionApp


class TinyApp(SessionApp):
    BINDINGS: ClassVar[list[BindingType]] = [
        ("j", "count"),
        ("y", "copy"),
        ("h", "hang"),
        ("b", "by_hand"),
        ("f", "fail"),
        ("ctrl+z", "suspend_process"),
        ("q", "quit"),
    ]
    count = 0

    def compose(self) -> ComposeResult:
        yield Static("READY 0", id="line")
        yield Static("x" * 1500)

    def on_ready(self) -> None:
        if "DEAF" in os.environ:
            signal.signal(signal.SIGHUP, signal.SIG_IGN)

    def keep_place(self) -> None:
        if "PLACE" in os.environ:
            Path(os.environ["PLACE"]).write_text(str(self.count))

    def action_count(self) -> None:
        self.count += 1
        self.query_one("#line", Static).update(f"READY {self.count}")

    def action_copy(self) -> None:
        driver = self._driver
        assert driver is not None
        text = "words " * (int(os.environ.get("BYTES", "100")) // 6)
        outcome = send(text, lambda data: driver.write(data.decode("ascii")))
        self.query_one("#line", Static).update(f"DONE {outcome.sentence}")

    def action_by_hand(self) -> None:
        show_by_hand(self, "plain words " * 12 + "\x1b]0;title\x07")

    def action_fail(self) -> None:
        raise ValueError("\x1b]0;a defect\x07")

    def action_hang(self) -> None:
        self.query_one("#line", Static).update("HANGING")
        self.call_after_refresh(lambda: time.sleep(60))

    def on_key(self, event: object) -> None:
        if "KEYS" in os.environ:
            with Path(os.environ["KEYS"]).open("a") as keys:
                keys.write(f"{event!r}\n")


if __name__ == "__main__":
    app = TinyApp(driver_class=TerminalDriver)
    app.run()
    raise SystemExit(app.return_code)
