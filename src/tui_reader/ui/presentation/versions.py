"""What an outlet changed after the fact, drawn: version by version, the words that differ marked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

from textual.strip import Strip

from tui_reader.domain import PostVersion
from tui_reader.terminal.safe import safe_text
from tui_reader.ui.presentation.lines import Run, paragraph
from tui_reader.ui.presentation.rows import Rows
from tui_reader.ui.presentation.timeline import heading_line
from tui_reader.ui.presentation.times import day_words
from tui_reader.ui.theme import Palette

_LEADS = {"was": "was ", "now": "now ", "out": "out ", "new": "new "}


def read_at(moment: datetime | None) -> str:
    """Return when a page was read, as words."""
    return f"{day_words(moment.date(), weekday=False)}, {moment:%H:%M %Z}" if moment else "time not known"


class VersionRows(Rows):
    """The paragraphs that changed, under the capture they changed with; the latest change first."""

    def __init__(self, versions: Sequence[PostVersion]) -> None:
        from tui_reader.desk.revisions import revisions

        super().__init__("" if len(versions) > 1 else "not changed since it was first read")
        self._items: list[tuple[str, str, str]] = []  # lead, words, the words they differ from
        for now, before in pairwise(versions):
            self._items.append(("", f"changed between {read_at(before.captured_at)} and {read_at(before.until)}", ""))
            for change in revisions(before.paragraphs, now.paragraphs):
                if change.before is not None:
                    lead = "out" if change.now is None else "was"
                    self._items.append((lead, change.before, change.now or ""))
                if change.now is not None:
                    self._items.append(("new" if change.before is None else "now", change.now, change.before or ""))

    def __len__(self) -> int:
        return len(self._items) or super().__len__()

    def selectable(self, index: int) -> bool:
        """Paragraphs are, headings are not."""
        return 0 <= index < len(self._items) and bool(self._items[index][0])

    def lines(self, index: int, width: int, look: Palette) -> Sequence[Strip]:
        """Return a heading, or a paragraph as it was or is."""
        if not self._items:
            return super().lines(index, width, look)
        lead, words, other = self._items[index]
        if not lead:
            return [heading_line(safe_text(words), width, look)]
        from tui_reader.desk.wording import marked_spans

        spans = marked_spans(words, [other] if other else [])
        runs: list[Run] = [(span.start, span.end, look.differ) for span in spans]
        base = look.text if lead in ("now", "new") else look.soft
        return paragraph(safe_text(words, newlines=True), width, base, runs, indent=(f" {_LEADS[lead]}", look.accent))
