"""The app of one tab: a process that ends with its line, and whose end is told to the page."""

from __future__ import annotations

import asyncio
import contextlib

from textual_serve.app_service import AppService

_LAST_WORDS = 5.0  # seconds for an app that was told to end; it takes a tenth of one


class Tab(AppService):
    """Textual's service of an app, which would wait for ever for one that hangs and keep quiet about one that died."""

    async def run(self) -> None:
        """Pass on what the app writes; where it ends, by itself or not, so does the line."""
        try:
            await super().run()
        finally:
            await self.remote_close()

    async def stop(self) -> None:
        """Tell the app to end, and end it where it does not."""
        by_force = asyncio.get_running_loop().call_later(_LAST_WORDS, self._kill)
        try:
            await super().stop()
        finally:
            by_force.cancel()

    def _kill(self) -> None:
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()
