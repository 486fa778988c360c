"""How many panes fit, and how wide each is: numbers in, numbers out."""

from __future__ import annotations

from typing import NamedTuple

SMALLEST = (60, 16)  # columns, rows: below this there is a message instead of panes
_WIDE, _MIDDLE = 170, 100  # columns from which the post's text stands beside, and from which there are three panes
PANES = ("outlets", "timeline", "post", "quotes")
_STATUS = 2  # rows at the bottom
STEP = 4  # columns a key makes the timeline wider


class Panes(NamedTuple):
    """Columns (and for two panes above each other, rows) of each pane; 0 where a pane is not shown."""

    outlets: int = 0
    timeline: int = 0
    post: int = 0
    quotes: int = 0
    stacked: bool = False  # timeline above, quotations below
    timeline_rows: int = 0  # only where stacked
    too_small: bool = False


def pane_sizes(columns: int, rows: int, *, shift: int = 0, zoomed: str = "", outlets_asked: bool = False) -> Panes:
    """Return the layout of the main screen.

    `shift` is how many columns (rows where stacked) the reader made the timeline wider; `zoomed`
    names the one pane to show; `outlets_asked` puts the outlets in place of the timeline where
    there is no room for both.
    """
    if columns < SMALLEST[0] or rows < SMALLEST[1]:
        return Panes(too_small=True)
    if zoomed:
        outlets, timeline, post, quotes = (columns if pane == zoomed else 0 for pane in PANES)
        return Panes(outlets, timeline, post, quotes)
    if columns < _MIDDLE:
        room = rows - _STATUS
        above = max(5, min(room - 5, room * 11 // 20 + shift // STEP))
        if outlets_asked:
            return Panes(outlets=columns, quotes=columns, stacked=True, timeline_rows=above)
        return Panes(timeline=columns, quotes=columns, stacked=True, timeline_rows=above)
    outlets = 21 if columns < _WIDE else 24
    room = columns - outlets
    post = room * 3 // 10 if columns >= _WIDE else 0
    room -= post
    timeline = max(36, min(room - 30, room * 54 // 100 + shift))
    return Panes(outlets=outlets, timeline=timeline, post=post, quotes=room - timeline)
