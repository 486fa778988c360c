"""What is said of a checked quotation in one line: its verdicts, the printed words, where, and what differs."""

from __future__ import annotations

import re

from tui_reader.desk.advisories import advisory_words
from tui_reader.desk.comparing import change_words
from tui_reader.domain.draft import CheckedClaim, CheckedQuotation, Level, Printed, Verdict
from tui_reader.domain.times import time_told
from tui_reader.domain.unknown import OUTLET_UNKNOWN, SPEAKER_UNKNOWN

_STOP = re.compile(r"[.,!?]$")
_SHOWN = 70  # characters of a quotation in a line
_MARKS = re.compile(r"[\s\"'“”‘’«»\-–—]+")  # what a house may print otherwise, and no word


def verdict_line(checked: CheckedQuotation) -> str:
    """Return the verdicts and why: `differs: “…”; printed “…” (Sky News, 15:42): changes: one → another`."""
    said = f"{', '.join(checked.verdicts)}: “{_short(checked.quotation.text)}”"
    if checked.verdict is Verdict.NOT_FOUND or not checked.printed:
        return f"{said}; nothing printed has these words"
    first = checked.printed[0]
    parts = [said]
    if checked.verdict in (Verdict.DIFFERS, Verdict.PARAPHRASE):
        parts.append(f"printed “{_short(first.words, 2 * _SHOWN)}” ({place_words(first)})")
        parts += [change_words(change) for change in first.changes if change.kind != "paraphrase"]
    elif checked.verdict is Verdict.JOINED:
        parts += [f"printed “{_short(printed.words)}” ({place_words(printed)})" for printed in checked.printed]
    elif checked.verdict in (Verdict.OTHER_SPEAKER, Verdict.RELAYED):
        other = next((p for p in checked.printed if p.quotation and _speaker(p) != checked.quotation.speaker), first)
        named, called = checked.quotation.speaker, checked.quotation.called
        meant = f"not {named}’s" if named else f"whom “{called}” does not mean here"
        parts.append(f"printed as {_speaker(other)}’s ({place_words(other)}), {meant}")
    elif checked.verdict is Verdict.CONTESTED:
        last = checked.printed[-1]
        parts.append(f"{place_words(last)} has “{_short(last.words)}”")
    elif checked.verdict in (Verdict.WITHDRAWN, Verdict.EMBARGOED):
        parts.append(f"{advisory_words(first.post.entry.advisories)} ({place_words(first)})")
    elif checked.verdict is Verdict.CHANGED_SINCE:
        became = first.quotation.became if first.quotation else None
        parts.append(f"now “{_short(became)}” ({place_words(first)})" if became else f"gone from {place_words(first)}")
    elif checked.verdict is Verdict.OTHER_DAY:
        parts.append(f"printed on {first.post.entry.day} ({place_words(first)})")
    else:
        parts.append(", ".join(dict.fromkeys(place_words(printed) for printed in checked.printed)))
    return "; ".join(parts)


def claim_line(claim: CheckedClaim) -> str:
    """Return what a sentence tells otherwise: `number: “2,000 homes”; printed “1,000 homes” (Sky News)`."""
    first = claim.clashes[0]
    printed = ", ".join(dict.fromkeys(f"“{_short(each.words_b)}” ({each.b})" for each in claim.clashes))
    return f"{first.kind}: “{_short(first.words_a)}”; printed {printed}"


def place_words(printed: Printed) -> str:
    """Return where words were printed: "Sky News, 15:42"."""
    entry = printed.post.entry
    return ", ".join(filter(None, (entry.outlet or OUTLET_UNKNOWN, time_told(entry.time_printed))))


def is_worth_a_line(checked: CheckedQuotation) -> bool:
    """Say whether a line is due: what several outlets print so needs none."""
    outlets = {printed.post.entry.outlet for printed in checked.printed}
    return checked.level is not Level.INFO or len(outlets) < 2


def printed_words(checked: CheckedQuotation) -> str | None:
    """Return the words to put in the place of a draft's, None where there are none to offer, or they are the same."""
    if checked.verdict not in (Verdict.DIFFERS, Verdict.EXACT, Verdict.OTHER_DAY, Verdict.CONTESTED):
        return None
    words = " ".join(checked.printed[0].words.split()) if checked.printed else ""
    stop = _STOP.search(checked.quotation.text)
    if words and stop and not _STOP.search(words):
        words += stop.group()  # the draft's own comma before its mark
    if checked.verdict is not Verdict.DIFFERS and not only_marks_differ(words, checked.quotation.text):
        return None  # a marked cut is the writer's
    return words if words and words != checked.quotation.text else None


def only_marks_differ(one: str, other: str) -> bool:
    """Say whether two wordings are the same but for marks, dashes and spaces."""
    return _MARKS.sub(" ", one).strip(" .,") == _MARKS.sub(" ", other).strip(" .,")


def _speaker(printed: Printed) -> str:
    return (printed.quotation.quotation.speaker if printed.quotation else None) or SPEAKER_UNKNOWN


def _short(words: str, most: int = _SHOWN) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= most else plain[:most].rsplit(" ", 1)[0] + " …"
