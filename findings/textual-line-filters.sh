#!/usr/bin/env bash
# textual 8.2.8: a widget that repaints one line has every line of every widget in the way put through the line filters again.
#
# The line API renders only the lines that `refresh(region)` names; the others come from the widget's cache of styled
# lines. But the cache is kept before the filters (`get_line_filters`), and on each
# frame the compositor asks every widget that the dirty regions' bounding box touches for all of its lines. Two lines repainted,
# one in each of two lists side by side, are 2 lines rendered and 80 filtered, at every key. An app that asks for no filter has
# one all the same (ANSIToTruecolor), so this is the rule, not the exception.
# Exits with 1 when this changes.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet --disable-pip-version-check textual==8.2.8
"$place/venv/bin/python" <<'PYTHON'
import asyncio
from collections import Counter

from rich.segment import Segment
from textual.app import App
from textual.containers import Horizontal
from textual.filter import LineFilter
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

counted: Counter[str] = Counter()


class Counting(LineFilter):
    def apply(self, segments, background):
        return segments


class Lines(Widget):
    DEFAULT_CSS = "Lines { width: 1fr; height: 40; }"

    def render_line(self, y: int) -> Strip:
        counted["rendered"] += 1
        return Strip([Segment(f"line {y}".ljust(self.size.width))], self.size.width)

    def get_line_filters(self):
        return [Counting()]


filtered = Strip.apply_filter


def counting(self, line_filter, background):
    counted["filtered"] += isinstance(line_filter, Counting)
    return filtered(self, line_filter, background)


Strip.apply_filter = counting


class Two(App):
    def compose(self):
        with Horizontal():
            yield Lines()
            yield Lines()


async def main() -> None:
    app = Two()
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.pause()
        counted.clear()
        for lines, y in zip(app.query(Lines), (3, 30), strict=True):
            lines.refresh(Region(0, y, lines.size.width, 1))
        await pilot.pause()
    default = [type(each).__name__ for each in app.get_line_filters()]
    seen = (counted["rendered"], counted["filtered"], default)
    print("lines rendered, lines filtered, filters of an app that asks for none:", *seen)
    as_seen = seen == (2, 80, ["ANSIToTruecolor"])
    print("as seen" if as_seen else "CHANGED")
    raise SystemExit(int(not as_seen))


asyncio.run(main())
PYTHON
