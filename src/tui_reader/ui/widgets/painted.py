"""A widget that paints its lines whole: background, colours and all."""

from __future__ import annotations

from textual._border import get_box
from textual.geometry import Region
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget


class Painted(Widget):
    """A widget whose `render_line` gives finished lines: they go to the frame as they are.

    Textual goes over the lines of every widget in view on every frame, for borders, tints and filters: a quarter of
    what a key cost (`benchmarks/terminal.py`, `j` in the timeline: 10.3 ms with that pass, 7.0 without). Here a line
    is finished once and kept until it is to be painted anew. All that is added is the `border-left` of the
    stylesheet and the app's filters; no other border, no padding, no tint is known.
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._finished: dict[int, Strip] = {}

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return lines of the widget, painting only those that changed."""
        finished = self._finished
        strips = [finished.get(y) or self._finish(y) for y in crop.line_range]
        if crop.column_span != (0, self.region.width):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        return strips

    def _finish(self, y: int) -> Strip:
        strip = self.render_line(y)
        below, own = self.background_colors
        border, colour = self.styles.border_left
        if border:
            inner, outer = Style(background=below + own), Style(background=below)
            (_, (edge, _, _), _) = get_box(border, inner, outer, Style(foreground=below + colour))
            strip = Strip([edge, *strip], strip.cell_length + 1)
        for line_filter in self.get_line_filters():
            strip = strip.apply_filter(line_filter, own)
        self._finished[y] = strip
        return strip

    def _set_dirty(self, *regions: Region) -> None:
        """Take lines for unpainted wherever Textual does: this is where all ways to `refresh` meet."""
        if regions:
            for region in regions:
                for y in region.line_range:
                    self._finished.pop(y, None)
        else:
            self._finished.clear()
        super()._set_dirty(*regions)
