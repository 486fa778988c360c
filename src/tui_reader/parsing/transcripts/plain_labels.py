"""Which lines of a talk in plain text are labels: one by one, and by what comes again over the whole."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from tui_reader.parsing.shapes import ends_sentence
from tui_reader.parsing.transcripts.labels import (
    Label,
    is_dashed,
    is_full_name,
    is_message,
    may_be_name,
    may_speak,
    read_label,
    set_apart,
    surname,
)
from tui_reader.parsing.transcripts.marks import ends_record, is_mark, is_time, without_numbers
from tui_reader.parsing.transcripts.member_lines import find_member_lines, name_movers
from tui_reader.parsing.transcripts.own_lines import PARTY, find_own_lines
from tui_reader.parsing.transcripts.plain_rows import Row, is_title
from tui_reader.parsing.transcripts.talk import is_aside

# What makes a text a talk. Ratings and lists of facts have labels as well: each once. Pages at hand that are no talk
# have at most two labels that come again.
_FEWEST = 4  # labelled lines
_AGAIN = 0.4  # of the labelled lines, those whose label comes again
_AGAIN_IN_REPORTS = 0.2  # the same in a report that is all voices
_IN_CAPITALS, _REPORTED = 0.9, 0.4  # of the labels of such a report, and of its lines
_SHARE = 0.6  # of the letters, those from the first label on
_LABELLED = 0.15  # of the lines from there on
_FLUSH = 0.1  # of the lines, those that stand at the margin
_BOLD = "**"
_HEAD_WORDS = 4  # words of what is printed over every page: of fewer, somebody may say the same twice
_AGENCY = 4  # letters of one
_PARAGRAPH = 12  # lines looked at of one
_OFTEN = 3  # lines with the same name set apart, which no list of offices knows
_SHARED = re.compile(r"Share this (?:specific )?contribution")
_INTEREST = re.compile(r"\s*\[[A-Z]{1,2}\]$")  # an interest that a member declared
_COMMON_SPEAKERS = frozenset("Minister Secretary President Chair Chairman Speaker Question Answer Court Judge".split())
_SHORT_ANSWER = re.compile(r"\d{1,4}(?:[:.]\d\d)?|Home|Search|Menu")  # a mark, but right under a label
_PAGE = re.compile(r".*\bPage \d+(?: of \d+)?|\d{1,4}|[-–—]+ ?\d{1,4} ?[-–—]+", re.IGNORECASE)
_STARRED = re.compile(r"\*\*(?P<name>[^*:]{2,60})\*\*(?:\s*(?:--|[—–])\s*\*(?P<office>[^*]{2,120})\*)?")
_BUSINESS = (" Bill", " Act", " Order", " Regulations", " Scheme")  # before a colon: what a House deals with
_UNDER = 3  # lines under a label of which none is a sentence where it is one of a list
_FAR_APART = re.compile(r"\S {8,}\S")
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d")
_STAMP = re.compile(r"\[(?:\d{1,2}:)?\d{1,2}:\d\d\]\s+(?=\S)")  # when a line was said
_DATED = re.compile(r"(?!\[).*\d")
_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,2})(?=[^\s*])([^*]{1,200}?)(?<=[^\s*])\1(?![\w*])")
_BRACKETED = re.compile(r"\([^()]{2,80}\)(?: \([^()]{2,40}\)){0,2}")


def find_labels(rows: list[Row], leads: Mapping[str, str] | None = None) -> None:
    """Give each line its label. On Parliament's pages a name stands on a line of its own, what it stands for below.

    With `leads` only these lines have labels, and what they set off before a colon is one, whatever it is.
    """
    _strip_offices(rows)
    if leads is not None:
        _take_leads(rows, leads)
    shared = sum(_is_shared(row) for row in rows) >= 2
    names: set[str] = set()
    indents = Counter(row.indent for row in rows)
    flush = min((indent for indent, count in indents.items() if count > _FLUSH * len(rows)), default=0)
    for at, row in enumerate(rows):
        above = rows[at - 1].label if at else None
        answers = above is not None and not above.rest and _SHORT_ANSWER.fullmatch(row.words) is not None
        row.dropped = row.dropped or (is_mark(row.words) and not _is_within(rows, at) and not answers)
        if row.dropped or row.label is not None or is_aside(row.words):
            continue
        bracketed = rows[at + 1] if at + 1 < len(rows) else None
        if bracketed is not None and _is_member(row, bracketed, rows[at + 2 : at + 3], shared):
            row.label = Label(f"{_INTEREST.sub('', row.words)} {bracketed.words}")
            bracketed.dropped, bracketed.words = True, ""
            names.add(row.words)
            continue
        if (shared and bracketed is not None and _is_shared(bracketed)) or row.words in names:
            row.label = Label(_INTEREST.sub("", row.words))
        else:
            row.label = read_label(row.words, begins=row.apart or row.indent > min(rows[at - 1].indent, flush))
        if row.label is not None and (_goes_on(rows, at) or ends_record(row.words)):
            row.label = None
    rows[:] = [row for row in rows if row.words]
    _keep_to_messages(rows)
    _drop_heads(rows)
    _find_titles(rows)
    if sum(row.label is not None and ":" in row.words for row in rows) >= _FEWEST:
        _find_names(rows)
    if not find_member_lines(rows):
        find_own_lines(rows)
    name_movers(rows)
    if leads is not None:
        for row in rows:
            row.label = row.label if row.dropped or row.words in leads else None
    _leave_out_lists(rows)
    _strip_emphasis(rows)


def _take_leads(rows: Sequence[Row], leads: Mapping[str, str]) -> None:
    """Give a label to each line whose lead ends in a colon, or stands before one."""
    for row in rows:
        lead = leads.get(row.words, "")
        behind = row.words[len(lead) :].lstrip()
        if lead.endswith(":") or behind.startswith(":"):
            row.label = read_label(row.words) or Label(lead.rstrip(": "), behind.lstrip(": "))


def _strip_offices(rows: Sequence[Row]) -> None:
    """Take the stars of Markdown from names on lines of their own: "**Ada Marsh** -- *Chief Executive*"."""
    held = [(row, match) for row in rows if (match := _STARRED.fullmatch(row.words)) is not None]
    if sum(match["office"] is not None for _, match in held) >= _FEWEST:
        for row, match in held:
            row.words = f"{match['name']} -- {match['office']}" if match["office"] else match["name"]


def _goes_on(rows: Sequence[Row], at: int) -> bool:
    """Say whether a line only goes on with the one above: "… one question for the" "Minister: when will it sail?"."""
    row, before = rows[at], rows[at - 1] if at else None
    if row.apart or before is None or before.dropped or row.label is None:
        return False
    if row.label.name.isupper() and 1 < len(row.label.name) <= _AGENCY:
        return before.words[-1:].isalpha()  # "told the" "AP: …"
    return row.label.name in _COMMON_SPEAKERS and before.label is None and before.words[-1:].isalpha()


def _keep_to_messages(rows: Sequence[Row]) -> None:
    """Take in what a phone exports only what has a time of its own for a turn; what stands under one is of it."""
    if sum(row.label is not None and is_message(row.words) for row in rows) < _FEWEST:
        return
    for row in rows:
        if not is_message(row.words):
            row.label, row.dropped = None, False


def _drop_heads(rows: Sequence[Row]) -> None:
    """Leave out what is printed over every page, word for word, and what stands before a line that only goes on."""
    paged = sum(_PAGE.fullmatch(row.words) is not None for row in rows) > 1
    headed = Counter(row.words for row in rows if paged and row.label is None and _is_dated(row.words))
    stamps = sum(_STAMP.match(row.words) is not None for row in rows)
    has_begun = False
    for at, row in enumerate(rows):
        has_begun = has_begun or row.label is not None
        if row.label is None:
            row.dropped = row.dropped or (has_begun and (headed[row.words] > 1 or _is_under_number(rows, at)))
            if stamps >= _FEWEST:
                row.words = _STAMP.sub("", row.words, count=1)


def _is_under_number(rows: Sequence[Row], at: int) -> bool:
    """Say whether a line is a page's head: right below its number, in two parts far from each other."""
    return rows[at - 1].dropped and rows[at - 1].words.isdigit() and _FAR_APART.search(rows[at].words) is not None


def _is_dated(words: str) -> bool:
    """Say whether a line may stand over a page: several words, a number among them, and no sentence."""
    return len(words.split()) >= _HEAD_WORDS and _DATED.match(words) is not None and not ends_sentence(words)


def _leave_out_lists(rows: Sequence[Row]) -> None:
    """Take no list of those present for turns, before the talk or behind it: "Chair: Sir Bo Lind"."""
    for row in rows:
        label = row.label
        if label is None or not label.name.endswith(_BUSINESS):
            continue
        if len(label.rest.split()) > 1 and is_title(label.rest):
            row.label, row.is_centred = None, True  # "Small Harbours Bill: Second Stage"
    labelled = [at for at, row in enumerate(rows) if row.label is not None]
    counts = Counter(surname(row.label.name) for row in rows if row.label is not None)
    for at in labelled:
        if not _is_listed(rows, at, counts):
            break
        rows[at].label = None
    for at, below in reversed(list(pairwise([*labelled, len(rows)]))):
        row = rows[at]
        under = [each.words for each in rows[at + 1 : below] if not each.dropped]
        said = any(map(ends_sentence, under[:_UNDER])) or (bool(under) and _CLOCK.search(row.words) is not None)
        if row.label is None or row.label.rest or said:
            break
        if any(ends_sentence(above.words) for above in rows[max(0, at - 3) : at]):
            row.label, row.is_centred = None, True
            break
        row.label = None


def _is_listed(rows: Sequence[Row], at: int, counts: Counter[str]) -> bool:
    """Say whether behind a label stands no word that is said: names, or what is no sentence and never comes again."""
    row = rows[at]
    assert row.label is not None
    said = row.label.rest
    if said and row.words.isupper() and not ends_sentence(said):
        return True  # "NORTH VALE DECIDES: THE DEBATE", a title
    for below in rows[at + 1 : at + _PARAGRAPH]:  # lines may be broken at a width
        if below.label is not None or (said and below.apart):
            break
        said = f"{said} {below.words}".strip()
    said, _ = without_numbers(said)
    words = [word for word in said.split() if word[0].isalpha()]
    are_names = len(words) > 1 and all(word[0].isupper() for word in words)
    return not ends_sentence(said) and (are_names or counts[surname(row.label.name)] == 1)


def _find_titles(rows: Sequence[Row]) -> None:
    """Take for labels what is set apart at the head of lines again and again: "The Provost:", "Delegate —"."""
    unknown = [
        (row, found)
        for at, row in enumerate(rows)
        if row.label is None
        and not row.dropped
        and (found := set_apart(row.words)) is not None
        and not _is_office_alone(row.words, found)
        and (row.apart or at == 0 or row.indent >= rows[at - 1].indent or row.has_column(found.name))
    ]
    counts = Counter(_bare(found.name) for _, found in unknown)
    often = {name for name, count in counts.items() if count >= _OFTEN}
    for row, found in unknown:
        as_others = row.words.startswith(_BOLD) or row.has_column(found.name)
        like = (as_others and found.name.isupper()) or (row.apart and is_full_name(found.name))
        if _bare(found.name) in often or (often and like):
            row.label = found


def _is_office_alone(words: str, found: Label) -> bool:
    """Say whether a dash sets off an office and nothing said: "Ada Marsh — Head of Harbours"."""
    dashed = words.removeprefix(found.name).lstrip()[:1] in "—–"
    office = found.rest.split()
    is_office = (len(office) > 1 or may_speak(found.rest)) and office[-1][0].isupper() and is_title(found.rest)
    return dashed and is_office and not any(ends_sentence(word) for word in office)


def _bare(name: str) -> str:
    """Return a label without what stands behind it in brackets: "REV. MARSH (in the chair)"."""
    before, _, behind = name.partition(" (")
    return before if behind[:1].islower() else name


def _strip_emphasis(rows: Sequence[Row]) -> None:
    """Take the stars of Markdown from what is said, where the labels have them: "the old beam *swept*"."""
    if sum(row.label is not None and row.words.startswith(("*", "_")) for row in rows) < _FEWEST:
        return
    for row in rows:
        if row.label is not None:
            row.label = Label(row.label.name, _EMPHASIS.sub(r"\2", row.label.rest))
        elif not row.dropped and not is_aside(row.words):
            row.words = _EMPHASIS.sub(r"\2", row.words)


def _find_names(rows: Sequence[Row]) -> None:
    """Take for a label, among others, a name of one word: "Okafor: It is." is in nobody else's mouth."""
    for row in rows:
        name, colon, rest = row.words.partition(": ")
        if colon and row.label is None and row.apart and may_be_name(name) and ends_sentence(rest):
            row.label = Label(name, rest)


def _is_within(rows: Sequence[Row], at: int) -> bool:
    """Say whether a time stands in the midst of a sentence, at the beginning of a line by chance."""
    row, before = rows[at], rows[at - 1] if at else None
    return (
        before is not None
        and not row.apart
        and is_time(row.words)
        and row.words[-1] in ".,"
        and (not ends_sentence(before.words) and not before.dropped)
    )


def _is_shared(row: Row) -> bool:
    return _SHARED.fullmatch(row.words) is not None


def _is_member(row: Row, bracketed: Row, after: Sequence[Row], shared: bool) -> bool:
    """Say whether a line is a member's name or office, with constituency and party, or the name, in brackets below."""
    if row.words.endswith((".", "?", ":")) or not _BRACKETED.fullmatch(bracketed.words):
        return False
    if shared:
        return bool(after) and _is_shared(after[0])
    return bracketed.words.count("(") > 1 and may_speak(row.words)


def _tells_itself(row: Row) -> bool:
    """Say whether a label is one whatever the others are: "Ada Marsh, author. – Madam", "Lord Marsh (CB)"."""
    return is_dashed(row.words) or (row.label is not None and PARTY.search(row.label.name) is not None)


def first_turn(rows: Sequence[Row]) -> int | None:
    """Return the line where the talk begins, None where the text is no talk."""
    labelled = [at for at, row in enumerate(rows) if row.label is not None]
    if len(labelled) < _FEWEST:
        return None
    first = labelled[0]
    counts = Counter(surname(row.label.name) for row in rows if row.label is not None)
    again = sum(count for count in counts.values() if count > 1)
    letters = sum(len(row.words) for row in rows)
    said = sum(len(row.words) for row in rows[first:])
    lines = sum(not row.dropped for row in rows[first:])
    capitals = sum(row.label.name.isupper() for row in rows if row.label is not None)
    # A broadcaster's report has many voices that come once; its labels are in capitals, and most lines have one.
    reports = capitals >= _IN_CAPITALS * len(labelled) and len(labelled) >= _REPORTED * lines
    least = _AGAIN_IN_REPORTS if reports else _AGAIN
    is_talk = (
        len(counts) > 1
        and (again >= least * len(labelled) or sum(_tells_itself(rows[at]) for at in labelled) >= _FEWEST)
        and said >= _SHARE * letters
        and len(labelled) >= _LABELLED * lines
    )
    return first if is_talk else None
