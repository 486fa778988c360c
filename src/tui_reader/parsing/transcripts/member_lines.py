"""Labels of a parliament's record that have a line to themselves: a member with constituency and party, an office.

"Ada Marsh (Hillford) (Ind)"; "The Minister for Rivers (Mr Bo Lind)"; "Ada Marsh Labour, Hillford  3:12 pm"; after
these "Mr Lind" alone, and "Mr Speaker".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from tui_reader.parsing.transcripts.labels import Label, is_titled, may_speak, names_office, surname
from tui_reader.parsing.transcripts.plain_rows import Row, is_title

_FEWEST = 4  # such lines make a record of a parliament
_LONGEST = 26  # words of a line with an office and a name
_SHORT = 6  # words of one that says no more than who it is
_PARTIES = (
    "Labour/Co-operative|Labour/Co-op|Labour|Conservative|Liberal Democrats?|Scottish National Party|SNP|Plaid Cymru"
    "|Democratic Unionist Party|DUP|Sinn F[eé]in|Social Democratic and Labour Party|SDLP|Ulster Unionist Party|UUP"
    "|Alliance|Green|Reform UK|Independent|Crossbench|Non-affiliated|Bishop|Speaker|Fine Gael|Fianna F[aá]il"
    "|Traditional Unionist Voice|TUV|Your Party"
)
_CLOCK = r"(?:\s+\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?(?:, (?:[A-Z][a-z]+,? )?\d{1,2} [A-Z][a-z]+ \d{4})?)?"
_BRACKETED = re.compile(r"(?P<name>[^()]{4,60}?)(?: \([^()]{2,60}\))? \((?P<party>[A-Z][A-Za-z/ -]{1,14})\)")
_HOLDER = re.compile(r"(?P<office>[^()]{6,140}) \((?P<name>[^()]{4,60})\)(?: \([^()]{2,14}\))?")
_OFFICES = (
    "(?:The |Shadow )?(?:Parliamentary (?:Under-)?Secretary|Minister|Secretary of State|Chancellor|Lord Privy Seal"
    "|Leader of|Speaker of|Chair,)"
)
_NAMED = re.compile(
    rf"(?P<name>[^,()]{{4,60}}?) (?:{_PARTIES})(?:, [A-Z][^,.()]{{2,50}})?{_CLOCK}"
    rf"|(?P<holder>[^,()]{{4,60}}?) {_OFFICES}\b[^.]{{0,90}}?{_CLOCK}"
)
_PHOTO = re.compile(r"Photo of (.{3,60}?) (?=\1\b)")
# "Lord Marsh rose to call attention to …"; below it, perhaps under the words of the motion, "The noble Lord said: …".
_MOVES = re.compile(r"(?P<name>[^.:]{4,60}?) (?P<motion>(?:rose to|moved|asked) .*)")
_MOVED_SO = re.compile(
    r"(?P<who>(?:The|My) (?:(?:noble|right|most|hon\.?|learned|and|gallant|reverend|rev\.?) ){1,5}"
    r"(?:Lord|Lady|Baroness|Earl|Viscount|Viscountess|Countess|Duke|Marquess|Prelate|Primate|Member|Friend|Gentleman)"
    r" said:)\s+(?P<rest>\S.*)"
)
_MOTION = 8  # lines between the two
_CHAIR = re.compile(
    r"(?:Mr|Madam|Mrs|The)(?: (?:Deputy|Principal|Temporary))* (?:Speaker|Presiding Officer|Chair(?:man|woman)?)"
    r"|The (?:Lord )?(?:Bishop|Archbishop) of [A-Z][\w' ]{2,40}"
    r"|(?:Several |Some |A )?(?:[Nn]oble|[Hh]on\.?) (?:Lords?|Members?)"
)


def find_member_lines(rows: Sequence[Row]) -> bool:
    """Give these lines their labels; say whether there are enough of them to make a record of a parliament."""
    alone = [row for row in rows if row.apart and not row.dropped and len(row.words.split()) <= _LONGEST]
    found = [(row, label) for row in alone if (label := _member(row.words)) is not None]
    in_two = [
        (row, below, label)
        for row, below in pairwise(rows)
        if row.apart and not below.apart and (label := _member(f"{row.words} {below.words}")) is not None
    ]  # an office, and below it who holds it; a name, and below it the party
    named = sum(row.label is not None and _member(row.label.name) is not None for row in rows)  # by two brackets
    if len(found) + len(in_two) + named < _FEWEST:
        return False
    for row, below, label in in_two:
        found.append((row, label))
        below.label, below.dropped = None, True
    known = {surname(label.name) for _, label in found}
    known |= {surname(row.label.name) for row in rows if row.label is not None and not row.label.rest}
    for row, label in found:
        row.label = label
    for row in alone:
        if row.label is None and _is_known(row.words, known):
            row.label = Label(row.words)
    for row, below in pairwise(row for row in rows if not row.dropped):
        titled = row.label is not None and (not row.label.rest or is_title(row.label.rest))
        if titled and below.label is not None and row in alone:
            row.label, row.is_centred = None, True  # a heading above who speaks
    return True


def name_movers(rows: list[Row]) -> None:
    """Take "The noble Lord said: …" for words of whoever is named in the line that tells what they moved."""
    for at in range(len(rows) - 1, 0, -1):
        said = _MOVED_SO.fullmatch(rows[at].words) if rows[at].label is None else None
        if said is None:
            continue
        for above in range(at - 1, max(-1, at - 1 - _MOTION), -1):
            moves = _MOVES.fullmatch(rows[above].words)
            if rows[above].label is not None:
                break
            if moves is not None and may_speak(moves["name"]):
                _split(rows, at, said["who"], said["rest"])
                _split(rows, above, moves["name"], moves["motion"])
                rows[above].label = Label(moves["name"])
                for row in rows[above + 1 : at + 2]:  # the motion, up to "said:", a line further down now
                    row.is_told = True
                break


def _split(rows: list[Row], at: int, head: str, rest: str) -> None:
    """Make two lines of one."""
    rows.insert(at + 1, replace(rows[at], words=rest, apart=True))
    rows[at].words = head


def _member(words: str) -> Label | None:
    """Return the label of a line that names a member and tells the party, or an office and who holds it."""
    words = _PHOTO.sub("", words, count=1)
    member = _BRACKETED.fullmatch(words)
    if member is not None and may_speak(member["name"]):
        return Label(words)
    holder = _HOLDER.fullmatch(words)
    if (
        holder is not None
        and names_office(holder["office"].replace("-", " "))
        and (is_titled(holder["name"]) or _is_full(holder["name"]))
    ):
        return Label(words)
    named = _NAMED.fullmatch(words)
    name = None if named is None else named["name"] or named["holder"]
    return Label(name) if name is not None and may_speak(name) else None


def _is_full(name: str) -> bool:
    return 1 < len(name.split()) <= _SHORT and all(word[0].isupper() for word in name.split()) and may_speak(name)


def _is_known(words: str, known: set[str]) -> bool:
    """Say whether a line is the chair, or somebody known by the last name: "Mr Lind", "Ada Marsh"."""
    if _CHAIR.fullmatch(words):
        return True
    short = len(words.split()) <= _SHORT and (is_titled(words) or _is_full(words))
    return short and words[-1].isalpha() and surname(words) in known
