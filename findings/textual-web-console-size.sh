#!/usr/bin/env bash
# textual 8.2.8 beside rich 15.0.0, as textual-serve 1.1.3 starts an app: in a browser the console does not know its height.
#
# The web driver takes the page's size from COLUMNS and ROWS, and later from "resize" packets. Rich, whose console the app
# holds and every renderable is handed, reads COLUMNS and LINES. So the app is laid out as the page is, and `console.size` has
# 25 rows whatever the page's height, and keeps the first width after the page was made narrower. In a terminal the two
# are the same. Whoever measures a frame by its console loses the rows below the 25th.
# Exits with 1 when this changes.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet --disable-pip-version-check textual==8.2.8 rich==15.0.0 textual-serve==1.1.3
cat >"$place/app.py" <<'PYTHON'
import sys
from pathlib import Path

from textual.app import App
from textual.events import Resize
from textual.geometry import Size


class Shown(App):
    def on_resize(self, event: Resize) -> None:
        self.call_later(self.note, event.size)

    def note(self, size: Size) -> None:
        with Path(sys.argv[1]).open("a") as out:
            print(*size, *self.console.size, file=out)


Shown().run()
PYTHON
"$place/venv/bin/python" - "$place" <<'PYTHON'
import asyncio
import shlex
import sys
from pathlib import Path

from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

place = Path(sys.argv[1])
sizes = place / "sizes"


async def line(width: int) -> str:
    found: list[str] = []
    for _ in range(300):
        found = sizes.read_text().splitlines() if sizes.exists() else []
        if told := [each for each in found if each.startswith(f"{width} ")]:
            return told[-1]
        await asyncio.sleep(0.1)
    return f"nothing of {width}: {found}"


async def main() -> None:
    async def nothing(*_: object) -> None:
        pass

    command = shlex.join([sys.executable, str(place / "app.py"), str(sizes)])
    service = AppService(
        command, write_bytes=nothing, write_str=nothing, close=nothing, download_manager=DownloadManager()
    )
    await service.start(120, 40)
    first = await line(120)
    await service.set_terminal_size(90, 50)
    last = await line(90)
    await service.stop()
    seen = (first, last)
    print("the size it is resized to and console.size, at first, and after a resize to 90x50:", *seen, sep="\n  ")
    as_seen = seen == ("120 40 120 25", "90 50 120 25")
    print("as seen" if as_seen else "CHANGED")
    raise SystemExit(int(not as_seen))


asyncio.run(main())
PYTHON
