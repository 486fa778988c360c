"""What the reader sees, as sentences: a thing a line, its kind in words, nothing told by colour or place alone."""

from __future__ import annotations

from collections.abc import Iterator

from tui_reader.desk.advisories import advisory_words
from tui_reader.desk.comparing import absence_words, clash_words
from tui_reader.desk.revisions import gone_words
from tui_reader.domain import Comparison, EventEntry, QuotationEntry, Row, SpeakerEntry, TimelineEntry
from tui_reader.domain.times import clock_told
from tui_reader.domain.unknown import OUTLET_UNKNOWN
from tui_reader.text.figures import counted
from tui_reader.ui.presentation.compare import fullest_words
from tui_reader.ui.presentation.times import day_words, when_words
from tui_reader.ui.presentation.words import KINDS, shown_words, speaker_words

_TITLE = 200  # characters


def post_line(entry: TimelineEntry, *, unread: bool) -> str:
    """Return a post of the timeline."""
    told = [f"{entry.outlet or OUTLET_UNKNOWN}, {when_words(entry)}: {(entry.headline or 'no headline')[:_TITLE]}"]
    told += [counted(entry.quotations, "quotation")] if entry.quotations else []
    told += [f"carried by {entry.event_outlets} outlets"] if entry.event_outlets > 1 else []
    told += ["gone from its page" if entry.gone_at else "changed since"] if entry.gone_at or entry.revised else []
    told += ["unread"] if unread else []
    return ". ".join(told)


def quotation_line(entry: QuotationEntry, *, placed: bool = True) -> str:
    """Return a quotation: who said it first, then the words, then where and who else has them."""
    quotation = entry.quotation
    who = speaker_words(entry) + (f", via {quotation.via}" if quotation.via else "")
    kind = KINDS.get(quotation.kind, "")
    told = [f"{who}{', ' + kind if kind else ''}: {shown_words(entry)}"]
    if placed:
        told.append(f"{entry.outlet or OUTLET_UNKNOWN}, {when_words(entry)}")
    for lead, alike in (("also in ", True), ("words differ in ", False)):
        names = [name for name, same in entry.also_in if same is alike]
        told += [lead + ", ".join(names)] if names else []
    told += [words for words in (gone_words(entry), advisory_words(entry.advisories)) if words]
    return ". ".join(told)


def event_line(entry: EventEntry) -> str:
    """Return an event of the list."""
    day = day_words(entry.starts_at.date()) if entry.starts_at else "date not known"
    return f"{day}: {entry.title[:_TITLE]}. {', '.join(entry.outlets)}. {counted(entry.posts, 'post')}"


def speaker_line(entry: SpeakerEntry) -> str:
    """Return a speaker that a search found."""
    return f"speaker {entry.name}, {counted(entry.quotations, 'quotation')}"


def row_lines(row: Row, comparison: Comparison) -> Iterator[str]:
    """Yield a row of a comparison: its title, every outlet's words, what they did to them, who has none."""
    yield row.title
    for clash in row.clashes:
        yield f"  clash of {clash_words(clash)}"
    for outlet in comparison.outlets:
        cell = row.cell(outlet)
        if cell is None:
            yield f"  {outlet}: {absence_words(row, outlet, comparison)}"
            continue
        first = cell.passages[0]
        clock = clock_told(first.time_printed, first.at)
        fullest = f", {fullest_words(row)}" if first.id == row.fullest else ""
        yield f"  {outlet}{', ' + clock if clock else ''}{fullest}: {first.text}"
        if first.changes:
            yield f"    {'; '.join(first.changes)}"
