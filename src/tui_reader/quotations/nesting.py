"""Quotations in quotations: whose words they are, and who passes them on."""

from __future__ import annotations

from tui_reader.domain import QuotationKind
from tui_reader.quotations.attribution import Attributor
from tui_reader.quotations.findings import Finding, Stretch
from tui_reader.quotations.frames import find_frames
from tui_reader.quotations.narration import Narration, narrate
from tui_reader.quotations.verdict import NOBODY, Attribution


def read_nested(attributor: Attributor, stretch: Stretch) -> None:
    """Record every run that stands inside another run of the paragraph, outer before inner."""
    runs = stretch.narration.runs
    around = {stretch.narration.run[entry]: finding for entry, finding in stretch.given.items()}
    for index in range(len(runs)):
        finding = around.get(index)
        if finding is not None and any(run.parent == index for run in runs[index + 1 : index + 2]):
            _read_inside(attributor, stretch, index, finding, around)


def _read_inside(
    attributor: Attributor, stretch: Stretch, parent: int, outer: Finding, around: dict[int, Finding]
) -> None:
    text, collector = attributor.text, attributor.collector
    run = stretch.narration.runs[parent]
    inner = narrate(
        text, run.start, run.end, stretch.narration.paragraph, stretch.narration.runs, parent, attributor.lexicon
    )
    within = Stretch(inner, stretch.role)
    last: Attribution | None = None
    for low, high in inner.sentences:
        for frame in find_frames(inner, low, high, attributor.lexicon, any_subject=True):
            contents = frame.contents
            if not contents and low > 0 and inner.run[low - 1] >= 0:
                contents = [(low - 1, low)]
            entries = [i for first, stop in contents for i in range(first, stop) if inner.run[i] >= 0]
            if not entries or frame.subject is None:
                continue
            last = _speaker(attributor, inner, frame.subject, outer)
            collector.new_group()
            attributor.give_runs(within, frame, last, contents[0][0], contents[-1][1], entries)
    for entry in range(len(inner)):
        if inner.run[entry] < 0:
            continue
        finding = within.given.get(entry)
        if finding is None:
            collector.new_group()
            finding = collector.add_run(within, entry, QuotationKind.SCARE, NOBODY)
        elif finding.by.name != outer.by.name:
            finding.via = outer.by.name
        elif finding.kind is QuotationKind.MIXED:
            finding.kind, finding.by, finding.clause = QuotationKind.SCARE, NOBODY, None  # a term in one's own words
        around[inner.run[entry]] = finding


def _speaker(attributor: Attributor, inner: Narration, subject: tuple[int, int], outer: Finding) -> Attribution:
    word = inner.low[subject[0]].partition("'")[0]
    if word in ("i", "we"):
        return outer.by.because("speaks of themselves", 0.8)
    return attributor.speakers.resolve_inside(inner, subject, outer.by)
